"""Word lists of the lexicon: TOML files, words in key form, `*` for any ending."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def read_lexicon(name: str) -> dict[str, Any]:
    """One TOML file of `lexicon/`."""
    return tomllib.loads(files("extractors.russian").joinpath("lexicon", name).read_text(encoding="utf-8"))


_MOST_REMEMBERED = 20_000  # answers a list: the words of some hundred articles, two megabytes


class WordList:
    """Membership of a word in key form; `*` at a listed word's end stands for any ending."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = list(words)
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in listed if word.endswith("*"))
        self._asked: dict[object, bool] = {}

    def __contains__(self, word: object) -> bool:
        known = self._asked.get(word)
        if known is None:
            known = isinstance(word, str) and (word in self._whole or word.startswith(self._stems))
            if len(self._asked) >= _MOST_REMEMBERED:
                self._asked.clear()
            self._asked[word] = known
        return known
