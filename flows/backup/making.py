"""Making a backup: the warehouse first, then the archive, which by then holds every page that the warehouse names."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from flows.backup.manifest import ARCHIVE, NAME, Kept, Manifest, backups_in, read_manifest
from flows.inert import told_line
from flows.settings import Settings
from flows.settings_given import FILE, FILE_NAMED
from models.errors import BadInput, WarehouseError
from models.fault_points import passed
from warehouse.connect import locked
from warehouse.copy import Copied, copy_file, copy_warehouse, sha256_of_first

_NEW = ".new-"  # what is being made; a dead backup's is removed by the next
_OWN_TABLES = ("officials.csv", "recipients.csv")  # that the data folder may hold
_ELSEWHERE = ("sources", "order", "officials", "priors", "recipients", "smtp_ca")  # settings that name files
_CHANGED = (
    "no longer begins as it was backed up; the copy stays as it was, what was added since is not in this backup; "
    "`akimwatch doctor --deep` says what is lost"
)


def make_backup(settings: Settings, folder: Path, *, keep: int) -> Path:
    """Add a backup of the data folder to `folder` and keep the newest `keep`; the path of the new one.

    A run may go on meanwhile. What stands in `folder` stays whole whatever happens. BadInput for a folder that is not
    one of backups, or of another warehouse's; WarehouseError where the warehouse cannot be copied.
    """
    _check_place(settings, folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # readers' addresses, perhaps a password
    with locked(folder / "backup", shared=False, wait_seconds=0):
        for left in folder.glob(f"{_NEW}*"):
            shutil.rmtree(left)
        now = _new_second(folder)
        name = _name(now)
        making = folder / f"{_NEW}{name}"
        making.mkdir(mode=0o700)
        try:
            _fill(settings, making, now)
            made = making.rename(folder / name)
        except OSError as error:
            where = error.filename or folder
            raise WarehouseError(
                f"{where}: the backup cannot be written ({error.strerror or error}); make room there, or let it be "
                "written: the backups that stood there stay"
            ) from error
        finally:
            shutil.rmtree(making, ignore_errors=True)
        for old in backups_in(folder)[:-keep]:
            shutil.rmtree(old)
    return made


def _name(moment: datetime) -> str:
    return f"backup-{moment:%Y%m%dT%H%M%SZ}"


def _new_second(folder: Path) -> datetime:
    """Now, or the next second where a backup bears this one's name: of small data two are made in one."""
    while (folder / _name(now := datetime.now(UTC))).exists():
        time.sleep(0.05)
    return now


def _fill(settings: Settings, making: Path, now: datetime) -> None:
    copied = copy_warehouse(settings.warehouse, making / "warehouse.duckdb", memory_limit=settings.memory_limit)
    passed("backup.warehouse_copied")
    earlier = [read_manifest(one) for one in backups_in(making.parent)]
    _check_same(making.parent, copied, earlier)
    manifest = _filled(settings, making, copied, now, earlier[-1] if earlier else None)
    with (making / NAME).open("w", encoding="utf-8") as file:
        file.write(manifest.text())
        file.flush()
        os.fsync(file.fileno())


def _check_place(settings: Settings, folder: Path) -> None:
    if not settings.warehouse.exists():
        raise BadInput(f"{settings.warehouse}: there is no warehouse yet, so nothing to keep; `akimwatch run` makes it")
    data, target = settings.data.resolve(), folder.resolve()
    if target.is_relative_to(data) or data.is_relative_to(target):
        raise BadInput(f"{folder}: lies in the data folder or around it; name a folder elsewhere, on another disk")
    if folder.is_file():
        raise BadInput(f"{folder}: a file; name a folder")
    strange = [one.name for one in folder.iterdir()] if folder.is_dir() and not backups_in(folder) else []
    if any(not name.startswith((_NEW, "backup.lock")) and name != ARCHIVE for name in strange):
        raise BadInput(f"{folder}: holds other things; name an empty folder, or one that `akimwatch backup` wrote")


def _check_same(folder: Path, copied: Copied, earlier: list[Manifest]) -> None:
    """A new, empty warehouse must not push out the backups of the one that was lost."""
    if any(one.warehouse_made_at != copied.made_at.isoformat() for one in earlier):
        raise BadInput(f"{folder}: holds backups of another warehouse; name a folder of its own for this one")


def _filled(settings: Settings, making: Path, copied: Copied, now: datetime, earlier: Manifest | None) -> Manifest:
    own = {settings.warehouse.name: Kept(bytes=copied.bytes, sha256=copied.sha256)}
    own |= {
        name: _copy(settings.data / name, making / name) for name in _OWN_TABLES if (settings.data / name).is_file()
    }
    given, stood = {}, {}
    for name, path in _given(settings):
        (making / name).parent.mkdir(parents=True, exist_ok=True)
        given[name], stood[name] = _copy(path, making / name), str(path.resolve())
        (making / name).chmod(0o600)  # a backup is copied on, and its folder's own mode gets lost there
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        akimwatch=version("akimwatch"),
        schema_version=copied.schema_version,
        sample=copied.sample,
        warehouse_made_at=copied.made_at.isoformat(),
        own=own,
        archive=_archive(settings.archive, making.parent / ARCHIVE, earlier.archive if earlier else {}),
        given=given,
        stood=stood,
    )


def _archive(source: Path, target: Path, known: Mapping[str, Kept]) -> dict[str, Kept]:
    """Bring the copies up to the archive. Its files only grow: one that is as long as its copy is not read again.

    A file that is gone from the archive, shorter than it was or other at its beginning stays in the backup as it was
    kept: earlier backups rest on the same copy.
    """
    target.mkdir(exist_ok=True, mode=0o700)
    kept = dict(known)
    for path in sorted(source.rglob("*.warc*")):
        name = path.relative_to(source).as_posix()
        copy, size = target / name, path.stat().st_size
        if name in known and copy.is_file() and known[name].bytes <= copy.stat().st_size:
            if size <= known[name].bytes:
                continue
            if sha256_of_first(path, known[name].bytes) != known[name].sha256:
                print(f"akimwatch: {told_line(path)}: {_CHANGED}", file=sys.stderr)
                continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        new = copy.with_name(f"{_NEW}{copy.name}")
        kept[name] = _copy(path, new)
        os.replace(new, copy)
        passed("backup.page_file_copied")
    return kept


def _copy(path: Path, target: Path) -> Kept:
    size, sha256 = copy_file(path, target)
    return Kept(bytes=size, sha256=sha256)


def _given(settings: Settings) -> Iterator[tuple[str, Path]]:
    """The file of settings in use, and what settings name outside the data folder, by their path in the backup."""
    of_settings = Path(os.environ.get(FILE_NAMED) or FILE)
    if of_settings.is_file():
        yield f"settings/{FILE}", of_settings
    for name in _ELSEWHERE:
        path: Path | None = getattr(settings, name)
        if path is None or path.resolve().is_relative_to(settings.data.resolve()):
            continue
        if path.is_dir():
            yield from ((f"settings/{name}/{one.name}", one) for one in sorted(path.glob("*.toml")))
        elif path.is_file():
            yield f"settings/{name}{path.suffix}", path
