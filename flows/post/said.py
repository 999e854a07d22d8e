"""What a mail server said, fit to be kept and shown: one line, no control characters, no secrets."""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.rows import storable

_LONGEST = 300  # characters: answers have a line or two; what is longer is a page of advice


def said(words: bytes | str, secrets: Iterable[str] = ()) -> str:
    """The words in one line, with `***` for every secret in them."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in secrets:
        text = text.replace(secret, "***")
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in storable(text)).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
