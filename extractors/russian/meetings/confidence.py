"""How sure a reading is: a plain score of what speaks for it, squeezed into 0-1."""

from __future__ import annotations

import math
from collections.abc import Sequence

from extractors.russian.meetings.attendance import Entry
from extractors.russian.meetings.gatherings import Gathering
from extractors.russian.meetings.where import Setting


def confidence_of(
    gathering: Gathering, where: Setting, entries: Sequence[Entry], *, accord: bool, there: int, day: bool, crowd: int
) -> float:
    """The stated probability that the reading is right in all its fields. Weights are log-odds, set by hand."""
    asserting = [m for m in gathering.mentions if m.standing == "asserts" and not m.quoted]
    score = 0.4
    score += 0.8 if asserting else -0.8
    score += 0.4 if len(gathering.mentions) > 1 else 0.0
    score += 0.5 if any(m.named_fully for m in gathering.mentions) else 0.0
    score += 0.5 if where.sure else -0.8
    score += 0.3 if there >= 2 else (-0.4 if there == 0 else 0.0)
    score += 0.2 if accord else -0.1
    score += 0.3 if day else -0.1
    score += sum(2.0 * (entry.strength - 0.75) for entry in entries[:2])
    score -= 0.4 * (crowd - 1)
    return 1 / (1 + math.exp(-score))
