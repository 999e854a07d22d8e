"""Wherever part files lie, a folder, a store in memory or a bucket, the same is loaded, once, and no damage spreads."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from stage_world import BusyServer, bucket
from warehouse_world import (
    NOW,
    article,
    council,
    fetch,
    look,
    reading,
    stage_collected,
    whole_run,
)

from flows.doctor.check import Check
from flows.doctor.command import examine
from flows.settings import load_settings
from models.errors import BadInput, WarehouseError
from models.records import Listed
from warehouse import parts_place, parts_store, read
from warehouse.connect import open_warehouse
from warehouse.load import Loaded, load_stages
from warehouse.parts import move_run
from warehouse.parts_place import Address, place_at
from warehouse.stage import Stage
from warehouse.staged_warcs import staged_warcs


@pytest.fixture(scope="module")
def server() -> Iterator[BusyServer]:
    with bucket("akimwatch") as opened:
        yield opened


@pytest.fixture(params=["folder", "memory", "s3"])
def stage_at(request: pytest.FixtureRequest, tmp_path: Path) -> Address:
    """A place of its own for each test."""
    if request.param == "folder":
        return tmp_path / "stage"
    own = f"{uuid.uuid4().hex}/stage"
    if request.param == "memory":
        return f"memory://{own}"
    request.getfixturevalue("server")
    return f"s3://akimwatch/{own}"


@pytest.fixture
def in_bucket(server: BusyServer) -> Iterator[str]:
    yield f"s3://akimwatch/{uuid.uuid4().hex}"
    server.busy = 0


def _staged(address: Address) -> list[PurePosixPath]:
    place = place_at(address)
    return [
        name
        for run in place.entries()
        for table in place.tables(run)
        for names in place.parts(run, [table], "").values()
        for name in names
    ]


def _spoil(address: Address, table: str) -> PurePosixPath:
    name = next(name for name in _staged(address) if name.parts[1] == table)
    place_at(address).write(name, lambda file: file.write(b"PAR1 and then nothing"))
    return name


def _loaded(folder: Path, address: Address) -> tuple[dict[str, int], Loaded]:
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        loaded = load_stages(connection, address)
        return read.counts(connection), loaded


def test_what_is_staged_is_loaded_and_nothing_is_left_there(stage_at: Address, tmp_path: Path) -> None:
    stage_collected(Stage(stage_at, "r1"), article(1), article(2))
    counts, loaded = _loaded(tmp_path, stage_at)
    assert (counts["articles"], counts["fetches"], counts["pages"], counts["listed"]) == (2, 2, 2, 2)
    assert loaded.faults == ()
    assert _staged(stage_at) == []
    assert place_at(stage_at).entries() == []


def test_a_whole_run_comes_to_the_same_rows_as_from_a_folder(stage_at: Address, tmp_path: Path) -> None:
    told = (article(1), reading(council()))
    counted = []
    for number, address in enumerate((tmp_path / "other", stage_at)):
        with open_warehouse(tmp_path / f"w{number}.duckdb", sample=True) as connection:
            whole_run(connection, address, "r1", told)  # type: ignore[arg-type]  # a folder's path or an address
            counted.append(read.counts(connection))
    assert counted[0] == counted[1]
    assert counted[0]["events"] == 1


def test_loading_again_adds_nothing(stage_at: Address, tmp_path: Path) -> None:
    counted = []
    for _ in range(2):
        stage_collected(Stage(stage_at, "r1"), article(1))
        counted.append(_loaded(tmp_path, stage_at)[0])
    assert counted[0] == counted[1]


def test_a_damaged_part_is_set_aside_with_what_vouches_for_it_and_the_rest_is_loaded(
    stage_at: Address, tmp_path: Path
) -> None:
    stage_collected(Stage(stage_at, "r1"), article(1))
    spoilt = _spoil(stage_at, "articles")
    counts, loaded = _loaded(tmp_path, stage_at)
    assert (counts["articles"], counts["fetches"], counts["listed"]) == (0, 0, 1)
    assert len(loaded.faults) == 2
    assert str(place_at(stage_at).where(spoilt)) in "".join(loaded.faults)
    kept = place_at(stage_at).parts("damaged/r1", ["articles", "fetches"], "") if isinstance(stage_at, Path) else None
    assert place_at(stage_at).entries() == ["damaged"]
    assert kept is None or set(kept) == {"articles", "fetches"}
    assert _loaded(tmp_path, stage_at) == (counts, Loaded(rows={})), "what is set aside is not met again"


def test_half_a_look_waits_for_its_writer_an_hour_and_hides_nothing(
    stage_at: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = look(Listed(url=article(1).url or "", published_at=NOW))
    Stage(stage_at, "r1").discoveries([seen])
    place = place_at(stage_at)
    place.remove([name for name in _staged(stage_at) if name.parts[1] == "discoveries"])
    assert _loaded(tmp_path, stage_at)[1] == Loaded(rows={})
    assert [name.parts[1] for name in _staged(stage_at)] == ["listed"], "its writer may still be at work"
    Stage(stage_at, "r2").discoveries([seen])
    assert _loaded(tmp_path, stage_at)[1].rows == {"listed": 1, "discoveries": 1}
    for module in (parts_place, parts_store):
        monkeypatch.setattr(module, "ABANDONED_SECONDS", -1)
    assert _loaded(tmp_path, stage_at)[1] == Loaded(rows={})
    assert _staged(stage_at) == []


def test_a_run_that_goes_on_writing_loses_nothing_to_a_loader(stage_at: Address, tmp_path: Path) -> None:
    """And no fetch is ever loaded before its article: a listed fetch vouches for an article that is listed too."""

    def write() -> None:
        stage = Stage(stage_at, "r1")
        for number in range(40):
            stage.articles([article(number)])
            stage.fetches([fetch(article(number))])

    writer = threading.Thread(target=write)
    writer.start()
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        alive = True
        while alive:
            alive = writer.is_alive()
            assert load_stages(connection, stage_at).faults == ()
            unread = connection.execute("FROM fetches ANTI JOIN articles USING (url)").fetchall()
            assert unread == []
        assert read.counts(connection)["articles"] == 40
        assert read.counts(connection)["fetches"] == 40


def test_what_a_discarded_run_staged_is_gone(stage_at: Address, tmp_path: Path) -> None:
    stage_collected(Stage(stage_at, "r1"), article(1))
    stage_collected(Stage(stage_at, "r2"), article(2))
    Stage(stage_at, "r1").discard()
    assert {name.parts[0] for name in _staged(stage_at)} == {"r2"}


def test_a_replayed_run_moves_there_whole(stage_at: Address, tmp_path: Path) -> None:
    stage_collected(Stage(tmp_path / "parts", "r1"), article(1))
    move_run("r1", tmp_path / "parts", stage_at)
    move_run("r9", tmp_path / "parts", stage_at)  # nothing came out otherwise
    assert _loaded(tmp_path, stage_at)[0]["articles"] == 1


def test_a_warc_file_is_staged_whole_and_the_same_name_replaces_it(stage_at: Address, tmp_path: Path) -> None:
    stage, place = Stage(stage_at, "r1"), place_at(stage_at)
    large = bytes(range(256)) * (80 << 10)  # 20 MB: more than is held in memory
    stage.warc("cc-1.warc.gz", lambda file: file.write(b"first"))
    stage.warc("cc-1.warc.gz", lambda file: file.write(large))
    stage.articles([article(1)])
    assert _loaded(tmp_path, stage_at)[1].faults == (), "it is no stranger among the tables"
    (name,) = staged_warcs(place)
    place.fetch(name, tmp_path / "fetched")
    assert (tmp_path / "fetched").read_bytes() == large
    place.remove([name])
    place.remove([name])
    assert staged_warcs(place) == []


def test_a_warc_file_whose_writing_fails_is_not_there(stage_at: Address) -> None:
    def fail(file: object) -> None:
        file.write(b"half")  # type: ignore[attr-defined]
        raise ValueError("the page is cut")

    with pytest.raises(ValueError, match="cut"):
        Stage(stage_at, "r1").warc("cc-1.warc.gz", fail)
    assert staged_warcs(place_at(stage_at)) == []


@pytest.mark.parametrize("name", ["../up.warc.gz", "a/b.warc.gz", ".hidden.warc.gz", "x.warc", "", "я.warc.gz",
                                  "akimwatch-20261127-0001.warc.gz"])  # fmt: skip
def test_a_name_that_could_be_another_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no name for a staged WARC file"):
        Stage(tmp_path, "r1").warc(name, lambda file: file.write(b""))


# --- A bucket on a bad day --------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.slow
def test_a_bucket_that_refuses_half_of_all_requests_loses_nothing(
    server: BusyServer, in_bucket: str, tmp_path: Path
) -> None:
    server.busy, server.refused = 2, 0
    for number in range(3):
        stage_collected(Stage(in_bucket, "r1"), article(number))
    counts, loaded = _loaded(tmp_path, in_bucket)
    assert server.refused > 20
    assert (counts["articles"], counts["fetches"], loaded.faults) == (3, 3, ())
    assert _staged(in_bucket) == []


@pytest.mark.slow
def test_a_bucket_that_refuses_everything_is_one_line_and_what_is_staged_stays(
    server: BusyServer, in_bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that cannot be fetched is not damaged: nothing is set aside."""
    stage_collected(Stage(in_bucket, "r1"), article(1))
    monkeypatch.setattr(parts_store, "_TRIES", 1)
    server.busy = 10**9
    with pytest.raises(WarehouseError, match="stays") as refused:
        _loaded(tmp_path, in_bucket)
    assert "\n" not in str(refused.value)
    with pytest.raises(WarehouseError):
        Stage(in_bucket, "r2").articles([article(2)])
    server.busy = 0
    assert _loaded(tmp_path, in_bucket)[0]["articles"] == 1


def test_a_bucket_that_is_not_there_is_one_line(server: BusyServer, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"s3://nobodys/stage/r1/pages/.*does not exist"):
        Stage("s3://nobodys/stage", "r1").articles([article(1)])


def test_an_address_of_a_kind_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing can be staged there"):
        place_at("nonsense://bucket/stage")


@pytest.mark.parametrize("slipped", ["s3:/bucket/stage", "file:///stage", "memory://stage", "https://host/stage"])
def test_a_setting_that_names_no_store_is_refused(slipped: str) -> None:
    with pytest.raises(BadInput, match=r"AKIMWATCH_STAGE.*s3://bucket/stage"):
        load_settings(stage=slipped)


def test_a_relative_folder_is_a_folder_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (Path("~"), Path("s3:")):  # pyarrow took them for a home, and for an address
        stage_collected(Stage(folder, "r1"), article(1))
        assert _loaded(tmp_path, folder)[1].faults == ()


def test_the_doctor_tries_whether_a_bucket_takes_anything(
    server: BusyServer, in_bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def found(stage: str) -> Check:
        monkeypatch.setenv("AKIMWATCH_STAGE", stage)
        checks = {check.name: check for check in examine(tmp_path / "data", NOW, deep=False, rooms=("folders",))}
        return checks["write access"]

    assert found(in_bucket).state == "ok"
    assert place_at(in_bucket).entries() == []
    refused = found("s3://nobodys/stage")
    assert refused.state == "fail"
    assert "s3://nobodys/stage: cannot be written (The specified bucket does not exist)" in refused.seen
