"""From a reason to a sentence: plain words with quotations of the article between them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from models.explained import Quote, Reason

Said = tuple[str | Quote, ...]
"""A sentence in parts, to be printed one behind another; a `Quote` in quotation marks with its place."""

MOST_QUOTES = 6
"""Quotations in one sentence: the seventh word of accord convinces nobody whom six have not."""

_LANGUAGES = {  # as the reading's own reasons name them
    "the text is kk": "the text is Kazakh",
    "the text is kk-Latn": "the text is Kazakh in Latin letters",
    "the text is other": "the text is neither Russian nor Kazakh as news is written",
}
_BLANK = re.compile(r"(\{words\}|\{about\})")


@cache
def reasons() -> Mapping[str, str]:
    """The sentence of each rule (`day.lead`), from `reasons.toml`."""
    raw = tomllib.loads(files("flows.explain").joinpath("reasons.toml").read_text(encoding="utf-8"))
    return {f"{group}.{name}": sentence for group, names in raw.items() for name, sentence in names.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words reasons. `regions`: ISO code -> name, so that no reader has to know the codes."""

    regions: Mapping[str, str]

    def said(self, reason: Reason) -> Said:
        """The reason as a sentence; an unknown rule by its name."""
        sentence = reasons().get(reason.rule, f"{reason.rule.replace('_', ' ')}: {{words}}")
        parts: list[str | Quote] = []
        for piece in _BLANK.split(sentence):
            if piece == "{words}":
                parts += _listed(reason.quotes)
            elif piece:
                parts.append(self.named(reason.about) if piece == "{about}" else piece)
        return tuple(parts)

    def named(self, about: str) -> str:
        """A region's code with its name, a language by its name; anything else as it is."""
        return f"{about} {self.regions[about]}" if about in self.regions else _LANGUAGES.get(about, about)

    def region(self, iso: str | None) -> str:
        return self.named(iso) if iso is not None else "none"


def plain(rule: str) -> Said:
    """A rule's sentence without any words of the article."""
    return (reasons().get(rule, rule.replace("_", " ")),)


def _listed(quotes: Sequence[Quote]) -> list[str | Quote]:
    if not quotes:
        return ["(no words)"]
    parts: list[str | Quote] = []
    for quote in quotes[:MOST_QUOTES]:
        parts += [", ", quote] if parts else [quote]
    more = len(quotes) - MOST_QUOTES
    return [*parts, f" and {more} more"] if more > 0 else parts


def merged(reasons_given: Sequence[Reason]) -> list[Reason]:
    """Reasons of one rule about one thing as one: their words together, their weights added up."""
    together: dict[tuple[str, str], Reason] = {}
    for reason in reasons_given:
        at = (reason.rule, reason.about)
        known = together.get(at)
        if known is None:
            together[at] = reason
        else:
            weight = None if known.weight is None else known.weight + (reason.weight or 0.0)
            quotes = tuple(dict.fromkeys((*known.quotes, *reason.quotes)))
            together[at] = replace(known, quotes=quotes, weight=weight)
    return list(together.values())
