"""The cheap look at a page's bytes: is there a word in it for which it would have to be read?

It runs in the process that walks a file, so its time is linear in the payload whatever that is, and nothing is parsed
but a bounded head. It may only save time: a page that passes a gate when it is read whole is never passed over. So it
looks at everything that a page could say, wherever that stands: in text as tags cut it, in the declarations of its
head, in JSON-LD. Only scripts, styles and the insides of other tags are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from extractors.article import is_no_page
from extractors.encoding import UndecodableError, decode
from extractors.gate import in_one_alphabet
from extractors.gate_apart import BORDER, may_open
from extractors.mojibake import legible
from extractors.page.document import Page, parse_page, without_hidden
from extractors.page.kind import says_it_is_a_list
from extractors.page.metadata import find_title
from extractors.page.published import declared_moment
from extractors.regions_named import regions_named
from extractors.sources.site import Selectors, Site
from models.records import PassedOver

_HEAD_BYTES = 128 * 1024
"""Of the head, scripts aside: the largest seen has 40 KB. One that goes on is read further."""
_LEAST_BYTES = 512  # a page has a head; what is shorter costs nothing to read
_MOST_ENTITIES = 20_000
"""The most seen in one page is some 2,000 (an old editor that wrote every quotation mark so)."""
# All tags but <meta>, whose attributes are text. A tag goes to the first «>» at least, whatever stands in it. A comment
# is looked at like text: in a heading it is text.
_TAG = re.compile(rb"<(?:[a-ln-zA-LN-Z/]|[mM](?![eE]))[^>]*>")
_MARKUP = re.compile(r"<[^<>]*>")
_EDGE = b"\0"  # a page that is looked at holds none
_UNSEEN = ((b"<script", b"</script"), (b"<style", b"</style"))
_TAG_BYTES = 1_000  # in which a script says its type; JSON-LD that says it later has its @type, or is nobody's
_HEADING_BYTES = 500  # before a script, in which a heading that holds it would begin
_NAME_ENDS = frozenset({b" ", b"\t", b"\n", b"\r", b"\f", b"/", b">"})
# A region with one of these may begin in a comment or a heading and end beyond it: it is looked at like text.
_COMMENT_ENDS = (b"-->", b"--!>")
_HEADING_ENDS = (b"</title", b"</textarea", b"</style", b"</iframe", b"</no", b"</xmp")
_UNFINISHED = re.compile(r"&#?\w{0,31}(?:[<>]|\Z)")  # &<b>#1072;</b>
_ENTITY = re.compile(r"&#?\w{0,31}(?:[;<>]|\Z)")  # what &&shy;shy; leaves
_ESCAPED_SPACE = re.compile(r"\\[nrtfbv]")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_NONE = Selectors()


def skim(
    payload: bytes, *, url: str, content_type: str | None, site: Site | None, fetched_at: datetime | None
) -> PassedOver | None:
    """`PassedOver` where no gate can open to anything that the page could say and its head declares when it was
    published; None where it has to be read further. Never raises for what a page is.
    """
    if len(payload) < _LEAST_BYTES or is_no_page(payload, content_type):
        return None
    page = _as_utf8(payload, content_type)
    if page is None or page.lstrip()[:1] != b"<":  # not a page of tags: JSON, or text
        return None
    seen, declared = _parts(page)
    try:
        text = _text_of(seen, declared)
    except ValueError:  # entities that only reading can tell; Python refuses one of 5,000 digits
        return None
    return None if may_open(text) else _declared(seen, declared, url=url, site=site, fetched_at=fetched_at)


def _as_utf8(payload: bytes, content_type: str | None) -> bytes | None:
    if b"\x00" in payload:
        return None
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return payload.removeprefix(b"\xef\xbb\xbf")
    try:
        return decode(payload, content_type).encode("utf-8", "replace")
    except UndecodableError:
        return None


def _parts(page: bytes) -> tuple[bytes, list[bytes]]:
    """The page without scripts and styles, and its JSON-LD scripts, whole."""
    small = page.lower()
    kept, declared, at = [], [], 0
    for start, end in sorted(region for marks in _UNSEEN for region in _regions(small, *marks)):
        if small.find(b"@type", start, end) >= 0 or b"ld+json" in small[start : start + _TAG_BYTES]:
            declared.append(page[start:end])
        if start >= at and _is_unseen(small, at, start, end):
            kept.append(page[at:start])
            at = end
    kept.append(page[at:])
    return b"".join(kept), declared


def _regions(small: bytes, opening: bytes, closing: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while (start := small.find(opening, at)) >= 0:
        at = start + len(opening)
        if small[at : at + 1] not in _NAME_ENDS:
            continue  # <script-loader>, <style<b>
        at = small.find(closing, start)
        if at < 0:
            at = len(small)
        yield start, at


def _is_unseen(small: bytes, at: int, start: int, end: int) -> bool:
    """Whether what looks like a script is one, and no part of a comment, a heading or another tag's attribute."""
    if small.rfind(b"<", at, start) > small.rfind(b">", at, start):
        return False
    near = max(at, start - _HEADING_BYTES)
    if any(small.rfind(b"<" + tag, near, start) > small.rfind(b"</" + tag, near, start) for tag in (b"h1", b"h2")):
        return False  # the text of a heading is all that stands in it
    if small.find(b"--", start, end) >= 0 and any(small.find(mark, start, end) >= 0 for mark in _COMMENT_ENDS):
        return False
    return small.find(b"</", start, end) < 0 or not any(small.find(mark, start, end) >= 0 for mark in _HEADING_ENDS)


def _text_of(seen: bytes, declared: list[bytes]) -> str:
    """Everything that the page could say, folded, BORDER between its pieces."""
    tags_end = seen.rfind(b">") + 1  # behind it every «<» would be followed to the end in vain
    pieces = {*_TAG.split(seen[:tags_end]), seen[tags_end:], *_headings(seen)}
    text = b"<".join(map(_squeezed, pieces)).replace(_EDGE, b"").decode("utf-8", "replace")
    if declared:
        said = _said(b"<".join(declared).decode("utf-8", "replace"))
        text = BORDER.join((text, said, _MARKUP.sub(BORDER, said)))
    if "&" in text:
        text = _unescaped(_unescaped(text))  # «&amp;shy;» is one to the parser and another to `tidy`
    text = without_hidden(text)
    if "&" in text and _ENTITY.search(text):
        raise ValueError("an entity within an entity")
    text = in_one_alphabet(text)[1:-1].replace(">", BORDER)
    for space in "\t\r\f\v":
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _unescaped(text: str) -> str:
    if text.count("&") > _MOST_ENTITIES or _UNFINISHED.search(text):
        raise ValueError("more entities than a page has, or one that may go on behind a tag")
    return html.unescape(text)


def _squeezed(piece: bytes) -> bytes:
    """One blank for white space, at the edges too; most of a page's is its indentation."""
    return b" ".join((_EDGE + piece + _EDGE).split())


def _headings(seen: bytes) -> Iterator[bytes]:
    """The pages' own titles (drawings have some, too) as they stand: what looks like a tag in one is its text."""
    small = seen.lower()
    for start, end in chain(_regions(small, b"<title", b"</title"), _regions(small, b"<textarea", b"</textarea")):
        yield seen[start:end]


def _said(script: str) -> str:
    """The words of a JSON-LD script, also of one that no parser takes."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), _ESCAPED_SPACE.sub(" ", script))


def _declared(
    seen: bytes, declared: list[bytes], *, url: str, site: Site | None, fetched_at: datetime | None
) -> PassedOver | None:
    page = _head(seen, declared, url)
    if page is None or says_it_is_a_list(page, site):
        return None
    published = declared_moment(page, fetched_at)
    if published is None:
        return None
    title = legible(find_title(page, _NONE))
    return PassedOver(title=title, published_at=published, regions=regions_named(title, "") if title else ())


def _head(seen: bytes, declared: list[bytes], url: str) -> Page | None:
    """The page's head with all its JSON-LD, parsed; None where it has no end, or is larger than a head is."""
    end = seen[:_HEAD_BYTES].lower().find(b"</head")
    if end < 0 or sum(map(len, declared)) > _HEAD_BYTES:
        return None
    scripts = b"".join(script + b"</script>" for script in declared)
    return parse_page((seen[:end] + scripts + b"</head><body></body>").decode("utf-8", "replace"), url)
