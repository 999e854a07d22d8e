"""RSS and Atom: feedparser reads the feed, we read its dates."""

from __future__ import annotations

import io
import re
from datetime import datetime
from itertools import islice
from typing import Any

import feedparser

from extractors.bounds import FEED_ITEMS, FEED_TAGS
from extractors.encoding import UndecodableError, as_utf8
from extractors.web.listdates import machine_moment, shown_moment
from extractors.web.listed import ListRead, Seen, clean_address, looks_like_html, plain

_ENTITY = re.compile(rb"<!ENTITY", re.I)  # entities of a feed's own serve attacks only («billion laughs»)
_END = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.I | re.S)
_ITEM = re.compile(rb"<(?:item|entry)[\s>]", re.I)
_STUB = b"<item>"  # an item that is not whole keeps the parser's last one from being it
# &#55357;&#56832;: half an emoji each, as scripts write them. feedparser ends with an exception on either.
_REFERENCE = re.compile(rb"&#(x[0-9a-f]+|[0-9]+);?", re.I)
_LONGEST_CODE = 7  # digits of the last character, 1114111
_BEYOND = 0x110000  # the first number that is no character
# What its loose parser may end with on markup that no feed has: faults of the feed, which is one of many.
_ITS_OWN = (ValueError, AssertionError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
# feedparser believes a header before all else, and us-ascii where a text/xml names none: we have read the letters
_UTF8 = {"content-type": "application/xml; charset=utf-8"}
_TAIL = 2000  # bytes in which the closing tag is looked for; some servers append a comment


def _fault(payload: bytes) -> str | None:
    if not payload.strip():
        return "the feed is empty: no bytes"
    if _ENTITY.search(payload):
        return "the feed declares entities of its own: refused"
    head = payload[:3000].decode("utf-8", errors="replace")
    if looks_like_html(head):
        return "the feed answers with an HTML page"
    return None


def _first_items(payload: bytes) -> bytes:
    """The feed up to its most items: whole, or cut where the next one begins."""
    starts = (found.start() for found in _ITEM.finditer(payload))
    after = next(islice(starts, FEED_ITEMS, None), None)
    return payload if after is None else payload[:after] + _STUB


def _possible(reference: re.Match[bytes]) -> bytes:
    """The reference itself, or U+FFFD where it names no character."""
    digits = reference[1].lower()
    shown = digits.lstrip(b"x0")
    code = int(shown or b"0", 16 if digits.startswith(b"x") else 10) if len(shown) <= _LONGEST_CODE else _BEYOND
    return reference[0] if code < _BEYOND and not 0xD800 <= code <= 0xDFFF else b"\xef\xbf\xbd"


def _seen(entry: Any, base: str, now: datetime, *, atom: bool) -> Seen | None:
    link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
    url = clean_address(link, base) if link else None
    if url is None:
        return None
    # dict.get: feedparser's own answers `published` where `updated` is asked for and missing
    published = _moment(dict.get(entry, "published"), now)
    changed = _moment(dict.get(entry, "updated"), now)  # Atom: the last change; RSS (dc:date): the publication
    if published is None and not atom:
        published = changed
    return Seen(url=url, title=plain(entry.get("title")), published_at=published, not_after=published or changed)


def _moment(text: str | None, now: datetime) -> datetime | None:
    return machine_moment(text, now) or shown_moment(text, now)


def read_feed(payload: bytes, *, content_type: str | None, base: str, now: datetime) -> ListRead:
    """The entries of a feed, with addresses absolute to `base`.

    A page in place of a feed is a fault, not an empty feed. Of a cut feed the last entry is not believed: its address
    may be cut, too.
    """
    try:
        payload = as_utf8(payload, content_type)
    except UndecodableError as error:
        return ListRead(fault=f"the feed is no text: {error}")
    fault = _fault(payload)
    if fault is not None:
        return ListRead(fault=fault)
    shortened = _first_items(payload)
    if (tags := shortened.count(b"<")) > FEED_TAGS:
        return ListRead(fault=f"{tags:,} tags in one feed, more than {FEED_TAGS:,}")
    try:
        feed = feedparser.parse(
            io.BytesIO(_REFERENCE.sub(_possible, shortened)),
            response_headers=_UTF8,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _ITS_OWN as error:
        return ListRead(fault=f"the feed is broken beyond reading ({type(error).__name__})")
    version = feed.get("version") or ""
    if not version:
        return ListRead(fault="the answer is neither RSS nor Atom")
    entries = feed.entries
    cut = bool(feed.bozo) and not _END.search(payload[-_TAIL:])
    notes = []
    if shortened is not payload:
        entries, cut = entries[:FEED_ITEMS], True
        notes.append(f"only the first {FEED_ITEMS:,} items of the feed are taken")
    elif cut:
        entries = entries[:-1]
        notes.append(f"the feed is cut off after {len(entries)} whole items")
    seen = [_seen(entry, base, now, atom=version.startswith("atom")) for entry in entries]
    kept = tuple(item for item in seen if item is not None)
    if len(kept) < len(seen):
        notes.append(f"{len(seen) - len(kept)} items without an address")
    return ListRead(entries=kept, notes=tuple(notes), cut=cut)
