"""Which sources the coverage model may count: those whose past is known, so that a new one does not change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.coverage import Coverage
from models.order import Window, add_months

SHARE_NEEDED = 0.8  # as a window bears a fifth of its days unseen (compliance.COVERED_SHARE_NEEDED), so does a past
PAST_MONTHS = 12  # long enough for every season of the press; older gaps say nothing of today


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Whether a source counts: `share` (0-1) of the days asked for that it covers, `since` the first day it covers."""

    source: str
    entered: bool
    share: float
    since: date | None
    reason: str


def entries_of(coverage: Coverage, as_of: date) -> tuple[Entry, ...]:
    """Every watching source, in order of key."""
    lists = {source.key: _lists(coverage, source.key) for source in coverage.sources if source.watches}
    first = min((day for own in lists.values() for days in own for day in days), default=None)
    return tuple(_entry(key, own, first, as_of) for key, own in sorted(lists.items()))


def _lists(coverage: Coverage, key: str) -> list[frozenset[date]]:
    """The covered days of each of the source's lists: gov.kz has one a region, and one alive does not speak for all."""
    return [days for (source, _), days in coverage.days.items() if source == key and days]


def _entry(key: str, own: list[frozenset[date]], first: date | None, as_of: date) -> Entry:
    if first is None or not own:
        return Entry(source=key, entered=False, share=0.0, since=None, reason="no day is covered")
    last = as_of - timedelta(days=1)  # the day itself is not over, so nobody covers it
    start = min(max(first, add_months(as_of, -PAST_MONTHS)), last)
    asked = Window(start=start, end=last)
    share = sum(day in days for days in own for day in asked.days()) / (asked.length * len(own))
    since = min(day for days in own for day in days)
    told = f"covers {share:.0%} of the days from {asked.start} to {asked.end}"
    if share >= SHARE_NEEDED:
        return Entry(source=key, entered=True, share=share, since=since, reason=told)
    advice = f"{told}, {SHARE_NEEDED:.0%} needed; a back-fill lets it in"
    return Entry(source=key, entered=False, share=share, since=since, reason=advice)
