"""Loading: staged part files into the warehouse, all of a run in one transaction, no row twice."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from models.errors import WarehouseError
from models.fault_points import passed
from warehouse.connect import first_line
from warehouse.parts import half_looks, is_abandoned, parts_of, readable, unvouched
from warehouse.session import transaction
from warehouse.tables import Table, tables

_VOUCHING = "not damaged itself, but it vouches for rows that are"
DAMAGED = "damaged"  # the folder, beside the runs, where parts are kept that cannot be read
_BATCH_BYTES = 64 << 20  # Arrow memory of the rows inserted at once: some 15,000 articles; ten times it fits our limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """New rows by table (tables without any are left out), and one line for each part that could not be read."""

    rows: Mapping[str, int]
    faults: tuple[str, ...] = ()


def load_stages(connection: duckdb.DuckDBPyConnection, stage_folder: Path) -> Loaded:
    """Load the part files of every run under `stage_folder`, each run in one transaction, then remove them.

    A row whose key is there already is left out, so loading again adds nothing. A part that cannot be read is moved
    to `<stage_folder>/damaged/<run>/<table>/` and named in `faults`, and with it the parts that vouch for its rows, so
    that the work is done again; the rest of its run is loaded. Runs that are still writing are not disturbed: what they
    write from now on is loaded next time. Half a look, whose other half never came, is removed after an hour
    (`parts.half_looks`). WarehouseError where the database refuses: then the parts stay.
    """
    rows: Counter[str] = Counter()
    faults: list[str] = []
    for run in _runs(stage_folder):
        parts = parts_of(run)
        damaged: dict[Path, str] = {}
        half = half_looks(parts, damaged)
        whole = {name: [path for path in paths if path not in half] for name, paths in parts.items()}
        try:
            with transaction(connection):
                for name, paths in whole.items():
                    damaged |= dict.fromkeys(unvouched(name, paths, damaged), _VOUCHING)
                    rows[name] += _add(
                        connection, tables()[name], [one for one in paths if one not in damaged], damaged
                    )
                    passed("load.table_added")
                passed("load.before_commit")
        except duckdb.Error as error:
            raise WarehouseError(f"{run}: cannot be loaded ({first_line(error)}); what is staged stays") from error
        passed("load.committed")
        faults += [f"{entry}: no table of this program; left where it is" for entry in _strangers(run)]
        faults += [_set_aside(path, stage_folder, reason) for path, reason in damaged.items()]
        _remove(run, [path for paths in whole.values() for path in paths], half)
    return Loaded(rows={name: count for name, count in rows.items() if count}, faults=tuple(faults))


def _runs(stage_folder: Path) -> list[Path]:
    """The run folders, oldest first: a run's id begins with its moment."""
    if not stage_folder.is_dir():
        return []
    return sorted(entry for entry in stage_folder.iterdir() if entry.is_dir() and entry.name != DAMAGED)


def _strangers(run: Path) -> list[Path]:
    """What lies among a run's tables and is none, such as those of a newer version."""
    return sorted(entry for entry in run.iterdir() if entry.name not in tables())


def _add(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path], damaged: dict[Path, str]) -> int:
    """Insert the rows of the parts whose key the table does not hold, the first of each key; how many they are.

    Keys are read first, so a part without a new row costs next to nothing. Parts that cannot be read go to `damaged`.
    """
    keys = dict(readable(table, paths, damaged, columns=table.key))
    fresh = _fresh(connection, table, keys)
    before = len(damaged)
    added = sum(_insert(connection, table, batch) for batch in _batches(table, fresh, damaged))
    if len(damaged) > before:  # a key that was to come from a damaged part may stand in another one too
        added += _add(connection, table, [path for path in keys if path not in damaged], damaged)
    return added


def _fresh(connection: duckdb.DuckDBPyConnection, table: Table, keys: Mapping[Path, pa.Table]) -> dict[Path, list[int]]:
    """For each part that has any: the places of its rows whose key is not there yet, nor earlier in these parts."""
    if not keys:
        return {}
    key = ", ".join(table.key)
    # The names are this room's own constants.
    statement = f"SELECT min(place) FROM staged_keys ANTI JOIN {table.name} USING ({key}) GROUP BY {key}"  # noqa: S608
    joined = pa.concat_tables(keys.values())
    connection.register("staged_keys", joined.append_column("place", pa.array(range(len(joined)), pa.int64())))
    try:
        places = sorted(place for (place,) in connection.execute(statement).fetchall())
    finally:
        connection.unregister("staged_keys")
    found: dict[Path, list[int]] = {}
    start = 0
    for path, part in keys.items():
        own = places[bisect_left(places, start) : bisect_left(places, start + len(part))]
        found |= {path: [place - start for place in own]} if own else {}
        start += len(part)
    return found


def _batches(table: Table, fresh: Mapping[Path, list[int]], damaged: dict[Path, str]) -> Iterator[pa.Table]:
    """The fresh rows, of as many parts at a time as memory allows."""
    batch: list[pa.Table] = []
    size = 0
    for path, part in readable(table, fresh, damaged):
        batch.append(part if len(fresh[path]) == len(part) else part.take(fresh[path]))
        size += part.nbytes
        if size > _BATCH_BYTES:
            yield pa.concat_tables(batch)
            batch, size = [], 0
    if batch:
        yield pa.concat_tables(batch)


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, batch: pa.Table) -> int:
    connection.register("staged_rows", batch)
    try:
        connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM staged_rows")  # noqa: S608  our own constant
    finally:
        connection.unregister("staged_rows")
    return len(batch)


def _set_aside(path: Path, stage_folder: Path, reason: str) -> str:
    kept = stage_folder / DAMAGED / path.relative_to(stage_folder)
    kept.parent.mkdir(parents=True, exist_ok=True)
    os.replace(path, kept)
    return f"{path}: not loaded ({reason}); kept as {kept}, the rest is loaded, and the next run does its work again"


def _remove(run: Path, loaded: Iterable[Path], half: Iterable[Path]) -> None:
    """Remove what was loaded and the folders that are empty now; what is being written meanwhile stays."""
    for path in loaded:
        path.unlink(missing_ok=True)
        passed("load.part_removed")
    for unfinished in (*run.glob("*/.part-*.unfinished"), *half):
        if is_abandoned(unfinished):
            unfinished.unlink(missing_ok=True)
    for folder in (*(entry for entry in run.iterdir() if entry.is_dir()), run):
        try:
            folder.rmdir()
        except OSError:  # not empty: its run is still writing
            continue
