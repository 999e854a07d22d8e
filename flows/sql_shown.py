"""How an answer is shown: as a table, CSV, JSON or Markdown; what publishers wrote stays text in each of them."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from rich.table import Table

from flows.explain.visible import visible
from flows.formulas import defused
from flows.inert import InertConsole, markdown_text
from models.json_text import json_text

Rows = Sequence[tuple[Any, ...]]
_PIPE_WIDTH = 200  # a pipe has no width of its own; a narrow default would fold every cell


def as_csv(names: Sequence[str], rows: Rows) -> str:
    """CSV for a spreadsheet: numbers stay numbers, days stay days, a list is its items with `; ` between them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(defused(name) for name in names)
    writer.writerows([_defused(_plain(value)) for value in row] for row in rows)
    return text.getvalue()


def as_json(names: Sequence[str], rows: Rows) -> str:
    """A list with an object a row; lists stay lists, days and moments are ISO 8601."""
    return json_text([dict(zip(names, row, strict=True)) for row in rows], indent=1)


def as_table(names: Sequence[str], rows: Rows) -> str:
    """A table for the terminal that it is printed on."""
    table = Table()
    for name in names:
        table.add_column(visible(name), overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else visible(str(_plain(value))) for value in row))
    console = InertConsole() if sys.stdout.isatty() else InertConsole(width=_PIPE_WIDTH)
    with console.capture() as shown:
        console.print(table)
    return shown.get()


def as_markdown(names: Sequence[str], rows: Rows) -> str:
    """A Markdown table; what would end a cell or begin markup is made plain."""
    lines = ["| " + " | ".join(_cell(name) for name in names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    return "" if value is None else markdown_text(_plain(value), cell=True)


def _defused(value: Any) -> Any:
    """Numbers stay numbers."""
    return defused(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    """What a cell can hold: of a list its items, of what is nested deeper JSON, of a truth value SQL's word."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return "; ".join("" if item is None else str(_plain(item)) for item in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


FORMS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
}
