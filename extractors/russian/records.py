"""What the components write on a document: one frozen record a mention, framed by the indices of its tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.registry import Tenure

PlaceLevel = Literal["region", "town", "raion", "country", "other"]
Office = Literal["akim", "deputy_akim", "raion_akim", "town_akim", "former_akim", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One mention of a place: tokens `start` up to, not including, `end`.

    `region` is the ISO code of the first-level unit that the place lay in on the article's day (None: abroad, the
    whole country, unknown, or a name that several regions share and the document does not tell apart). `level`
    "town" covers villages; "region" the 17 oblasts and the three cities of republican significance. `adjective`:
    «костанайские предприниматели» rather than the name itself.
    """

    start: int
    end: int
    region: str | None
    level: PlaceLevel
    name: str
    foreign: bool
    adjective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One mention of a person: `start`-`end` are the name's tokens, the office's where no name stands beside it.

    `official` is set where the person is the head of a region in office on the article's day (or stands in for him
    as acting head: then `acting` is true and `name` is the stand-in's own). `office` is what the text says, or what
    it said when it introduced the person. `role_start`, `role_end` frame the words of the office beside this mention.
    `plural`: «акимы районов», several people at once. `person_id`: same number, same person in this document.
    """

    start: int
    end: int
    office: Office | None
    acting: bool
    region: str | None
    official: Tenure | None
    name: str | None
    role_start: int | None
    role_end: int | None
    person_id: int
    plural: bool = False
