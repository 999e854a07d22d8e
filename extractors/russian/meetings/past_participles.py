"""Gatherings told only by a participle or an adjective with their day: «итоги сессии, прошедшей вчера, подвёл аким»."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from extractors.russian.letters import key
from extractors.russian.meetings.context import Context
from extractors.russian.meetings.days import DAYS_OF_NEWS
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.why import Why, spot, stretch

_PAST = frozenset({"прошедший", "состоявшийся", "проходивший", "завершившийся", "закончившийся", "проведенный"})
_LEMMAS = frozenset({"пройти", "состояться", "проходить", "завершиться", "закончиться", "провести"})
_REACH = 4
"""Words of the participle's own phrase on either side: «прошедшей на днях, 14 мая, в областном центре сессии»."""


def with_its_own_day(context: Context, mention: Mention) -> Mention:
    """A gathering that only serves to say something else was held if a participle of its own says when, of late.

    Without a day, or with one older than news are, the participle tells history: «решения прошедшей сессии».
    """
    if mention.standing != "outside" or mention.several or context.published is None:
        return mention
    participle = _of_yesterday(context.scene.doc, mention) or _participle_of(context.scene.doc[mention.token], mention)
    if participle is None:
        return mention
    low, high = sorted((participle.i, mention.token))
    sentence = context.scene.sentences[mention.sentence]
    for dated in context.dates:
        near = max(sentence.start, low - 1) <= dated.start <= min(high + _REACH, sentence.end - 1)
        old = (context.published - dated.first).days
        if near and dated.role == "event" and 0 <= old <= DAYS_OF_NEWS and dated.last <= context.published:
            at = (spot(participle), stretch(context.scene.doc, dated.start, dated.end))
            return replace(
                mention,
                standing="located",
                outlook="past",
                standing_why=Why(rule="standing.held_by_participle", at=at),
                outlook_why=Why(rule="told.held_by_participle", at=at),
            )
    return mention


def _of_yesterday(doc: Doc, mention: Mention) -> Token | None:
    """«регламент вчерашней встречи», «итоги позавчерашнего заседания»."""
    before = doc[mention.start : mention.token]
    return next((word for word in before if word.lower_.startswith(("вчерашн", "позавчерашн"))), None)


def _participle_of(noun: Token, mention: Mention) -> Token | None:
    """«сессии, прошедшей вчера»; «прошедшего 14 мая заседания»: in the noun's case, right beside it."""
    doc, sentence = noun.doc, noun.sent
    behind = doc[mention.end : min(mention.end + 3, sentence.end)]
    before = doc[max(sentence.start, mention.start - _REACH) : mention.token]
    near: tuple[Token, ...] = (*behind, *before)
    for word in near:
        alike = set(word.morph.get("Case", [])) & set(noun.morph.get("Case", []))
        if "Part" in word.morph.get("VerbForm", []) and word.lemma_ in _LEMMAS and alike:
            return word
        if key(word.lemma_) in _PAST and alike:
            return word
    return None
