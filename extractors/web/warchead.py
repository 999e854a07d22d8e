"""The head of one WARC record: the few fields that say whose page it is, read before anything else of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders

LONGEST = 64 * 1024
"""Bytes of a head. Those of Common Crawl have 600; an address may have some thousands."""
PAGE_RECORDS = frozenset({"response", "resource", "revisit"})
"""The others tell of pages, they are none."""
_MOST_DIGITS = 15  # of a length in bytes: a petabyte; Python refuses to read thousands of them
_LONGEST_HOST = 253  # characters: RFC 1035; what is longer is somebody's joke on whoever lists hosts
_END = b"\r\n\r\n"


class HeadError(ValueError):
    """Bytes that are no head of a WARC record; the message says in one line why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcHead:
    """`size`: bytes of the head itself, its blank line included; `length`: those of the block behind it."""

    fields: Mapping[str, str]
    pairs: tuple[tuple[str, str], ...]
    version: str
    size: int
    length: int

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "")

    @property
    def is_page(self) -> bool:
        """Whether it is a page of some address; its address may be missing all the same."""
        return self.kind in PAGE_RECORDS and not self.uri.startswith("dns:")

    @property
    def uri(self) -> str:
        """What answered; early Common Crawl put it between angle brackets."""
        return self.fields.get("warc-target-uri", "").strip("<>")

    @property
    def host(self) -> str:
        """The host of the address, in lower case, without «www.» and a dot at its end; empty for what is none."""
        try:
            host = (urlsplit(self.uri).hostname or "").removeprefix("www.").rstrip(".")
        except ValueError:
            return ""
        return host if len(host) <= _LONGEST_HOST and host.isprintable() else ""

    def as_warcio(self) -> StatusAndHeaders:
        return StatusAndHeaders(self.version, list(self.pairs), protocol=self.version)


def read_head(content: bytes) -> WarcHead:
    """The head that `content` begins with. HeadError where it has none, or none that says how long its record is."""
    end = content.find(_END, 0, LONGEST)
    if not content.startswith(b"WARC/"):
        raise HeadError("not a whole WARC record: it does not begin with WARC/")
    if end < 0:
        raise HeadError("not a whole WARC record: its head has no end")
    version, *lines = content[:end].decode("utf-8", "replace").split("\r\n")
    pairs = tuple(_pairs(lines))
    fields = {name.lower(): value for name, value in reversed(pairs)}  # the first of a name counts
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdecimal() and len(length) <= _MOST_DIGITS):
        raise HeadError("not a whole WARC record: it does not say how long it is")
    return WarcHead(fields=fields, pairs=pairs, version=version, size=end + len(_END), length=int(length))


def _pairs(lines: list[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in (" ", "\t") and pairs:  # folded, as the standard of 2009 still allowed
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            pairs.append((name.strip(), value.strip()))
    return pairs
