"""Gzip members one after another out of a stream that can only be read on, each whole or named as broken.

ISA-L unpacks three times as fast as zlib (`benchmarks/bench_floor.py`): of a file of Common Crawl nearly everything is
somebody else's page, which is unpacked for nothing but to find its end. To look for the next member's first bytes
instead would be faster still, and wrong: a page may hold a whole WARC member as its body, in the name of any site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from isal import igzip_lib, isal_zlib

MAGIC = b"\x1f\x8b\x08"
MOST_BYTES = 64 * 1024 * 1024
"""Of one member unpacked: the largest body we fetch is a sitemap of 50 MB."""
_BLOCK = 1024 * 1024  # bytes read at a time: thirty usual records
_PIECE = 16 * 1024  # bytes unpacked at a time: at most a thousand times as many, 16 MB, come of them
_DAMAGED = cast(type[Exception], igzip_lib.IsalError)  # its stubs call it an instance
_ENDS_INSIDE = "the file ends inside this record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One gzip member from byte `offset` up to `end` (None: nobody knows where it ends).

    `packed` and `content`: its bytes before and after unpacking, both None where there are more than MOST_BYTES.
    `fault`: it is broken, or the file ends inside it.
    """

    offset: int
    end: int | None
    packed: bytes | None = None
    content: bytes | None = None
    fault: str | None = None


class _Ahead:
    """What was read of a stream and not yet unpacked, and where in the file it begins."""

    def __init__(self, file: BinaryIO, offset: int, data: bytes) -> None:
        self._file = file
        self.offset = offset
        self.data = data
        self._at = 0

    def take(self) -> bytes:
        """The next piece; empty at the end of the file."""
        if self._at >= len(self.data):
            self.data, self._at = self._file.read(_BLOCK), 0
        piece = self.data[self._at : self._at + _PIECE]
        self._at += len(piece)
        self.offset += len(piece)
        return piece

    def give_back(self, number: int) -> None:
        """The last `number` bytes of the piece that was taken last."""
        self._at -= number
        self.offset -= number

    def rewind(self, data: bytes) -> None:
        """These bytes, which were taken, come before what is ahead."""
        self.data, self._at = data + self.data[self._at :], 0
        self.offset -= len(data)

    def find_magic(self) -> bool:
        """Move on to the next gzip header; False at the end of the file."""
        rest = self.data[self._at :]
        while (found := rest.find(MAGIC)) < 0:
            more = self._file.read(_BLOCK)
            if not more:
                return False
            kept = rest[-len(MAGIC) + 1 :]
            self.offset += len(rest) - len(kept)
            rest = kept + more
        self.data, self._at = rest, found
        self.offset += found
        return True


def iter_members(file: BinaryIO, offset: int = 0, *, ahead: bytes = b"") -> Iterator[Member]:
    """Every member from the stream's position on, which is byte `offset` of its file; after a broken one the walk goes
    on at the next that begins whole. `ahead`: bytes that were read from there already.
    """
    window = _Ahead(file, offset, ahead)
    while (member := _next(window)) is not None:
        yield member
        if member.end is None and not window.find_magic():
            return


def _next(window: _Ahead) -> Member | None:
    """The member at hand, and the window behind it, or one byte on where it is broken; None at the end of the file."""
    begins, size = window.offset, 0
    packed: list[bytes] = []
    content: list[bytes] = []
    inner = isal_zlib.decompressobj(wbits=31)
    try:
        while not inner.eof:
            given = window.take()
            if not given:
                return _broken(window, begins, packed, _ENDS_INSIDE) if window.offset > begins else None
            packed.append(given)
            piece = inner.decompress(given)
            size += len(piece)
            content.append(piece)
            if size > MOST_BYTES:
                packed, content = [], []
    except _DAMAGED as error:
        return _broken(window, begins, packed, f"this record is damaged ({error})")
    if unused := len(inner.unused_data):
        window.give_back(unused)
        packed[-1:] = [packed[-1][:-unused]] if packed else []
    if size > MOST_BYTES:
        return Member(offset=begins, end=window.offset)
    return Member(offset=begins, end=window.offset, packed=b"".join(packed), content=b"".join(content))


def _broken(window: _Ahead, begins: int, packed: list[bytes], fault: str) -> Member:
    """The search for the next member begins one byte behind this one's beginning, where those bytes are still held."""
    window.rewind(b"".join(packed)[1:])
    return Member(offset=begins, end=None, fault=fault)


def is_whole(file: BinaryIO) -> tuple[bool, int]:
    """Whether a file is nothing but whole members, and their number."""
    number = 0
    file.seek(0)
    for member in iter_members(file):
        if member.fault is not None:
            return False, number
        number += 1
    return True, number


def cut_at(file: BinaryIO) -> int | None:
    """Where the record begins inside which the file ends; None where no record is cut, or any is damaged otherwise.

    A record that only seems to reach to the end, because a byte of it changed, has whole ones inside it: not cut.
    """
    file.seek(0)
    cut = None
    for member in iter_members(file):
        if cut is not None and member.fault is None:
            return None
        if cut is None and member.fault is not None:
            if member.fault != _ENDS_INSIDE:
                return None
            cut = member.offset
    return cut
