"""The generated documents say what the code says."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse import sql
from warehouse.blank import create_tables, create_views
from warehouse.dictionary import dictionary
from warehouse.search import create_search, load_search

DOCS = Path(__file__).parents[1] / "docs"


def test_the_data_dictionary_is_not_stale() -> None:
    assert (DOCS / "data-dictionary.md").read_text(encoding="utf-8") == dictionary(), (
        "run `python -m warehouse.dictionary > docs/data-dictionary.md`"
    )


def test_the_dictionary_tells_of_every_table_view_and_macro() -> None:
    told = dictionary()
    for name in (*sql.schema(), *sql.views()):
        assert f"\n### {name}\n" in told
    for name in (*sql.macros(), "search"):
        assert f"\n### {name}(" in told
    assert " |  |" not in told, "a column without a comment"


def test_every_parameter_of_a_macro_is_described_in_the_order_of_the_parameters() -> None:
    with duckdb.connect(":memory:") as connection:
        create_tables(connection, private=True)
        create_views(connection, private=True)
        load_search(connection)
        create_search(connection)
        macros = connection.execute(
            "SELECT function_name, parameters, comment FROM duckdb_functions() "
            "WHERE function_type = 'table_macro' AND NOT internal"
        ).fetchall()
    assert len(macros) > len(sql.macros())
    for name, parameters, comment in macros:
        described = [line.partition(": ") for line in comment.splitlines()[1:]]
        assert [parameter for parameter, _, _ in described] == parameters, name
        assert all(len(meaning) > 10 for _, _, meaning in described), name


def test_there_are_ten_ready_questions_and_each_says_what_it_asks() -> None:
    assert len(sql.questions()) >= 10
    page = (DOCS / "questions.md").read_text(encoding="utf-8")
    for name, text in sql.questions().items():
        assert text.startswith("-- ")
        assert f"## {name}\n" in page
        assert text.strip().splitlines()[-1] in page
