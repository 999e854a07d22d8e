"""What the overview shows: the map, the months and the table of all regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from flows.site.judged import Clause, Verdict
from flows.site.marks import Look, look_of, verdicts_of
from flows.site.record import Record
from flows.site.speech import Speech, breakable

_OWN_ORDER = "ank-2024."  # the order that the site's first words tell of; of another the file's own words are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    region: str
    row: int
    column: int
    name: str
    short: Markup
    words: str
    look: Look
    bound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    short: str
    cells: Sequence[tuple[Look, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One clause of the order: its map and its months."""

    clause: Clause
    ladder: bool
    looks: Sequence[tuple[str, Look]]
    tiles: Sequence[Tile]
    unbound: bool
    columns: Sequence[date]
    lines: Sequence[MonthLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    clause: int
    ladder: bool
    rank: int
    look: Look
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A region's row of the table."""

    region: str
    name: str
    bound: bool
    unread: int | None
    cells: Sequence[Cell]


def shown(record: Record, say: Speech) -> dict[str, object]:
    parts = [_part(record, say, clause) for clause in record.clauses]
    lines = [_line(record, say, region.region, say.region(region)) for region in record.regions]
    days = [one.as_of for verdicts in record.verdicts.values() for one in verdicts if one.as_of]
    in_force = all(one.in_force for verdicts in record.verdicts.values() for one in verdicts if one.as_of)
    return {
        "own": all(clause.order_version.startswith(_OWN_ORDER) for clause in record.clauses),
        "as_of": max(days, default=None),
        "in_force": in_force,
        "parts": parts,
        "lines": lines,
        "other_heads": [
            (region.region, say.region(region), one)
            for region in record.regions
            for one in record.other_heads.get(region.region, ())
        ],
        "any_unbound": any(not line.bound for line in lines),
    }


def _part(record: Record, say: Speech, clause: Clause) -> Part:
    tiles = []
    for region in record.regions:
        verdict = _verdict(record, region.region, clause)
        tiles.append(
            Tile(
                region=region.region,
                row=region.tile_row,
                column=region.tile_column,
                name=say.region(region),
                short=breakable(say.short(region)),
                words=say.word("verdict", verdict.verdict),
                look=look_of(clause, verdict.verdict),
                bound=verdict.bound,
            )
        )
    columns, lines = _months(record, say, clause)
    return Part(
        clause=clause,
        ladder=clause.judged_by == "ladder",
        looks=[(name, look_of(clause, name)) for name in verdicts_of(clause)],
        tiles=sorted(tiles, key=lambda tile: (tile.row, tile.column)),
        unbound=any(not tile.bound for tile in tiles),
        columns=columns,
        lines=lines,
    )


def _months(record: Record, say: Speech, clause: Clause) -> tuple[Sequence[date], Sequence[MonthLine]]:
    found = {
        (month.region, month.month_start): month.verdict
        for months in record.months.values()
        for month in months
        if month.clause == clause.clause
    }
    columns = sorted({start for _, start in found})
    lines = []
    for region in record.regions:
        verdicts = [found.get((region.region, start), "") for start in columns]
        cells = [(look_of(clause, one), say.word("verdict", one) if one else "") for one in verdicts]
        lines.append(MonthLine(short=say.short(region), cells=cells))
    return columns, lines


def _line(record: Record, say: Speech, region: str, name: str) -> Line:
    cells = []
    for clause in record.clauses:
        verdict = _verdict(record, region, clause)
        cells.append(
            Cell(
                clause=clause.clause,
                ladder=clause.judged_by == "ladder",
                rank=verdicts_of(clause).index(verdict.verdict) if verdict.verdict in verdicts_of(clause) else 99,
                look=look_of(clause, verdict.verdict),
                verdict=verdict,
            )
        )
    unread = [cell.verdict.unread_leads for cell in cells if cell.verdict.unread_leads is not None]
    return Line(
        region=region,
        name=name,
        bound=all(cell.verdict.bound for cell in cells),
        unread=max(unread, default=None),
        cells=cells,
    )


def _verdict(record: Record, region: str, clause: Clause) -> Verdict:
    return next(one for one in record.verdicts[region] if one.clause == clause.clause)
