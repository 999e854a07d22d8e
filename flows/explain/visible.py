"""The publishers' words as a terminal and a page may show them: nothing hidden in them acts."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

_REPLACEMENT = "\ufffd"
_BLANKS = frozenset("\t\n\r\v\f\u2028\u2029\x1c\x1d\x1e\x85")


def visible(text: str) -> str:
    """`text` in one line: breaks are blanks, hidden characters and marks of direction go, control characters show."""
    return "".join(_shown(char) for char in text) if not text.isprintable() else text


def _shown(char: str) -> str:
    if char in _BLANKS:
        return " "
    category = unicodedata.category(char)
    if category == "Cf":
        return ""  # soft hyphens, zero-width characters, «right to left»
    return _REPLACEMENT if category in {"Cc", "Cs"} else char


def same_length(text: str) -> str:
    """`text` with what no page can hold (control characters, half a surrogate pair) replaced one for one."""
    return text if text.isprintable() else "".join(_held(char) for char in text)


def _held(char: str) -> str:
    return _REPLACEMENT if char not in "\t\n" and unicodedata.category(char) in {"Cc", "Cs"} else char


def web_address(url: str | None) -> str | None:
    """The address, where it is one that a browser should open; «javascript:» is not."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if url and parts.scheme in {"http", "https"} and parts.netloc and url.isprintable() else None
