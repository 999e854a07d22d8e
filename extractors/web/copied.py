"""Records copied byte for byte out of somebody else's WARC file into one of ours, so that evidence outlives theirs."""

from __future__ import annotations

import gzip
import io
import uuid

_HEAD = (
    "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: {date}\r\n"
    "Content-Type: application/warc-fields\r\nContent-Length: {length}\r\n\r\n"
)
_FIELDS = "software: akimwatch\r\nformat: WARC File Format 1.1\r\ndescription: copied from {source}\r\n"


class CopiedRecords:
    """A WARC file in memory. The same records copied from the same source make the same bytes: work that a dying
    process had half done is done again, and its file must be the same file.

    `date`: the moment that its own first record bears, as WARC writes moments.
    """

    def __init__(self, *, source: str, date: str) -> None:
        self._file = io.BytesIO()
        self.count = 0
        fields = _FIELDS.format(source=source).encode("utf-8", "replace")
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{source} {date}")
        head = _HEAD.format(name=name, date=date, length=len(fields)).encode()
        self._file.write(gzip.compress(head + fields + b"\r\n\r\n", mtime=0))

    def add(self, packed: bytes) -> int:
        """Put one record behind the others, a whole gzip member; the byte at which it begins."""
        offset = self._file.tell()
        self._file.write(packed)
        self.count += 1
        return offset

    @property
    def size(self) -> int:
        return self._file.tell()

    def content(self) -> bytes:
        return self._file.getvalue()
