"""Word lists of the lexicon: TOML files, words in key form, `*` for any ending."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def read_lexicon(name: str) -> dict[str, Any]:
    """One TOML file of `lexicon/`."""
    return tomllib.loads(files("extractors.russian").joinpath("lexicon", name).read_text(encoding="utf-8"))


class WordList:
    """Membership of a word in key form; `*` at a listed word's end stands for any ending."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = list(words)
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in listed if word.endswith("*"))

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (word in self._whole or word.startswith(self._stems))
