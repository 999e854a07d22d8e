"""A process that kills itself at an exact moment, for tests of what survives: `AKIMWATCH_FAULT=publish.link_renamed`.

`…:3` is the third time that the moment comes. Only the environment arms it, neither a file of settings nor `.env`;
whoever prints the settings or asks the doctor is told, and every process that is armed says so on stderr.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from threading import Lock

from models.errors import BadInput
from models.fault_points import FAULT_POINTS, Halfway, listen

VARIABLE = "AKIMWATCH_FAULT"
MEANING = "every process that finds it kills itself at that moment; for tests of faults, unset it everywhere else"


@dataclass(slots=True)
class Fault:
    """Kills its own process, by a signal that nothing can catch, the `passing`-th time that `point` is reached."""

    point: str
    passing: int = 1
    _passed: int = 0
    _lock: Lock = field(default_factory=Lock)  # sites are visited in threads

    def __call__(self, name: str, halfway: Halfway | None) -> None:
        if name != self.point:
            return
        with self._lock:
            self._passed += 1
            if self._passed != self.passing:
                return
            if halfway is not None:
                halfway()
            os.kill(os.getpid(), signal.SIGKILL)


def named_fault() -> Fault | None:
    """The fault that the environment names, if any. BadInput for one that is no fault point."""
    given = os.environ.get(VARIABLE, "")
    return _fault(given) if given else None


def arm() -> None:
    """Arm the fault that the environment names; BadInput as `named_fault` gives it."""
    if (fault := named_fault()) is not None:
        listen(fault)


@cache  # one a process: settings are loaded more than once, and the count goes on
def _fault(given: str) -> Fault:
    point, colon, passing = given.partition(":")
    if point not in FAULT_POINTS:
        near = get_close_matches(point, FAULT_POINTS, n=1)
        known = f"did you mean {near[0]}?" if near else "models/fault_points.py names them all"
        raise BadInput(f"{VARIABLE}: no fault point {point}; {known}")
    if colon and not (passing.isascii() and passing.isdecimal() and int(passing)):
        raise BadInput(f"{VARIABLE}: {given}: behind the colon stands which time it is, 1 or more")
    print(f"akimwatch: {VARIABLE} is set: this process kills itself at {given}", file=sys.stderr)
    return Fault(point, int(passing) if colon else 1)
