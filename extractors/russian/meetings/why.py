"""Why a value came out as it did: the rule that decided, and the words of the document that it went by.

The steps of the reading hand these on beside their answers. Nothing decides by them: they are what an explanation is
made of, so that it can never say anything but what the reading did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

Spot = tuple[int, int]
"""Characters of the document, the last not included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason. `rule` names what decided (`day.clause`), `at` its words in the document, `about` what else the rule
    went by (a region, a lemma, a day), `weight` how much it counted where evidence is weighed."""

    rule: str
    at: tuple[Spot, ...] = ()
    about: str = ""
    weight: float | None = None


def spot(token: Token) -> Spot:
    """Where one token stands."""
    return token.idx, token.idx + len(token)


def stretch(doc: Doc, start: int, end: int) -> Spot:
    """Where the tokens `start` up to, not including, `end` stand."""
    last = doc[end - 1]
    return doc[start].idx, last.idx + len(last)


def weighed(reasons: Iterable[Why]) -> float:
    """The sum of their weights, added up in order: the same figure on every Python."""
    total = 0.0
    for reason in reasons:
        total += reason.weight or 0.0
    return total
