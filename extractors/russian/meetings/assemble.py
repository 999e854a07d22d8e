"""From one gathering to the Meeting record, or to nothing where the guide does not list it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.russian.letters import key
from extractors.russian.meetings.attendance import Entry, attendance_of
from extractors.russian.meetings.confidence import confidence_of, evidence_for
from extractors.russian.meetings.context import Context
from extractors.russian.meetings.days import Day, day_nearby
from extractors.russian.meetings.gatherings import Gathering
from extractors.russian.meetings.modality import predicate_of
from extractors.russian.meetings.naming import LONGEST_PHRASE
from extractors.russian.meetings.refusals import is_foreign, is_history, is_the_order
from extractors.russian.meetings.scene import Sentence
from extractors.russian.meetings.stories import relocated
from extractors.russian.meetings.subjects import assembly_sentences, hits, is_about_accord
from extractors.russian.meetings.where import Setting, setting
from extractors.russian.meetings.words import context_words, subjects
from models.records import Evidence, Meeting, Status

VERSION = "1"
"""Of the rules for meetings as a whole; part of every meeting's `rule`, so that a changed reading can be told apart."""

_QUOTED = re.compile(r"[«\"“]([^»\"”]+)[»\"”]")
MOST_EVIDENCE = 5
"""Sentences kept for one meeting: what, who, when, about what and with whom; more would only repeat."""


def assemble(context: Context, gathering: Gathering, others: Sequence[Gathering], *, sole: bool) -> list[Meeting]:
    """The meeting of one gathering (none where it is not listed)."""
    scene, founder = context.scene, gathering.founder
    if founder.other_body or _is_refused(context, gathering):
        return []
    scope = [scene.sentences[n] for n in gathering.sentences]
    kind = gathering.kind
    accord = is_about_accord(scope, feast=kind == "public_event" and not _is_for_talk(context, gathering))
    there = assembly_sentences(scope)
    present = bool(there) or kind in {"assembly_session", "assembly_council"}
    if not _is_of_interest(context, gathering, scope, there, accord=accord, alone=len(others) == 1):
        return []
    day = gathering.day or _fallback_day(context, gathering, alone=len(others) == 1)
    status, day = _status(context, gathering, _with_its_year(context, day))
    if status is None or not _is_concrete(context, gathering, status, day, others):
        return []
    where = setting(scene, gathering, context.places, context.deeds, context.home, sole=sole and len(others) == 1)
    if where.level != "national" and where.region is None:
        return []
    entries = _entries(context, gathering, where, status, day, crowd=len(others))
    sentences = _evidence_sentences(context, gathering, scope, there, entries)
    evidence = evidence_for(gathering, where, entries, accord=accord, there=len(there), day=day is not None)
    rule = f"{_rule_name(gathering)}{'+' + entries[0].rule if entries else ''}@{VERSION}"
    return [
        Meeting(
            kind=kind,
            status=status,
            level=where.level,
            region=None if where.level == "national" else where.region,
            interethnic_topic=accord,
            assembly_present=present,
            date_start=day.first if day else None,
            date_end=day.last if day else None,
            date_basis=day.basis if day else "none",
            attendance=tuple(entry.attendance for entry in entries),
            evidence=tuple(_evidence(sentence) for sentence in sentences),
            confidence=confidence_of(evidence),
            rule=rule,
        )
    ]


def _is_for_talk(context: Context, gathering: Gathering) -> bool:
    """A forum or a congress named after accord («Земля согласия»): its subject is told as a meeting's is."""
    founder = context.scene.doc[gathering.founder.token]
    after = key(context.scene.doc[founder.i + 1 : min(founder.i + LONGEST_PHRASE, founder.sent.end)].text)
    named = any(subjects().weak_topic.search(name) for name in _QUOTED.findall(after))
    return founder.lemma_ in context_words().talks and named


def _is_refused(context: Context, gathering: Gathering) -> bool:
    return (
        is_the_order(context.scene, gathering)
        or is_foreign(context.scene, gathering, context.places)
        or is_history(context.scene, gathering, context.published or _latest_day(context))
    )


def _latest_day(context: Context) -> date | None:
    """The latest fully written day of the text: an article of unknown date was written on it or after it."""
    return max((dated.last for dated in context.dates if dated.basis == "stated" and dated.unit == "day"), default=None)


def _is_of_interest(
    context: Context,
    gathering: Gathering,
    scope: list[Sentence],
    there: list[Sentence],
    *,
    accord: bool,
    alone: bool,
) -> bool:
    """Its stated subject is accord, or the Assembly takes part: told where the gathering is told, or more than once."""
    own = [m for m in gathering.mentions if m.kind is not None and m.standing != "outside" and not m.several]
    if gathering.kind == "assembly_council" or any(m.named_fully and not m.quoted for m in own):
        return True
    told = {m.sentence for m in gathering.mentions if m.standing != "outside" and not (m.kind is None and m.several)}
    near = [s for s in scope if s.number in told or s.in_title]
    if gathering.kind == "assembly_session":
        return bool(assembly_sentences(near)) or (accord and _is_ours(context, gathering))
    if any(hits(s).topic or hits(s).assembly for s in near) and (accord or there):
        return True
    beside = [
        s for s in there if not s.speech and not s.span.text.endswith("?") and {s.number - 1, s.number + 1} & told
    ]
    if beside or (alone and there and accord and not gathering.off_topic):
        return True  # nothing else is told of: the subject and the Assembly's people are the gathering's
    told_topic = [s for s in scope if hits(s).topic and hits(s).stated and not s.speech]
    return len(there) + len(told_topic) >= 2


def _is_ours(context: Context, gathering: Gathering) -> bool:
    """«Совет Ассамблеи согласовал повестку сессии… Сама сессия назначена»: named before beside the Assembly."""
    before = (m for m in context.mentions if m.token < gathering.founder.token and not m.other_body)
    sessions = [m for m in before if context.scene.doc[m.token].lemma_ == "сессия"]
    return any(hits(context.scene.sentences[m.sentence]).assembly for m in sessions)


def _fallback_day(context: Context, gathering: Gathering, *, alone: bool) -> Day | None:
    if gathering.founder.outlook not in {"past", "present", "future"}:
        return None
    own = frozenset(gathering.sentences)
    return day_nearby(context.scene, gathering.mentions, context.dates, context.published, own=own, alone=alone)


def _with_its_year(context: Context, day: Day | None) -> Day | None:
    """«Актобе, 26 июля 2024 года. Сегодня …»: a day that the text writes out with its year is `stated`."""
    if day is None or day.basis == "stated" or day.first != day.last:
        return day
    written = any(
        d.basis == "stated" and d.unit == "day" and d.role == "event" and d.first == d.last == day.first
        for d in context.dates
    )
    return replace(day, basis="stated") if written else day


def _status(context: Context, gathering: Gathering, day: Day | None) -> tuple[Status | None, Day | None]:
    """Held, planned, cancelled or ordered, as the article says on its publication day; None: none of these."""
    told = gathering.told_by.outlook
    published = context.published
    outlooks = {m.outlook for m in gathering.mentions if m.standing == "asserts" and not m.quoted}
    if "cancelled" in outlooks:
        return "cancelled", day
    if "postponed" in outlooks:
        return (
            ("planned", day)
            if day and published and day.last >= published and _moved_to(context, gathering, day)
            else ("cancelled", day)
        )
    if told == "future":
        if day and published and day.last < published:
            return ("held" if _was_there(context, gathering) else None), day
        return "planned", day
    if told == "ordered":
        return "ordered", _until(day, published)
    if told in {"past", "present"}:
        if day and published and day.first > published:
            return "planned", day
        return "held", day
    return None, day


def _was_there(context: Context, gathering: Gathering) -> bool:
    """«назначил вчера встречу… сам и начал»: the day is over, and somebody is told to have acted there."""
    scope = set(gathering.sentences)
    return any(d.sentence in scope and d.part in {"chaired", "attended", "stood_in_for"} for d in context.deeds)


def _moved_to(context: Context, gathering: Gathering, day: Day) -> bool:
    """The day is the new one: «перенесена на 5 мая», not «назначенная на 5 мая»."""
    verb = predicate_of(context.scene.doc[day.token])
    return verb is not None and verb.lemma_ in {
        "перенести",
        "отложить",
        "переноситься",
        "сдвинуть",
        "пройти",
        "состояться",
    }


def _until(day: Day | None, published: date | None) -> Day | None:
    """An order's interval runs from the publication day to the deadline."""
    if day is None or published is None or day.last < published:
        return None
    return Day(first=published, last=day.last, basis=day.basis, token=day.token)


def _is_concrete(
    context: Context, gathering: Gathering, status: Status, day: Day | None, others: Sequence[Gathering]
) -> bool:
    """One gathering, not a custom or a row: «проводил встречи», «форумы, круглые столы»."""
    asserting = [m for m in gathering.mentions if m.standing == "asserts" and (not m.quoted or m is gathering.founder)]
    if status in {"planned", "ordered"}:
        if not asserting and status == "planned" and day is None:
            return False
        main = gathering is others[0] and len(others) == 1
        return (day is not None or (main and status == "ordered")) or (main and not gathering.founder.several)
    if all(m.several for m in gathering.mentions):
        return False
    if not asserting:
        return _is_told_in_passing_only(context, gathering)
    return not all(m.several for m in asserting)


def _is_told_in_passing_only(context: Context, gathering: Gathering) -> bool:
    """«На заседании Совета аким сказал»: no word that it was held, yet somebody acted there."""
    return any(
        m.standing == "located" and m.outlook in {"past", "present"} and not m.quoted for m in gathering.mentions
    )


def _entries(
    context: Context, gathering: Gathering, where: Setting, status: Status, day: Day | None, *, crowd: int
) -> tuple[Entry, ...]:
    if status != "held":
        return ()
    scope = set(gathering.sentences)
    deeds = [d for d in context.deeds if d.sentence in scope]
    if crowd > 1 and where.sure:
        deeds = [relocated(context, d, where.region) for d in deeds]
    return attendance_of(
        deeds,
        where,
        context.people,
        other_chair=_other_chair(context, scope),
        day=day.last if day else context.published,
        registry=context.registry,
    )


def _other_chair(context: Context, scope: set[int]) -> bool:
    """Somebody who is no head of a region is named as moderator or chair: «модератор встречи, профессор …»."""
    heads = {d.sentence for d in context.deeds if d.part == "chaired"}
    for start, _ in context.found.of("moderator"):
        if context.scene.sentence_of[start] in scope - heads:
            return True
    return any(
        token.lemma_ in {"председательствовать", "модерировать"}
        for n in scope - heads
        for token in context.scene.sentences[n].span
    )


def _evidence_sentences(
    context: Context, gathering: Gathering, scope: list[Sentence], there: list[Sentence], entries: Sequence[Entry]
) -> list[Sentence]:
    """What shows the gathering, the akim's part, the day, the Assembly and the subject; text order."""
    scene = context.scene
    order = {"asserts": 0, "located": 1, "outside": 2}
    mentions = sorted(
        gathering.mentions, key=lambda m: (scene.sentences[m.sentence].in_title, order[m.standing], m.sentence)
    )
    numbers = [mentions[0].sentence]
    numbers += [n for entry in entries for n in entry.sentences[:1]]
    if gathering.day is not None:
        numbers.append(scene.sentence_of[gathering.day.token])
    numbers += [s.number for s in there if not s.in_title][:1]
    numbers += [s.number for s in scope if hits(s).topic and not s.in_title][:1]
    unique = [n for n in dict.fromkeys(numbers) if not scene.sentences[n].in_title] or [scene.first_body_sentence]
    return [scene.sentences[n] for n in sorted(unique[:MOST_EVIDENCE])]


def _evidence(sentence: Sentence) -> Evidence:
    return Evidence(sentence=sentence.span.text, char_start=sentence.span.start_char, char_end=sentence.span.end_char)


def _rule_name(gathering: Gathering) -> str:
    told = gathering.told_by
    return f"{told.kind or 'gathering'}.{told.standing}.{told.outlook}"
