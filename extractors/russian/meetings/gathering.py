"""One gathering as the text tells of it, and the namings that it is put together from."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.russian.meetings.days import Day
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.why import Why
from models.records import Kind

RANK: dict[Kind | None, int] = {
    "assembly_session": 3,
    "assembly_council": 3,
    "public_event": 2,
    "working_meeting": 1,
    None: 0,
}


@dataclass(slots=True, kw_only=True)
class Gathering:
    """What the text says of one gathering. `sentences` are those that belong to it, in order."""

    mentions: list[Mention]
    day: Day | None
    region: str | None
    region_why: Why | None = None
    off_topic: Why | None = None
    of_interest: bool = False
    sentences: list[int] = field(default_factory=list)
    apart: Why | None = None  # why it is not the gathering told before it

    @property
    def founder(self) -> Mention:
        return self.mentions[0]

    @property
    def kind(self) -> Kind:
        """Session and Council outrank a plain word for the same gathering; else the word that it was introduced by."""
        named = self.named_by
        return "working_meeting" if named is None or named.kind is None else named.kind

    @property
    def named_by(self) -> Mention | None:
        """The mention that gives the kind; None where no word does."""
        told = [m for m in self.mentions if m.kind is not None and m.standing != "outside" and not m.other_body]
        formal = [
            m
            for m in told
            if RANK[m.kind] == 3 and (m.named_fully or m.standing == "asserts" or len(self.mentions) == 1)
        ]
        return next(iter((*formal, *(m for m in told if not m.weak), *told)), None)

    @property
    def told_by(self) -> Mention:
        """The mention that says most plainly what became of the gathering."""
        order = {"asserts": 0, "located": 1, "outside": 2}
        return min(self.mentions, key=lambda m: (order[m.standing], m.weak, m.quoted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A mention with what its own clause gives: the day, and the region that its name or its chair says."""

    mention: Mention
    day: Day | None
    region: str | None
    off_topic: Why | None  # the name itself gives another subject: «совещание по газификации»
    region_why: Why | None = None
    of_interest: bool = False  # its sentence speaks of accord or of the Assembly


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A mention that neither founds a gathering nor is of one, and why."""

    mention: Mention
    why: Why
