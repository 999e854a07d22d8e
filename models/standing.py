"""Which pages stand already, by the million: numbers in place of addresses, in arrays that cross to other processes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def number_of(text: str) -> int:
    """The lower half of the text's MD5: what DuckDB calls `md5_number_lower`.

    Two of ten million addresses share one by a chance of 3 in a million. Who makes such a pair on purpose hides a page
    of his own behind another page of his own.
    """
    return int.from_bytes(hashlib.md5(text.encode("utf-8", "replace"), usedforsecurity=False).digest()[8:], "little")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPages:
    """For each address of a source, in order of its number: when it was last fetched (µs since 1970), and the number
    of the SHA-256 of the bytes that it gave then. All arrays are of one length."""

    addresses: NDArray[np.uint64]
    moments: NDArray[np.int64]
    bytes: NDArray[np.uint64]

    @classmethod
    def of(cls, pages: Iterable[tuple[str, str, datetime, str]]) -> Self:
        """The same from source, url, moment (aware) and SHA-256 of each."""
        rows = sorted((_address(source, url), _micros(at), number_of(sha256)) for source, url, at, sha256 in pages)
        return cls(
            addresses=np.array([row[0] for row in rows], "uint64"),
            moments=np.array([row[1] for row in rows], "int64"),
            bytes=np.array([row[2] for row in rows], "uint64"),
        )

    def holds(self, source: str, url: str) -> bool:
        """Whether anything stands at that address."""
        return self._place(source, url) is not None

    def why_unchanged(self, source: str, url: str, at: datetime, sha256: str) -> str | None:
        """Why a page fetched at `at` (aware) says nothing new: the very bytes stand there, or later ones do."""
        place = self._place(source, url)
        if place is None:
            return None
        if int(self.bytes[place]) == number_of(sha256):
            return "the same bytes as last time"
        return "a later answer of the address stands already" if _micros(at) < int(self.moments[place]) else None

    def _place(self, source: str, url: str) -> int | None:
        number = np.uint64(_address(source, url))
        place = int(np.searchsorted(self.addresses, number))
        return place if place < len(self.addresses) and self.addresses[place] == number else None


def _address(source: str, url: str) -> int:
    return number_of(f"{source}\n{url}")


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND
