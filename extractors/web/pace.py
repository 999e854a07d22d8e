"""One polite pace a host, whoever asks: sites run in threads, and two of them may live on one host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from extractors.web.doors import door
from models.records import Outcome

_FAILURES_BEFORE_REST = 3  # addresses in a row without any answer: the host is down, not the page
_REST_SECONDS = 600.0  # then nobody is made to wait minutes for each of its other addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A host that is left alone until `until` (on the pace's clock), the outcome of its addresses, and why."""

    until: float
    outcome: Outcome
    reason: str


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    ended: float = float("-inf")  # when the last exchange ended
    not_before: float = float("-inf")  # what Retry-After asked for
    slowest: float = 0.0  # seconds; the slowest pace that anyone has asked for
    failures: int = 0
    waited: float = 0.0  # seconds, beyond what an honest host takes
    hold: Hold | None = None


class Pace:
    """Turns at hosts: one exchange at a time, a pause after each. Safe to share between threads.

    The pause is counted from the end of an exchange, so a server in trouble is never asked faster than it answers.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        doors: Path | None = None,
    ) -> None:
        """`doors`: a folder that other processes with the same one take their turns by (a monitor, a back-fill)."""
        self.clock = clock
        self._sleep = sleep
        self._doors = doors
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    @contextmanager
    def turn(self, name: str, seconds: float) -> Iterator[None]:
        """Waits for the host's turn; inside, no other thread asks the host, nor a process with the same doors."""
        host = self._host(name)
        with host.turn, door(self._doors, name) as since:
            host.slowest = max(host.slowest, seconds)
            host.ended = max(host.ended, self.clock() - since)
            wait = max(host.ended + host.slowest, host.not_before) - self.clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                host.ended = self.clock()

    def wait_at_least(self, name: str, seconds: float) -> None:
        """No turn at this host before `seconds` from now."""
        host = self._host(name)
        host.not_before = max(host.not_before, self.clock() + seconds)

    def leave_alone(self, name: str, seconds: float, outcome: Outcome, reason: str) -> None:
        """No address of this host is asked for in the next `seconds`."""
        host = self._host(name)
        host.hold, host.waited = Hold(until=self.clock() + seconds, outcome=outcome, reason=reason), 0.0

    def held(self, name: str) -> Hold | None:
        """Why the host is to be left alone now; None if it may be asked."""
        hold = self._host(name).hold
        return hold if hold is not None and self.clock() < hold.until else None

    def waited(self, name: str, seconds: float) -> float:
        """Seconds that this host has kept everybody waiting, with these."""
        host = self._host(name)
        host.waited += seconds
        return host.waited

    def answered(self, name: str) -> None:
        self._host(name).failures = 0

    def failed(self, name: str, outcome: Outcome, reason: str) -> None:
        """An address of this host brought no answer at all; after three in a row the host is given a rest."""
        host = self._host(name)
        host.failures += 1
        if host.failures >= _FAILURES_BEFORE_REST:
            host.failures = 0
            why = f"not asked: no answer {_FAILURES_BEFORE_REST} times in a row ({reason})"
            self.leave_alone(name, _REST_SECONDS, outcome, why)
