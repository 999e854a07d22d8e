"""One request at a time to a host from this machine: processes wait for each other at a file of the host's."""

from __future__ import annotations

import fcntl
import hashlib
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def door(folder: Path | None, host: str) -> Iterator[float]:
    """Inside, no other process with this folder asks the host; yields the seconds since one last did (inf: never).

    A killed process holds nothing. Without a folder there is nobody to wait for.
    """
    if folder is None:
        yield float("inf")
        return
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(host.encode()).hexdigest()[:16]  # a host of a redirect may be called anything
    handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield _seconds_since(os.pread(handle, 40, 0))
    finally:
        os.pwrite(handle, f"{time.time():040.6f}".encode(), 0)
        os.close(handle)


def _seconds_since(said: bytes) -> float:
    """How long ago a door's file says that the host was asked; inf where it says nothing, or nothing that is a moment.

    A power cut can leave a file of zeros: nobody has asked since the machine started.
    """
    try:
        moment = float(said)
    except ValueError:
        return float("inf")
    # By the wall clock, which all processes share; one that was set back must not make anybody wait for hours.
    return max(0.0, time.time() - moment) if math.isfinite(moment) else float("inf")
