"""Housekeeping removes what nobody needs and nothing that evidence rests on; what runs leave on Prefect's page."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from desk_world import make_data
from test_bad_judging import look_at_the_paper, workshop

from extractors.web.archive import Archive, read_payload
from extractors.web.sealing import DIGESTS, Sealed, seal
from flows.analyse import analyse
from flows.each import each_in_threads
from flows.housekeeping import tidy
from flows.run_report import Failure, RunReport
from flows.service.shown import shown_of
from flows.service.works import renew_site, site_is_old
from flows.settings import Settings
from flows.workshop import open_workshop
from models.records import PageRef
from models.zone import ALMATY

OLD, NOW = datetime(2025, 6, 20, 12, tzinfo=ALMATY), datetime(2025, 6, 22, 12, tzinfo=ALMATY)


# --- The archive ----------------------------------------------------------------------------------------------------


def write(folder: Path, at: datetime, number: int) -> PageRef:
    with Archive(folder) as archive:
        return archive.write_resource(f"https://paper.example/{number}", b"page %d" % number, "text/html", at)


def test_files_of_earlier_days_are_closed_and_every_page_stays_where_it_was(tmp_path: Path) -> None:
    pages = {number: write(tmp_path, at, number) for number, at in enumerate((OLD, OLD, NOW))}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert seal(tmp_path, NOW.date()).files == ("akimwatch-20250620-0001.warc.gz",)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != DIGESTS} == before
    for number, page in pages.items():
        assert read_payload(tmp_path, page) == b"page %d" % number


def test_a_closed_file_is_read_only_known_by_its_digest_and_closed_once(tmp_path: Path) -> None:
    page = write(tmp_path, OLD, 1)
    seal(tmp_path, NOW.date())
    file = tmp_path / page.file
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (tmp_path / DIGESTS).read_text(encoding="ascii") == f"{digest}  {page.file}\n"
    assert seal(tmp_path, NOW.date()) == Sealed()


def test_a_page_of_a_closed_day_goes_into_a_new_file(tmp_path: Path) -> None:
    """A visit over midnight, an import: even for root, whom no mode keeps from writing."""
    first = write(tmp_path, OLD, 1)
    seal(tmp_path, NOW.date())
    later = write(tmp_path, OLD, 2)
    assert (first.file, later.file) == ("akimwatch-20250620-0001.warc.gz", "akimwatch-20250620-0002.warc.gz")


def test_a_file_with_a_cut_end_is_named_and_its_other_pages_stay(tmp_path: Path) -> None:
    kept, cut = write(tmp_path, OLD, 1), write(tmp_path, OLD, 2)
    file = tmp_path / cut.file
    file.write_bytes(file.read_bytes()[:-5])
    assert seal(tmp_path, NOW.date()).cut == (file.name,)
    assert read_payload(tmp_path, kept) == b"page 1"


def test_a_file_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        archive.write_resource("https://paper.example/1", b"page", "text/html", OLD)
        assert seal(tmp_path, NOW.date()) == Sealed()


def test_an_archive_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert seal(tmp_path / "archive", NOW.date()) == Sealed()


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after one run."""
    folder = tmp_path_factory.mktemp("judged")
    first = workshop(folder, "2025-06-22")
    look_at_the_paper(first, first.now)
    analyse(first, each_in_threads, sparing=True)
    assert first.report.renewed
    return folder


@pytest.fixture
def house(judged: Path, tmp_path: Path) -> Path:
    """A copy of it to work in."""
    shutil.copytree(judged, tmp_path / "house", symlinks=True)
    return tmp_path / "house"


# --- The rest of the house ------------------------------------------------------------------------------------------


def aged(path: Path, days: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    then = time.time() - days * 24 * 3600
    os.utime(path, (then, then))
    return path


def test_what_a_dead_run_began_and_nobody_will_finish_goes(house: Path) -> None:
    stage = house / "stage"
    dead = [
        aged(stage / "20250601T000000-aa" / "pages" / ".part-1-aa.unfinished", 2),
        aged(stage / "damaged" / "20250101T000000-aa" / "pages" / "part-1-aa.parquet", 100),
        aged(house / ".site.new-0a" / "index.html", 2),
    ]
    os.utime(dead[2].parent, (time.time() - 2 * 24 * 3600,) * 2)
    kept = [
        aged(stage / "20250622T000000-bb" / "pages" / ".part-1-bb.unfinished", 0),
        aged(stage / "damaged" / "20250601T000000-aa" / "pages" / "part-1-bb.parquet", 10),
        aged(house / ".other.new-0a", 100),
        aged(house / "recipients.csv", 100),
    ]
    done = tidy(workshop(house, "2025-06-22"))
    assert any("abandoned files and folders removed" in line for line in done)
    assert [path for path in dead if path.exists()] == []
    assert [path for path in kept if not path.exists()] == []


def test_what_only_looks_have_learnt_is_published_on_sunday(house: Path) -> None:
    assert not any("published anew" in line for line in tidy(workshop(house, "2025-06-22")))
    analyse(workshop(house, "2025-06-22"), each_in_threads, sparing=True)
    before = publication(house)
    assert "published anew, Parquet and all" in tidy(workshop(house, "2025-06-22"))
    assert publication(house)["publication"] != before["publication"]
    assert publication(house)["as_of"] == before["as_of"]


def test_before_anything_is_collected_there_is_nothing_to_tidy(tmp_path: Path) -> None:
    (told,) = tidy(workshop(tmp_path, "2025-06-22"))
    assert told.startswith("warehouse ")


def publication(folder: Path) -> dict[str, str]:
    told: dict[str, str] = json.loads((folder / "published" / "manifest.json").read_text(encoding="utf-8"))
    return told


# --- Publishing only what is new ------------------------------------------------------------------------------------


def test_a_look_that_learns_nothing_leaves_what_is_published(house: Path) -> None:
    before = publication(house)
    again = workshop(house, "2025-06-22")
    analyse(again, each_in_threads, sparing=True)
    assert publication(house) == before
    assert (again.report.renewed, again.report.published) == (False, str(house / "published" / "akimwatch.duckdb"))
    assert "nothing new: what was published stays" in again.report.lines()
    assert again.report.alarm == ""


@pytest.mark.parametrize(
    "what",
    [
        *("another day", "texts too", "an article was listed", "it is old", "it is gone"),
        *("a killed run learnt it", "a kill stopped its replacing"),
    ],
)
def test_whatever_readers_would_see_is_published(house: Path, what: str) -> None:
    again = workshop(house, "2025-06-23" if what == "another day" else "2025-06-22")
    if what == "another day":
        look_at_the_paper(again, again.now)
    if what == "texts too":
        again.settings = again.settings.model_copy(update={"full_text": True})
    if what == "an article was listed":
        look_at_the_paper(again, again.now, ("2024-04-01", "2025-06-21"))
    if what == "it is old":
        again.begun += timedelta(hours=7)
    if what == "it is gone":
        (again.settings.published / "akimwatch.duckdb").unlink()
    if what == "a killed run learnt it":
        killed = workshop(house, "2025-06-22")
        look_at_the_paper(killed, killed.now, ("2024-04-01", "2025-06-21"))
        killed.load()
    if what == "a kill stopped its replacing":
        manifest = house / "published" / "manifest.json"
        manifest.write_text(json.dumps({**publication(house), "publication": "the one before"}), encoding="utf-8")
    analyse(again, each_in_threads, sparing=True)
    assert again.report.renewed


# --- What a run leaves on Prefect's page ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("shown") / "data")


def test_the_table_of_verdicts_has_a_row_a_region_and_clause_with_its_source(told: Settings) -> None:
    shown = shown_of(told.model_copy(update={"language": "en"}))
    assert shown is not None
    assert len(shown.verdicts) == 40
    (pavlodar,) = [row for row in shown.verdicts if row["region"].startswith("Pavlodar") and row["clause"] == "1"]
    assert pavlodar["last event"] == "2025-06-18"
    assert pavlodar["source"].startswith("https://paper.example/")
    assert shown.about.startswith("SAMPLE DATA")
    assert "SAMPLE DATA" in shown.alarms


def test_it_is_in_the_installations_language_and_nothing_published_is_no_table(told: Settings, tmp_path: Path) -> None:
    shown = shown_of(told.model_copy(update={"language": "ru"}))
    assert shown is not None
    assert "регион" in shown.verdicts[0]
    assert shown_of(Settings(data=tmp_path)) is None


def test_the_site_is_written_anew_only_where_something_else_is_published(told: Settings, tmp_path: Path) -> None:
    settings = told.model_copy(update={"site": tmp_path / "site"})
    assert site_is_old(settings)
    assert renew_site(settings) == str(tmp_path / "site" / "index.html")
    assert not site_is_old(settings)
    later = time.time() + 10
    os.utime(settings.published / "akimwatch.duckdb", (later, later))
    assert site_is_old(settings)
    assert not site_is_old(Settings(data=tmp_path / "empty"))


# --- When a run is an alarm -----------------------------------------------------------------------------------------


def test_single_failures_are_no_alarm_and_sources_out_of_reach_are() -> None:
    failed = [Failure(step="visit", about=name, reason="no answer") for name in ("a", "b", "c")]
    report = RunReport(run_id="r", sources_visited=10, sources_reached=9, published="x", failures=failed[:1])
    assert report.alarm == ""
    report = replace(report, sources_reached=7, failures=failed)
    assert report.alarm == "only 7 of 10 sources were reached (not: a, b, c)"


def test_a_run_that_could_publish_nothing_is_an_alarm_with_its_reason() -> None:
    failure = Failure(step="judge", about="reader 4", reason="3 or more articles are not read yet")
    assert RunReport(run_id="r", failures=[failure]).alarm == "judge: reader 4: 3 or more articles are not read yet"


def test_the_sample_has_its_own_clock_and_live_data_has_ours(tmp_path: Path) -> None:
    from flows.workshop import workshop_of

    assert workshop_of(Settings(data=tmp_path, sample=True)).today == date(2025, 6, 22)
    assert abs(workshop_of(Settings(data=tmp_path)).now - datetime.now(UTC)) < timedelta(minutes=1)
    assert open_workshop(Settings(data=tmp_path), now=NOW).today == NOW.date()
