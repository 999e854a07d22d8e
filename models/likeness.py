"""How alike two short accounts are in what they tell: rare words weigh most, words of every account nothing.

For telling whether two outlets write of one sitting. Copies are another matter (`copies.py`): there word order counts.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain

import Stemmer

from models.package_data import own_table, own_text

Around = Callable[[Iterable[str]], Mapping[str, float]]  # on what share (0-1) of the days around each stem is told

_WORD = re.compile(r"\d+(?:[.,]\d+)?|\w+")  # «3,5 млрд тенге» -> 3,5 · млрд · тенге
_STEMS_KEPT = 200_000  # word forms of a year's press; a stem costs 100 bytes
_SHORTEST = 3  # letters: shorter words are prepositions and particles
_SHORT_FOR = {"чс": "чрезвычайных"}

_UNSEEN = 3  # articles: a stem that `press_stems.csv` does not list stands in at most so many
_COMMON = 2.5  # nats: what one article in twelve has (e^-2.5) tells nothing of which sitting is meant
_YEAR = 300  # accounts of one region in a year of its press, about: fewer are too few to say what is common there
_PAIR = 2  # accounts that share a word because they are of one sitting do not make the word common
_FEWEST = 20.0  # nats, some eight telling words: a note that tells less may share one with anything by chance


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("russian")


@lru_cache(maxsize=_STEMS_KEPT)
def _stem(word: str) -> str:
    """The word's stem, nothing where it is too short to tell anything."""
    word = _SHORT_FOR.get(word, word)
    return str(_stemmer().stemWord(word)) if len(word) >= _SHORTEST or word[0].isdigit() else ""


_NO_STEM = frozenset({""})


def telling_stems(text: str) -> frozenset[str]:
    """The stems of a text's words and its numbers; short words are left out."""
    return frozenset(map(_stem, set(_WORD.findall(text.casefold().replace("ё", "е"))))) - _NO_STEM


@cache
def _press() -> tuple[int, Mapping[str, int]]:
    """Real articles counted, and in how many of them each stem stands."""
    rows = csv.DictReader(own_text("press_stems.csv").splitlines())
    return int(own_table("likeness.toml")["articles"]), {row["stem"]: int(row["articles"]) for row in rows}


@cache
def _stock() -> frozenset[str]:
    """Stems that every account has: words of office, names of regions, their centres and their heads."""
    told = [own_table("likeness.toml")["stock"]]
    for region in own_table("regions.toml")["region"]:
        told += [region["name"], region["centre"], *region["variants"]]
    for row in csv.DictReader(own_text("officials.csv").splitlines()):
        told += [f"{row[part]}{ending}" for part in ("surname", "given") for ending in ("", "а", "у", "ом", "ым")]
    return telling_stems(" ".join(told))


@cache
def _bodies() -> tuple[frozenset[str], ...]:
    return tuple(telling_stems(words) for words in own_table("likeness.toml")["bodies"])


def bodies_in(stems: frozenset[str]) -> frozenset[frozenset[str]]:
    """The bodies named by these words, each by its own stems («сессия маслихата»), that sit once a day at most."""
    return frozenset(body for body in _bodies() if body <= stems)


class Rarity:
    """How much each stem tells, in nats: ln(1 / share of accounts that have it) above what is common, never below 0.

    The share is that in the press at large or in the accounts given, whichever is more: a town's name is rare in the
    press and common in its region. Few accounts weigh little against the press.
    """

    def __init__(self, accounts: Iterable[frozenset[str]]) -> None:
        seen = tuple(accounts)
        counts = Counter(chain.from_iterable(seen))
        (articles, press), stock, accounted = _press(), _stock(), len(seen) + _YEAR
        self._weights: Mapping[str, float] = {
            stem: 0.0
            if stem in stock
            else _told_by(max((press.get(stem, _UNSEEN) + 1) / (articles + 1), (n - _PAIR) / accounted))
            for stem, n in counts.items()
        }
        dumb = {stem for stem, weight in self._weights.items() if not weight}
        # Each account is compared with many: what tells nothing, most of what any two share, is left out once for all.
        self._told = {account: (account - dumb, self.weight(account)) for account in seen}

    def weight(self, stems: Iterable[str]) -> float:
        """How much the stems tell together; KeyError for one that no account has."""
        return math.fsum(map(self._weights.__getitem__, stems))  # exact, so in whatever order a set gives them

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share (0-1) of the shorter account's telling words that the other has too; both were given.

        A note that hardly tells anything is taken for one of `_FEWEST` nats.
        """
        mine, mine_in_all = self._told[one]
        theirs, theirs_in_all = self._told[other]
        shared = mine & theirs
        if not shared:
            return 0.0
        return self.weight(shared) / max(_FEWEST, min(mine_in_all, theirs_in_all))

    def likeness_beside(self, one: frozenset[str], other: frozenset[str], around: Around) -> float:
        """The likeness where what is told `around` tells the less; never more than without it."""
        plain = self.likeness(one, other)
        mine, theirs = self._told[one], self._told[other]
        shared = mine[0] & theirs[0]
        lost = self._lost(shared, around)
        if not lost:
            return plain
        totals = (total - self._lost(stems, around) for stems, total in (mine, theirs))
        return min(plain, (self.weight(shared) - lost) / max(_FEWEST, min(totals)))

    def _lost(self, stems: frozenset[str], around: Around) -> float:
        """How much less the stems tell than in the year's press."""
        shares = around(stems)
        return math.fsum(max(0.0, self._weights[stem] - _told_by(share)) for stem, share in shares.items())


@lru_cache(maxsize=1000)  # a few counts by a few numbers of days
def _told_by(share: float) -> float:
    return max(0.0, -math.log(share) - _COMMON)
