"""A blank warehouse or published file: all tables, views and macros with their comments, and not one row."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import duckdb

from models.errors import WarehouseError
from warehouse import sql
from warehouse.session import session, transaction


@cache
def blank(*, private: bool) -> bytes:
    """The database file of a blank warehouse, or, without what is `private`, of a blank published file.

    Made once a process: its thousand statements, half of them comments, take 0.7 s, and who makes a warehouse
    publishes it too. WarehouseError where the system's folder for temporary files has no room for it.
    """
    try:
        with TemporaryDirectory(prefix="akimwatch-") as folder:
            return _made(Path(folder) / "blank.duckdb", private=private)
    except (OSError, duckdb.Error) as error:
        told = str(error).splitlines()[0]
        raise WarehouseError(
            f"{gettempdir()}: no blank database can be made there ({told}); make room, or name another folder in TMPDIR"
        ) from error


def _made(path: Path, *, private: bool) -> bytes:
    with duckdb.connect(str(path)) as connection:
        session(connection)
        with transaction(connection):
            create_tables(connection, private=private)
            create_views(connection, private=private)
    return path.read_bytes()


def create_tables(connection: duckdb.DuckDBPyConnection, *, private: bool) -> None:
    """Make all tables that are published, with their comments, in the database in use; `private`: the others too."""
    for statement in (*sql.schema().values(), *(sql.private_tables().values() if private else ())):
        connection.execute(statement)


def create_views(connection: duckdb.DuckDBPyConnection, *, private: bool) -> None:
    """Make all views and table macros anew in the database in use, with their comments; what is no longer ours goes.

    `private`: also the views on the tables that stay in the warehouse.
    """
    for (name,) in connection.execute(sql.query("own_views")).fetchall():
        if name not in sql.views():
            connection.execute(f'DROP VIEW "{name}"')
    for (name,) in connection.execute(sql.query("own_macros")).fetchall():
        if name not in sql.macros():
            connection.execute(f'DROP MACRO TABLE "{name}"')
    named = sql.views()
    basic = dict.fromkeys(sql.BASIC_VIEWS)
    connection.execute(f"CREATE OR REPLACE MACRO views_made() AS '{_views_digest()}'")
    connection.execute("COMMENT ON MACRO views_made IS 'Which version of the views and macros stands here'")
    for statement in (
        *(named[name] for name in basic),
        *(statement for name, statement in sql.macros().items() if name not in sql.LAST_MACROS),
        *(statement for name, statement in named.items() if name not in basic),
        *(sql.macros()[name] for name in sql.LAST_MACROS),
        *(sql.private_views().values() if private else ()),
    ):
        connection.execute(statement)


def has_our_views(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the views that stand are this program's: making them takes 0.4 s, and a run opens the file ten times."""
    try:
        made = connection.execute("SELECT views_made()").fetchone()
    except duckdb.CatalogException:  # a file without views
        return False
    return made == (_views_digest(),)


@cache
def _views_digest() -> str:
    texts = (*sql.views().values(), *sql.macros().values(), *sql.private_views().values())
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()
