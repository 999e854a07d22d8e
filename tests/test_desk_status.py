"""`akimwatch status`: all regions at a glance, readable at 80 columns, and what cannot be read named on stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk_world import changed, make_data, review
from rich.console import Console

from flows.desk.overview import read_overview
from flows.desk.screen import spark
from flows.desk.tiles import tile_map
from flows.desk.words import Words
from flows.marks import mark_of
from flows.settings import Settings
from flows.status import show_status
from models.errors import WarehouseError
from warehouse.publish import DATABASE
from warehouse.published import open_published

ESCAPE = "\x1b"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("status"))


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_every_region_stands_on_the_map_and_in_the_table(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_status(data, as_json=False) == 0
    shown = capsys.readouterr()
    with open_published(data.published / DATABASE) as published:
        places = read_overview(published).places
    assert len(places) == 20
    for place in places:
        assert shown.out.count(place.short_en[:10]) >= 2, place
    assert "SAMPLE DATA" in shown.out
    assert "2025-08-18  Pavlodar" in shown.out
    assert "Not found does not mean not held." in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_line_is_wider_than_the_terminal_and_a_pipe_gets_no_escape_code(
    data: Settings, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    show_status(data, as_json=False, language=language)  # type: ignore[arg-type]
    shown = capsys.readouterr().out
    assert ESCAPE not in shown
    ours = shown.partition("warehouse   ")[0]
    assert max(len(line.rstrip()) for line in ours.splitlines()) <= 80


def test_colour_is_never_the_only_difference(data: Settings) -> None:
    """What a map shows in colour it shows without."""
    with open_published(data.published / DATABASE) as published:
        overview = read_overview(published)
    words = Words(overview.glossary, "en")
    signs = {word: mark_of(word, ["met", "met_broadly", "deputy_only"]).sign for word in ("met", "met_broadly")}
    signs |= {word: mark_of(word, ["attended", "delegated"]).sign for word in ("delegated", "mixed")}
    signs |= {word: mark_of(word, []).sign for word in ("no_public_evidence", "not_judged", "unknown")}
    assert signs["met_broadly"] == signs["mixed"]
    assert len(set(signs.values())) == len(signs) - 1
    marks = {place.region: (mark_of("met", ["met"]), mark_of("not_judged", [])) for place in overview.places}
    console = Console(width=80, force_terminal=True, color_system="truecolor")
    with console.capture() as captured:
        console.print(tile_map(overview.places, marks, words, 80))
    assert ESCAPE in captured.get()
    assert str(tile_map(overview.places, marks, words, 80)).count("● ?") == 20


def test_a_program_gets_the_old_keys_and_the_new_ones(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert show_status(data, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"]["articles"] == 3
    assert told["published"]["sample"] is True
    assert told["unfinished"] == []
    assert told["sample"] is True
    assert len(told["regions"]) == 40
    assert {one["region"]: one["verdict"] for one in told["regions"] if one["clause"] == 1}["KZ-55"] == "met"
    assert [one["region"] for one in told["deadlines"]] == ["KZ-55"]
    assert told["corrections"] == []


def test_a_region_without_a_meeting_has_no_deadline(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """DuckDB's least() passes over NULL: the last day of force is nobody's deadline."""
    show_status(data, as_json=True)
    assert len(json.loads(capsys.readouterr().out)["deadlines"]) == 1


def test_corrections_that_wait_and_sources_that_need_a_look_are_told(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewed = review("reject", "It tells of \x1b[31mlast year", "KZ-10")
    copy = changed(data, tmp_path / "copy", reviewed, "UPDATE discoveries SET ok = false")
    assert show_status(copy, as_json=False) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Corrections: 1 (waiting for the next run 1)" in shown
    assert "A. Analyst: It tells of \ufffd[31mlast year" in shown, "nothing hidden in a reason acts"
    assert "Sources that need a look: 1 ! paper: no list of it has ever answered" in shown


def test_before_anything_was_published_the_warehouse_is_told_all_the_same(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy")
    (copy.published / DATABASE).unlink()
    (copy.published / "manifest.json").unlink()
    assert show_status(copy, as_json=False) == 0
    assert "published   nothing yet" in capsys.readouterr().out
    with pytest.raises(WarehouseError, match="no warehouse yet"):
        show_status(Settings(data=tmp_path / "none"), as_json=False)


@pytest.mark.parametrize("damage", ["half", "schema", "manifest"])
def test_what_cannot_be_read_is_one_line_on_stderr_and_the_rest_is_shown(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    copy = changed(data, tmp_path / "copy", *(["UPDATE meta SET schema_version = 1"] if damage == "schema" else []))
    if damage == "half":
        database = copy.published / DATABASE
        database.write_bytes(database.read_bytes()[:5000])
    if damage == "manifest":
        (copy.published / "manifest.json").write_text("{", encoding="utf-8")
    assert show_status(copy, as_json=False) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("akimwatch: ")
    assert shown.err.count("\n") == 1
    assert "articles" in shown.out


def test_before_anybody_was_judged_the_map_says_so(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy", "DELETE FROM cases", "DELETE FROM verdicts")
    assert show_status(copy, as_json=False) == 0
    shown = capsys.readouterr().out
    assert "Nothing was judged yet" in shown
    assert "No deadline runs" in shown


def test_a_curve_is_not_stretched_to_its_largest_value() -> None:
    assert spark([0.0, 0.004, 0.01, 0.5, 1.0, None]) == "··▁▅█ "


def test_another_head_of_a_region_than_the_tables_is_told(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    appointed = (
        "INSERT INTO other_heads BY NAME SELECT article_id, reader_version, 0 AS ordinal, 'KZ-39' AS region, "
        "'appointed' AS said, 'Марат Сулеев' AS name, 'Сулеев Марат' AS person, 'сулеев м' AS person_key, "
        "'аким' AS office, 'Аксакалов Кумар' AS head, 'site:paper' AS voice, 'Назначен.' AS sentence, "
        "0 AS char_start, 9 AS char_end, run_id, recorded_at FROM readings LIMIT 1"
    )
    copy = changed(data, tmp_path / "copy", appointed)
    show_status(copy, as_json=False)
    shown = capsys.readouterr().out
    assert "Table of heads to check: 1" in shown
    assert "KZ-39" in shown.partition("Table of heads")[2]
    assert "Сулеев Марат" in shown
    show_status(data, as_json=False)
    assert "Table of heads" not in capsys.readouterr().out
