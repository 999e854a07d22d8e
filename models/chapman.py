"""Chapman's estimate: what capture-recapture says that takes the groups for independent, printed beside the model's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from models.captures import GROUPS, Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperBound:
    """Chapman's estimate of how much is caught: an upper bound, because outlets print each other's words.

    `first` and `second` are the two groups that printed most, `both` what they printed in common; `caught_share` is
    what either of them printed of the estimated total.
    """

    first: str
    second: str
    by_first: int
    by_second: int
    both: int
    caught_share: float


def upper_bound(histories: Mapping[Cell, int], region: str | None = None) -> UpperBound | None:
    """Chapman (1951) over the two groups that printed most sittings while both were looking; None without two such.

    N = (n1 + 1)(n2 + 1)/(m + 1) - 1, from what they printed in whatever words. Who prints what another printed makes m
    too large and N too small, so the share is too large: printed as a bound, never used. From histories without copies
    it would be none: there a reprint counts for one group alone, m is too small and the share too small.
    """
    cells = {c: n for c, n in histories.items() if not c.certain and region in (None, c.region)}
    totals = Counter({group: sum(n for c, n in cells.items() if group in c.printed) for group in GROUPS})
    ranked = [group for group, n in totals.most_common() if n > 0]
    if len(ranked) < 2:
        return None
    first, second = ranked[:2]
    together = {c: n for c, n in cells.items() if first in c.looking and second in c.looking}
    n1 = sum(n for c, n in together.items() if first in c.printed)
    n2 = sum(n for c, n in together.items() if second in c.printed)
    both = sum(n for c, n in together.items() if first in c.printed and second in c.printed)
    if not n1 or not n2:
        return None
    total = (n1 + 1) * (n2 + 1) / (both + 1) - 1
    return UpperBound(
        first=first,
        second=second,
        by_first=n1,
        by_second=n2,
        both=both,
        caught_share=min(1.0, (n1 + n2 - both) / total),
    )
