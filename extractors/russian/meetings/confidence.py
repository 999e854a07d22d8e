"""How sure a reading is: named pieces of evidence, each with its weight, squeezed into 0-1.

The weights are log-odds from a logistic regression over every worked case, as written and perturbed (names swapped,
sentences reordered or dropped: 1,476 readings, 283 of them wrong in some field). `benchmarks/bench_confidence.py --fit`
fits them anew and judges the fit on articles that it has not seen. Whether the place was sure and how many sentences
put the Assembly in the room told nothing beyond these.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from extractors.russian.meetings.attendance import Entry
from extractors.russian.meetings.deeds import FAIR, STRONG
from extractors.russian.meetings.gathering import Gathering
from models.explained import Piece

_BASE = -3.6
_WEIGHTS = {
    "asserted": 0.7,  # a clause tells of the gathering itself
    "named_more_than_once": 0.2,
    "accord": 1.9,
    "day_told": 2.3,
    "part_told": 0.35,  # somebody's part in it is told
    "part_plain": 0.35,  # … by a phrase or a parsed verb, not by nearness
    "part_outright": 0.45,  # … by a phrase that leaves nothing to the parse
    "alone": 0.4,  # no other gathering in the article to mix it up with
    "not_held": 0.2,  # no part to read wrongly
}


def evidence_for(
    gathering: Gathering,
    entries: Sequence[Entry],
    *,
    accord: bool,
    day: bool,
    alone: bool,
) -> Mapping[str, bool]:
    """Which pieces of evidence a reading has."""
    return {
        "asserted": any(m.standing == "asserts" and not m.quoted for m in gathering.mentions),
        "named_more_than_once": len(gathering.mentions) > 1,
        "accord": accord,
        "day_told": day,
        "part_told": bool(entries),
        "part_plain": bool(entries) and min(entry.strength for entry in entries) >= FAIR,
        "part_outright": bool(entries) and min(entry.strength for entry in entries) >= STRONG,
        "alone": alone,
        "not_held": gathering.told_by.outlook not in {"past", "present"},
    }


def confidence_of(evidence: Mapping[str, bool]) -> float:
    """The probability that every field of the reading is right."""
    score = _BASE + sum(weight for name, weight in _WEIGHTS.items() if evidence[name])
    return 1 / (1 + math.exp(-score))


def pieces_of(evidence: Mapping[str, bool]) -> tuple[Piece, ...]:
    """What `confidence_of` adds up, in its order; the first is what any reading begins with."""
    base = Piece(name="base", weight=_BASE, there=True)
    return (base, *(Piece(name=name, weight=weight, there=evidence[name]) for name, weight in _WEIGHTS.items()))
