"""On what day an act was done: the date beside its verb, in the sentence beside, or the one day of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from extractors.akim_sentences import Sentence
from extractors.appearance_words import Act, speaks_of_a_gathering, speaks_of_an_occasion, tells_of_earlier_days
from extractors.russian.dates import FoundDate

# Older days in a news report are history («напомним»), and their announcement was another article's business. One event
# is reported up to 11 days apart; a month leaves room for monthly reviews.
RECENT = timedelta(days=31)
_DAY_OR_TWO = timedelta(days=1)
_QUOTE = re.compile("[«»“”]")
_ASIDE = re.compile(r"[,!?…]\s*[–—-]\s")  # «– Дорогу достроим, – ответил аким», «Год был трудным, – сказал аким»
_DASHES = ("–", "—", "-")


def day_of(
    at: int, act: Act, sentences: Sequence[Sentence], dates: Sequence[FoundDate], published: date | None
) -> tuple[FoundDate | None, bool]:
    """The date of the act, and whether the act is news: an old date beside it makes it history."""
    sentence = sentences[at]
    said = _spans_of_speech(sentence.text)
    own = [found for found in _dates_in(sentence, dates) if not _is_said(found, sentence, said)]
    own = [found for found in own if published is None or found.first <= published]  # «вода придёт через неделю»
    if act.needs_day and not own:
        return None, False
    if own:
        nearest = min(own, key=lambda found: _distance(found, sentence.starts[act.at] + sentence.start))
        return (nearest, True) if _is_recent(nearest, published) else (None, False)
    if tells_of_earlier_days(sentence.keys, act.at):
        return None, False
    for beside in (at + 1, at - 1):
        if 0 <= beside < len(sentences) and sentences[beside].paragraph == sentence.paragraph:
            days = [found for found in _dates_in(sentences[beside], dates) if _is_recent(found, published)]
            if len({(d.first, d.last) for d in days}) == 1 and speaks_of_an_occasion(sentences[beside].keys):
                return days[0], True
    return (_only_day(sentences, dates, published) if act.occasion in ("sitting", "meeting") else None), True


def _only_day(sentences: Sequence[Sentence], dates: Sequence[FoundDate], published: date | None) -> FoundDate | None:
    """The article's one recent day, if it is told with a gathering («Сегодня прошло заседание. … Вёл его аким»).

    Months and weeks told beside it («в ноябре прошла экспертиза») are no days of the sitting.
    """
    recent = [(at, f) for at, s in enumerate(sentences) for f in _dates_in(s, dates) if _is_recent(f, published)]
    recent = [(at, f) for at, f in recent if f.last - f.first <= _DAY_OR_TWO] or recent
    if len({(f.first, f.last) for _, f in recent}) != 1:
        return None
    return next((found for at, found in recent if speaks_of_a_gathering(sentences[at].keys)), None)


def _dates_in(sentence: Sentence, dates: Sequence[FoundDate]) -> list[FoundDate]:
    inside = [found for found in dates if sentence.start <= found.char_start and found.char_end <= sentence.end]
    return [found for found in inside if found.role == "event"]


def _is_said(found: FoundDate, sentence: Sentence, said: Sequence[tuple[int, int]]) -> bool:
    """«Начнём в мае» – аким области: when it will begin, not when he said it."""
    at = found.char_start - sentence.start
    return any(start <= at < end for start, end in said)


def _spans_of_speech(text: str) -> list[tuple[int, int]]:
    """Direct speech in a sentence: «…», what a «…» begun before it ends, and a dialogue's «– …, – сказал»."""
    spans = []
    opened = 0 if (first := _QUOTE.search(text)) is not None and first.group() in "»”" else None
    for mark in _QUOTE.finditer(text):
        if mark.group() in "«“":
            opened = mark.end()
        elif opened is not None:
            spans.append((opened, mark.start()))
            opened = None
    aside = _ASIDE.search(text, opened or 0) if opened is not None or text[:1] in _DASHES else None
    return [*spans, (opened or 0, aside.start())] if aside is not None else spans


def _distance(found: FoundDate, at: int) -> int:
    return max(found.char_start - at, at - found.char_end, 0)


def _is_recent(found: FoundDate, published: date | None) -> bool:
    """Begun by the publication, and over not more than a month before; an interval wider than that dates nothing."""
    if found.last - found.first > RECENT:
        return False
    return published is None or (found.first <= published and found.last >= published - RECENT)
