"""A WARC file of anybody's, record by record: whose page each is, the bytes of the pages that are wanted, and what is
cut or broken.

Only the head of a record is looked at before it is known whose it is; a stranger's body is unpacked to find its end,
and never decoded or kept.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from extractors.web.gunzip import MOST_BYTES, Member, iter_members
from extractors.web.warchead import LONGEST, HeadError, WarcHead, read_head
from extractors.web.warcpage import ArchivedPage, page_of

_OURS = b"software: akimwatch"
_PLAIN = b"WARC/"  # what a file begins with that is not gzipped
_AFTER = b"\r\n\r\n"  # what ends a record
_LEVEL = 6  # as other writers of WARC have it


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A wanted record from byte `offset` up to `end`. `packed`: one gzip member that holds this record and no other."""

    offset: int
    end: int
    host: str
    packed: bytes
    head: WarcHead
    block: bytes

    def page(self) -> ArchivedPage:
        """The page, its body decoded; ValueError and its like for a record that no page can be made of."""
        return page_of(self.head, self.block)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A record that nobody asked for. `host`: whose page it is; None for one that is no page (a request, warcinfo).

    `is_ours`: a warcinfo of this program's own archive.
    """

    offset: int
    end: int
    host: str | None
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A place that cannot be read, and why, in one line; `end` None where nobody knows where it ends."""

    offset: int
    end: int | None
    told: str


Met = Walked | Passed | Broken


def walk(file: BinaryIO, *, offset: int = 0, wanted: Callable[[str], bool]) -> Iterator[Met]:
    """Everything in a WARC file from byte `offset` on, where `file` stands; gzipped record by record, or plain.

    `wanted` is asked with the host of a page (lower case, without «www.»). A cut or broken record costs itself alone.
    Memory is bounded by the largest record. OSError where the stream gives out.
    """
    ahead = file.read(len(_PLAIN))
    if not ahead and not offset:
        yield Broken(offset=0, end=None, told="the file is empty")
    elif ahead == _PLAIN:
        yield from _plain(file, offset, ahead, wanted)
        return
    for member in iter_members(file, offset, ahead=ahead):
        yield from _of_member(member, wanted)


def _of_member(member: Member, wanted: Callable[[str], bool]) -> Iterator[Met]:
    if member.fault is not None:
        yield Broken(offset=member.offset, end=member.end, told=member.fault)
    elif member.content is None or member.packed is None:
        yield Broken(
            offset=member.offset,
            end=member.end,
            told=f"more than {MOST_BYTES:,} bytes in one gzip stream; if all records share it, recompress the file "
            "record by record (warcio recompress)",
        )
    else:
        content, at, packed = member.content, 0, member.packed
        while at < len(content):
            met, at = _record(content, at, member, wanted, None if at or not packed else packed)
            yield met


class _Where(NamedTuple):
    offset: int
    end: int


def _record(
    content: bytes, at: int, member: Member, wanted: Callable[[str], bool], packed: bytes | None
) -> tuple[Met, int]:
    """The record at `at` in the member's content, and where the next one begins in it: usually nowhere."""
    assert member.end is not None
    where = _Where(member.offset, member.end)
    try:
        head = read_head(content[at : at + LONGEST])
    except HeadError as error:
        return Broken(offset=where.offset, end=where.end, told=str(error)), len(content)
    begins, ends = at + head.size, at + head.size + head.length
    if ends > len(content):
        told = f"{ends - len(content):,} of {head.length:,} bytes are missing"
        return Broken(offset=where.offset, end=where.end, told=f"not a whole WARC record ({told})"), len(content)
    behind = ends
    while content[behind : behind + 2] == b"\r\n":
        behind += 2
    if not head.is_page:
        ours = head.kind == "warcinfo" and _OURS in content[begins:ends]
        return Passed(offset=where.offset, end=where.end, host=None, is_ours=ours), behind
    if not head.uri:
        return Broken(offset=where.offset, end=where.end, told="a page without an address (WARC-Target-URI)"), behind
    if not wanted(head.host):
        return Passed(offset=where.offset, end=where.end, host=head.host or None), behind
    if packed is None or behind < len(content):  # several records in one stream: a copy must hold this one alone
        packed = gzip.compress(content[at:ends] + _AFTER, _LEVEL, mtime=0)
    return Walked(
        offset=where.offset, end=where.end, host=head.host, packed=packed, head=head, block=content[begins:ends]
    ), behind


def _plain(file: BinaryIO, offset: int, ahead: bytes, wanted: Callable[[str], bool]) -> Iterator[Met]:
    """The records of a file that is not gzipped; behind a broken one nothing shows where the next begins."""
    reader: io.BufferedReader = io.BufferedReader(_Joined(ahead, file), LONGEST)
    while start := reader.peek(1):
        if start[:2] == b"\r\n":
            offset += len(reader.read(2))
            continue
        try:
            content = _plain_record(reader)
        except HeadError as error:
            yield Broken(offset=offset, end=None, told=str(error))
            return
        end = offset + len(content)
        member = Member(offset=offset, end=end, content=content)
        yield _record(content, 0, member, wanted, None)[0]
        offset = end


def _plain_record(reader: io.BufferedReader) -> bytes:
    lines: list[bytes] = []
    while not lines or lines[-1] not in (b"\r\n", b""):
        lines.append(reader.readline(LONGEST))
        if sum(map(len, lines)) > LONGEST:
            break
    start = b"".join(lines)
    head = read_head(start)
    if head.length > MOST_BYTES:
        raise HeadError(f"a record of {head.length:,} bytes")
    return start + reader.read(head.length)


class _Joined(io.RawIOBase):
    """Bytes that were read of a stream, and the rest of it."""

    def __init__(self, ahead: bytes, file: BinaryIO) -> None:
        self._ahead, self._file = ahead, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._ahead[: len(buffer)] or self._file.read(len(buffer))
        self._ahead = self._ahead[len(data) :] if self._ahead else b""
        buffer[: len(data)] = data
        return len(data)
