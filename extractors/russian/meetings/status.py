"""What became of a gathering (held, planned, cancelled, ordered), and whether it is one gathering and no custom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from extractors.russian.meetings.context import Context
from extractors.russian.meetings.days import Day
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.modality import predicate_of
from extractors.russian.meetings.why import Spot, Why, spot, stretch
from models.records import Status


def with_its_year(context: Context, day: Day | None) -> Day | None:
    """«Актобе, 26 июля 2024 года. Сегодня …»: a day that the text writes out with its year is `stated`."""
    if day is None or day.basis == "stated" or day.first != day.last:
        return day
    written = any(
        d.basis == "stated" and d.unit == "day" and d.role == "event" and d.first == d.last == day.first
        for d in context.dates
    )
    return replace(day, basis="stated") if written else day


def status_of(context: Context, gathering: Gathering, day: Day | None) -> tuple[Status | None, Day | None, Why]:
    """Held, planned, cancelled or ordered, as the article says on its publication day; None: none of these."""
    told, published = gathering.told_by, context.published
    for mention in gathering.mentions:
        if mention.standing == "asserts" and not mention.quoted and mention.outlook == "cancelled":
            return "cancelled", day, mention.outlook_why
    for mention in gathering.mentions:
        if mention.standing == "asserts" and not mention.quoted and mention.outlook == "postponed":
            if day and published and day.last >= published and (verb := _moved_to(context, day)) is not None:
                return "planned", day, Why(rule="status.moved_to", at=(*mention.outlook_why.at, spot(verb)))
            return "cancelled", day, Why(rule="status.put_off", at=mention.outlook_why.at)
    if told.outlook == "future":
        if day and published and day.last < published:
            acted = _was_there(context, gathering)
            rule = "status.day_over_and_acted" if acted else "refused.day_over_unheard_of"
            return ("held" if acted else None), day, Why(rule=rule, at=_words_of(context, day), about=str(published))
        return "planned", day, told.outlook_why
    if told.outlook == "ordered":
        return "ordered", _until(day, published), told.outlook_why
    if told.outlook in {"past", "present"}:
        if day and published and day.first > published:
            return "planned", day, Why(rule="status.day_to_come", at=_words_of(context, day), about=str(published))
        return "held", day, told.outlook_why
    return None, day, told.outlook_why


def _words_of(context: Context, day: Day) -> tuple[Spot, ...]:
    return (stretch(context.scene.doc, day.token, day.end),)


def _was_there(context: Context, gathering: Gathering) -> bool:
    """«назначил вчера встречу… сам и начал»: the day is over, and somebody is told to have acted there."""
    scope = set(gathering.sentences)
    return any(d.sentence in scope and d.part in {"chaired", "attended", "stood_in_for"} for d in context.deeds)


def _moved_to(context: Context, day: Day) -> Token | None:
    """The verb that makes the day the new one: «перенесена на 5 мая», not «назначенная на 5 мая»."""
    verb = predicate_of(context.scene.doc[day.token])
    moving = {"перенести", "отложить", "переноситься", "сдвинуть", "пройти", "состояться"}
    return verb if verb is not None and verb.lemma_ in moving else None


def _until(day: Day | None, published: date | None) -> Day | None:
    """An order's interval runs from the publication day to the deadline."""
    if day is None or published is None or day.last < published:
        return None
    return replace(day, first=published, how="deadline")


def not_concrete(
    context: Context, gathering: Gathering, status: Status, day: Day | None, others: Sequence[Gathering]
) -> Why | None:
    """Why it is not one gathering but a custom or a row: «проводил встречи», «форумы, круглые столы»."""
    asserting = [m for m in gathering.mentions if m.standing == "asserts" and (not m.quoted or m is gathering.founder)]
    if status in {"planned", "ordered"}:
        if not asserting and status == "planned" and day is None:
            return Why(rule="refused.no_day_and_not_told")
        main = gathering is others[0] and len(others) == 1
        if day is not None or (main and (status == "ordered" or not gathering.founder.several)):
            return None
        return Why(rule="refused.no_day", at=gathering.told_by.outlook_why.at)
    if all(m.several for m in gathering.mentions):
        return Why(rule="refused.several")
    own = {gathering.kind} if not gathering.founder.several else {m.kind for m in asserting}
    parts = [m for m in asserting if m.several and m.kind not in own]  # «говорили о лагерях»: taken in as a part of it
    if len(parts) == len(asserting):
        return None if _is_told_in_passing_only(context, gathering) else Why(rule="refused.nothing_told")
    return Why(rule="refused.several") if all(m.several for m in asserting) else None


def _is_told_in_passing_only(context: Context, gathering: Gathering) -> bool:
    """«На заседании Совета аким сказал»: no word that it was held, yet somebody acted there."""
    return any(
        m.standing == "located" and m.outlook in {"past", "present"} and not m.quoted for m in gathering.mentions
    )
