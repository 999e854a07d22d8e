"""How each verdict and part looks: a sign and a colour class, so that colour never says anything alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.site.rows import Clause


@dataclass(frozen=True, slots=True)
class Look:
    """A sign, and the class (in site.css) and variable that colour it."""

    sign: str
    colour: str


# By rank among a clause's rungs: full, half, hollow. An order with more rungs than signs numbers those between.
_FIRST, _BETWEEN, _LAST = Look("●", "v1"), Look("◐", "v2"), Look("○", "v3")
_OTHERS = {
    "mixed": Look("◐", "v2"),
    "no_public_evidence": Look("–", "v4"),
    "not_judged": Look("?", "v0"),
}
NOTHING = Look("?", "v0")
# Signs of parts are shapes of Vega too, so that the chart and its legend show the same.
HOW = {
    "chaired": ("circle", Look("●", "h1")),
    "attended": ("square", Look("■", "h2")),
    "delegated": ("triangle-down", Look("▼", "h3")),
    "unknown": ("cross", Look("✚", "h4")),
}


def look_of(clause: Clause, verdict: str) -> Look:
    """How the verdict looks, by its place among the clause's own rungs."""
    if verdict not in clause.rungs:
        return _OTHERS.get(verdict, NOTHING)
    rank, last = clause.rungs.index(verdict), len(clause.rungs) - 1
    if rank == 0:
        return _FIRST
    if rank == last:
        return _LAST
    return _BETWEEN if last == 2 else Look(str(rank + 1), _BETWEEN.colour)


def verdicts_of(clause: Clause) -> Sequence[str]:
    """Every verdict that the clause may have, the highest rung first."""
    own = list(clause.rungs)
    if clause.judged_by == "attendance" and len(own) > 1:
        own.insert(1, "mixed")
    return [*own, "no_public_evidence", "not_judged"]
