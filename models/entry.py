"""Which sources may enter the model of coverage: those that were looked at for most of the year that it learns from.

A source that was watched for a fortnight tells nothing of how often it reports: what it did not show may have been
published the week before. Such a source gives evidence all the same; only its silence is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.coverage import Coverage
from models.order import Window, window

# The same share that a verdict asks of its window (compliance.COVERED_SHARE_NEEDED): with a fifth of the days unseen,
# how often a source reports comes out at most a fifth too low.
ENTRY_SHARE = Fraction(4, 5)
# A year holds every season of the Assembly once (1 March, 1 May, its sessions); an older year is of another staff and
# another site.
ENTRY_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Whether a source enters, and why. `share` (0-1) of the span's days are covered, the first of them `since`."""

    source: str
    entered: bool
    share: float
    since: date | None
    reason: str


def first_day_covered(coverage: Coverage) -> date | None:
    """The first day that any source covers; None where none covers any."""
    return min((day for days in coverage.days.values() for day in days), default=None)


def entered(coverage: Coverage, source_key: str, as_of: date, first_day: date) -> Entry:
    """Whether the source was covered on at least 80 % of the days of the twelve months up to `as_of`, both included.

    Days before `first_day` (`first_day_covered`) are asked of nobody: nothing was collected then. Of a source of
    several regional lists (gov.kz) the days of all its lists are counted together. ValueError where `first_day` is
    after `as_of`.
    """
    if first_day > as_of:
        raise ValueError(f"nothing is covered before {first_day}: no source can be judged as of {as_of}")
    span = Window(start=max(first_day, window(as_of, ENTRY_MONTHS).start), end=as_of)
    lists = [days for (source, _), days in coverage.days.items() if source == source_key]
    held = sorted(day for days in lists for day in days if span.start <= day <= span.end)
    asked = span.length * max(1, len(lists))
    share = Fraction(len(held), asked)
    return Entry(
        source=source_key,
        entered=share >= ENTRY_SHARE,
        share=float(share),
        since=held[0] if held else None,
        reason=_reason(span, len(held), asked, lists=len(lists)),
    )


def _reason(span: Window, held: int, asked: int, *, lists: int) -> str:
    if not lists:
        return f"no list of it was ever read over any time; a back-fill from {span.start} would let it in"
    of = f"days of its {lists} lists" if lists > 1 else "days"
    told = f"covered on {held} of {asked} {of} since {span.start} ({held / asked:.0%})"
    if Fraction(held, asked) >= ENTRY_SHARE:
        return told
    return f"{told}, {float(ENTRY_SHARE):.0%} needed: a back-fill from {span.start} would let it in"
