"""Loading: staged part files into the warehouse, all of a run in one transaction, no row twice."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from models.errors import WarehouseError
from warehouse.connect import transaction
from warehouse.tables import Table, tables

DAMAGED = "damaged"  # the folder, beside the runs, where parts are kept that cannot be read
_ABANDONED_SECONDS = 3600  # a part is written in seconds: one unfinished for an hour has no writer any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """New rows by table (tables without any are left out), and one line for each part that could not be read."""

    rows: Mapping[str, int]
    faults: tuple[str, ...] = ()


def load_stages(connection: duckdb.DuckDBPyConnection, stage_folder: Path) -> Loaded:
    """Load the part files of every run under `stage_folder`, each run in one transaction, then remove them.

    A row whose key is there already is left out, so loading again adds nothing. A part that cannot be read is moved
    to `<stage_folder>/damaged/<run>/<table>/` and named in `faults`; the rest of its run is loaded. Runs that are
    still writing are not disturbed: what they write from now on is loaded next time. WarehouseError where the database
    refuses: then the parts stay.
    """
    rows: Counter[str] = Counter()
    faults: list[str] = []
    for run in _runs(stage_folder):
        parts = list(_parts(run))
        damaged: list[tuple[Path, str]] = []
        with transaction(connection):
            for table, path in parts:
                try:
                    part = _read_part(table, path)
                except (OSError, pa.ArrowException) as error:
                    damaged.append((path, _first_line(error)))
                    continue
                rows[table.name] += _add(connection, table, part, path)
        faults += [_set_aside(path, stage_folder, reason) for path, reason in damaged]
        _remove(run, [path for _, path in parts])
    return Loaded(rows={name: count for name, count in rows.items() if count}, faults=tuple(faults))


def _runs(stage_folder: Path) -> list[Path]:
    """The run folders, oldest first: a run's id begins with its moment."""
    if not stage_folder.is_dir():
        return []
    return sorted(entry for entry in stage_folder.iterdir() if entry.is_dir() and entry.name != DAMAGED)


def _parts(run: Path) -> Iterator[tuple[Table, Path]]:
    """The whole part files of a run with their tables.

    The reading, the fetch, the verdict that vouches for other rows is staged after them; so its parts are listed
    before them, and whatever it vouches for is listed too even while the run goes on writing.
    """
    names = ("runs", "verdicts", "inferences", "readings", "fetches", "discoveries")
    for name in (*names, *sorted(set(tables()) - set(names))):
        for path in sorted((run / name).glob("part-*.parquet")):
            yield tables()[name], path


def _read_part(table: Table, path: Path) -> pa.Table:
    """The part's rows; OSError or ArrowException where its bytes or its columns are not what was staged."""
    part = pq.ParquetFile(path, page_checksum_verification=True).read()
    if not part.schema.equals(table.schema):
        raise pa.ArrowInvalid(f"its columns are not those of {table.name}")
    return part


def _add(connection: duckdb.DuckDBPyConnection, table: Table, part: pa.Table, path: Path) -> int:
    """Insert the part's rows whose key the table does not hold, and say how many."""
    key = ", ".join(table.key)
    # The names are this room's own constants; the rows come from Arrow.
    statement = f"INSERT INTO {table.name} BY NAME SELECT * FROM staged_part ANTI JOIN {table.name} USING ({key})"  # noqa: S608
    connection.register("staged_part", part)
    try:
        added = connection.execute(statement).fetchone()
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be loaded ({_first_line(error)}); the part stays where it is") from error
    finally:
        connection.unregister("staged_part")
    return int(added[0]) if added else 0


def _set_aside(path: Path, stage_folder: Path, reason: str) -> str:
    kept = stage_folder / DAMAGED / path.relative_to(stage_folder)
    kept.parent.mkdir(parents=True, exist_ok=True)
    os.replace(path, kept)
    return f"{path}: damaged ({reason}); the rest is loaded, the file is kept as {kept}; visit its addresses again"


def _remove(run: Path, loaded: Sequence[Path]) -> None:
    """Remove what was loaded and the folders that are empty now; what is being written meanwhile stays."""
    for path in loaded:
        path.unlink(missing_ok=True)
    for unfinished in run.glob("*/.part-*.unfinished"):
        if time.time() - unfinished.stat().st_mtime > _ABANDONED_SECONDS:
            unfinished.unlink(missing_ok=True)
    for folder in (*(entry for entry in run.iterdir() if entry.is_dir()), run):
        try:
            folder.rmdir()
        except OSError:  # not empty: its run is still writing
            continue


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
