"""An element's text as paragraphs: what a reader sees, without scripts, pictures, forms and the widgets between."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree, html

from extractors.page.css import compile_css
from extractors.page.document import tidy
from extractors.page.lexicon import load_words

_WORDS = load_words("markup")
_BLOCKS = frozenset(_WORDS["blocks"])
_SILENT = frozenset(_WORDS["silent"])
_CLASS_PARTS = frozenset(_WORDS["class_parts"])
_PART = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")  # «shareButtons», «share-buttons», «b_share» → share
_MOST_OF_TEXT = 0.4  # an element named «share» that holds more than this of the body is the body's own box, misnamed
# A single <br> after a sentence ends a paragraph, one inside a sentence is a line of an address or a list.
_SENTENCE_END = re.compile(r"[.!?…:;»”\")]\s*$")


def _named_as_widget(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(names.strip()) and any(part.lower() in _CLASS_PARTS for part in _PART.findall(names))


def _is_picture(figure: html.HtmlElement) -> bool:
    return next(figure.iter("table", "blockquote", "pre"), None) is None


def _lengths(body: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """How long the text of each element is, in one walk: boxes named as widgets may lie in one another, 2,000 deep."""
    lengths: dict[html.HtmlElement, int] = {}
    passed = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            lengths[element] = -passed
            passed += len(element.text or "")
        else:
            lengths[element] += passed
            passed += len(element.tail or "")
    return lengths


def widgets_in(body: html.HtmlElement, drop: Collection[str]) -> set[html.HtmlElement]:
    """What inside `body` is not its text: the site's `drop`, pictures, and boxes named as widgets that hold little."""
    found = {element for selector in drop for element in compile_css(selector)(body)}
    named: list[html.HtmlElement] = []
    for element in body.iterdescendants():
        if element.tag == "figure":
            widget = _is_picture(element)
        elif element.tag == "time":
            widget = element.getparent().tag != "p"
        else:
            widget = False
            if element.tag != "p" and _named_as_widget(element):
                named.append(element)
        if widget:
            found.add(element)
    if named:
        lengths = _lengths(body)
        found.update(element for element in named if lengths[element] <= _MOST_OF_TEXT * lengths[body])
    return found


def _lines(text: str) -> list[str]:
    """A block's text, where «\\n» stands for <br>, as paragraphs."""
    lines: list[str] = []
    joined = ""
    for piece in text.split("\n"):
        line = tidy(piece)
        if not line or _SENTENCE_END.search(joined):
            lines.append(joined)
            joined = line
        else:
            joined = f"{joined} {line}" if joined else line
    return [line for line in (*lines, joined) if line]


def paragraphs(body: html.HtmlElement, drop: Collection[str] = ()) -> list[str]:
    """The paragraphs of an element in reading order, each one line. The stack is its own: depth is no danger."""
    widgets = widgets_in(body, drop)
    found: list[str] = []
    run: list[str] = []

    def end_block() -> None:
        found.extend(_lines("".join(run)))
        run.clear()

    stack: list[tuple[html.HtmlElement, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        block = element.tag in _BLOCKS
        if leaving:
            if block:
                end_block()
            run.append(_inline(element.tail if element is not body else None))
            continue
        if block:
            end_block()
        stack.append((element, True))
        if element.tag == "br":
            run.append("\n")
        elif element.tag in ("td", "th"):
            run.append(" ")
        if element.tag not in _SILENT and element not in widgets:
            run.append(_inline(element.text))
            stack.extend((child, False) for child in reversed(element) if isinstance(child.tag, str))
    end_block()
    return found


def _inline(text: str | None) -> str:
    """Text between tags: its own line breaks are mere white space in HTML."""
    return (text or "").replace("\n", " ")
