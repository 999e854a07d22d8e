"""What a spreadsheet would run: told from what it would only show."""

from __future__ import annotations

# A spreadsheet runs a cell that begins with one of these (some also in full width, or behind a blank of these kinds); a
# quote before it makes it plain text.
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def defused(text: str) -> str:
    """A text that a spreadsheet would run as a formula, made plain; any other as it is."""
    return f"'{text}" if text.startswith(_STARTS) else text


def armed(text: str) -> str:
    """The text without the quote that `defused` put before it."""
    return text[1:] if text.startswith("'") and defused(text[1:]) == text else text
