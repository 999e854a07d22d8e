"""What names people stays in the warehouse: not in the published file, not beside it, not in a scratch copy."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
from warehouse_world import NOW, article, council, reading, whole_run

from warehouse import sql
from warehouse.connect import open_warehouse
from warehouse.dictionary import dictionary
from warehouse.publish import publish
from warehouse.scratch import copy_warehouse
from warehouse.tables import KEYS

SOMEBODY = "aigerim.private@readers.example"
PRIVATE = {*sql.private_tables(), *sql.private_views()}


def _with_somebody(folder: Path) -> Path:
    path = folder / "w.duckdb"
    with open_warehouse(path, sample=True) as connection:
        whole_run(connection, folder / "stage", "r1", (article(1), reading(council())))
        connection.execute(
            "INSERT INTO outbox VALUES ('2025-W24', ?, 1, 'c', 'ru', 'sent', 1, '250 OK', '<1@a.example>', ?, 'r', ?)",
            [SOMEBODY, NOW, NOW],
        )
        publish(connection, folder / "published", as_of=NOW.date(), full_text=True)
    return path


def test_no_private_table_or_view_is_published_in_any_form(tmp_path: Path) -> None:
    _with_somebody(tmp_path)
    published = tmp_path / "published"
    with duckdb.connect(str(published / "akimwatch.duckdb"), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views()")
        assert not PRIVATE & {name for (name,) in names.fetchall()}
        macros = connection.execute("SELECT DISTINCT function_name FROM duckdb_functions() WHERE NOT internal")
        assert not PRIVATE & {name for (name,) in macros.fetchall()}
    assert not PRIVATE & {path.stem for path in (published / "parquet").iterdir()}
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    assert not PRIVATE & set(manifest["counts"])
    for path in published.rglob("*"):
        assert not path.is_file() or SOMEBODY.encode() not in path.read_bytes(), path


def test_a_scratch_copy_knows_nobody(tmp_path: Path) -> None:
    path = _with_somebody(tmp_path)
    with open_warehouse(tmp_path / "scratch.duckdb", sample=True) as scratch:
        copy_warehouse(path, scratch, sample=True)
        assert scratch.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
        assert scratch.execute("FROM outbox").fetchall() == []


def test_no_private_table_is_staged_as_part_files() -> None:
    assert not PRIVATE & set(KEYS)
    assert not PRIVATE & (set(sql.schema()) | set(sql.views()) | set(sql.macros()))


def test_the_dictionary_tells_of_them_in_a_chapter_of_their_own() -> None:
    public, chapter, private = dictionary().partition("\n## Only in the warehouse\n")
    assert chapter
    for name in PRIVATE:
        assert f"\n### {name}\n" in private
        assert f"\n### {name}\n" not in public


def test_they_say_what_they_are_like_all_others(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        comments = dict(
            connection.execute(
                "SELECT table_name, comment FROM duckdb_tables() UNION ALL "
                "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
        )
        silent = "SELECT table_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''"
        assert connection.execute(silent).fetchall() == []
    for name, text in {**sql.private_tables(), **sql.private_views()}.items():
        assert text.splitlines()[0].removeprefix("-- ") == comments[name]
