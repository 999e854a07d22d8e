"""WARC files that runs staged come into the archive: whole, under their own names, read-only, over nothing else."""

from __future__ import annotations

import filecmp
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from extractors.web.sealing import DIGESTS
from models.errors import WarehouseError
from warehouse.parts_place import Address, PartsPlace, place_at
from warehouse.staged_warcs import staged_warcs

_READ_ONLY = 0o444  # as a closed file of the archive's own


def bring_in_warcs(stage: Address, archive: Path) -> list[str]:
    """Bring every WARC file staged at `stage` into `archive`; one line for each that could not be.

    One whose name another file has there already, with other bytes, is set aside in the stage; the same bytes are the
    same file. Killed at any moment, the next call goes on. WarehouseError where stage or archive cannot be reached:
    then rows must not be loaded, for they would refer to files that are not there.
    """
    place = place_at(stage)
    return [fault for name in staged_warcs(place) for fault in _bring_in(place, name, archive)]


def _bring_in(place: PartsPlace, name: PurePosixPath, archive: Path) -> Iterator[str]:
    target, unfinished = archive / name.name, archive / f".{name.name}.unfinished"
    try:
        archive.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)  # of a killed run: it may be read-only by now
        place.fetch(name, unfinished)
        unfinished.chmod(_READ_ONLY)
        digest = _on_disk(unfinished)
        if not _linked(unfinished, target):
            unfinished.unlink()
            kept = place.set_aside(name)
            yield f"{target}: another file has its name; what was staged is kept as {kept}, rows that mean it are wrong"
            return
        _note(archive, target.name, digest)
        unfinished.unlink()
        _flushed(archive)
        place.remove([name])  # the last: until here it could be done again
    except OSError as error:
        raise WarehouseError(
            f"{target}: cannot be brought into the archive ({error.strerror}); make room, or let it "
            "be written; it stays staged"
        ) from error


def _linked(unfinished: Path, target: Path) -> bool:
    """Give it its name, never another's; False where a different file has that already."""
    try:
        os.link(unfinished, target)
    except FileExistsError:
        return filecmp.cmp(unfinished, target, shallow=False)
    return True


def _on_disk(path: Path) -> str:
    """Its digest, once it will outlive a power cut: the staged one is removed afterwards."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _note(archive: Path, name: str, digest: str) -> None:
    """In the list that backups and `sha256sum --check` go by; once, also where a run was killed behind it."""
    line = f"{digest}  {name}\n"
    with (archive / DIGESTS).open("a+", encoding="ascii") as digests:
        digests.seek(0)
        if line not in digests:
            digests.write(line)


def _flushed(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
