"""All regions at a glance: a map of tiles, a table, the next deadlines, sources that need a look, corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.desk.corrections import tell_corrections
from flows.desk.screen import marked, packed, wrapped
from flows.desk.tiles import tile_map
from flows.desk.words import Words, between, share
from flows.explain.visible import visible
from flows.marks import mark_of
from models.glossary import Glossary
from warehouse.desk import Alarm, Correction, Due, HeadAlarm, Place, Today, holds_sample, rows, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that the screen of `status` shows of a published file."""

    sample: bool
    glossary: Glossary
    places: tuple[Place, ...]
    today: tuple[Today, ...]
    deadlines: tuple[Due, ...]
    alarms: tuple[Alarm, ...]
    heads: tuple[HeadAlarm, ...]
    corrections: tuple[Correction, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same for a program; the days are dates still."""
        return {
            "sample": self.sample,
            "regions": [asdict(one) for one in self.today],
            "deadlines": [asdict(one) for one in self.deadlines],
            "alarms": [asdict(one) for one in self.alarms],
            "head_alarms": [asdict(one) for one in self.heads],
            "corrections": [asdict(one) for one in self.corrections],
        }


def read_overview(published: duckdb.DuckDBPyConnection) -> Overview:
    """What the open file holds."""
    return Overview(
        sample=holds_sample(published),
        glossary=words_of(published),
        places=rows(published, Place, "desk_regions"),
        today=rows(published, Today, "desk_verdicts", {"region": None}),
        deadlines=rows(published, Due, "desk_deadlines"),
        alarms=rows(published, Alarm, "desk_alarms"),
        heads=rows(published, HeadAlarm, "desk_head_alarms"),
        corrections=rows(published, Correction, "desk_corrections", {"region": None, "ids": None}),
    )


def tell_overview(console: Console, overview: Overview, words: Words, lines: int) -> None:
    """Print it, at most `lines` deadlines, alarms and corrections."""
    if overview.sample:
        wrapped(console, words.say("mark", "sample"), indent=0, style="reverse")
    tell_standing(console, overview.today, words)
    _tell_map(console, overview, words)
    console.print()
    console.print(_table(overview, words))
    console.print()
    if any(not one.bound for one in overview.today):
        console.print(f"* {words.say('mark', 'not_bound')}", style="dim")
    console.print(words.say("mark", "careful"), style="dim")
    _tell_deadlines(console, overview, words, lines)
    _tell_alarms(console, overview.alarms, words, lines)
    _tell_heads(console, overview.heads, words, lines)
    tell_corrections(console, overview.corrections, words, lines)


def tell_standing(console: Console, today: Sequence[Today], words: Words) -> None:
    """As of which day the record speaks, and whether the order is in force then."""
    as_of = max((one.as_of for one in today if one.as_of), default=None)
    console.print(words.label("title", day=as_of) if as_of else words.label("nobody_judged"), style="bold")
    if as_of and not any(one.in_force for one in today):
        console.print(words.label("not_in_force"))


def _tell_map(console: Console, overview: Overview, words: Words) -> None:
    marks = {
        place.region: [mark_of(one.verdict, one.rungs) for one in overview.today if one.region == place.region]
        for place in overview.places
    }
    console.print()
    console.print(tile_map(overview.places, marks, words, console.width), no_wrap=True, overflow="crop")
    clauses = ", ".join(str(clause) for clause in sorted({one.clause for one in overview.today}))
    console.print()
    wrapped(console, words.label("tile_legend", clauses=clauses), indent=0)
    for clause in sorted({one.clause for one in overview.today}):
        _tell_legend(console, [one for one in overview.today if one.clause == clause], words)


def _tell_legend(console: Console, today: Sequence[Today], words: Words) -> None:
    """Which mark stands for which word, the words that occur, from the highest rung."""
    counted = Counter(one.verdict for one in today)
    rungs = today[0].rungs
    order = sorted(counted, key=lambda verdict: (rungs.index(verdict) if verdict in rungs else len(rungs), verdict))
    parts = [
        Text.assemble(marked(mark_of(verdict, rungs), words.say("verdict", verdict)), f" ({counted[verdict]})")
        for verdict in order
    ]
    packed(console, f"{words.label('clause', number=today[0].clause)}:", parts)


# Columns of figures by the width of what stands in them; of a share, room for the longest word of its head.
_FIGURES = {"last_event": len("2025-06-22"), "p_seen": 8, "belief": len("0.98 (0.96-1.00)")}


def _table(overview: Overview, words: Words) -> Table:
    clauses = sorted({one.clause for one in overview.today})
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold underline")
    table.add_column(words.figure("region"), no_wrap=True)
    first = clauses[0] if clauses else 0
    for clause in clauses:
        table.add_column(words.label("clause", number=clause), overflow="fold")
        if clause == first:
            for figure, width in _FIGURES.items():
                # Folded here: of columns that may fold themselves rich makes a table wider than the screen.
                table.add_column("\n".join(wrap(words.figure(figure), width)), no_wrap=True)
    today = {(one.region, one.clause): one for one in overview.today}
    for place in overview.places:
        table.add_row(*_cells(place, [today[place.region, clause] for clause in clauses], words))
    return table


def _cells(place: Place, standing: Sequence[Today], words: Words) -> list[str | Text]:
    bound = all(one.bound for one in standing)
    cells: list[str | Text] = [words.short(place) + ("" if bound else " *")]
    for number, one in enumerate(standing):
        cells.append(marked(mark_of(one.verdict, one.rungs), words.say("verdict", one.verdict)))
        if number == 0:
            days = "\n".join(wrap(words.days(one.last_event_start, one.last_event_end), _FIGURES["last_event"] + 2))
            cells += [days, share(one.p_seen), between(one.belief, one.belief_low, one.belief_high)]
    return cells


def _tell_deadlines(console: Console, overview: Overview, words: Words, lines: int) -> None:
    console.print(f"\n{words.label('next_deadlines')}", style="bold")
    if not overview.deadlines:
        wrapped(console, words.label("no_deadline"))
    names = {place.region: words.short(place) for place in overview.places}
    rungs = {one.clause: one.rungs for one in overview.today}
    for due in overview.deadlines[:lines]:
        left = words.label("days_left" if due.days_left >= 0 else "days_over", days=abs(due.days_left))
        said = marked(mark_of(due.verdict, rungs[due.clause]), words.say("verdict", due.verdict))
        console.print(Text.assemble(f"  {words.day(due.deadline)}  {names[due.region]:11} ", said, f"  {left}"))
    tell_more(console, len(overview.deadlines) - lines, words)


def _tell_alarms(console: Console, alarms: Sequence[Alarm], words: Words, lines: int) -> None:
    if not alarms:
        console.print(f"\n{words.label('no_alarm')}")
        return
    console.print(f"\n{words.label('source_alarms', number=len(alarms))}", style="bold")
    for alarm in alarms[:lines]:
        told = words.pick(alarm.alarm, alarm.alarm_ru)
        wrapped(console, f"! {alarm.source}: {told} ({visible(alarm.name)})", hang=4)
    tell_more(console, len(alarms) - lines, words)


def _tell_heads(console: Console, heads: Sequence[HeadAlarm], words: Words, lines: int) -> None:
    """Nothing where nobody else is called head of a region: the table is right then."""
    if not heads:
        return
    console.print(f"\n{words.label('head_alarms', number=len(heads))}", style="bold")
    for one in heads[:lines]:
        wrapped(console, f"! {one.region}: {visible(words.pick(one.alarm, one.alarm_ru))}", hang=4)
        if one.source_url:
            console.print(f"    {visible(one.source_url)}", soft_wrap=True)
    tell_more(console, len(heads) - lines, words)


def tell_more(console: Console, number: int, words: Words) -> None:
    """That lines were left out, and how many."""
    if number > 0:
        console.print(f"  {words.label('more', number=number)}", style="dim")
