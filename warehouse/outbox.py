"""The outbox: what became of each letter for each recipient; a change is a row, the last row is the state now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Literal

import duckdb
import pyarrow as pa

from warehouse import sql
from warehouse.session import transaction
from warehouse.tables import arrow_schema

PostState = Literal["queued", "sending", "sent", "failed", "uncertain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """One state of one week's letter for one recipient.

    `content` is the letter's digest; `attempt` how many times it was begun to be sent; `answer` the server's last
    words, in one line; `happened_at` is aware.
    """

    week: str
    recipient: str
    content: str
    language: str
    state: PostState
    attempt: int
    answer: str | None
    message_id: str | None
    happened_at: datetime


def posted(
    connection: duckdb.DuckDBPyConnection, week: str | None = None, recipient: str | None = None
) -> tuple[Posted, ...]:
    """The state now of every letter of that week (by ISO 8601) and recipient, or of all; the latest week first."""
    names = [field.name for field in fields(Posted)]
    rows = connection.execute(sql.query("outbox_standing"), {"week": week, "recipient": recipient}).fetchall()
    return tuple(Posted(**dict(zip(names, row, strict=True))) for row in rows)


def week_left(connection: duckdb.DuckDBPyConnection, since: datetime) -> str | None:
    """The newest week with letters still waiting, of those whose sending began since that (aware) moment."""
    (week,) = connection.execute(sql.query("outbox_left"), {"since": since}).fetchone() or (None,)
    return str(week) if week else None


def post(connection: duckdb.DuckDBPyConnection, run_id: str, changes: Sequence[Posted]) -> None:
    """Record changes of state, all or none; the last one of a week and recipient is its state from now on."""
    if not changes:
        return
    schema = arrow_schema(sql.private_tables()["outbox"])
    at = datetime.now(UTC)
    rows = [
        {name: getattr(change, name) for name in (field.name for field in fields(Posted))}
        | {"position": place, "run_id": run_id, "recorded_at": at}
        for place, change in enumerate(changes)
    ]
    connection.register("changed", pa.Table.from_pylist(rows, schema=schema))
    try:
        with transaction(connection):
            connection.execute(sql.query("outbox_record"))
    finally:
        connection.unregister("changed")
