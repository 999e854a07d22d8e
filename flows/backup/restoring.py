"""Restoring a backup: into a new data folder, every byte held to its SHA-256, then published anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from flows.backup.manifest import ARCHIVE, NAME, Kept, Manifest, backups_in, read_manifest
from flows.settings import Settings
from models.errors import BadInput, WarehouseError
from warehouse.connect import open_warehouse
from warehouse.copy import copy_file
from warehouse.publications import last_publication
from warehouse.publish import publish

GIVEN = "restored-settings"  # beside the data: nobody's own files are overwritten


def restore_backup(settings: Settings, source: Path) -> Manifest:
    """Make the data folder of the settings from a backup (of a folder of backups: the newest); its manifest.

    BadInput where that folder holds something, or `source` no backup; WarehouseError where a byte is missing or
    another. Then there is no new data folder.
    """
    backup = _named(source)
    manifest = read_manifest(backup)
    data = settings.data
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise BadInput(
            f"{data}: holds something already; name a new data folder (--data), and look at it before it is used"
        )
    data.parent.mkdir(parents=True, exist_ok=True)
    making = data.with_name(f".restoring-{data.name}")
    shutil.rmtree(making, ignore_errors=True)
    try:
        (making / GIVEN).mkdir(parents=True, mode=0o700)  # the settings may hold a password
        for path, target, kept in _files(backup, manifest):
            _bring(path, making / target, kept)
        if data.exists():
            data.rmdir()
        making.rename(data)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _publish(settings)
    return manifest


def _named(source: Path) -> Path:
    if (source / NAME).is_file():
        return source
    found = backups_in(source)
    if not found:
        raise BadInput(f"{source}: no backup there; name a folder that `akimwatch backup` wrote")
    return found[-1]


def _files(backup: Path, manifest: Manifest) -> Iterator[tuple[Path, str, Kept]]:
    """Where each file lies, where it goes in the data folder, and what it must be."""
    for name, kept in manifest.archive.items():
        yield backup.parent / ARCHIVE / name, f"archive/{name}", kept
    for name, kept in manifest.given.items():
        yield backup / name, f"{GIVEN}/{name.removeprefix('settings/')}", kept
    for name, kept in manifest.own.items():
        yield backup / name, name, kept


def _bring(path: Path, target: Path, kept: Kept) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # All backups of a folder rest on one copy of the archive: another of them would not help.
    todo = (
        "put a whole copy in its place (from the old data folder, or from another folder of backups), then try again"
        if target.parent.name == ARCHIVE
        else "name another backup of that folder"
    )
    try:
        found = copy_file(path, target, most=kept.bytes)  # of an archive file: as far as this backup goes
    except FileNotFoundError:
        raise WarehouseError(f"{path}: missing from the backup; {todo}") from None
    if found != (kept.bytes, kept.sha256):
        raise WarehouseError(f"{path}: not as `backup.json` has it; {todo}")
    if GIVEN in target.parts:
        target.chmod(0o600)  # it may hold the password
    os.utime(target, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))


def _publish(settings: Settings) -> None:
    """Publish what was published last, from the restored warehouse; one of an older schema is brought up to date."""
    with open_warehouse(settings.warehouse, sample=None, memory_limit=settings.memory_limit) as connection:
        last = last_publication(connection)
        if last is not None:
            publish(
                connection,
                settings.published,
                as_of=last.as_of,
                full_text=last.full_text,
                versions=last.versions,
            )
