"""Which agency or press service a text credits: what tells a syndicated copy from a report of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from extractors.page.lexicon import load_words

_WORDS: dict[str, Any] = load_words("agencies")
_NAMES = {name: "|".join(f"(?:{form})" for form in forms) for name, forms in _WORDS["names"].items()}
_ANY = "|".join(f"(?P<n{number}>(?:{forms})(?!\\w))" for number, forms in enumerate(_NAMES.values()))
_NAMED = re.compile(_ANY)
_ORDER: tuple[str, ...] = tuple(_NAMES)
# At most four words between the word of reporting and the name: «передает корреспондент международного агентства …»
_GAP = r"[\s,:—–-]+(?:[«\"]?[\w-]+[»\"]?\s+){0,4}?"
_CITED = re.compile(rf"(?:{'|'.join(_WORDS['reporting']['cited'])}){_GAP}[«\"]?(?:{_ANY})")
_SAID = re.compile(rf"(?:{'|'.join(_WORDS['reporting']['said'])}){_GAP}[«\"]?(?:{_ANY})")
# «…, — деп хабарлайды ҚазАқпарат», «Казинформ сообщает», «QazInform тілшісі хабарлайды»
_NAME_FIRST = re.compile(rf"[«\"]?(?:{_ANY})[»\"]?(?:\s+\w+)?\s+(?:{'|'.join(_WORDS['reporting']['said'])})")
# АСТАНА. КАЗИНФОРМ – …; Астана. 25 апреля. Казинформ
_DATELINE = re.compile(rf"^[\w-]{{3,20}}\.\s(?:\d{{1,2}}\s\w+\.\s)?(?:{_ANY})\s*(?:[–—-]|,\s\d)")
_FIRST, _LAST = 4, 2  # credits stand in the first paragraphs or under the text


def _name(match: re.Match[str]) -> tuple[str, str]:
    """The name as it is stored and as it is printed."""
    number = next(number for number in range(len(_ORDER)) if match[f"n{number}"] is not None)
    return _ORDER[number], match[f"n{number}"].strip("«»")


def find_agency(paragraphs: Iterable[str], *, own_names: Iterable[str] = ()) -> str | None:
    """The origin that the text names, in one spelling; `own_names` are the outlet's own, which credit nobody.

    «передает Zakon.kz со ссылкой на пресс-службу акима области» credits the press service: the origin, not the relay.
    """
    lines = [line.lower().replace("ё", "е") for line in paragraphs]
    own = {name.lower() for name in own_names}
    places = lines[:_FIRST] + lines[max(_FIRST, len(lines) - _LAST) :]
    places = [line for line in places if _NAMED.search(line)]  # most name nobody: one look instead of four
    for pattern in (_DATELINE, _CITED, _SAID, _NAME_FIRST):
        for line in places:
            for match in pattern.finditer(line):
                name, printed = _name(match)
                if name.lower() not in own and printed not in own:
                    return name
    return None
