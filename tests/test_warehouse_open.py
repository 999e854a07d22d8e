"""Opening the warehouse: one writer, one kind of data, and one clear line where it cannot be."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from warehouse_world import article, stage_collected, start_python

from models.errors import WarehouseError
from warehouse import read, sql
from warehouse.connect import SCHEMA_VERSION, open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage
from warehouse.tables import KEYS, tables


def _refusal(path: Path, **given: object) -> str:
    chosen = {"sample": True, "wait_seconds": 0.3, **given}
    with pytest.raises(WarehouseError) as refused, open_warehouse(path, **chosen):  # type: ignore[arg-type]
        pass
    assert "\n" not in str(refused.value)
    assert str(path) in str(refused.value)
    return str(refused.value)


def test_every_table_is_made_on_first_use_and_is_empty(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "data" / "w.duckdb", sample=True) as connection:
        assert read.counts(connection) == dict.fromkeys(KEYS, 0)


def test_every_table_has_a_key_of_columns_that_are_never_null() -> None:
    assert set(sql.schema()) - set(KEYS) == {"meta", "publications"}
    for table in tables().values():
        assert not any(table.schema.field(name).nullable for name in table.key), table.name


def test_the_columns_staged_are_the_columns_stored(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        for table in tables().values():
            stored = connection.execute(f"FROM {table.name}").to_arrow_table().schema
            assert stored.names == table.schema.names


def test_no_index_is_ever_made(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        assert connection.execute("FROM duckdb_indexes()").fetchall() == []


def test_local_time_is_that_of_almaty_and_nothing_is_fetched_from_the_network(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        names = "'TimeZone', 'autoinstall_known_extensions', 'autoload_known_extensions'"
        rows = connection.execute(f"SELECT name, value FROM duckdb_settings() WHERE name IN ({names})").fetchall()
    assert dict(rows) == {
        "TimeZone": "Asia/Almaty",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


@pytest.mark.parametrize("made", [True, False])
def test_sample_and_live_data_are_never_mixed(tmp_path: Path, made: bool) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=made):
        pass
    assert "never mixed" in _refusal(tmp_path / "w.duckdb", sample=not made)


def test_a_second_writer_waits_and_is_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    holder = start_python(f"""
        from pathlib import Path
        from warehouse.connect import open_warehouse
        with open_warehouse(Path({str(path)!r}), sample=True):
            print("open", flush=True)
            input()
    """)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    assert f"process {holder.pid}" in _refusal(path)
    assert f"process {holder.pid}" in _refusal(path, read_only=True)
    holder.communicate("\n", timeout=60)
    with open_warehouse(path, sample=True) as connection:
        assert read.counts(connection)["articles"] == 0


def test_the_lock_of_a_process_that_died_is_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    holder = start_python(f"""
        from pathlib import Path
        from warehouse.connect import open_warehouse
        with open_warehouse(Path({str(path)!r}), sample=True):
            print("open", flush=True)
            input()
    """)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.communicate(timeout=60)
    with open_warehouse(path, sample=True, wait_seconds=5):
        pass


def test_a_file_held_by_another_program_is_named(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, sample=True):
        pass
    holder = start_python(f"""
        import duckdb
        held = duckdb.connect({str(path)!r})
        print("open", flush=True)
        input()
    """)
    assert holder.stdout is not None
    holder.stdout.readline()
    assert "another program" in _refusal(path)
    holder.communicate("\n", timeout=60)


def test_two_readers_may_look_at_once(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, sample=True):
        pass
    with open_warehouse(path, sample=True, read_only=True) as one:
        other = start_python(f"""
            from pathlib import Path
            from warehouse import read
            from warehouse.connect import open_warehouse
            with open_warehouse(Path({str(path)!r}), sample=True, read_only=True, wait_seconds=1) as connection:
                print(read.counts(connection)["articles"])
        """)
        assert other.communicate(timeout=60)[0] == "0\n"
        assert read.counts(one)["articles"] == 0


@pytest.mark.parametrize("content", [b"", b"this is no database" * 1000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "w.duckdb"
    path.write_bytes(content)
    assert "cannot be opened" in _refusal(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("damage", ["cut", "header", "middle"])
def test_a_damaged_file_is_refused_in_one_line(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "w.duckdb"
    stage_collected(
        Stage(tmp_path / "stage", "r1"), *(article(number, text=f"{number} слов. " * 300) for number in range(90))
    )
    with open_warehouse(path, sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
    whole = path.read_bytes()
    start, end = {"cut": (0, 0), "header": (4096, 12288), "middle": (12288, len(whole))}[damage]
    path.write_bytes(whole[: len(whole) // 2] if damage == "cut" else whole[:start] + bytes(end - start) + whole[end:])
    with pytest.raises(WarehouseError) as refused, open_warehouse(path, sample=True) as connection:
        connection.execute("SELECT sum(length(text)) FROM articles").fetchall()
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_block_is_called_damage_and_not_another_programs_lock(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "w.duckdb"
    stage_collected(
        Stage(tmp_path / "stage", "r1"), *(article(number, text=f"{number} слов. " * 300) for number in range(90))
    )
    with open_warehouse(path, sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
    whole = path.read_bytes()
    path.write_bytes(whole[:20_000] + b"\xff" * (len(whole) - 20_000))
    said = _refusal(path, read_only=read_only)
    assert "put a copy in its place" in said
    assert "another program" not in said


def test_a_database_of_somebody_else_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE sales (amount INTEGER)")
    assert "not a warehouse" in _refusal(path)
    with duckdb.connect(str(path)) as other:
        assert other.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("sales",)]


def test_another_version_of_the_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, sample=True):
        pass
    with duckdb.connect(str(path)) as later:
        later.execute("UPDATE meta SET schema_version = schema_version + 1")
    assert f"schema version {SCHEMA_VERSION + 1}" in _refusal(path)


def test_a_warehouse_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert "no warehouse yet" in _refusal(tmp_path / "w.duckdb", read_only=True)
    assert not (tmp_path / "w.duckdb").exists()


def test_a_view_of_an_earlier_program_goes(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with open_warehouse(path, sample=True) as connection:
        connection.execute("CREATE VIEW old_answers AS SELECT 1 AS one")
        connection.execute("CREATE OR REPLACE MACRO views_made() AS 'of an earlier program'")
    with open_warehouse(path, sample=True) as connection:
        stored = {name for (name,) in connection.execute(sql.query("own_views")).fetchall()}
    assert stored == set(sql.views()) | set(sql.private_views())
