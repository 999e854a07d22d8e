"""A picture of few colours as a PNG that a letter can carry: with a palette, a tenth of the renderer's bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = ">IIBBBBB"  # width, height, bits, colour type, compression, filter method, interlace
_RGBA, _PALETTE = 6, 3
_MOST = 16  # colours of a palette, so that a pixel takes four bits; the rarest, on edges, take the nearest that is kept


def small_png(png: bytes) -> bytes:
    """The same picture with a palette of at most 16 colours, opaque.

    The renderer (resvg) writes eight bits a channel and filters every line by its left neighbour; ValueError for
    another kind of PNG.
    """
    pixels = _pixels(png).astype(np.uint32)
    codes = (
        pixels[:, :, 0] << 16 | pixels[:, :, 1] << 8 | pixels[:, :, 2]
    )  # one number a colour is sorted ten times faster
    colours, which, number = np.unique(codes.reshape(-1), return_inverse=True, return_counts=True)
    palette = _parts(colours[np.sort(np.argsort(-number, kind="stable")[:_MOST])])
    distance = ((_parts(colours)[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    indices = distance.argmin(axis=1).astype(np.uint8)[which.reshape(-1)].reshape(codes.shape)
    return _written(indices, palette.astype(np.uint8))


def _parts(codes: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Red, green and blue of each colour."""
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1).astype(np.int32)


def _pixels(png: bytes) -> NDArray[np.uint8]:
    """Height × width × red, green, blue."""
    parts = list(_chunks(png))
    width, height, bits, colour, *rest = struct.unpack(_HEADER, parts[0][1])
    lines = np.frombuffer(zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT")), np.uint8)
    lines = lines.reshape(height, -1)
    if (bits, colour, rest) != (8, _RGBA, [0, 0, 0]) or not (lines[:, 0] == 1).all():
        raise ValueError("not a PNG of the kind that the renderer writes")
    steps = lines[:, 1:].reshape(height, width, 4)
    return np.cumsum(steps, axis=1, dtype=np.uint8)[:, :, :3]  # bytes wrap round, as the filter wants it


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        yield kind, png[at + 8 : at + 8 + length]
        at += length + 12


def _written(indices: NDArray[np.uint8], palette: NDArray[np.uint8]) -> bytes:
    height, width = indices.shape
    pairs = np.pad(indices, ((0, 0), (0, width % 2))).reshape(height, -1, 2)
    lines = np.zeros((height, pairs.shape[1] + 1), np.uint8)  # each line begins with its filter: none
    lines[:, 1:] = pairs[:, :, 0] << 4 | pairs[:, :, 1]
    parts = (
        (b"IHDR", struct.pack(_HEADER, width, height, 4, _PALETTE, 0, 0, 0)),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
