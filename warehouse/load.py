"""Loading: staged part files into the warehouse, all of a run in one transaction, no row twice."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import duckdb
import pyarrow as pa

from models.errors import WarehouseError
from models.fault_points import passed
from warehouse.connect import first_line
from warehouse.parts import half_looks, parts_of, readable, unvouched
from warehouse.parts_place import DAMAGED as DAMAGED
from warehouse.parts_place import Address, PartsPlace, place_at, runs_at
from warehouse.session import transaction
from warehouse.staged_warcs import WARCS
from warehouse.tables import Table, tables

_VOUCHING = "not damaged itself, but it vouches for rows that are"
_GROUP = 200  # parts whose keys are held at once: a long run stages thousands, of a few hundred rows each
_BATCH_BYTES = 64 << 20  # Arrow memory of the rows inserted at once: some 15,000 articles; ten times it fits our limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """New rows by table (tables without any are left out), and one line for each part that could not be read."""

    rows: Mapping[str, int]
    faults: tuple[str, ...] = ()


def load_stages(connection: duckdb.DuckDBPyConnection, stage: Address) -> Loaded:
    """Load the part files of every run staged at `stage`, each run in one transaction, then remove them.

    A row whose key is there already is left out, so loading again adds nothing. A part that cannot be read is moved
    to `<stage>/damaged/<run>/<table>/` and named in `faults`, and with it the parts that vouch for its rows, so
    that the work is done again; the rest of its run is loaded. Runs that are still writing are not disturbed: what they
    write from now on is loaded next time. Half a look, whose other half never came, is removed after an hour
    (`parts.half_looks`). WarehouseError where the database refuses or the stage cannot be reached: the parts stay.
    """
    place = place_at(stage)
    rows: Counter[str] = Counter()
    faults: list[str] = []
    for run in runs_at(place):
        parts = parts_of(place, run)
        damaged: dict[PurePosixPath, str] = {}
        half = half_looks(place, parts, damaged)
        whole = {name: [path for path in paths if path not in half] for name, paths in parts.items()}
        try:
            with transaction(connection):
                for name, paths in whole.items():
                    damaged |= dict.fromkeys(unvouched(name, paths, damaged), _VOUCHING)
                    sound = [one for one in paths if one not in damaged]
                    rows[name] += _add(connection, place, tables()[name], sound, damaged)
                    passed("load.table_added")
                passed("load.before_commit")
        except duckdb.Error as error:
            told = place.where(PurePosixPath(run))
            raise WarehouseError(f"{told}: cannot be loaded ({first_line(error)}); what is staged stays") from error
        passed("load.committed")
        faults += [f"{entry}: no table of this program; left where it is" for entry in _strangers(place, run)]
        faults += [_set_aside(place, path, reason) for path, reason in damaged.items()]
        _remove(place, run, [path for paths in whole.values() for path in paths if path not in damaged], half)
    return Loaded(rows={name: count for name, count in rows.items() if count}, faults=tuple(faults))


def _strangers(place: PartsPlace, run: str) -> list[Address]:
    """What lies among a run's tables and is none, such as those of a newer version."""
    known = {*tables(), WARCS}
    return [place.where(PurePosixPath(run, entry)) for entry in place.tables(run) if entry not in known]


def _add(
    connection: duckdb.DuckDBPyConnection,
    place: PartsPlace,
    table: Table,
    paths: Sequence[PurePosixPath],
    damaged: dict[PurePosixPath, str],
) -> int:
    """Insert the rows of the parts whose key the table does not hold, the first of each key; how many they are.

    Group by group, so that memory does not grow with what a run staged: a later group finds the keys of the earlier
    ones in the table. Parts that cannot be read go to `damaged`.
    """
    groups = (paths[start : start + _GROUP] for start in range(0, len(paths), _GROUP))
    return sum(_add_group(connection, place, table, group, damaged) for group in groups)


def _add_group(
    connection: duckdb.DuckDBPyConnection,
    place: PartsPlace,
    table: Table,
    paths: Sequence[PurePosixPath],
    damaged: dict[PurePosixPath, str],
) -> int:
    """The same of parts few enough for the keys of all. They are read first: a part with no new row costs little."""
    keys = dict(readable(place, table, paths, damaged, columns=table.key))
    fresh = _fresh(connection, table, keys)
    before = len(damaged)
    added = sum(_insert(connection, table, batch) for batch in _batches(place, table, fresh, damaged))
    if len(damaged) > before:  # a key that was to come from a damaged part may stand in another one too
        added += _add_group(connection, place, table, [path for path in keys if path not in damaged], damaged)
    return added


def _fresh(
    connection: duckdb.DuckDBPyConnection, table: Table, keys: Mapping[PurePosixPath, pa.Table]
) -> dict[PurePosixPath, list[int]]:
    """For each part that has any: the places of its rows whose key is not there yet, nor earlier in these parts."""
    if not keys:
        return {}
    key = ", ".join(table.key)
    # The names are this room's own constants.
    statement = f"SELECT min(place) FROM staged ANTI JOIN {table.name} USING ({key}) GROUP BY {key}"  # noqa: S608
    joined = pa.concat_tables(keys.values())
    numbered = joined.append_column("place", pa.array(range(len(joined)), pa.int64()))
    places = sorted(place for (place,) in _told(connection, statement, numbered))
    found: dict[PurePosixPath, list[int]] = {}
    start = 0
    for path, part in keys.items():
        own = places[bisect_left(places, start) : bisect_left(places, start + len(part))]
        found |= {path: [place - start for place in own]} if own else {}
        start += len(part)
    return found


def _batches(
    place: PartsPlace, table: Table, fresh: Mapping[PurePosixPath, list[int]], damaged: dict[PurePosixPath, str]
) -> Iterator[pa.Table]:
    """The fresh rows, of as many parts at a time as memory allows."""
    batch: list[pa.Table] = []
    size = 0
    for path, part in readable(place, table, fresh, damaged):
        batch.append(part if len(fresh[path]) == len(part) else part.take(fresh[path]))
        size += part.nbytes
        if size > _BATCH_BYTES:
            yield pa.concat_tables(batch)
            batch, size = [], 0
    if batch:
        yield pa.concat_tables(batch)


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, batch: pa.Table) -> int:
    _told(connection, f"INSERT INTO {table.name} BY NAME SELECT * FROM staged", batch)  # noqa: S608  our own constant
    return len(batch)


def _told(connection: duckdb.DuckDBPyConnection, statement: str, staged: pa.Table) -> list[tuple[Any, ...]]:
    """What a statement about `staged` gives. DuckDB finds the argument by its name, for as long as the statement runs.

    Registered, and unregistered again, its memory would be held until the transaction ends: it may be rolled back.
    """
    return connection.execute(statement).fetchall()


def _set_aside(place: PartsPlace, name: PurePosixPath, reason: str) -> str:
    kept = place.set_aside(name)
    told = f"{place.where(name)}: not loaded ({reason}); kept as {kept}"
    return f"{told}, the rest is loaded, and the next run does its work again"


def _remove(place: PartsPlace, run: str, loaded: Iterable[PurePosixPath], half: Iterable[PurePosixPath]) -> None:
    """Remove what was loaded and what nobody will finish; what is being written meanwhile stays."""
    place.remove([*loaded, *(name for name in half if place.is_abandoned(name))])
    place.sweep(run)
