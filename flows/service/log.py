"""What a run says in the service's log."""

from __future__ import annotations

import sys
from contextlib import suppress

from flows.inert import told_line


def log(*lines: str) -> None:
    """The lines on stderr, which the service reads; each stays one line, whatever words of others are in it.

    A run that outlives a killed service is no failure by that.
    """
    with suppress(OSError):
        print(*map(told_line, lines), sep="\n", file=sys.stderr)
