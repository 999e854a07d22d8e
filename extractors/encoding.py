"""Bytes to text. What a server or page declares is a hint; what reads as Russian or Kazakh is the proof.

Order: byte order mark, valid UTF-8, UTF-16 without a mark, then the declared charset and the Cyrillic ones side by
side, judged by how much their letters look like a written language.
"""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from math import log

from models.errors import SourceError

_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)  # text/html; charset=windows-1251
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)  # <meta charset="koi8-r">
_XML_CHARSET = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEAD_BYTES = 4096  # browsers look for <meta charset> in the first 1024; some pages here put scripts before it
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What a text never holds: C0 controls but tab, line ends, form feed and escape.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_FEW_CONTROLS = 8
_SURELY_BINARY = 0.1
_MOST_CONTROLS = 0.002  # of all bytes: editors leave a stray one a page; pictures and archives hold some 10 %
_CYRILLIC_CHARSETS = ("utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5", "kz1048")
_SAMPLE = 4_000  # characters outside ASCII that decide: two printed pages settle any letter count
# Letters of Russian prose in per cent (rounded, as in any frequency table); Kazakh ones as in mixed texts.
_PER_CENT = {
    **{"о": 11.0, "е": 8.5, "а": 8.0, "и": 7.4, "н": 6.7, "т": 6.3, "с": 5.5, "р": 4.7, "в": 4.5, "л": 4.4, "к": 3.5},
    **{"м": 3.2, "д": 3.0, "п": 2.8, "у": 2.6, "я": 2.0, "ы": 1.9, "ь": 1.7, "г": 1.7, "з": 1.7, "б": 1.6, "ч": 1.4},
    **{"й": 1.2, "х": 1.0, "ж": 0.9, "ш": 0.7, "ю": 0.6, "ц": 0.5, "щ": 0.4, "э": 0.3, "ф": 0.3, "ъ": 0.1, "ё": 1.0},
    **dict.fromkeys("әғқңөұүһі", 1.0),
}
_WEIGHTS = {letter: log(share) for letter, share in _PER_CENT.items()}
_STRANGE = -6.0  # Serbian letters, box drawing, C1 controls, the replacement character: rarer than any letter
_CASE_SWAP = 4.0  # the cost of a capital after a small letter: one undoes two frequent letters
_CAPITAL = 0.1  # the cost of a capital: all else equal, prose is in small letters
_MIXED = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")  # «Bьrgermeister»: Latin read as Cyrillic
_MIXED_SAMPLE = 20_000  # characters, markup and all
_MIXED_COST = 3.0  # more than the most frequent letter earns
_PUNCTUATION = frozenset("«»—–−…“”„’‘№•·©°§\u00a0\u00ad\u200b\u2060\ufeff₸€")
_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]+")
_BENEFIT_OF_DOUBT = 0.2  # for what is declared: decides between two readings of a heading, never of a text
_LEAST_LIKELY = 0.0  # a reading in a wrong Cyrillic charset scores below zero: odd letters, capitals inside words


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
        if codec._is_text_encoding and codec.name not in known:  # not base64, rot13 and the like
            known.append(codec.name)
    return known


def _controls(payload: bytes) -> int:
    return len(payload) - len(payload.translate(None, delete=_CONTROLS))


def _utf16_order(payload: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark: in it every other byte is 0x00 or 0x04 (Latin, Cyrillic)."""
    sample = payload[: 2 * _SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    for order, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[start::2]
        if (high.count(0) + high.count(4)) / half > 0.9:  # the rest: dashes and quotation marks (0x20)
            return order
    return None


def _letter_score(char: str) -> float:
    return 0.0 if char in _PUNCTUATION else _WEIGHTS.get(char.lower(), _STRANGE)


def cyrillic_score(text: str) -> float:
    """How much the characters outside ASCII look like Russian or Kazakh: about 1.4 for prose, negative for mojibake."""
    runs, seen = [], 0
    for match in _OUTSIDE_ASCII.finditer(text):
        runs.append(match[0])
        seen += len(match[0])
        if seen >= _SAMPLE:
            break
    if not seen:
        return 0.0
    total = sum(_letter_score(char) for run in runs for char in run)
    # KOI8 read as windows-1251 swaps the case: «Тренер» becomes «рТЕМЕП»
    swaps = sum(1 for run in runs for a, b in pairwise(run) if a.islower() and b.isupper())
    capitals = sum(1 for run in runs for char in run if char.isupper())
    mixed = len(_MIXED.findall(text[:_MIXED_SAMPLE]))
    return (total - _CASE_SWAP * swaps - _CAPITAL * capitals - _MIXED_COST * mixed) / seen


def _decode_as(payload: bytes, charset: str) -> str | None:
    """The text in one charset; UTF-8 may hold broken bytes (a page cut inside a letter), which cost it score."""
    try:
        return payload.decode(charset, errors="replace" if charset == "utf-8" else "strict")
    except (UnicodeDecodeError, LookupError):
        return None


def _judge(payload: bytes, declared: list[str]) -> str:
    best, best_score = None, float("-inf")
    for charset in dict.fromkeys((*declared, *_CYRILLIC_CHARSETS)):
        text = _decode_as(payload, charset)
        if text is None or "\x00" in text:
            continue
        score = cyrillic_score(text) + (_BENEFIT_OF_DOUBT if charset in declared else 0.0)
        if score > best_score:
            best, best_score = text, score
    if best is not None and best_score > _LEAST_LIKELY:
        return best
    for charset in declared:  # a page in another script: believe what it says, if it decodes
        text = None if charset == "utf-8" else _decode_as(payload, charset)
        if text is not None and "\x00" not in text and not charset.startswith("utf-16"):
            return text
    raise UndecodableError("no text in any declared or likely encoding")


def decode(payload: bytes, content_type: str | None = None) -> str:
    """The text of a page, feed or sitemap, without its byte order mark.

    `content_type` is the server's header. Raises UndecodableError for what is no text (a picture, an archive, NUL bytes
    outside UTF-16). Valid UTF-8 is believed whatever is declared: no other Cyrillic encoding is valid by chance.
    """
    for mark, charset in _BOMS:
        if payload.startswith(mark):
            try:
                return payload[len(mark) :].decode(charset)
            except UnicodeDecodeError:
                break  # a mark before something else: judge it like the rest
    controls = _controls(payload)
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(payload)) or controls > _SURELY_BINARY * len(payload):
        order = _utf16_order(payload)
        if order is None:
            raise UndecodableError("binary bytes, not text")
        return payload.decode(order, errors="replace")
    if b"\x00" in payload:
        raise UndecodableError("NUL bytes, not text")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return _judge(payload, _declared(payload, content_type))
