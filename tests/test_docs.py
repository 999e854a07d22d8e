"""The generated documents say what the code says."""

from __future__ import annotations

from pathlib import Path

from warehouse import sql
from warehouse.dictionary import dictionary

DOCS = Path(__file__).parents[1] / "docs"


def test_the_data_dictionary_is_not_stale() -> None:
    assert (DOCS / "data-dictionary.md").read_text(encoding="utf-8") == dictionary(), (
        "run `python -m warehouse.dictionary > docs/data-dictionary.md`"
    )


def test_the_dictionary_tells_of_every_table_view_and_macro() -> None:
    told = dictionary()
    for name in (*sql.schema(), *sql.views()):
        assert f"\n### {name}\n" in told
    for name in sql.macros():
        assert f"\n### {name}(" in told
    assert " |  |" not in told, "a column without a comment"


def test_there_are_ten_ready_questions_and_each_says_what_it_asks() -> None:
    assert len(sql.questions()) >= 10
    page = (DOCS / "questions.md").read_text(encoding="utf-8")
    for name, text in sql.questions().items():
        assert text.startswith("-- ")
        assert f"## {name}\n" in page
        assert text.strip().splitlines()[-1] in page
