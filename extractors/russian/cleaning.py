"""An article's text as the reader sees it, and the way back to the text as given.

Boilerplate lines go, hidden characters go, glued sentences come apart; every remaining character knows which code
points of the given text it stands for, so that evidence always points into the article as it was handed over.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from extractors.russian.boilerplate import kept_lines

LONGEST_RUN = 1500
"""Characters without a sentence end after which a break is put in. The longest honest sentence of the gold texts has
about 500; the parser's cost grows with the square of the sentence, so a text without full stops must not reach it."""

# soft hyphen, zero-width characters, marks of direction, byte-order mark, stress accents: «А\u00adким», «обла\u0301сти»
_HIDDEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0300\u0301"
)
_LATIN_LIKE_CYRILLIC = str.maketrans("ABCEHKMOPTXYaceopxyiI", "АВСЕНКМОРТХУасеорхуіІ")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z]")
_ABBREVIATIONS_IN_LATIN = frozenset({"AHK", "CKO", "BKO"})  # «AHK» typed on a Latin keyboard for «АНК»
# «…сообщили в акимате.Отметим» → a space after the stop; initials («А.Б.») and addresses («Zakon.kz») stay whole
_GLUED_STOP = re.compile(
    r"(?<=[а-яёәғқңөұүһіa-z»”)%]{2}[.!?…])(?=[«“А-ЯЁӘҒҚҢӨҰҮҺІ–—][^.])|(?<=[а-яё]{2}\.)(?=[A-Z][a-z])|(?<=[а-яё]\.[»”])(?=[А-ЯЁ])"
)
_GLUED_QUOTE = re.compile(r"(?<=[А-Яа-яё]{2}[.!?])\"(?=[А-ЯЁ])")  # «…МЧС."На месторождении»: opens or closes, by count
_GLUED_SCRIPT = re.compile(
    r"(?<=[а-яё]{2})(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[а-яё]{2})"
)  # «передаетTengrinews.kzсо ссылкой»
_TITLE = -2
_SENTENCE_STOP = frozenset(".!?…\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """`text` with, for each character, where its source begins and ends in the text as given.

    What comes from the title counts down from -2 (the title's first character) in the same way; -1 is its line end.
    """

    text: str
    body_start: int  # where the body begins in `text`; the title lies before it
    starts: array[int]
    ends: array[int]

    def given_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The code-point span in the text as given of `text[start:end]`; None for what comes from the title."""
        while start < end and self.starts[start] < 0:
            start += 1
        while end > start and self.starts[end - 1] < 0:
            end -= 1
        return (self.starts[start], self.ends[end - 1]) if start < end else None

    def title_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The code-point span in the title as given of `text[start:end]`; None for what comes from the text."""
        own = [i for i in range(start, end) if self.starts[i] <= _TITLE]
        return (_TITLE - self.starts[own[0]], _TITLE - self.ends[own[-1]]) if own else None


class _Builder:
    """Collects characters with their sources."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.starts: array[int] = array("l")
        self.ends: array[int] = array("l")
        self.run = 0

    def add(self, char: str, start: int, end: int) -> None:
        self.run = 0 if char in _SENTENCE_STOP else self.run + 1
        if self.run > LONGEST_RUN and (char == " " or self.run > LONGEST_RUN + 200):
            char = "\n" if char == " " else char
            if char != "\n":
                self._put("\n", start, start)
            self.run = 0
        self._put(char, start, end)

    def _put(self, char: str, start: int, end: int) -> None:
        self.chars.append(char)
        self.starts.append(start)
        self.ends.append(end)


def clean(title: str | None, text: str) -> CleanText:
    """Title and text without what is not the article, one line a paragraph, the title (when there is one) first."""
    built = _Builder()
    if title and title.strip():
        _add_line(built, title, None)
        built.add("\n", -1, -1)
    body_start = len(built.chars)
    for start, end in kept_lines(title, text):
        if len(built.chars) > body_start:
            built.add("\n", start, start)
        _add_line(built, text[start:end], start)
    return CleanText(text="".join(built.chars), body_start=body_start, starts=built.starts, ends=built.ends)


def _add_line(built: _Builder, line: str, offset: int | None) -> None:
    """Add one line; `offset` is its place in the text as given (None: it is the title)."""
    folded = _cyrillic_letters(line)
    breaks = _glued(folded)
    space_waits = False
    position = 0
    while position < len(folded):
        char, length = _composed(folded, position)
        start, end = position, position + length
        start, end = (_TITLE - start, _TITLE - end) if offset is None else (offset + start, offset + end)
        if char.isspace() or position in breaks:
            space_waits = bool(built.chars) and built.chars[-1] != "\n"
        if not char.isspace() and char not in _HIDDEN and (char.isprintable()):
            if space_waits:
                built.add(" ", start, start)
                space_waits = False
            built.add(char, start, end)
        position += length


def _glued(line: str) -> set[int]:
    """Positions before which a space is missing."""
    breaks = {m.start() for pattern in (_GLUED_STOP, _GLUED_SCRIPT) for m in pattern.finditer(line)}
    for match in _GLUED_QUOTE.finditer(line):
        closes = line.count('"', 0, match.start()) % 2
        breaks.add(match.start() + closes)
    return breaks


def _composed(line: str, position: int) -> tuple[str, int]:
    """The character at `position` with its combining mark folded in («и» + breve is «й»), and how many it took."""
    char = line[position]
    if position + 1 < len(line) and unicodedata.combining(line[position + 1]):
        whole = unicodedata.normalize("NFC", line[position : position + 2])
        if len(whole) == 1:
            return whole, 2
    return char, 1


def _cyrillic_letters(line: str) -> str:
    """Latin letters inside Cyrillic words become the Cyrillic letters they look like; lengths do not change."""
    if not _LATIN.search(line):
        return line
    return _WORD.sub(_fold_word, line)


def _fold_word(match: re.Match[str]) -> str:
    word = match.group()
    if word in _ABBREVIATIONS_IN_LATIN:
        return word.translate(_LATIN_LIKE_CYRILLIC)
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return word
    folded = word.translate(_LATIN_LIKE_CYRILLIC)
    return word if _LATIN.search(folded) else folded
