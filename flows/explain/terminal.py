"""A sheet as lines of text: coloured and as wide as the terminal, plain and 100 columns wide in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.text import Text

from flows.explain.sheet import ArticleSheet, MeetingSheet, MissSheet, outcome_line
from flows.explain.visible import visible
from flows.explain.wording import Said
from flows.inert import InertConsole
from models.explained import Quote

PIPE_WIDTH = 100
"""Columns where there is no terminal: a sentence of news and its offsets fit in three lines."""
_NARROWEST = 40

_Line = tuple[int, Text]  # columns of indent, and what stands behind them


class TerminalWriter:
    """Writes sheets to a stream, one below the other."""

    def __init__(self, out: TextIO) -> None:
        width = None if out.isatty() else PIPE_WIDTH
        self._console = InertConsole(file=out, width=width)
        self._begun = False

    def write(self, sheet: ArticleSheet) -> None:
        if self._begun:
            self._console.print()
        self._begun = True
        for indent, text in _lines(sheet):
            room = max(_NARROWEST, self._console.width - indent - 1)
            for line in text.wrap(self._console, room) or [text]:
                line.rstrip()
                self._console.print(Text(" " * indent) + line, soft_wrap=True)


def _lines(sheet: ArticleSheet) -> Iterator[_Line]:
    head = Text(f"{visible(sheet.where)}", style="bold")
    head.append(f"  {outcome_line(sheet)}", style="bold green" if sheet.meetings else "bold yellow")
    yield 0, head
    if sheet.title:
        yield 0, Text(visible(sheet.title), style="bold")
    facts = ", ".join(filter(None, (f"id {sheet.id}" if sheet.id else "", sheet.facts, sheet.url)))
    yield 0, Text(visible(facts), style="dim")
    if sheet.partly_read:
        yield 0, Text("parts of the text were not read: the page around the article, or far from the subject")
    if sheet.whole is not None:
        yield 2, _text(("no meeting: ", *sheet.whole))
    for meeting in sheet.meetings:
        yield from _meeting_lines(meeting)
    if sheet.misses:
        yield 0, Text()
        yield 0, Text("Not listed", style="bold")
        for miss in sheet.misses:
            yield from _miss_lines(miss)


def _meeting_lines(meeting: MeetingSheet) -> Iterator[_Line]:
    yield 0, Text()
    yield 0, Text(f"Meeting {meeting.number}: {meeting.summary}", style="bold")
    for quote, shows in meeting.evidence:
        yield 2, _text((quote, f" shows {shows}"))
    for row in meeting.rows:
        yield 2, Text.assemble((row.name, "bold"), "  ", (visible(row.value), "green"))
        for said in row.lines:
            yield 6, _text(said)


def _miss_lines(miss: MissSheet) -> Iterator[_Line]:
    yield 2, _text((miss.name, f" {miss.verdict}: ", *miss.said))
    yield 6, Text.assemble(("in ", "dim"), _text((miss.sentence,)))


def _text(said: Said) -> Text:
    text = Text()
    for part in said:
        if isinstance(part, Quote):
            text.append(f"«{visible(part.text)}»", style="cyan")
            text.append(f" ({'title ' if part.in_title else ''}{part.start}-{part.end})", style="dim")
        else:
            text.append(visible(part))
    return text
