"""Can a gate open to anything that a page could say? Its text in pieces, as tags cut it, with no piece in its place.

`gate` asks a text that was found; this asks a page of which nobody knows yet what will be found on it: which pieces are
joined (drop caps, words in bold), which are left out between two others (a widget, a line of chrome). So a pattern
counts where a piece holds it, and where it could come about across a border: one piece ends as it begins, any other
begins as it ends. Wider than the gates by intent: what opens one of them opens this, whatever lies between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.gate import PATTERNS, in_one_alphabet

_LONG = 60
"""Characters of one word, or of white space, after which a pattern counts as found: no word is so long, and without a
bound one made to be would be walked through from each of its letters."""
_ENDING, _SPACE, _WORDS = rf"\w{{0,{_LONG}}}", rf"\s{{0,{_LONG}}}", rf"[\w\s]{{0,{2 * _LONG}}}"
_EDGE = 32  # characters at a piece's ends: the longest literal of the gates has 18
_ONE_BYTE = "cp1251"
_NEAR = (1, 2, 3)  # letters
BORDER = "<"


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a pattern: its letters, with a blank where a word must begin or end, and whether any may follow."""

    letters: str
    open: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    whole: re.Pattern[str]
    words: tuple[_Word, ...]


def _within(words: tuple[_Word, ...]) -> str:
    """«глав* регион» inside one piece; a word or a gap beyond _LONG counts as if the rest stood behind it."""
    first, *rest = words
    letters = re.escape(first.letters.strip())
    if first.letters[:1] == " ":
        letters = rf"{letters}(?<!\w{letters})"  # not \b before it: a search for plain letters is ten times faster
    if first.letters[-1:] == " ":
        letters += r"\b"
    if not rest:
        return letters
    gap = rf"(?:\s{{{_LONG}}}|\s{{1,{_LONG - 1}}}{_within(tuple(rest))})"
    return rf"{letters}(?:\w{{{_LONG}}}|\w{{0,{_LONG - 1}}}{gap})" if first.open else letters + gap


def _pattern(source: str) -> _Pattern:
    begins, ends = source[:1] == " ", source[-1:] == " "
    parts = source.split()
    words = tuple(
        _Word(
            (" " if begins and number == 0 else "")
            + part.rstrip("*")
            + (" " if ends and number == len(parts) - 1 else ""),
            part.endswith("*"),
        )
        for number, part in enumerate(parts)
    )
    return _Pattern(re.compile(_within(words)), words)


@cache
def _by_root() -> tuple[tuple[str, tuple[_Pattern, ...], re.Pattern[str]], ...]:
    found = []
    for root, sources in PATTERNS:
        patterns = tuple(_pattern(in_one_alphabet(source)[1:-1]) for source in sources)
        found.append((root, patterns, re.compile("|".join(pattern.whole.pattern for pattern in patterns))))
    return tuple(found)


@cache
def _inner(letters: str) -> frozenset[str]:
    """What may be a piece between two others that make up a word together with it."""
    size = len(letters)
    return frozenset(letters[a:b].strip() for a in range(1, size) for b in range(a + 1, size)) - {""}


@cache
def _all_inner() -> frozenset[str]:
    return frozenset[str]().union(
        *(_inner(word.letters) for _, patterns, _ in _by_root() for pattern in patterns for word in pattern.words)
    )


class _Borders:
    """The pieces' ends and beginnings, each once, and what of the gates' words may lie across them."""

    def __init__(self, text: str) -> None:
        pieces = set(text.split(BORDER))
        self._text = text
        self._middles = pieces & _all_inner()
        heads, tails = {piece[:_EDGE] for piece in pieces}, {piece[-_EDGE:] for piece in pieces}
        self._heads = BORDER + BORDER.join(heads) + f" {BORDER}"
        self._tails = f"{BORDER} " + f"{BORDER} ".join(tails) + BORDER
        # Nearly every division of a word is settled by its nearest letters: no piece begins so, or none ends so.
        self._begun = {head[:size] for head in heads for size in _NEAR}
        self._ended = {tail[-size:] for tail in tails for size in _NEAR}
        self._split: dict[str, bool] = {}

    def _ends(self, letters: str) -> bool:
        if letters.strip()[-_NEAR[-1] :] not in self._ended:
            return False
        if letters[0] != " ":
            return f"{letters}{BORDER}" in self._tails
        return f"{letters[1:]}{BORDER}" in self._tails and _search(rf"\b{letters[1:]}{BORDER}", self._tails)

    def _begins(self, letters: str) -> bool:
        if letters.strip()[: _NEAR[-1]] not in self._begun:
            return False
        if letters[-1] != " ":
            return f"{BORDER}{letters}" in self._heads
        return f"{BORDER}{letters[:-1]}" in self._heads and _search(rf"{BORDER}{letters[:-1]}\b", self._heads)

    def splits(self, letters: str) -> bool:
        """Whether a word of these letters may come about from several pieces."""
        if letters not in self._split:
            self._split[letters] = self._splits(letters)
        return self._split[letters]

    def _splits(self, letters: str) -> bool:
        begin, end = (1 if letters[:1] == " " else 0), len(letters) - (letters[-1:] == " ")
        middles = [middle for middle in self._middles if middle in letters] if self._middles else []
        places = range(begin + 1, end)
        if not middles:
            return any(self._begins(letters[at:]) and self._ends(letters[:at]) for at in places)
        reached = {at for at in places if self._ends(letters[:at])}
        for at in places:
            if at in reached:
                reached |= {at + len(middle) for middle in middles if letters.startswith(middle, at)}
        return any(at in reached and self._begins(letters[at:]) for at in places)

    def has(self, letters: str) -> bool:
        return letters.strip() in self._text or self.splits(letters)

    def parts(self, before: _Word, after: _Word, apart: bool) -> bool:
        """Whether a piece may end behind the first word and another begin before the second; `apart`: more between."""
        gap = _WORDS if apart else _ENDING + _SPACE if before.open else _SPACE
        tail = f"{before.letters.strip()}{gap}{BORDER}"
        head = f"{BORDER}{gap}{after.letters.strip()}"
        return _search(tail, f"{self._text}{BORDER}") and _search(head, f"{BORDER}{self._text}")


@cache  # a hundred of them, all made of the gates' own words
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _search(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


def _across(borders: _Borders, pattern: _Pattern) -> bool:
    """Whether all words of the pattern are there, one of them across a border or a border between two."""
    words = [word for word in pattern.words if word.letters.strip()]
    if not all(borders.has(word.letters) for word in words):
        return False
    if any(borders.splits(word.letters) for word in words):
        return True
    apart = len(pattern.words) > len(words)
    return any(borders.parts(*pair, apart) for pair in pairwise(words))


def _holds(text: str, small: bytes, root: str) -> bool:
    encoded = _encoded(root)
    return encoded in small if encoded is not None else root in text


@cache
def _encoded(root: str) -> bytes | None:
    try:
        return root.encode(_ONE_BYTE)
    except UnicodeEncodeError:  # «qoğ»
        return None


def may_open(text: str) -> bool:
    """Whether a gate could open to something made of the pieces of `text`, which BORDER divides; linear in its length.

    `text`: folded (`gate.in_one_alphabet`), runs of white space one blank each.
    """
    groups = _by_root()
    small = text.encode(_ONE_BYTE, "replace")  # a byte a letter: forty looks for a root take a third of the time
    held = {root for root, _, _ in groups if _holds(text, small, root)}
    if any(root in held and whole.search(text) for root, _, whole in groups):
        return True
    borders = _Borders(text)
    return any(
        _across(borders, pattern)
        for root, patterns, _ in groups
        if root in held or borders.splits(root)
        for pattern in patterns
    )
