"""Searching the published file: Russian words in any form, and nothing that a person types can do harm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from warehouse_world import NOW, article, council, reading, whole_run

from flows.settings import Settings
from flows.sql import ask, search
from models.errors import BadInput, WarehouseError
from models.records import Evidence, Reading
from warehouse import search as room
from warehouse.connect import open_warehouse
from warehouse.publish import publish
from warehouse.published import open_published

SENTENCES = (
    "Аким провёл встречу с руководителями этнокультурных объединений.",
    "Берик Уали пришёл в Дом дружбы, где стояла ёлка, и выпил йод.",
    "Жетісу облысының әкімі Қызылағашта өңір тұрғындарымен кездесті.",
    "Встречи с предпринимателями не было.",
)
TEXT = " ".join(SENTENCES)
LONELY = "Про верблюжьи бега\nписали все. Аким же молчал."


def _published(folder: Path, *, full_text: bool) -> Path:
    meeting = replace(
        council(),
        evidence=tuple(
            Evidence(sentence=one, char_start=TEXT.index(one), char_end=TEXT.index(one) + len(one)) for one in SENTENCES
        ),
    )
    told, other, gated = article(1, text=TEXT), article(2, text=LONELY), article(3, text=LONELY)
    with open_warehouse(folder / "warehouse.duckdb", sample=True) as connection:
        whole_run(
            connection,
            folder / "stage",
            "r1",
            (told, reading(meeting)),
            (other, reading()),
            (gated, Reading(outcome="gated")),
        )
        return publish(connection, folder / "published", as_of=NOW.date(), full_text=full_text)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _published(tmp_path_factory.mktemp("search"), full_text=False)


def _found(path: Path, words: object, *, every_word: bool = False) -> list[str]:
    with open_published(path) as connection:
        rows = connection.execute("SELECT sentence FROM search(?, every_word := ?)", [words, every_word]).fetchall()
    return [sentence for (sentence,) in rows]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("встречи с этнокультурными объединениями", 0),
        ("ВСТРЕЧА ЭТНОКУЛЬТУРНОГО ОБЪЕДИНЕНИЯ", 0),
        ("провел", 0),
        ("елка", 1),
        ("ёлки", 1),
        ("пришел", 1),
        ("йода", 1),
        ("әкімі", 2),
        ("ӨҢІР", 2),
        ("Қызылағашта", 2),
        ("жетісу", 2),
        ("предприниматель", 3),
    ],
)
def test_a_word_is_found_in_any_form(published: Path, words: str, first: int) -> None:
    assert _found(published, words)[0] == SENTENCES[first]


def test_one_letter_is_not_another(published: Path) -> None:
    for words in ("иод", "акимі", "онир"):
        assert _found(published, words) == []


def test_the_best_comes_first_and_every_word_may_be_asked_for(published: Path) -> None:
    assert _found(published, "встреча с объединениями") == [SENTENCES[0], SENTENCES[3]]
    assert _found(published, "встреча с объединениями", every_word=True) == [SENTENCES[0]]


def test_the_score_is_the_one_that_the_extension_reckons(published: Path) -> None:
    words = "встреча этнокультурные объединения"
    with open_published(published) as connection:
        ours = connection.execute("SELECT score FROM search(?)", [words]).fetchall()
        theirs = connection.execute(
            "SELECT round(fts_main_searched.match_bm25(name, ?), 3) AS score FROM fts_main_searched.docs "
            "WHERE score IS NOT NULL ORDER BY score DESC",
            [words],
        ).fetchall()
    assert ours == theirs


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "и в на с",
        "'; DROP TABLE articles; --",
        '"',
        "%",
        "_",
        "\\",
        "[а-я]+(",
        "$1",
        "\x00",
        "🌾",
        None,
        "(" * 5000,
    ],
)
def test_a_search_for_nothing_or_in_bad_faith_finds_nothing_and_harms_nothing(
    published: Path, words: str | None
) -> None:
    assert _found(published, words) == []
    with open_published(published) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (3,)


def test_a_hit_says_where_when_and_who_says_so(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    search(Settings(data=published.parents[1]), "ёлка", "json")
    (hit,) = json.loads(capsys.readouterr().out)
    assert hit.pop("score") > 0
    assert hit == {
        "region": "Павлодарская область",
        "day": "2025-06-18",
        "sentence": SENTENCES[1],
        "source_url": "https://paper.example/1",
        "sample": True,
    }


def test_texts_that_passed_the_gate_are_searched_where_they_are_published(published: Path, tmp_path: Path) -> None:
    assert _found(published, "верблюжий бег") == []
    path = _published(tmp_path, full_text=True)
    with open_published(path) as connection:
        rows = connection.execute("SELECT found_in, sentence, source_url FROM search('верблюжий бег')").fetchall()
        assert rows == [("text", "Про верблюжьи бега", "https://paper.example/2")]
        (sentence,) = connection.execute("SELECT sentence FROM search('елка') WHERE found_in = 'text'").fetchone() or (
            "",
        )
    assert sentence == SENTENCES[1], "as it stands there, with its ё"


def test_without_the_extension_all_else_still_answers(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True, config={"autoload_known_extensions": False}) as plain:
        views: list[tuple[Any, ...]] = plain.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        for (view,) in views:
            plain.execute(f"FROM {view}").fetchall()
        assert plain.execute("SELECT count(*) FROM changes_since('2025-06-01')").fetchone() is not None
        with pytest.raises(duckdb.CatalogException, match="fts"):
            plain.execute("FROM search('встреча')")


def test_the_index_is_no_table_of_ours(published: Path) -> None:
    names = {path.stem for path in (published.parent / "parquet").iterdir()}
    assert not names & {"searched", "search_stopwords", "dict", "docs", "terms", "stats", "stopwords", "fields"}
    with open_published(published) as connection:
        tables = "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'main' AND table_name LIKE 'search%'"
        assert connection.execute(tables).fetchone() == (0,)


def test_an_empty_warehouse_is_searched_too(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=False) as connection:
        path = publish(connection, tmp_path / "published", as_of=None)
    assert _found(path, "встреча") == []


def test_where_the_extension_is_not_installed_one_line_says_so(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=published.parents[1])
    room.extension.cache_clear()
    monkeypatch.setattr(room, "find_spec", lambda _name: None)
    try:
        with pytest.raises(WarehouseError, match=r"needs the package duckdb-extension-fts=="):
            search(settings, "встреча")
        with pytest.raises(BadInput, match="fts extension"):
            ask(settings, "FROM search('встреча')")
        assert ask(settings, "FROM meta") == 0
    finally:
        room.extension.cache_clear()
