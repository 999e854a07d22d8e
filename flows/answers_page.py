"""The ready questions with what a published file answers, as Markdown: `python -m flows.answers_page PUBLISHED`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from flows.sql_shown import as_markdown
from warehouse import sql
from warehouse.session import session

_ROWS = 8  # of an answer shown: the page is for seeing what a question gives, not for the answer
_HEAD = """# Ready questions

Each is a file of `warehouse/questions/`; `akimwatch sql --question NAME` asks it of the published file, and
`akimwatch sql --questions` lists them. The answers are the demo's (SAMPLE DATA: meetings are invented, officials and
regions are real), cut after 8 rows. Made by `python -m flows.answers_page data/demo/published/akimwatch.duckdb`.
"""


def answers_page(published: Path) -> str:
    """The page for one published file."""
    with duckdb.connect(str(published), read_only=True) as connection:
        session(connection)
        return "\n".join([_HEAD, *_answers(connection)]).rstrip() + "\n"


def _answers(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    for name, text in sql.questions().items():
        answer = connection.execute(text)
        names = [column[0] for column in answer.description or ()]
        rows = answer.fetchall()
        yield f"## {name}\n\n{_asked(text)}\n\n```sql\n{_statement(text)}\n```\n"
        yield as_markdown(names, rows[:_ROWS]) if rows else "No row."
        yield f"\n… {len(rows) - _ROWS} rows more\n" if len(rows) > _ROWS else ""


def _asked(text: str) -> str:
    """What the question's first comment lines ask."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("-- "):
            break
        lines.append(line.removeprefix("-- "))
    return " ".join(lines)


def _statement(text: str) -> str:
    return "\n".join(line for line in text.strip().splitlines() if not line.startswith("-- "))


if __name__ == "__main__":
    sys.stdout.write(answers_page(Path(sys.argv[1])))
