"""How the desk says it: words from the published glossary, heads of sections from `labels.toml`, in one language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from flows.explain.visible import visible
from models.errors import BadInput
from models.glossary import Glossary, Language, WordKind
from warehouse.desk import Place


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one screen. A word that the glossary lacks is a KeyError; only rungs may go by their names."""

    glossary: Glossary
    language: Language

    def say(self, kind: WordKind, word: str) -> str:
        return self.glossary.say(kind, word, self.language)

    def meaning(self, kind: WordKind, word: str) -> str:
        return self.glossary.word(kind, word).meaning(self.language)

    def figure(self, name: str) -> str:
        """The head of a column, or the name of a figure."""
        return self.say("figure", name)

    def label(self, key: str, **values: object) -> str:
        """A head or sentence of `labels.toml` with its values; a day is written as the language writes it."""
        said = {name: self.day(value) if isinstance(value, date) else value for name, value in values.items()}
        return _labels()[key][self.language].format_map(said)

    def pick(self, english: str, russian: str) -> str:
        """Of a text that the tables hold in both languages, this one's, safe to show."""
        return visible(russian if self.language == "ru" else english)

    def reasons(self, english: list[str], russian: list[str]) -> list[str]:
        return [visible(reason) for reason in (russian if self.language == "ru" else english)]

    def day(self, day: date | None) -> str:
        if day is None:
            return ""
        return f"{day:%d.%m.%Y}" if self.language == "ru" else day.isoformat()

    def days(self, first: date | None, last: date | None) -> str:
        """A day, or the days between which it lies; nothing where there is none."""
        if first is None or last is None or first == last:
            return self.day(first)
        return f"{self.day(first)} – {self.day(last)}"

    def place(self, place: Place) -> str:
        return visible(place.name if self.language == "ru" else place.name_en)

    def short(self, place: Place) -> str:
        return visible(place.short if self.language == "ru" else place.short_en)


def share(value: float | None) -> str:
    """A probability or share (0-1)."""
    return "" if value is None else f"{value:.2f}"


def between(value: float | None, low: float | None, high: float | None) -> str:
    """A probability with its 90 % interval."""
    return "" if value is None or low is None or high is None else f"{value:.2f} ({low:.2f}-{high:.2f})"


def language_of(given: str) -> Language:
    """The language that was asked for. BadInput for any but the two there are."""
    if given == "ru":
        return "ru"
    if given == "en":
        return "en"
    raise BadInput(f"--language {given}: choose en or ru")


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("flows.desk").joinpath("labels.toml").read_text(encoding="utf-8"))
