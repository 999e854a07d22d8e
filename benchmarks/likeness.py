"""How like two texts are: F1 over the multisets of their words (1-grams, lower case, marks left out)."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def words_of(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def f1(found: str, truth: str) -> float:
    """2PR / (P + R) over words, each counted as often as it stands; 1.0 where neither has any."""
    ours, theirs = words_of(found), words_of(truth)
    both = (ours & theirs).total()
    return 2 * both / (ours.total() + theirs.total()) if ours or theirs else 1.0
