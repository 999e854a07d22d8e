"""Which week a letter is about: weeks are whole, Monday to Sunday in Kazakhstan, and over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flows.letter.letter import Week
from flows.letter.publications import Publication
from models.errors import BadInput
from models.zone import local_day

_BY_NUMBER = re.compile(r"(\d{4})-W(\d{2})")  # 2025-W24
_BY_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")  # 2025-06-12


def week_of(day: date) -> Week:
    """The week that the day lies in."""
    return Week(monday=day - timedelta(days=day.isoweekday() - 1))


def last_whole_week(today: date) -> Week:
    """The last week that was over when `today` began."""
    return week_of(today - timedelta(days=7))


def letters_day(publications: Sequence[Publication], now: datetime) -> date:
    """The day on which letters of the file are written: Kazakhstan's at `now`.

    The clock of sample data is its own: it stands at the end of the last day that its verdicts speak for.
    """
    spoken_for = [one.as_of for one in publications if one.sample and one.as_of]
    return max(spoken_for) + timedelta(days=1) if spoken_for else local_day(now)


def chosen_week(given: str | None, today: date) -> Week:
    """The week asked for, as «2025-W24» or by a day inside it; the last whole one where none is.

    BadInput, in one line, for what is no week and for one that is not over.
    """
    last = last_whole_week(today)
    if given is None:
        return last
    week = _named(given)
    if week.monday > today:
        raise BadInput(f"--week {given}: lies in the future; the last whole week is {last.name}")
    if week.monday > last.monday:
        raise BadInput(f"--week {given}: is not over yet; the last whole week is {last.name}")
    return week


def _named(given: str) -> Week:
    number = _BY_NUMBER.fullmatch(given)
    try:
        if number:
            return Week(monday=date.fromisocalendar(int(number[1]), int(number[2]), 1))
        if _BY_DAY.fullmatch(given):
            return week_of(date.fromisoformat(given))
    except (ValueError, OverflowError):
        pass  # there is no such week or day, or it has no Monday on the calendar
    raise BadInput(f"--week {given!a}: no week; name one as 2025-W24, or by a day inside it, as 2025-06-12")
