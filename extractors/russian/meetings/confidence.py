"""How sure a reading is: named pieces of evidence, each with its weight, squeezed into 0-1.

The weights are log-odds. A logistic regression over the gold and own cases, whole and with a quarter of their
sentences dropped (390 readings, 110 wrong in some field), gave their order; day and subject are set lower than it gave
them, because dropping the sentence that holds the day makes the annotation unreachable, not the reading careless.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from extractors.russian.meetings.attendance import Entry
from extractors.russian.meetings.deeds import FAIR
from extractors.russian.meetings.gatherings import Gathering
from extractors.russian.meetings.where import Setting
from models.explained import Piece

_BASE = -2.6
_WEIGHTS = {
    "asserted": 0.9,  # a clause tells of the gathering itself
    "named_more_than_once": 0.5,
    "place_sure": 0.2,
    "assembly_twice": 0.4,  # two sentences put the Assembly in the room
    "accord": 1.4,
    "day_told": 1.8,
    "part_told": 0.6,  # somebody's part in it is told
    "part_plain": 0.9,  # … by a phrase or a parsed verb, not by nearness
    "not_held": 1.0,  # no part to read wrongly
}


def evidence_for(
    gathering: Gathering, where: Setting, entries: Sequence[Entry], *, accord: bool, there: int, day: bool
) -> Mapping[str, bool]:
    """Which pieces of evidence a reading has."""
    return {
        "asserted": any(m.standing == "asserts" and not m.quoted for m in gathering.mentions),
        "named_more_than_once": len(gathering.mentions) > 1,
        "place_sure": where.sure,
        "assembly_twice": there >= 2,
        "accord": accord,
        "day_told": day,
        "part_told": bool(entries),
        "part_plain": bool(entries) and min(entry.strength for entry in entries) >= FAIR,
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
