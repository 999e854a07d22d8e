"""Calendar arithmetic for dates in the news: intervals of days, and the year that a day without one belongs to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

import dateparser

Lean = Literal["past", "future", "nearest", "news", "announced", "deadline"]
"""Which of the possible years is meant: the last gone by; the next to come; the nearest; a report's way (gone by, or
within a fortnight ahead); an announcement's (to come, within some months); a deadline's (to come, unless it passed a
few weeks ago)."""

Interval = tuple[date, date]

# A newsroom that writes «25 апреля» on 22 April means Friday, not the spring of last year; a day eleven months back
# would be given with its year. Beyond a fortnight a plain day without a word of the future is a day gone by.
AHEAD = timedelta(days=14)
# «16 апреля суд решил, что штраф должны вернуть» on 17 April: nobody announces a day eleven
# months ahead without its year.
ANNOUNCED = timedelta(days=270)
# «до 1 августа принимали заявки» is written in August; by mid-September the next deadline of that name is meant.
DEADLINE_GONE = timedelta(days=45)
ONE_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)


def day_in(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such (31 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_days(year: int, first: int, last: int) -> Interval:
    return date(year, first, 1), month_days(year, last)[1]


def part_of_month(year: int, month: int, part: int) -> Interval:
    """Beginning 1-10, middle 11-20, end 21 to the last day (the annotation guide's rule)."""
    first, last = month_days(year, month)
    return first.replace(day=(1, 11, 21)[part - 1]), last if part == 3 else first.replace(day=part * 10)


def half_of_month(year: int, month: int, half: int) -> Interval:
    first, last = month_days(year, month)
    return (first, first.replace(day=15)) if half == 1 else (first.replace(day=16), last)


def part_of_year(year: int, part: int) -> Interval:
    """Wide on purpose: «в начале года» may be said of March, «в середине» of May, «в конце» of October."""
    return months_days(year, *((1, 3), (5, 8), (10, 12))[part - 1])


def quarter(year: int, number: int) -> Interval:
    return months_days(year, 3 * number - 2, 3 * number)


def half_year(year: int, number: int) -> Interval:
    return months_days(year, 6 * number - 5, 6 * number)


def season(year: int, number: int) -> Interval:
    """1 winter (December of the year before to February) to 4 autumn."""
    if number == 1:
        return date(year - 1, 12, 1), month_days(year, 2)[1]
    return months_days(year, 3 * number - 3, 3 * number - 1)


def part_of_season(year: int, number: int, part: int) -> Interval:
    """One of its three months: «в начале весны» is March, «в конце осени» November."""
    first, _ = season(year, number)
    return shift_months(first, part - 1)


def one_day(day: date | None) -> Interval | None:
    return (day, day) if day is not None else None


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The n-th Friday of a month (0: the last), 1 Monday to 7 Sunday."""
    first, last = month_days(year, month)
    if number == 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return day_in(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def nth_week(year: int, month: int, number: int) -> Interval | None:
    """Seven days of a month counted from its first (0: its last seven); usage differs by days."""
    first, last = month_days(year, month)
    if number == 0:
        return last - timedelta(days=6), last
    return (first + timedelta(days=7 * (number - 1)), first + timedelta(days=7 * number - 1)) if number <= 4 else None


def year_days(year: int) -> Interval:
    return months_days(year, 1, 12)


def week_of(day: date) -> Interval:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def shift_months(day: date, months: int) -> Interval:
    """The whole month that lies `months` away from the month of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return month_days(year, month + 1)


def _returns(of_year: Callable[[int], Interval | None], year: int, reach: int) -> list[Interval]:
    years = range(max(2, year - reach), min(9998, year + reach) + 1)
    return [interval for interval in map(of_year, years) if interval is not None]


def choose_year(of_year: Callable[[int], Interval | None], published: date, lean: Lean) -> Interval | None:
    """That one of an interval's yearly returns which a text of `published` means; None where it never exists."""
    found = _returns(of_year, published.year, 1)
    if len(found) < 3:  # 29 February, or a date on a given weekday
        found = _returns(of_year, published.year, 8)
    past = next((interval for interval in reversed(found) if interval[0] <= published), None)
    future = next((interval for interval in found if interval[1] >= published), None)
    if past is None or lean == "future":
        return future if lean != "past" else None
    if future is None or lean == "past" or past == future:
        return past
    ahead, gone = future[0] - published, published - past[1]
    if lean == "news":
        return future if ahead <= AHEAD else past
    if lean == "announced":
        return future if ahead <= ANNOUNCED else past
    if lean == "deadline":
        return past if gone <= DEADLINE_GONE else future
    return future if ahead < gone else past


def weekday_near(weekday: int, published: date, *, strictly: bool, future: bool) -> date:
    """The last (or next) day of that name, 1 Monday to 7 Sunday; the publication day itself unless `strictly`."""
    step = (weekday - published.isoweekday()) % 7 if future else -((published.isoweekday() - weekday) % 7)
    if step == 0 and strictly:
        step = 7 if future else -7
    return published + timedelta(days=step)


def last_weekend(published: date) -> Interval:
    """Saturday and Sunday of the last weekend that was over on the publication day."""
    monday = week_of(published)[0]
    return monday - timedelta(days=2), monday - ONE_DAY


def this_weekend(published: date) -> Interval:
    """Saturday and Sunday of the publication day's own week."""
    sunday = week_of(published)[1]
    return sunday - ONE_DAY, sunday


@lru_cache(maxsize=4096)  # a day's press has a few hundred different ones; the parser takes a millisecond for each
def parse_with_dateparser(phrase: str, published: date) -> date | None:
    """One whole phrase of time gone by («две недели назад») to its day.

    Never dateparser's search, which invents days; nor dates in figures, where it takes «00.03.2025» and «12.13.2025».
    """
    parsed = dateparser.parse(
        phrase,
        languages=["ru"],
        settings={
            "RELATIVE_BASE": datetime(published.year, published.month, published.day, 12),  # noqa: DTZ001 - a local day
            "PREFER_DATES_FROM": "past",
        },
    )
    return parsed.date() if parsed else None
