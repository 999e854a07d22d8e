"""What a page says of its article besides the text: title, lead and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeGuard

from lxml import etree

from extractors.bounds import TITLE_CHARACTERS
from extractors.page.css import compile_css
from extractors.page.document import Page, host_of, text_of, tidy
from extractors.sources.site import Selectors

_WORD = re.compile(r"\w+")
# Every place where engines put the writer's name. Written over attributes: five times faster than over elements.
_AUTHORS = etree.XPath(".//@itemprop[.='author']/.. | .//a/@rel[.='author']/.. | .//@class[contains(., 'author')]/..")
_DIVIDER = re.compile(r"\s+[|–—:»-]{1,2}\s+")  # Заголовок | Tengrinews.kz
_BY = re.compile(r"^(?:авторы?|автор текста|текст|by|мәтін)\s*[:–—-]?\s*", re.I)  # Автор: Имя Фамилия
_SAME_TITLE = 0.5  # of the words of og:title in the h1: below, a short h1 is the site's name or a section's
_HEADLINE_WORDS = 5  # an h1 of so many words is a headline even where og:title says something else
_FEW = 5  # places on a page that may name its writer; later ones belong to other articles
_LONGEST_BYLINE = 80  # three names; longer is a sentence that stands in the author's place


def first_text(page: Page, selectors: tuple[str, ...]) -> str | None:
    """The text of the first element that any selector finds and that has text."""
    for selector in selectors:
        for element in compile_css(selector)(page.root):
            if text := text_of(element):
                return text
    return None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _without_site(title: str, page: Page) -> str:
    """«Заголовок | Tengrinews.kz» without the site's name."""
    pieces = _DIVIDER.split(title)
    host = host_of(page.url)
    names = {host, (page.meta("og:site_name") or "").lower()} - {""}
    while len(pieces) > 1 and any(name in pieces[-1].lower() or pieces[-1].lower() in name for name in names):
        end = title.rfind(pieces.pop())
        title = _DIVIDER.sub("", title[:end] + " ") if not pieces else title[:end].rstrip(" |–—:»-")
    return title


def _may_be_title(text: object) -> TypeGuard[str]:
    return isinstance(text, str) and 0 < len(text) <= TITLE_CHARACTERS


def find_title(page: Page, selectors: Selectors) -> str | None:
    """The headline: the site's selector, then the h1 that agrees with what the head declares, then the declaration."""
    declared = [tidy(value) for value in page.article_data("headline") if _may_be_title(value)] + [
        _without_site(value, page)
        for value in (page.meta("og:title", "twitter:title", "dc.title"),)
        if _may_be_title(value)
    ]
    declared = [value for value in declared if value]
    if _may_be_title(own := first_text(page, selectors.title)):
        return own
    headings = [text for element in page.root.iter("h1") if _may_be_title(text := text_of(element))]
    for heading in headings:
        shared = len(_words(heading) & _words(declared[0])) if declared else 0
        if not declared or shared >= _SAME_TITLE * len(_words(declared[0])) or len(_words(heading)) >= _HEADLINE_WORDS:
            return heading
    if declared:
        return declared[0]
    title = page.root.findtext(".//title")
    return _without_site(tidy(title), page) or None if _may_be_title(title) else None


def find_lead(page: Page, selectors: Selectors) -> str | None:
    """The site's lead, else the h2 that follows the headline at once."""
    return first_text(page, (*selectors.lead, "h1 + h2"))


def declared_lead(page: Page) -> str | None:
    """The description that JSON-LD gives of the article, if it is a whole sentence and not cut off."""
    texts = [tidy(value) for value in page.article_data("description") if isinstance(value, str)]
    return next((text for text in texts if text.endswith((".", "!", "?", "»", '"'))), None)


def _author_names(value: Any) -> Iterator[str]:
    """The names in JSON-LD author: a string, an object or a list of them."""
    for author in value if isinstance(value, list) else [value]:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str):
            yield name


def _candidates(page: Page, selectors: Selectors) -> Iterator[str]:
    yield first_text(page, selectors.byline) or ""
    for value in page.article_data("author"):
        yield ", ".join(_author_names(value))
    for element in _AUTHORS(page.root)[:_FEW]:
        named = next((e for e in element.iter() if e.get("itemprop") == "name"), element)
        yield named.get("content") or text_of(named)
    yield page.meta("author", "article:author") or ""


def find_byline(page: Page, selectors: Selectors) -> str | None:
    """Who wrote it, as printed; None where the page names only itself or a profile's address."""
    host = host_of(page.url)
    own = {host, (page.meta("og:site_name") or "").lower(), "admin", "редакция", "редактор"} - {""}
    for candidate in _candidates(page, selectors):
        name = _BY.sub("", tidy(candidate)).strip(" ,.;")
        if name and len(name) <= _LONGEST_BYLINE and "//" not in name and name.lower() not in own:
            return name
    return None
