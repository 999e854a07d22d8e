"""The letter's map: small, with the right colours at the right places, in letters that its font has."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest

from flows.letter.small_png import small_png
from flows.letter.tile_map import Tile, colours_of, tile_map
from flows.marks import Mark
from flows.site.judged import Region
from models.registry import load_registry

# What the renderer's own font (Liberation Sans) has of Cyrillic; Ұ is drawn as a struck У.
DRAWN = {chr(code) for code in (*range(0x20, 0x7F), *range(0x400, 0x460))} | set("Ұұ")


def _tile(row: int, column: int, name: str, mark: Mark) -> Tile:
    region = Region(
        region="KZ-10", name=name, name_en=name, short=name, short_en=name, tile_row=row, tile_column=column,
        kind="oblast", centre="",
    )  # fmt: skip
    return Tile(region=region, name=name, words="судить нельзя", mark=mark, bound=True)


def _pixels(png: bytes) -> Any:
    """Lines of colours of a PNG of sixteen colours, as any viewer would read it."""
    width, height, bits, kind = struct.unpack(">IIBB", png[16:26])
    assert (bits, kind) == (4, 3)
    at, data, palette = 8, b"", b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        part = png[at + 8 : at + 8 + length]
        assert zlib.crc32(name + part) == struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0]
        data, palette = data + (part if name == b"IDAT" else b""), part if name == b"PLTE" else palette
        at += length + 12
    raw, step = zlib.decompress(data), (width + 1) // 2 + 1
    lines = [raw[line * step + 1 : (line + 1) * step] for line in range(height)]
    colours = [f"#{palette[3 * one : 3 * one + 3].hex()}" for one in range(len(palette) // 3)]
    return [[colours[byte >> 4 if x % 2 == 0 else byte & 15] for x in range(width) for byte in (line[x // 2],)]
            for line in lines]  # fmt: skip


def test_each_region_stands_at_its_place_in_its_colour() -> None:
    tiles = [
        _tile(0, 0, "Абай", Mark("●", "highest")), _tile(0, 2, "Ұлытау", Mark("◐", "between")),
        _tile(1, 1, "Акмола", Mark("○", "lowest")), _tile(1, 2, "ВКО", Mark("–", "not_found")),
    ]  # fmt: skip
    picture = tile_map(tiles)
    pixels = _pixels(picture)
    width, height = len(pixels[0]) // 3, len(pixels) // 2
    for tile in tiles:
        x, y = tile.region.tile_column * width + 12, tile.region.tile_row * height + height // 2
        assert pixels[y][x] == colours_of(tile.mark.standing)[0], tile.name
    assert pixels[height // 2][width + width // 2] == "#ffffff"  # nobody's place
    assert picture == tile_map(tiles)
    assert len(picture) < 6_000


def test_every_region_has_a_name_that_the_font_can_draw() -> None:
    for region in load_registry().regions.values():
        assert set(region.short) | set(region.short_en) <= DRAWN, region.short


def test_another_kind_of_png_is_refused() -> None:
    other = tile_map([_tile(0, 0, "Абай", Mark("?", "not_judged"))])
    with pytest.raises(ValueError, match="not a PNG"):
        small_png(other)
