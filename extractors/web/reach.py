"""How far back a list can be trusted to hold everything: the ground that coverage stands on.

Wrong in one direction only: a day may be called unreached that was reached, never the reverse. A pinned old item, a
list frozen months ago, or a block of popular items under the newest ones must not pass for coverage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

# Days without an item after which a list is not believed to go on, by the fewest items of a usual day (from the site's
# own file). Ten a day: one empty day at most (1 January). A few a week: the longest holidays. Less: a month.
_SILENCE = ((10, 2), (1, 7), (0, 30))
_MOST_STRAYS = 2  # pinned items of a short list; of a longer one a quarter may be out of order, as re-dated items are


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """`day`: the oldest local day of publication believed, None where nothing can be said.

    `complete`: that day whole, else only the days after it. `frozen`: nothing as new as a living site would show.
    """

    day: date | None
    complete: bool = False
    frozen: bool = False
    reason: str | None = None


def longest_silence(fewest: int) -> int:
    """The longest believable pause of a site, in days."""
    return next(days for least, days in _SILENCE if fewest >= least)


def find_reach(days: Sequence[date], *, ordered: bool, fewest: int, back_to: date, today: date) -> Reach:
    """How far back a list reaches whose entries bear `days` (in its order; `ordered`: newest first).

    An entry older than one that stands below it is out of order (pinned) and proves nothing. Where the list goes past
    `back_to`, that day is whole and no earlier one is claimed.
    """
    if not days:
        return Reach(day=None, reason="no dates in the list: nothing can be said of coverage")
    silence = longest_silence(fewest)
    if not ordered:
        days = sorted(days, reverse=True)
    newest_below = list(accumulate(reversed(days), max))[::-1]
    in_order = [day for day, newest in zip(days, newest_below, strict=True) if day >= newest]
    if len(days) - len(in_order) > max(_MOST_STRAYS, len(days) // 4):
        return Reach(day=None, reason="the list is not in the order of time: nothing can be said of coverage")
    reached = in_order[0]
    if (today - reached).days > silence:
        return Reach(day=None, frozen=True, reason=f"the newest item is of {reached}: the list may be frozen")
    for day in in_order[1:]:
        if (reached - day).days > silence:
            break
        reached = day
    if reached < back_to:
        return Reach(day=back_to, complete=True)
    return Reach(day=reached)
