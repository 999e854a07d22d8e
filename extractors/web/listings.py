"""Pages that list articles, read with the selectors of the site's own file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from extractors.bounds import LISTING_DEPTH, LISTING_LINKS, LISTING_TAGS
from extractors.sources.site import Way
from extractors.web.declared import declared_items
from extractors.web.listdates import moment_in_address, shown_moment
from extractors.web.listed import ListRead, Seen, clean_address, plain

# <div id="root"></div>, <app-root>: the frame that a script fills in a browser
_SHELL = re.compile(r"""<(?:app-root|div[^>]+id=["']?(?:root|app|__next|__nuxt))\b""", re.I)
_SHELL_TEXT = 400  # characters of visible text; gov.kz's shell has some 50, the poorest real listing thousands


def _nesting(soup: BeautifulSoup) -> int:
    """How deep the deepest element lies."""
    deepest = 0
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in element.contents if isinstance(child, Tag))
    return deepest


def _is_shell(html: str, soup: BeautifulSoup) -> bool:
    for script in soup.find_all(["script", "style", "noscript"]):
        script.decompose()
    return len(soup.get_text(" ", strip=True)) < _SHELL_TEXT and (bool(_SHELL.search(html)) or "<script" in html)


def _text_of_date(element: Tag | None) -> str | None:
    if element is None:
        return None
    stated = element.get("datetime") or element.get("content")
    return str(stated) if stated else element.get_text(" ", strip=True)


def _title(element: Tag | None, link: Tag) -> str | None:
    for text in (element.get_text(" ") if element else None, link.get_text(" "), link.get("title")):
        if isinstance(text, str) and (title := plain(text)):
            return title
    return None


def _items(soup: BeautifulSoup, way: Way) -> Iterator[tuple[Tag | None, Tag | None, Tag | None]]:
    """Link, title and date elements of each item."""
    assert way.item is not None
    for item in soup.select(way.item, limit=LISTING_LINKS):
        link = item.select_one(way.link) if way.link else (item if item.name == "a" else item.select_one("a[href]"))
        title = item.select_one(way.title) if way.title else None
        yield link, title, item.select_one(way.date) if way.date else None


def _pairs(soup: BeautifulSoup, way: Way) -> Iterator[tuple[Tag | None, Tag | None, Tag | None]]:
    """Links and dates of a list without items of its own, paired by their order: each date belongs to the link before
    it, or after it where the page begins with a date («h5» under «h3», akorda.kz)."""
    links = soup.select(way.link or "a[href]", limit=LISTING_LINKS)
    if way.date is None:
        yield from ((link, None, None) for link in links)
        return
    known = {id(link) for link in links}
    both = soup.select(f"{way.link or 'a[href]'}, {way.date}")
    dates_first = bool(both) and id(both[0]) not in known
    pairs: dict[int, Tag] = {}
    last: Tag | None = None
    for element in reversed(both) if dates_first else both:
        if id(element) in known:
            last = element
        elif last is not None:
            pairs.setdefault(id(last), element)
    yield from ((link, None, pairs.get(id(link))) for link in links)


def read_listing(html: str, way: Way, *, base: str, now: datetime) -> ListRead:
    """The entries of a listing page in the order shown; addresses absolute to `base`.

    Where the page shows no date, a day in the address itself (/2024/10/17/) is taken; where its items have no address
    (a script puts them in), the addresses that it declares in JSON-LD are. A page on which the selectors
    match nothing is a fault: the site has changed, or its scripts fill the page in a browser only.
    """
    if (tags := html.count("<")) > LISTING_TAGS:
        return ListRead(fault=f"{tags:,} tags on one page, more than {LISTING_TAGS:,}: no page for readers")
    soup = BeautifulSoup(html, "lxml")
    if (depth := _nesting(soup)) > LISTING_DEPTH:
        return ListRead(fault=f"elements nested {depth:,} deep: no page for readers")
    entries, broken = [], 0
    for link, title, shown in _items(soup, way) if way.item else _pairs(soup, way):
        url = clean_address(str(link.get("href") or ""), base) if link else None
        if link is None or url is None:
            broken += 1
            continue
        moment = shown_moment(_text_of_date(shown), now) or moment_in_address(url, now)
        entries.append(Seen(url=url, title=_title(title, link), published_at=moment, not_after=moment))
    if not entries and (declared := declared_items(soup, base)):
        return ListRead(entries=declared, notes=("the items are those of the page's JSON-LD: no dates",))
    if not entries:
        if _is_shell(html, soup):
            return ListRead(fault="an empty shell that a script fills in a browser, not a list")
        if broken:
            return ListRead(fault=f"none of the {broken} items has an address")
        return ListRead(fault=f"no item matches the selectors ({way.item or way.link or 'a[href]'})")
    notes = [f"{broken} items without an address"] if broken and way.item else []
    if len(entries) + broken >= LISTING_LINKS:
        notes.append(f"only the first {LISTING_LINKS} links of the page are taken")
    return ListRead(entries=tuple(entries), notes=tuple(notes))
