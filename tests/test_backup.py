"""A backup is whole or is none; what is restored from it says the same, down to the archived bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from desk_world import make_data
from typer.testing import CliRunner
from warehouse_world import NOW

from extractors.web.archive import Archive
from flows.backup.making import make_backup
from flows.backup.manifest import backups_in, read_manifest
from flows.backup.restoring import GIVEN, restore_backup
from flows.cli import app
from flows.desk.command import explain_chain
from flows.doctor.command import examine
from flows.settings import Settings, load_settings
from models.errors import BadInput, WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.published import open_published

CLI = CliRunner()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("backup") / "data")


@pytest.fixture
def data(world: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(world.data, tmp_path / "data", symlinks=True)
    return load_settings(data=tmp_path / "data")


def answers(settings: Settings) -> dict[str, list[Any]]:
    """What readers are told, and every row of the tables behind it."""
    with open_published(settings.published / DATABASE) as published:
        return {
            name: sorted(map(repr, published.execute(f"FROM {name}").fetchall()))
            for name in ("compliance_today", "evidence", "meetings_found", "coverage", "pages", "runs", "reviews")
        }


def restored(backups: Path, folder: Path) -> Settings:
    settings = load_settings(data=folder)
    restore_backup(settings, backups)
    return settings


def archive_file(folder: Path) -> Path:
    (found,) = folder.glob("*.warc.gz")
    return found


# --- The same again -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_is_restored_says_the_same_and_every_link_of_its_evidence_holds(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_backup(data, tmp_path / "backups", keep=3)
    other = restored(tmp_path / "backups", tmp_path / "other")
    assert answers(other) == answers(data)
    with open_published(other.published / DATABASE) as published:
        verdicts = [name for (name,) in published.execute("SELECT DISTINCT verdict_id FROM verdict_events").fetchall()]
    assert verdicts
    for name in verdicts:
        assert explain_chain(other, name, as_json=False, language="en", no_color=True) == 0
    assert "links hold" in capsys.readouterr().out
    found = {check.name: check for check in examine(other.data, NOW, deep=True, rooms=("archive", "warehouse"))}
    assert [check for check in found.values() if check.state == "fail"] == []
    assert found["pages"].seen.startswith("3 read again")


def test_the_command_says_where_things_are_and_where_they_stood(data: Settings, tmp_path: Path) -> None:
    (tmp_path / "akimwatch.toml").write_text(
        "data = 'data'\npriors = 'mine.toml'\nsources = 'sites'\n", encoding="utf-8"
    )
    (tmp_path / "mine.toml").write_text("mine", encoding="utf-8")
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "paper.toml").write_text("key = 'paper'", encoding="utf-8")
    (data.data / "officials.csv").write_text("region\n", encoding="utf-8")
    (data.data / "recipients.csv").write_text("address\na@example.kz\n", encoding="utf-8")
    done = CLI.invoke(app, ["backup", str(tmp_path / "backups")])
    assert done.exit_code == 0, done.output
    made = Path(done.stdout.strip())
    assert made.parent == tmp_path / "backups"
    done = CLI.invoke(app, ["restore", str(tmp_path / "backups"), "--data", str(tmp_path / "other")])
    assert done.exit_code == 0, done.output
    kept = tmp_path / "other" / GIVEN
    assert (kept / "akimwatch.toml").read_text(encoding="utf-8").startswith("data")
    assert (kept / "priors.toml").read_text(encoding="utf-8") == "mine"
    assert (kept / "sources" / "paper.toml").exists()
    assert f"{kept / 'priors.toml'} stood at {tmp_path / 'mine.toml'}" in done.stdout
    assert (tmp_path / "other" / "recipients.csv").read_text(encoding="utf-8") == "address\na@example.kz\n"
    assert (tmp_path / "other" / "officials.csv").exists()


def test_addresses_and_passwords_in_a_backup_are_for_its_owner_alone(data: Settings, tmp_path: Path) -> None:
    made = make_backup(data, tmp_path / "backups", keep=3)
    assert [oct(path.stat().st_mode & 0o077) for path in (tmp_path / "backups", made)] == ["0o0", "0o0"]


# --- One after another ----------------------------------------------------------------------------------------------


def test_settings_that_were_restored_are_for_their_owner_alone(data: Settings, tmp_path: Path) -> None:
    (tmp_path / "akimwatch.toml").write_text("smtp_password = 'canary'\n", encoding="utf-8")
    make_backup(data, tmp_path / "backups", keep=3)
    other = restored(tmp_path / "backups", tmp_path / "other")
    assert (other.data / GIVEN / "akimwatch.toml").exists()
    assert (other.data / GIVEN).stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_later_backup_takes_what_is_new_and_an_earlier_one_still_restores(
    data: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = tmp_path / "backups"
    first = make_backup(data, backups, keep=3)
    before = archive_file(backups / "archive").stat().st_size
    with Archive(data.archive) as archive:
        archive.write_resource("https://paper.example/9", b"<p>later</p>" * 200, "text/html", NOW)
    with open_warehouse(data.warehouse, sample=True) as connection:
        connection.execute("INSERT INTO pages SELECT * REPLACE ('later' AS page_id) FROM pages LIMIT 1")
    first = first.rename(backups / "backup-20200101T000000Z")  # two in one second would have one name
    second = make_backup(data, backups, keep=3)
    assert archive_file(backups / "archive").stat().st_size > before
    assert backups_in(backups) == [first, second]
    old, new = restored(first, tmp_path / "old"), restored(backups, tmp_path / "new")
    assert archive_file(old.archive).stat().st_size == before
    assert len(answers(new)["pages"]) == len(answers(old)["pages"]) + 1


def test_only_the_newest_are_kept(data: Settings, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    for day in range(1, 4):
        make_backup(data, backups, keep=2).rename(backups / f"backup-2020010{day}T000000Z")
    make_backup(data, backups, keep=2)
    assert [path.name for path in backups_in(backups)][:-1] == ["backup-20200103T000000Z"]


def test_an_archive_that_lost_a_file_does_not_lose_it_in_the_backup(data: Settings, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    make_backup(data, backups, keep=3).rename(backups / "backup-20200101T000000Z")
    lost = archive_file(data.archive)
    whole = lost.read_bytes()
    lost.write_bytes(whole[: len(whole) // 2])
    make_backup(data, backups, keep=3).rename(backups / "backup-20200102T000000Z")
    lost.unlink()
    make_backup(data, backups, keep=3)
    other = restored(backups, tmp_path / "other")
    assert archive_file(other.archive).read_bytes() == whole


def test_an_archive_file_damaged_while_it_grew_does_not_replace_its_whole_copy(
    data: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All backups rest on that copy: with it every one of them would be lost."""
    make_backup(data, tmp_path / "backups", keep=3).rename(tmp_path / "backups" / "backup-20200101T000000Z")
    path = archive_file(data.archive)
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(b"\0" * 100 + whole[100:] + b"grown")
    make_backup(data, tmp_path / "backups", keep=3)
    assert f"{path}: no longer begins as it was backed up" in capsys.readouterr().err
    other = restored(tmp_path / "backups", tmp_path / "other")
    assert archive_file(other.archive).read_bytes() == whole


def test_a_damaged_copy_of_the_archive_is_not_blamed_on_one_backup(data: Settings, tmp_path: Path) -> None:
    make_backup(data, tmp_path / "backups", keep=3)
    copy = archive_file(tmp_path / "backups" / "archive")
    copy.write_bytes(b"\0" + copy.read_bytes()[1:])
    with pytest.raises(WarehouseError, match=r"not as .backup\.json. has it; put a whole copy in its place"):
        restored(tmp_path / "backups", tmp_path / "other")


def test_a_warehouse_of_an_older_schema_is_copied_as_it_is(data: Settings, tmp_path: Path) -> None:
    """Who upgrades makes a backup first, and with the new program at that."""
    with duckdb.connect(str(data.warehouse)) as connection:
        connection.execute("UPDATE meta SET schema_version = 3")
    made = make_backup(data, tmp_path / "backups", keep=3)
    assert read_manifest(made).schema_version == 3


# --- What goes wrong ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["changed", "cut", "missing", "archive"])
def test_a_backup_that_lost_a_byte_is_not_restored(data: Settings, tmp_path: Path, damage: str) -> None:
    made = make_backup(data, tmp_path / "backups", keep=3)
    path = archive_file(made.parent / "archive") if damage == "archive" else made / "warehouse.duckdb"
    whole = bytearray(path.read_bytes())
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(whole[:-1])
    else:
        whole[len(whole) // 2] ^= 1
        path.write_bytes(whole)
    with pytest.raises(WarehouseError, match=r"not as `backup\.json` has it|missing from the backup"):
        restored(made, tmp_path / "other")
    assert not (tmp_path / "other").exists()
    assert not any(path.name.startswith(".restoring") for path in tmp_path.iterdir())


def test_a_damaged_warehouse_replaces_no_backup(data: Settings, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    made = make_backup(data, backups, keep=1)
    data.warehouse.write_bytes(data.warehouse.read_bytes()[:5000])
    with pytest.raises(WarehouseError, match="an earlier backup stays as it is"):
        make_backup(data, backups, keep=1)
    assert backups_in(backups) == [made]
    assert not any(path.name.startswith(".new-") for path in backups.iterdir())
    assert answers(restored(backups, tmp_path / "other"))


def test_a_new_warehouse_does_not_push_out_the_backups_of_the_lost_one(data: Settings, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    made = make_backup(data, backups, keep=1)
    data.warehouse.unlink()
    with open_warehouse(data.warehouse, sample=True):
        pass
    with pytest.raises(BadInput, match="holds backups of another warehouse"):
        make_backup(data, backups, keep=1)
    assert backups_in(backups) == [made]


def test_a_backup_that_was_killed_leaves_nothing_that_counts(data: Settings, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    made = make_backup(data, backups, keep=3).rename(backups / "backup-20200101T000000Z")
    (backups / ".new-backup-20200102T000000Z").mkdir()
    (backups / ".new-backup-20200102T000000Z" / "warehouse.duckdb").write_bytes(b"half")
    assert backups_in(backups) == [made]
    make_backup(data, backups, keep=3)
    assert not any(path.name.startswith(".new-") for path in backups.iterdir())


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("data/backups", "lies in the data folder or around it"),
        (".", "lies in the data folder or around it"),
        ("strange", "holds other things"),
        ("file", "a file; name a folder"),
    ],
)
def test_a_folder_that_is_none_of_backups_is_refused(data: Settings, tmp_path: Path, where: str, said: str) -> None:
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange" / "thesis.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        make_backup(data, tmp_path / where, keep=3)
    assert (tmp_path / "strange" / "thesis.txt").exists()


def test_a_data_folder_in_use_is_never_restored_over(data: Settings, tmp_path: Path) -> None:
    make_backup(data, tmp_path / "backups", keep=3)
    before = data.warehouse.read_bytes()
    with pytest.raises(BadInput, match="holds something already"):
        restore_backup(data, tmp_path / "backups")
    assert data.warehouse.read_bytes() == before


def test_before_the_first_run_there_is_nothing_to_keep(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no warehouse yet"):
        make_backup(load_settings(data=tmp_path / "none"), tmp_path / "backups", keep=3)
    assert not (tmp_path / "backups").exists()
    with pytest.raises(BadInput, match="no backup there"):
        restored(tmp_path, tmp_path / "other")


@pytest.mark.parametrize("name", ["../../out.txt", "/out.txt", ""])
def test_a_manifest_cannot_lead_out_of_its_folder(data: Settings, tmp_path: Path, name: str) -> None:
    """A backup may come from a stranger's disk."""
    made = make_backup(data, tmp_path / "backups", keep=3)
    told = json.loads((made / "backup.json").read_text(encoding="utf-8"))
    told["own"][name] = told["own"].pop("warehouse.duckdb")
    (made / "backup.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(BadInput, match="no manifest of a backup"):
        restored(made, tmp_path / "other")


def test_a_run_that_loads_is_waited_for(data: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.copy.WAIT_SECONDS", 0.0)
    with open_warehouse(data.warehouse, sample=True), pytest.raises(WarehouseError, match="in use by process"):
        make_backup(data, tmp_path / "backups", keep=3)
    assert backups_in(tmp_path / "backups") == []
