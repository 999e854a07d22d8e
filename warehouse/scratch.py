"""A scratch copy of the warehouse, in which a replay works, and what stands in either: the warehouse is only read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from models.changes import Fact, What
from models.records import PageRef
from warehouse import sql
from warehouse.connect import open_warehouse
from warehouse.moments import moment, moment_utc
from warehouse.session import transaction

_FACTS: Mapping[What, str] = {
    "meeting": "standing_meetings",
    "event": "standing_events",
    "verdict": "standing_verdicts",
}
_NAMING = ("key", "at_region", "first_day", "last_day", "url")  # the columns that say which fact; the others are it
_DIGITS = 6  # of a figure that is compared: sums of the same figures in another order differ in the sixteenth


class ArchivedPage(NamedTuple):
    """An archived page as the warehouse knows it.

    `listed_at`: when a list said that it was published; `address`: that of the article once read from it; `article_id`:
    the version that was read from it, where one stands.
    """

    source: str
    url: str
    content_type: str | None
    fetched_at: datetime
    listed_at: datetime | None
    ref: PageRef
    address: str | None
    article_id: str | None


def copy_warehouse(stored: Path, scratch: duckdb.DuckDBPyConnection, *, sample: bool) -> None:
    """Copy every row of the warehouse at `stored` into the empty one that is open.

    The warehouse is locked against writers meanwhile and only read. WarehouseError as `open_warehouse` gives it.
    """
    quoted = str(stored).replace("'", "''")
    with open_warehouse(stored, sample=sample, read_only=True):
        scratch.execute(f"ATTACH '{quoted}' AS stored (READ_ONLY)")
        try:
            with transaction(scratch):
                for table in sql.schema():
                    if table != "meta":  # the copy's own row says the same
                        # The names are this room's own constants.
                        scratch.execute(f"INSERT INTO {table} BY NAME FROM stored.{table}")
        finally:
            scratch.execute("DETACH stored")


def archived_pages(connection: duckdb.DuckDBPyConnection) -> list[ArchivedPage]:
    """The latest page of each article or address (the one that an article stands on, if any), in order of archive."""
    found = []
    for source, url, kind, at, listed, offset, file, place, sha256, *article in connection.execute(
        sql.query("archived_pages")
    ).fetchall():
        ref = PageRef(file=file, offset=place, sha256=sha256)
        found.append(ArchivedPage(source, url, kind, moment_utc(at), moment(listed, offset), ref, *article))
    return found


def read_otherwise(connection: duckdb.DuckDBPyConnection, reader_version: str, again: str) -> tuple[str, ...]:
    """The articles of which that version of the reader stored anything that comes out otherwise now (`again`)."""
    given = {"reader_version": reader_version, "again": again}
    return tuple(name for (name,) in connection.execute(sql.query("read_otherwise"), given).fetchall())


def judged_as_of(connection: duckdb.DuckDBPyConnection) -> date | None:
    """The day that the verdicts which stand now speak for; None where nobody was judged yet."""
    row = connection.execute(sql.query("judged_as_of")).fetchone()
    return row[0] if row else None


def judged_by(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The version of the reader that the latest run judged by; None where there was no run yet."""
    row = connection.execute(sql.query("judged_by")).fetchone()
    return row[0] if row else None


def facts(connection: duckdb.DuckDBPyConnection, reader_version: str | None = None) -> tuple[Fact, ...]:
    """Every meeting, event and verdict that stands now.

    Meetings stand as that version of the reader read them, by default the latest run's; of an article that it has not
    read, what was read last stands.
    """
    reader = {"reader_version": reader_version or judged_by(connection) or ""}
    given = {"standing_meetings": reader}
    return tuple(fact for what, query in _FACTS.items() for fact in _facts(connection, what, query, given.get(query)))


def _facts(
    connection: duckdb.DuckDBPyConnection, what: What, query: str, given: Mapping[str, str] | None
) -> Iterator[Fact]:
    found = connection.execute(sql.query(query), given)
    names = [column[0] for column in found.description or ()]
    for row in found.fetchall():
        told: dict[str, Any] = dict(zip(names, row, strict=True))
        key, region, first, last, url = (told.pop(name) for name in _NAMING)
        fields = {name: _comparable(value) for name, value in told.items()}
        yield Fact(what=what, key=key, region=region, first=first, last=last, url=url, fields=fields)


def _comparable(value: object) -> object:
    return round(value, _DIGITS) if isinstance(value, float) else value
