"""Opening the published file: read-only, checked, and nothing else within its reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from models.errors import WarehouseError
from warehouse import sql
from warehouse.connect import SCHEMA_VERSION, first_line
from warehouse.search import extension, loading
from warehouse.session import session

_NOTHING_FETCHED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_ANEW = "publish it anew with `akimwatch run`"


@contextmanager
def open_published(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published file at `path`, on Asia/Almaty's time, cut off from all else.

    WarehouseError, in one line with what to do next, where there is no such file, where it is no DuckDB file, damaged
    or cut off (also where that shows only while it is read), changed by somebody, not one of ours, or of another schema
    version.
    """
    if not path.exists():
        raise WarehouseError(f"{path}: nothing is published yet; run `akimwatch run` or `akimwatch demo` first")
    if not path.is_file():
        raise WarehouseError(f"{path}: not a file; name the published file, as `akimwatch run` prints it")
    log = path.with_name(f"{path.name}.wal")
    if log.exists():  # DuckDB would lay these changes over the file, though they may be of an older publication
        raise WarehouseError(
            f"{path}: somebody has opened it for writing and changed it ({log.name} lies beside it); "
            f"close that program, then {_ANEW}, and give analysts a copy"
        )
    try:
        connection = duckdb.connect(str(path), read_only=True, config=_NOTHING_FETCHED)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be opened as a DuckDB file ({first_line(error)}); {_ANEW}") from error
    try:
        session(connection)
        _close_off(connection)
        _check(connection, path)
        yield connection
    except duckdb.OutOfMemoryException as error:
        raise WarehouseError(f"{path}: not enough memory to read it ({first_line(error)})") from error
    except (
        duckdb.IOException,
        duckdb.InternalException,
        duckdb.FatalException,
        duckdb.SerializationException,
    ) as error:
        raise WarehouseError(f"{path}: damaged ({first_line(error)}); {_ANEW}") from error
    finally:
        connection.close()


def _close_off(connection: duckdb.DuckDBPyConnection) -> None:
    """From here on no other file is touched (COPY … TO, read_csv), and no setting opens that door again."""
    path = extension()
    if path is not None:  # without it all but `search` works
        connection.execute(loading(path))
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _check(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    names = {name for (name,) in connection.execute(sql.query("own_tables")).fetchall()}
    if "meta" not in names:
        raise WarehouseError(f"{path}: a DuckDB file, but not one that akimwatch published; name another file")
    row = connection.execute("SELECT schema_version FROM meta").fetchone()
    if row is None or row[0] != SCHEMA_VERSION:
        told = f"schema version {row[0] if row else 'unknown'}, this program has {SCHEMA_VERSION}"
        raise WarehouseError(f"{path}: {told}; {_ANEW}, or use the version that made it")
