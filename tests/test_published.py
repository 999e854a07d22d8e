"""Opening the published file: one clear line for each fault, and no way out of the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from warehouse_world import NOW, article, council, reading, whole_run

from models.errors import WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import publish
from warehouse.published import open_published


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    with open_warehouse(folder / "warehouse.duckdb", sample=True) as connection:
        whole_run(connection, folder / "stage", "r1", (article(1), reading(council())))
        return publish(connection, folder / "published", as_of=NOW.date())


def _refusal(path: Path, question: str = "FROM compliance_today") -> str:
    with pytest.raises(WarehouseError) as refused, open_published(path) as connection:
        connection.execute(question).fetchall()
    told = str(refused.value)
    assert told.startswith(f"{path}: ")
    assert "\n" not in told
    return told


def test_what_was_published_is_read_on_the_time_of_almaty(published: Path) -> None:
    with open_published(published) as connection:
        assert connection.execute("SELECT count(*), current_setting('TimeZone') FROM compliance_today").fetchone() == (
            40,
            "Asia/Almaty",
        )


def test_nothing_can_be_written_and_no_other_file_read(published: Path, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("a\n1\n", encoding="utf-8")
    statements = (
        "DELETE FROM meta",
        f"COPY meta TO '{tmp_path}/out.csv'",
        f"FROM read_csv('{tmp_path}/own.csv')",
        f"ATTACH '{tmp_path}/other.duckdb'",
        "SET enable_external_access = true",
    )
    with open_published(published) as connection:
        for statement in statements:
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
    assert [path.name for path in tmp_path.iterdir()] == ["own.csv"]


def test_a_wrong_question_stays_the_askers_fault(published: Path) -> None:
    with pytest.raises(duckdb.CatalogException), open_published(published) as connection:
        connection.execute("FROM no_such_view")


def test_before_anything_is_published_it_is_said_what_to_run(tmp_path: Path) -> None:
    assert "nothing is published yet; run `akimwatch run`" in _refusal(tmp_path / "akimwatch.duckdb")


def test_a_folder_is_no_published_file(tmp_path: Path) -> None:
    assert "not a file" in _refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"<html>not a database</html>" * 1000])
def test_what_is_no_duckdb_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "akimwatch.duckdb"
    path.write_bytes(content)
    assert "publish it anew" in _refusal(path) or "not one that akimwatch published" in _refusal(path)


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.95])
def test_a_file_cut_off_while_it_was_copied_is_refused(published: Path, tmp_path: Path, kept: float) -> None:
    path = tmp_path / "akimwatch.duckdb"
    whole = published.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole))])
    assert "publish it anew" in _refusal(path)


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE events (day DATE)")
    assert "not one that akimwatch published" in _refusal(path)


def test_an_older_schema_is_refused_with_both_versions(published: Path, tmp_path: Path) -> None:
    path = tmp_path / "akimwatch.duckdb"
    shutil.copyfile(published, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET schema_version = 3")
    assert "schema version 3, this program has" in _refusal(path)
