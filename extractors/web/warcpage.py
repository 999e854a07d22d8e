"""One archived page out of the block of its record: its body decoded within the same bounds as on the live web."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from extractors.bounds import PAGE_BYTES
from extractors.web.bounded import DamagedError, TooLargeError, read_bounded
from extractors.web.warchead import WarcHead
from models.records import Outcome, PageRef

LISTED_URI = "Akimwatch-Listed-URI"  # where redirects led away from the address that a list named
_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"
_SHOWN = 80  # characters of what is wrong: enough for every message of warcio's, and a line of a terminal for bytes
_STATUS = re.compile(r"[0-9]{3}")  # RFC 9110; whatever else stands there is nobody's status, and may fit no column
_HTTP = StatusAndHeadersParser(ArcWarcRecordLoader.HTTP_TYPES)

# AttributeError: warcio's own, on a head without a status line.
PAGE_FAULTS = (ArchiveLoadFailed, EOFError, ValueError, KeyError, TypeError, AttributeError)
"""What `page_of` may raise for a record that no page can be made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One archived page. `url`: as listed, where that is known; `final_url`: what answered.

    `payload` holds the decoded bytes, whose SHA-256 `page_ref` names where it is known; it is empty unless `outcome` is
    `fetched`. `content_type` is the page's own header, `status` None for a resource.
    """

    url: str
    final_url: str
    at: datetime
    status: int | None
    content_type: str | None
    payload: bytes
    outcome: Outcome = "fetched"
    reason: str | None = None
    page_ref: PageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    payload: bytes = b""
    outcome: Outcome = "fetched"
    reason: str | None = None


def page_of(head: WarcHead, block: bytes) -> ArchivedPage:
    """The page in a record; one of PAGE_FAULTS where its address, moment or HTTP head cannot be read."""
    if not head.uri:
        raise ValueError("a page without an address (WARC-Target-URI)")
    at = datetime.fromisoformat(head.fields["warc-date"])
    if at.utcoffset() is None:
        raise ValueError(f"a moment without a time zone: {head.fields['warc-date']}")
    http, body = _taken_apart(head, block)
    found = _body(head, http, body)
    status = http.get_statuscode() if http else ""
    content_type = http.get_header("Content-Type") if http else head.fields.get("content-type")
    return ArchivedPage(
        url=head.fields.get(LISTED_URI.lower()) or head.uri,
        final_url=head.uri,
        at=at,
        status=int(status) if _STATUS.fullmatch(status) else None,
        content_type=content_type,
        payload=found.payload,
        outcome=found.outcome,
        reason=found.reason,
    )


def _taken_apart(head: WarcHead, block: bytes) -> tuple[StatusAndHeaders | None, Any]:
    """The HTTP head, where the block has one, and a stream of what is behind it."""
    stream = io.BytesIO(block)
    if head.kind == "resource" or not head.uri.startswith(ArcWarcRecordLoader.HTTP_SCHEMES) or not block:
        return None, stream
    return _HTTP.parse(stream), stream


def _blocks(stream: Any) -> Iterator[bytes]:
    while block := stream.read(_CHUNK):
        yield block


def _body(head: WarcHead, http: StatusAndHeaders | None, stream: Any) -> _Body:
    if head.kind == "revisit":
        return _Body(outcome="unchanged", reason="a revisit record: its bytes lie in an earlier one")
    encoding = ""
    if http is not None:
        status = http.get_statuscode()
        if status != "200":
            return _Body(outcome="http_error", reason=f"status {status}")
        encoding = http.get_header("content-encoding") or ""
        if (http.get_header("transfer-encoding") or "").lower() == "chunked":
            stream = ChunkedDataReader(stream, decomp_type=None)  # passes on what is not chunked after all
    raw = b"".join(_blocks(stream))
    if encoding.lower() in ("gzip", "x-gzip") and not raw.startswith(_GZIP):
        encoding = ""  # some crawlers store the body decoded and leave the header
    try:
        return _Body(payload=read_bounded([raw], encoding, PAGE_BYTES))
    except TooLargeError as error:
        return _Body(outcome="too_large", reason=str(error))
    except DamagedError as error:
        return _Body(outcome="undecodable", reason=str(error))


def told(error: Exception) -> str:
    """What is wrong, in one line: messages quote what they could not read, which may be any bytes at all."""
    whole = str(error) or type(error).__name__
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in whole[:_SHOWN])
    return shown if len(shown) <= _SHOWN and len(whole) <= _SHOWN else f"{shown[:_SHOWN]}…"
