"""Dates in Russian (and the commonest Kazakh) news text: each an interval of days with its basis, no day invented.

The annotation guide (`tests/gold/GUIDE.md`) is the contract: `stated` only where the year is written, «накануне» is the
day before, «в конце марта» 21-31, «на этой неделе» ends with the publication day, «до конца мая» begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.russian import dates_counted as counted
from extractors.russian import dates_kinds as kinds
from extractors.russian import dates_parts as parts
from extractors.russian import dates_spells as spells
from extractors.russian.dates_grammar import GRAMMAR, RUN
from extractors.russian.dates_kinds import Found
from extractors.russian.dates_phrase import Phrase, Prefer, Role, Unit
from extractors.russian.dates_words import YEARS, Words, spell
from models.zone import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date phrase: code points `char_start` up to `char_end` of the text, and the closed interval that it names.

    `basis` is `stated` where the phrase gives its year in figures, else `relative` (worked out from the publication
    day). `unit` is how finely the phrase speaks. `role`:

    * `event`: a day on which something may have taken place;
    * `deadline` («до 1 августа», «не позднее», «к 1 сентября»): from the publication day to the last day;
    * `beginning` («с 1 сентября», «после 5 мая», «с начала года»): the day or spell from which something runs;
    * `reference`: names a document («Указ от 25 апреля»), a period reported on («за 2024 год»), a feast kept
      («в честь 1 мая») or describes a thing («паводок 2024 года»), not the day of what is told;
    * `stamp`: a line of its own that holds nothing but a date, or «Сегодня 23.01.2026» on a page of another day.
    """

    char_start: int
    char_end: int
    first: date
    last: date
    basis: Literal["stated", "relative"]
    unit: Unit
    role: Role
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A `FoundDate` on a spaCy document: tokens `start` up to, not including, `end`."""

    start: int
    end: int
    first: date
    last: date
    basis: Literal["stated", "relative"]
    unit: Unit
    role: Role
    phrase: str


_READERS: dict[str, Callable[[Phrase], list[Found]]] = {
    "eve_of": kinds.read_eve,
    "span": kinds.read_span,
    "days": kinds.read_days,
    "day": kinds.read_day,
    "number": counted.read_number,
    "part": parts.read_part,
    "close": parts.read_close,
    "half": parts.read_half,
    "nth": parts.read_nth,
    "quarter": spells.read_quarter,
    "months": spells.read_months,
    "month": spells.read_month,
    "hence": counted.read_hence,
    "ago": counted.read_ago,
    "season": spells.read_season,
    "near_month": counted.read_near_month,
    "weekday_of_week": counted.read_weekday_of_week,
    "near_week": counted.read_near_week,
    "weekend": counted.read_weekend,
    "weekday": counted.read_weekday,
    "heading": counted.read_heading,
    "years": spells.read_years,
    "year": spells.read_year,
    "today": counted.read_today,
}
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_STAMP_BEFORE = re.compile(r"[\s|•·,/—–-]*")  # what may stand beside a date on a line of its own
_STAMP_AFTER = re.compile(r"[\s|•·,/—–-]*(?:(?:в\s)?\d{1,2}:\d\d(?::\d\d)?)?[\s|•·,/—–-]*")  # «5 Декабрь 2024 17:40»


def find_dates(text: str, published: datetime | None, *, prefer: Prefer = "context") -> tuple[FoundDate, ...]:
    """Every date phrase of `text`, in order, none overlapping.

    `published` (aware; ValueError if naive) is where relative dates count from; without it, or with one outside the
    years 1900 to 2099, only phrases with a written year resolve. A day or month without a year is taken as gone by,
    unless it is within a fortnight ahead, the nearest verb looks ahead («состоится 5 декабря»), or it is a deadline;
    `prefer` past, future or nearest overrules that.
    Recurrence («каждый понедельник», «раз в два месяца»), street names («улица 8 Марта») and days that the calendar
    does not have give nothing.
    """
    today = local_day(published) if published is not None and published.year in YEARS else None
    dated: list[FoundDate] = []
    for paragraph in _PARAGRAPH.finditer(text):
        letters, words = spell(text, *paragraph.span())
        for run in RUN.finditer(letters):
            found = _found_in(letters, words, run.span(), today, prefer)
            dated.extend(_dated(text, paragraph.span(), each, words) for each in found)
    return tuple(dated)


def _found_in(letters: str, words: Words, run: tuple[int, int], today: date | None, prefer: Prefer) -> Iterator[Found]:
    position, end = run
    while match := GRAMMAR.search(letters, position, end):
        position = match.end()
        kind = match.lastgroup or ""
        if kind not in _READERS or _recurs_or_names_a_street(letters, *match.span()):
            continue
        read = _READERS[kind](Phrase(kind, letters, words, *match.span(), today, prefer))
        yield from read
        if read:
            position = max(read[-1].end, match.start() + 1)


def _recurs_or_names_a_street(letters: str, start: int, end: int) -> bool:
    """«каждое 1 марта», «1 марта ежегодно», «улица 8 Марта», «ул. 9 Мая»."""
    before = letters[max(0, start - 2) : start].rstrip(".")
    return before.endswith(("r", "U")) or letters[end : end + 1] == "r"


def _dated(text: str, paragraph: tuple[int, int], found: Found, words: Words) -> FoundDate:
    start, end = words.span(found.start, found.end - 1)
    first, last = found.interval
    role = found.role
    if found.stated and found.unit == "day" and role == "event" and _is_alone(text, paragraph, start, end):
        role = "stamp"
    return FoundDate(
        char_start=start,
        char_end=end,
        first=first,
        last=last,
        basis="stated" if found.stated else "relative",
        unit=found.unit,
        role=role,
        phrase=text[start:end],
    )


def _is_alone(text: str, paragraph: tuple[int, int], start: int, end: int) -> bool:
    """Does the date stand on its line with nothing but a time or a rule («5 Декабрь 2024 17:40»)?"""
    before_is_bare = _STAMP_BEFORE.fullmatch(text, paragraph[0], start) is not None
    return before_is_bare and _STAMP_AFTER.fullmatch(text, end, paragraph[1]) is not None
