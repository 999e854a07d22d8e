"""How the letter's templates are filled: pages escaped, texts in lines, nothing hidden, no link that acts."""

from __future__ import annotations

from functools import cache
from textwrap import fill
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from flows.explain.visible import visible, web_address
from flows.site.templating import begun, shown

_LINE = 72  # columns of the text: it is read in a terminal, and quoted in replies
_LONGEST_LINK = 500  # letters; what is longer would fill a letter, and breaks in most programs


def link(url: str | None) -> str | None:
    """The address where it is one that a reader may be sent to, and no longer than programs can take."""
    address = web_address(url)
    return address if address and len(address) <= _LONGEST_LINK else None


def folded(text: str, indent: int = 0, hang: int | None = None) -> str:
    """The text in lines of 72 columns at most (an address is never broken)."""
    return fill(
        visible(str(text)),
        _LINE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hang is None else hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def template(name: str) -> Template:
    """The template of that name, compiled once a run.

    `.html` and `.svg` escape what is put into them; a text (`.txt`) folds, or asks `link` for, whatever others wrote.
    """
    return (_texts() if name.endswith(".txt") else _pages()).get_template(name)


@cache
def _pages() -> Environment:
    return _environment(autoescape=True, finalize=shown)


@cache
def _texts() -> Environment:
    return _environment()


def _environment(**given: Any) -> Environment:
    made = Environment(
        loader=PackageLoader("flows.letter"),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **given,
    )
    made.globals.update(link=link)
    made.filters.update(begun=begun, folded=folded)
    return made
