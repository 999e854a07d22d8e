"""What a spreadsheet would run: told from what it would only show."""

from __future__ import annotations

import re

# A spreadsheet runs a cell that begins with one of these (some also in full width, or behind a blank of these kinds); a
# quote before it makes it plain text.
_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


# A spreadsheet of this country divides lines at semicolons and takes no notice of our quotation marks within them: what
# stands behind one, or begins a line within a cell, would begin a cell of its own there.
_BEHIND_A_DIVIDER = re.compile(r"([;\t\r\n])(?=[\"']*[-=+@＝＋－＠\t\r])")


def defused(text: str) -> str:
    """A text that a spreadsheet would run as a formula, made plain; any other as it is.

    A formula that could only begin behind a divider within the text gets a blank before it.
    """
    apart = _BEHIND_A_DIVIDER.sub(r"\1 ", text)
    return f"'{apart}" if apart.startswith(_STARTS) else apart


def armed(text: str) -> str:
    """The text without the quote that `defused` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_STARTS) else text
