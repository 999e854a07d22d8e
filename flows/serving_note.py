"""A note by which other programs find the standing service: where its Prefect server answers. It goes with its process.

The note is locked for as long as the service lives: one that a killed service left behind is no note.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "serving"


@contextmanager
def announce(home: Path, address: str) -> Iterator[None]:
    """Leave `address` (of a Prefect API) in the folder `home` until the context ends, however it ends."""
    handle = os.open(home / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)  # shared: it waits for nothing but a glance of `announced`
        os.ftruncate(handle, 0)
        os.pwrite(handle, address.encode(), 0)
        yield
    finally:
        os.close(handle)


def announced(home: Path) -> str | None:
    """The address that a service which is up has left in `home`; None where none is up."""
    try:
        handle = os.open(home / _NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(handle, 2000, 0).decode(errors="replace") or None
    finally:
        os.close(handle)
    return None
