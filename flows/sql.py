"""`akimwatch sql`: one question to the published file, read-only."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from flows.explain.visible import visible
from flows.inert import told_line
from flows.settings import Settings
from flows.sql_shown import FORMS, Rows, as_csv
from flows.whole_file import whole_file
from models.errors import BadInput, WarehouseError
from warehouse import sql
from warehouse.connect import first_line
from warehouse.publish import DATABASE
from warehouse.published import open_published
from warehouse.search import extension

# Kinds of statements that leave the file, and everything else, as it was.
_READS = {
    duckdb.StatementType.SELECT,
    duckdb.StatementType.EXPLAIN,
    duckdb.StatementType.PRAGMA,
    duckdb.StatementType.CALL,
    duckdb.StatementType.RELATION,
    duckdb.StatementType.MULTI,
}
_BY_SUFFIX = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "table"}
Answer = tuple[Sequence[str], Rows]


def ask(settings: Settings, statement: str, form: str | None = None, out: Path | None = None) -> int:
    """Show what the one statement gives, as a table, CSV, JSON or Markdown, on stdout or in the file `out`.

    BadInput for a wrong statement or form, WarehouseError for a published file that cannot be read. `out` is written
    whole or not at all; its ending names the form where none is given.
    """
    shown = _form(form, out)
    _show(_answer(settings, statement), shown, out, settings)
    return 0


def ask_question(settings: Settings, name: str, form: str | None = None, out: Path | None = None) -> int:
    """Ask one of the ready questions. BadInput for one that there is none of."""
    if name not in sql.questions():
        raise BadInput(f"no question {name}; there are {', '.join(sql.questions())}")
    return ask(settings, sql.questions()[name], form, out)


def search(settings: Settings, words: str, form: str | None = None, out: Path | None = None) -> int:
    """Show the sentences, and texts where they are published, that have the words in any form, the best first."""
    shown = _form(form, out)
    if extension() is None:
        raise WarehouseError(f"the search needs the package duckdb-extension-fts=={duckdb.__version__}; install it")
    _show(_answer(settings, sql.query("search"), {"words": words}), shown, out, settings)
    return 0


def list_questions() -> int:
    """Print the ready questions, each with what it asks."""
    for name, text in sql.questions().items():
        print(f"{name}\n    {text.splitlines()[0].removeprefix('-- ')}")
    return 0


def _answer(settings: Settings, statement: str, given: dict[str, Any] | None = None) -> Answer:
    try:
        with open_published(settings.published / DATABASE) as connection:
            _check_one(connection.extract_statements(statement))
            answer = connection.execute(statement, given)
            return [column[0] for column in answer.description or ()], answer.fetchall()
    except duckdb.Error as error:
        raise BadInput(f"the statement cannot be run: {_told(error)}") from error


def _check_one(statements: Sequence[duckdb.Statement]) -> None:
    """BadInput unless there is exactly one that reads: of several, all but the last would be answered in silence."""
    # A PIVOT is taken apart by DuckDB: a CREATE without any words of its own goes before it.
    own = [one for one in statements if one.type != duckdb.StatementType.CREATE or one.query.strip()]
    if len(own) != 1:
        told = f"{len(own)} statements" if own else "no statement"
        raise BadInput(f"{told}: give exactly one, such as `FROM compliance_today`")
    if own[0].type not in _READS:
        raise BadInput(f"the statement cannot be run: {own[0].type.name} is no question; the file is read-only")


def _told(error: duckdb.Error) -> str:
    told = first_line(error)
    if "Table Function with name search does not exist" in told:
        return "this file was published before there was a search; publish it anew with `akimwatch run`"
    return told


def _form(form: str | None, out: Path | None) -> str:
    if form is not None and form not in FORMS:
        raise BadInput(f"--format {form}: choose {', '.join(FORMS)}")
    if out is None:
        return form or "table"
    if form is None and out.suffix.lower() not in _BY_SUFFIX:
        raise BadInput(f"--out {out}: end its name with {', '.join(_BY_SUFFIX)}, or choose a --format")
    return form or _BY_SUFFIX[out.suffix.lower()]


def _show(answer: Answer, form: str, out: Path | None, settings: Settings) -> None:
    text = FORMS[form](*answer)
    if out is None:
        if sys.stdout.isatty():  # CSV is for programs, its cells as they are; who looks at it sees them inert
            text = "\n".join(map(visible, text.split("\n"))) if FORMS[form] is as_csv else text
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return
    if out.resolve().is_relative_to(settings.published.resolve()):
        raise BadInput(f"--out {out}: the published folder holds what its manifest names and nothing else")
    # Excel takes a CSV without this mark for one in the machine's old 8-bit letters; others skip it.
    with whole_file(out, encoding="utf-8-sig" if FORMS[form] is as_csv else "utf-8") as file:
        file.write(text.rstrip("\n") + "\n")
    print(f"{len(answer[1])} rows: {told_line(out)}", file=sys.stderr)
