"""The days of coverage, counted where the rows lie: only days and stretches of time come out of the database.

The rules are those of `models.coverage` and `models.looks`; what `queries/answers_by_day.sql` says again of them a
property test holds to what `coverage_of` makes of the same rows one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from models.coverage import GONE, READ, SETTLING, TEXTLESS, Answers, Coverage, coverage_from
from models.looks import Look, Shelf, days_touched, reached_since, spoken_until
from models.records import Source
from models.registry import Registry
from models.zone import local_day
from warehouse import sql
from warehouse.moments import moment, moment_utc

_TOUCHED = pa.schema([("discovery_id", pa.string()), ("first_day", pa.date32()), ("last_day", pa.date32())])


def coverage(
    connection: duckdb.DuckDBPyConnection, sources: Iterable[Source], registry: Registry, *, today: date = date.max
) -> Coverage:
    """What `models.coverage.coverage_of` makes of all `read.discoveries` and `read.fetches`, without bringing them out.

    A look made after today (by a clock that ran ahead) covers nothing: silence on days that nobody has lived yet would
    count against a region when they come.

    Memory and time in Python go with looks and with days times lists, not with addresses.
    """
    looks, answers = looks_and_answers(connection, registry)
    return coverage_from(sources, [look for look in looks if local_day(look.until) <= today], answers)


def looks_and_answers(
    connection: duckdb.DuckDBPyConnection, registry: Registry
) -> tuple[list[Look], Mapping[Shelf, Mapping[date, Answers]]]:
    """Every look's stretch of time, and what became of the addresses named for each list and day."""
    lists = connection.execute(sql.query("lists")).fetchall()
    shelves = list(dict.fromkeys((source, registry.section_of(address)) for source, address in lists))
    with _given(connection, "shelves", _numbered(lists, shelves, registry)):
        looks, touched = _looks(connection, shelves)
        with _given(connection, "touched", touched):
            return looks, _answers(connection, shelves)


def _numbered(lists: list[tuple[str, str]], shelves: list[Shelf], registry: Registry) -> pa.Table:
    number = {shelf: n for n, shelf in enumerate(shelves)}
    return pa.table(
        {
            "source": pa.array([source for source, _ in lists], pa.string()),
            "address": pa.array([address for _, address in lists], pa.string()),
            "shelf": pa.array([number[source, registry.section_of(address)] for source, address in lists], pa.int32()),
        }
    )


def _looks(connection: duckdb.DuckDBPyConnection, shelves: list[Shelf]) -> tuple[list[Look], pa.Table]:
    """All looks that reached over some time, and the days of those that showed an address without a day."""
    looks: list[Look] = []
    touched: list[tuple[str, date, date]] = []
    for number, checked, reached, complete, last_day, anchor, offset, undated in connection.execute(
        sql.query("looks")
    ).fetchall():
        since, until = (
            reached_since(reached, moment(anchor, offset), complete),
            spoken_until(moment_utc(checked), last_day),
        )
        if since < until:
            source, region = shelves[number]
            looks.append(Look(source=source, region=region, since=since, until=until))
            if undated is not None:
                touched.append((undated, *days_touched(looks[-1])))
    columns = zip(*touched, strict=True) if touched else ((), (), ())
    return looks, pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, _TOUCHED, strict=True)], schema=_TOUCHED
    )


def _answers(connection: duckdb.DuckDBPyConnection, shelves: list[Shelf]) -> Mapping[Shelf, Mapping[date, Answers]]:
    outcomes = {"read": READ, "settling": SETTLING, "textless": TEXTLESS}
    given: dict[str, Any] = {**{name: sorted(own) for name, own in outcomes.items()}, "gone": sorted(GONE)}
    answers: defaultdict[Shelf, dict[date, Answers]] = defaultdict(dict)
    rows = connection.execute(sql.query("answers_by_day"), given).fetchall()
    for shelf, first, last, read, empty, waiting, textless in rows:
        alike = Answers(read=read, empty=empty, waiting=waiting, textless=textless)
        answers[shelves[shelf]] |= {first + timedelta(days=n): alike for n in range((last - first).days + 1)}
    return answers


@contextmanager
def _given(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    """The rows under this name, for as long as a query needs them."""
    connection.register(name, table)
    try:
        yield
    finally:
        connection.unregister(name)
