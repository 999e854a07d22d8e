"""`akimwatch sql`: one question to the published file; it reads that file and touches no other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from warehouse_world import NOW, article, council, reading, whole_run

from flows.settings import Settings
from flows.sql import ask, ask_question
from flows.sql_shown import as_csv, as_json, as_markdown
from models.errors import BadInput, WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import publish


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("sql")
    made = Settings(data=folder)
    with open_warehouse(made.warehouse, sample=True) as connection:
        whole_run(connection, made.stage_at, "r1", (article(1), reading(council())))
        publish(connection, made.published, as_of=NOW.date(), versions={"reader": "1"})
    return made


def test_a_question_is_answered_from_the_published_file(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(settings, "SELECT count(*) AS rows FROM compliance_today;", "json") == 0
    assert json.loads(capsys.readouterr().out) == [{"rows": 40}]


def test_a_pivot_is_one_statement(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(settings, "PIVOT compliance_today ON clause USING count(*) GROUP BY region", "json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 20


@pytest.mark.parametrize("statement", ["", "  ", ";", "-- which region?"])
def test_no_statement_is_refused_in_one_line(settings: Settings, statement: str) -> None:
    with pytest.raises(BadInput, match=r"^no statement: give exactly one.*$"):
        ask(settings, statement, "table")


def test_several_statements_are_refused_since_only_the_last_would_be_shown(settings: Settings) -> None:
    with pytest.raises(BadInput, match=r"^2 statements: give exactly one.*$"):
        ask(settings, "FROM events; FROM verdicts", "table")


@pytest.mark.parametrize(
    "statement",
    [
        "COPY events TO '{file}'",
        "COPY (SELECT 1) TO '{file}' (FORMAT parquet)",
        "EXPORT DATABASE '{file}'",
        "ATTACH '{file}' AS other",
    ],
)
def test_a_question_writes_no_file(settings: Settings, tmp_path: Path, statement: str) -> None:
    with pytest.raises(BadInput, match="cannot be run"):
        ask(settings, statement.format(file=tmp_path / "out"), "table")
    assert list(tmp_path.iterdir()) == []


def test_a_question_reads_no_other_file_and_cannot_open_the_door_itself(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("a\n1\n", encoding="utf-8")
    for statement in (f"SELECT * FROM read_csv('{tmp_path}/own.csv')", "SET enable_external_access = true"):
        with pytest.raises(BadInput, match="cannot be run"):
            ask(settings, statement, "table")


@pytest.mark.parametrize("statement", ["DELETE FROM events", "DROP VIEW compliance_today", "SELEC 1"])
def test_what_changes_the_file_or_is_no_sql_is_refused_in_one_line(settings: Settings, statement: str) -> None:
    with pytest.raises(BadInput) as refused:
        ask(settings, statement, "table")
    assert "\n" not in str(refused.value)


def test_before_anything_is_published_the_answer_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        ask(Settings(data=tmp_path), "SELECT 1", "table")


def test_markdown_keeps_what_is_in_a_cell_in_its_cell() -> None:
    assert as_markdown(["a", "b"], [("x|y\nz", None), ("<b>[l](u)*", 1)]) == (
        "| a | b |\n|---|---|\n| x\\|y z |  |\n| &lt;b>\\[l](u)\\* | 1 |"
    )


def test_a_ready_question_is_asked_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no question nothing; there are .*whose_deadline_is_next"):
        ask_question(Settings(data=tmp_path), "nothing", "table")
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        ask_question(Settings(data=tmp_path), "whose_deadline_is_next", "table")


def test_csv_keeps_numbers_and_days_and_makes_formulas_text() -> None:
    names = ["=a", "b", "c", "d", "e"]
    rows = [("=1+1", -5, date(2025, 6, 1), ["-x", "y", None], None), ("＝cmd", -0.5, True, [], "+7 701, звоните")]
    assert as_csv(names, rows) == (
        "'=a,b,c,d,e\n'=1+1,-5,2025-06-01,'-x; y; ,\n'＝cmd,-0.5,true,,\"'+7 701, звоните\"\n"
    )


def test_a_list_is_items_in_a_cell_and_a_list_in_json() -> None:
    assert as_markdown(["a"], [(["x|y", "*z*"],)]).splitlines()[-1] == "| x\\|y; \\*z\\* |"
    assert json.loads(as_json(["a", "b"], [(["x", "y"], date(2025, 6, 1))])) == [{"a": ["x", "y"], "b": "2025-06-01"}]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_nothing_hidden_in_a_publishers_words_acts(
    settings: Settings, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    ask(settings, "SELECT 'red' || chr(27) || '[31m' || chr(8238) || 'txt' AS a", form)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("statement", ["CREATE TEMP TABLE a (i INTEGER)", "INSTALL spatial", "SET threads = 1"])
def test_what_is_no_question_is_named_and_refused(settings: Settings, statement: str) -> None:
    with pytest.raises(BadInput, match="is no question; the file is read-only"):
        ask(settings, statement)


def test_an_answer_is_written_into_a_file_whole_in_the_form_of_its_name(settings: Settings, tmp_path: Path) -> None:
    question = "SELECT region_name FROM compliance_today WHERE region = 'KZ-62' AND clause = 1"
    for name in ("a.csv", "a.json", "a.md", "a.txt"):
        ask(settings, question, out=tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == "\ufeffregion_name\nобласть Ұлытау\n".encode(), "Excel needs the mark"
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == [{"region_name": "область Ұлытау"}]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.json", "a.md", "a.txt"]


def test_a_question_that_fails_leaves_the_file_as_it_was(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("before", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be run"):
        ask(settings, "FROM no_such_view", out=out)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]


@pytest.mark.parametrize(("name", "told"), [("a.xlsx", "end its name with"), ("no/such/a.csv", "cannot be written")])
def test_a_file_that_cannot_be_written_is_told_in_one_line(
    settings: Settings, tmp_path: Path, name: str, told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        ask(settings, "FROM meta", out=tmp_path / name)


def test_nothing_is_written_into_the_published_folder(settings: Settings) -> None:
    with pytest.raises(BadInput, match="holds what its manifest names"):
        ask(settings, "FROM meta", out=settings.published / "manifest.json")
