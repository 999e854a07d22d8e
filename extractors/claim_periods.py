"""The period that a count speaks of: «за год», «с начала года», «за шесть месяцев 2025 года», «в 2024 году»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from extractors.russian.dates import FoundDate, find_dates
from extractors.russian.dates_calendar import day_in, month_days, months_days, shift_months
from extractors.russian.wordlist import read_lexicon
from models.zone import local_day


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days; both None where the text only says that there was one («за отчётный период»)."""

    first: date | None
    last: date | None


_NUMBERS = {word: int(number) for number, words in read_lexicon("claims.toml")["numbers"].items() for word in words}
_NUMBER = r"\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
# «за шесть месяцев 2025 года», «за 9 месяцев», «за последние три месяца»
_MONTHS = re.compile(
    rf"\bза\s+(?P<last>последние\s+|минувшие\s+|прошедшие\s+)?(?P<n>{_NUMBER})\s+месяц(?:ев|а)(?:\s+(?P<year>(?:19|20)\d\d))?"
)
_YEARS = re.compile(rf"\bза\s+(?:последние\s+|минувшие\s+|прошедшие\s+)?(?P<n>{_NUMBER})\s+(?:года|лет)\b")
# «за год», «за минувший год», «в течение года», «за последний год»; «за 2024 год» and «за прошлый год» are dates
_YEAR = re.compile(r"\b(?:за|в\s+течение)\s+(?:один\s+|весь\s+|последний\s+|целый\s+)?год(?:а)?\b")
_SPAN = re.compile(r"\bза\s+(?:последнее\s+|минувшее\s+)?(?P<what>полугодие|полгода|квартал|месяц)\b")
_REPORTED = re.compile(r"\bза\s+(?:отчетный|истекший|прошедший|минувший|этот|указанный)\s+(?:период|год)\b")
_SPANS = {"полугодие": 6, "полгода": 6, "квартал": 3, "месяц": 1}
_WHOLE = frozenset(("year", "quarter", "month", "season", "range"))


def period_of(sentence: str, published: datetime | None) -> Period | None:
    """The period of a sentence that counts something; None where it names none."""
    today = local_day(published) if published is not None else None
    low = sentence.lower().replace("ё", "е")
    return _counted_months(low, today) or _dated(sentence, published, today) or _counted(low, today)


def _counted_months(low: str, today: date | None) -> Period | None:
    """«За пять месяцев» of a report is from January on; «за последние пять» ends with the day of publication."""
    match = _MONTHS.search(low)
    if match is None:
        return None
    number = int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"]]
    if match["year"] and 1 <= number <= 12:
        return Period(*months_days(int(match["year"]), 1, number))
    if today is None:
        return Period(None, None)
    if not match["last"] and number <= 12 and month_days(today.year, number)[1] <= today:
        return Period(*months_days(today.year, 1, number))
    return Period(_months_before(today, number), today)


def _dated(sentence: str, published: datetime | None, today: date | None) -> Period | None:
    """«в 2024 году», «за первое полугодие», «с начала года», «в этом году»: what the date finder reads as a spell."""
    for found in find_dates(sentence, published, prefer="past"):
        if found.role == "beginning":
            return Period(found.first, today) if today is None or found.first <= today else None
        if found.role in ("event", "reference") and _is_spell(found):
            last = min(found.last, today) if today is not None and found.first <= today else found.last
            return Period(found.first, last)
    return None


def _is_spell(found: FoundDate) -> bool:
    return found.unit in _WHOLE and found.last - found.first > timedelta(days=20)


def _counted(low: str, today: date | None) -> Period | None:
    """What is counted back from the day of publication."""
    years = _YEARS.search(low)
    spell = _SPAN.search(low)
    if years is not None:
        number = int(years["n"]) if years["n"].isdigit() else _NUMBERS[years["n"]]
        return Period(_months_before(today, 12 * number), today) if today is not None else Period(None, None)
    if _YEAR.search(low):
        return Period(_months_before(today, 12), today) if today is not None else Period(None, None)
    if spell is not None:
        return Period(_months_before(today, _SPANS[spell["what"]]), today) if today is not None else Period(None, None)
    return Period(None, None) if _REPORTED.search(low) else None


def _months_before(day: date, months: int) -> date:
    """The day after the same day of the month, so many months ago (a year back from 10 April begins on 11 April)."""
    first, last = shift_months(day, -months)
    same = day_in(first.year, first.month, day.day) or last
    return same + timedelta(days=1)
