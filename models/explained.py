"""A reading with what decided it: the records behind `akimwatch read --explain` and `--html`.

Everything here was left behind by the reading itself; nothing is worked out a second time. `rule` is the name of what
decided, the same words in every article, so that a misread case can be traced to the line that read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.records import Article, Attendance, Kind, Meeting, Reading

Label = Literal["gathering", "akim", "deputy", "local", "official", "place", "date", "subject", "decides", "quoted"]
"""What a marked stretch of the text is: `local` is the akim of a raion or town, `subject` a word of accord or of the
Assembly, `decides` a word that a field or a refusal went by, `quoted` any other word that a reason quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of the article as given: code points of its text, or of its title."""

    text: str
    start: int
    end: int
    in_title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that decided: the rule, its words, what else it went by, and its weight where evidence is weighed."""

    rule: str
    quotes: tuple[Quote, ...] = ()
    about: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWord:
    """What one sentence says of one person; `strength` is how far that turn of speech can be trusted (0-1)."""

    who: Quote
    office: str | None
    acting: bool
    name: str | None
    region: str | None
    part: str  # chaired | attended | away | stood_in_for | none
    strength: float
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReasons:
    """Why one head of a region is on the list: what was counted, what it outweighed, and who held the office."""

    attendance: Attendance
    counted: tuple[PersonWord, ...]
    outweighed: tuple[PersonWord, ...]
    turned: str  # why the words were not taken at their face, or nothing
    since: date | None  # of the holder's time in office; None where the table names nobody
    until: date | None
    named_by: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence behind a confidence: what it weighs (log-odds), and whether this reading has it."""

    name: str
    weight: float
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingReasons:
    """One naming of a gathering: how its clause stands to it, and what the clause tells."""

    name: Quote
    kind: Kind | None
    standing: str  # asserts | located | outside
    outlook: str
    standing_reason: Reason
    outlook_reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedMeeting:
    """A meeting of the reading with the reasons of each field (by its name in the guide; `date` for both ends)."""

    meeting: Meeting
    namings: tuple[NamingReasons, ...]
    fields: Mapping[str, tuple[Reason, ...]]
    entries: tuple[EntryReasons, ...]
    passed_over: tuple[PersonWord, ...]
    pieces: tuple[Piece, ...]
    shows: tuple[str, ...]  # what each sentence of the evidence is there for
    apart: Reason | None  # why it is not the gathering told before it


@dataclass(frozen=True, slots=True, kw_only=True)
class NotListed:
    """A naming (or several of one gathering) that came to no meeting, with its first sentence.

    `weighed`: it was put together as a gathering and then refused; else it never founded one.
    """

    namings: tuple[NamingReasons, ...]
    weighed: bool
    kind: Kind | None
    sentence: Quote
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of the article for the eye; `about` says what it stands for (a region, a day, a person)."""

    where: Quote
    label: Label
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One article's reading with everything that decided it.

    `whole`: why none of it was looked at for gatherings, or why no word named one. `unread`: stretches of the text
    that the reader left out (the page around the article; far from the subject in a long text).
    """

    article: Article
    reading: Reading
    meetings: tuple[ExplainedMeeting, ...] = ()
    not_listed: tuple[NotListed, ...] = ()
    whole: Reason | None = None
    marks: tuple[Mark, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()
