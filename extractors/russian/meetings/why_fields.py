"""The reasons of a meeting's fields that no single step returns: put together from what the steps left behind."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.russian.meetings.attendance import Entry
from extractors.russian.meetings.context import Context
from extractors.russian.meetings.days import Day
from extractors.russian.meetings.deeds import Deed, first_token, last_token
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.why import Why, spot, stretch
from models.records import Status


def why_kind(scene: Scene, gathering: Gathering) -> Why:
    """The mention that gave the kind: its words, and the noun that it stands for where it is a pronoun."""
    named = gathering.named_by
    if named is None:
        return Why(rule="kind.no_word", at=(stretch(scene.doc, gathering.founder.start, gathering.founder.end),))
    at = (stretch(scene.doc, named.start, named.end),)
    if named.takes_up is not None:
        return Why(rule="kind.takes_up", at=(*at, spot(scene.doc[named.takes_up])))
    return Why(rule=f"kind.{named.way}", at=at)


def why_day(context: Context, gathering: Gathering, day: Day | None) -> tuple[Why, ...]:
    """The phrase of the day and the way to it; or the dates beside it that could not be its day."""
    doc = context.scene.doc
    if day is not None:
        words = stretch(doc, day.token, day.end)
        return (Why(rule=f"day.{day.how}", at=(words,), about=day.counted),)
    scope = set(gathering.sentences)
    beside = [dated for dated in context.dates if context.scene.sentence_of[dated.start] in scope]
    passed = [Why(rule=f"day.passed_{d.role}", at=(stretch(doc, d.start, d.end),)) for d in beside]
    return (Why(rule="day.none"), *passed)


def why_basis(context: Context, day: Day | None) -> Why:
    """Whether the year is written, or the day was worked out from the publication."""
    if day is None:
        return Why(rule="basis.none")
    words = (stretch(context.scene.doc, day.token, day.end),)
    return Why(rule=f"basis.{day.basis}", at=words, about=str(context.published or ""))


def why_nobody(status: Status) -> Why:
    """Why nobody is on the list of attendance."""
    return Why(rule="attendance.nobody_told" if status == "held" else "attendance.not_held", about=status)


def passed_over(context: Context, gathering: Gathering, entries: Sequence[Entry]) -> tuple[Deed, ...]:
    """What the gathering's sentences say of people that no entry rests on."""
    counted = {_word_on(deed) for entry in entries for deed in (*entry.deeds, *entry.outweighed)}
    scope = set(gathering.sentences)
    return tuple(d for d in context.deeds if d.sentence in scope and _word_on(d) not in counted)


def _word_on(deed: Deed) -> tuple[int, int]:
    """The mention that a deed is of: the same for a deed that was moved to the story's region."""
    return first_token(deed.person), last_token(deed.person)
