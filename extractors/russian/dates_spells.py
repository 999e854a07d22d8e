"""What phrases of longer time mean: months, quarters, seasons, years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from extractors.russian import dates_calendar as calendar
from extractors.russian.dates_calendar import Interval
from extractors.russian.dates_kinds import Found, bounded, found_as
from extractors.russian.dates_phrase import Phrase, Unit

_SHIFT = {"A": 0, "B": -1, "N": 1}  # этот, прошлый, следующий


def shift_of(phrase: Phrase) -> int | None:
    """-1, 0, 1 for «прошлый», «этот», «следующий»; None where the phrase says none of them."""
    return next((_SHIFT[letter] for letter in phrase.own if letter in _SHIFT), None)


def attributive(phrase: Phrase, found: Found) -> Found:
    """«паводок прошлого года», «подвели черту под кварталом»: without its preposition a spell only describes."""
    return found if phrase.preposition else replace(found, role="reference")


def clipped(phrase: Phrase, interval: Interval) -> Interval:
    """A quarter or year that still runs: what is reported of it had happened by publication."""
    first, last = interval
    today = phrase.published
    if today is None or phrase.role != "event" or phrase.looks_ahead or not first <= today <= last:
        return interval
    return first, today


def read_quarter(phrase: Phrase) -> list[Found]:
    """«в первом квартале 2025 года», «за II полугодие»."""
    number = phrase.numbers("OID")[0]
    halves = "f" in phrase.own
    if number > (2 if halves else 4):
        return []
    share = calendar.half_year if halves else calendar.quarter
    resolved = phrase.resolve(lambda year: share(year, number))
    if resolved is None:
        return []
    unit: Unit = "range" if halves else "quarter"
    return [attributive(phrase, bounded(phrase, clipped(phrase, resolved[0]), unit, resolved[1], whole=True))]


def read_months(phrase: Phrase) -> list[Found]:
    """«в марте–апреле 2025 года», «с мая по июль», «в декабре и январе», «с июня 2021 года по март 2024 года»."""
    first, last = phrase.numbers("ML")
    years = phrase.numbers("Y")

    def stretch(year: int) -> Interval | None:
        opens = years[0] if len(years) > 1 else year - (first > last)
        interval = calendar.month_days(opens, first)[0], calendar.month_days(year, last)[1]
        return interval if interval[0] <= interval[1] else None

    resolved = phrase.resolve(stretch)
    if resolved is None:
        return []
    found = found_as(phrase, resolved[0], "range", stated=resolved[1])
    return [replace(found, role="event") if phrase.preposition == "b" else attributive(phrase, found)]


def read_month(phrase: Phrase) -> list[Found]:
    """«в мае 2025 года», «на июнь», «до мая», «мамыр айында»."""
    month = phrase.numbers("MLV")[0]
    resolved = _spell(phrase, lambda year: calendar.month_days(year, month))
    if resolved is None:
        return []
    found = bounded(phrase, resolved[0], "month", resolved[1], whole=phrase.role == "beginning")
    return [found if "V" in phrase.own else attributive(phrase, found)]


def read_season(phrase: Phrase) -> list[Found]:
    """«весной 2025 года», «минувшим летом» (a summer that is over), «к осени»."""
    number = phrase.numbers("Ss")[0]
    resolved = _spell(phrase, lambda year: calendar.season(year, number))
    if resolved is None:
        return []
    interval, stated = resolved
    shift = shift_of(phrase)
    if (
        not stated
        and phrase.published is not None
        and shift is not None
        and phrase.role == "event"
        and phrase.year()[0] is None
    ):
        interval = _season_near(phrase.published, number, shift)
    return [bounded(phrase, interval, "season", stated, whole=phrase.role == "beginning")]


def _spell(phrase: Phrase, of_year: Callable[[int], Interval]) -> tuple[Interval, bool] | None:
    """The spell; as a deadline («до мая», «к весне») the day before it begins."""
    if phrase.role != "deadline" or phrase.preposition not in ("t", "k"):
        return phrase.resolve(of_year)
    return phrase.resolve(lambda year: (of_year(year)[0] - calendar.ONE_DAY, of_year(year)[0] - calendar.ONE_DAY))


def _season_near(published: date, number: int, shift: int) -> Interval:
    """The last such season that is over (-1), the running or nearest one (0), the next that has not begun (1)."""
    around = [calendar.season(year, number) for year in range(published.year - 1, published.year + 3)]
    if shift < 0:
        return [interval for interval in around if interval[1] < published][-1]
    if shift > 0:
        return next(interval for interval in around if interval[0] > published)
    return calendar.choose_year(lambda year: calendar.season(year, number), published, "nearest") or around[1]


def read_years(phrase: Phrase) -> list[Found]:
    """«с 2017 по 2024 год»: a spell that something lasted, not a day."""
    first, last = phrase.numbers("Y")
    interval = calendar.year_days(first)[0], calendar.year_days(last)[1]
    return [found_as(phrase, interval, "range", stated=True, role="reference")] if first <= last else []


def read_year(phrase: Phrase) -> list[Found]:
    """«в 2024 году», «в прошлом году», «в 2007-м»; a bare «в 2007» may be a house or a sum."""
    year, stated = phrase.year()
    if year is None or (
        "G" not in phrase.own and "J" not in phrase.own and "-" not in phrase.words.text(phrase.end - 1)
    ):
        return []
    found = bounded(phrase, clipped(phrase, calendar.year_days(year)), "year", stated, whole=True)
    if "J" in phrase.own or phrase.preposition in ("i", "b", "a", "t", "k"):
        return [found]
    return [replace(found, role="reference")]  # «план на 2026 год», «паводок 2024 года»
