"""Dates as lists of news show them: RFC 822 in feeds, ISO in sitemaps, «Вчера, 09:10» on pages.

A time without a zone is Kazakhstan's. A day without an hour is given as its first moment: lists are asked for days.
What cannot be read, or lies where no news site can stand, is unknown, never today.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

import dateparser

from models.zone import ALMATY

_OLDEST_YEAR = 1990  # before it there was no news site: such dates are slips of a content system
_AHEAD = timedelta(days=1)  # a wrong zone label may put a fresh item hours into the future, not more
_LONGEST_TEXT = 60  # a date with its label; more is a paragraph that a loose selector has caught

_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?!\d)")  # «Сегодня, 09:10»
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}[\d:.]*\s*(?:Z|[+-]\d{2}:?\d{2})?)?")  # 2024-10-17T11:12+05:00
_RFC_822 = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{2,4} \d{1,2}:\d{2}")  # Thu, 25 Apr 2024 11:12:00 +0600
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")  # 18.10.2024
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s+([^\W\d_]{3,})\.?,?(?:\s+(\d{4})(?!\d))?")  # «13 Июня, 2025», «20 мая»
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)")  # Oct 17, 2024
_KAZAKH = re.compile(r"(\d{4})\s+жыл\w*\s+(\d{1,2})\s+([^\W\d_]{3,})")  # «2024 жылғы 25 сәуір»
_AGO = re.compile(r"(\d{1,3})\s+(минут|час|дн|ден|недел)\w*\s+назад")  # «2 часа назад»
_WORD = re.compile(r"[^\W\d_]+")

_AGO_UNITS = {
    "минут": timedelta(minutes=1),
    "час": timedelta(hours=1),
    "дн": timedelta(days=1),
    "ден": timedelta(days=1),
    "недел": timedelta(weeks=1),
}
_DAYS_BACK = {"сегодня": 0, "вчера": 1, "позавчера": 2, "бүгін": 0, "кеше": 1}
_MONTH_STEMS = {  # beginnings of month names: every case of the Russian ones, and the nominative some sites print
    **{"янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10},
    **{"ноя": 11, "дек": 12},
    **{"қаң": 1, "ақп": 2, "нау": 3, "сәу": 4, "мам": 5, "мау": 6, "шіл": 7, "там": 8, "қыр": 9, "қаз": 10, "қар": 11},
    **{"жел": 12},
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11},
    **{"dec": 12},
}
_IN_ADDRESS = (
    re.compile(r"/(?P<y>20\d{2})/(?P<m>\d{2})/(?P<d>\d{2})(?:/|$)"),  # WordPress: /2024/10/17/
    re.compile(r"/(?P<y>20\d{2})-?(?P<m>\d{2})-?(?P<d>\d{2})(?:/|$)"),  # /20241017/
    re.compile(r"_date_(?P<y>20\d{2})_(?P<m>\d{2})_(?P<d>\d{2})(?:_|/|$)"),  # total.kz: …_date_2016_09_01_12_30_45
    re.compile(r"-(?P<d>\d{2})-(?P<m>\d{2})-(?P<y>20\d{2})(?:-\d{2}-\d{2}-\d{2})?/?$"),  # slug-17-10-2024
)


def _plausible(moment: datetime, now: datetime) -> datetime | None:
    return moment if moment.year >= _OLDEST_YEAR and moment <= now + _AHEAD else None


def _day(year: int, month: int, day: int, clock: time) -> datetime | None:
    try:
        return datetime.combine(date(year, month, day), clock, tzinfo=ALMATY)
    except ValueError:
        return None


def machine_moment(text: str | None, now: datetime) -> datetime | None:
    """The moment that a feed, sitemap or `datetime` attribute states, aware; None if unreadable or impossible."""
    text = (text or "").strip()
    try:
        if (iso := _ISO.match(text)) is not None:
            moment = datetime.fromisoformat(iso[0].replace(" +", "+"))
        elif _RFC_822.search(text):
            moment = parsedate_to_datetime(text)
        else:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)
        return _plausible(moment, now)
    except (ValueError, OverflowError):
        return None


def _without_year(month: int, day: int, clock: time, now: datetime) -> datetime | None:
    """The last such day that is not in the future: «28 декабря» read in January is last year's."""
    for year in (now.year + 1, now.year, now.year - 1):
        moment = _day(year, month, day, clock)
        if moment is not None and moment <= now + _AHEAD:
            return moment
    return None


def _month(word: str) -> int | None:
    return _MONTH_STEMS.get(word[:3])


def _written(text: str, clock: time) -> datetime | None:
    """A date with its year, in any of the orders that sites use."""
    if found := _KAZAKH.search(text):
        month = _month(found[3])
        return _day(int(found[1]), month, int(found[2]), clock) if month else None
    if found := _NUMBERS.search(text):
        return _day(int(found[3]), int(found[2]), int(found[1]), clock)
    for found in _DAY_MONTH.finditer(text):
        if found[3] and (month := _month(found[2])):
            return _day(int(found[3]), month, int(found[1]), clock)
    for found in _MONTH_DAY.finditer(text):
        if month := _month(found[1]):
            return _day(int(found[3]), month, int(found[2]), clock)
    return None


def _relative(text: str, clock: time, now: datetime) -> datetime | None:
    for word in _WORD.findall(text):
        if word in _DAYS_BACK:
            day = now.date() - timedelta(days=_DAYS_BACK[word])
            return datetime.combine(day, clock, tzinfo=ALMATY)
    if found := _AGO.search(text):
        return now - int(found[1]) * _AGO_UNITS[found[2]]
    for found in _DAY_MONTH.finditer(text):
        if not found[3] and (month := _month(found[2])):
            return _without_year(month, int(found[1]), clock, now)
    return None


def _by_dateparser(text: str, now: datetime) -> datetime | None:
    """What is written in a way of its own («17 окт. 24 г.»); only with day and month, so that no day is invented."""
    found: datetime | None = dateparser.parse(
        text,
        languages=["ru"],
        settings={
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "PREFER_DATES_FROM": "past",
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    if found is None:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ALMATY)


def shown_moment(text: str | None, now: datetime) -> datetime | None:
    """The moment that a page shows to its readers, as one read it at `now`; None if unreadable or impossible."""
    exact = machine_moment(text, now)
    text = " ".join((text or "").lower().split())
    if exact is not None or not text or len(text) > _LONGEST_TEXT:
        return exact
    now = now.astimezone(ALMATY)
    clock_found = _CLOCK.search(text)
    clock = time(int(clock_found[1]), int(clock_found[2])) if clock_found else time()
    moment = _written(text, clock) or _relative(text, clock, now)
    if moment is None and any(char.isdigit() for char in text):
        moment = _by_dateparser(text, now)
    return _plausible(moment, now) if moment is not None else None


def moment_in_address(url: str, now: datetime) -> datetime | None:
    """The day that an address carries (/2024/10/17/…, …-17-10-2024), as its first moment; None where it has none."""
    for pattern in _IN_ADDRESS:
        if found := pattern.search(url):
            moment = _day(int(found["y"]), int(found["m"]), int(found["d"]), time())
            return _plausible(moment, now) if moment is not None else None
    return None
