"""What became of each naming of a gathering in one document: told as a meeting, refused, or nothing; and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extractors.russian.meetings.attendance import Entry
from extractors.russian.meetings.deeds import Deed
from extractors.russian.meetings.gathering import Dropped
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.why import Why
from models.explained import Piece
from models.records import Kind, Meeting

Field = Literal[
    "kind", "status", "level", "region", "interethnic_topic", "assembly_present", "date", "date_basis", "attendance"
]
"""The fields of the guide that a reason is kept for; `date` is both ends of the interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A meeting with what decided each of its fields."""

    meeting: Meeting
    mentions: tuple[Mention, ...]
    why: Mapping[Field, tuple[Why, ...]]
    entries: tuple[Entry, ...]  # of `meeting.attendance`, in its order
    passed_over: tuple[Deed, ...]  # of people who take part in its sentences, or are named there, and have no entry
    pieces: tuple[Piece, ...]  # of its confidence
    shows: tuple[str, ...]  # what each sentence of `meeting.evidence` is there for, in its order
    apart: Why | None  # why it is not the gathering told before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A gathering that is not listed, and the first thing that spoke against it."""

    mentions: tuple[Mention, ...]
    kind: Kind
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All of one document, in the order of the text. `whole`: why nothing of it was looked at."""

    told: tuple[Told, ...] = ()
    refused: tuple[Refused, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    whole: Why | None = None
