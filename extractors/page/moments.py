"""Moments as pages print them: «13:51, 15 Август 2025 | GMT +5», «Сегодня, 09:10», «01.12.2022 в 14:29», ISO 8601.

Only what is printed is believed: no date without a day, month and year, but for «сегодня», «вчера» and a day without a
year, which are read against the moment of the fetch and not at all without it. A day without an hour is its midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from extractors.page.lexicon import load_words
from models.zone import ALMATY, local_day

_WORDS = load_words("months")
_LETTER = "а-яёәғқңөұүһіa-z"
_MONTHS = {word: number for number, words in enumerate(_WORDS["words"], start=1) for word in words} | {
    start: number for number, start in enumerate(_WORDS["kazakh"], start=1)
}
_WHOLE = "|".join(sorted((word for words in _WORDS["words"] for word in words), key=len, reverse=True))
_MONTH = rf"(?:(?P<month>{_WHOLE})(?![{_LETTER}])|(?P<ay>{'|'.join(_WORDS['kazakh'])})[{_LETTER}]*)\.?"

_MONTH_WORD = re.compile(_MONTH, re.I)
# 2025-08-15T13:51:00+05:00, 2025-08-15 13:51, 2025-08-15
_ISO = re.compile(
    r"\b(?P<year>\d{4})-(?P<m>\d\d)-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
# 15 августа 2025, 13 Июня, 2025, 15 Август 2025, 24 сәуір 2024; the year may be missing
_DAY_MONTH = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+{_MONTH}(?:[\s,]+(?P<year>\d{{4}})(?!\d))?", re.I)
# 2024 жылғы 25 сәуір, 2024 ж. 25 сәуір
_YEAR_FIRST = re.compile(rf"(?<!\d)(?P<year>\d{{4}})\s*(?:жыл\w*|ж\.)\s*,?\s*(?P<day>\d{{1,2}})\s+{_MONTH}", re.I)
# 24.01.2026, 24/01/2026
_DOTTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})[./](?P<m>\d{1,2})[./](?P<year>\d{4})(?![\d.]*\d)")
_RELATIVE = re.compile(rf"\b(?P<word>{'|'.join(_WORDS['today'] + _WORDS['yesterday'])})\b", re.I)  # Сегодня, 09:10
_CLOCK = re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:])")
_GMT = re.compile(r"\b(?:GMT|UTC)\s*(?P<hours>[+-]\s*\d{1,2})\b")  # | GMT +5
_FIRST_YEAR = 1995  # no site of the press of Kazakhstan is older


def _zone(printed: str | None) -> tzinfo:
    if printed is None:
        return ALMATY  # sites print their own wall clock
    if printed == "Z":
        return UTC
    digits = printed[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if printed[0] == "-" else offset)


def _iso(match: re.Match[str]) -> datetime:
    part = match.groupdict()
    hour, minute, second = (int(part[key] or 0) for key in ("hour", "minute", "second"))
    zone = _zone(part["zone"])
    return datetime(int(part["year"]), int(part["m"]), int(part["day"]), hour, minute, second, tzinfo=zone)


def _with_clock(day: date, text: str) -> datetime:
    """The day at the hour that the same text prints, or at midnight."""
    clock, gmt = _CLOCK.search(text), _GMT.search(text)
    hours = int(gmt["hours"].replace(" ", "")) if gmt else 0
    zone: tzinfo = timezone(timedelta(hours=hours)) if gmt and -12 <= hours <= 14 else ALMATY
    if clock is None:
        return datetime(day.year, day.month, day.day, tzinfo=ALMATY)
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def _latest(day: int, month: int, fetched: date) -> date:
    """The last such day of a year that was not after the day of the fetch («15 августа» without a year)."""
    this_year = date(fetched.year, month, day)
    return this_year if this_year <= fetched else date(fetched.year - 1, month, day)


def _days(text: str, fetched_at: datetime | None) -> Iterator[date]:
    """Every day that the text prints, the surest form first; ValueError for the 31st of February."""
    for pattern in (_YEAR_FIRST, _DAY_MONTH, _DOTTED):
        for match in pattern.finditer(text):
            part = match.groupdict()
            month = int(part["m"]) if "m" in part else _MONTHS[(part["month"] or part["ay"]).lower()]
            if part["year"]:
                yield date(int(part["year"]), month, int(part["day"]))
            elif fetched_at is not None:
                yield _latest(int(part["day"]), month, local_day(fetched_at))
    relative = _RELATIVE.search(text)
    if relative and fetched_at is not None:
        back = 0 if relative["word"].lower() in _WORDS["today"] else 1
        yield local_day(fetched_at) - timedelta(days=back)


def is_moment_word(word: str) -> bool:
    """Whether a lower-case word is the name of a month or «сегодня», «вчера», «бүгін», «кеше»."""
    return _MONTH_WORD.fullmatch(word) is not None or word in _WORDS["today"] or word in _WORDS["yesterday"]


def plausible(moment: datetime, fetched_at: datetime | None) -> bool:
    """Whether a page fetched then may have been published at `moment`: not before the web, not after tomorrow."""
    return moment.year >= _FIRST_YEAR and (fetched_at is None or moment <= fetched_at + timedelta(days=1))


def printed_moment(text: str, fetched_at: datetime | None = None) -> datetime | None:
    """The first moment that a short text prints (a date line, an attribute), aware; None where there is none.

    `fetched_at` (aware) gives «сегодня», «вчера» and days without a year their meaning; without it they have none.
    """
    iso = _ISO.search(text)
    try:
        if iso is not None:
            moment = _iso(iso)
            return moment if plausible(moment, fetched_at) else None
        for day in _days(text, fetched_at):
            moment = _with_clock(day, text)
            if plausible(moment, fetched_at):
                return moment
    except ValueError:  # «31.02.2024», a clock of 25 hours: printed, but no moment
        return None
    return None
