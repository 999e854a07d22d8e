"""Which sign stands for a verdict, in a terminal and on a page alike: each adds a colour that alone says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Standing = Literal["highest", "between", "lowest", "not_found", "not_judged", "not_told"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, and how far what it stands for reaches: the colours go by that."""

    sign: str
    standing: Standing


# The signs fill as more of a head's own part is found; where nothing was, none is round.
_HIGHEST, _BETWEEN, _LOWEST = Mark("●", "highest"), Mark("◐", "between"), Mark("○", "lowest")
_NO_RUNG = {"mixed": _BETWEEN, "no_public_evidence": Mark("–", "not_found"), "not_judged": Mark("?", "not_judged")}
_NOT_TOLD = Mark("·", "not_told")  # an event whose reports do not speak of the head; a month that nobody judged


def mark_of(verdict: str, rungs: Sequence[str]) -> Mark:
    """The mark of a verdict, or of what a key event counts as, by its place among the clause's rungs (highest first).

    An order with more rungs than there are signs has those between numbered.
    """
    if verdict not in rungs:
        return _NO_RUNG.get(verdict, _NOT_TOLD)
    place, last = rungs.index(verdict), len(rungs) - 1
    if place == 0:
        return _HIGHEST
    if place == last:
        return _LOWEST
    return _BETWEEN if last == 2 else Mark(str(place + 1), "between")
