"""Bringing a warehouse of an older schema up to this program's: the steps are `upgrades/<version>.sql`, one a version.

A step is history: it makes the tables of its own version, whatever a later one makes of them. A test compares what the
steps lead to with a warehouse made anew.
"""

from __future__ import annotations

import duckdb

from warehouse import sql


def known_way(found: int, wanted: int) -> bool:
    """Whether the steps from schema `found` up to schema `wanted` are all known."""
    return found < wanted and all(version in sql.upgrades() for version in range(found + 1, wanted + 1))


def upgrade(connection: duckdb.DuckDBPyConnection, found: int, wanted: int) -> None:
    """Take every step from `found` to `wanted` in the database in use, within the caller's transaction."""
    for version in range(found + 1, wanted + 1):
        connection.execute(sql.upgrades()[version])
    connection.execute("UPDATE meta SET schema_version = ?", [wanted])
