"""How the letter says things: the site's way with words, days and shares, and the letter's own texts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from flows.letter.letter import Week
from flows.site.judged import Clause
from flows.site.speech import Speech
from models.glossary import Language

_OWN_ORDER = "ank-2024."  # the order that some of the letter's texts name; of another they speak in general
_LONGEST = 400  # letters of a quotation; the rest is at the source


@dataclass(frozen=True, slots=True)
class Say(Speech):
    """One language of the letter; everything it gives is plain text."""

    @property
    def texts(self) -> Mapping[str, Any]:
        return _texts(self.language)

    def text(self, section: str, key: str, **values: object) -> str:
        """A text of a section with its values."""
        return str(self.texts[section][key]).format_map(values)

    def top(self, key: str, **values: object) -> str:
        """A text that belongs to no section, with its values."""
        return str(self.texts[key]).format_map(values)

    def clause(self, number: int) -> str:
        return self.top("clause", number=number)

    def week(self, week: Week) -> str:
        """The week's days: «16–22 июня 2025», «30 июня – 6 июля 2025»."""
        months, first, last = self.texts["months"], week.monday, week.sunday
        end = f"{last.day} {months[last.month - 1]} {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{end}"
        begin = f"{first.day} {months[first.month - 1]}"
        return f"{begin} – {end}" if first.year == last.year else f"{begin} {first.year} – {end}"

    def chosen(self, english: str, russian: str) -> str:
        """Of a text that the tables hold in both languages, this one's."""
        return russian if self.language == "ru" else english


def is_own(clause: Clause) -> bool:
    """Whether the clause is of the order that this program was made for."""
    return clause.order_version.startswith(_OWN_ORDER)


def quoted(sentence: str | None) -> str | None:
    """The press's words, cut where they are long."""
    if not sentence or len(sentence) <= _LONGEST:
        return sentence or None
    return sentence[:_LONGEST].rsplit(" ", 1)[0] + " …"


@cache
def _texts(language: Language) -> Mapping[str, Any]:
    text = files("flows.letter").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
