"""Lists of WARC files, as Common Crawl publishes one a month: nobody types five hundred addresses."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from urllib.parse import urlsplit

from extractors.web.warcsource import open_source, shown_address
from models.errors import BadInput

_MOST_BYTES = 16 * 1024 * 1024
"""Of a list, unpacked: a line has some 100, and a month of Common Crawl's whole web has 100,000 files."""
_GZIP = b"\x1f\x8b"


def listed_warcs(address: str) -> tuple[str, ...]:
    """The files that a list names, one a line, gzipped or not; empty lines and those that begin with # are none.

    A line without a scheme is meant as Common Crawl means it: below the root of the list's own server or bucket; in a
    local list, beside it. BadInput for a list that cannot be read, is too long, or names nothing.
    """
    shown = shown_address(address)
    try:
        with open_source(address).open() as file:
            packed = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"{shown}: {error}; give a list of WARC files") from None
    lines = _unpacked(packed, shown).decode("utf-8", "replace").splitlines()
    named = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not named:
        raise BadInput(f"{shown}: names no file; one address or path a line")
    if strange := next((line for line in named if not line.isprintable()), None):
        raise BadInput(f"{shown}: no list of files: {strange[:60]!r}")
    return tuple(_whole(line, address) for line in named)


def _unpacked(packed: bytes, shown: str) -> bytes:
    content = packed
    if packed.startswith(_GZIP):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
                content = file.read(_MOST_BYTES + 1)
        except (OSError, EOFError) as error:
            raise BadInput(f"{shown}: cannot be unpacked ({error}); give a list of WARC files") from None
    if len(content) > _MOST_BYTES:
        raise BadInput(f"{shown}: more than {_MOST_BYTES:,} bytes; no list of files is so long")
    return content


def _whole(line: str, address: str) -> str:
    if "://" in line:
        return line
    if "://" in address:
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}/{line.lstrip('/')}"
    return str(Path(address).parent / line)
