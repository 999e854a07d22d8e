"""When an article was published, by how far each place on a page is to be trusted.

JSON-LD, meta and microdata; then the address; then what is printed. Headers and sidebars print the day of the visit:
a moment on the day of the fetch gives way to any other that is as near.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice, takewhile
from urllib.parse import urlsplit

from lxml import html

from extractors.page.css import compile_css
from extractors.page.document import Page, text_of, tidy
from extractors.page.lexicon import load_words
from extractors.page.moments import is_moment_word, plausible, printed_moment
from extractors.sources.site import Selectors
from models.zone import ALMATY, local_day

_META: list[str] = load_words("markup")["published_metas"]
_AROUND = frozenset(load_words("months")["around"])
# …/2025/04/28/…, …-14-12-2021, …_date_2019_11_01_12_41_01, …/20250415/…, …/2025-04-15/…
_IN_PATH = (
    re.compile(r"/(?P<y>20\d\d)[/-](?P<m>0[1-9]|1[0-2])[/-](?P<d>0[1-9]|[12]\d|3[01])(?:/|$|-)"),
    re.compile(r"/(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])/"),
    re.compile(r"date_(?P<y>20\d\d)_(?P<m>\d\d)_(?P<d>\d\d)_(?P<H>\d\d)_(?P<M>\d\d)_\d\d/?$"),
    re.compile(r"-(?P<d>\d\d)-(?P<m>\d\d)-(?P<y>20\d\d)(?:-(?P<H>\d\d)-(?P<M>\d\d)-\d\d)?/?$"),
)
_UNIX = re.compile(r"-(?P<seconds>1[3-9]\d{8})/?$")  # liter.kz: …-1745820000/
_WINDOW = 14  # pieces of text before and after the headline: a date line stands within five, a header further off
_WINDOW_ELEMENTS = 60  # enough elements to hold so many pieces; a whole page holds two thousand
_FEW_STATED = 20  # elements that state a date; a hostile page nests thousands, and the text of each holds all others
_LONGEST_STAMP = 60  # characters: a date line; longer pieces are sentences, whose dates are events
_OUTSIDE = frozenset({"nav", "footer", "aside", "script", "style", "noscript", "select", "option", "title"})
_CLOCK_OR_TODAY = re.compile("|".join([r"\d:\d\d", *load_words("months")["today"]]))  # Сегодня, 09:10
_WORD = re.compile(r"[^\W\d_]+")
_EXAMPLE_MONTH = re.compile(r"[а-яё]{3,}", re.I)


def _declared(page: Page) -> Iterator[datetime]:
    for value in page.article_data("datePublished"):
        if isinstance(value, str) and (moment := printed_moment(value)):
            yield moment
    for name in _META:
        for value in page.metas.get(name, ()):
            if moment := printed_moment(value):
                yield moment
    for value in page.page_data("datePublished"):
        if isinstance(value, str) and (moment := printed_moment(value)):
            yield moment
    for element in compile_css('[itemprop="datePublished"]')(page.root)[:_FEW_STATED]:
        value = element.get("content") or element.get("datetime") or "".join(element.itertext())
        if moment := printed_moment(tidy(value)):
            yield moment


def moment_in_address(url: str) -> datetime | None:
    """The moment that an address carries, on the site's own clock; None where it carries none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for pattern in _IN_PATH:
        match = pattern.search(path)
        if match is None:
            continue
        part = match.groupdict()
        clock = int(part.get("H") or 0), int(part.get("M") or 0)
        try:
            return datetime(int(part["y"]), int(part["m"]), int(part["d"]), *clock, tzinfo=ALMATY)
        except ValueError:
            continue
    unix = _UNIX.search(path)
    return datetime.fromtimestamp(int(unix["seconds"]), tz=UTC).astimezone(ALMATY) if unix else None


def _moment_of(element: html.HtmlElement, fetched_at: datetime | None) -> datetime | None:
    for value in (element.get("datetime"), element.get("content"), "".join(element.itertext())):
        if value and (moment := printed_moment(tidy(value), fetched_at)):
            return moment
    return None


def _selected(page: Page, selectors: Selectors, fetched_at: datetime | None) -> Iterator[datetime]:
    for selector in selectors.date:
        for element in compile_css(selector)(page.root):
            if moment := _moment_of(element, fetched_at):
                yield moment


def _shape(example: str | None) -> re.Pattern[str] | None:
    """The form of a site's date line: «Новости Zakon.kz от 24.01.2026 14:34» with any digits and any month."""
    if example is None:
        return None
    pattern = re.escape(example)
    for month in {word for word in _EXAMPLE_MONTH.findall(example) if printed_moment(f"1 {word} 2020")}:
        pattern = pattern.replace(month, r"[^\W\d_]{3,}")
    return re.compile(re.sub(r"\d+", r"\\d{1,4}", pattern).replace(r"\ ", r"\s+"), re.I)


def _pieces(elements: Iterable[html.HtmlElement]) -> Iterator[tuple[html.HtmlElement, str]]:
    """The elements' pieces of text in order, without what is no reader's text."""
    for element in elements:
        if element.text and not element.text.isspace() and element.tag not in _OUTSIDE:
            yield element, element.text
        if element.tail and not element.tail.isspace():
            yield element, element.tail


def _is_date_line(text: str) -> bool:
    """«Опубликовано: 18.10.2024, 14:05», and not «Сессия пройдёт 25 апреля 2024 года»."""
    return all(word in _AROUND or is_moment_word(word) for word in _WORD.findall(text.lower()))


def _outside(element: html.HtmlElement) -> bool:
    return any(ancestor.tag in _OUTSIDE for ancestor in element.iterancestors())


def _about_headline(page: Page, title: str | None) -> list[tuple[int, html.HtmlElement, str]]:
    """The pieces of text about the headline, each with its distance from it."""
    heading = next((e for e in page.root.iter("h1", "h2") if text_of(e) == title), None)
    if heading is None:
        return []
    order = page.root.iter()
    before = deque(takewhile(lambda element: element is not heading, order), maxlen=_WINDOW_ELEMENTS)
    pieces = list(_pieces(chain(before, (heading,), islice(order, _WINDOW_ELEMENTS))))
    head = next((n for n, (e, _) in enumerate(pieces) if e is heading or heading in e.iterancestors()), None)
    if head is None:
        return []
    near = range(max(0, head - _WINDOW), min(len(pieces), head + _WINDOW + 1))
    return sorted(((abs(n - head), *pieces[n]) for n in near), key=lambda piece: piece[0])


def _printed(page: Page, title: str | None, selectors: Selectors, fetched_at: datetime | None) -> datetime | None:
    """The moment printed nearest to the headline. A bare day of the visit is a header's."""
    shape = _shape(selectors.date_format)
    for _, element, raw in _about_headline(page, title):
        text = tidy(raw)
        match = shape.search(text) if shape else None
        if match is None and (len(text) > _LONGEST_STAMP or not _is_date_line(text)):
            continue
        moment = printed_moment(match[0] if match else text, fetched_at)
        if moment is None or _outside(element) or not plausible(moment, fetched_at):
            continue
        of_visit = fetched_at is not None and local_day(moment) == local_day(fetched_at)
        if match or not of_visit or _CLOCK_OR_TODAY.search(text.lower()):
            return moment
    return None


def _choose(moments: Iterable[datetime], fetched_at: datetime | None) -> datetime | None:
    """The first that is not of the day of the fetch, else the first."""
    believable = [moment for moment in moments if plausible(moment, fetched_at)]
    others = [m for m in believable if fetched_at is None or local_day(m) != local_day(fetched_at)]
    return next(iter(others or believable), None)


def declared_moment(page: Page, fetched_at: datetime | None) -> datetime | None:
    """The first believable moment that the page declares: JSON-LD, meta, microdata; the address is asked as below."""
    declared = next((m for m in _declared(page) if plausible(m, fetched_at)), None)
    return declared and published_at(page, title=None, selectors=Selectors(), fetched_at=fetched_at)


def published_at(
    page: Page, *, title: str | None, selectors: Selectors, fetched_at: datetime | None
) -> datetime | None:
    """When the page says it was published, aware; None where it does not say.

    Relative words («Сегодня, 09:10») are read against `fetched_at` only. A declared moment on the day of the fetch
    gives way to a day in the address: some sites stamp every page with the day of the visit.
    """
    declared = next((m for m in _declared(page) if plausible(m, fetched_at)), None)
    address = moment_in_address(page.url) or moment_in_address(page.canonical or "")
    if address is not None and not plausible(address, fetched_at):
        address = None
    if declared is not None and address is not None and fetched_at is not None:
        stamped_by_visit = local_day(declared) == local_day(fetched_at) != local_day(address)
        return address if stamped_by_visit else declared
    return (
        declared
        or address
        or _choose(_selected(page, selectors, fetched_at), fetched_at)
        or _printed(page, title, selectors, fetched_at)
    )
