"""The sample sites' pages from their templates: menus, widgets, dates in each site's manner around the articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.demo.articles import Piece

# The sample web stands still at this moment: «Сегодня» on its pages is this day, and the verdicts are as of it.
NOW: Final = datetime(2025, 6, 22, 20, 0, tzinfo=ZoneInfo("Asia/Almaty"))

_GENITIVE: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_NOMINATIVE: Final = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
    "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_WEEKDAYS: Final = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")

# The weather widget of the portals lists twenty towns: a trap for whoever takes regions from a whole page.
_TOWNS: Final = (
    ("Алматы", 27), ("Астана", 19), ("Актау", 29), ("Актобе", 28), ("Атырау", 31),
    ("Балхаш", 24), ("Жезказган", 26), ("Караганда", 22), ("Кокшетау", 20), ("Костанай", 23),
    ("Кызылорда", 34), ("Павлодар", 24), ("Петропавловск", 18), ("Семей", 25), ("Талдыкорган", 28),
    ("Тараз", 30), ("Туркестан", 33), ("Уральск", 27), ("Усть-Каменогорск", 22), ("Шымкент", 31),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A piece with its address on its site (`listed_path`: the one that lists give, where it has moved since)."""

    piece: Piece
    path: str
    listed_path: str

    @property
    def clock(self) -> str:
        return self.piece.at.strftime("%H:%M")

    @property
    def rfc822(self) -> str:
        return format_datetime(self.piece.at)

    @property
    def utc(self) -> str:
        return self.piece.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def day(self) -> str:
        """«Сегодня», «Вчера», «18 июня 2025»: as the portals' lists say it."""
        if self.piece.at.date() == NOW.date():
            return "Сегодня"
        if self.piece.at.date() == NOW.date() - timedelta(days=1):
            return "Вчера"
        return genitive_day(self.piece.at)


def genitive_day(moment: datetime) -> str:
    return f"{moment.day} {_GENITIVE[moment.month - 1]} {moment.year}"


def bitrix_day(moment: datetime) -> str:
    """«13 Июня, 2025»: the manner of assembly.kz."""
    return f"{moment.day} {_GENITIVE[moment.month - 1].capitalize()}, {moment.year}"


def agency_stamp(moment: datetime) -> str:
    """«13:51, 15 Август 2025»: the month in the nominative, as inform.kz prints it."""
    return f"{moment:%H:%M}, {moment.day} {_NOMINATIVE[moment.month - 1]} {moment.year}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("flows.demo", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def render(template: str, **values: object) -> str:
    """A page or a feed from its template, with what every page of these sites shows around the news."""
    today = f"{_WEEKDAYS[NOW.weekday()]}, {genitive_day(NOW)}"
    return _environment().get_template(template).render(today=today, towns=_TOWNS, **values)


def neighbours(shown: Sequence[Shown], index: int, count: int) -> list[Shown]:
    """`count` other pieces of the same site, those that follow in its list: what «Читайте также» offers."""
    return [shown[(index + step) % len(shown)] for step in range(1, min(count, len(shown) - 1) + 1)]
