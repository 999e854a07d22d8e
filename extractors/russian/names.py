"""The nominative of a person's name, word by word, by the paradigms of Russian.

A dictionary guesses unknown Kazakh surnames badly («Байханов» becomes a genitive plural), so every word is analysed by
its ending; the words of one name then agree on one gender and one case, as grammar demands of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from extractors.russian.lemmas import morphology
from extractors.russian.letters import fold, key
from extractors.russian.name_endings import CASES, Analysis, analyse_ending

_FROM_OPENCORPORA = {"nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc"}
# What each kind of knowledge is worth; only the order matters: a known given name settles the gender, the tagger's
# case outweighs the mere likeliness of an ending, its gender only breaks ties (it guesses at unknown surnames).
_KNOWN_NAME = 3.0
_KNOWN_OTHERWISE = 1.0
_TAGGED_CASE = 1.2
_TAGGED_GENDER = 0.4
_NO_ANALYSIS = -6.0


class Reading(NamedTuple):
    """The words of a name in the nominative, and the gender and case they had in the text."""

    words: tuple[str, ...]
    gender: str  # m | f
    case: str


@lru_cache(maxsize=1)
def given_names() -> dict[str, frozenset[str]]:
    """Given names in key form -> the genders that bear them (`lexicon/given_names.txt`)."""
    text = files("extractors.russian").joinpath("lexicon", "given_names.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        gender, divided, names = line.partition(":")
        if divided and not line.startswith("#"):
            for name in names.split():
                found.setdefault(name, set()).add(gender)
    return {name: frozenset(genders) for name, genders in found.items()}


def nominative(words: Sequence[str], case: str | None = None, gender: str | None = None) -> Reading:
    """The nominative of a name given as its words («Гауеза», «Нурмухамбетова»), initials with or without their dot.

    `case` (Nom, Gen …) and `gender` (m, f) are what a tagger says, if one was asked; the words' own endings outweigh
    it. Capitals are kept as in print except for words shouted in capitals, which become «Аксакалов».
    """
    declinable = [at for at, word in enumerate(words) if len(word.rstrip(".")) > 1]
    analyses = {at: list(_analyses(words[at].lower())) for at in declinable}
    best = max(
        ((g, c) for g in "mf" for c in CASES),
        key=lambda pair: _agreement(analyses.values(), *pair) + _tagger(pair, case, gender),
    )
    shown = []
    for at, word in enumerate(words):
        fitting = [a for a in analyses.get(at, ()) if best[0] in a.genders and best[1] in a.cases]
        shown.append(
            _recased(max(fitting, key=lambda a: a.weight).nominative, word) if fitting else _recased(word, word)
        )
    return Reading(tuple(shown), *best)


def _agreement(analyses: Iterable[list[Analysis]], gender: str, case: str) -> float:
    return sum(
        max((a.weight for a in word if gender in a.genders and case in a.cases), default=_NO_ANALYSIS)
        for word in analyses
    )


def _tagger(pair: tuple[str, str], case: str | None, gender: str | None) -> float:
    return _TAGGED_CASE * (pair[1] == case) + _TAGGED_GENDER * (pair[0] == gender) + 0.1 * (pair == ("m", "Nom"))


@lru_cache(maxsize=20_000)
def _analyses(low: str) -> tuple[Analysis, ...]:
    found = list(_by_dictionary(low))
    names = given_names()
    for analysis in analyse_ending(low):
        known = names.get(key(analysis.nominative), frozenset())
        agreed = "".join(gender for gender in analysis.genders if gender in known)
        if agreed:
            found.append(analysis._replace(genders=agreed, weight=analysis.weight + _KNOWN_NAME))
        found.append(analysis)
    return tuple(found)


def _by_dictionary(low: str) -> Iterator[Analysis]:
    """Russian names and surnames that the dictionary knows, with their fleeting vowels («Павла», «Льва», «Петру»)."""
    for parse in morphology().parse(fold(low)):
        grammemes = set(parse.tag.grammemes)
        if not parse.is_known or not grammemes & {"Name", "Surn", "Patr"} or "plur" in grammemes:
            continue
        inflected = parse.inflect({"nomn", "sing"})
        cases = _FROM_OPENCORPORA.get(parse.tag.case or "")
        if inflected is None or cases is None:
            continue
        genders = {"masc": "m", "femn": "f"}.get(parse.tag.gender or "", "mf")
        weight = _KNOWN_NAME if "Name" in grammemes else _KNOWN_OTHERWISE
        folded = inflected.word
        yield Analysis(_unfolded(folded, low), genders, (cases,), weight)


def _unfolded(folded: str, low: str) -> str:
    """The dictionary's answer in the spelling of the text: its letters are kept as far as the two agree."""
    same = 0
    while same < min(len(folded), len(low)) and fold(low[same]) == folded[same]:
        same += 1
    return low[:same] + folded[same:]


def _recased(low: str, printed: str) -> str:
    if len(printed.rstrip(".")) == 1:
        return printed
    shouted = len(printed) > 1 and printed.isupper()
    if low.lower() == printed.lower() and not shouted:
        return printed
    return "-".join(part[:1].upper() + part[1:].lower() for part in low.split("-"))


_ENDINGS = (
    "",
    "а",
    "у",
    "ом",
    "ым",
    "ем",
    "е",
    "ой",
    "ою",
    "ы",
    "и",
    "я",
    "ю",
    "ей",
    "й",
    "ь",
    "ого",
    "ому",
    "им",
    "ую",
    "ая",
)


@lru_cache(maxsize=4096)  # the heads of regions, whom a reader asks for each time it takes up a table
def inflected(word: str) -> frozenset[str]:
    """Every form, in key form, that can be read back as this nominative («Аксакалов»: аксакалова, аксакаловым …)."""
    low = word.lower()
    stems = {low, low[:-1], low[:-2]}
    candidates = {stem + ending for stem in stems for ending in _ENDINGS if len(stem) > 2}
    readable = (form for form in candidates if any(a.nominative == low for a in analyse_ending(form)))
    return frozenset(key(form) for form in readable) | {key(word)}
