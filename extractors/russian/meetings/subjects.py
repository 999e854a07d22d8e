"""Whether a gathering is about inter-ethnic accord, and whether anyone of the Assembly was there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.russian.meetings.scene import Sentence
from extractors.russian.meetings.why import Spot, Why
from extractors.russian.meetings.words import subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The words of one sentence that speak of accord or of the Assembly; `absent`: it says somebody was not there."""

    topic: tuple[Spot, ...]
    weak_topic: tuple[Spot, ...]
    stated: bool
    assembly: tuple[Spot, ...]
    absent: bool


def hits(sentence: Sentence) -> Hits:
    """Find topic and Assembly words in one sentence; names of houses, feasts and laws do not count."""
    lexicon = subjects()
    text = sentence.folded
    topic_text = _blank(lexicon.not_topic, text)
    present_text = _blank(lexicon.reference, text)
    offset = sentence.span.start_char
    return Hits(
        topic=_spots(lexicon.topic, topic_text, offset),
        weak_topic=_spots(lexicon.weak_topic, topic_text, offset),
        stated=bool(lexicon.stated.search(text)),
        assembly=_spots(lexicon.assembly, present_text, offset),
        absent=bool(lexicon.absent.search(text)),
    )


def _spots(pattern: re.Pattern[str], text: str, offset: int) -> tuple[Spot, ...]:
    return tuple((offset + match.start(), offset + match.end()) for match in pattern.finditer(text))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whether the stated subject is accord, and the words that say so or that were too few."""

    accord: bool
    why: tuple[Why, ...]


def subject_of(scope: Iterable[Sentence], *, feast: bool) -> Subject:
    """The stated subject is accord. A feast's passing word does not make it one; a meeting's does."""
    strong: list[Spot] = []
    told: list[Spot] = []
    stated_weak: list[Spot] = []
    stated_strong: list[Spot] = []
    denied: list[Spot] = []
    for sentence in scope:
        found = hits(sentence)
        if found.absent:
            denied += found.topic  # «вопросов о межэтнических отношениях никто не задавал»
            continue
        strong += found.topic
        told += found.topic if not sentence.speech else ()
        opening = sentence.in_title
        stated_strong += found.topic if found.stated or opening else ()
        stated_weak += found.weak_topic if (found.stated or opening) and not sentence.speech else ()
    if feast:
        accord, plain = bool(stated_strong) or len(told) >= 2, stated_strong or told
    else:
        accord, plain = bool(strong) or len(stated_weak) >= 2, strong
    if accord:
        rule, words = ("topic.feast_stated", plain) if feast else ("topic.words", plain)
        why = Why(rule=rule, at=tuple(words)) if words else Why(rule="topic.stated_weak", at=tuple(stated_weak))
        return Subject(accord=True, why=(why,))
    return Subject(accord=False, why=tuple(_too_little(strong, stated_weak, denied, feast=feast)))


def _too_little(strong: list[Spot], weak: list[Spot], denied: list[Spot], *, feast: bool) -> Iterable[Why]:
    """What was there and did not make a subject."""
    if strong and feast:
        yield Why(rule="topic.passing_at_a_feast", at=tuple(strong))
    if weak:
        yield Why(rule="topic.too_few_weak", at=tuple(weak))
    if denied:
        yield Why(rule="topic.denied", at=tuple(denied))
    if not (strong or weak or denied):
        yield Why(rule="topic.no_word")


def assembly_sentences(scope: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that put somebody of the Assembly in the room."""
    return [s for s in scope if (found := hits(s)).assembly and not found.absent]


def why_present(scope: Iterable[Sentence], there: Iterable[Sentence], *, own_body: bool) -> tuple[Why, ...]:
    """Why the Assembly counts as present (`there`: the sentences that put it there), or as not."""
    words = tuple(at for sentence in there for at in hits(sentence).assembly)
    if words:
        return (Why(rule="assembly.words", at=words),)
    if own_body:
        return (Why(rule="assembly.own_body"),)
    denied = tuple(at for s in scope if (found := hits(s)).absent for at in found.assembly)
    passing = tuple(at for s in scope for at in _spots(subjects().reference, s.folded, s.span.start_char))
    reasons = (Why(rule="assembly.denied", at=denied), Why(rule="assembly.only_spoken_of", at=passing))
    return tuple(why for why in reasons if why.at) or (Why(rule="assembly.no_word"),)
