"""The screen of the desk: colour on a terminal, plain text anywhere else, and a mark beside every colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from flows.explain.visible import visible
from flows.inert import InertConsole
from flows.marks import Mark, Standing

_FEWEST_COLUMNS = 40  # narrower than this nothing stays readable; the terminal folds the lines itself


def screen(*, no_color: bool) -> Console:
    """Where results go. Without colour (`no_color`, NO_COLOR, a pipe, a dumb terminal) no escape code is written."""
    # rich's own NO_COLOR keeps bold and dim, which are escape codes too.
    plain = no_color or bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
    console = InertConsole(force_terminal=False if plain else None)
    if console.width < _FEWEST_COLUMNS:
        console.width = _FEWEST_COLUMNS
    return console


# No red: nothing here accuses.
_STYLES: dict[Standing, str] = {
    "highest": "bold green", "between": "cyan", "lowest": "yellow",
    "not_found": "magenta", "not_judged": "dim", "not_told": "dim",
}  # fmt: skip


def style_of(mark: Mark) -> str:
    """The colour of a mark."""
    return _STYLES[mark.standing]


def marked(mark: Mark, said: str) -> Text:
    """The words behind their mark, in its colour."""
    style = style_of(mark)
    return Text.assemble((mark.sign, style), " ", (said, style if style != "dim" else ""))


_SPARKS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[float | None]) -> str:
    """One sign a value (0-1, on that very scale: not stretched to the largest); a blank for none, a dot for nought."""
    return "".join(_spark(value) for value in values)


def _spark(value: float | None) -> str:
    if value is None:
        return " "
    if value < 0.005:  # shown as 0.00
        return "·"
    return _SPARKS[min(int(value * len(_SPARKS)), len(_SPARKS) - 1)]


def wrapped(console: Console, text: str, *, indent: int = 2, hang: int | None = None, style: str = "") -> None:
    """Print a text within the screen's width; lines after the first are set in by `hang` (as the first by default)."""
    hang = indent if hang is None else hang
    lines = Text(visible(text), style=style).wrap(console, max(console.width - max(indent, hang), _FEWEST_COLUMNS // 2))
    for number, line in enumerate(lines):
        line.rstrip()
        console.print(Text.assemble(" " * (hang if number else indent), line), soft_wrap=True)


def packed(console: Console, head: str, parts: Sequence[Text]) -> None:
    """Print the parts behind the head, as many a line as fit, none broken while it fits into a line of its own."""
    line, hang = Text(head), " " * (len(head) + 1)
    for part in parts:
        if line.cell_len > len(hang) and line.cell_len + 3 + part.cell_len > console.width:
            console.print(line)
            line = Text(hang[:-1])
        line = Text.assemble(line, " " if line.cell_len < len(hang) else "   ", part)
    console.print(line)
