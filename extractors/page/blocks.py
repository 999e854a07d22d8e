"""An element's text as paragraphs: what a reader sees, without scripts, pictures, forms and the widgets between."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from lxml import etree, html

from extractors.page.css import compile_css
from extractors.page.document import tidy
from extractors.page.lexicon import load_words

_WORDS = load_words("markup")
_BLOCKS = frozenset(_WORDS["blocks"])
_SILENT = frozenset(_WORDS["silent"])
_CLASS_PARTS = frozenset(_WORDS["class_parts"])
_PART = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")  # «shareButtons», «share-buttons», «b_share» → share
_LONGEST_KEPT = 200  # characters of class and id that are remembered; a hostile page has longer ones, and no two alike
_MOST_OF_TEXT = 0.4  # an element named «share» that holds more than this of the body is the body's own box, misnamed
# A single <br> after a sentence ends a paragraph, one inside a sentence is a line of an address or a list.
_SENTENCE_END = re.compile(r"[.!?…:;»”\")]\s*$")


def _named_as_widget(element: html.HtmlElement) -> bool:
    classes, name = element.get("class"), element.get("id")
    if not classes and not name:
        return False
    names = f"{classes or ''} {name or ''}"
    return _is_widget_name(names) if len(names) <= _LONGEST_KEPT else _is_widget_name.__wrapped__(names)


@lru_cache(maxsize=4096)  # a page has some hundred names, and a site's next page the same
def _is_widget_name(names: str) -> bool:
    return any(part.lower() in _CLASS_PARTS for part in _PART.findall(names))


_LENGTH: Callable[[html.HtmlElement], float] = etree.XPath("string-length(.)")
_FEW_NAMED = 200  # boxes; of more, one in another, each would be measured as often as it has boxes around it


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
        tag = element.tag
        if tag == "figure":
            if _is_picture(element):
                found.add(element)
        elif tag == "time":
            if element.getparent().tag != "p":
                found.add(element)
        elif tag != "p" and _named_as_widget(element):
            named.append(element)
    if named:
        length = _LENGTH if len(named) <= _FEW_NAMED else _lengths(body).__getitem__
        most = _MOST_OF_TEXT * length(body)
        found.update(element for element in named if length(element) <= most)
    return found


def _lines(text: str) -> list[str]:
    """A block's text, where «\\n» stands for <br>, as paragraphs."""
    if "\n" not in text:
        return [line] if (line := tidy(text)) else []
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
        if (joined := "".join(run)) and not joined.isspace():
            found.extend(_lines(joined))
        run.clear()

    stack: list[tuple[html.HtmlElement, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        block = tag in _BLOCKS
        if block and run:
            end_block()
        if not leaving:
            if tag == "br":
                run.append("\n")
            elif tag == "td" or tag == "th":
                run.append(" ")
            if tag not in _SILENT and element not in widgets:
                if text := element.text:
                    run.append(_inline(text))
                if len(element):
                    stack.append((element, True))
                    stack.extend([(child, False) for child in reversed(element) if isinstance(child.tag, str)])
                    continue
            if block and run:
                end_block()
        if element is not body and (tail := element.tail):
            run.append(_inline(tail))
    end_block()
    return found


def _inline(text: str) -> str:
    """Text between tags: its own line breaks are mere white space in HTML."""
    return text.replace("\n", " ")
