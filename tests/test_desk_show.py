"""`akimwatch show REGION`: one region in short, found by any of its names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk_world import changed, make_data

from flows.desk.command import show_region
from flows.desk.regions import region_named
from flows.settings import Settings
from models.errors import BadInput, WarehouseError
from warehouse.desk import Place, rows
from warehouse.publish import DATABASE
from warehouse.published import open_published


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("show"))


@pytest.fixture(scope="module")
def places(data: Settings) -> tuple[Place, ...]:
    with open_published(data.published / DATABASE) as published:
        return rows(published, Place, "desk_regions")


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def show(settings: Settings, region: str, since: str | None = None, until: str | None = None, **given: object) -> int:
    chosen = {"as_json": False, "language": "en", "no_color": False, "lines": 5, **given}
    return show_region(settings, region, since, until, **chosen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ("KZ-39", "KZ-39"),
        ("kz-39", "KZ-39"),
        ("Костанайская область", "KZ-39"),
        ("костан", "KZ-39"),
        ("Қостанай", "KZ-39"),
        ("Kostanay", "KZ-39"),
        ("Абай", "KZ-10"),
        ("область Абай", "KZ-10"),
        ("Семей", "KZ-10"),
        ("Semey", "KZ-10"),
        ("СКО", "KZ-59"),
        ("north", "KZ-59"),
        ("Алматы", "KZ-75"),
        ("г. Алматы", "KZ-75"),
        ("Almaty", "KZ-75"),
        ("Алматинская", "KZ-19"),
        ("almaty reg", "KZ-19"),
        ("Алматы облысы", "KZ-19"),
        ("Улытау", "KZ-62"),
        ("Усть Каменогорск", "KZ-63"),
        ("  өскемен ", "KZ-63"),
        ("Астана қаласы", "KZ-71"),
    ],
)
def test_a_region_is_found_by_any_of_its_names(places: tuple[Place, ...], given: str, region: str) -> None:
    assert region_named(given, places).region == region


def test_every_region_is_found_by_each_of_its_names(places: tuple[Place, ...]) -> None:
    for place in places:
        for name in (place.region, place.name, place.name_kk, place.name_en, place.short, place.short_en, place.centre):
            assert region_named(name, places) == place, name


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Кустонай", "no region 'Кустонай'; nearest: Костанайская область (KZ-39)"),
        ("KZ-99", "no region 'KZ-99'; nearest: "),
        ("алмат", "may be 2: Алматинская область (KZ-19), г. Алматы (KZ-75)"),
        ("", "no region: name one"),
        ("%", "no region '%'"),
    ],
)
def test_a_name_of_none_or_of_several_is_refused_in_one_line(data: Settings, given: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        show(data, given)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_dossier_tells_verdicts_figures_events_and_months(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show(data, "Павлодар") == 0
    shown = capsys.readouterr().out
    for told in (
        "SAMPLE DATA",
        "clause 1  ● met",
        "clause 2  ● attended",
        "window: 2025-04-22 – 2025-06-22",
        "belief: 0.95 (",
        "head of the region: Байханов Асаин (akim)",
        "key events: in person 1, by deputy 0, not said 0",
        "«Под председательством акима области прошло заседание Совета Ассамблеи.»",
        "https://paper.example/news/1-zasedanie-soveta-assamblei.html",
        "share of days found",
        "Kazakh articles that nobody has read: 0",
    ):
        assert told in shown, told
    assert "\x1b" not in shown


def test_the_same_in_russian_has_no_english_word_of_ours(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(data, "KZ-11", language="ru") == 0
    shown = capsys.readouterr().out
    assert "УЧЕБНЫЕ ДАННЫЕ" in shown
    assert "22.06.2025" in shown
    assert [word for word in shown.split() if word.isascii() and word.isalpha()] == []


def test_unread_articles_are_listed(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    show(data, "KZ-39")
    shown = capsys.readouterr().out
    assert "Kazakh articles that nobody has read: 1\n  2025-06-19  " in shown


def test_since_leaves_out_what_is_older_and_lines_what_is_more(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    show(data, "KZ-55", "2025-06-19")
    assert "Gatherings found: 0 (since 2025-06-19)" in capsys.readouterr().out
    show(data, "KZ-55", lines=0)
    shown = capsys.readouterr().out
    assert "Gatherings found: 1\n  … 1 more (--lines 50 shows up to 50)" in shown
    with pytest.raises(BadInput, match="--since soon: not a day"):
        show(data, "KZ-55", "soon")


def test_a_program_gets_whole_lists(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(data, "KZ-10", as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["region"]["name_en"] == "Abai Region"
    assert [one["verdict"] for one in told["verdicts"]] == ["deputy_only", "delegated"]
    assert [one["how"] for one in told["events"]] == ["delegated"]
    assert [one["counts_as"] for one in told["key_events"]] == ["delegated"]
    assert len(told["months"]) == 15
    assert told["sample"] is True


def test_before_anybody_was_judged_the_dossier_says_so(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = changed(data, tmp_path / "copy", "DELETE FROM cases", "DELETE FROM verdicts")
    assert show(copy, "KZ-10") == 0
    assert "Nothing was judged yet" in capsys.readouterr().out


def test_a_missing_or_damaged_file_is_one_line(data: Settings, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        show(Settings(data=tmp_path), "KZ-10")
    copy = changed(data, tmp_path / "copy", "UPDATE meta SET schema_version = 4")
    with pytest.raises(WarehouseError, match="schema version 4"):
        show(copy, "KZ-10")


def test_a_season_alone_can_be_asked_for(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """«Everything about Kostanay in autumn»: what has no day may be of any, what lies outside is left out."""
    show(data, "KZ-55", as_json=True)
    whole = json.loads(capsys.readouterr().out)
    days = sorted(one["date_end"] for one in whole["events"])
    assert days
    show(data, "KZ-55", until="2025-01-01", as_json=True)
    before = json.loads(capsys.readouterr().out)
    assert (before["events"], before["until"]) == ([], "2025-01-01")
    show(data, "KZ-55", since=days[0], until=days[-1], as_json=True)
    assert json.loads(capsys.readouterr().out)["events"] == whole["events"]
    with pytest.raises(BadInput, match="is after"):
        show(data, "KZ-55", since="2025-06-02", until="2025-06-01")
