"""Pages out of WARC files: our own, and those of others (Common Crawl's CC-NEWS).

What can be read is read: a cut or damaged record costs itself and is reported, never the rest of the file.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from extractors.bounds import PAGE_BYTES
from extractors.web.bounded import DamagedError, TooLargeError, read_bounded
from extractors.web.gzmembers import MOST_BYTES, iter_members
from extractors.web.warcfile import ArchiveError
from models.errors import BadInput
from models.records import Outcome, PageRef

LISTED_URI = "Akimwatch-Listed-URI"  # where redirects led away from the address that a list named
_PAGE_RECORDS = frozenset({"response", "resource", "revisit"})  # the others tell of pages, they are none
_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"

_SHOWN = 80  # characters of what is wrong: enough for every message of warcio's, and a line of a terminal for bytes

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """One archived page. `url`: as listed, where that is known; `final_url`: what answered.

    `payload` holds the decoded bytes whose SHA-256 `page_ref` names; it is empty unless `outcome` is `fetched`.
    `content_type` is the page's own header, `status` None for a resource.
    """

    url: str
    final_url: str
    at: datetime
    status: int | None
    content_type: str | None
    payload: bytes
    page_ref: PageRef
    outcome: Outcome = "fetched"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    payload: bytes = b""
    outcome: Outcome = "fetched"
    reason: str | None = None


def _blocks(stream: Any) -> Iterator[bytes]:
    while block := stream.read(_CHUNK):
        yield block


def _body(record: Any) -> _Body:
    """The payload of a record, decoded within the same bounds as on the live web."""
    if record.rec_type == "revisit":
        return _Body(outcome="unchanged", reason="a revisit record: its bytes lie in an earlier one")
    headers, stream = record.http_headers, record.raw_stream
    encoding = ""
    if headers is not None:
        status = headers.get_statuscode()
        if status != "200":
            return _Body(outcome="http_error", reason=f"status {status}")
        encoding = headers.get_header("content-encoding") or ""
        if (headers.get_header("transfer-encoding") or "").lower() == "chunked":
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


def _page(record: Any, file: str, offset: int) -> ArchivedPage | None:
    """The page in a record; None for a record of another kind."""
    uri = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type not in _PAGE_RECORDS or uri.startswith("dns:"):
        return None
    body = _body(record)
    headers = record.http_headers or record.rec_headers
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    uri = uri.strip("<>")
    return ArchivedPage(
        url=record.rec_headers.get_header(LISTED_URI) or uri,
        final_url=uri,
        at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        status=int(status) if status.isdecimal() else None,
        content_type=headers.get_header("Content-Type"),
        payload=body.payload,
        page_ref=PageRef(file=file, offset=offset, sha256=hashlib.sha256(body.payload).hexdigest()),
        outcome=body.outcome,
        reason=body.reason,
    )


def _whole(record: Any) -> Any:
    """The record with its block in memory; EOFError where fewer bytes follow than it announces."""
    announced = int(record.rec_headers.get_header("Content-Length") or 0)
    if announced > MOST_BYTES:
        raise TooLargeError(f"a record of {announced:,} bytes")
    if not isinstance(record.raw_stream, LimitReader):
        raise ValueError("it does not say how long it is")
    block = b"".join(_blocks(record.raw_stream))
    if record.raw_stream.limit > 0:
        raise EOFError(f"{record.raw_stream.limit:,} of {announced:,} bytes are missing")
    record.raw_stream = io.BytesIO(block)
    return record


# AttributeError: warcio's own, on the record of a page that has no address.
_FAULTS = (ArchiveLoadFailed, EOFError, TooLargeError, ValueError, KeyError, TypeError, AttributeError)


def _told(error: Exception) -> str:
    """What is wrong, in one line: messages quote what they could not read, which may be any bytes at all."""
    whole = str(error) or type(error).__name__
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in whole[:_SHOWN])
    return shown if len(shown) <= _SHOWN and len(whole) <= _SHOWN else f"{shown[:_SHOWN]}…"


def _records(file: BinaryIO, offset: int = 0) -> Iterator[tuple[int, Any | str]]:
    """Offset and record, or offset and what is wrong there, one after another."""
    file.seek(offset)
    if file.read(2) != _GZIP:
        yield from _plain_records(file, offset)
        return
    for member in iter_members(file, offset):
        if member.fault is not None:
            yield member.offset, member.fault
        elif member.content is None:
            yield (
                member.offset,
                (
                    f"more than {MOST_BYTES:,} bytes in one gzip stream; if all records share it, recompress the file "
                    "record by record (warcio recompress)"
                ),
            )
        else:
            for _, found in _plain_records(io.BytesIO(member.content), 0):
                yield member.offset, found


def _plain_records(file: BinaryIO, offset: int) -> Iterator[tuple[int, Any | str]]:
    file.seek(offset)
    records = WARCIterator(file)
    try:
        for record in records:
            at = records.offset
            yield at, _whole(record)
    except _FAULTS as error:
        yield records.offset, f"not a whole WARC record ({_told(error)})"


def _relative(path: Path, folder: Path | None) -> str:
    if folder is None:
        return path.name
    whole = path.resolve()
    return whole.relative_to(folder.resolve()).as_posix() if whole.is_relative_to(folder.resolve()) else str(whole)


def iter_pages(
    path: Path, *, folder: Path | None = None, report: Callable[[str], None] = _log.warning
) -> Iterator[ArchivedPage]:
    """Every page of a WARC file in order, gzipped record by record or plain.

    `report` gets one line for each place that is cut or damaged; the pages before and behind it are still given.
    References are relative to `folder` (the file's own folder by default), absolute for a file outside it. BadInput
    where the file cannot be opened.
    """
    name = _relative(path, folder)
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); give a WARC file") from error
    with file:
        if not path.stat().st_size:
            report(f"{path}: the file is empty")
        for offset, found in _records(file):
            if isinstance(found, str):
                report(f"{path}: at byte {offset}: {found}")
                continue
            try:
                page = _page(found, name, offset)
            except _FAULTS as error:
                report(f"{path}: at byte {offset}: not a readable record ({_told(error)})")
                continue
            if page is not None:
                yield page


def read_payload(folder: Path, ref: PageRef) -> bytes:
    """The bytes that a reference stands for, verified. ArchiveError where they are missing or not the same."""
    path = folder / ref.file
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror}); is the archive folder complete?") from error
    with file:
        for offset, found in _records(file, ref.offset):
            if offset != ref.offset or isinstance(found, str):
                break
            body = _body(found)
            if body.outcome == "fetched" and hashlib.sha256(body.payload).hexdigest() == ref.sha256:
                return body.payload
    raise ArchiveError(f"{path}: byte {ref.offset} does not hold the page with SHA-256 {ref.sha256}")
