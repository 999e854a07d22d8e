"""A copy of the warehouse file that is whole: taken under our own lock, with nothing left in DuckDB's log."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from models.errors import WarehouseError
from warehouse.connect import first_line, locked
from warehouse.moments import moment_utc

_BLOCK = 4 * 1024 * 1024
# A load takes seconds and a publication minutes at most; a backup at night can wait for them.
WAIT_SECONDS = 600.0
_META = "SELECT schema_version, sample, epoch_us(created_at) FROM meta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was copied; `made_at` is when that warehouse was made, by which one is told from another."""

    schema_version: int
    sample: bool
    made_at: datetime
    bytes: int
    sha256: str


def copy_warehouse(path: Path, target: Path, *, memory_limit: str) -> Copied:
    """Copy the warehouse at `path` to `target`, of whatever schema it is: who upgrades copies the old one first.

    No writer of ours comes in between. WarehouseError where it is held for longer than ten minutes, or is no whole
    warehouse; then there is no `target`.
    """
    with locked(path, shared=False, wait_seconds=WAIT_SECONDS):
        _fold_in(path, memory_limit)
        size, sha256 = copy_file(path, target)
    try:
        with duckdb.connect(str(target), read_only=True) as connection:
            version, sample, made = connection.execute(_META).fetchone() or (0, True, 0)
    except duckdb.Error as error:
        target.unlink()
        raise WarehouseError(f"{path}: no warehouse of akimwatch ({first_line(error)}); name another file") from error
    return Copied(schema_version=version, sample=sample, made_at=moment_utc(made), bytes=size, sha256=sha256)


def _fold_in(path: Path, memory_limit: str) -> None:
    """Put what DuckDB's log holds into the file. Closed behind it: the file is not to be read while it is open here."""
    try:
        with duckdb.connect(str(path), config={"memory_limit": memory_limit}) as connection:
            connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path}: cannot be copied ({first_line(error)}); an earlier backup stays as it is"
        ) from error


def copy_file(path: Path, target: Path, most: int | None = None) -> tuple[int, str]:
    """Copy the file, or its first `most` bytes, onto the disk for good; how many bytes, and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, target.open("wb") as copy:
        while block := source.read(_BLOCK if most is None else min(_BLOCK, most - size)):
            digest.update(block)
            copy.write(block)
            size += len(block)
        copy.flush()
        os.fsync(copy.fileno())
    return size, digest.hexdigest()


def sha256_of_first(path: Path, most: int) -> str:
    """The SHA-256 of the file's first `most` bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(min(_BLOCK, most)):
            digest.update(block)
            most -= len(block)
    return digest.hexdigest()
