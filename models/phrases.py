"""Sentences that say why, in English and Russian from one place (`phrases.toml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Self

from models.package_data import own_table


class Told(str):
    """A sentence in English, as tables show it, that knows itself in Russian (`ru`) too.

    To everything that compares, sorts or stores it, it is the English text and nothing more.
    """

    ru: str

    def __new__(cls, en: str, ru: str) -> Self:
        told = super().__new__(cls, en)
        told.ru = ru
        return told

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # str's own takes the text alone
        return str(self), self.ru


def say(key: str, **values: object) -> Told:
    """The sentence of that key with its values: a day in each language's order, a float as per cent, a Told in its own.

    KeyError for a key or a value that there is none of.
    """
    phrase = _phrases()[key]
    return Told(
        phrase["en"].format_map({name: _en(value) for name, value in values.items()}),
        phrase["ru"].format_map({name: _ru(value) for name, value in values.items()}),
    )


def listed(parts: Iterable[str], between: str = ", ") -> Told:
    """The parts one after another."""
    known = tuple(parts)
    return Told(between.join(known), between.join(_ru(part) for part in known))


def in_russian(text: str) -> str:
    """The Russian of a sentence that knows it; any other text as it is."""
    return text.ru if isinstance(text, Told) else text


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return own_table("phrases.toml")


def _en(value: object) -> str:
    return f"{value:.0%}" if isinstance(value, float) else str(value)


def _ru(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{100 * value:.0f} %"
    return in_russian(value) if isinstance(value, str) else str(value)
