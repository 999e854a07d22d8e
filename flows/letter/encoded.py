"""How many bytes a part of a mail takes, and which way of sending it takes fewer."""

from __future__ import annotations

from typing import Literal

Encoding = Literal["base64", "quoted-printable"]

_LINE = 76  # signs of a line, which ends in two bytes more
_EQUALS = ord("=")


def base64_size(body: bytes) -> int:
    """Bytes of it in lines of base64: four signs for three bytes."""
    signs = -(-len(body) // 3) * 4
    return signs + 2 * -(-signs // _LINE)


def quoted_size(body: bytes) -> int:
    """Bytes of it in quoted-printable, nearly: three signs for what is not plain ASCII, lines broken by «=»."""
    lines = body.split(b"\n")
    return sum(signs + 3 * (signs // _LINE) + 2 for signs in map(_quoted_signs, lines))


def _quoted_signs(line: bytes) -> int:
    plain = sum(1 for byte in line if 32 <= byte < 127 and byte != _EQUALS)
    return plain + 3 * (len(line) - plain)


def encoding_of(text: str) -> Encoding:
    """Base64 for Cyrillic (8/3 bytes a letter against 6), quoted-printable for markup with little of it."""
    body = text.encode()
    return "base64" if base64_size(body) <= quoted_size(body) else "quoted-printable"


def encoded_size(text: str) -> int:
    """Bytes of the text the shorter way."""
    body = text.encode()
    return min(base64_size(body), quoted_size(body))
