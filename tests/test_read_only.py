"""A data folder that cannot be written: readers notice nothing, and whoever would write says which folder in one line.

Mounted read-only, for the bits of a folder do not bind root.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import make_data
from small_disk import Disk, small_disk
from typer.testing import CliRunner
from warehouse_world import NOW, article

from extractors.web.archive import Archive, ArchiveError
from flows.backup.making import make_backup
from flows.cli import app
from flows.monitor import run_once
from flows.prefect_home import prepare_prefect
from flows.settings import Settings
from flows.site.command import write_site
from flows.whole_file import whole_file
from flows.workshop import Intake
from models.errors import AkimwatchError, BadInput, WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.stage import Stage


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", 96) as mounted:
        yield mounted


@pytest.fixture
def house(disk: Disk) -> Settings:
    settings = make_data(disk.folder / "data")
    write_site(settings.published / DATABASE, disk.folder / "site")
    make_backup(settings, disk.folder / "kept", keep=3)
    disk.read_only(True)
    return settings


def _refused(error: BaseException, *named: object) -> None:
    told = str(error)
    assert "\n" not in told
    assert "Read-only file system" in told
    for name in named:
        assert str(name) in told


def test_whoever_would_write_names_the_folder_and_the_reason(house: Settings, disk: Disk) -> None:
    with pytest.raises(WarehouseError) as error:
        run_once(house, Intake(articles=(Path("none.jsonl"),)), direct=True)
    _refused(error.value, house.data)
    with pytest.raises(ArchiveError) as archive_error, Archive(house.archive) as archive:
        archive.write_resource("https://a.example/1", b"a page", "text/html", NOW)
    _refused(archive_error.value, house.archive)
    with pytest.raises(WarehouseError) as stage_error:
        Stage(house.stage_at, "r9").articles([article(9)])
    _refused(stage_error.value, house.stage_at)
    with pytest.raises(WarehouseError) as warehouse_error, open_warehouse(house.warehouse, sample=None):
        pass
    _refused(warehouse_error.value, house.warehouse)
    with pytest.raises(WarehouseError) as site_error:
        write_site(house.published / DATABASE, disk.folder / "site")
    _refused(site_error.value, disk.folder / "site")
    with pytest.raises(AkimwatchError) as backup_error:
        make_backup(house, disk.folder / "kept", keep=3)
    _refused(backup_error.value, disk.folder / "kept")
    with pytest.raises(BadInput) as file_error, whole_file(disk.folder / "letter.html") as out:
        out.write("letter")
    _refused(file_error.value, disk.folder / "letter.html")


def test_readers_go_on_reading(house: Settings) -> None:
    here = ["--data", str(house.data)]
    for words in (["sql", "SELECT count(*) AS n FROM compliance_today"], ["status"], ["show", "KZ-55"]):
        done = CliRunner().invoke(app, [*words, *here])
        assert done.exit_code == 0, done.output
        assert done.exception is None


@pytest.mark.parametrize("how", ["read-only", "full"])
def test_a_home_that_prefect_cannot_write_is_refused_before_its_server_is_waited_for(
    disk: Disk, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    (disk.folder / "data" / "prefect").mkdir(parents=True)
    disk.read_only(True) if how == "read-only" else disk.fill(but=4096)
    with pytest.raises(AkimwatchError, match=r"prefect: Prefect cannot keep its state there .*--direct") as error:
        prepare_prefect(disk.folder / "data")
    assert "\n" not in str(error.value)
    assert "PREFECT_HOME" not in os.environ
