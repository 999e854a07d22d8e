"""What lists of articles hold before it is judged, and one address for one page."""

from __future__ import annotations

import html
import re
import string
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from extractors.bounds import ADDRESS_CHARACTERS
from extractors.mojibake import legible
from extractors.sources.site import Site

_ASCII = "".join(char for char in string.printable if not char.isspace())
_ABSOLUTE = re.compile(r"https?://[^/]", re.I)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")  # %d0%b0
_LONGEST_TITLE = 2000  # characters with their tags; what is longer is no title, and costs time to clean
_TAG = re.compile(r"<[^>]*>")  # <b>Токаев</b> in a feed's title
# Added by letters and networks to count visits; the page is the same without them.
_COUNTERS = re.compile(r"utm_\w+|fbclid|gclid|yclid|_openstat|from_source", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One entry of a list.

    `published_at` is what the list calls the publication; `not_after` the latest that the publication can have been
    (the publication itself, or a day of modification), for judging how far back a list reaches.
    """

    url: str
    title: str | None = None
    published_at: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """The entries of one page of a list, in its order. `fault`: why it is no list at all, said plainly.

    `cut`: entries are missing at the end. `guarded`: the fault is a door that asks for a key.
    """

    entries: tuple[Seen, ...] = ()
    fault: str | None = None
    notes: tuple[str, ...] = ()
    cut: bool = False
    guarded: bool = False


def plain(text: str | None) -> str | None:
    """A title without tags, entities and doubled blanks; None for an empty one, and for one that nobody can read."""
    return legible(" ".join(html.unescape(_TAG.sub("", (text or "")[:_LONGEST_TITLE])).split()) or None)


def looks_like_html(text: str) -> bool:
    """Whether a page came where a feed, sitemap or JSON was expected."""
    head = text[:1000].lstrip().lower()
    return head.startswith(("<!doctype html", "<html")) or "<head>" in head or "<body" in head


def clean_address(href: str, base: str) -> str | None:
    """The address that a link leads to, absolute and in one spelling; None for what is none (mailto:, «{{…}}»).

    Host in lower case without a trailing dot, no fragment, no default port, no visit counters; letters outside ASCII
    encoded as browsers send them (percent signs; a host's as xn--…). None also for one of more than ADDRESS_CHARACTERS.
    """
    href = href.strip()
    if not href or len(href) > ADDRESS_CHARACTERS or any(char in href for char in '{}<>"\\ \n\t'):
        return None
    try:
        parts = urlsplit(href if _ABSOLUTE.match(href) else urljoin(base, href))
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    standard = port is None or port == {"http": 80, "https": 443}[parts.scheme]
    query = "&".join(pair for pair in parts.query.split("&") if not _COUNTERS.fullmatch(pair.partition("=")[0]))
    netloc = host if standard else f"{host}:{port}"
    try:
        address = urlunsplit((parts.scheme, netloc, _encoded(parts.path) or "/", _encoded(query), ""))
    except UnicodeEncodeError:  # half of a surrogate pair, out of JSON: in no address
        return None
    return address if len(address) <= ADDRESS_CHARACTERS else None


def _encoded(part: str) -> str:
    """A path or query in ASCII; what is encoded already stays, its hexadecimal digits in upper case."""
    return _ESCAPE.sub(lambda escape: escape[0].upper(), quote(part, safe=_ASCII))


def _own_spelling(url: str, site: Site) -> str:
    """An address of the site as its own front page is spelt: with or without www., on https where the site is."""
    parts, own = urlsplit(url), urlsplit(site.base_url)
    if parts.port is not None or own.port is not None:
        return url
    host, home = parts.hostname or "", own.hostname or ""
    host = home if host.removeprefix("www.") == home.removeprefix("www.") else host
    scheme = own.scheme if own.scheme == "https" and host in site.hosts else parts.scheme
    return urlunsplit((scheme, host, parts.path, parts.query, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Entries that are articles of the site, and how many were left out and why, in words."""

    entries: tuple[Seen, ...]
    left_out: tuple[str, ...]


def sort_out(entries: tuple[Seen, ...], site: Site) -> Sorted:
    """Keeps what lies on the site's hosts and looks like one of its articles; a double is kept once.

    What a group named `drop` in `article_url` matches is no part of the address: «(?P<drop>\\?tag=.*)?».
    """
    article = re.compile(site.article_url)
    kept: dict[str, Seen] = {}
    elsewhere = unlike = 0
    for entry in entries:
        url = _own_spelling(entry.url, site)
        if urlsplit(url).hostname not in site.hosts:
            elsewhere += 1
        elif (match := article.search(url)) is None:
            unlike += 1
        else:
            dropped = match.groupdict().get("drop") or ""
            url = url.removesuffix(dropped) if dropped else url
            kept.setdefault(url, replace(entry, url=url))
    left_out = []
    if elsewhere:
        left_out.append(f"{elsewhere} links lead to other hosts")
    if unlike:
        left_out.append(f"{unlike} links do not look like articles (article_url)")
    return Sorted(entries=tuple(kept.values()), left_out=tuple(left_out))
