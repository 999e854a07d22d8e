"""Can a gate open to anything that a page could say? Asked of all its letters, before anybody knows what its text is.

`gate` asks a text; this asks everything that stands in a page in its order, menus and scripts included, with blanks in
the place of its markup. Words that tags cut («<b>А</b>ким») are put together from the letters on both sides of them:
which belongs to which nobody asks. Wider than the gates by intent: what opens one of them opens this.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from extractors.gate import PATTERNS, in_one_alphabet

_GAPS = re.compile(r"[\s-]+")  # «национально-культурн»: a hyphen is a blank like any other mark
_ONE_BYTE = "cp1251"
_LONG = 40
"""Letters of one word, or blanks, that a pattern walks over; none is so long, and one made to be would be walked over
from each of its letters."""
_AROUND = 8 * _LONG
"""Characters on both sides of a root that its pattern may take: the longest has three words."""

_MOST_ROOTS = 500  # stretches with a root in them: a long page of letters has some 100; what has more is read


@dataclass(frozen=True, slots=True)
class _Group:
    """The patterns that hold `root`, in one; `coded`: it in one byte a letter, where it can be; `words`: the letters of
    each pattern's words."""

    root: str
    coded: bytes | None
    patterns: re.Pattern[str]
    words: tuple[tuple[str, ...], ...]


def _words_of(source: str) -> list[str]:
    return _GAPS.split(in_one_alphabet(source).strip())


def _pattern(source: str) -> str:
    """«глав* регион» as it stands among blanks."""
    begins, ends = source[:1] == " ", source[-1:] == " "
    letters = rf"\s{{1,{_LONG}}}".join(
        re.escape(word).replace(r"\*", rf"\w{{0,{_LONG}}}") for word in _words_of(source)
    )
    # A lookbehind and not \b before it: a search for plain letters is ten times faster.
    first = re.escape(_words_of(source)[0].rstrip("*"))
    return (rf"{first}(?<!\w{first}){letters[len(first) :]}" if begins else letters) + (r"\b" if ends else "")


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(
        _Group(
            root,
            _coded(root),
            re.compile("|".join(map(_pattern, sources))),
            tuple(tuple(word.rstrip("*") for word in _words_of(source) if word != "*") for source in sources),
        )
        for root, sources in PATTERNS
    )


def _coded(root: str) -> bytes | None:
    try:
        return root.encode(_ONE_BYTE)
    except UnicodeEncodeError:  # «qoğ»
        return None


class _Cut:
    """Words that tags may have cut: pieces of them, each with a tag before or behind it and no blank between."""

    def __init__(self, pieces: Collection[str]) -> None:
        self._pieces = frozenset(pieces)
        self._ends = frozenset(piece[at:] for piece in pieces for at in range(len(piece)))
        self._starts = frozenset(piece[:at] for piece in pieces for at in range(1, len(piece) + 1))
        # Most words are settled by their first letter and their last one.
        self._first = frozenset(end[0] for end in self._ends)
        self._last = frozenset(start[-1] for start in self._starts)

    def holds(self, letters: str) -> bool:
        """Whether some pieces, one behind the other, may make up the letters."""
        if letters[0] not in self._first or letters[-1] not in self._last:
            return False
        places = range(1, len(letters))
        reached = {at for at in places if letters[:at] in self._ends}
        for at in places:  # a piece between two others
            if at in reached:
                reached |= {end for end in range(at + 1, len(letters)) if letters[at:end] in self._pieces}
        return any(at in reached and letters[at:] in self._starts for at in places)


def may_open(text: str, cut: Collection[str]) -> bool:
    """Whether a gate could open to something made of `text`, or of the pieces of words `cut`; linear in their length.

    Both folded (`gate.in_one_alphabet`); a piece is at most a word long.
    """
    small = text.encode(_ONE_BYTE, "replace")  # a byte a letter: a look for a root takes a third of the time
    for group in _groups():
        there = group.coded in small if group.coded is not None else group.root in text
        if there and _stands(group, text):
            return True
    return bool(cut) and _opens_cut(text, _Cut(cut))


def _stands(group: _Group, text: str) -> bool:
    """Whether a pattern of the group stands around its root; the text elsewhere need not be walked through."""
    at = text.find(group.root)
    for _ in range(_MOST_ROOTS):
        if at < 0:
            return False
        if group.patterns.search(text, max(0, at - _AROUND), at + _AROUND):
            return True
        at = text.find(group.root, at + _AROUND // 2)
    return True


@cache
def _words() -> frozenset[str]:
    return frozenset(word for group in _groups() for pattern in group.words for word in pattern)


def _opens_cut(text: str, cut: _Cut) -> bool:
    """Whether a pattern has a word that was cut, and all its others anywhere."""
    held = {word for word in _words() if cut.holds(word)}
    return bool(held) and any(
        not held.isdisjoint(pattern) and all(word in held or word in text for word in pattern)
        for group in _groups()
        for pattern in group.words
    )
