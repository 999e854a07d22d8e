"""Full-text search in the published file: DuckDB's extension fts, loaded from its package and never fetched."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import duckdb

from models.errors import WarehouseError
from warehouse import sql


@cache
def extension() -> Path | None:
    """Where the package duckdb-extension-fts keeps the extension for this DuckDB; None where it is missing."""
    package = find_spec("duckdb_extension_fts")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "extensions" / f"v{duckdb.__version__}" / "fts.duckdb_extension"
        if path.is_file():
            return path
    return None


def load_search(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the extension's functions known to the connection; WarehouseError where the extension is not installed."""
    path = extension()
    if path is None:
        told = f"the search needs the package duckdb-extension-fts=={duckdb.__version__}"
        raise WarehouseError(f"{told}; install it beside duckdb (`make install` does)")
    connection.execute(loading(path))


def loading(path: Path) -> str:
    """The statement that loads the extension from its file."""
    return f"LOAD '{str(path).replace(chr(39), chr(39) * 2)}'"


def create_search(connection: duckdb.DuckDBPyConnection) -> None:
    """Index what stands in the database in use and make the macro `search`; the extension must be loaded."""
    for statement in sql.search().values():
        connection.execute(statement)
