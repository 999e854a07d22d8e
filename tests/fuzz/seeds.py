"""What a fuzzer starts from: pages and lists of our own sample web, in the encodings in use. Nothing of others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from fuzz.promises import TYPES

from flows.demo.reply import Reply
from flows.demo.sites import sample_sites

_FEW = 3  # pages of a kind: more of one template teach nothing
_ENCODINGS = ("utf-8", "windows-1251", "koi8-r", "utf-16")
_ORIGIN = "https://news.example"
_LISTS = ("rss", "feed", "sitemap", "/news/page", "?page=", "content-manager/news?")


def _first_byte(content_type: str) -> bytes:
    """The choice of `promises.chosen` that comes nearest to the header of a sample page; the site stays open."""
    kind = content_type.partition(";")[0]
    return bytes([TYPES.index(kind)]) if kind in TYPES else b"\x00"


def _replies(lists: bool) -> Iterator[Reply]:
    for site in sample_sites():
        fitting = (
            reply
            for path, reply in site.pages(_ORIGIN).items()
            if reply.status == 200 and reply.body and any(sign in path for sign in _LISTS) == lists
        )
        for _, reply in zip(range(_FEW), fitting, strict=False):
            yield reply


def seeds(target: str) -> Iterator[bytes]:
    """Inputs for a target of `promises`, each page in each encoding that holds it."""
    for reply in _replies(lists=target != "article"):
        head = _first_byte(reply.content_type)
        yield head + reply.body
        try:
            text = reply.body.decode()
        except UnicodeDecodeError:
            continue  # packed, or the old paper's windows-1251
        for encoding in _ENCODINGS[1:]:
            yield head + text.encode(encoding, "xmlcharrefreplace")


def write_seeds(target: str, folder: Path) -> int:
    """Write them, each under its digest; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds(target):
        (folder / hashlib.sha256(data).hexdigest()[:20]).write_bytes(data)
    return len(list(folder.iterdir()))
