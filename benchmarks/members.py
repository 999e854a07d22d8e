"""Gzip members of a head that changes and a body that is packed once, and a file that is made while it is read.

A full flush ends the head's deflate blocks on a byte; the body's blocks follow, the checksum is carried on. What comes
out is one ordinary member: any gunzip reads it (tests/test_bench_pages.py).
"""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # no name and no time: the same bytes every time
_LEVEL = 6  # zlib's own: what crawlers pack bodies with
_END = b"\r\n\r\n"  # of a WARC record


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A body as the deflate blocks that end a stream, the record's end in them, and its SHA-1 in base 32."""

    content: bytes
    blocks: bytes
    sha1: str

    @property
    def length(self) -> int:
        return len(self.content)


def pack(content: bytes) -> Packed:
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    blocks = deflate.compress(content) + deflate.compress(_END) + deflate.flush()
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    return Packed(content=content, blocks=blocks, sha1=base64.b32encode(digest).decode())


def member(head: bytes, body: Packed) -> bytes:
    """One gzip member that unpacks to head, body and the end of a record."""
    deflate = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = deflate.compress(head) + deflate.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.crc32(_END, zlib.crc32(body.content, zlib.crc32(head)))
    length = len(head) + body.length + len(_END)
    return b"".join((_HEAD, first, body.blocks, struct.pack("<II", checksum, length & 0xFFFFFFFF)))


class Streamed(io.RawIOBase):
    """A file read from front to back whose bytes are made as they are asked for."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces, self._left, self._at = iter(pieces), memoryview(b""), 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        room, filled = memoryview(buffer), 0
        while filled < len(room):
            if not self._left:
                self._left = memoryview(next(self._pieces, b""))
            if not self._left:
                break
            taken = min(len(self._left), len(room) - filled)
            room[filled : filled + taken] = self._left[:taken]
            self._left, filled = self._left[taken:], filled + taken
        self._at += filled
        return filled
