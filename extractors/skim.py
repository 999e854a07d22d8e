"""The cheap look at a page's bytes: is there a word in it for which it would have to be read?

It runs in the process that walks a file, so its time is linear in the payload whatever that is, and nothing is parsed
but a bounded head. It may only save time: a page that passes a gate when it is read is not passed over. So it looks at
every letter of the page, wherever it stands: menus and attributes included, and scripts that may be more than scripts.
(Known to be missed: a word that holds a whole widget with Latin letters in it, «а<b>x</b>ким» with the «x» left out.)

Nine tenths of a page are Latin letters of its markup. They are dropped in one pass; what is left is looked through as
text. Words of both alphabets («АHК» typed with a Latin H) and words that tags cut («<b>А</b>ким») are looked at apart.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice

from extractors.article import is_no_page
from extractors.encoding import UndecodableError, decode
from extractors.gate import in_one_alphabet
from extractors.gate_apart import may_open
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
_LONGEST_WORD = 60  # bytes: thirty letters, longer than any of the gates'
_MOST_PLACES = 5_000
"""Where tags stand between letters, or letters of two alphabets meet: a menu without spaces has some 300. What has more
is read further."""
# The commonest words of the gates as they mostly stand: two looks, and most pages with a menu are known to be read.
_COMMONEST = tuple(word.encode() for word in (" аким", "Аким", "ссамбле", "межэтни"))
_LATIN = string.ascii_letters.encode()
_DROPPED = _LATIN + string.digits.encode() + b"_"
_BLANKS = bytes(byte if byte >= 0x80 or byte in _DROPPED else 0x20 for byte in range(256))


def _kinds() -> bytes:
    """What kind each byte is of: L begins a Cyrillic letter, c ends a letter, a is a Latin one; <>&;# stay."""
    kinds = bytearray(b" " * 256)
    for byte in range(256):
        if byte in _LATIN:
            kinds[byte] = ord("a")
        elif byte in b"<>&;#":
            kinds[byte] = byte
        elif 0xD0 <= byte <= 0xD3:
            kinds[byte] = ord("L")
        elif 0x80 <= byte < 0xC0:
            kinds[byte] = ord("c")
        elif byte >= 0xC0:
            kinds[byte] = ord("x")
    return bytes(kinds)


_KINDS = _kinds()
_TAGS = rb"(?:<[^<>]{0,2000}>)++"
_BETWEEN = (re.compile(rb"c" + _TAGS + rb"[La]"), re.compile(rb"a" + _TAGS + rb"L"))  # of kinds: «А</b>к», «A</b><i>к»
_APART = re.compile(rb"[\x00-@\[-`{-\x7f]|\xc2[\x80-\xbf]|\xe2[\x80-\xbf]{2}")  # what ends a word: marks, «», dashes
# Nothing to a reader, and within a word often: a soft hyphen, joiners, spaces without width.
_UNSEEN = re.compile(
    rb"&(?:amp;)*(?:shy|zwn?j|ZeroWidthSpace|NoBreak|#0*(?:173|820[3-7]|8288|65279)"
    rb"|#[xX]0*(?:[aA][dD]|200[b-fB-F]|2060|[fF][eE][fF][fF]))\b;?"
)
# A letter by its number or name: Latin ones look like ours, and 1024 to 1327 are Cyrillic.
_LETTER = re.compile(
    rb"&(?:amp;)*(?:#0*(?:6[5-9]|[7-9]\d|1[01]\d|12[0-2]|10[2-9]\d|1[12]\d\d|13[0-2]\d)\b"
    rb"|#[xX]0*(?:[46][1-9a-fA-F]|[57][0-9aA]|[45][0-9a-fA-F]{2})\b|[A-Za-z]{1,6}cy\b)"
)
_TYPED_IN_LATIN = re.compile(rb"\b(?:AHK|KXA)\b")  # abbreviations that are made of look-alikes alone
# Signs of Kazakh in one of its two Latin alphabets: then all Latin letters are looked through, too.
_KAZAKH_LATIN = ("\u0131".encode(), b"azaq")
_ESCAPED = b"\\u04"
_SCRIPTS = ((b"<script", b"</script"), (b"<style", b"</style"))
_TAG_BYTES = 500  # in which a script says that it is JSON-LD
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
    if any(word in page for word in _COMMONEST) or _may_open(_without_scripts(page)):
        return None
    return _declared(page, url=url, site=site, fetched_at=fetched_at)


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


def _without_scripts(page: bytes) -> bytes:
    """The page without its scripts and styles, half of it mostly; JSON-LD stays, for reading goes by it.

    What looks like the beginning of one may stand in a comment or an attribute: so nothing goes that holds a closing
    tag or the end of a comment, as all text has that lies between such a one and the end of a real script. Short ones
    stay: they may lie in a heading, whose text they are part of.
    """
    for opening, closing in _SCRIPTS:
        kept, at, sought = [], 0, 0
        while (start := page.find(opening, sought)) >= 0 and (end := page.find(closing, start)) >= 0:
            script, sought = page[start:end], end
            if len(script) > _TAG_BYTES and not (
                b"</" in script or b"-->" in script or b"ld+json" in script[:_TAG_BYTES].lower()
            ):
                kept.append(page[at:start])
                at = end
        page = b"".join((*kept, page[at:]))
    return page


def _may_open(page: bytes) -> bool:
    """Whether a gate's word may be in it, or letters that only reading can tell."""
    if b"&" in page and _LETTER.search(page):
        return True
    if _ESCAPED in page and any(_ESCAPED in script for script in _structured(page)):
        return True
    if b"&" in page:
        page = _UNSEEN.sub(b"", page)
    kinds = page.translate(_KINDS)
    letters = page.translate(_BLANKS, _DROPPED).split()
    mixed = list(islice(_mixed(page, kinds), _MOST_PLACES))
    between = chain.from_iterable(pattern.finditer(kinds) for pattern in _BETWEEN)
    places = [place.span() for place in islice(between, _MOST_PLACES)]
    if max(len(mixed), len(places)) == _MOST_PLACES:
        return True
    cut = {piece for place in places for piece in _pieces(page, *place)}
    text = b" ".join((*letters, *mixed, *_in_latin(page)))
    return may_open(_folded(text), {_folded(piece).strip() for piece in cut})


def _folded(text: bytes) -> str:
    return in_one_alphabet(without_hidden(text.decode("utf-8", "replace")))


def _mixed(page: bytes, kinds: bytes) -> Iterator[bytes]:
    """What stands around the places where letters of the two alphabets meet: a word and its neighbours."""
    for meeting in (b"aL", b"Lca"):
        at = -1
        while (at := kinds.find(meeting, at + 1)) >= 0:
            yield page[max(0, at - 2 * _LONGEST_WORD) : at + 2 * _LONGEST_WORD].translate(_BLANKS)
            at += _LONGEST_WORD // 2


def _pieces(page: bytes, start: int, end: int) -> Iterator[bytes]:
    """The letters on both sides of the tags at `start` to `end`, which are kinds' places: up to a word each."""
    before = page[max(0, start + 1 - _LONGEST_WORD) : start + 1]
    after = page[end - 1 : end - 1 + _LONGEST_WORD]
    yield _APART.split(before)[-1]
    yield _APART.split(after)[0]


def _in_latin(page: bytes) -> Iterator[bytes]:
    """The gates' words in Latin letters that the page may hold."""
    if b"AHK" in page or b"KXA" in page:
        yield from _TYPED_IN_LATIN.findall(page)
    if any(sign in page for sign in _KAZAKH_LATIN):
        yield page.lower()


def _structured(page: bytes) -> Iterator[bytes]:
    """The JSON-LD scripts."""
    small, at = page.lower(), 0
    while (start := small.find(b"ld+json", at)) >= 0:
        at = small.find(b"</script", start)
        at = len(page) if at < 0 else at
        yield page[small.rfind(b"<", 0, start) : at]


def _declared(page: bytes, *, url: str, site: Site | None, fetched_at: datetime | None) -> PassedOver | None:
    head = _head(page, url)
    if head is None or says_it_is_a_list(head, site):
        return None
    published = declared_moment(head, fetched_at)
    if published is None:
        return None
    title = legible(find_title(head, _NONE))
    return PassedOver(title=title, published_at=published, regions=regions_named(title, "") if title else ())


def _head(page: bytes, url: str) -> Page | None:
    """The page's head with all its JSON-LD, parsed; None where it has no end, or is larger than a head is."""
    end = page[:_HEAD_BYTES].lower().find(b"</head")
    declared = b"".join(script + b"</script>" for script in _structured(page[end:])) if end >= 0 else b""
    if end < 0 or len(declared) > _HEAD_BYTES:
        return None
    return parse_page((page[:end] + declared + b"</head><body></body>").decode("utf-8", "replace"), url)
