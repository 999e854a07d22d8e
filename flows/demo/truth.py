"""The truth of the sample web, written by hand: what its articles tell, and what follows for each region."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from models.records import Attendance, Meeting, Outcome

Clause1 = Literal["met", "met_broadly", "deputy_only", "no_public_evidence", "not_judged"]
Clause2 = Literal["attended", "mixed", "delegated", "no_public_evidence", "not_judged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueMeeting:
    """A meeting that an article tells of; `event` is the same for all reports of one gathering, None if not held."""

    article: str
    event: str | None
    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueVerdict:
    """One region as of the sample web's day: both clauses, the event that carries the first, counts of the second."""

    iso: str
    clause_1: Clause1
    event: str | None = None
    clause_2: Clause2
    in_person: int
    delegated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """`outcomes` by article id: the right ones where an address is not simply fetched and read."""

    meetings: tuple[TrueMeeting, ...]
    verdicts: tuple[TrueVerdict, ...]
    outcomes: dict[str, tuple[Outcome, ...]]
    other_language: frozenset[str]

    def meetings_of(self, article: str) -> tuple[Meeting, ...]:
        return tuple(true.meeting for true in self.meetings if true.article == article)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("flows.demo").joinpath("expected").joinpath(name).read_text(encoding="utf-8"))


def _meeting(entry: dict[str, Any]) -> TrueMeeting:
    return TrueMeeting(
        article=entry["article"],
        event=entry.get("event"),
        meeting=Meeting(
            kind=entry["kind"],
            status=entry["status"],
            level=entry["level"],
            region=entry.get("region"),
            interethnic_topic=entry["interethnic_topic"],
            assembly_present=entry["assembly_present"],
            date_start=entry.get("date_start"),
            date_end=entry.get("date_end"),
            date_basis=entry["date_basis"],
            attendance=tuple(Attendance(**one) for one in entry.get("attendance", ())),
            confidence=1.0,
            rule="hand",
        ),
    )


def load_truth() -> Truth:
    """The truth as it stands in flows/demo/expected/."""
    outcomes = _read("outcomes.toml")
    return Truth(
        meetings=tuple(_meeting(entry) for entry in _read("meetings.toml")["meeting"]),
        verdicts=tuple(TrueVerdict(**entry) for entry in _read("verdicts.toml")["region"]),
        outcomes={article: tuple(right) for article, right in outcomes["outcomes"].items()},
        other_language=frozenset(outcomes["other_language"]["articles"]),
    )
