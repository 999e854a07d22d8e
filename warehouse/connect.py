"""Opening the warehouse: one writer at a time, our own schema and no other, sample and live never in one file."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from models.errors import WarehouseError
from warehouse import sql
from warehouse.blank import blank, create_tables, create_views, has_our_views
from warehouse.session import session, transaction
from warehouse.upgrade import known_way, upgrade

# Changes with any table, and `upgrades/` gets a step to it; views are made anew where they are not this program's.
SCHEMA_VERSION = 6
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

    Holds a lock on `<path>.lock` for as long as it is open: alone for writing, shared for reading. One of an older
    schema from which the steps are known is brought up to this program's first, when it is opened for writing.
    WarehouseError where another process holds it for longer than `wait_seconds`, where the file is damaged, no DuckDB
    file, not ours, of another schema version, or holds sample data where live data is asked for and the reverse
    (`sample` None: either).
    """
    if read_only and not path.exists():
        raise WarehouseError(f"{path}: there is no warehouse yet; `akimwatch run` makes it")
    with locked(path, shared=read_only, wait_seconds=wait_seconds):
        _make(path)
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


def lock_holder(path: Path) -> str | None:
    """Who holds the warehouse at `path` for writing right now, as they signed; None where nobody does.

    Nothing is made and nobody waited for.
    """
    try:
        handle = os.open(_lock_file(path), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None  # no lock file: nobody ever wrote; or none that we may read, which opening it will tell
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _signed(handle)
    finally:
        os.close(handle)
    return None


# What to do about a file that cannot be used. The archive stays: a new warehouse can be filled from it, though not with
# the looks at lists and the publications of the old one: days are covered again only as far back as lists still reach.
_REFILL = (
    "a new one filled with `akimwatch run --warc` from the archive has its pages, not its days of coverage and its past"
)
_DAMAGED = f"put a copy in its place, or move it away ({_REFILL})"


@contextmanager
def locked(path: Path, *, shared: bool, wait_seconds: float) -> Iterator[None]:
    """Hold `<path>.lock`, alone or shared; WarehouseError names who holds it for longer than `wait_seconds`."""
    lock = _lock_file(path)
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


def _lock_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def _signed(handle: int) -> str:
    return os.pread(handle, 200, 0).decode(errors="replace") or "another process"


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
                raise WarehouseError(
                    f"{path}: in use by {_signed(handle)}, waited {wait_seconds:g} s; "
                    "let it finish or stop it, then try again"
                ) from None
        time.sleep(_GLANCE)


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
        if not has_our_views(connection):
            with transaction(connection):
                create_views(connection, private=True)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be read ({first_line(error)}); {_DAMAGED}") from error


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
