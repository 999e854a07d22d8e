"""Regions named in a Kazakh text, in Cyrillic or in any Latin spelling: where an unread lead may be followed up.

Both scripts are brought to one skeleton («Түркістан», «Türkistan», «Turkistan» are `turkistan`), in which a region is
its own name before «облысы», «облыстық» or «қаласы», or a town that stands for one region alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.russian.wordlist import read_lexicon
from models.registry import load_registry

_PAIRS = (
    ("sh", "s"), ("zh", "j"), ("ch", "s"), ("gh", "g"), ("kh", "h"), ("ng", "n"), ("ts", "s"), ("ya", "a"), ("yu", "u"),
)  # fmt: skip
_LETTERS = {
    **dict.fromkeys("аәáäǎ", "a"),
    **dict.fromkeys("еэё", "e"), **dict.fromkeys("иіыйıíïyýĭ", "i"),
    **dict.fromkeys("оөóö", "o"), **dict.fromkeys("уұүúüūŭw", "u"), **dict.fromkeys("қкq", "k"),
    **dict.fromkeys("ғгğǵ", "g"), **dict.fromkeys("ңнñń", "n"), **dict.fromkeys("шщşśс", "s"),
    **dict.fromkeys("жj", "j"), **dict.fromkeys("хһ", "h"),
    "б": "b", "в": "v", "д": "d", "з": "z", "л": "l", "м": "m", "п": "p", "р": "r",
    "т": "t", "ф": "f", "ц": "s", "ч": "s", "ю": "u", "я": "a", "ъ": "", "ь": "",
}  # fmt: skip
_TABLE = str.maketrans(_LETTERS)
_ENDING = r"[a-z]{0,7}"  # the longest case and possessive ending of a name («Қостанайындағы»)


def kazakh_regions_named(title: str | None, text: str) -> tuple[str, ...]:
    """ISO codes of the regions that a Kazakh text names, in order of first mention; doubtful names name none."""
    skeleton = _skeleton(f"{title or ''}\n{text}")
    firsts = [(match.start(), iso) for iso, pattern in _patterns() if (match := pattern.search(skeleton))]
    return tuple(iso for _, iso in sorted(firsts))


def _skeleton(text: str) -> str:
    lowered = text.lower()
    for pair, letter in _PAIRS:
        lowered = lowered.replace(pair, letter)
    return lowered.translate(_TABLE)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    towns: dict[str, list[str]] = read_lexicon("kazakh_places.toml")["towns"]
    return tuple(
        (region.iso, re.compile("|".join([_own_name(region.name_kk), *map(_town, towns.get(region.iso, []))])))
        for region in load_registry().regions.values()
    )


def _own_name(name: str) -> str:
    """«Алматы облысы» and «Алматы қаласы» differ in their second word; a town's office stands for a city's too."""
    *words, kind = _skeleton(name).split()
    unit = "obl" if kind.startswith("obl") else "(?:kala|akim)"
    return rf"\b{' '.join(words)}{_ENDING} {unit}"


def _town(name: str) -> str:
    return rf"\b{_skeleton(name)}{_ENDING}\b"
