"""Judging anew by what was decided, without collecting."""

from __future__ import annotations

import sys

from flows.analyse import analyse
from flows.each import each_in_threads
from flows.workshop import Workshop


def apply_decisions(workshop: Workshop) -> int:
    """Judge by all that is stored and decided, publish, and print where; 1 where a step failed (named on stderr)."""
    workshop.check_clock()
    analyse(workshop, each_in_threads)
    failures = [failure.line() for failure in workshop.report.failures]
    print(*failures, sep="\n", end="\n" if failures else "", file=sys.stderr)
    if workshop.report.published:
        print(f"published: {workshop.report.published}")
    return 1 if failures or not workshop.report.published else 0
