"""Dictionary forms: pymorphy3's parses, chosen by what slovnet's morphology says of the word in its sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import pymorphy3

from extractors.russian.letters import fold

# Universal part of speech -> OpenCorpora parts of speech that can stand for it.
_POS = {
    "NOUN": {"NOUN"},
    "PROPN": {"NOUN"},
    "VERB": {"VERB", "INFN", "PRTF", "PRTS", "GRND"},
    "AUX": {"VERB", "INFN"},
    "ADJ": {"ADJF", "ADJS", "COMP"},
    "ADV": {"ADVB", "PRED", "COMP"},
    "DET": {"ADJF", "NPRO"},
    "PRON": {"NPRO", "ADJF"},
    "NUM": {"NUMR", "NUMB", "ADJF"},
    "ADP": {"PREP"},
    "CCONJ": {"CONJ"},
    "SCONJ": {"CONJ"},
    "PART": {"PRCL"},
    "INTJ": {"INTJ"},
}
_CASE = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_NUMBER = {"Sing": "sing", "Plur": "plur"}
_GENDER = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_NAMES = {"Name", "Surn", "Geox", "Patr"}


_COMMON = re.compile("[\x00-\u052f]*")  # Latin, Greek and Cyrillic letters: all of them have names


class Morphology:
    """pymorphy3's analyser for any text: it asks each letter for its name, and some have none («𗀀», Tangut)."""

    def __init__(self) -> None:
        self._analyser = pymorphy3.MorphAnalyzer(lang="ru")

    def parse(self, word: str) -> list[Any]:
        """The parses of a word, the likeliest first, as pymorphy3 gives them."""
        if not _COMMON.fullmatch(word):
            word = "".join(letter if unicodedata.name(letter, "") else "x" for letter in word)
        return list(self._analyser.parse(word))


@lru_cache(maxsize=1)
def morphology() -> Morphology:
    """The analyser, one a process (its dictionary takes 15 MB and 60 ms)."""
    return Morphology()


def lemma_of(word: str, pos: str, features: dict[str, str]) -> str:
    """The dictionary form in lower case, Kazakh letters folded («Ассамблеями» -> «ассамблея»); signs as they are."""
    plural = features.get("Number") == "Plur"
    return _lemma(
        fold(word).lower(),
        pos,
        _CASE.get(features.get("Case", ""), ""),
        _NUMBER.get(features.get("Number", ""), ""),
        "" if plural else _GENDER.get(features.get("Gender", ""), ""),
    )


# A day's press has some 60,000 different (word, tags); 100,000 entries take about 30 MB.
@lru_cache(maxsize=100_000)
def _lemma(low: str, pos: str, case: str, number: str, gender: str) -> str:
    if not low[:1].isalpha():
        return low
    best, best_score = low, -1.0
    for parse in morphology().parse(low):
        tag = parse.tag
        # Agreement in part of speech outweighs everything; the corpus frequency only breaks ties.
        score = parse.score * 0.5
        score += 4 * (tag.POS in _POS.get(pos, ()))
        score += 1 * (pos == "PROPN" and bool(_NAMES & set(tag.grammemes)))
        score += 2 * bool(case and tag.case == case)
        score += 1 * bool(number and tag.number == number)
        score += 1 * bool(gender and tag.gender == gender)
        if score > best_score:
            best, best_score = parse.normal_form, score
    return best
