"""The map of equal tiles as a picture: every region at its place, with its name, a sign and the verdict in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import vl_convert

from flows.explain.visible import visible
from flows.letter.small_png import small_png
from flows.letter.templating import template
from flows.marks import Mark, Standing
from flows.site.judged import Region

WIDTH = 640  # in pixels of a page; the picture has half as many again
_TILE_WIDTH, _TILE_HEIGHT = 91, 88
_SHARP = 1.5  # without smoothed edges, which would double the bytes: a page smooths them where it shows it smaller
# Ground and ink, as on the site: told apart by all common kinds of colour blindness, and the sign says the same.
_COLOURS: dict[Standing, tuple[str, str]] = {
    "highest": ("#0b4f8f", "#ffffff"), "between": ("#a9cdea", "#0a2338"), "lowest": ("#f3c96b", "#2f2200"),
    "not_found": ("#59616b", "#ffffff"), "not_judged": ("#ffffff", "#545b64"), "not_told": ("#ffffff", "#545b64"),
}  # fmt: skip
_WIDEST = 13  # letters of a verdict's word that fit a line of a tile


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A region as it is drawn: its short name, and what was found, as a mark and in words."""

    region: Region
    name: str
    words: str
    mark: Mark
    bound: bool


def colours_of(standing: Standing) -> tuple[str, str]:
    """Ground and ink of a verdict that reaches so far."""
    return _COLOURS[standing]


def tile_map(tiles: Sequence[Tile]) -> bytes:
    """The picture (PNG, on white in every mode). It is drawn in a font that the renderer brings along."""
    rows = max((tile.region.tile_row for tile in tiles), default=0) + 1
    columns = max((tile.region.tile_column for tile in tiles), default=0) + 1
    svg = template("tile_map.svg").render(
        tiles=[_drawn(tile) for tile in tiles],
        width=columns * _TILE_WIDTH, height=rows * _TILE_HEIGHT, tile_width=_TILE_WIDTH, tile_height=_TILE_HEIGHT,
    )  # fmt: skip
    return small_png(vl_convert.svg_to_png(svg, scale=_SHARP))


def _drawn(tile: Tile) -> dict[str, object]:
    ground, ink = _COLOURS[tile.mark.standing]
    name = tile.name if tile.bound else f"{tile.name} *"
    return {
        "x": tile.region.tile_column * _TILE_WIDTH,
        "y": tile.region.tile_row * _TILE_HEIGHT,
        "ground": ground,
        "ink": ink,
        "framed": ground == "#ffffff",
        "bound": tile.bound,
        "parts": _letters(name[:14]),
        "size": 15 if len(name) <= 8 else 14 if len(name) <= 10 else 12,
        "sign": tile.mark.sign,
        "lines": wrap(tile.words, _WIDEST)[:3],
    }


# Of the letters that names of regions need, the font lacks one: a struck У is drawn as it is written by hand.
_STRUCK = {"Ұ": "У", "ұ": "у"}


def _letters(name: str) -> list[dict[str, object]]:
    parts = re.split("([Ұұ])", visible(name))
    return [{"text": _STRUCK.get(part, part), "struck": part in _STRUCK} for part in parts if part]
