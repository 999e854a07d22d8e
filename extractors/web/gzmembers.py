"""Walks the gzip members of a WARC file: each record is one. Says exactly what is whole and what is cut or broken."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_BLOCK = 256 * 1024  # bytes read at a time: one disk read for ten usual records
_PIECE = 1024 * 1024  # bytes unpacked at a time
MOST_BYTES = 64 * 1024 * 1024  # of one record unpacked: the largest body we fetch is a 50 MB sitemap
_MAGIC = b"\x1f\x8b\x08"
_ENDS_INSIDE = "the file ends inside this record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One gzip member: where it begins, and its content; `content` is None where it is larger than the bound.

    `fault`: it is broken, or the file ends inside it.
    """

    offset: int
    content: bytes | None = None
    fault: str | None = None


class _Window:
    """A file read forward in blocks, with a position that can be told exactly."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        file.seek(offset)
        self.offset = offset
        self.data = b""

    def fill(self) -> bool:
        more = self._file.read(_BLOCK)
        self.data += more
        return bool(more)

    def drop(self, number: int) -> None:
        self.data = self.data[number:]
        self.offset += number

    def find_magic(self) -> bool:
        """Moves on to the next gzip header; False at the end of the file."""
        while (at := self.data.find(_MAGIC)) < 0:
            self.drop(max(0, len(self.data) - len(_MAGIC) + 1))
            if not self.fill():
                return False
        self.drop(at)
        return True


def _inflate(window: _Window, keep: bool) -> tuple[bytes | None, int]:
    """Unpacks the member at the window's start and moves behind it; its content (None: too large) and size.

    EOFError where the file ends first, zlib.error where it is broken.
    """
    inner = zlib.decompressobj(wbits=31)
    pieces: list[bytes] = []
    size = 0
    while not inner.eof:
        if not window.data and not window.fill():
            raise EOFError
        piece = inner.decompress(window.data, _PIECE)
        window.drop(len(window.data) - len(inner.unconsumed_tail or inner.unused_data))
        size += len(piece)
        if keep and size <= MOST_BYTES:
            pieces.append(piece)
    return (b"".join(pieces) if size <= MOST_BYTES else None), size


def iter_members(file: BinaryIO, offset: int = 0, *, keep: bool = True) -> Iterator[Member]:
    """Every member from `offset` on. After a broken one the walk goes on at the next that begins whole.

    `keep=False` checks members without holding what is in them.
    """
    window = _Window(file, offset)
    while window.data or window.fill():
        start = window.offset
        try:
            content, _ = _inflate(window, keep)
        except EOFError:
            yield Member(offset=start, fault=_ENDS_INSIDE)
            return
        except zlib.error as error:
            yield Member(offset=start, fault=f"this record is damaged ({error})")
            window = _Window(file, start + 1)
            if not window.find_magic():
                return
            continue
        yield Member(offset=start, content=content)


def is_whole(file: BinaryIO) -> tuple[bool, int]:
    """Whether a file is nothing but whole members, and their number."""
    number = 0
    for member in iter_members(file, keep=False):
        if member.fault is not None:
            return False, number
        number += 1
    return True, number


def cut_at(file: BinaryIO) -> int | None:
    """Where the record begins inside which the file ends; None where no record is cut, or any is damaged otherwise.

    A record that only seems to reach to the end, because a byte of it changed, has whole ones inside it: not cut.
    """
    last = None
    for last in iter_members(file, keep=False):
        if last.fault is not None:
            break
    if last is None or last.fault is None:
        return None
    window = _Window(file, last.offset + 1)
    behind = window.find_magic() and any(one.fault is None for one in iter_members(file, window.offset, keep=False))
    return None if behind or last.fault != _ENDS_INSIDE else last.offset
