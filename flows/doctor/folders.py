"""Folders: room on the disk, and the right to write where a run writes."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from getpass import getuser
from pathlib import Path, PurePosixPath

from extractors.sources import load_sites
from flows.doctor.check import Check, Visit, fail, ok, warn
from flows.prefect_home import prefect_home
from flows.settings import Settings
from flows.settings_given import given_values
from models.errors import AkimwatchError
from models.zone import ALMATY
from warehouse.parts_place import DAMAGED, place_at

_MB = 1024 * 1024
_PAGE_BYTES = 25_000  # of a page in the archive, measured (its request with it)
_FORTNIGHT = 14  # days whose archive files tell what a day brings
_DAYS_LEFT = 30  # so much room is asked for: a month is time enough to find a disk
# A publication writes the new file and its Parquet beside the old set, DuckDB its log and spills beside the warehouse.
_COPIES = 2
_LEAST = 200 * _MB  # what one run needs where nothing is stored yet
_DAY_OF = re.compile(r"akimwatch-(\d{4})(\d\d)(\d\d)-\d+\.warc\.gz")  # akimwatch-20261127-0001.warc.gz


def checks(visit: Visit) -> Iterator[Check]:
    """One check of the disk, one of the right to write, one of the file that holds the password, if one does."""
    yield _disk(visit)
    yield _write(visit)
    yield from _password()


def _disk(visit: Visit) -> Check:
    settings = visit.settings
    free = shutil.disk_usage(_standing(settings.data)).free
    a_day, told = _growth(visit)
    stored = sum(_size(path) for path in (settings.published, settings.warehouse))
    for_a_run = max(_LEAST, _COPIES * stored) + a_day
    for_a_month = for_a_run + _DAYS_LEFT * a_day
    seen = f"{_told(free)} free at {settings.data}; {told}"
    fix = "free some space, or name a data folder on a larger disk (setting data)"
    if free < for_a_run:
        return fail("disk", f"{seen}; one run may need {_told(for_a_run)}", fix)
    if free < for_a_month:
        return warn("disk", f"{seen}: {_DAYS_LEFT} days of it and one publication need {_told(for_a_month)}", fix)
    return ok("disk", seen)


def _growth(visit: Visit) -> tuple[int, str]:
    """Bytes that a day brings to the archive: of the last fortnight's fullest day, else what the sources announce."""
    days: defaultdict[date, int] = defaultdict(int)
    since = visit.now.astimezone(ALMATY).date() - timedelta(days=_FORTNIGHT)
    for path in visit.settings.archive.glob("akimwatch-*.warc.gz"):
        if (found := _DAY_OF.fullmatch(path.name)) and (day := date(*map(int, found.groups()))) >= since:
            days[day] += path.stat().st_size
    if days:
        fullest = max(days.values())
        return fullest, f"the archive grew by up to {_told(fullest)} a day in the last fortnight"
    try:
        articles = sum(site.expected_per_day[1] for site in load_sites(visit.settings.sources).values())
    except AkimwatchError:  # told where the sources are checked
        articles = 0
    announced = articles * _PAGE_BYTES
    return announced, f"the sources announce up to {articles:,} articles a day, {_told(announced)} of archive"


def _store_refuses(stage: str) -> dict[str, str]:
    """Why nothing can be staged in a store; really written and removed again, where no loader looks."""
    try:
        place, probe = place_at(stage), PurePosixPath(DAMAGED, ".doctor")
        place.write(probe, lambda file: file.write(b"?"))
        place.remove([probe])
    except AkimwatchError as error:
        return {stage: str(error).removeprefix(f"{stage}/{DAMAGED}/.doctor: ")}
    return {}


def _write(visit: Visit) -> Check:
    settings = visit.settings
    folders = (
        settings.data,
        settings.archive,
        *([settings.stage_at] if isinstance(settings.stage_at, Path) else []),
        settings.published,
        prefect_home(settings.data),
        settings.site_folder,
    )
    refused = {str(folder): "not a folder" for folder in folders if _is_no_folder(folder)}
    for folder in dict.fromkeys(map(_standing, folders)):
        try:
            # Really written: a full disk, a quota and a read-only mount show in no permission bit.
            with tempfile.TemporaryFile(dir=folder, prefix=".doctor-") as file:
                file.write(b"?")
        except OSError as error:
            refused[str(folder)] = error.strerror or type(error).__name__
    if not isinstance(stage := settings.stage_at, Path):
        refused |= _store_refuses(stage)
    for path in (settings.warehouse, settings.warehouse.with_name(f"{settings.warehouse.name}.lock")):
        if path.exists() and not os.access(path, os.W_OK):
            refused[str(path)] = "no right to write"
    if refused:
        told = "; ".join(f"{path}: {why}" for path, why in refused.items())
        fix = f"give {_user()} the data folder (chown -R), or run as its owner; move away what is no folder"
        return fail("write access", f"{told} (as {_user()})", fix)
    made = "" if settings.data.exists() else f", where {settings.data} will be made"
    return ok("write access", f"every folder takes a file, as {_user()}{made}")


def _password() -> Iterator[Check]:
    given = given_values(Settings).get("smtp_password")
    path = Path(given.origin) if given is not None and given.value else None
    if path is None or not path.is_file():
        return  # none given, or by the environment, which others cannot read
    if path.stat().st_mode & 0o077:
        yield warn("password", f"{path} holds it, and others on this machine may read that file", f"chmod 600 {path}")
    else:
        yield ok("password", f"{path} holds it and is its owner's alone")


def _standing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists: there it will be made."""
    folder = folder.resolve()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _is_no_folder(path: Path) -> bool:
    """Whether something else stands there: a file, or a link to nowhere."""
    return not path.is_dir() and (path.exists() or path.is_symlink())


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    return path.stat().st_size if path.exists() else 0


def _told(size: float) -> str:
    return f"{size / _MB / 1024:.1f} GB" if size >= 1024 * _MB else f"{size / _MB:,.0f} MB"


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a container's user without a name
        return str(os.getuid())
