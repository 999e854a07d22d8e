"""Where the article's text stands: the site's selectors, the engines' usual places, JSON-LD, and trafilatura behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

from lxml import html

from extractors.page.blocks import paragraphs
from extractors.page.chrome import clean_paragraphs
from extractors.page.css import compile_css
from extractors.page.document import Page, tidy
from extractors.page.lexicon import load_words
from extractors.sources.site import Selectors

_BODIES: list[str] = load_words("markup")["bodies"]
_BODY_PROPERTY = "articleBody"
_XML_SPACE = re.compile("[ \t\r\n]+")  # between the names in a class attribute, as XPath's normalize-space
LEAST_TEXT = 50  # characters: the shortest news seen is one sentence of about 90
_LEAST_MARKUP = 120  # a box that only looks like a body by its name must hold more than a caption
_LEAST_SENTENCE = 60
_LEAST_STRUCTURED = 300  # JSON-LD articleBody is on some sites the lead alone (zakon.kz)
_FAR = 2  # times: a body is at least twice as long as the teaser boxes of its name
_MOST_BOXES = 20  # boxes of one name that are looked at
_MOST_NESTED = 200  # boxes of one name, one in another or not, among which these are sought
_FEWEST_WHOLE = 3  # texts of like length on one page; two may be an article and the next one
_COVERED = 0.9  # paragraphs of the page that make up this much of articleBody are the body, with its breaks kept
_MARKUP = re.compile(r"<[^>]{1,200}>")  # <p>Заседание…</p> inside articleBody
_GUESSES = count(1)
_RESET_AFTER = 1_000  # pages: trafilatura's caches grow without bound on long runs
_LETTERS = re.compile(r"\W+")


def _by_selectors(page: Page, selectors: Selectors) -> list[str]:
    for selector in selectors.body:
        boxes = compile_css(selector)(page.root)
        if boxes and boxes[0].tag == "p":
            found = [line for box in boxes for line in paragraphs(box, selectors.drop)]
            if _size(found) >= LEAST_TEXT:
                return found
            continue
        for box in _outermost(boxes):
            found = paragraphs(box, selectors.drop)
            if _size(found) >= LEAST_TEXT:
                return found
    return []


def _outermost(boxes: list[html.HtmlElement]) -> list[html.HtmlElement]:
    """The first boxes that lie in none of their own name: what lies in one was read with it."""
    kept: list[html.HtmlElement] = []
    inside: set[html.HtmlElement] = set()
    for box in boxes[:_MOST_NESTED]:
        if not any(ancestor in inside for ancestor in box.iterancestors()):
            kept.append(box)
        inside.add(box)
    return kept[:_MOST_BOXES]


def _size(found: list[str]) -> int:
    return sum(map(len, found))


def _reads_like_text(found: list[str]) -> bool:
    return _size(found) >= _LEAST_MARKUP and any(len(line) >= _LEAST_SENTENCE for line in found)


def _boxes(page: Page) -> Iterator[list[html.HtmlElement]]:
    """The boxes of each usual name. One walk over the page finds all: a look for each name took 2 ms of a page."""
    elements = list(page.root.iter())
    classes = [element.get("class") or "" for element in elements]
    joined = " ".join(classes)
    for name in _BODIES:
        if not name.startswith("."):
            yield [element for element in elements if element.get("itemprop") == _BODY_PROPERTY]
            continue
        name = name.removeprefix(".")
        named = zip(elements, classes, strict=True) if name in joined else ()
        yield [element for element, names in named if name in names and name in _XML_SPACE.split(names)]
    yield list(page.root.iter("article"))


def _readable(page: Page, selectors: Selectors) -> list[list[str]]:
    """The texts in the boxes of the surest usual name that holds any."""
    for boxes in _boxes(page):
        texts = (paragraphs(box, selectors.drop) for box in _outermost(boxes))
        if found := [text for text in texts if _reads_like_text(text)]:
            return found
    return []


def _by_markup(page: Page, selectors: Selectors) -> list[str]:
    """The box of a usual name that reads like text: the one, the far longest, or the first of several."""
    texts = _readable(page, selectors)
    if not texts:
        return []
    longest = max(texts, key=_size)
    return longest if all(_size(longest) >= _FAR * _size(text) for text in texts if text != longest) else texts[0]


def holds_whole_articles(page: Page, selectors: Selectors) -> bool:
    """Whether boxes of one usual name hold several texts of like length: a list that prints its articles whole."""
    sizes = [_size(text) for text in _readable(page, selectors)]
    return sum(_FAR * size > max(sizes) for size in sizes) >= _FEWEST_WHOLE


def _plain(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def _by_structured(page: Page, selectors: Selectors) -> list[str]:
    """JSON-LD articleBody, in the paragraphs of the page where they can be found there."""
    for value in page.article_data("articleBody"):
        body = tidy(_MARKUP.sub(" ", value)) if isinstance(value, str) else ""
        if len(body) < _LEAST_STRUCTURED:
            continue
        whole = _plain(body)
        on_page = [line for line in paragraphs(page.root, selectors.drop) if len(line) > 20 and _plain(line) in whole]
        kept = list(dict.fromkeys(on_page))
        return kept if sum(len(_plain(line)) for line in kept) >= _COVERED * len(whole) else [body]
    return []


def _by_trafilatura(page: Page) -> list[str]:
    """None of the above knew the page. It mends what it reads, so it gets the tree last."""
    import trafilatura  # a quarter of a second to load, and most looks at the press bring no page for it
    from trafilatura.meta import reset_caches

    if next(_GUESSES) % _RESET_AFTER == 0:
        reset_caches()
    text = trafilatura.extract(
        page.root, url=page.url or None, fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return [line for piece in (text or "").split("\n") if (line := tidy(piece))]


_READERS: tuple[tuple[str, Callable[[Page, Selectors], list[str]]], ...] = (
    ("selectors", _by_selectors),
    ("markup", _by_markup),
    ("structured", _by_structured),
)


def _own(found: list[str], selectors: Selectors, title: str | None) -> list[str]:
    """The article's own paragraphs: up to the site's stop texts, without chrome; empty where too little is left."""
    own = clean_paragraphs(_cut_at_stop(found, selectors.stop), title=title)
    return own if _size(own) >= LEAST_TEXT else []


def find_body(page: Page, selectors: Selectors, title: str | None) -> tuple[list[str], str]:
    """The body's clean paragraphs and what found them; empty where nothing on the page is marked as a body."""
    for name, reader in _READERS:
        if own := _own(reader(page, selectors), selectors, title):
            return own, name
    return [], "nothing"


def guess_body(page: Page, selectors: Selectors, title: str | None) -> list[str]:
    """What trafilatura takes for the text of a page that marks none; empty on very deep nests, which it gives up."""
    return _own(_by_trafilatura(page), selectors, title)


def _cut_at_stop(found: list[str], stop: tuple[str, ...]) -> list[str]:
    """The paragraphs before the first that begins with one of the site's `stop` texts."""
    marks = tuple(mark.lower() for mark in stop)
    for number, line in enumerate(found):
        if number and line.lower().startswith(marks):
            return found[:number]
    return found
