"""A warehouse of an older schema is brought up to this program's, whole or not at all; nothing in it is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from warehouse_world import article, stage_collected, start_python

from flows.settings import Settings
from flows.status import show_status
from models.errors import WarehouseError
from warehouse import read, sql
from warehouse.blank import create_tables, create_views
from warehouse.connect import SCHEMA_VERSION, open_warehouse
from warehouse.load import load_stages
from warehouse.publish import DATABASE, publish
from warehouse.published import open_published
from warehouse.session import transaction
from warehouse.stage import Stage

OBJECTS = """
    SELECT table_name, comment, NULL AS column_name, NULL AS kind, NULL AS nullable
    FROM duckdb_tables() WHERE NOT internal
    UNION ALL SELECT view_name, comment, NULL, NULL, NULL FROM duckdb_views() WHERE NOT internal
    UNION ALL SELECT table_name, comment, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal
    ORDER BY ALL
"""


def _of_schema_5(path: Path) -> Path:
    """As the program before the letter made it: no outbox, and no look that speaks of no later days."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_made())
    return path


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.duckdb"
        with duckdb.connect(str(path)) as old, transaction(old):
            create_tables(old, private=False)
            create_views(old, private=False)
            old.execute("CREATE OR REPLACE MACRO views_made() AS 'of the program before'")
            old.execute("INSERT INTO meta VALUES (5, true, ?)", [datetime(2026, 1, 5, tzinfo=UTC)])
        with duckdb.connect(str(path)) as old:
            stage_collected(Stage(Path(folder) / "stage", "r1"), article(1), article(2))
            load_stages(old, Path(folder) / "stage")
            old.execute("ALTER TABLE discoveries DROP COLUMN reached_until")
            for later in ("VIEW hosts_seen", "VIEW warc_files", "TABLE warc_parts", "TABLE passed_over"):
                old.execute(f"DROP {later}")
        return path.read_bytes()


def _version(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        (version,) = connection.execute("SELECT schema_version FROM meta").fetchone() or (0,)
    return int(version)


def test_opened_for_writing_it_is_brought_up_and_keeps_its_rows(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with open_warehouse(path, sample=True) as connection:
        assert read.counts(connection)["articles"] == 2
        assert connection.execute("FROM outbox_now").fetchall() == []
        assert connection.execute("SELECT schema_version FROM meta").fetchall() == [(SCHEMA_VERSION,)]
    with open_warehouse(path, sample=True, read_only=True) as connection:
        assert read.counts(connection)["articles"] == 2


def test_brought_up_it_is_as_one_made_anew_to_the_last_comment(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with open_warehouse(path, sample=True) as old, open_warehouse(tmp_path / "new.duckdb", sample=True) as new:
        assert old.execute(OBJECTS).fetchall() == new.execute(OBJECTS).fetchall()


def test_there_is_a_step_for_every_version_since_the_fifth() -> None:
    assert set(sql.upgrades()) == set(range(6, SCHEMA_VERSION + 1))


def test_opened_for_reading_it_is_left_alone_and_one_line_says_what_to_run(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with pytest.raises(WarehouseError) as refused, open_warehouse(path, sample=True, read_only=True):
        pass
    assert str(refused.value) == (
        f"{path}: schema version 5, this program has {SCHEMA_VERSION}; "
        "keep a copy of it, then `akimwatch run` brings it up to date"
    )
    assert _version(path) == 5


@pytest.mark.parametrize("version", [0, 4, SCHEMA_VERSION + 1])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_version_from_which_no_way_is_known_is_refused_and_left_alone(
    tmp_path: Path, version: int, read_only: bool
) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with duckdb.connect(str(path)) as old:
        old.execute("UPDATE meta SET schema_version = ?", [version])
    with (
        pytest.raises(WarehouseError, match="use the version that made it"),
        open_warehouse(path, sample=True, read_only=read_only),
    ):
        pass
    assert _version(path) == version


def test_one_that_is_refused_for_its_data_is_not_brought_up(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with pytest.raises(WarehouseError, match="never mixed"), open_warehouse(path, sample=False):
        pass
    assert _version(path) == 5


def test_a_step_that_fails_leaves_it_as_it_was(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with duckdb.connect(str(path)) as old:
        old.execute("CREATE TABLE outbox (somebody_elses INTEGER)")
    with pytest.raises(WarehouseError) as refused, open_warehouse(path, sample=True):
        pass
    assert "\n" not in str(refused.value)
    assert _version(path) == 5


def test_one_killed_in_the_middle_of_it_is_brought_up_by_the_next(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    dying = start_python(f"""
        import os
        from pathlib import Path
        from warehouse import sql
        from warehouse.connect import open_warehouse, duckdb
        class Dying:
            def __init__(self, own): self.own = own
            def execute(self, statement, *given):
                if statement.startswith("UPDATE meta"):
                    print("in the middle", flush=True)
                    os.kill(os.getpid(), 9)
                return self.own.execute(statement, *given)
            def __getattr__(self, name): return getattr(self.own, name)
        connect = duckdb.connect
        duckdb.connect = lambda *given, **named: Dying(connect(*given, **named))
        with open_warehouse(Path({str(path)!r}), sample=True):
            pass
    """)
    assert dying.communicate(timeout=60)[0] == "in the middle\n"
    assert _version(path) == 5
    with open_warehouse(path, sample=True) as connection:
        assert read.counts(connection)["articles"] == 2
    assert _version(path) == SCHEMA_VERSION


def test_what_was_published_by_the_older_one_is_to_be_published_anew(tmp_path: Path) -> None:
    path = _of_schema_5(tmp_path / "old" / "w.duckdb")
    with open_warehouse(path, sample=True) as connection:
        publish(connection, tmp_path / "old" / "published", as_of=None)
    published = tmp_path / "old" / "published" / DATABASE
    published.chmod(0o644)
    with duckdb.connect(str(published)) as older:
        older.execute("UPDATE meta SET schema_version = 5")
    with pytest.raises(WarehouseError, match="publish it anew"), open_published(published):
        pass


def test_the_status_of_an_older_one_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _of_schema_5(tmp_path / "warehouse.duckdb")
    assert show_status(Settings(data=tmp_path, sample=True), as_json=False) == 1
    assert "`akimwatch run` brings it up to date" in capsys.readouterr().err
