"""The words that readers meet, in Russian and English, from one place: `glossary.toml` and the order's own file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from models.package_data import own_table
from models.phrases import Told
from models.toml_records import record_of, tables_of

Language = Literal["ru", "en"]
WordKind = Literal[
    "verdict", "how", "kind", "status", "level", "capacity", "origin", "source_group", "figure", "mark", "alarm",
    "review", "standing", "look",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the tables, how each language says it, and what it means in one sentence."""

    kind: WordKind
    word: str
    ru: str
    en: str
    means_ru: str
    means_en: str

    def said(self, language: Language) -> str:
        return self.ru if language == "ru" else self.en

    def meaning(self, language: Language) -> str:
        return self.means_ru if language == "ru" else self.means_en


class Glossary:
    """Every word, with those of an order's own rungs."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self._by_name = {(word.kind, word.word): word for word in self.words}

    def word(self, kind: WordKind, word: str) -> Word:
        """The word of that kind. An order may name its rungs without wording them: those are shown by their names.

        KeyError for any other word that the glossary does not have.
        """
        if kind == "verdict" and (kind, word) not in self._by_name:
            return Word(kind=kind, word=word, ru=word, en=word, means_ru=word, means_en=word)
        return self._by_name[kind, word]

    def say(self, kind: WordKind, word: str, language: Language) -> str:
        """How the language says it."""
        return self.word(kind, word).said(language)


def glossary_of(words: Iterable[Word]) -> Glossary:
    """The words that are the same for every order, with those of one order's rungs (`Order.words`)."""
    return Glossary((*own_words(), *words))


@cache
def own_words() -> tuple[Word, ...]:
    """The words that are the same for every order."""
    return tuple(record_of(Word, table, where) for where, table in tables_of(own_table("glossary.toml"), "word", _FILE))


def named(kind: WordKind, word: str) -> Told:
    """A word of the tables as it stands there, that knows its Russian."""
    own = next(one for one in own_words() if (one.kind, one.word) == (kind, word))
    return Told(word, own.ru)


_FILE = "glossary.toml"
