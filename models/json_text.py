"""JSON that a terminal may show as it is: nothing in it acts, and nothing of it is lost."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

# Letters, and the signs of which nearly all other text is made, are passed over without a look.
_SUSPECT = re.compile("[^\n -~\\w«»„“”’–—…№\u00a0]")
# Control characters, hidden ones and marks of direction, halves of a pair (which no encoding holds), breaks of lines.
_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def json_text(value: Any, *, indent: int | None = None) -> str:
    """`value` as JSON in its own letters; what JSON cannot hold by itself (days, moments, paths) as text.

    Every control character, hidden character and half of a surrogate pair is written as its escape, so that whoever
    reads the JSON has it back exactly, and whoever sees it on a terminal sees the escape.
    """
    return escaped(json.dumps(value, ensure_ascii=False, default=str, indent=indent))


def escaped(text: str) -> str:
    """JSON with what would act on a terminal as its escape (`\\u202e`); line ends between its parts stay."""
    return text if text.isprintable() else _SUSPECT.sub(lambda found: _shown(found.group()), text)


def _shown(char: str) -> str:
    if unicodedata.category(char) not in _ACTING:
        return char
    if ord(char) < 0x10000:
        return f"\\u{ord(char):04x}"
    high, low = divmod(ord(char) - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
