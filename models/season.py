"""What is told all these days: words of the season do not say which of a season's sittings is meant.

In April «паводок», «дамба», «насосы» stand in the account of every second sitting of a region; over the year they are
rare. Two sittings of one day that tell of them would pass for one, and a false match makes the press look better read
than it is, which accuses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

AROUND = timedelta(days=14)  # before and behind: a flood lasts weeks; a matter that comes back next month is another
_DAY = timedelta(days=1)
_FEW = 20  # days: what was told on one of few days around is not yet the talk of the season


class Season:
    """The stems of one region's accounts, by the days that these leave open."""

    def __init__(self, accounts: Iterable[tuple[date, date, bool, frozenset[str]]]) -> None:
        """First and last day that each account leaves open, whether its text gives them, and what it tells."""
        until: defaultdict[date, set[str]] = defaultdict(set)
        since: defaultdict[date, set[str]] = defaultdict(set)
        for start, end, dated, stems in accounts:
            until[end] |= stems
            if dated:  # without a day of its own, what is printed later may be a late report of the same sitting
                since[start] |= stems
        self._last_days, self._first_days = sorted(until), sorted(since)
        self._told: defaultdict[str, int] = defaultdict(int)  # a bit for each last day, then one for each first day
        for n, told in enumerate([*map(until.get, self._last_days), *map(since.get, self._first_days)]):
            for stem in told or ():
                self._told[stem] |= 1 << n

    def shares(self, stems: Iterable[str], start: date, end: date) -> dict[str, float]:
        """On what share (0-1) of the days around `start`..`end` each stem was told; stems of none are left out.

        Only accounts count that cannot be of a sitting of `start`..`end`. Few days weigh little.
        """
        before = _bits(self._last_days, start - AROUND, start)
        behind = _bits(self._first_days, end + _DAY, end + AROUND + _DAY) << len(self._last_days)
        around, told = before | behind, self._told
        days = around.bit_count() + _FEW
        counts = ((stem, (told[stem] & around).bit_count()) for stem in stems)
        return {stem: count / days for stem, count in counts if count}


def _bits(days: Sequence[date], first: date, behind: date) -> int:
    """A bit for each of the sorted days from `first` to the one before `behind`."""
    return (1 << bisect_left(days, behind)) - (1 << bisect_left(days, first))
