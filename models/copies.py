"""Copies: how many independent accounts stand behind many pages.

Two articles are copies where their word 4-grams have a Jaccard similarity of at least 0.8, and an article that credits
an agency or a press service speaks with that body's voice, not its own. Both are exact, pure, and blind to order.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeVar

from models.package_data import own_table, with_tuples

OriginKind = Literal["akimat", "agency", "own"]
Key = TypeVar("Key", bound=Hashable)

COPY_SIMILARITY = 0.8  # DESIGN: a reprint cuts a paragraph or swaps a headline; two reporters share far less
_ROUNDING = 1e-9  # 0.8 is not exact in binary: without this a bound of 12.000000000000002 would lose a pair at 12
GRAM = 4  # words; long enough that stock phrases of officialdom alone do not make a copy
_WORD = re.compile(r"\w+")  # «Аким провёл совещание» -> аким, провёл, совещание
_QUOTES = str.maketrans("", "", "«»\"'“”„")

_BITS = 32  # of one word's number in a gram: more words than any press has


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whose voice an article is: a region's press service, an agency, or the site itself."""

    key: str
    kind: OriginKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agency:
    key: str
    kind: OriginKind
    names: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    source: str | None = None

    def is_credited(self, credit: str) -> bool:
        return credit in self.exact or any(name in credit for name in self.names)


@cache
def _agencies() -> tuple[_Agency, ...]:
    return tuple(_Agency(**with_tuples(entry)) for entry in own_table("agencies.toml")["agency"])


@lru_cache(maxsize=10_000)  # a press has some hundreds of sites and credits
def origin_of(source: str | None, agency: str | None) -> Origin | None:
    """The voice behind an article from the site it stands on and the credit it gives; None where neither is known.

    An unknown credit is still a credit: all who give it are one origin.
    """
    credit = " ".join((agency or "").casefold().translate(_QUOTES).split())
    for known in _agencies():
        if known.is_credited(credit) or (not credit and source is not None and source == known.source):
            return Origin(key=known.key, kind=known.kind)
    if credit and credit != (source or "").casefold():
        return Origin(key=f"credit:{credit}", kind="agency")
    return Origin(key=f"site:{source}", kind="own") if source else None


def gram_sets(texts: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """The word 4-grams of each text, case and punctuation aside; a text shorter than four words is one gram.

    Words are numbered and a gram is its words' numbers in one integer: exact, and half the time and memory of strings.
    """
    numbers: defaultdict[str, int] = defaultdict(itertools.count(1).__next__)
    return {key: _grams([numbers[word] for word in _words(text)]) for key, text in texts.items()}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))


def _grams(words: Sequence[int]) -> frozenset[int]:
    if not words:
        return frozenset()
    padded = [*words, *[0] * (GRAM - len(words))]
    shifted = ([word << _BITS * n for word in padded[n:]] for n in range(GRAM))
    return frozenset(map(sum, zip(*shifted, strict=False)))


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard similarity (0-1); an empty text is like nothing, not even another empty one."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def collapse_copies(texts: Mapping[str, str]) -> dict[str, str]:
    """For every key of `texts`, the smallest key of its family of copies (itself, where it has none).

    Families are connected: a copy of a copy belongs to the first. Exact: every pair at or above the bound is found.
    """
    sets = gram_sets(texts)
    return connected(sets, copy_pairs(sets))


def copy_pairs(sets: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Every pair of keys whose sets are copies, found without comparing all with all.

    Sets with a Jaccard similarity of t or more must share one of their first `n - ceil(t·n) + 1` grams when both are
    put in one order, rarest first (prefix filtering, Chaudhuri et al. 2006, Bayardo et al. 2007), and the smaller
    has at least t times as many grams as the larger.
    """
    frequency = Counter(gram for members in sets.values() for gram in members)
    seen: defaultdict[int, list[str]] = defaultdict(list)
    for key in sorted(sets, key=lambda name: (len(sets[name]), name)):
        own = sets[key]
        prefix = _prefix(sorted(sorted(own), key=frequency.__getitem__))  # rarest first, equal ones by number
        candidates = {other for gram in prefix for other in seen[gram]}
        fewest = COPY_SIMILARITY * len(own) - _ROUNDING
        for other in candidates:
            if len(sets[other]) >= fewest and similarity(own, sets[other]) >= COPY_SIMILARITY:
                yield other, key
        for gram in prefix:
            seen[gram].append(key)


def _prefix(ordered: Sequence[int]) -> Sequence[int]:
    needed = math.ceil(COPY_SIMILARITY * len(ordered) - _ROUNDING)
    return ordered[: len(ordered) - needed + 1] if ordered else ()


def connected(keys: Iterable[Key], links: Iterable[tuple[Key, Key]]) -> dict[Key, Key]:
    """For every key the smallest key that links lead to, directly or through others (union-find)."""
    parent = {key: key for key in keys}

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one, other in links:
        low, high = sorted((root(one), root(other)))  # type: ignore[type-var]  # keys of one call are of one sortable type
        parent[high] = low
    return {key: root(key) for key in parent}
