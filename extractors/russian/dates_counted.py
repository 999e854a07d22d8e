"""What phrases counted from the publication day mean: today, last week, on Friday, two days ago."""

from __future__ import annotations

import re
from datetime import timedelta

from extractors.russian import dates_calendar as calendar
from extractors.russian.dates_kinds import Found, bounded, found_as
from extractors.russian.dates_phrase import Phrase, tense_of
from extractors.russian.dates_spells import attributive, shift_of

# What stands before the noun after «накануне»: an adjective in the genitive, the number of a session, a year
_OF_THE_EVE = re.compile(r"\w+(?:ого|его|ой|ей|ых|их)|[ivxlхі]+|\d+\S*")


def read_near_month(phrase: Phrase) -> list[Found]:
    """«в прошлом месяце»."""
    if phrase.published is None:
        return []
    interval = calendar.shift_months(phrase.published, shift_of(phrase) or 0)
    return [attributive(phrase, bounded(phrase, interval, "month", False, whole=True))]


def read_near_week(phrase: Phrase) -> list[Found]:
    """«на прошлой неделе»; «на этой» ends with the publication day, or begins with it where the verb looks ahead."""
    if phrase.published is None:
        return []
    shift = shift_of(phrase) or 0
    monday, sunday = calendar.week_of(phrase.published + timedelta(weeks=shift))
    if shift == 0 and phrase.role == "event":
        ahead = phrase.looks_ahead
        monday, sunday = (phrase.published, sunday) if ahead else (monday, phrase.published)
    return [attributive(phrase, bounded(phrase, (monday, sunday), "week", False, whole=True))]


def read_weekday_of_week(phrase: Phrase) -> list[Found]:
    """«во вторник на прошлой неделе»."""
    if phrase.published is None:
        return []
    monday, _ = calendar.week_of(phrase.published + timedelta(weeks=shift_of(phrase) or 0))
    day = monday + timedelta(days=phrase.numbers("W")[0] - 1)
    return [found_as(phrase, (day, day), "day")]


def read_weekend(phrase: Phrase) -> list[Found]:
    """«в минувшие выходные»; «в эти выходные» on a Saturday or Sunday are the running ones."""
    if phrase.published is None:
        return []
    shift = shift_of(phrase)
    running = shift == 0 and phrase.published.isoweekday() >= 6
    ahead = shift == 1 or (shift != -1 and phrase.looks_ahead)
    interval = calendar.this_weekend(phrase.published) if running or ahead else calendar.last_weekend(phrase.published)
    return [found_as(phrase, interval, "range")]


def read_weekday(phrase: Phrase) -> list[Found]:
    """«в пятницу», «в минувшую среду», «до четверга»; «на среду» is ahead, «в ночь на среду» is over."""
    if phrase.published is None:
        return []
    weekday, shift = phrase.numbers("W")[0], shift_of(phrase)
    if shift == 0:
        day = calendar.week_of(phrase.published)[0] + timedelta(days=weekday - 1)
    else:
        ahead = shift == 1 or (shift is None and _weekday_ahead(phrase))
        day = calendar.weekday_near(weekday, phrase.published, strictly=shift is not None, future=ahead)
    return [bounded(phrase, (day, day), "day", False, whole=False)]


def read_heading(phrase: Phrase) -> list[Found]:
    """«ВТОРНИК. Аким собрал…»: a weekday that heads a line, and nothing more; «Понедельник начался» is no heading."""
    heads = phrase.end < len(phrase.words) - 1 and phrase.words.text(phrase.end) in {".", ":"}
    return read_weekday(phrase) if heads else []


def _weekday_ahead(phrase: Phrase) -> bool:
    if phrase.prefer in ("past", "future"):
        return phrase.prefer == "future"
    if phrase.preposition == "n":
        return phrase.start == 0 or phrase.words.text(phrase.start - 1) != "ночь"
    return phrase.role == "deadline" or phrase.looks_ahead


def _tells_a_day(phrase: Phrase) -> bool:
    """«Третьего дня…», «собрались третьего дня»; not «в течение третьего дня»."""
    opens = phrase.words.is_capital(phrase.start)
    return opens or (phrase.start > 0 and tense_of(phrase.words.text(phrase.start - 1)) == "past")


def read_today(phrase: Phrase) -> list[Found]:
    """«сегодня», «вчера», «накануне» (the day before), «бүгін»."""
    if phrase.published is None:
        return []
    if phrase.words.text(phrase.start).startswith("третьего") and not _tells_a_day(phrase):
        return []
    offsets = phrase.numbers("R")
    if not offsets and _is_eve_of_something(phrase):
        return []
    day = phrase.published + timedelta(days=offsets[0] if offsets else -1)
    return [found_as(phrase, (day, day), "day")]


def _is_eve_of_something(phrase: Phrase) -> bool:
    """«накануне XXXIV сессии», «накануне областного форума»; but «накануне делегаты сессии …» is yesterday."""
    behind = phrase.end
    if phrase.letters[behind + 1 : behind + 2] != "v":
        return False
    return _OF_THE_EVE.fullmatch(phrase.words.text(behind)) is not None


def read_ago(phrase: Phrase) -> list[Found]:
    """«два дня назад» and «неделю назад» are a day; «месяц назад», «пять лет назад» no more than that month or year."""
    if phrase.published is None:
        return []
    number = sum(phrase.numbers("TcD9")) or 1
    if "H" in phrase.own:
        return [found_as(phrase, calendar.shift_months(phrase.published, -number), "month")]
    if "G" in phrase.own or "y" in phrase.own:
        return [found_as(phrase, calendar.year_days(phrase.published.year - number), "year")]
    day = calendar.parse_with_dateparser(phrase.text, phrase.published)
    return [found_as(phrase, (day, day), "day")] if day is not None and day < phrase.published else []


def read_hence(phrase: Phrase) -> list[Found]:
    """«через неделю состоится»; in a tale of the past («через два дня аким вернулся») nobody knows from what day."""
    if phrase.published is None or not phrase.looks_ahead:
        return []
    number = sum(phrase.numbers("TcD9")) or 1
    if "H" in phrase.own:
        return [found_as(phrase, calendar.shift_months(phrase.published, number), "month")]
    if "G" in phrase.own or "y" in phrase.own:
        return [found_as(phrase, calendar.year_days(phrase.published.year + number), "year")]
    day = phrase.published + timedelta(days=number * (7 if "h" in phrase.own else 1))
    return [found_as(phrase, (day, day), "day")]


def read_number(phrase: Phrase) -> list[Found]:
    """«20 числа прошлого месяца»; «20 числа» is the last one gone by, or the next where the sentence looks ahead."""
    if phrase.published is None:
        return []
    number, shift = phrase.days()[0][0], shift_of(phrase)
    if shift is None:
        ahead = phrase.role == "deadline" or phrase.looks_ahead
        shift = int(ahead and number < phrase.published.day) - int(not ahead and number > phrase.published.day)
    first, last = calendar.shift_months(phrase.published, shift)
    if number > last.day:
        return []
    day = first.replace(day=number)
    return [bounded(phrase, (day, day), "day", False, whole=False)]
