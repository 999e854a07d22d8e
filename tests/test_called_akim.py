"""Who is called head of a region against the table: what is listed, what is an alarm, and how a run tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import duckdb
import pytest
from test_overlay import HEADER
from warehouse_world import NOW, article, reading, stage_collected, whole_run

from flows.analyse import analyse
from flows.each import each_in_threads
from flows.run_report import RunReport
from flows.settings import Settings
from flows.workshop import open_workshop
from models.identity import article_id
from models.records import Evidence, OtherHead, Reading
from models.zone import ALMATY
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Run, Stage


def calls(
    sentence: str, said: Literal["called", "appointed"] = "called", voice: str = "site:paper", **given: Any
) -> Reading:
    one = OtherHead(
        region="KZ-39", said=said, name="Марат Сулеев", person="Сулеев Марат", person_key="сулеев м",
        office="аким Костанайской области", head="Аксакалов Кумар", voice=voice,
        evidence=Evidence(sentence=sentence, char_start=0, char_end=len(sentence)),
    )  # fmt: skip
    return Reading(outcome="gated", other_heads=(replace(one, **given),))


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield connection


def shown(connection: duckdb.DuckDBPyConnection, folder: Path, *readings: Reading) -> list[tuple[Any, ...]]:
    """Each reading of an article of its own, the first the latest."""
    articles = [article(n, text=f"Текст {n}.", hours=24 * n) for n in range(1, len(readings) + 1)]
    whole_run(connection, folder / "stage", "r1", *zip(articles, readings, strict=True))
    columns = "person, said, articles, voices, table_names, alarm_kind"
    return connection.execute(f"SELECT {columns} FROM called_akim").fetchall()


def test_one_article_that_only_calls_is_listed_and_no_alarm(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    found = shown(warehouse, tmp_path, calls("Аким Марат Сулеев."))
    assert found == [("Сулеев Марат", "called", 1, 1, "Аксакалов Кумар", None)]


def test_two_independent_voices_are_an_alarm(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    found = shown(warehouse, tmp_path, calls("Аким Марат Сулеев."), calls("Глава М. Сулеев.", voice="kaztag"))
    assert found == [("Сулеев Марат", "called", 2, 2, "Аксакалов Кумар", "called_akim")]


@pytest.mark.parametrize("other", [calls("Другое."), calls("Аким Марат Сулеев.", voice="kaztag")])
def test_one_voice_twice_or_one_sentence_in_two_voices_is_none(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, other: Reading
) -> None:
    assert shown(warehouse, tmp_path, calls("Аким Марат Сулеев."), other)[0][2:4] == (2, 1)


def test_one_appointment_is_an_alarm_and_is_worded_in_both_languages(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    found = shown(
        warehouse, tmp_path, calls("Он уже аким.", person="Сулеев М."), calls("Назначен акимом.", "appointed")
    )
    assert found == [("Сулеев Марат", "appointed", 2, 1, "Аксакалов Кумар", "appointed_akim")]
    told = warehouse.execute(
        "SELECT source_url, region_name, first_day::VARCHAR, last_day::VARCHAR, sentence, alarm, alarm_ru "
        "FROM called_akim"
    ).fetchone()
    assert told == (
        "https://paper.example/1", "Костанайская область", "2025-06-20", "2025-06-21", "Он уже аким.",
        "another head of the region was appointed: Сулеев Марат (since 2025-06-20); check the table of heads",
        "назначен другой глава региона: Сулеев Марат (с 20.06.2025); проверьте таблицу акимов",
    )  # fmt: skip


@pytest.mark.slow
def test_what_was_before_the_order_is_listed_only(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    old = article(1, hours=24 * 800)
    whole_run(warehouse, tmp_path / "stage", "r1", (old, calls("Назначен акимом.", "appointed")))
    assert warehouse.execute("SELECT said, alarm_kind, alarm FROM called_akim").fetchall() == [
        ("appointed", None, None)
    ]


@pytest.mark.slow
def test_by_the_table_of_the_latest_run_an_alarm_falls_and_comes_again(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """A table that names him is laid over, and taken away: its readings stay beside the others."""
    stage = Stage(tmp_path / "stage", "r1")
    one = article(1)
    stage_collected(stage, one)
    stage.readings([(article_id(one), calls("Назначен акимом.", "appointed"))], "4+old")
    stage.readings([(article_id(one), reading())], "4+new")
    load_stages(warehouse, tmp_path / "stage")
    rows = []
    for number, reader in enumerate(("4+old", "4+new", "4+old")):
        Stage(tmp_path / "stage", f"run{number}").run(
            Run(kind="sample", started_at=NOW, finished_at=NOW, versions={"reader": reader}, counts={})
        )
        load_stages(warehouse, tmp_path / "stage")
        rows.append(len(warehouse.execute("FROM called_akim").fetchall()))
    assert rows == [1, 0, 1]


NEWS = "Указом Главы государства Марат Сулеев назначен акимом Костанайской области."


def _run(folder: Path) -> RunReport:
    workshop = open_workshop(Settings(data=folder, workers=1), sites={}, now=NOW.astimezone(ALMATY))
    analyse(workshop, each_in_threads)
    return workshop.report


@pytest.mark.slow
def test_a_run_tells_the_alarm_until_a_line_of_ones_own_answers_it(tmp_path: Path) -> None:
    stage_collected(Stage(tmp_path / "stage", "r0"), article(1, NEWS))
    first = _run(tmp_path)
    (alarm,) = first.head_alarms
    assert alarm == (
        "KZ-39 Костанайская область: another head of the region was appointed: Сулеев Марат (since 2025-06-19); "
        "check the table of heads; https://paper.example/1"
    )
    assert f"? {alarm}" in first.lines()
    assert first.exit_code == 0, "the run did its work"
    line = "KZ-39,Сулеев,Марат,,akim,2025-06-19,day,,,high,decree,\n"
    (tmp_path / "officials.csv").write_text(HEADER + line, encoding="utf-8")
    assert _run(tmp_path).head_alarms == ()
