"""What phrases of parts mean: beginning, middle and end of a month, week, season or year, and the n-th of a month."""

from __future__ import annotations

from datetime import date, timedelta

from extractors.russian import dates_calendar as calendar
from extractors.russian.dates_calendar import AHEAD, Interval
from extractors.russian.dates_kinds import Found, bounded, found_as
from extractors.russian.dates_phrase import Phrase, Unit
from extractors.russian.dates_spells import clipped, shift_of

_WEEK_PARTS = ((0, 2), (1, 3), (3, 6))  # days from Monday: the beginning, the middle, the end


def read_part(phrase: Phrase) -> list[Found]:
    """«в начале июня», «до конца мая», «с начала года», «в конце прошлой недели»."""
    part, months = phrase.numbers("p")[0], phrase.numbers("ML")
    if months:
        resolved = phrase.resolve(lambda year: calendar.part_of_month(year, months[0], part))
        return _part_found(phrase, part, resolved, "part_of_month")
    seasons = phrase.numbers("s")
    if seasons:
        resolved = phrase.resolve(lambda year: calendar.part_of_season(year, seasons[0], part))
        return _part_found(phrase, part, resolved, "month")
    if "H" in phrase.own or "h" in phrase.own:
        interval = _part_of_this(phrase, part)
        unit: Unit = "part_of_month" if "H" in phrase.own else "range"
        return _part_found(phrase, part, (interval, False) if interval else None, unit)
    resolved = phrase.resolve(lambda year: calendar.part_of_year(year, part))
    if resolved is not None:
        resolved = clipped(phrase, resolved[0]), resolved[1]
    return _part_found(phrase, part, resolved, "range")


def _part_found(phrase: Phrase, part: int, resolved: tuple[Interval, bool] | None, unit: Unit) -> list[Found]:
    """«до начала мая» ends on its first day, «до середины» in the midst of the middle, «до конца» on the last."""
    if resolved is None:
        return []
    (first, last), stated = resolved
    if phrase.role == "deadline" and part < 3:
        last = first if part == 1 else first + (last - first) // 2
    return [bounded(phrase, (first, last), unit, stated, whole=False)]


def _part_of_this(phrase: Phrase, part: int) -> Interval | None:
    """Part of the running month or week; of the one before, where that is still far off and nothing looks ahead."""
    if phrase.published is None:
        return None
    shift = shift_of(phrase)
    interval = _month_or_week_part(phrase, phrase.published, part, shift or 0)
    ahead = AHEAD if "H" in phrase.own else timedelta(0)
    if shift is None and phrase.lean in ("news", "past") and interval[0] - phrase.published > ahead:
        return _month_or_week_part(phrase, phrase.published, part, -1)
    return interval


def _month_or_week_part(phrase: Phrase, published: date, part: int, shift: int) -> Interval:
    if "H" in phrase.own:
        first, _ = calendar.shift_months(published, shift)
        return calendar.part_of_month(first.year, first.month, part)
    monday, _ = calendar.week_of(published + timedelta(weeks=shift))
    first_day, last_day = _WEEK_PARTS[part - 1]
    return monday + timedelta(days=first_day), monday + timedelta(days=last_day)


def read_close(phrase: Phrase) -> list[Found]:
    """«под занавес уходящего года»: December."""
    resolved = phrase.resolve(lambda year: calendar.month_days(year, 12))
    return [found_as(phrase, resolved[0], "month", stated=resolved[1])] if resolved else []


def read_half(phrase: Phrase) -> list[Found]:
    """«в первой половине мая», «в последних числах марта», «во второй декаде июня», «в первой половине года»."""
    number = phrase.numbers("O")[0] if "O" in phrase.own else 0
    months = phrase.numbers("M")
    if not months and "H" not in phrase.own:
        return _halves_of_year(phrase, number or 2)
    if "H" in phrase.own:
        if phrase.published is None:
            return []
        first, _ = calendar.shift_months(phrase.published, shift_of(phrase) or 0)
        interval = _share_of_month(phrase, first.year, first.month, number)
        return [bounded(phrase, interval, "part_of_month", False, whole=False)] if interval else []
    resolved = phrase.resolve(lambda year: _share_of_month(phrase, year, months[0], number))
    return [bounded(phrase, resolved[0], "part_of_month", resolved[1], whole=False)] if resolved else []


def _share_of_month(phrase: Phrase, year: int, month: int, number: int) -> Interval | None:
    """`number` 0 is the last one. «В первых числах» is taken as the first ten days, «в двадцатых» as 20th to 29th."""
    if "x" in phrase.own:
        return calendar.half_of_month(year, month, number or 2) if number <= 2 else None
    if "Z" in phrase.own:
        return calendar.part_of_month(year, month, number or 3) if number <= 3 else None
    if number in (0, 1):
        return calendar.part_of_month(year, month, number or 3)
    if number not in (10, 20):
        return None
    first, last = calendar.month_days(year, month)
    return first.replace(day=number), min(first.replace(day=min(number + 9, last.day)), last)


def read_nth(phrase: Phrase) -> list[Found]:
    """«в первую неделю мая», «в последнюю пятницу марта», «в последний день июня»."""
    number = phrase.numbers("O")[0] if "O" in phrase.own else 0
    month, weekdays = phrase.numbers("M")[0], phrase.numbers("W")

    def nth(year: int) -> Interval | None:
        if weekdays:
            return calendar.one_day(calendar.nth_weekday(year, month, weekdays[0], number))
        if "h" in phrase.own:
            return calendar.nth_week(year, month, number)
        return calendar.one_day(calendar.day_in(year, month, number or calendar.month_days(year, month)[1].day))

    resolved = phrase.resolve(nth)
    unit: Unit = "week" if "h" in phrase.own else "day"
    return [bounded(phrase, resolved[0], unit, resolved[1], whole=False)] if resolved else []


def _halves_of_year(phrase: Phrase, number: int) -> list[Found]:
    if number > 2:
        return []
    resolved = phrase.resolve(lambda year: calendar.half_year(year, number))
    return [bounded(phrase, clipped(phrase, resolved[0]), "range", resolved[1], whole=True)] if resolved else []
