"""Opening the warehouse: one writer at a time, our own schema and no other, sample and live never in one file."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

from models.errors import WarehouseError
from warehouse import sql

SCHEMA_VERSION = 6  # changes with any table; views are made anew where they are not those of this program
WAIT_SECONDS = 60.0  # a load takes seconds; who waits longer than a minute waits for something that hangs
_GLANCE = 0.1  # seconds between two tries for the lock
_HELD = "Could not set lock"  # DuckDB's words for a file that another program has open; damage speaks of a «block»


@contextmanager
def open_warehouse(
    path: Path,
    *,
    sample: bool | None,
    memory_limit: str = "1GB",
    read_only: bool = False,
    wait_seconds: float = WAIT_SECONDS,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse at `path`, made on first use; local time is Asia/Almaty.

    Holds a lock on `<path>.lock` for as long as it is open: alone for writing, shared for reading. WarehouseError where
    another process holds it for longer than `wait_seconds`, where the file is damaged, no DuckDB file, not ours, of
    another schema version, or holds sample data where live data is asked for and the reverse (`sample` None: either).
    """
    if read_only and not path.exists():
        raise WarehouseError(f"{path}: there is no warehouse yet; `akimwatch run` makes it")
    with _lock(path, shared=read_only, wait_seconds=wait_seconds):
        connection = _connect(path, memory_limit, read_only=read_only)
        try:
            _prepare(connection, path, sample=sample, read_only=read_only)
            yield connection
        except duckdb.OutOfMemoryException as error:
            raise WarehouseError(f"{path}: {first_line(error)}; raise the setting memory_limit") from error
        except (duckdb.IOException, duckdb.InternalException, duckdb.FatalException) as error:
            raise WarehouseError(f"{path}: the database failed ({first_line(error)}); {_DAMAGED}") from error
        finally:
            connection.close()


def holds_sample(path: Path) -> bool:
    """Whether the warehouse at `path` holds sample data. WarehouseError as `open_warehouse` gives it."""
    with open_warehouse(path, sample=None, read_only=True) as connection:
        (sample,) = connection.execute("SELECT sample FROM meta").fetchone() or (False,)
    return bool(sample)


# What to do about a file that cannot be used. The archive stays: a new warehouse can be filled from it, though not with
# the looks at lists and the publications of the old one: days are covered again only as far back as lists still reach.
_REFILL = (
    "a new one filled with `akimwatch run --warc` from the archive has its pages, not its days of coverage and its past"
)
_DAMAGED = f"put a copy in its place, or move it away ({_REFILL})"


def session(connection: duckdb.DuckDBPyConnection) -> None:
    """What every connection of ours is: on local time, silent, and never fetching anything from the network."""
    connection.execute("SET TimeZone = 'Asia/Almaty'")
    connection.execute("SET enable_progress_bar = false")


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all tables, with their comments, in the database in use."""
    for statement in sql.schema().values():
        connection.execute(statement)


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make all views and table macros anew in the database in use, with their comments; what is no longer ours goes."""
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
    ):
        connection.execute(statement)


def _has_our_views(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the views that stand are this program's: making them takes 0.2 s, and a run opens the file ten times."""
    made = connection.execute(sql.query("views_made")).fetchone()
    return made is not None and _views_digest() in made[0]


@cache
def _views_digest() -> str:
    texts = (*sql.views().values(), *sql.macros().values())
    return hashlib.sha256("\x00".join(texts).encode()).hexdigest()


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


@contextmanager
def _lock(path: Path, *, shared: bool, wait_seconds: float) -> Iterator[None]:
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise WarehouseError(f"{lock}: cannot be opened ({error.strerror}); give the right to write there") from error
    try:
        _take(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, path, wait_seconds)
        if not shared:
            _sign(handle, f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        try:
            yield
        finally:
            if not shared:
                _sign(handle, "")  # or who next waits for a reader would be told of this process
    finally:
        os.close(handle)


def _sign(handle: int, holder: str) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, holder.encode(), 0)


def _take(handle: int, kind: int, path: Path, wait_seconds: float) -> None:
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= give_up:
                holder = os.pread(handle, 200, 0).decode(errors="replace") or "another process"
                raise WarehouseError(
                    f"{path}: in use by {holder}, waited {wait_seconds:g} s; let it finish or stop it, then try again"
                ) from None
        time.sleep(_GLANCE)


def _connect(path: Path, memory_limit: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        told = first_line(error)
        if _HELD in told:
            raise WarehouseError(f"{path}: open in another program ({told}); close it there, then try again") from error
        raise WarehouseError(f"{path}: cannot be opened as a DuckDB file ({told}); {_DAMAGED}") from error


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path, *, sample: bool | None, read_only: bool) -> None:
    session(connection)
    try:
        names = {name for (name,) in connection.execute(sql.query("own_tables")).fetchall()}
        if not names and not read_only:
            with transaction(connection):
                create_tables(connection)
                connection.execute("INSERT INTO meta VALUES (?, ?, ?)", (SCHEMA_VERSION, sample, datetime.now(UTC)))
        elif "meta" not in names:
            raise WarehouseError(f"{path}: a DuckDB file, but not a warehouse of akimwatch; name another file")
        _check(connection, path, sample=sample)
        if not read_only and not _has_our_views(connection):
            with transaction(connection):
                create_views(connection)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be read ({first_line(error)}); {_DAMAGED}") from error


def _check(connection: duckdb.DuckDBPyConnection, path: Path, *, sample: bool | None) -> None:
    row = connection.execute("SELECT schema_version, sample FROM meta").fetchone()
    if row is None or row[0] != SCHEMA_VERSION:
        told = f"schema version {row[0] if row else 'unknown'}, this program has {SCHEMA_VERSION}"
        raise WarehouseError(f"{path}: {told}; use the version that made it, or name another data folder ({_REFILL})")
    if sample is not None and row[1] != sample:
        held, asked = ("sample", "live") if row[1] else ("live", "sample")
        raise WarehouseError(
            f"{path}: holds {held} data and is never mixed with {asked} data; name another data folder"
        )


def first_line(error: Exception) -> str:
    """What an error says, without the lines that only a developer of it can use."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
