"""Units of work for tests of runners: a worker finds them by name, so they lie in a module."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def doubled(number: int) -> int:
    return 2 * number


def whose(number: int) -> int:
    """The process that does it."""
    time.sleep(0.2)
    return os.getpid()


def slowly(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def refused(number: int) -> int:
    raise ValueError(f"{number} is no number of ours")


def kill_or_double(number: int) -> int:
    """Whoever does a negative one dies of it."""
    if number < 0:
        time.sleep(0.2)  # so that others are at work beside it
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return 2 * number


def die_once(folder: str) -> str:
    """The first worker dies of it, the second one says that it was there."""
    died = Path(folder) / "died"
    if not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done again"


def executing(dask_worker: object) -> tuple[int, list[str]]:
    """The worker's process, and the units that it is in the middle of."""
    return os.getpid(), [task.key for task in dask_worker.state.executing]  # type: ignore[attr-defined]
