"""What no bytes may break: each promise takes bytes as a site could send them, and fails with AssertionError.

The same functions stand behind the property tests, the fuzzers and the regression tests of what they found.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import get_args

from extractors.article import Rejected, read_page
from extractors.encoding import UndecodableError, decode
from extractors.gate import akim, topic
from extractors.mojibake import is_garbled
from extractors.sources import load_sites
from extractors.sources.site import Site, Way
from extractors.web.feeds import read_feed
from extractors.web.jsonlists import read_json_list
from extractors.web.listed import ListRead, sort_out
from extractors.web.listings import read_listing
from extractors.web.sitemaps import read_sitemap
from models.records import Article, Language

NOW = datetime(2025, 10, 22, 13, 0, tzinfo=UTC)
BASE = "https://news.example/list/"
# The first byte of an input chooses among these, so that headers and sites are tried together with what they bring.
TYPES = (
    *(None, "text/html", "text/html; charset=utf-8", "text/html; charset=windows-1251", "text/html; charset=koi8-r"),
    *("text/html; charset=utf-16", "text/html; charset=undefined", "application/json", "application/rss+xml"),
    "text/xml",
)
_ALL = load_sites()
_CHOSEN = ("tengrinews", "zakon", "nur", "govkz", "total", "akorda")  # a portal, an agency, JSON, many selectors, few
SITES: tuple[Site | None, ...] = (None, *(_ALL[key] for key in _CHOSEN))
_LANGUAGES = frozenset(get_args(Language))
_WAYS = (
    Way(kind="listing", address=BASE, verified="never", item="li", title="h3", date="time"),
    Way(kind="listing", address=BASE, verified="never", link="a", date="h5"),
)
_JSON = Way(kind="json", address=BASE, verified="never", link="/news/{id}?lang={lang}", title="name|title", date="date")


def chosen(data: bytes) -> tuple[str | None, Site | None, bytes]:
    """Header, site and payload that an input stands for."""
    choice = data[0] if data else 0
    return TYPES[choice % len(TYPES)], SITES[choice // len(TYPES) % len(SITES)], data[1:]


def article_keeps_its_promise(data: bytes) -> None:
    """`read_page` gives an article that can be stored and shown, or an outcome with its reason."""
    content_type, site, payload = chosen(data)
    url = f"{site.base_url}/news/2025/10/22/a-1.html" if site else "https://news.example/a-1"
    got = read_page(payload, url=url, content_type=content_type, site=site, fetched_at=NOW)
    if isinstance(got, Rejected):
        assert got.outcome in ("undecodable", "not_html", "not_article", "no_text")
        assert got.reason
        return
    assert isinstance(got, Article)
    assert got.text.strip() == got.text != ""
    assert got.language in _LANGUAGES
    moment = got.published_at
    assert moment is None or moment.utcoffset() is not None
    lines = got.text.split("\n\n")
    for line in (*lines, *(given for given in (got.title, got.lead, got.byline, got.agency) if given)):
        assert line.strip(), "a blank where something stands, or nothing"
        assert "\n" not in line, "a line end inside a paragraph"
        assert not is_garbled(line)
        line.encode()  # half of a surrogate pair, which no file holds
    topic(got.title or "", got.text)
    akim(got.title or "", got.text)


def _is_well_formed(read: ListRead) -> None:
    assert read.fault is None or (read.fault.strip() and not read.entries)
    for note in read.notes:
        assert note.strip()
    for entry in read.entries:
        assert entry.url.startswith(("http://", "https://"))
        assert entry.url.isascii()
        assert not any(char.isspace() for char in entry.url)
        for moment in (entry.published_at, entry.not_after):
            assert moment is None or moment.utcoffset() is not None
        if entry.title is not None:
            assert entry.title.strip() == entry.title != ""
            assert not is_garbled(entry.title)
            entry.title.encode()
    for site in SITES:
        if site is not None:
            assert len(sort_out(read.entries, site).entries) <= len(read.entries)


def feed_keeps_its_promise(data: bytes) -> None:
    """`read_feed` gives entries with clean addresses and aware moments, or says in words why there are none."""
    content_type, _, payload = chosen(data)
    _is_well_formed(read_feed(payload, content_type=content_type, base=BASE, now=NOW))


def lists_keep_their_promise(data: bytes) -> None:
    """So do the readers of sitemaps, listings and JSON lists."""
    content_type, _, payload = chosen(data)
    sitemap = read_sitemap(payload, base=BASE, now=NOW)
    _is_well_formed(sitemap.articles)
    assert all(child.url.startswith("http") for child in sitemap.children)
    try:
        text = decode(payload, content_type)
    except UndecodableError:
        return
    for way in _WAYS:
        _is_well_formed(read_listing(text, way, base=BASE, now=NOW))
    _is_well_formed(read_json_list(text, _JSON, base=BASE, now=NOW))


PROMISES: dict[str, Callable[[bytes], None]] = {
    "article": article_keeps_its_promise,
    "feed": feed_keeps_its_promise,
    "lists": lists_keep_their_promise,
}
