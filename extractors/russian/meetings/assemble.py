"""From one gathering to the Meeting record, or to nothing where the guide does not list it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors.russian.letters import key
from extractors.russian.meetings.attendance import Entry, attendance_of
from extractors.russian.meetings.confidence import confidence_of, evidence_for, pieces_of
from extractors.russian.meetings.context import Context
from extractors.russian.meetings.days import Day, day_nearby
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.naming import LONGEST_PHRASE
from extractors.russian.meetings.own_house import is_sole_session, opens_its_house
from extractors.russian.meetings.refusals import is_foreign, is_history, is_the_order
from extractors.russian.meetings.scene import Sentence
from extractors.russian.meetings.status import not_concrete, status_of, with_its_year
from extractors.russian.meetings.stories import relocated
from extractors.russian.meetings.subjects import assembly_sentences, hits, subject_of, why_present
from extractors.russian.meetings.trace import Refused, Told
from extractors.russian.meetings.where import Setting, setting
from extractors.russian.meetings.why import Why, stretch
from extractors.russian.meetings.why_fields import passed_over, why_basis, why_day, why_kind, why_nobody
from extractors.russian.meetings.words import context_words, subjects
from extractors.russian.version import VERSION
from models.records import Evidence, Meeting, Status

_QUOTED = re.compile(r"[«\"“]([^»\"”]+)[»\"”]")
MOST_EVIDENCE = 5
"""Sentences kept for one meeting: what, who, when, about what and with whom; more would only repeat."""


def assemble(context: Context, gathering: Gathering, others: Sequence[Gathering], *, sole: bool) -> Told | Refused:
    """The meeting of one gathering, or why it is not listed."""
    if (why := _refusal(context, gathering)) is not None:
        return _refused(gathering, why)
    scene = context.scene
    scope = [scene.sentences[n] for n in gathering.sentences]
    kind = gathering.kind
    subject = subject_of(scope, feast=kind == "public_event" and not _is_for_talk(context, gathering))
    there = assembly_sentences(scope)
    own_body = kind in {"assembly_session", "assembly_council"}
    if not _is_of_interest(context, gathering, scope, there, accord=subject.accord, alone=len(others) == 1):
        return _refused(gathering, _why_not_ours(gathering, scope))
    day = gathering.day or _fallback_day(context, gathering, alone=len(others) == 1)
    status, day, status_why = status_of(context, gathering, with_its_year(context, day))
    if status is None:
        return _refused(gathering, status_why)
    if (why := not_concrete(context, gathering, status, day, others)) is not None:
        return _refused(gathering, why)
    centres = frozenset(region.centre for region in context.registry.regions.values())
    where = setting(
        scene, gathering, context.places, context.deeds, context.home, sole=sole and len(others) == 1, centres=centres
    )
    if where.level != "national" and where.region is None:
        return _refused(gathering, *where.region_why)
    entries = _entries(context, gathering, where, status, day, crowd=len(others))
    shown = _shown_sentences(context, gathering, scope, there, entries)
    evidence = evidence_for(gathering, entries, accord=subject.accord, day=day is not None, alone=len(others) == 1)
    rule = f"{_rule_name(gathering)}{'+' + entries[0].rule if entries else ''}@{VERSION}"
    meeting = Meeting(
        kind=kind,
        status=status,
        level=where.level,
        region=None if where.level == "national" else where.region,
        interethnic_topic=subject.accord,
        assembly_present=bool(there) or own_body,
        date_start=day.first if day else None,
        date_end=day.last if day else None,
        date_basis=day.basis if day else "none",
        attendance=tuple(entry.attendance for entry in entries),
        evidence=tuple(_evidence(scene.sentences[n]) for n in shown),
        confidence=confidence_of(evidence),
        rule=rule,
    )
    return Told(
        meeting=meeting,
        mentions=tuple(gathering.mentions),
        why={
            "kind": (why_kind(scene, gathering),),
            "status": (status_why,),
            "level": where.level_why,
            "region": where.region_why,
            "interethnic_topic": subject.why,
            "assembly_present": why_present(scope, there, own_body=own_body),
            "date": why_day(context, gathering, day),
            "date_basis": (why_basis(context, day),),
            "attendance": () if entries else (why_nobody(status),),
        },
        entries=entries,
        passed_over=passed_over(context, gathering, entries),
        pieces=pieces_of(evidence),
        shows=tuple(", ".join(shown[n]) for n in shown),
        apart=gathering.apart,
    )


def _why_not_ours(gathering: Gathering, scope: Sequence[Sentence]) -> Why:
    """Its own subject, or the words of ours that its sentences hold and that stand too far from it."""
    if gathering.off_topic is not None:
        return Why(rule="refused.own_subject", at=gathering.off_topic.at)
    words = tuple(at for sentence in scope for at in (*hits(sentence).topic, *hits(sentence).assembly))
    return Why(rule="refused.too_far" if words else "refused.not_ours", at=words)


def _refused(gathering: Gathering, why: Why) -> Refused:
    return Refused(mentions=tuple(gathering.mentions), kind=gathering.kind, why=why)


def _is_for_talk(context: Context, gathering: Gathering) -> bool:
    """A forum or a congress named after accord («Земля согласия»): its subject is told as a meeting's is."""
    founder = context.scene.doc[gathering.founder.token]
    after = key(context.scene.doc[founder.i + 1 : min(founder.i + LONGEST_PHRASE, founder.sent.end)].text)
    named = any(subjects().weak_topic.search(name) for name in _QUOTED.findall(after))
    return founder.lemma_ in context_words().talks and named


def _refusal(context: Context, gathering: Gathering) -> Why | None:
    """What speaks against a gathering before its fields are looked at."""
    if gathering.founder.other_body:
        founder = gathering.founder
        return Why(rule="refused.other_body", at=(stretch(context.scene.doc, founder.start, founder.end),))
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
        ours = bool(assembly_sentences(near)) or (accord and _is_ours(context, gathering))
        return ours or is_sole_session(context, gathering, scope)
    if any(hits(s).topic or hits(s).assembly for s in near) and (accord or there):
        return True
    if there and opens_its_house(context, gathering):
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


def _shown_sentences(
    context: Context, gathering: Gathering, scope: list[Sentence], there: list[Sentence], entries: Sequence[Entry]
) -> dict[int, list[str]]:
    """The sentences that show the gathering, the akim's part, the day, the Assembly and the subject; text order."""
    scene = context.scene
    order = {"asserts": 0, "located": 1, "outside": 2}
    mentions = sorted(
        gathering.mentions, key=lambda m: (scene.sentences[m.sentence].in_title, order[m.standing], m.sentence)
    )
    found = [(mentions[0].sentence, "the gathering")]
    found += [(n, f"{entry.attendance.region}'s akim") for entry in entries for n in entry.sentences[:1]]
    if gathering.day is not None:
        found.append((scene.sentence_of[gathering.day.token], "the day"))
    found += [(s.number, "the Assembly") for s in there if not s.in_title][:1]
    found += [(s.number, "the subject") for s in scope if hits(s).topic and not s.in_title][:1]
    shown: dict[int, list[str]] = {}
    for number, what in found:
        if not scene.sentences[number].in_title:
            shown.setdefault(number, []).append(what)
    shown = shown or {scene.first_body_sentence: ["the article, for only its title names the gathering"]}
    return {n: shown[n] for n in sorted(list(shown)[:MOST_EVIDENCE])}


def _evidence(sentence: Sentence) -> Evidence:
    return Evidence(sentence=sentence.span.text, char_start=sentence.span.start_char, char_end=sentence.span.end_char)


def _rule_name(gathering: Gathering) -> str:
    told = gathering.told_by
    return f"{told.kind or 'gathering'}.{told.standing}.{told.outlook}"
