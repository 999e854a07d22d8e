"""What others wrote, as terminals, logs and Prefect's page may have it: every word stays, nothing of it acts.

Titles, names and addresses come from the web, from files and from people. Each place that shows them says so itself
(`visible`, `told_line`, `markdown_text`); what a place forgets is caught here, where everything leaves the program.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Iterable
from typing import IO, Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from flows.explain.visible import visible
from models.logins import hidden

_STYLE = re.compile(r"\x1b\[[0-9;]*m")  # colour and weight, which our own screens write
# Of Markdown and of the HTML in it, by which words become markup, a link or a picture; in a table's cell, where nothing
# begins a line, fewer. (An underscore within a word is none: `deputy_only`.)
_UNDERSCORE = r"(?<![^\W_])_|_(?![^\W_])"
_MARKUP = re.compile(rf"[\\`*\[\]<>#|!~&]|{_UNDERSCORE}")
_MARKUP_IN_A_CELL = re.compile(rf"[\\`*\[<|~]|{_UNDERSCORE}")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def told_line(text: object) -> str:
    """The words in one line, as a message or a log may have them: nothing hidden, no line of its own, no login."""
    return hidden(" ".join(visible(str(text)).split()))


def markdown_text(text: object, *, cell: bool = False) -> str:
    """The words in one line of Markdown (`cell`: of a table in it), with none of its markup in them."""
    signs = _MARKUP_IN_A_CELL if cell else _MARKUP
    return signs.sub(lambda sign: _ENTITIES.get(sign.group(), f"\\{sign.group()}"), visible(str(text)))


class InertConsole(Console):
    """A screen on which nothing but its own styles acts: neither markup in words nor control characters."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"markup": False, "highlight": False, "emoji": False, **given})

    @property
    def file(self) -> IO[str]:
        """Past the guard: a bar that moves writes codes of its own, and what is words in it is inert already."""
        given = super().file
        return getattr(given, "unguarded", given)

    @file.setter
    def file(self, new: IO[str]) -> None:
        self._file = new

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable() or segment.text == "\n":
                yield segment
            else:
                yield Segment(_inert(segment.text), segment.style)


class _Guarded(io.TextIOWrapper):
    """A stream that lets colour pass and nothing else that acts, nor a login; the one below is not its own to close."""

    unguarded: TextIO

    def write(self, text: str, /) -> int:
        super().write(hidden(text if text.isprintable() else _styled(text)))
        return len(text)

    def __del__(self) -> None:
        """In place of a close: the stream below lives on."""


def guard_streams() -> None:
    """From here on neither stderr nor a terminal gets anything that acts, whoever prints it.

    A pipe gets on stdout what is printed: a program may want every byte. Half a surrogate pair, which no encoding
    holds, is written there as its escape: a file's name is no reason to end in a traceback.
    """
    sys.stderr = _guarded(sys.stderr)
    if sys.stdout.isatty():
        sys.stdout = _guarded(sys.stdout)
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _guarded(stream: TextIO) -> TextIO:
    if isinstance(stream, _Guarded) or not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.flush()
    made = _Guarded(stream.buffer, encoding=stream.encoding, errors="backslashreplace", write_through=True)
    made.unguarded = stream
    return made


def _styled(text: str) -> str:
    """The text without what acts; codes of style stay."""
    parts, at = list[str](), 0
    for code in _STYLE.finditer(text):
        parts += [_inert(text[at : code.start()]), code.group()]
        at = code.end()
    return "".join([*parts, _inert(text[at:])])


def _inert(text: str) -> str:
    """As `visible`, in its own lines."""
    return "".join(char if char in "\n\t" or unicodedata.category(char) == "Zs" else visible(char) for char in text)
