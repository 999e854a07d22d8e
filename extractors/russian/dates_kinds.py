"""What phrases of days mean: one day, several, a stretch from one to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from extractors.russian import dates_calendar as calendar
from extractors.russian.dates_calendar import ONE_DAY, Interval, one_day
from extractors.russian.dates_phrase import Phrase, Role, Unit

_WEEKDAY_BEHIND = re.compile(r"(?:,?i|,|\()W\)?$|\(iW\)$")  # «12 марта, в среду», «12 марта (среда)»
_WEEKDAY_BEFORE = re.compile("W.*[MV]")  # «в среду, 12 марта»
_BETWEEN_DAYS = re.compile("(?<=[DO])[-,eotn]")
_FIGURES = re.compile(r"(\d+)[./-](\d+)(?:[./-](\d+))?")


@dataclass(frozen=True)
class Found:
    """An interval with the words that say it (positions in the paragraph)."""

    start: int
    end: int
    interval: Interval
    unit: Unit
    stated: bool
    role: Role


def found_as(
    phrase: Phrase, interval: Interval, unit: Unit, *, stated: bool = False, role: Role | None = None
) -> Found:
    return Found(phrase.start, phrase.end, interval, unit, stated, role or phrase.role)


def bounded(phrase: Phrase, interval: Interval, unit: Unit, stated: bool, *, whole: bool) -> Found:
    """A deadline runs from publication to its day; «до мая» (`whole`) ends before May begins, «по май» with it."""
    if phrase.role == "beginning":
        return found_as(phrase, (interval[0], interval[0]) if not whole else interval, unit, stated=stated)
    if phrase.role != "deadline":
        return found_as(phrase, interval, unit, stated=stated)
    last = interval[0] - ONE_DAY if whole and phrase.preposition in "tk" else interval[1]
    first = min(phrase.published, last) if phrase.published is not None else last
    return found_as(phrase, (first, last), unit, stated=stated)


def day_in_figures(text: str, year: int | None = None) -> date | None:
    """«12.03.2025», «12/03/25», «2025-03-12», «12/03» of `year`; the year «25» is 2025, «95» 1995."""
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, month, last = (int(part) if part else None for part in match.groups())
    if first is None or month is None:
        return None
    if first > 31 and last is not None:
        return calendar.day_in(first, month, last)
    if last is None:
        return calendar.day_in(year, month, first) if year is not None else None
    if last < 100:
        last += 2000 if last <= 40 else 1900
    return calendar.day_in(last, month, first)


def read_day(phrase: Phrase) -> list[Found]:
    """«9 апреля 2025 года», «в среду, 12 марта», «до 1 августа»."""
    phrase = phrase.without_a_false_year()
    resolved = _day_resolved(phrase)
    if resolved is None:
        return []
    interval, stated = resolved
    found = bounded(_without_another_weekday(phrase, interval[0]), interval, "day", stated, whole=False)
    return [replace(found, role="stamp")] if _is_another_todays(phrase, interval[0]) else [found]


def _is_another_todays(phrase: Phrase, day: date) -> bool:
    """«Сегодня 23.01.2026» on a page of another day: the day on which the page was shown."""
    offsets = phrase.numbers("R")
    if not offsets or "8" not in phrase.own or phrase.published is None:
        return False
    return (day - phrase.published).days != offsets[0]


def _day_resolved(phrase: Phrase) -> tuple[Interval, bool] | None:
    if "8" in phrase.own:
        text = phrase.words.text(phrase.start + phrase.own.index("8"))
        if len(text) <= len("12/03"):
            return phrase.resolve(lambda year: one_day(day_in_figures(text, year)))
        interval = one_day(day_in_figures(text))
        return (interval, True) if interval is not None else None
    day, month = phrase.days()[0][0], phrase.numbers("MV")[0]

    def on_its_weekday(year: int) -> Interval | None:
        found = calendar.day_in(year, month, day)
        return (found, found) if found is not None and found.isoweekday() in weekdays else None

    # Only before the date: behind it, another weekday is another day («12 марта, в четверг аким уехал»).
    weekdays = phrase.numbers("W") if _WEEKDAY_BEFORE.search(phrase.own) else []
    if (
        weekdays
        and (resolved := phrase.resolve(on_its_weekday, lean="nearest")) is not None
        and _is_near(phrase, resolved[0][0])
    ):
        return resolved
    return phrase.resolve(lambda year: one_day(calendar.day_in(year, month, day)))


def _is_near(phrase: Phrase, day: date) -> bool:
    """«в среду, 14 мая» settles the year, if it lies near: five years back the 14th was one too."""
    return phrase.published is None or abs(day - phrase.published) < calendar.A_YEAR


def _without_another_weekday(phrase: Phrase, day: date) -> Phrase:
    """«прошло 12 марта, в четверг аким выехал»: a weekday behind the date that is not its own is another date."""
    tail = _WEEKDAY_BEHIND.search(phrase.own)
    if tail is None or phrase.numbers("W")[-1] == day.isoweekday():
        return phrase
    return replace(phrase, end=phrase.start + tail.start())


def read_eve(phrase: Phrase) -> list[Found]:
    """«накануне 1 мая» names a day, but nothing happened on it; «накануне праздника» names none."""
    if "v" in phrase.own or "d" in phrase.own:
        return []
    return [replace(found, role="reference") for found in read_day(phrase)]


def read_days(phrase: Phrase) -> list[Found]:
    """«25–26 апреля» is one stretch; so is «25 и 26 апреля»; «5 и 19 мая» are two days."""
    phrase = phrase.without_a_false_year()
    days, month = phrase.days(), phrase.numbers("M")[0]
    numbers = [number for number, _, _ in days]
    separators = set(_BETWEEN_DAYS.findall(phrase.own))
    if "n" in separators and numbers[-1] != numbers[0] + 1:  # «перенесли с 12 на 15 мая»: the 15th
        return _single(phrase, month, *days[-1])
    if separators <= {",", "e"} and numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return [found for day in days for found in _single(phrase, month, *day)]

    def stretch(year: int) -> Interval | None:
        first, last = calendar.day_in(year, month, numbers[0]), calendar.day_in(year, month, numbers[-1])
        return (first, last) if first and last and first <= last else None

    return _stretch(phrase, phrase.resolve(stretch))


def _single(phrase: Phrase, month: int, day: int, start: int, end: int) -> list[Found]:
    """One day of «5 и 19 мая»; the last one's words run on to the month and the year."""
    resolved = phrase.resolve(lambda year: one_day(calendar.day_in(year, month, day)))
    if resolved is None:
        return []
    last = end == phrase.days()[-1][2]
    found = found_as(phrase, resolved[0], "day", stated=resolved[1])
    return [replace(found, start=start, end=phrase.end if last else end)]


def _stretch(phrase: Phrase, resolved: tuple[Interval, bool] | None) -> list[Found]:
    if resolved is None:
        return []
    return [found_as(phrase, resolved[0], "range", stated=resolved[1])]


def read_span(phrase: Phrase) -> list[Found]:
    """«с 30 апреля по 2 мая»; «30 апреля и 5 мая» are two days."""
    phrase = phrase.without_a_false_year()
    if "8" in phrase.own:
        return _span_in_figures(phrase)
    days, months = phrase.days(), phrase.numbers("M")
    (first_day, _, _), (last_day, _, _) = days
    joined = phrase.letters[days[1][1] - 1] == "e"

    years = phrase.numbers("Y")

    def stretch(year: int) -> Interval | None:
        opens = years[0] if len(years) > 1 else year - (months[0] > months[1])
        first, last = calendar.day_in(opens, months[0], first_day), calendar.day_in(year, months[1], last_day)
        return (first, last) if first and last and first <= last else None

    resolved = phrase.resolve(stretch)
    if not joined or (resolved is not None and resolved[0][1] - resolved[0][0] == calendar.ONE_DAY):
        return _stretch(phrase, resolved)
    middle = days[1][1] - 1
    second = replace(phrase, start=middle + 1)
    return _first_of_two(replace(phrase, end=middle), second.year()) + read_day(second)


def _first_of_two(phrase: Phrase, year: tuple[int | None, bool]) -> list[Found]:
    """«12 февраля и 16 апреля 2026 года»: the year belongs to both."""
    if phrase.year()[0] is not None or year[0] is None:
        return read_day(phrase)
    day = calendar.day_in(year[0], phrase.numbers("M")[0], phrase.days()[0][0])
    return [found_as(phrase, (day, day), "day", stated=year[1])] if day is not None else []


def _span_in_figures(phrase: Phrase) -> list[Found]:
    days = phrase.days()
    texts = [phrase.words.text(at) for at in range(phrase.start, phrase.end) if phrase.letters[at] == "8"]
    last = day_in_figures(texts[-1])
    if days and last is not None:  # «12–14.03.2025»
        first = calendar.day_in(last.year, last.month, days[0][0])
    else:
        first = day_in_figures(texts[0])
    if first is None or last is None or first > last:
        return []
    return _stretch(phrase, ((first, last), True))
