"""The letter as a page: its styles inline, for many mail programs read no others, and those for the dark beside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import css_inline

from flows.explain.visible import visible
from flows.letter.content import Content
from flows.letter.templating import template
from flows.letter.tile_map import WIDTH

_HEAD_ENDS = "</head>"


def page_of(content: Content, cid: str | None) -> str:
    """The HTML of the letter, which shows its picture (None: it has none) by that CID."""
    page = template("letter.html").render(c=content, t=content.say.texts, say=content.say, cid=cid, width=WIDTH)
    inlined = _inliner().inline(page)
    return inlined.replace(_HEAD_ENDS, f"<style>{_style('modes.css')} {_labels(content)}</style>{_HEAD_ENDS}", 1)


def _labels(content: Content) -> str:
    """Where cells stand one below the other each says what it holds, in words that stand here once."""
    heads = enumerate(content.columns[1:], start=2)
    rules = (f'.t td:nth-child({at})::before {{ content: "{_quoted(one.label)}"; }}' for at, one in heads)
    return f"@media (max-width: 520px) {{ {' '.join(rules)} }}"


def _quoted(words: str) -> str:
    """Words inside a string of CSS: all but letters, digits and plain signs by their numbers."""
    return "".join(char if char.isalnum() or char in " ,;/" else f"\\{ord(char):x} " for char in visible(words))


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=_style("letter.css"), minify_css=True)


@cache
def _style(name: str) -> str:
    text = files("flows.letter").joinpath("templates", name).read_text(encoding="utf-8")
    return " ".join(text.split())
