"""The letter as a page: its styles inline, for many mail programs read no others, and those for the dark beside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import css_inline

from flows.letter.content import Content
from flows.letter.templating import template
from flows.letter.tile_map import WIDTH

_HEAD_ENDS = "</head>"


def page_of(content: Content, cid: str | None) -> str:
    """The HTML of the letter, which shows its picture (None: it has none) by that CID."""
    page = template("letter.html").render(c=content, t=content.say.texts, say=content.say, cid=cid, width=WIDTH)
    inlined = _inliner().inline(page)
    return inlined.replace(_HEAD_ENDS, f"<style>{_style('modes.css')}</style>{_HEAD_ENDS}", 1)


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=_style("letter.css"), minify_css=True)


@cache
def _style(name: str) -> str:
    text = files("flows.letter").joinpath("templates", name).read_text(encoding="utf-8")
    return " ".join(text.split())
