"""Loading: staged part files into the warehouse, all of a run in one transaction, no row twice."""

from __future__ import annotations

import os
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from models.errors import WarehouseError
from warehouse.connect import transaction
from warehouse.tables import Table, tables

DAMAGED = "damaged"  # the folder, beside the runs, where parts are kept that cannot be read
_BATCH_BYTES = 64 << 20  # Arrow memory of the rows inserted at once: some 15,000 articles; ten times it fits our limits
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
        damaged: dict[Path, str] = {}
        with transaction(connection):
            for table, own in groupby(parts, key=itemgetter(0)):
                rows[table.name] += _add(connection, table, [path for _, path in own], damaged)
        faults += [_set_aside(path, stage_folder, reason) for path, reason in damaged.items()]
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


def _add(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path], damaged: dict[Path, str]) -> int:
    """Insert the rows of the parts whose key the table does not hold, the first of each key; how many they are.

    Keys are read first, so a part without a new row costs next to nothing. Parts that cannot be read go to `damaged`.
    """
    keys = dict(_readable(table, paths, damaged, columns=table.key))
    fresh = _fresh(connection, table, keys)
    before = len(damaged)
    added = sum(_insert(connection, table, batch) for batch in _batches(table, fresh, damaged))
    if len(damaged) > before:  # a key that was to come from a damaged part may stand in another one too
        added += _add(connection, table, [path for path in keys if path not in damaged], damaged)
    return added


def _readable(
    table: Table, paths: Iterable[Path], damaged: dict[Path, str], *, columns: Sequence[str] | None = None
) -> Iterator[tuple[Path, pa.Table]]:
    """Each part with its rows (or the columns asked for); what is not as it was staged goes to `damaged`."""
    for path in paths:
        try:
            file = pq.ParquetFile(path, page_checksum_verification=True)
            if not file.schema_arrow.equals(table.schema):
                raise pa.ArrowInvalid(f"its columns are not those of {table.name}")
            part = file.read(columns=columns, use_threads=False)  # parts are small: threads cost more than they bring
        except (OSError, pa.ArrowException) as error:
            damaged[path] = _first_line(error)
        else:
            yield path, part


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
    starts = dict(zip(keys, accumulate((len(part) for part in keys.values()), initial=0), strict=False))
    cuts = {path: (bisect_left(places, start), start) for path, start in starts.items()}
    ends = {path: bisect_left(places, start + len(keys[path])) for path, start in starts.items()}
    found = {path: [place - start for place in places[first : ends[path]]] for path, (first, start) in cuts.items()}
    return {path: own for path, own in found.items() if own}


def _batches(table: Table, fresh: Mapping[Path, list[int]], damaged: dict[Path, str]) -> Iterator[pa.Table]:
    """The fresh rows, of as many parts at a time as memory allows."""
    batch: list[pa.Table] = []
    size = 0
    for path, part in _readable(table, fresh, damaged):
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
    except duckdb.Error as error:
        raise WarehouseError(
            f"staged rows of {table.name}: cannot be loaded ({_first_line(error)}); they stay"
        ) from error
    finally:
        connection.unregister("staged_rows")
    return len(batch)


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
