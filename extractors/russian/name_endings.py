"""What the ending of a name's word allows: every nominative, gender and case it may be a form of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from extractors.russian.wordlist import read_lexicon

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


class Analysis(NamedTuple):
    """One way to read a word: its nominative, who may bear it (m, f or mf), in which cases, and how likely that is."""

    nominative: str
    genders: str
    cases: tuple[str, ...]
    weight: float


class _Rule(NamedTuple):
    """A word that matches `pattern` is its first group and `restored`; every such word ends in `tail`."""

    tail: str
    pattern: re.Pattern[str]
    restored: str
    genders: str
    cases: tuple[str, ...]
    weight: float


def analyse_ending(low: str) -> Iterator[Analysis]:
    """Every reading of one word in lower case, suffixes before plain endings.

    What a suffix marks as declined («Нурмухамбетову») is never taken for a word without forms.
    """
    rules = _rules()
    sure = list(_readings(low, rules["suffix"]))
    yield from sure
    yield from _readings(low, rules["plain"])
    if not sure:
        yield from _readings(low, rules["undeclined"])


def _readings(low: str, rules: Iterable[_Rule]) -> Iterator[Analysis]:
    for rule in rules:
        if not low.endswith(rule.tail):  # nine rules of ten: a tenth of what their pattern costs
            continue
        match = rule.pattern.fullmatch(low)
        if match is not None:
            yield Analysis(match[1] + rule.restored, rule.genders, rule.cases, rule.weight)


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[_Rule, ...]]:
    lexicon = read_lexicon("name_endings.toml")
    return {kind: tuple(rule for family in families for rule in _family(family)) for kind, families in lexicon.items()}


def _family(family: Mapping[str, Any]) -> Iterator[_Rule]:
    for ending, restored, genders, cases in family["forms"]:
        yield _Rule(
            tail=ending if ending.isalpha() else "",
            pattern=re.compile(f"({family['stem']}){ending}"),
            restored=restored,
            genders=genders,
            cases=CASES if cases == "*" else tuple(cases.split()),
            weight=family["weight"],
        )
