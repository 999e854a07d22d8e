"""One of a kind at a time in a data folder: a lock that says who holds it, and goes with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from models.errors import AkimwatchError


@contextmanager
def alone(lock: Path, what: str, todo: str) -> Iterator[None]:
    """Hold the file `lock`; AkimwatchError, saying `what` another process does there and what `todo`, where one does.

    A killed holder holds nothing.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 200, 0).decode(errors="replace") or "another process"
            raise AkimwatchError(f"{what} in this data folder ({holder}); {todo}") from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC".encode(), 0)
        yield
    finally:
        os.close(handle)
