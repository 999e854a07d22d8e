"""Every page fetched, in WARC files: what evidence leads back to.

The payload of a record is the body with transfer and content encodings undone and its charset untouched; these are
the bytes that `PageRef.sha256` is the SHA-256 of, and that `read_payload` gives back. The encodings that the server
used stay on record as `X-Archive-Orig-…` headers.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.web.response import Headers, Response
from extractors.web.warcfile import ArchiveError, WarcFile
from extractors.web.warcpage import LISTED_URI, ArchivedPage
from extractors.web.warcread import iter_pages, read_payload
from models.records import PageRef
from models.zone import local_day

__all__ = ["Archive", "ArchiveError", "ArchivedPage", "iter_pages", "read_payload"]

# Headers that describe the bytes on the wire, not the ones kept; with them, every reader would decode a second time.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_log = logging.getLogger(__name__)
_SOFTWARE = "software: akimwatch\r\nformat: WARC File Format 1.1\r\n"


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _kept_headers(headers: Headers, length: int) -> list[tuple[str, str]]:
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _WIRE_HEADERS else name, value) for name, value in headers]
    return [*kept, ("Content-Length", str(length))]


@dataclass(frozen=True, slots=True)
class _Block:
    """Records that are written together, the one that holds the payload first."""

    data: bytes
    records: int


class Archive:
    """The archive in one folder; a context manager, safe to share between threads.

    Each Archive writes a file of its own, locked while it is open: threads and processes on one folder never meet in
    one file. A file holds one local day and at most 5,000 records; it is taken up again on the same day unless its
    end is cut. Every page is written with its request in one go and flushed, so a kill costs the last page at most;
    what it left of that is removed, and `report` told so in one line.
    """

    def __init__(self, folder: Path, *, report: Callable[[str], None] = _log.warning) -> None:
        self.folder = folder
        self._report = report
        self._file: WarcFile | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def write_exchange(self, response: Response) -> PageRef:
        """Archives a fetched response and its request. ValueError for any other outcome: it has no body."""
        if response.body is None:
            raise ValueError(f"{response.url}: an outcome of {response.outcome} has no body to archive")
        sha256 = hashlib.sha256(response.body).hexdigest()
        return self._write(response.at, sha256, _exchange(response, sha256))

    def write_resource(self, url: str | None, payload: bytes, content_type: str, at: datetime) -> PageRef:
        """Archives bytes that no exchange brought (a line of JSONL); without an address, under their digest as URN."""
        sha256 = hashlib.sha256(payload).hexdigest()
        return self._write(
            at, sha256, _resource(_uri(url) or f"urn:sha256:{sha256}", payload, content_type, at, sha256)
        )

    def _write(self, at: datetime, sha256: str, block: _Block) -> PageRef:
        with self._lock:
            file = self._file_for(local_day(at), block.records)
            offset = file.append(block.data, block.records)
            return PageRef(file=file.path.relative_to(self.folder).as_posix(), offset=offset, sha256=sha256)

    def _file_for(self, day: date, records: int) -> WarcFile:
        if self._file is not None and not self._file.has_room(day, records):
            self._file.close()
            self._file = None
        if self._file is None:
            self._file = WarcFile.open(self.folder, day, _info(), self._report)
        return self._file


def _serialize(records: Iterable[object]) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    for record in records:
        writer.write_record(record)
    return out.getvalue()


def _builder() -> WARCWriter:
    return WARCWriter(io.BytesIO(), gzip=True, warc_version="1.1")


def _info() -> bytes:
    """The record that opens a file."""
    payload = _SOFTWARE.encode("ascii")
    record = _builder().create_warc_record(
        None,
        "warcinfo",
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_content_type="application/warc-fields",
    )
    return _serialize([record])


def _exchange(response: Response, sha256: str) -> _Block:
    """Response first, so that the offset of the block is the offset of the payload's record."""
    assert response.body is not None
    builder = _builder()
    headers = {"WARC-Date": _warc_date(response.at), "WARC-Payload-Digest": f"sha256:{sha256}"}
    if response.url != response.final_url:
        headers[LISTED_URI] = response.url
    answer = builder.create_warc_record(
        response.final_url,
        "response",
        payload=io.BytesIO(response.body),
        length=len(response.body),
        http_headers=StatusAndHeaders(
            f"{response.status} {response.reason_phrase}".strip(),
            _kept_headers(response.response_headers, len(response.body)),
            protocol=response.http_version,
        ),
        warc_headers_dict=headers,
    )
    parts = urlsplit(response.final_url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = builder.create_warc_record(
        response.final_url,
        "request",
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(response.request_headers), is_http_request=True),
        warc_headers_dict={
            "WARC-Date": headers["WARC-Date"],
            "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID"),
        },
    )
    return _Block(_serialize([answer, request]), 2)


# What a WARC header cannot hold: half a surrogate pair, and line ends, behind which a line of JSON could put headers.
_UNFIT = re.compile("[\\x00-\\x20\\x7f\\ud800-\\udfff]")


def _uri(url: str | None) -> str:
    """The address as it was given, with %-signs for what no header can hold."""
    return _UNFIT.sub(lambda found: quote(found[0].encode("utf-8", "surrogatepass")), url or "")


def _resource(url: str, payload: bytes, content_type: str, at: datetime, sha256: str) -> _Block:
    record = _builder().create_warc_record(
        url,
        "resource",
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_content_type=content_type,
        warc_headers_dict={"WARC-Date": _warc_date(at), "WARC-Payload-Digest": f"sha256:{sha256}"},
    )
    return _Block(_serialize([record]), 1)
