"""How alike two short accounts are in what they tell: rare words weigh most, words of every account least.

For telling whether two outlets write of one sitting. Copies are another matter (`copies.py`): there word order counts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

import Stemmer

from models.package_data import own_text

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
    words = set(_WORD.findall(text.casefold().replace("ё", "е")))
    return frozenset(_stem(word) for word in words if len(word) >= _SHORTEST or word[0].isdigit())


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What reports of a kind say anyway: in how many of `texts` texts each stem stands."""

    texts: int
    counts: Mapping[str, int]


@cache
def assembly_stock() -> Stock:
    """The stock of reports on the Assembly and inter-ethnic accord (`stock_stems.txt`, of benchmarks/stock_stems.py)."""
    lines = (line for line in own_text("stock_stems.txt").splitlines() if not line.startswith("#"))
    counts = {stem: int(count) for stem, count in (line.split(" ") for line in lines)}
    return Stock(texts=counts.pop("texts"), counts=counts)


_NO_STOCK = Stock(texts=0, counts={})


class Rarity:
    """How much each stem tells among the accounts given: ln(n / accounts that have it), nothing where all have it.

    With a stock its texts count as further accounts, so that of two accounts alone «ассамблея» tells nothing either.
    """

    def __init__(self, accounts: Iterable[frozenset[str]], stock: Stock = _NO_STOCK) -> None:
        seen = tuple(accounts)
        counts = Counter(chain.from_iterable(seen))
        # One account more than there are, so that in a pair of two what both share still weighs something.
        total = len(seen) + stock.texts + 1
        self._weights: Mapping[str, float] = {
            stem: math.log(total / (n + stock.counts.get(stem, 0))) for stem, n in counts.items()
        }
        self._whole: dict[frozenset[str], float] = {}  # accounts are compared many times, and weighed once

    def weight(self, stems: Iterable[str]) -> float:
        return math.fsum(map(self._weights.__getitem__, stems))  # exact: a set has no order, and its sum must have none

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share (0-1) of the shorter account's telling words that the other has too."""
        smaller = min(self._weight_of_account(one), self._weight_of_account(other))
        return self.weight(one & other) / smaller if smaller > 0 else 0.0

    def _weight_of_account(self, stems: frozenset[str]) -> float:
        if stems not in self._whole:
            self._whole[stems] = self.weight(stems)
        return self._whole[stems]
