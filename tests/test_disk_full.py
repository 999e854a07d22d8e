"""A full disk, for real: one line that names the place, nothing that stood there is lost, and all goes on with room.

Each place that writes is met with a disk of its own that has room for some of it, or for none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from desk_world import make_data
from small_disk import Disk, small_disk
from test_at_once import akimwatch, articles
from warehouse_world import NOW, article, fetch, stage_collected

from extractors.web.archive import Archive, ArchiveError, iter_pages
from extractors.web.listed import Seen
from extractors.web.spool import Spool
from flows.backfill.journal import Journal, fetches_noted
from flows.backup.making import make_backup
from flows.settings import Settings
from flows.site.command import write_site
from flows.whole_file import whole_file
from models.errors import AkimwatchError, BadInput, WarehouseError
from models.order import Window
from models.records import Fetch
from models.zone import ALMATY
from warehouse import read
from warehouse.blank import blank
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.lock import hold
from warehouse.publish import DATABASE, publish
from warehouse.stage import Stage

_MB = 1 << 20
_SLOW = pytest.mark.slow  # the same fault at another moment


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", 96) as mounted:
        yield mounted


@pytest.fixture
def house(disk: Disk) -> Settings:
    """A data folder in which something is collected, judged and published."""
    return make_data(disk.folder / "data")


def _whole(published: Path) -> None:
    """Every file is the one that the manifest names, and the database answers."""
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    for name, said in manifest["files"].items():
        assert hashlib.sha256((published / name).read_bytes()).hexdigest() == said["sha256"], name
    with duckdb.connect(str(published / DATABASE), read_only=True) as opened:
        assert opened.execute("SELECT count(*) FROM compliance_today").fetchone() == (40,)


def _one_line(error: BaseException, *named: object) -> None:
    told = str(error)
    assert "\n" not in told
    for name in named:
        assert str(name) in told
    assert "room" in told or "space" in told, told


def _refused(archive: Archive, page: bytes) -> ArchiveError | None:
    try:
        archive.write_resource("https://a.example/", page, "text/html", NOW)
    except ArchiveError as error:
        return error
    return None


@pytest.mark.parametrize("room", [0, 64 << 10])
def test_the_archive_keeps_every_whole_page_and_takes_the_next_one_when_there_is_room(disk: Disk, room: int) -> None:
    folder = disk.folder / "archive"
    noise = [os.urandom(20_000) for _ in range(9)]
    with Archive(folder) as archive:
        archive.write_resource("https://a.example/0", noise[0], "text/html", NOW)
        disk.fill(but=room)
        written = 1
        while (refused := _refused(archive, noise[written])) is None:
            written += 1
        _one_line(refused, folder)
        disk.make_room()
        archive.write_resource("https://a.example/last", noise[8], "text/html", NOW)
    complaints: list[str] = []
    (file,) = folder.iterdir()
    pages = [page.payload for page in iter_pages(file, folder=folder, report=complaints.append)]
    assert pages == [*noise[:written], noise[8]], "the page that found no room was taken back whole"
    assert complaints == []


def test_what_cannot_be_staged_leaves_no_half_part(disk: Disk) -> None:
    stage = Stage(disk.folder / "stage", "r1")
    stage.articles([article(1)])
    disk.fill()
    with pytest.raises(WarehouseError) as refused:
        stage.articles([article(2, text=os.urandom(30_000).hex())])
    _one_line(refused.value, stage.folder)
    assert len([path for path in stage.folder.rglob("*") if path.is_file() and path.stat().st_size]) == 2
    assert not list(stage.folder.rglob("*.unfinished"))


@pytest.mark.parametrize("room", [0, pytest.param(256 << 10, marks=_SLOW), pytest.param(2 * _MB, marks=_SLOW)])
def test_a_load_that_finds_no_room_loads_nothing_and_the_next_one_all(house: Settings, disk: Disk, room: int) -> None:
    with open_warehouse(house.warehouse, sample=None) as connection:
        before = read.counts(connection)
    new = [article(number, text=os.urandom(60_000).hex()) for number in range(10, 60)]
    stage_collected(Stage(house.stage_at, "r2"), *new)
    disk.fill(but=room)
    with pytest.raises(WarehouseError) as refused, open_warehouse(house.warehouse, sample=None) as connection:
        load_stages(connection, house.stage_at)
    _one_line(refused.value, house.data)
    _whole(house.published)
    disk.make_room()
    with open_warehouse(house.warehouse, sample=None) as connection:
        assert read.counts(connection)["articles"] == before["articles"], "all of a run or nothing"
        load_stages(connection, house.stage_at)
        assert read.counts(connection)["articles"] == before["articles"] + 50


@pytest.mark.parametrize("room", [pytest.param(0, marks=_SLOW), pytest.param(512 << 10, marks=_SLOW), 6 * _MB])
def test_a_publication_that_finds_no_room_leaves_the_one_before_whole(house: Settings, disk: Disk, room: int) -> None:
    before = (house.published / "manifest.json").read_bytes()
    with open_warehouse(house.warehouse, sample=None) as connection:
        disk.fill(but=room)
        with pytest.raises(WarehouseError) as refused:
            publish(connection, house.published, as_of=NOW.date())
    _one_line(refused.value, house.published)
    assert (house.published / "manifest.json").read_bytes() == before
    _whole(house.published)
    assert not list(house.published.glob(".new-*"))
    disk.make_room()
    with open_warehouse(house.warehouse, sample=None) as connection:
        publish(connection, house.published, as_of=NOW.date())
    _whole(house.published)
    assert (house.published / "manifest.json").read_bytes() != before


@pytest.mark.parametrize("room", [pytest.param(0, marks=_SLOW), 100 << 10])
def test_site_backup_and_files_for_people_stay_as_they_were(house: Settings, disk: Disk, room: int) -> None:
    site, kept, letter = disk.folder / "site", disk.folder / "kept", disk.folder / "letter.html"
    write_site(house.published / DATABASE, site)
    make_backup(house, kept, keep=3)
    letter.write_text("old", encoding="utf-8")
    before = {path: path.read_bytes() for root in (site, kept) for path in root.rglob("*") if path.is_file()}
    disk.fill(but=room)
    with pytest.raises(WarehouseError) as refused:
        write_site(house.published / DATABASE, site)
    _one_line(refused.value, site)
    with pytest.raises(AkimwatchError) as refused_too:
        make_backup(house, kept, keep=3)
    _one_line(refused_too.value, kept)
    with pytest.raises(BadInput) as refused_last, whole_file(letter) as out:
        out.write("new" * 100_000)
    _one_line(refused_last.value, letter)
    disk.make_room()
    assert {path: path.read_bytes() for path in before} == before
    assert letter.read_text(encoding="utf-8") == "old"
    assert not [path for path in disk.folder.iterdir() if path.name.startswith(".") and path.name != ".ballast"]


def test_the_journal_of_a_back_fill_keeps_whole_lines_only(disk: Disk) -> None:
    journal = Journal(disk.folder, "r1")
    told = [fetch(article(number, url=f"https://paper.example/{number}?{'x' * 900}")) for number in range(20)]
    journal.note(told[0])
    disk.fill(but=4096)
    noted = 1
    while (refused := _not_noted(journal, told[noted])) is None:
        noted += 1
    _one_line(refused, journal.path)
    disk.make_room()
    journal.note(told[19])
    assert [one.url for one in fetches_noted(journal.path)] == [one.url for one in (*told[:noted], told[19])]


def _not_noted(journal: Journal, one: Fetch) -> AkimwatchError | None:
    try:
        journal.note(one)
    except AkimwatchError as error:
        return error
    return None


def test_what_a_walk_has_named_is_named_with_its_disk_where_it_cannot_be_kept(disk: Disk) -> None:
    """Also behind the first failure: without a journal the file is damaged by then, and that is no second riddle."""
    year = Window(start=date(2025, 1, 1), end=date(2025, 12, 31))
    with Spool(disk.folder / "paper.walk", year) as spool:
        disk.fill(but=64 << 10)
        seen = [
            Seen(url=f"https://paper.example/{n}/{'x' * 400}", published_at=datetime(2025, 5, 1, tzinfo=ALMATY))
            for n in range(20_000)  # 8 MB: more than the cache that writes are held back in
        ]
        with pytest.raises(AkimwatchError) as refused:
            spool.add(0, seen)
        _one_line(refused.value, disk.folder / "paper.walk")
        for use in (lambda: spool.mark([seen[0].url], "settled"), lambda: spool.counts(year), lambda: spool.add(1, [])):
            with suppress(AkimwatchError):  # whatever else it can do by then, it is no other error
                use()
    disk.make_room()


def test_a_lock_that_cannot_be_signed_names_its_disk(disk: Disk) -> None:
    disk.fill()
    with pytest.raises(WarehouseError) as refused, hold(disk.folder / "run.lock", "a run"):
        pass
    _one_line(refused.value, disk.folder / "run.lock")


@pytest.mark.slow
def test_a_full_folder_of_temporary_files_is_named_and_the_next_try_makes_the_warehouse(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    blank.cache_clear()
    disk.fill(but=300 << 10)
    path = tmp_path / "data" / "warehouse.duckdb"
    with pytest.raises(WarehouseError) as refused, open_warehouse(path, sample=False):
        pass
    _one_line(refused.value, disk.folder, "TMPDIR")
    disk.make_room()
    with open_warehouse(path, sample=False) as connection:
        assert read.counts(connection)["articles"] == 0


@pytest.mark.slow
def test_a_run_that_met_a_full_disk_is_completed_by_the_next_one(house: Settings, disk: Disk) -> None:
    """As processes, as an operator sees it: the tables end as those of a run that was never disturbed."""
    given = str(articles(disk.folder / "articles.jsonl"))
    calm = make_data(disk.folder / "calm")
    here = ("run", "--direct", "--articles", given, "--data")
    assert akimwatch(*here, str(calm.data)).wait(300) == 0
    before = (house.published / "manifest.json").read_bytes()
    disk.fill(but=4 * _MB)
    _, said = (full := akimwatch(*here, str(house.data))).communicate(timeout=300)
    assert full.returncode == 1, said
    assert "Traceback" not in said
    assert str(disk.folder) in said.splitlines()[-1]
    assert (house.published / "manifest.json").read_bytes() == before
    _whole(house.published)
    disk.make_room()
    assert akimwatch(*here, str(house.data)).wait(300) == 0
    assert _told(house) == _told(calm)
    _whole(house.published)


def _told(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    questions = {
        "articles": "SELECT source, url, title, text_sha256 FROM articles ORDER BY ALL",
        "addresses": "SELECT DISTINCT source, url FROM fetches WHERE outcome IN ('fetched', 'unchanged') ORDER BY ALL",
        "meetings": "SELECT meeting_id, article_id FROM meetings ORDER BY ALL",
        "verdicts": "SELECT region, clause, verdict, last_event_end FROM compliance_today ORDER BY ALL",
    }
    with open_warehouse(settings.warehouse, sample=None) as connection:
        return {name: connection.execute(question).fetchall() for name, question in questions.items()}
