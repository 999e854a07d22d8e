"""A map of equal tiles: every region at its place, with a mark for each clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from flows.desk.screen import style_of
from flows.desk.words import Words
from flows.marks import Mark
from warehouse.desk import Place

_GAP = 1  # blank between two tiles


def tile_map(places: Sequence[Place], marks: Mapping[str, Sequence[Mark]], words: Words, columns_wide: int) -> Text:
    """The map, two lines a row of tiles: short names, and under each its marks, clause after clause.

    In `columns_wide` columns; names are cut where they must be.
    """
    if not places:
        return Text("")
    by_tile = {(place.tile_row, place.tile_column): place for place in places}
    columns = range(max(column for _, column in by_tile) + 1)
    widest = max(len(words.short(place)) for place in places) + _GAP
    width = min(widest, (columns_wide + _GAP) // len(columns))
    lines: list[Text] = []
    for row in range(max(row for row, _ in by_tile) + 1):
        names, signs = Text(), Text()
        for place in (by_tile.get((row, column)) for column in columns):
            _add_tile(names, signs, place, marks, words, width)
        lines += [names, signs]
    for line in lines:
        line.rstrip()
    return Text("\n").join(lines)


def _add_tile(
    names: Text, signs: Text, place: Place | None, marks: Mapping[str, Sequence[Mark]], words: Words, width: int
) -> None:
    if place is None:
        names.append(" " * width)
        signs.append(" " * width)
        return
    shown = marks.get(place.region, ())
    names.append(words.short(place)[: width - _GAP].ljust(width), style=style_of(shown[0]) if shown else "")
    for mark in shown:
        signs.append(mark.sign, style=style_of(mark))
        signs.append(" ")
    signs.append(" " * max(width - 2 * len(shown), 0))
