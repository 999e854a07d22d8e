"""What the components before found in one document, as the steps of reading meetings hand it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.russian.meetings.days import Dated
from extractors.russian.meetings.deeds import Deed
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene
from extractors.russian.records import Person, Place
from models.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All that the components before found in one document."""

    scene: Scene
    people: Sequence[Person]
    places: Sequence[Place]
    dates: Sequence[Dated]
    deeds: Sequence[Deed]
    mentions: Sequence[Mention]
    published: date | None
    home: str | None
    registry: Registry
    found: Found
