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

_WORDS = load_words("markup")
_LIST_PARENTS = frozenset(_WORDS["list_parents"])
_LIST_ENDS = frozenset(_WORDS["list_ends"])
_LANGUAGES = frozenset({"ru", "kk", "kz", "en"})
_FEWEST_CARDS = 8  # the shortest list page seen has ten items; a «related» block under an article has three to six
_MOSTLY = 0.6
_FEWEST_WORDS = 4  # in a card's link: a headline, not a name in a menu


def is_article_address(url: str, site: Site | None) -> bool:
    """Whether the site's own pattern says that an article stands at this address."""
    return site is not None and re.match(site.article_url, url) is not None


def _steps(url: str) -> list[str] | None:
    """The steps of the path in small letters, the language left out; None for no address, or one with a query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    steps = [step for step in unquote(parts.path).lower().split("/") if step]
    return None if parts.query else steps[1:] if steps and steps[0] in _LANGUAGES else steps


def is_list_address(url: str) -> bool:
    """A path that leads to lists: /tag/Алматы/, /news/page/2/, /last-news/. The front page is told apart elsewhere."""
    steps = _steps(url)
    if not steps:
        return False
    numbered = len(steps) > 1 and steps[-2] == "page" and steps[-1].isdigit()
    return numbered or steps[-1] in _LIST_ENDS or any(step in _LIST_PARENTS for step in steps[:-1])


def says_it_is_a_list(page: Page, site: Site | None) -> bool:
    """Signs that hold whatever text the page has; the site's pattern for article addresses outweighs them.

    A front page as `canonical` says nothing: some sites print it on every page.
    """
    addresses = [address for address in (page.url, page.canonical) if address]
    if any(is_article_address(address, site) for address in addresses):
        return False
    return page.declares_list() or _steps(page.url) == [] or any(is_list_address(address) for address in addresses)


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
