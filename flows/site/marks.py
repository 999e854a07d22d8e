"""How verdicts and parts look on a page: their sign, and the class (in site.css) that colours it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.marks import Standing, mark_of
from flows.site.judged import Clause


@dataclass(frozen=True, slots=True)
class Look:
    """A sign, and the class that colours it."""

    sign: str
    colour: str


_COLOURS: dict[Standing, str] = {
    "highest": "v1", "between": "v2", "lowest": "v3", "not_found": "v4", "not_judged": "v0", "not_told": "v0",
}  # fmt: skip
HOW = {
    "chaired": Look("●", "h1"),
    "attended": Look("■", "h2"),
    "delegated": Look("▼", "h3"),
    "unknown": Look("✚", "h4"),
}


def look_of(clause: Clause, verdict: str) -> Look:
    """How the verdict looks, by its place among the clause's own rungs."""
    mark = mark_of(verdict, clause.rungs)
    return Look(mark.sign, _COLOURS[mark.standing])


def verdicts_of(clause: Clause) -> Sequence[str]:
    """Every verdict that the clause may have, the highest rung first."""
    own = list(clause.rungs)
    if clause.judged_by == "attendance" and len(own) > 1:
        own.insert(1, "mixed")
    return [*own, "no_public_evidence", "not_judged"]
