"""One shape for letters: Kazakh letters beside the Russian ones that the press writes in their place."""

from __future__ import annotations

# One letter to one letter, so that offsets and lengths stay. һ is х in Russian spellings (Жаһангир - Жахангир).
_KAZAKH = str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "АаГгКкНнОоУуУуХхИи")
_YO = str.maketrans("Ёё", "Ее")
# Latin letters that look Cyrillic slip in from a Latin keyboard, mostly in abbreviations: «CКО», «BКО».
_LOOKALIKE = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")


def fold(word: str) -> str:
    """The word with every Kazakh letter replaced by its Russian neighbour; length and case stay."""
    return word.translate(_KAZAKH)


def key(word: str) -> str:
    """What dictionaries are looked up by: folded, lower case, ё as е («Қостанай» and «КОСТАНАЙ» alike)."""
    return word.translate(_KAZAKH).translate(_YO).lower()


def cyrillic_capitals(word: str) -> str:
    """An abbreviation in pure Cyrillic, whatever keyboard typed it («CКО» with a Latin C)."""
    return word.translate(_KAZAKH).translate(_LOOKALIKE)


def is_capitalised(word: str) -> bool:
    """Starts with a capital letter («Аксакалов», «АКСАКАЛОВ», «Нур-Султан»)."""
    return word[:1].isupper()
