"""Readings are kept by the rules and the table of heads of regions that made them: another table, another reading."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
from test_overlay import HEADER
from warehouse_world import NOW, article, reading, stage_collected

from extractors.reader_version import reader_version
from extractors.russian.reader import Reader
from extractors.russian.version import VERSION
from flows.analyse import analyse
from flows.each import each_in_threads
from flows.replay import replay_archive
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.identity import article_id, reading_version
from models.records import Article
from models.registry import Registry, load_registry
from models.zone import ALMATY
from warehouse import read, scratch
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

pytestmark = pytest.mark.slow  # whole runs, each of seconds

BUILT_IN = load_registry()
NEW_HEAD = "KZ-39,Иванов,Иван,,akim,2025-06-01,day,,,high,me,"


def registry(folder: Path, *lines: str) -> Registry:
    path = folder / "mine.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return load_registry(path)


def test_the_version_names_the_rules_and_the_table(tmp_path: Path) -> None:
    rules, _, table = reader_version(BUILT_IN).partition("+")
    assert rules == VERSION
    assert table == BUILT_IN.heads_digest
    assert reader_version(registry(tmp_path, NEW_HEAD)) != reader_version(BUILT_IN)


def test_who_states_a_term_and_what_is_remarked_of_it_makes_no_other_reader(tmp_path: Path) -> None:
    (head,) = (t for t in BUILT_IN.tenures if t.region == "KZ-47" and t.until is None)
    line = f"KZ-47,{head.surname},{head.given},{head.patronymic},akim,{head.since},day,,,low,me,a remark"
    mine = registry(tmp_path, line)
    assert mine.akim_on("KZ-47", date(2025, 1, 1)) != head
    assert reader_version(mine) == reader_version(BUILT_IN)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Синоптики обещают дожди и грозы на севере страны. Ночью похолодает.", False),
        ("Әкім облыстың қоғамдық кеңесінің отырысына қатысты. Жиында бюджет талқыланды.", False),
        ("Аким Костанайской области Кумар Аксакалов провёл совещание о паводках. Обсудили дамбы.", True),
        ("Прошла сессия Ассамблеи народа Казахстана. За год проведено шесть заседаний совета.", True),
    ],
)
def test_only_what_no_gate_lets_through_is_kept_by_the_rules_alone(text: str, asked: bool) -> None:
    found = Reader(BUILT_IN).read(Article(text=text))
    assert found.heads_asked is asked
    assert reading_version(found, "4+3f9a01c2") == ("4+3f9a01c2" if asked else "4+")


def test_another_table_leaves_read_what_never_asked_for_a_head(tmp_path: Path) -> None:
    asked, unasked = article(1), article(2)
    with open_warehouse(tmp_path / "w.duckdb", sample=False) as connection:
        stage = Stage(tmp_path / "stage", "r1")
        stage_collected(stage, asked, unasked)
        readings = [(article_id(asked), reading()), (article_id(unasked), replace(reading(), heads_asked=False))]
        stage.readings(readings, "4+one")
        load_stages(connection, tmp_path / "stage")
        assert _unread(connection, "4+one") == []
        assert _unread(connection, "4+other") == [article_id(asked)]
        assert _unread(connection, "5+one") == sorted([article_id(asked), article_id(unasked)])
        stage.readings(readings, "replay~4+one")
        load_stages(connection, tmp_path / "stage")
        assert scratch.read_otherwise(connection, "4+one", "replay~4+one") == ()


def _unread(connection: duckdb.DuckDBPyConnection, version: str) -> list[str]:
    return sorted(name for batch in read.unread_articles(connection, version, 10) for name, _ in batch)


TEXT = (
    "18 июня под председательством акима Костанайской области состоялось заседание Совета Ассамблеи народа Казахстана. "
    "Обсудили вопросы межэтнического согласия с руководителями этнокультурных объединений."
)


class Installation:
    """A few articles collected, in a folder in which a table of heads may be laid."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data=folder, workers=1)
        self.table = folder / "officials.csv"
        weather = "Синоптики обещают дожди и грозы на севере страны. Ночью похолодает, днём будет жарко."
        stage_collected(Stage(self.settings.stage_at, "r0"), article(1, TEXT), article(2, weather))

    def workshop(self) -> Workshop:
        return open_workshop(self.settings, sites={}, now=NOW.astimezone(ALMATY))

    def run(self) -> Workshop:
        workshop = self.workshop()
        analyse(workshop, each_in_threads)
        assert workshop.report.failures == []
        return workshop

    def stands(self) -> tuple[str, ...]:
        """Who was at the gathering by the events, who by the accounts, and the reader that was published."""
        with self.workshop().warehouse() as connection:
            events = connection.execute("SELECT akim FROM attendance_record").fetchall()
            accounts = [fact.fields["attendance"] for fact in scratch.facts(connection) if fact.what == "meeting"]
        manifest = json.loads((self.settings.published / "manifest.json").read_text(encoding="utf-8"))
        return str(events), str(accounts), manifest["versions"]["reader"]


def test_another_table_changes_what_stands_and_taking_it_away_brings_the_old_back(tmp_path: Path) -> None:
    one = Installation(tmp_path)
    before = one.run()
    built_in = one.stands()
    assert ("Аксакалов Кумар" in built_in[0], "Аксакалов Кумар" in built_in[1]) == (True, True)
    assert built_in[2] == reader_version(BUILT_IN)
    one.table.write_text(f"{HEADER}{NEW_HEAD}\n", encoding="utf-8")
    own = one.run()
    events, accounts, reader = one.stands()
    assert ("Иванов Иван" in events, "Иванов Иван" in accounts) == (True, True)
    assert reader != built_in[2]
    one.table.unlink()
    again = one.run()
    assert one.stands() == built_in
    read = [run.report.readings.total() for run in (before, own, again)]
    assert read == [2, 1, 0], "the weather is not read again, and nothing a second time by the same table"


@pytest.mark.parametrize("table", ["", NEW_HEAD])
def test_a_replay_by_another_table_tells_what_it_would_change_and_blames_no_rules(tmp_path: Path, table: str) -> None:
    one = Installation(tmp_path)
    one.run()
    one.table.write_text(f"{HEADER}{table}\n", encoding="utf-8")
    with replay_archive(one.workshop()) as found:
        assert found.replayed.silent == ()
        changed = [change for change in found.replayed.changes if change.fact.what == "meeting"]
    assert bool(changed) is bool(table)
