"""Is a page one article, or a list of them? Told from its address, its JSON-LD, and the cards that repeat on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from lxml import html

from extractors.page.document import Page, text_of
from extractors.page.lexicon import load_words
from extractors.sources.site import Site

_LIST_STEPS = frozenset(load_words("markup")["list_steps"])
_FEWEST_CARDS = 8  # the shortest list page seen has ten items; a «related» block under an article has three to six
_MOSTLY = 0.6
_FEWEST_WORDS = 4  # in a card's link: a headline, not a name in a menu


def is_article_address(url: str, site: Site | None) -> bool:
    """Whether the site's own pattern says that an article stands at this address."""
    return site is not None and re.match(site.article_url, url) is not None


def is_list_address(url: str) -> bool:
    """The front page, or a step of the path that leads to lists: /tag/Алматы/, /news/page/2/."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    steps = [step for step in unquote(parts.path).lower().split("/") if step]
    if not steps or (len(steps) == 1 and steps[0] in ("ru", "kk", "kz", "en")):
        return not parts.query
    return any(step in _LIST_STEPS for step in steps[:-1]) or steps[-1] in _LIST_STEPS


def says_it_is_a_list(page: Page, site: Site | None) -> bool:
    """Signs that hold whatever text the page has; the site's pattern for article addresses outweighs them."""
    addresses = [address for address in (page.url, page.canonical) if address]
    if any(is_article_address(address, site) for address in addresses):
        return False
    return page.declares_list() or any(is_list_address(address) for address in addresses)


def is_made_of_links(page: Page, lines: Sequence[str]) -> bool:
    """Whether most of a text is the text of links: a list of headlines taken for an article."""
    links = {text_of(link) for link in page.root.iter("a")}
    return sum(len(line) for line in lines if line in links) > _MOSTLY * sum(map(len, lines))


def shows_cards(page: Page) -> bool:
    """Whether many boxes of one class, side by side, each hold a link with a headline."""
    groups: Counter[tuple[html.HtmlElement, str, str]] = Counter()
    for link in page.root.iter("a"):
        if not link.get("href") or len("".join(link.itertext()).split()) < _FEWEST_WORDS:
            continue
        card = link.getparent()
        for _ in range(4):  # a headline's link lies at most so deep in its card on the pages seen
            if card is None or card.getparent() is None:
                break
            groups[card.getparent(), str(card.tag), card.get("class") or ""] += 1
            card = card.getparent()
    return any(number >= _FEWEST_CARDS for number in groups.values())
