"""One parsed page: the tree, what its head declares, and its JSON-LD. Parsed once; everything else looks here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from extractors.bounds import PAGE_DEPTH
from extractors.page.lexicon import load_words

_WORDS = load_words("markup")
_ARTICLE_TYPES = frozenset(_WORDS["article_types"])
_LIST_TYPES = frozenset(_WORDS["list_types"])
_TOO_DEEP = etree.XPath(f"boolean(//*[count(ancestor::*) > {PAGE_DEPTH}])")
_ELEMENTS: Callable[[html.HtmlElement], float] = etree.XPath("count(//*)")  # so many as most pages have lie no deeper
# One class for all elements: lxml.html chooses one a tag, in Python, for every element each time that it is come by.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_SPACE = re.compile(r"\s+")
# Invisible, but they split words: soft hyphens, zero-width marks, stray control characters.
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
# {{$article->title}}, {!! nl2br(…) !!}, {% block %}, <?php: a template that nobody filled in
_UNFILLED = re.compile(r"\{\{|\{!!|\{%|<\?php")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`metas` by lower-case property, name or itemprop; `structured` the JSON-LD objects, graphs taken apart."""

    root: html.HtmlElement
    url: str
    canonical: str | None
    metas: Mapping[str, tuple[str, ...]]
    structured: tuple[Mapping[str, Any], ...]

    def meta(self, *names: str) -> str | None:
        """The first non-empty content among the names, in their order."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)

    def article_data(self, field: str) -> Iterator[Any]:
        """The values of a field in the JSON-LD objects that describe an article."""
        for node in self.structured:
            if types_of(node) & _ARTICLE_TYPES and node.get(field):
                yield node[field]

    def page_data(self, field: str) -> Iterator[Any]:
        """The values of a field in the JSON-LD objects that describe the page as such (Yoast keeps the date there)."""
        for node in self.structured:
            if "WebPage" in types_of(node) and node.get(field):
                yield node[field]

    def declares_article(self) -> bool:
        return any(types_of(node) & _ARTICLE_TYPES for node in self.structured)

    def declares_list(self) -> bool:
        return not self.declares_article() and any(types_of(node) & _LIST_TYPES for node in self.structured)


def host_of(url: str) -> str:
    """The host of an address without «www.»; empty for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def without_hidden(text: str) -> str:
    """The text without what nobody sees in it: soft hyphens, zero-width marks, stray control characters."""
    return _HIDDEN.sub("", text)


def tidy(text: str) -> str:
    """One line: entities resolved, white space collapsed, invisible characters gone; empty for an unfilled template."""
    line = _SPACE.sub(" ", _HIDDEN.sub("", unescape(text))).strip()
    return "" if _UNFILLED.search(line) else line


def text_of(element: html.HtmlElement) -> str:
    return tidy("".join(element.itertext()))


def types_of(node: Mapping[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k.rsplit("/", 1)[-1] for k in kinds if isinstance(k, str)}


def _objects(raw: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD block: lists and @graph taken apart, in order."""
    pending = [raw]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(reversed(node))
        elif isinstance(node, dict):
            yield node
            pending.append(node.get("@graph"))


def _structured(root: html.HtmlElement) -> tuple[Mapping[str, Any], ...]:
    found: list[Mapping[str, Any]] = []
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            found.extend(_objects(json.loads(script.text or "", strict=False)))  # line breaks inside strings are common
        except (ValueError, RecursionError):
            continue  # broken JSON-LD says nothing; the page's markup is read all the same
    return tuple(found)


def _metas(root: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = tidy(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _canonical(root: html.HtmlElement, url: str) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            try:
                address = urljoin(url, link.get("href").strip())
                return address if urlsplit(address).hostname else None
            except ValueError:
                return None
    return None


def is_too_deep(page: Page) -> bool:
    """Whether an element has more than PAGE_DEPTH others around it."""
    return bool(_ELEMENTS(page.root) > PAGE_DEPTH and _TOO_DEEP(page.root))


def parse_page(text: str, url: str) -> Page | None:
    """The page's tree, or None where there is no element in it. Deeper than 2,048 levels the parser cuts it off."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):  # no element; a tree cut off inside its head
        return None
    return Page(root=root, url=url, canonical=_canonical(root, url), metas=_metas(root), structured=_structured(root))
