"""One run at a time in a data folder: a lock that says who holds it, and goes with its process however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from models.errors import AkimwatchError, LockHeld
from warehouse import lock

_NAME = "run.lock"


class AtWork(AkimwatchError):
    """Another run has the turn: this one is skipped, which is no failure."""


@contextmanager
def turn(data: Path, who: str, *, waits: float = 0.0) -> Iterator[None]:
    """Hold the data folder's one turn under the name `who`; AtWork, naming the holder, after `waits` seconds.

    The warehouse has a lock of its own, held for moments; this one is for whole runs: two at once would ask the same
    sites for the same pages. WarehouseError where the folder cannot be written.
    """
    with ExitStack() as held:
        try:
            held.enter_context(lock.hold(data / _NAME, who, wait_seconds=waits))
        except LockHeld as error:
            raise AtWork(f"{error} is at work on this data folder") from None
        yield


def holder(data: Path) -> str:
    """Who has the turn by their own signature; empty where nobody does."""
    return lock.holder(data / _NAME) or ""
