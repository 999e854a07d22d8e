"""`akimwatch sql`: one question to the published file, read-only."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from flows.settings import Settings
from models.errors import BadInput
from warehouse.publish import DATABASE
from warehouse.published import open_published
from warehouse.sql import questions

# A spreadsheet runs a cell that begins with one of these; a quote before it makes it plain text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMS = ("table", "csv", "json", "markdown")


def ask(settings: Settings, statement: str, form: str) -> int:
    """Print what the one statement gives, as a table, CSV, JSON or Markdown. BadInput for a wrong statement or form."""
    if form not in FORMS:
        raise BadInput(f"--format {form}: choose {', '.join(FORMS)}")
    try:
        with open_published(settings.published / DATABASE) as connection:
            _check_one(connection.extract_statements(statement))
            answer = connection.execute(statement)
            names = [column[0] for column in answer.description or ()]
            rows = answer.fetchall()
    except duckdb.Error as error:
        raise BadInput(f"the statement cannot be run: {_first_line(error)}") from error
    _FORMATS[form](names, rows)
    return 0


def ask_question(settings: Settings, name: str, form: str) -> int:
    """Ask one of the ready questions. BadInput for one that there is none of."""
    if name not in questions():
        raise BadInput(f"no question {name}; there are {', '.join(questions())}")
    return ask(settings, questions()[name], form)


def list_questions() -> int:
    """Print the ready questions, each with what it asks."""
    for name, text in questions().items():
        print(f"{name}\n    {text.splitlines()[0].removeprefix('-- ')}")
    return 0


def _check_one(statements: Sequence[duckdb.Statement]) -> None:
    """BadInput unless there is exactly one: of several, all but the last would be answered in silence."""
    # A PIVOT is taken apart by DuckDB: a CREATE without any words of its own goes before it.
    own = [one for one in statements if one.type != duckdb.StatementType.CREATE or one.query.strip()]
    if len(own) != 1:
        told = f"{len(own)} statements" if own else "no statement"
        raise BadInput(f"{told}: give exactly one, such as `FROM compliance_today`")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _defused(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula, made plain; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _as_csv(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_defused(value) for value in row] for row in rows)


def _as_json(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, default=str, indent=1))


def _as_table(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    table = Table()
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    # A pipe has no width of its own; a narrow default would fold every cell.
    (Console(markup=False) if sys.stdout.isatty() else Console(width=200, markup=False)).print(table)


def as_markdown(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> str:
    """A Markdown table; what would end a cell or begin markup is made plain."""
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines)


_MARKUP = str.maketrans(
    {"\\": "\\\\", "|": "\\|", "<": "&lt;", "\n": " ", "\r": " ", "`": "\\`", "*": "\\*", "[": "\\["}
)


def _cell(value: Any) -> str:
    return "" if value is None else str(value).translate(_MARKUP)


def _as_markdown(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    print(as_markdown(names, rows))


_FORMATS = {"table": _as_table, "csv": _as_csv, "json": _as_json, "markdown": _as_markdown}
