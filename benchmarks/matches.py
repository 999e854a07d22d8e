"""How well the sittings of a simulated world are told apart: what is mixed, and what is split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from worlds import World

from models.occasions import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Occasions, and those of them that mix reports of two true sittings; true sittings, and those found as several."""

    occasions: int
    mixed: int
    sittings: int
    split: int


def matches_of(world: World, occasions: Iterable[Occasion]) -> Matches:
    """How the occasions stand to the true sittings that somebody reported."""
    told: dict[str, set[int]] = {}
    found: defaultdict[int, set[str]] = defaultdict(set)
    for one in occasions:
        names = [name for voice in one.voices for name in voice.sighting_ids]
        told[one.occasion_id] = {world.sitting_of[name] for name in names}
        for sitting in told[one.occasion_id]:
            found[sitting].add(one.occasion_id)
    return Matches(
        occasions=len(told),
        mixed=sum(len(sittings) > 1 for sittings in told.values()),
        sittings=len(found),
        split=sum(len(own) > 1 for own in found.values()),
    )
