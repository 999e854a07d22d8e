"""What every connection of ours is, and what is done in one piece."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


def session(connection: duckdb.DuckDBPyConnection) -> None:
    """What every connection of ours is: on local time, silent, and never fetching anything from the network."""
    connection.execute("SET TimeZone = 'Asia/Almaty'")
    connection.execute("SET enable_progress_bar = false")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing of what is done within."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
