"""The sentences of an article as the readers of appearances see them: words, their keys, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from razdel import sentenize

from extractors.folding import folded
from extractors.russian.boilerplate import kept_lines
from extractors.russian.letters import key
from models.records import Article

_TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
# «…сообщили в акимате.Отметим»: a page that lost its spaces
_GLUED_STOP = re.compile(r"(?<=[а-яё»\")]{2}[.!?])(?=[«\"А-ЯЁ])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its words; offsets are code points of the article's text."""

    text: str
    start: int
    paragraph: int
    words: tuple[str, ...]
    keys: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


LONGEST_PIECE = 4_000
"""Characters: longer than any paragraph of the press; texts glued into one line are cut."""
LONGEST_SENTENCE = 150
"""Words: news sentences end by 60; what is longer is a list, or no text at all, and tells of nobody's deeds."""


@lru_cache(maxsize=1)  # appearances, claims and other heads are read from one article after another
def sentences_of(article: Article) -> tuple[Sentence, ...]:
    """The article's own sentences (see `boilerplate.kept_lines`), in order."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(kept_lines(article.title, article.text)):
        for left, right in _pieces(article.text, start, end):
            pieces = sentenize(article.text[left:right])
            found.extend(_sentence(piece.text, left + piece.start, number) for piece in pieces)
    return tuple(found)


def title_of(article: Article) -> Sentence | None:
    """The title as a sentence, which stands nowhere in the text: it says who and what the article is about."""
    return _sentence(article.title, 0, -1) if article.title else None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _GLUED_STOP.finditer(text, start, end):
        yield from _cut(text, start, stop.start())
        start = stop.start()
    yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """In pieces of at most `LONGEST_PIECE`, at a space where there is one: razdel's time grows with the square."""
    while end - start > LONGEST_PIECE:
        space = text.rfind(" ", start, start + LONGEST_PIECE)
        stop = space if space > start else start + LONGEST_PIECE
        yield start, stop
        start = stop
    yield start, end


def _sentence(text: str, start: int, paragraph: int) -> Sentence:
    tokens = list(_TOKEN.finditer(text))
    words = tuple(token.group() for token in tokens)
    keys = tuple(_TOKEN.findall(folded(text)))  # the sentence folded at once: five times as fast as word by word
    if len(keys) != len(words):  # a letter that is two in lower case
        keys = tuple(map(key, words))
    return Sentence(text, start, paragraph, words, keys, tuple(token.start() for token in tokens))
