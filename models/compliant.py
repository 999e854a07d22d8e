"""What a fully compliant region would show: when it meets, what is found of it, and how exactly that is dated.

A verdict knows a meeting from its last possible day through the deadline that its first possible day sets
(`months.days_by_rung`). Six reports in ten give no day, so what is found of a compliant region shows on fewer days than
it was held for; a share reckoned as though every day were known would be too high and accuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.belief import deadlines
from models.catching import Array
from models.order import Window, add_months, window
from models.sight import RegionSight
from models.testimonies import REACH_DAYS

# How many days beyond its first one an event's interval has, ten equally likely widths. Stated for as long as few are
# found: of reports six in ten give no day (docs/method.md, part 3) and then leave REACH_DAYS and the day itself.
STATED_WIDTHS = (0,) * 4 + (REACH_DAYS,) * 6
# Events of a kind in all regions, from which on those found are taken: about a year's (one a region), and a share of
# undated ones is then known to a tenth.
FEW = 20


def widths_of(found: Iterable[int]) -> tuple[int, ...]:
    """Ten equally likely widths of an interval: the middles of the tenths of those found, or the stated ones.

    Tenths, not all of them: one event more seldom moves them, so that other regions' figures seldom follow from it.
    """
    widths = np.sort(np.fromiter(found, dtype=np.int64))
    if len(widths) < FEW:
        return STATED_WIDTHS
    middles = (np.arange(len(STATED_WIDTHS)) + 0.5) / len(STATED_WIDTHS)
    return tuple(int(width) for width in widths[(middles * len(widths)).astype(int)])


def dated_share(widths: Sequence[int], days: int) -> float:
    """How likely an interval lies wholly within a window of so many days, if the meeting was on one of them.

    Every day of the window and every place in the interval being alike: (days - width) / days.
    """
    return float(np.mean([max(0.0, 1 - width / days) for width in widths]))


def compliant_days(
    sight: RegionSight, months: int, widths: Sequence[int], generator: np.random.Generator, pi: float | None = None
) -> NDArray[np.bool_]:
    """What a fully compliant region would show: on which days of the span a *found* meeting lies wholly in the window.

    It meets on each deadline that the meeting before sets, beginning on a random day up to the first deadline; each
    meeting is found with q of its day and leaves an interval of one of the `widths`, all of whose days are alike:
    [draw, day], True where the rule would be met by what was found.
    """
    seen = sight.seen_daily(pi)
    rhythms = _rhythms(sight.span, months)
    draws, days = np.nonzero(rhythms[generator.integers(0, len(rhythms), len(seen))])
    found = generator.random(len(days)) < seen[draws, days]
    draws, days = draws[found], days[found]
    width = generator.choice(np.asarray(widths, dtype=np.int64), len(days))
    first = days - generator.integers(0, width + 1)
    return shown_by(draws, first, first + width, (len(seen), sight.span), months)


def compliant_chance(sight: RegionSight, within: Window, months: int, share: float, pi: float | None = None) -> Array:
    """The chance that a fully compliant region shows on a day of the stretch, one a draw, whose mean is `share`.

    One meeting lies in every day's window, so the chance goes with q over the windows of the stretch.
    """
    start = max(sight.span.start, window(within.start, months).start)
    seen = sight.seen_in(Window(start=start, end=within.end), pi)
    return np.asarray(np.minimum(1.0, seen * (share / max(float(seen.mean()), _TINY))))


_TINY = 1e-12  # q where nobody looks: the share is 0 then, too


def shown_by(
    draws: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], size: tuple[int, Window], months: int
) -> NDArray[np.bool_]:
    """On which days of the span some event shows, each from its last possible day through the deadline of its first.

    `draws` says whose past each event belongs to, `first` and `last` its interval in days of the span; `size`: how many
    draws, and the span: [draw, day]. As in `months.days_by_rung`, what may have been before the span shows nothing.
    """
    number, span = size
    inside = (first >= 0) & (last < span.length)
    latest = np.full((number, span.length), -1, dtype=np.int32)
    np.maximum.at(latest, (draws[inside], last[inside]), deadlines(span, months)[first[inside]])
    reached = np.maximum.accumulate(latest, axis=1)
    return np.asarray(reached >= np.arange(span.length, dtype=np.int32))


@lru_cache(maxsize=16)  # a run asks for one span and each clause's months
def _rhythms(span: Window, months: int) -> NDArray[np.bool_]:
    """On which days one meets who meets at the last on every deadline, for each first day that he may choose."""
    first_deadline = (add_months(span.start, months) - span.start).days
    return np.array([_on_every_deadline(span, months, first) for first in range(first_deadline)])


def _on_every_deadline(span: Window, months: int, first: int) -> NDArray[np.bool_]:
    """The days of the span on which one meets who meets on its day `first` and from then on each time at the last."""
    held = np.zeros(span.length, dtype=np.bool_)
    day = span.start + timedelta(days=first)
    while day <= span.end:
        held[(day - span.start).days] = True
        day = add_months(day, months)
    return held
