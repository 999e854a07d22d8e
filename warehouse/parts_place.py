"""Where part files lie until they are loaded: a folder of this machine, or a store that fsspec knows (`s3://…`).

A name is a path below the place: `run/table/part`. Whatever is written appears under its name whole or not at all.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from models.errors import WarehouseError
from models.fault_points import passed

DAMAGED = "damaged"  # beside the runs: where parts are kept that cannot be read
ABANDONED_SECONDS = 3600  # a part is written in seconds: one unfinished for an hour has no writer any more
_TRIES = 5  # a loader may remove an emptied folder between our making it and our writing into it; five times, never
_STORE = re.compile(r"[a-z][a-z0-9+.-]*://[^\s]+")  # s3://bucket/stage

Address = Path | str
"""A folder, or the address of a store with `://` in it."""


class PartsPlace(Protocol):
    """The few things that staging and loading ask of a place. Safe to use from several threads and processes.

    WarehouseError where it cannot be reached or written, in one line; what was there stays.
    """

    @property
    def address(self) -> Address: ...

    def where(self, name: PurePosixPath) -> Address:
        """The full address of `name`, for people."""

    def write(self, name: PurePosixPath, fill: Callable[[BinaryIO], object]) -> None:
        """Put what `fill` writes under `name`, in place of what was there."""

    def entries(self) -> list[str]:
        """What lies there: the runs that staged anything, oldest first (a run's id begins with its moment), DAMAGED."""

    def tables(self, run: str) -> list[str]:
        """What lies directly below a run."""

    def parts(self, run: str, tables: Sequence[str], ending: str) -> dict[str, list[PurePosixPath]]:
        """The whole files of those tables in order of their names, as they stand at one moment or later."""

    def expect(self, names: Sequence[PurePosixPath]) -> None:
        """Say that these are read next, one after another: some dozens of parts."""

    def source(self, name: PurePosixPath) -> Path | BinaryIO:
        """What pyarrow reads `name` from."""

    def fetch(self, name: PurePosixPath, to: Path) -> None:
        """Copy `name` to a local file."""

    def is_abandoned(self, name: PurePosixPath) -> bool:
        """Whether whoever wrote it would long have come to its end."""

    def remove(self, names: Iterable[PurePosixPath]) -> None:
        """Remove them; one that is not there any more is no error."""

    def set_aside(self, name: PurePosixPath) -> Address:
        """Move it below DAMAGED, where no loader looks; where it lies now."""

    def sweep(self, run: str) -> None:
        """Remove what a dead writer left of a run that is loaded: unfinished files, empty folders."""

    def discard(self, run: str) -> None:
        """Remove a run with all that it staged."""


def runs_at(place: PartsPlace) -> list[str]:
    """The runs that staged anything there, oldest first."""
    return [name for name in place.entries() if name != DAMAGED]


def is_store(address: Address) -> bool:
    """Whether it is the address of a store, not a folder."""
    return isinstance(address, str) and _STORE.fullmatch(address) is not None


def place_at(address: Address) -> PartsPlace:
    """The place at an address. BadInput for one that nothing can be staged at."""
    if is_store(address):
        from warehouse.parts_store import StorePlace  # fsspec and what it loads take a quarter of a second

        return StorePlace(str(address))
    return FolderPlace(Path(address))


class FolderPlace:
    """A folder, which need not be there yet. What is being written has a passing name until it is whole."""

    def __init__(self, folder: Path) -> None:
        self.address = folder

    def where(self, name: PurePosixPath) -> Path:
        return self.address / name

    def write(self, name: PurePosixPath, fill: Callable[[BinaryIO], object]) -> None:
        path = self.address / name
        unfinished = path.with_name(f".{path.stem}.unfinished")
        for attempt in range(_TRIES):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                with unfinished.open("wb") as file:
                    fill(file)
                passed("stage.in_part", lambda: os.truncate(unfinished, unfinished.stat().st_size // 2))
                os.replace(unfinished, path)
                passed("stage.part_written")
                return
            except FileNotFoundError as error:
                if attempt == _TRIES - 1:
                    raise WarehouseError(f"{path.parent}: vanishes while it is written to ({error})") from error
            except OSError as error:
                unfinished.unlink(missing_ok=True)
                raise WarehouseError(
                    f"{path.parent}: cannot be written ({error}); make room, or let it be written"
                ) from error

    def entries(self) -> list[str]:
        if not self.address.is_dir():
            return []
        return sorted(entry.name for entry in self.address.iterdir() if entry.is_dir())

    def tables(self, run: str) -> list[str]:
        return sorted(entry.name for entry in (self.address / run).iterdir())

    def parts(self, run: str, tables: Sequence[str], ending: str) -> dict[str, list[PurePosixPath]]:
        found = {}
        for table in tables:
            try:
                names = sorted(os.listdir(self.address / run / table))
            except (FileNotFoundError, NotADirectoryError):
                continue
            # Not those with a passing name, which begins with a dot.
            found[table] = [
                PurePosixPath(run, table, name) for name in names if name.endswith(ending) and name[0] != "."
            ]
        return found

    def expect(self, names: Sequence[PurePosixPath]) -> None:
        """They are as near as can be."""

    def source(self, name: PurePosixPath) -> Path:
        return (self.address / name).absolute()  # pyarrow takes a relative one for an address (s3:/x) or a home (~/x)

    def fetch(self, name: PurePosixPath, to: Path) -> None:
        try:
            shutil.copyfile(self.address / name, to)
        except OSError as error:
            raise WarehouseError(f"{self.where(name)}: cannot be copied to {to.parent} ({error.strerror})") from error

    def is_abandoned(self, name: PurePosixPath) -> bool:
        return _is_old(self.address / name)

    def remove(self, names: Iterable[PurePosixPath]) -> None:
        for name in names:
            (self.address / name).unlink(missing_ok=True)
            passed("load.part_removed")

    def set_aside(self, name: PurePosixPath) -> Path:
        kept = self.address / DAMAGED / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        os.replace(self.address / name, kept)
        return kept

    def sweep(self, run: str) -> None:
        folder = self.address / run
        for unfinished in folder.glob("*/.*.unfinished"):
            if _is_old(unfinished):
                unfinished.unlink(missing_ok=True)
        for entry in (*(entry for entry in folder.iterdir() if entry.is_dir()), folder):
            try:
                entry.rmdir()
            except OSError:  # not empty: its run is still writing
                continue

    def discard(self, run: str) -> None:
        shutil.rmtree(self.address / run, ignore_errors=True)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > ABANDONED_SECONDS
    except FileNotFoundError:  # its writer has just finished it
        return False
