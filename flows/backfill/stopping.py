"""Ctrl-C and SIGTERM: the page at hand is finished, nobody waits for the next one, a second signal ends it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(Exception):
    """Raised in place of the pause before a request that is not to be made any more."""


@dataclass(slots=True)
class Stop:
    """Whether somebody has asked to stop, and by which signal."""

    event: threading.Event = field(default_factory=threading.Event)
    signal: int | None = None

    @property
    def asked(self) -> bool:
        return self.event.is_set()

    def sleep(self, seconds: float) -> None:
        """The pause between two requests; Stopped where it is cut short: the next request must not come early."""
        if self.event.wait(seconds):
            raise Stopped

    def ask(self, number: int) -> None:
        self.signal = number
        self.event.set()


@contextmanager
def stopping() -> Iterator[Stop]:
    """Listens to the signals inside, where it is the main thread that enters."""
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def heard(number: int, _: FrameType | None) -> None:
        stop.ask(number)
        for other, handler in before.items():
            signal.signal(other, handler)

    for number in _SIGNALS:
        signal.signal(number, heard)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
