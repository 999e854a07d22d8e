"""What readers get is whole at every moment, says what it is, and gives away no more than it may."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from torture_stored import Reader
from warehouse_world import NOW, article, council, reading, start_python, whole_run

from models import fault_points
from models.errors import WarehouseError
from warehouse import read, sql
from warehouse.connect import open_warehouse
from warehouse.publish import publish
from warehouse.published import open_published


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse after one run."""
    folder = tmp_path_factory.mktemp("judged")
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        whole_run(connection, folder / "stage", "r1", (article(1), reading(council())))
    return folder / "w.duckdb"


@pytest.fixture
def warehouse(judged: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    shutil.copyfile(judged, tmp_path / "w.duckdb")
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield connection


def _publish(connection: duckdb.DuckDBPyConnection, folder: Path, **given: Any) -> Path:
    return publish(connection, folder, as_of=NOW.date(), versions={"reader": "1"}, **given)


def _manifest(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return told


def _asked(path: Path, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as published:
        return published.execute(question).fetchall()


@pytest.mark.slow
def test_the_published_file_answers_as_the_warehouse_does(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = _publish(warehouse, tmp_path / "published")
    assert path == tmp_path / "published" / "akimwatch.duckdb"
    for name in sql.views():
        if name != "current_articles":
            question = f"SELECT * FROM {name} ORDER BY ALL"
            assert _asked(path, question) == warehouse.execute(question).fetchall(), name


def test_the_published_file_explains_itself(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = _publish(warehouse, tmp_path / "published")
    silent = """
        SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''
    """
    assert _asked(path, silent) == []


def test_texts_are_published_only_when_asked_for(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    question = "SELECT count(text), count(lead), count(title), count(text_sha256) FROM articles"
    path = _publish(warehouse, tmp_path / "published")
    assert _asked(path, question) == [(0, 0, 1, 1)]
    assert duckdb.execute(f"SELECT count(text) FROM '{tmp_path}/published/parquet/articles.parquet'").fetchall() == [
        (0,)
    ]
    assert article(1).text.encode()[-100:] not in path.read_bytes()
    assert _asked(_publish(warehouse, tmp_path / "published", full_text=True), question) == [(1, 1, 1, 1)]


def test_parquet_holds_the_same_tables_and_the_answers(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    _publish(warehouse, tmp_path / "published")
    parquet = tmp_path / "published" / "parquet"
    manifest = _manifest(tmp_path / "published")
    assert {path.stem for path in parquet.glob("*.parquet")} == set(manifest["counts"])
    assert set(sql.schema()) < set(manifest["counts"])
    for name, count in manifest["counts"].items():
        assert duckdb.execute(f"SELECT count(*) FROM '{parquet}/{name}.parquet'").fetchall() == [(count,)], name


def test_the_manifest_says_what_the_files_are(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = _publish(warehouse, tmp_path / "published")
    manifest = _manifest(path.parent)
    assert (manifest["sample"], manifest["as_of"], manifest["full_text"]) == (True, "2025-06-22", False)
    assert manifest["versions"]["reader"] == "1"
    assert manifest["counts"]["verdicts"] == manifest["counts"]["compliance_today"] == 40
    for name, file in manifest["files"].items():
        content = (path.parent / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), name
    newest = "SELECT publication_id, as_of FROM publications ORDER BY published_at DESC LIMIT 1"
    assert _asked(path, newest) == [(manifest["publication"], date(2025, 6, 22))]


def test_publishing_before_anything_was_collected_gives_an_empty_whole(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=False) as connection:
        path = publish(connection, tmp_path / "published", as_of=None)
    assert _asked(path, "FROM compliance_today") == []
    assert (_manifest(path.parent)["as_of"], _manifest(path.parent)["sample"]) == (None, False)


@pytest.mark.slow
def test_nothing_but_the_set_and_the_one_before_it_lies_in_the_folder(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    for _ in range(4):
        _publish(warehouse, folder)
    names = sorted(path.name for path in folder.iterdir())
    sets = [name for name in names if name.startswith("parquet-")]
    assert set(names) == {"akimwatch.duckdb", "manifest.json", "parquet", *sets}
    assert len(sets) == 2
    assert _manifest(folder)["parquet"] == (folder / "parquet").resolve().name == sets[-1]


def test_a_reader_that_has_the_file_open_goes_on_while_it_is_replaced(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = _publish(warehouse, tmp_path / "published")
    reader = start_python(f"""
        import duckdb
        held = duckdb.connect({str(path)!r}, read_only=True)
        print("open", flush=True)
        input()
        print(held.execute("SELECT count(*) FROM articles").fetchone()[0], flush=True)
    """)
    assert reader.stdout is not None
    reader.stdout.readline()
    whole_run(warehouse, tmp_path / "stage", "r2", (article(2), reading(council())))
    _publish(warehouse, tmp_path / "published")
    said, _ = reader.communicate("\n", timeout=60)
    assert said.splitlines()[0] == "1", "what it opened"
    assert _asked(path, "SELECT count(*) FROM articles") == [(2,)], "what is opened from now on"


def test_an_analyst_who_writes_into_it_changes_no_publication_and_is_told_of(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """It is read-only for all but root. Whoever insists: changes to the old file are laid over no new one."""
    path = _publish(warehouse, tmp_path / "published")
    assert path.stat().st_mode & 0o222 == 0
    path.chmod(0o644)
    analyst = start_python(f"""
        import duckdb
        held = duckdb.connect({str(path)!r})
        print("open", flush=True)
        input()
        held.execute("DROP VIEW compliance_today")
        print("changed", flush=True)
        input()
    """)
    assert analyst.stdout is not None
    assert analyst.stdin is not None
    analyst.stdout.readline()
    path = _publish(warehouse, tmp_path / "published")
    analyst.stdin.write("\n")
    analyst.stdin.flush()
    analyst.stdout.readline()
    changed = r"somebody has opened it for writing .*akimwatch\.duckdb\.wal"
    with pytest.raises(WarehouseError, match=changed), open_published(path):
        pass
    path = _publish(warehouse, tmp_path / "published")
    analyst.communicate("\n", timeout=60)
    assert _asked(path, "SELECT count(*) FROM compliance_today") == [(40,)]
    with open_published(path) as opened:
        assert opened.execute("SELECT count(*) FROM compliance_today").fetchone() == (40,)


def test_parquet_that_an_analyst_is_reading_stays_for_one_publication_and_open_files_for_ever(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    _publish(warehouse, folder)
    begun = (folder / "parquet").resolve() / "articles.parquet"
    whole = begun.read_bytes()
    with begun.open("rb") as held:
        _publish(warehouse, folder)
        assert begun.read_bytes() == whole, "who has just begun with the set before goes on opening its files"
        _publish(warehouse, folder)
        assert not begun.exists()
        assert held.read() == whole, "what is open is read to its end"


def test_a_publication_that_fails_leaves_the_last_one_and_no_rubbish(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _publish(warehouse, tmp_path / "published")
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    broken = {**sql.search(), "5_search": "CREATE VIEW found AS SELECT * FROM no_such_table"}
    monkeypatch.setattr(sql, "search", lambda: broken)
    with pytest.raises(WarehouseError, match="stays"):
        _publish(warehouse, tmp_path / "published")
    assert {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()} == before
    assert read.counts(warehouse)["articles"] == 1, "the warehouse is in use again, not the half-made file"


def test_what_a_killed_publication_left_is_cleared_by_the_next(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    _publish(warehouse, folder)
    (folder / ".new-20990101T000000-dead00.duckdb").write_bytes(b"half")
    (folder / "parquet-20990101T000000-dead00").mkdir()
    (folder / "parquet-20990101T000000-dead00" / "articles.parquet").write_bytes(b"half")
    (folder / "akimwatch.duckdb.wal").write_bytes(b"of somebody who wrote into the published file")
    path = _publish(warehouse, folder)
    assert not [name for name in folder.iterdir() if "dead" in name.name or name.suffix == ".wal"]
    assert _asked(path, "SELECT count(*) FROM compliance_today") == [(40,)]


@pytest.mark.slow
def test_broken_off_between_the_renames_again_and_again_everything_that_is_named_stays(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    class Broken(BaseException):
        pass

    def break_off(name: str, _: object) -> None:
        if name == point:
            raise Broken

    folder = tmp_path / "published"
    _publish(warehouse, folder)
    for point in ("publish.database_renamed", "publish.link_renamed", "publish.link_renamed", "publish.set_written"):
        fault_points.listen(break_off)
        try:
            with pytest.raises(Broken):
                _publish(warehouse, folder)
        finally:
            fault_points.listen(None)
        assert list(Reader(folder).look()) == [], point
    _publish(warehouse, folder)
    assert len(list(folder.glob("parquet-*"))) == 2


def test_a_folder_with_a_quote_in_its_name_is_a_folder(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = _publish(warehouse, tmp_path / "l'année «2025»")
    assert _asked(path, "SELECT count(*) FROM compliance_today") == [(40,)]


def test_the_views_answer_where_the_file_is_attached_beside_others(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    path = _publish(warehouse, tmp_path / "published")
    with duckdb.connect() as analyst:
        analyst.execute(f"ATTACH '{path}' AS akimwatch (READ_ONLY)")
        assert analyst.execute("SELECT count(*) FROM akimwatch.evidence").fetchone() == (2,)
