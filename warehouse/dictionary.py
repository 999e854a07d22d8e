"""The data dictionary: every table, view and macro with what it says and what its columns mean, as Markdown.

`python -m warehouse.dictionary > docs/data-dictionary.md`. The words are the comments that the database itself carries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import duckdb

from warehouse import sql
from warehouse.blank import create_tables, create_views
from warehouse.search import create_search, load_search
from warehouse.session import session

_HEAD = """# Data dictionary

Made by `python -m warehouse.dictionary`; a test fails where it is stale. The same words stand in the published file:
`SELECT * FROM duckdb_columns()`, those of macros and their parameters in `duckdb_functions()`. Moments are shown on
Almaty's clock. Views answer questions about today, macros take a moment, a day or words, tables hold every state that
was ever recorded. The index of `search` (schema `fts_main_searched`) is DuckDB's own; its tables are not told of here.
"""
_PRIVATE = """## Only in the warehouse

What follows is not in the published file, nor beside it as Parquet, nor in the scratch copy of a replay: these tables
name people. Whoever runs an installation sees them in its warehouse (`akimwatch outbox`).
"""


def dictionary() -> str:
    """The whole dictionary, views first; the same code gives the same text."""
    with duckdb.connect(":memory:") as connection:
        session(connection)
        create_tables(connection, private=True)
        create_views(connection, private=True)
        load_search(connection)
        create_search(connection)
        return "\n".join([_HEAD, *_chapters(connection)]).rstrip() + "\n"


def _chapters(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield "## Views\n"
    for name in sorted(sql.views()):
        yield from _object(connection, name, "duckdb_views()", "view_name")
    yield "## Macros\n"
    for name, parameters, comment in connection.execute(
        "SELECT function_name, parameters, comment FROM duckdb_functions() "
        "WHERE function_type = 'table_macro' AND NOT internal ORDER BY function_name"
    ).fetchall():
        said, *told = comment.splitlines()
        yield f"### {name}({', '.join(parameters)})\n\n{said}\n\nParameters:\n"
        yield from (f"* `{parameter}`: {meaning}" for parameter, _, meaning in (line.partition(": ") for line in told))
        yield ""
    yield "## Tables\n"
    for name in sorted(sql.schema()):
        yield from _object(connection, name, "duckdb_tables()", "table_name")
    yield _PRIVATE
    for name in sorted(sql.private_views()):
        yield from _object(connection, name, "duckdb_views()", "view_name")
    for name in sorted(sql.private_tables()):
        yield from _object(connection, name, "duckdb_tables()", "table_name")


def _object(connection: duckdb.DuckDBPyConnection, name: str, catalogue: str, column: str) -> Iterator[str]:
    # The catalogue and its column are this room's own constants.
    found = connection.execute(f"SELECT comment FROM {catalogue} WHERE {column} = ?", [name]).fetchone()  # noqa: S608
    yield f"### {name}\n\n{found[0] if found else ''}\n"
    yield "| column | type | meaning |\n|---|---|---|"
    for called, kind, meaning in connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
        [name],
    ).fetchall():
        yield f"| `{called}` | {_type(kind)} | {meaning} |"
    yield ""


def _type(kind: str) -> str:
    return "TIMESTAMPTZ" if kind == "TIMESTAMP WITH TIME ZONE" else kind


if __name__ == "__main__":
    sys.stdout.write(dictionary())
