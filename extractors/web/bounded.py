"""Content encodings undone in small pieces, so that a few kilobytes can never unfold into gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from extractors.bounds import DECODED_AT_ONCE, ENCODINGS, PAGE_BYTES, UNFOLDING

_GZIP_MAGIC = b"\x1f\x8b"
ACCEPTED = "gzip, deflate, br"


class TooLargeError(ValueError):
    """More bytes than the bound."""


class DamagedError(ValueError):
    """Bytes that are not in the encoding they claim, or end before it does. `cut`: the end is what is missing."""

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.cut = cut


class _Decoder(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]: ...
    def whole(self) -> bool: ...


class _Gzip:
    """One or several gzip members; what follows the last one and is no member (padding) is left out."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self._started = False
        self._rest = b""  # the first bytes after a member, until they can be judged

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inner.eof:
                data = self._rest + data
                self._rest = data[:1] if data == _GZIP_MAGIC[:1] else b""
                if not data.startswith(_GZIP_MAGIC):
                    return
                self._inner = zlib.decompressobj(wbits=31)
            self._started = True
            yield self._inner.decompress(data, DECODED_AT_ONCE)
            data = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail

    def whole(self) -> bool:
        return self._inner.eof or not self._started


class _Deflate:
    """RFC 1950 as the standard has it, or the bare RFC 1951 stream that some servers send instead."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inner is None:
            zlib_header = len(data) < 2 or (data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0)
            self._inner = zlib.decompressobj(wbits=15 if zlib_header else -15)
        while data and not self._inner.eof:
            yield self._inner.decompress(data, DECODED_AT_ONCE)
            data = self._inner.unconsumed_tail

    def whole(self) -> bool:
        return self._inner is None or self._inner.eof


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._started = True
        yield self._inner.process(data, output_buffer_limit=DECODED_AT_ONCE)
        while not self._inner.can_accept_more_data():
            yield self._inner.process(b"", output_buffer_limit=DECODED_AT_ONCE)

    def whole(self) -> bool:
        return self._inner.is_finished() or not self._started


_DECODERS: dict[str, type[_Gzip] | type[_Deflate] | type[_Brotli]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
}


def _layer(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    decoder: _Decoder = _DECODERS[name]()
    try:
        for chunk in chunks:
            yield from decoder.feed(chunk)
    except (zlib.error, brotli.error) as error:
        raise DamagedError(f"the body is not the {name} it claims to be ({error})") from error
    if not decoder.whole():
        raise DamagedError(f"the {name} body ends too early", cut=True)


@dataclass(slots=True)
class _Count:
    bytes: int = 0


def _counted(chunks: Iterable[bytes], limit: int, seen: _Count) -> Iterator[bytes]:
    """The chunks themselves; TooLargeError once they hold more than `limit` bytes."""
    for chunk in chunks:
        seen.bytes += len(chunk)
        if seen.bytes > limit:
            raise TooLargeError(f"more than {limit:,} bytes")
        yield chunk


def _no_bomb(chunks: Iterable[bytes], limit: int, sent: _Count) -> Iterator[bytes]:
    """As `_counted`; TooLargeError also where so much comes of so little that nobody has written it."""
    seen = _Count()
    for chunk in _counted(chunks, limit, seen):
        if seen.bytes > max(PAGE_BYTES, UNFOLDING * sent.bytes):
            raise TooLargeError(f"more than {UNFOLDING} times the {sent.bytes:,} bytes that were sent")
        yield chunk


def read_bounded(chunks: Iterable[bytes], content_encoding: str, limit: int) -> bytes:
    """The decoded body of at most `limit` bytes; as many raw bytes are read at most, and one piece more is ever held.

    `content_encoding` is the header's value, encodings in the order applied. Raises TooLargeError, or DamagedError for
    bytes not in their encoding and for an encoding that we did not ask for.
    """
    names = [name for part in content_encoding.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    unknown = [name for name in names if name not in _DECODERS]
    if unknown:
        raise DamagedError(f"content encoding {unknown[0]!r}, which was not asked for")
    if len(names) > ENCODINGS:
        raise DamagedError(f"{len(names)} content encodings one over another")
    sent = _Count()
    pieces: Iterable[bytes] = _counted(chunks, limit, sent)
    for name in reversed(names):
        pieces = _layer(pieces, name)
    return b"".join(_no_bomb(pieces, limit, sent))


def gunzip(payload: bytes, limit: int) -> bytes:
    """A gzip file's content (`sitemap.xml.gz`), of at most `limit` bytes; any other bytes as they are."""
    if not payload.startswith(_GZIP_MAGIC):
        return payload
    return read_bounded([payload], "gzip", limit)
