"""Where a WARC file lies: a path, or an address given by the operator, reached through fsspec (http, S3).

It is read from any byte on, in pieces, and never fetched whole. What fails passingly is tried again where it stood.
"""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.errors import BadInput
from models.logins import hidden_address

SCHEMES = ("http", "https", "s3")


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcSource:
    """A file that is there. `size` in bytes, None where its server does not say; `identity`: what tells it from another
    file under the same address: its version at the server, or its size and time."""

    address: str
    size: int | None
    identity: str

    @contextmanager
    def open(self, offset: int = 0) -> Iterator[BinaryIO]:
        """The file from byte `offset` on, to be read forwards.

        OSError where it gives out for good or has become another file.
        """
        if not _is_address(self.address):
            with Path(self.address).open("rb") as file:
                file.seek(offset)
                yield file
            return
        from extractors.web.warcstore import stored  # fsspec and what it loads take a quarter of a second

        with stored(self.address, self.identity, offset) as stream:
            yield io.BufferedReader(stream)


def open_source(address: str) -> WarcSource:
    """The file at a path or an address, asked for its size and identity. BadInput where it cannot be had."""
    shown = shown_address(address)
    if not _is_address(address):
        return _local(address)
    if hidden_address(address) != address:
        raise BadInput(f"{shown}: give the name and password in the environment, not in the address")
    if address.partition("://")[0].lower() not in SCHEMES:
        raise BadInput(f"{shown}: no way to read this; give a path, or an address of {', '.join(SCHEMES)}")
    from extractors.web.warcstore import facts

    size, identity = facts(address)
    return WarcSource(address=address, size=size, identity=identity)


def _local(address: str) -> WarcSource:
    path = Path(address)
    try:
        known = path.stat()
        if not (stat.S_ISREG(known.st_mode) or stat.S_ISDIR(known.st_mode)):
            raise BadInput(f"{path}: a pipe or a device; give a WARC file")
        with path.open("rb"):
            pass
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); give a WARC file") from error
    return WarcSource(address=address, size=known.st_size, identity=f"{known.st_size}-{known.st_mtime_ns}")


def _is_address(address: str) -> bool:
    return "://" in address


def shown_address(address: str) -> str:
    """The address as it may be told: without a login, and without its query, which may be a signature."""
    path, _, _ = hidden_address(address).partition("?")
    return path if _is_address(address) else address
