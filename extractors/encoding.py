"""Bytes to text. What a server or page declares is a hint; what reads as Russian or Kazakh is the proof.

Order: byte order mark, UTF-16 and UTF-32 by their zero bytes, UTF-8 where it is valid or mostly so, then the declared
charset and the Cyrillic ones side by side, judged by how much their letters look like a written language. What cannot
be told apart is refused: no reading at all is better than a wrong one.
"""

from __future__ import annotations

import codecs
import re

from extractors.mojibake import SAMPLE, cyrillic_score, garbled_share
from models.errors import SourceError

_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)  # text/html; charset=windows-1251
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)  # <meta charset="koi8-r">
_XML_CHARSET = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,300}\?>\s*", re.I)
_XML_DECLARATION_BYTES = re.compile(_XML_DECLARATION.pattern.encode(), re.I)
_HEAD_BYTES = 4096  # browsers look for <meta charset> in the first 1024; some pages here put scripts before it
_MARK = "\ufeff"
# The marks of UTF-32 first: in little order that of UTF-16 is their beginning.
_WIDE_MARKS = tuple(
    (_MARK.encode(charset), charset) for charset in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
)
# What a text never holds: C0 controls but tab, line ends, form feed and escape.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_FEW_CONTROLS = 8
_SURELY_BINARY = 0.1
_MOST_CONTROLS = 0.002  # of all bytes: editors leave a stray one a page; pictures and archives hold some 10 %
_WIDE_SAMPLE = 8_000  # bytes that show the order of wide characters
_MOSTLY = 0.9  # of their high bytes; the rest belong to dashes and quotation marks (0x20)
# How likely each is in the press of Kazakhstan, as what it adds to the sum of all letters' worth (about 1.4 each): it
# decides for a headline, never for a text. The last three are old archives' and single pages'.
_CHARSETS = {
    **{"cp1251": 0.0, "kz1048": -0.5, "koi8-r": -1.5, "koi8-u": -2.0, "cp866": -3.0, "iso8859-5": -3.0},
    **{"ptcp154": -4.0, "mac-cyrillic": -8.0},
}
_DECLARED = 6.0  # what a declaration adds: it decides for less than some ten letters, and for no text
_LEAST_LIKELY = 0.0  # a letter: a reading in a wrong Cyrillic charset scores below: odd letters, capitals inside words
_MARGIN = 1.5  # the sum by which a reading must beat any other: «ЧП» in one charset is «во» in another
# What Python calls text encodings and no page is written in; some of them fail on any bytes, or act on backslashes.
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})
_MOST_GARBLED = 0.3  # of a text in the charset that it declares, where that is none of Cyrillic letters
_WORDS = re.compile(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?")
_SCRIPTS = (b"<script", b"</script"), (b"<style", b"</style"), (b"<!--", b"-->")


class UndecodableError(SourceError):
    """Bytes that are no text in any declared or likely encoding."""


def _declared(payload: bytes, content_type: str | None) -> list[str]:
    """Charsets that the server, then the page, name, if Python knows them."""
    head = payload[:_HEAD_BYTES]
    http = _HTTP_CHARSET.search(content_type or "")
    inside = _XML_CHARSET.search(head) or _META_CHARSET.search(head)
    names = [http[1]] if http else []
    names += [inside[1].decode("ascii")] if inside else []
    known = []
    for name in names:
        try:
            codec = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        # not base64, rot13 and the like
        if codec._is_text_encoding and codec.name not in _NO_CHARSETS and codec.name not in known:
            known.append(codec.name)
    return known


def _controls(payload: bytes) -> int:
    return len(payload) - len(payload.translate(None, delete=_CONTROLS))


def _wide_charset(payload: bytes) -> str | None:
    """UTF-16 or UTF-32 by the zero bytes: the high byte of Latin and Cyrillic letters is 0x00 or 0x04."""
    sample = payload[: _WIDE_SAMPLE - _WIDE_SAMPLE % 4]
    for charset, width, high, low in (
        *(("utf-32-le", 4, 2, 1), ("utf-32-be", 4, 1, 2)),  # of UTF-32 the two highest bytes are always zero
        *(("utf-16-le", 2, None, 1), ("utf-16-be", 2, None, 0)),
    ):
        places = sample[low::width]
        if len(places) < 2 or (places.count(0) + places.count(4)) / len(places) <= _MOSTLY:
            continue
        if high is None or not any(sample[high::width]):
            return charset
    return None


def _wide(payload: bytes, charset: str) -> str:
    text = payload.decode(charset, errors="replace").removeprefix(_MARK)
    if "\x00" in text:
        raise UndecodableError("NUL characters, not text")
    return text


def _unseen_left_out(payload: bytes) -> bytes:
    """The payload without scripts, styles and comments: some come in another charset, and nobody reads them."""
    small = payload.lower()
    for opening, closing in _SCRIPTS:
        kept, at = [], 0
        while (start := small.find(opening, at)) >= 0 and (end := small.find(closing, start)) >= 0:
            kept.append((at, start))
            at = end
        if kept:
            kept.append((at, len(small)))
            payload = b" ".join(payload[start:end] for start, end in kept)
            small = payload.lower()
    return payload


def _mostly_utf8(payload: bytes) -> bool:
    """Whether more letters are valid UTF-8 than bytes are not: a cut page, a widget in another charset.

    No other Cyrillic charset comes near: its letters follow each other as no two bytes of UTF-8 do.
    """
    text = payload.decode("utf-8", errors="replace")
    return len(text) - len(text.encode("ascii", "ignore")) > 2 * text.count("\ufffd")


def _letters(payload: bytes) -> bytes:
    """What of a page tells its charset: the first words with bytes outside ASCII, and the Latin letters they touch.

    Each once: a heading is no surer for being the title, too.
    """
    found, size = dict[bytes, None](), 0
    for match in _WORDS.finditer(payload):
        if match[0] not in found:
            found[match[0]] = None
            size += len(match[0])
        if size >= SAMPLE:
            break
    return b" ".join(found)


def _judge(payload: bytes, declared: list[str]) -> str:
    seen = _unseen_left_out(payload)
    if seen.isascii():
        seen = payload
    if _mostly_utf8(seen):
        return payload.decode("utf-8", errors="replace")
    letters, rated = _letters(seen), []
    for charset in dict.fromkeys((*declared, *_CHARSETS)):
        text = letters.decode(charset, errors="replace")
        score, size = cyrillic_score(text)
        liking = _CHARSETS.get(charset, 0.0) + (_DECLARED if charset in declared else 0.0)
        rated.append((score * size + liking, score, charset, text))
    best, score, charset, read = max(rated, key=lambda one: one[0])
    if score < _LEAST_LIKELY or "\x00" in read:
        return _in_another_script(payload, declared)
    if any(best - other < _MARGIN and text != read for other, _, _, text in rated):
        raise UndecodableError("too few letters to tell in which encoding they are")
    return payload.decode(charset, errors="replace")


def _in_another_script(payload: bytes, declared: list[str]) -> str:
    """A page without Russian letters, as it declares itself: unless Cyrillic letters come of that, or none at all."""
    for charset in declared:
        if charset in ("utf-8", *_CHARSETS) or charset.startswith(("utf-16", "utf-32")):
            continue
        try:
            text = payload.decode(charset)
        except UnicodeError:
            continue
        if "\x00" not in text and garbled_share(text) <= _MOST_GARBLED:
            return text
    raise UndecodableError("no text in any declared or likely encoding")


def _cut_inside_a_letter(payload: bytes, error: UnicodeDecodeError) -> bool:
    return error.end == len(payload) and error.reason == "unexpected end of data"


def decode(payload: bytes, content_type: str | None = None) -> str:
    """The text of a page, feed or sitemap, without its byte order mark; what is cut inside a letter ends in U+FFFD.

    `content_type` is the server's header. Raises UndecodableError for what is no text (a picture, an archive, NUL bytes
    outside UTF-16) and where encodings cannot be told apart. Valid UTF-8 is believed whatever is declared: no other
    Cyrillic encoding is valid by chance. Whether its words were garbled before is `mojibake`'s to say.
    """
    for mark, charset in _WIDE_MARKS:
        if payload.startswith(mark):
            payload = payload[len(mark) :]
            if (seen := _wide_charset(payload)) or b"\x00" in payload:
                return _wide(payload, seen or charset)
            break  # a mark before something else: judge it like the rest
    while payload.startswith(codecs.BOM_UTF8):
        payload = payload[len(codecs.BOM_UTF8) :]
    controls = _controls(payload)
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(payload)) or controls > _SURELY_BINARY * len(payload):
        wide = _wide_charset(payload)
        if wide is None:
            raise UndecodableError("binary bytes, not text")
        return _wide(payload, wide)
    if b"\x00" in payload:
        raise UndecodableError("NUL bytes, not text")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError as error:
        if _cut_inside_a_letter(payload, error):
            return payload.decode("utf-8", errors="replace")
    return _judge(payload, _declared(payload, content_type))


def as_utf8(payload: bytes, content_type: str | None = None) -> bytes:
    """The bytes of an XML document in UTF-8 without a declaration, so that no parser believes a wrong one.

    Raises UndecodableError as `decode` does.
    """
    if payload.isascii() and b"\x00" not in payload:  # a sitemap of 50 MB: nothing to tell apart, nothing to copy twice
        declaration = _XML_DECLARATION_BYTES.match(payload)
        return payload[declaration.end() :] if declaration else payload
    return _XML_DECLARATION.sub("", decode(payload, content_type), count=1).encode("utf-8", "replace")
