"""One run at a time in a data folder: a lock that says who holds it, and goes with its process however that ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from models.errors import AkimwatchError, WarehouseError
from models.zone import ALMATY

_NAME = "run.lock"
_GLANCE = 0.5  # seconds between two tries


class AtWork(AkimwatchError):
    """Another run has the turn: this one is skipped, which is no failure."""


@contextmanager
def turn(data: Path, who: str, *, waits: float = 0.0) -> Iterator[None]:
    """Hold the data folder's one turn under the name `who`; AtWork, naming the holder, after `waits` seconds.

    The warehouse has a lock of its own, held for moments; this one is for whole runs: two at once would ask the same
    sites for the same pages. WarehouseError where the folder cannot be written.
    """
    path = data / _NAME
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise WarehouseError(f"{path}: cannot be opened ({error.strerror}); give the right to write there") from error
    try:
        _take(handle, waits)
        _sign(handle, f"{who} (process {os.getpid()}, since {datetime.now(ALMATY):%Y-%m-%d %H:%M:%S})")
        try:
            yield
        finally:
            _sign(handle, "")
    finally:
        os.close(handle)


def holder(data: Path) -> str:
    """Who holds the turn by the lock's own words; empty where nobody does."""
    try:
        return (data / _NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _take(handle: int, waits: float) -> None:
    give_up = time.monotonic() + waits
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= give_up:
                told = os.pread(handle, 200, 0).decode(errors="replace") or "another run"
                raise AtWork(f"{told} is at work on this data folder") from None
        time.sleep(_GLANCE)


def _sign(handle: int, who: str) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, who.encode(), 0)
