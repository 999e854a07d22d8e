"""What a run says in the service's log."""

from __future__ import annotations

import sys
from contextlib import suppress


def log(*lines: str) -> None:
    """The lines on stderr, which the service reads. A run that outlives a killed service is no failure by that."""
    with suppress(OSError):
        print(*lines, sep="\n", file=sys.stderr)
