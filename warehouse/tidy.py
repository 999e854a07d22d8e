"""The warehouse's own housekeeping, for a quiet hour."""

from __future__ import annotations

import duckdb

from warehouse import sql


def runs_since_publication(connection: duckdb.DuckDBPyConnection) -> int:
    """How many runs the newest publication knows nothing of."""
    (number,) = connection.execute(sql.query("runs_since_publication")).fetchone() or (0,)
    return int(number)


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Put what stands in the log of changes into the file itself, and count anew what the planner goes by.

    Nothing is thrown away: tables only grow.
    """
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")
