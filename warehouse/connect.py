"""Opening the warehouse: one writer at a time, our own schema and no other, sample and live never in one file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from models.errors import LockHeld, WarehouseError
from models.fault_points import passed
from warehouse import sql
from warehouse.blank import blank, create_tables, create_views, has_our_views
from warehouse.lock import hold, holder
from warehouse.session import session, transaction
from warehouse.upgrade import known_way, upgrade

# Changes with any table, and `upgrades/` gets a step to it; views are made anew where they are not this program's.
SCHEMA_VERSION = 7
WAIT_SECONDS = 60.0  # a load takes seconds; who waits longer than a minute waits for something that hangs
_GLANCE = 0.5  # seconds between two tries to open what another program has open
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

    Holds a lock on `<path>.lock` for as long as it is open: alone for writing, shared for reading. One of an older
    schema from which the steps are known is brought up to this program's first, when it is opened for writing.
    WarehouseError where another process or program holds it for longer than `wait_seconds`, where the file is damaged,
    no DuckDB file, not ours, of another schema version, or holds sample data where live data is asked for and the
    reverse (`sample` None: either).
    """
    if read_only and not path.exists():
        raise WarehouseError(f"{path}: there is no warehouse yet; `akimwatch run` makes it")
    with locked(path, shared=read_only, wait_seconds=wait_seconds):
        _make(path)
        connection = _connect(path, memory_limit, read_only=read_only, wait_seconds=wait_seconds)
        try:
            _prepare(connection, path, sample=sample, read_only=read_only)
            yield connection
        except duckdb.OutOfMemoryException as error:
            raise WarehouseError(f"{path}: {first_line(error)}; raise the setting memory_limit") from error
        except (
            duckdb.IOException,
            duckdb.InternalException,
            duckdb.FatalException,
            duckdb.TransactionException,  # a commit that found no room
        ) as error:
            told = first_line(error)
            todo = _MAKE_ROOM if _FULL in told else _DAMAGED
            raise WarehouseError(f"{path}: the database failed ({told}); {todo}") from error
        finally:
            connection.close()


def holds_sample(path: Path) -> bool:
    """Whether the warehouse at `path` holds sample data. WarehouseError as `open_warehouse` gives it."""
    with open_warehouse(path, sample=None, read_only=True) as connection:
        (sample,) = connection.execute("SELECT sample FROM meta").fetchone() or (False,)
    return bool(sample)


def lock_holder(path: Path) -> str | None:
    """Who holds the warehouse at `path` for writing right now, as they signed; None where nobody does."""
    return holder(_lock_file(path))


# What to do about a file that cannot be used. The archive stays: a new warehouse can be filled from it, though not with
# the looks at lists and the publications of the old one: days are covered again only as far back as lists still reach.
_REFILL = (
    "a new one filled with `akimwatch run --warc` from the archive has its pages, not its days of coverage and its past"
)
_DAMAGED = f"put a copy in its place, or move it away ({_REFILL})"


_FULL = "No space left"  # on a disk: the words of the system, which DuckDB hands on
_MAKE_ROOM = "make room on that disk and run again: what was committed stays"


@contextmanager
def locked(path: Path, *, shared: bool, wait_seconds: float) -> Iterator[None]:
    """Hold `<path>.lock`, alone or shared; WarehouseError names who holds it for longer than `wait_seconds`."""
    with ExitStack() as held:
        try:
            held.enter_context(hold(_lock_file(path), shared=shared, wait_seconds=wait_seconds))
        except LockHeld as error:
            raise WarehouseError(
                f"{path}: in use by {error}, waited {wait_seconds:g} s; let it finish or stop it, then try again"
            ) from None
        yield


def _lock_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _make(path: Path) -> None:
    """Lay a blank warehouse at `path` where there is none, whole at once."""
    if path.exists():
        return
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_bytes(blank(private=True))
        os.replace(new, path)
    except OSError as error:
        raise WarehouseError(f"{path}: cannot be made ({error.strerror}); give the right and the room to") from error


def _connect(path: Path, memory_limit: str, *, read_only: bool, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    """Opened, as soon as no other program has it open: somebody may look into it with a shell of DuckDB's own."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=config)
        except duckdb.Error as error:
            told = first_line(error)
            if _HELD not in told:
                todo = _MAKE_ROOM if _FULL in told else _DAMAGED
                raise WarehouseError(f"{path}: cannot be opened as a DuckDB file ({told}); {todo}") from error
            if time.monotonic() >= give_up:
                raise WarehouseError(
                    f"{path}: open in another program ({told}), waited {wait_seconds:g} s; close it there, then try "
                    "again (the published file is there to be looked at)"
                ) from error
        time.sleep(_GLANCE)


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path, *, sample: bool | None, read_only: bool) -> None:
    session(connection)
    try:
        names = {name for (name,) in connection.execute(sql.query("own_tables")).fetchall()}
        if "meta" not in names and (names or read_only):
            raise WarehouseError(f"{path}: a DuckDB file, but not a warehouse of akimwatch; name another file")
        if not read_only:
            with transaction(connection):
                if not names:  # an empty file that somebody else made
                    create_tables(connection, private=True)
                claimed = (SCHEMA_VERSION, sample, datetime.now(UTC))
                connection.execute("INSERT INTO meta SELECT ?, ?, ? WHERE NOT EXISTS (FROM meta)", claimed)
        version = _checked(connection, path, sample=sample, read_only=read_only)
        if read_only:
            return
        if version != SCHEMA_VERSION:
            with transaction(connection):
                upgrade(connection, version, SCHEMA_VERSION)
                passed("upgrade.step_taken")
        if not has_our_views(connection):
            with transaction(connection):
                create_views(connection, private=True)
    except duckdb.Error as error:
        told = first_line(error)
        todo = _MAKE_ROOM if _FULL in told else _DAMAGED
        raise WarehouseError(f"{path}: cannot be read ({told}); {todo}") from error


def _checked(connection: duckdb.DuckDBPyConnection, path: Path, *, sample: bool | None, read_only: bool) -> int:
    """The schema version of the warehouse: ours, or when it is opened for writing one from which the way is known."""
    version, held = connection.execute("SELECT schema_version, sample FROM meta").fetchone() or (0, sample)
    if version != SCHEMA_VERSION:
        told = f"schema version {version or 'unknown'}, this program has {SCHEMA_VERSION}"
        if not known_way(version, SCHEMA_VERSION):
            raise WarehouseError(
                f"{path}: {told}; use the version that made it, or name another data folder ({_REFILL})"
            )
        if read_only:
            raise WarehouseError(f"{path}: {told}; keep a copy of it, then `akimwatch run` brings it up to date")
    if sample is not None and held != sample:
        holds, asked = ("sample", "live") if held else ("live", "sample")
        raise WarehouseError(
            f"{path}: holds {holds} data and is never mixed with {asked} data; name another data folder"
        )
    return int(version)


def first_line(error: Exception) -> str:
    """What an error says, without the lines that only a developer of it can use."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
