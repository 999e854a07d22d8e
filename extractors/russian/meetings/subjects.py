"""Whether a gathering is about inter-ethnic accord, and whether anyone of the Assembly was there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.russian.meetings.scene import Sentence
from extractors.russian.meetings.words import subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What one sentence holds, as numbers of matches; `absent`: it says that somebody was not there."""

    topic: int
    weak_topic: int
    stated: bool
    assembly: int
    absent: bool


def hits(sentence: Sentence) -> Hits:
    """Count topic and Assembly words in one sentence; names of houses, feasts and laws are not counted."""
    lexicon = subjects()
    text = sentence.folded
    topic_text = _blank(lexicon.not_topic, text)
    present_text = _blank(lexicon.reference, text)
    return Hits(
        topic=len(lexicon.topic.findall(topic_text)),
        weak_topic=len(lexicon.weak_topic.findall(topic_text)),
        stated=bool(lexicon.stated.search(text)),
        assembly=len(lexicon.assembly.findall(present_text)),
        absent=bool(lexicon.absent.search(text)),
    )


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


def is_about_accord(scope: Iterable[Sentence], *, feast: bool) -> bool:
    """The stated subject is accord. A feast's passing word does not make it one; a meeting's does."""
    strong = told = stated_weak = stated_strong = 0
    for sentence in scope:
        found = hits(sentence)
        if found.absent:
            continue  # «вопросов о межэтнических отношениях никто не задавал»
        strong += found.topic
        told += found.topic if not sentence.speech else 0
        opening = sentence.in_title
        stated_strong += found.topic if found.stated or opening else 0
        stated_weak += found.weak_topic if (found.stated or opening) and not sentence.speech else 0
    if feast:
        return stated_strong > 0 or told >= 2
    return strong > 0 or stated_weak >= 2


def assembly_sentences(scope: Iterable[Sentence]) -> list[Sentence]:
    """The sentences that put somebody of the Assembly in the room."""
    return [s for s in scope if (found := hits(s)).assembly and not found.absent]
