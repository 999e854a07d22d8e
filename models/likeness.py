"""How alike two short accounts are in what they tell: rare words weigh most, words of every account least.

For telling whether two outlets write of one sitting. Copies are another matter (`copies.py`): there word order counts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import Stemmer

_WORD = re.compile(r"\d+(?:[.,]\d+)?|\w+")  # «3,5 млрд тенге» -> 3,5 · млрд · тенге
_STEMS_KEPT = 200_000  # word forms of a year's press; a stem costs 100 bytes
_SHORTEST = 3  # letters: shorter words are prepositions and particles


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("russian")


@lru_cache(maxsize=_STEMS_KEPT)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def telling_stems(text: str) -> frozenset[str]:
    """The stems of a text's words and its numbers; short words are left out."""
    words = _WORD.findall(text.casefold().replace("ё", "е"))
    return frozenset(_stem(word) for word in words if len(word) >= _SHORTEST or word[0].isdigit())


class Rarity:
    """How much each stem tells among the accounts given: ln(n / accounts that have it), nothing where all have it."""

    def __init__(self, accounts: Iterable[frozenset[str]]) -> None:
        seen = tuple(accounts)
        counts = Counter(stem for account in seen for stem in account)
        # One account more than there are, so that in a pair of two what both share still weighs something.
        self._weights: Mapping[str, float] = {stem: math.log((len(seen) + 1) / n) for stem, n in counts.items()}
        self._totals = {account: self.weight(account) for account in seen}  # each is compared with many

    def weight(self, stems: Iterable[str]) -> float:
        """How much the stems tell together; KeyError for one that no account has."""
        return math.fsum(map(self._weights.__getitem__, stems))  # exact, so in whatever order a set gives them

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share (0-1) of the shorter account's telling words that the other has too; both were given."""
        shared = one & other
        if not shared:
            return 0.0
        smaller = min(self._totals[one], self._totals[other])
        return self.weight(shared) / smaller if smaller > 0 else 0.0
