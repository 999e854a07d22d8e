"""What the ending of a name's word allows: every nominative, gender and case it may be a form of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CONSONANTS = "бвгджзйклмнпрстфхцчшщқғңһ"
_HARD = _CONSONANTS.replace("й", "")
_ALL = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


class Analysis(NamedTuple):
    """One way to read a word: its nominative, who may bear it (m, f or mf), in which cases, and how likely that is."""

    nominative: str
    genders: str
    cases: tuple[str, ...]
    weight: float


class _Rule(NamedTuple):
    """`stem` must end so; `ending` is taken off and `restored` put on."""

    pattern: re.Pattern[str]
    restored: str
    genders: str
    cases: tuple[str, ...]
    weight: float


def _rules(stem: str, weight: float, *table: tuple[str, str, str, str]) -> list[_Rule]:
    """(ending, what the nominative ends in, genders, cases) for all words whose stem matches."""
    return [
        _Rule(re.compile(f"({stem}){ending}"), restored, genders, tuple(cases.split()), weight)
        for ending, restored, genders, cases in table
    ]


# Suffixes first («Аксакалов», «Абдыкаликова», «Литневская», «Иргибаевич»): they say most. `.{2,}` keeps «Лев» out.
_OV = r".{2,}(?:[оеё]в|[иы]н)"
_SURE = [
    *_rules(
        _OV, 2.0,
        ("", "", "m", "Nom"), ("а", "", "m", "Gen Acc"), ("у", "", "m", "Dat"), ("ым", "", "m", "Ins"), ("е", "", "m", "Loc"),
        ("а", "а", "f", "Nom"), ("ой", "а", "f", "Gen Dat Ins Loc"), ("у", "а", "f", "Acc"), ("ою", "а", "f", "Ins"),
    ),
    *_rules(
        r".+(?:ск|цк)", 2.0,
        ("ий", "ий", "m", "Nom"), ("ого", "ий", "m", "Gen Acc"), ("ому", "ий", "m", "Dat"), ("им", "ий", "m", "Ins"),
        ("ом", "ий", "m", "Loc"), ("ая", "ая", "f", "Nom"), ("ой", "ая", "f", "Gen Dat Ins Loc"), ("ую", "ая", "f", "Acc"),
    ),
    *_rules(
        r".+(?:[оеё]в|ьм|ь)ич|.+(?:мич|кич|лич)", 3.0,
        ("", "", "m", "Nom"), ("а", "", "m", "Gen Acc"), ("у", "", "m", "Dat"), ("ем", "", "m", "Ins"), ("е", "", "m", "Loc"),
    ),
    *_rules(
        r".+(?:[оеё]вн|ичн)", 3.0,
        ("а", "а", "f", "Nom"), ("ы", "а", "f", "Gen"), ("е", "а", "f", "Dat Loc"), ("у", "а", "f", "Acc"), ("ой", "а", "f", "Ins"),
    ),
    # «Махмудулы», «Жумабайқызы»: Kazakh patronymics and the surnames made of them are never declined.
    _Rule(re.compile(r".+(?:улы|ұлы|оглы|тегі|теги)"), "", "m", _ALL, 3.0),
    _Rule(re.compile(r".+(?:кызы|қызы)"), "", "f", _ALL, 3.0),
]  # fmt: skip
_PLAIN = [
    *_rules(
        rf".+[{_HARD}]", 1.0,
        ("", "", "m", "Nom"), ("а", "", "m", "Gen Acc"), ("у", "", "m", "Dat"), ("(?:о|е)м", "", "m", "Ins"), ("е", "", "m", "Loc"),
        ("а", "а", "f", "Nom"), ("(?:ы|и)", "а", "f", "Gen"), ("е", "а", "f", "Dat Loc"), ("у", "а", "f", "Acc"),
        ("(?:ой|ей)", "а", "f", "Ins"),
        ("ь", "ь", "m", "Nom"), ("я", "ь", "m", "Gen Acc"), ("ю", "ь", "m", "Dat"), ("ем", "ь", "m", "Ins"), ("е", "ь", "m", "Loc"),
        ("ь", "ь", "f", "Nom Acc"), ("и", "ь", "f", "Gen Dat Loc"), ("ью", "ь", "f", "Ins"), ("я", "я", "f", "Nom"),
    ),
    *_rules(
        r".+[аеёиоуыэюяәіөұү]", 1.0,
        ("й", "й", "m", "Nom"), ("я", "й", "m", "Gen Acc"), ("ю", "й", "m", "Dat"), ("ем", "й", "m", "Ins"), ("е", "й", "m", "Loc"),
        ("я", "я", "f", "Nom"), ("и", "я", "f", "Gen Dat Loc"), ("е", "я", "f", "Dat Loc"), ("ю", "я", "f", "Acc"), ("ей", "я", "f", "Ins"),
    ),
    # Men's names and surnames in -а, -я («Мұса», «Илья», «Кулибаба»)
    *_rules(
        rf".+[{_HARD}]", 0.2,
        ("а", "а", "m", "Nom"), ("(?:ы|и)", "а", "m", "Gen"), ("е", "а", "m", "Dat Loc"), ("у", "а", "m", "Acc"), ("ой", "а", "m", "Ins"),
        ("я", "я", "m", "Nom"), ("и", "я", "m", "Gen"), ("е", "я", "m", "Dat Loc"), ("ю", "я", "m", "Acc"), ("ей", "я", "m", "Ins"),
    ),
    # Never declined: surnames and names in other vowels («Сатыбалды», «Уали», «Гали», «Отто»), women's in a consonant.
    _Rule(re.compile(r".+[ыиоуеэіұүәө]"), "", "mf", _ALL, 0.8),
    _Rule(re.compile(rf".+[{_CONSONANTS}ь]"), "", "f", _ALL, 0.6),
    # A man's name that the press leaves undeclined («акима Абая Берик Уали»).
    _Rule(re.compile(rf".+[{_CONSONANTS}]"), "", "m", _ALL, -1.5),
]  # fmt: skip


def analyse_ending(low: str) -> Iterator[Analysis]:
    """Every reading of one word in lower case, suffixes before plain endings."""
    for rule in (*_SURE, *_PLAIN):
        match = rule.pattern.fullmatch(low)
        if match is None:
            continue
        stem = match[1] if rule.pattern.groups else low
        yield Analysis(stem + rule.restored, rule.genders, rule.cases, rule.weight)
