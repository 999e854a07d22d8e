"""Bad input around judging: a clock set back, rows from the future, nobody watching. A reason or one clear line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from coverage_world import look, source
from inference_world import at, day, event, sees_all

from extractors.sources import load_sites
from flows.analyse import analyse
from flows.each import each_in_threads
from flows.monitor import run_in
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop
from models.compliance import NOT_JUDGED, Grounds, Verdict, judge
from models.coverage import NOTHING_SEEN, Coverage, coverage_of
from models.errors import WarehouseError
from models.events import Event
from models.order import load_order
from models.records import Discovery, Listed
from models.registry import load_registry
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

REGISTRY, ORDER = load_registry(), load_order()
ALL_DAYS = frozenset(day("2023-01-01") + timedelta(days=n) for n in range(1500))
PAPER = load_sites()["tengrinews"]


def verdict(*events: Event, coverage: Coverage, as_of: str = "2025-07-15", region: str = "KZ-47") -> Verdict:
    grounds = Grounds(registry=REGISTRY, order=ORDER, coverage=coverage, sees=sees_all)
    return judge(grounds, region, ORDER.clauses[0], events, day(as_of))


def test_a_region_on_which_no_source_reports_is_not_judged_and_says_so() -> None:
    elsewhere = Coverage(sources=(source("ng", "KZ-39"),), days={("ng", None): ALL_DAYS})
    told = verdict(coverage=elsewhere)
    assert (told.rung, told.covered_share) == (NOT_JUDGED, 0.0)
    assert told.reasons[:2] == ("no source that is read reports on the region", "0 of 62 days covered (0%), 80% needed")


def test_no_source_at_all_is_not_judged_and_what_was_found_stands() -> None:
    assert verdict(coverage=NOTHING_SEEN).rung == NOT_JUDGED
    assert verdict(event("e", "2025-06-13", region="KZ-47"), coverage=NOTHING_SEEN).rung == "met"


@pytest.mark.parametrize(
    "looks",
    [(), (look(at("2025-07-15"), None),), (look(at("2025-07-15"), "2025-05-01", ok=False),)],
    ids=["never visited", "a list without an article", "a list that could not be read"],
)
def test_a_source_without_any_article_covers_no_day(looks: tuple[Discovery, ...]) -> None:
    told = verdict(coverage=coverage_of([source()], looks, (), REGISTRY))
    assert told.rung == NOT_JUDGED
    assert told.reasons[0] == "0 of 62 days covered (0%), 80% needed"


def test_today_before_the_last_day_collected_is_the_day_judged() -> None:
    assert ORDER.as_of(day("2025-03-01"), day("2025-06-22")) == day("2025-03-01")
    watched = Coverage(sources=(source(),), days={("lada", None): ALL_DAYS})
    told = verdict(event("later", "2025-06-13", region="KZ-47"), coverage=watched, as_of="2025-03-01")
    assert (told.rung, told.as_of, told.event_ids) == ("no_public_evidence", day("2025-03-01"), ())


def test_today_before_the_order_is_not_judged_and_says_so() -> None:
    watched = Coverage(sources=(source(),), days={("lada", None): ALL_DAYS})
    told = verdict(coverage=watched, as_of="2024-01-01")
    assert (told.rung, told.in_force) == (NOT_JUDGED, False)
    assert told.reasons[0] == "the order is not in force on this day"


def test_a_look_dated_after_today_covers_no_day(tmp_path: Path) -> None:
    """A clock that ran ahead would cover days that nobody has lived yet."""
    ahead = look(at("2031-01-01"), "2025-06-01", complete=True, key="tengrinews")
    stage = Stage(tmp_path / "stage", "r1")
    stage.discoveries([ahead])
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        load_stages(connection, tmp_path / "stage")
        until = [read.coverage(connection, (), REGISTRY, today=day(one)) for one in ("2025-06-22", "2031-01-01")]
    assert [bool(coverage.days) for coverage in until] == [False, True]


# From here on whole runs: what is published must be of one piece at every moment.


def workshop(folder: Path, now: str, *, stamped: timedelta = timedelta()) -> Workshop:
    """A run that takes `now` for now; `stamped`: how far ahead of ours the clock stands that dates its rows."""
    settings = Settings(data=folder, sample=True, workers=1)
    opened = open_workshop(settings, sites={"tengrinews": PAPER}, now=at(now))
    opened.stage = Stage(settings.stage_at, opened.run_id, clock=lambda: datetime.now(UTC) + stamped)
    return opened


def look_at_the_paper(opened: Workshop, checked: datetime, published: Iterable[str] = ("2024-04-01",)) -> None:
    """One sitemap that holds everything since then; its one article was fetched long ago."""
    items = tuple(Listed(url=f"https://tengrinews.kz/{one}", published_at=at(one)) for one in published)
    found = look(checked, min(published), key="tengrinews", address="https://tengrinews.kz/sitemap.xml", complete=True)
    opened.stage.discoveries([replace(found, items=items)])


def covered(folder: Path) -> float:
    """The share of clause 1's window that was covered, for the region covered best."""
    with duckdb.connect(str(folder / "published" / "akimwatch.duckdb"), read_only=True) as opened:
        return float(opened.execute("SELECT max(covered_share) FROM coverage WHERE clause = 1").fetchall()[0][0])


def published(folder: Path) -> tuple[str | None, set[tuple[date | None, str]]]:
    """The day that the manifest names; the days and words of the table. Every file is the one of the manifest."""
    place = folder / "published"
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    for name, file in manifest["files"].items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == file["sha256"]
    with duckdb.connect(str(place / "akimwatch.duckdb"), read_only=True) as opened:
        return manifest["as_of"], set(opened.execute("SELECT as_of, verdict FROM compliance_today").fetchall())


@pytest.mark.slow
def test_a_run_whose_now_lies_before_what_is_stored_publishes_that_day_and_judges_nobody(tmp_path: Path) -> None:
    first = workshop(tmp_path, "2025-06-22")
    look_at_the_paper(first, first.now)
    analyse(first, each_in_threads)
    as_of, rows = published(tmp_path)
    assert as_of == "2025-06-22"
    assert {told for told, _ in rows} == {day("2025-06-22")}
    assert covered(tmp_path) > 0.9

    back = workshop(tmp_path, "2025-03-01")
    analyse(back, each_in_threads)
    assert back.report.failures == []
    assert published(tmp_path) == ("2025-03-01", {(day("2025-03-01"), NOT_JUDGED)})
    assert covered(tmp_path) == 0.0  # what was looked at later had not been looked at by then

    again = workshop(tmp_path, "2025-06-22")
    analyse(again, each_in_threads)
    assert published(tmp_path) == (as_of, rows)
    assert covered(tmp_path) > 0.9


@pytest.mark.parametrize(
    "now",
    [
        "2024-04-24",
        pytest.param("2020-01-01", marks=pytest.mark.slow),
        pytest.param("1970-01-02", marks=pytest.mark.slow),
    ],
)
def test_a_now_before_the_order_is_told_as_not_in_force(tmp_path: Path, now: str) -> None:
    first = workshop(tmp_path, "2025-06-22")
    look_at_the_paper(first, first.now)
    analyse(first, each_in_threads)
    analyse(workshop(tmp_path, now), each_in_threads)
    assert published(tmp_path) == (now, {(day(now), NOT_JUDGED)})


@pytest.mark.slow
def test_a_look_from_the_future_moves_no_day_and_covers_none(tmp_path: Path) -> None:
    ahead = workshop(tmp_path, "2025-06-22")
    look_at_the_paper(ahead, at("2025-06-20"))
    look_at_the_paper(ahead, at("2031-01-01"), ("2025-06-10",))
    analyse(ahead, each_in_threads)
    assert published(tmp_path)[0] == "2025-06-20"


@pytest.mark.slow
def test_only_rows_from_the_future_are_judged_as_of_today_and_nobody_is(tmp_path: Path) -> None:
    ahead = workshop(tmp_path, "2025-06-22")
    look_at_the_paper(ahead, at("2031-01-01"), ("2025-06-10",))
    analyse(ahead, each_in_threads)
    assert published(tmp_path) == ("2025-06-22", {(day("2025-06-22"), NOT_JUDGED)})
    assert covered(tmp_path) == 0.0


def test_without_any_site_nobody_is_judged(tmp_path: Path) -> None:
    opened = workshop(tmp_path, "2025-06-22")
    look_at_the_paper(opened, opened.now)
    opened.sites = {}
    analyse(opened, each_in_threads)
    assert {word for _, word in published(tmp_path)[1]} == {NOT_JUDGED}


def test_a_machines_clock_that_was_set_back_stops_the_run_and_leaves_what_is_published(tmp_path: Path) -> None:
    """What was recorded last is what stands: an older stamp would publish one run's day over another's verdicts."""
    first = workshop(tmp_path, "2025-06-22")
    look_at_the_paper(first, first.now)
    analyse(first, each_in_threads)
    ahead = workshop(tmp_path, "2025-06-22", stamped=timedelta(hours=3))
    ahead.stage.registry(ahead.registry, ahead.order)
    ahead.load()
    files = {path: path.read_bytes() for path in (tmp_path / "published").iterdir() if path.is_file()}

    with pytest.raises(WarehouseError, match="before the last run") as refused:
        run_in(workshop(tmp_path, "2025-06-22"), Intake(articles=(tmp_path / "none.jsonl",)), direct=True)
    assert "\n" not in str(refused.value)
    assert {path: path.read_bytes() for path in files} == files
    published(tmp_path)
