"""One naming of an office in a text, and what its words say by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.russian.records import Place

Rank = Literal["head", "deputy", "former", "staff"]
Area = Literal["region", "city", "town", "raion", "village"]
"""What the office is over, as far as its own words say: «city» is a town or a city of republican significance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePhrase:
    """One naming of an office: tokens `start` up to `end`, `head` the word «аким» or «глава» itself.

    `area` is None for a bare «аким». `places` are those that the phrase names (several after a plural); `elsewhere`
    says that the area is not the one the text is about («аким соседней области»).
    """

    start: int
    end: int
    head: int
    rank: Rank
    acting: bool
    plural: bool
    area: Area | None
    places: tuple[Place, ...]
    elsewhere: bool = False
    chair: bool = False  # named as chair of the region's Assembly, not as akim
    his: bool = False  # «его заместитель»: of the person spoken of last


# The office's own ending tells the case more surely than the model, to which «аким» is an unknown word; «замакима»
# is not declined.
_OFFICE_WORD = re.compile(
    r"(?:(?:экс-|вице-)?аким|градоначальник|заместител|руководител|председател|исполняющ)"
    r"(?:(?P<Nom>|ь|ий|ая)|(?P<Gen>а|я|его)|(?P<Dat>у|ю|ему)|(?P<Ins>ом|ем|им)|(?P<Loc>е))"
)

_CHIEF_CASES = {"глава": "Nom", "главы": "Gen", "главу": "Acc", "главой": "Ins"}  # «главе» is Dat or Loc


def case_of(keys: Sequence[str], phrase: OfficePhrase) -> str | None:
    """The case in which the office stands («акиму области»: Dat); None where its first word does not show it."""
    first = keys[phrase.start]
    if first in _CHIEF_CASES:
        return _CHIEF_CASES[first]
    match = _OFFICE_WORD.fullmatch(first)
    return match.lastgroup if match is not None else None


def one_by_one(phrase: OfficePhrase) -> list[OfficePhrase]:
    """«акимы Алматы и Шымкента» are two heads, each with his own region; lists of towns and raions stay together."""
    if len(phrase.places) < 2 or any(place.level != "region" for place in phrase.places):
        return [phrase]
    starts = [phrase.start, *(place.start for place in phrase.places[1:])]
    return [
        replace(phrase, start=start, end=place.end, places=(place,), plural=False)
        for start, place in zip(starts, phrase.places, strict=True)
    ]
