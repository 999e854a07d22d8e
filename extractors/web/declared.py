"""Lists that a page declares in JSON-LD (schema.org ItemList): addresses, seldom a title or a date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from extractors.web.listed import Seen, clean_address, plain

_DEEPEST = 12  # real ones lie three deep: WebPage, mainEntity, itemListElement


def declared_items(soup: BeautifulSoup, base: str) -> tuple[Seen, ...]:
    """The entries of every ItemList in the page's JSON-LD, in order, each address once; broken JSON has none."""
    entries: dict[str, Seen] = {}
    for script in soup.select('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for item in _list_items(data, _DEEPEST):
            url = clean_address(str(item.get("url") or ""), base)
            if url is not None:
                name = item.get("name")
                title = plain(name) if isinstance(name, str) else None
                entries.setdefault(url, Seen(url=url, title=title or None))
    return tuple(entries.values())


def _list_items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(data, list):
        for one in data:
            yield from _list_items(one, depth - 1)
    elif isinstance(data, dict):
        elements = data.get("itemListElement")
        if data.get("@type") == "ItemList" and isinstance(elements, list):
            for element in elements:
                if isinstance(element, dict):
                    inner = element.get("item")
                    yield inner if isinstance(inner, dict) else {"url": inner, **element}
        else:
            for one in data.values():
                yield from _list_items(one, depth - 1)
