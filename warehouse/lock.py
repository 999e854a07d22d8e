"""A lock file that says who holds it, and goes with its process however that ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from models.errors import LockHeld, WarehouseError
from models.zone import ALMATY

_GLANCE = 0.1  # seconds between two tries
_LONGEST = 200  # bytes of a signature: a name, a process, a moment
_NOBODY = "another process"  # who holds it shared, or has not signed yet


@contextmanager
def hold(lock: Path, who: str = "", *, shared: bool = False, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the file `lock`, made on first use, alone or `shared`; alone it is signed by `who`, process and moment.

    LockHeld, naming the holder, where another process holds it for longer than `wait_seconds`; WarehouseError where
    the file cannot be opened or signed (a full disk).
    """
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = _opened(lock, shared=shared)
    except OSError as error:
        raise WarehouseError(f"{lock}: cannot be opened ({error.strerror}); give the right to write there") from error
    try:
        _take(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, wait_seconds)
        if not shared:
            _sign_in(lock, handle, who)
        try:
            yield
        finally:
            if not shared:
                _sign(handle, "")  # or who next waits for a reader would be told of this process
    finally:
        os.close(handle)


def _opened(lock: Path, *, shared: bool) -> int:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        if not shared:
            raise
        return os.open(lock, os.O_RDONLY | os.O_CLOEXEC)  # who only reads needs no right to write


def holder(lock: Path) -> str | None:
    """Who holds `lock` alone right now, as they signed; None where nobody does. Nothing is made, nobody waited for."""
    try:
        handle = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None  # no file: nobody ever held it; or none that we may read, which taking it will tell
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _signed(handle)
    finally:
        os.close(handle)
    return None


def _take(handle: int, kind: int, wait_seconds: float) -> None:
    give_up = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= give_up:
                raise LockHeld(_signed(handle)) from None
        time.sleep(_GLANCE)


def _sign_in(lock: Path, handle: int, who: str) -> None:
    try:
        _sign(handle, _signature(who))
    except OSError as error:
        raise WarehouseError(f"{lock}: cannot be written ({error.strerror}); make room on its disk") from error


def _signature(who: str) -> str:
    since = f"process {os.getpid()}, since {datetime.now(ALMATY):%Y-%m-%d %H:%M:%S}"
    return f"{who} ({since})" if who else since


def _sign(handle: int, text: str) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, text.encode(), 0)


def _signed(handle: int) -> str:
    return os.pread(handle, _LONGEST, 0).decode(errors="replace") or _NOBODY
