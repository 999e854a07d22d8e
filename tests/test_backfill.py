"""A back-fill of the sample web over real HTTP: by months, politely, never twice, claiming only the days it reached."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from backfill_world import SINCE, UNTIL, addresses, asked_for, covered, fill, renew, settings_of

from flows.alone import alone
from flows.backfill.asked import days_asked, months_of, name_of, spans_of
from flows.backfill.command import run_backfill
from flows.backfill.journal import Journal
from flows.demo.reply import Reply
from flows.demo.server import SampleWeb, sample_web
from models.errors import AkimwatchError, BadInput
from models.order import Window, load_order
from warehouse import read
from warehouse.connect import open_warehouse

_FIRST_ADDRESS = 201  # away from the addresses of the other tests of the sample web
_DOWN = Reply(status=404, body=b"<h1>404</h1>")  # asked for once: a 503 is asked for three times, with pauses


@pytest.fixture
def web() -> Iterator[SampleWeb]:
    with sample_web(_FIRST_ADDRESS) as running:
        yield running


def days(first: str, last: str) -> list[date]:
    return list(Window(start=date.fromisoformat(first), end=date.fromisoformat(last)).days())


def listed_days(data: Path) -> list[date]:
    """The day that the list gave each page, in the order in which they were asked for."""
    with open_warehouse(data / "warehouse.duckdb", sample=True) as connection:
        rows = connection.execute("SELECT listed_published_at FROM fetches ORDER BY fetched_at").fetchall()
    return [moment.date() for (moment,) in rows]


def test_months_are_filled_from_the_newest_and_each_is_told(
    web: SampleWeb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = fill(web, tmp_path, "sample-gazette")
    assert outcome.exit_code == 0
    months = [f"{day:%Y-%m}" for day in listed_days(tmp_path)]
    assert months == sorted(months, reverse=True)
    assert len(set(months)) == 3
    portions = [line.split(":")[0] for line in capsys.readouterr().err.splitlines() if "loaded;" in line]
    assert portions == ["2025-06", "2025-05", "2025-04"]


def test_a_journal_that_outlived_its_archive_in_a_power_cut_holds_nobody_up(
    web: SampleWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "settled", lambda journal: journal._file.close())  # the machine stops before
    fill(web, tmp_path / "before", "sample-gazette", since="2025-06-10")
    folder = tmp_path / "after" / "backfill"
    folder.mkdir(parents=True)
    for journal in (tmp_path / "before" / "backfill").glob("*.jsonl"):
        (folder / journal.name).write_bytes(bytes(64) + b"\n" + journal.read_bytes() + bytes(64) + b"\n")
    monkeypatch.undo()
    said: list[str] = []
    outcome = fill(web, tmp_path / "after", "sample-gazette", since="2025-06-10", say=said.append)
    assert outcome.exit_code == 0
    assert addresses(tmp_path / "after") == addresses(tmp_path / "before")
    assert any(line.endswith("are not in the archive; they are fetched again") for line in said)
    assert not list(folder.glob("*.jsonl"))


def test_a_second_back_fill_asks_for_no_page_again(web: SampleWeb, tmp_path: Path) -> None:
    keys = ("sample-gazette", "sample-law")
    fill(web, tmp_path, *keys)
    before, stored = asked_for(web), addresses(tmp_path)
    again = fill(web, tmp_path, *keys)
    new = {path for _, path in asked_for(web) - before}
    sitemaps = {"/sitemap/index.xml", "/sitemap/2025-04.xml.gz", "/sitemap/2025-05.xml.gz"}
    assert new <= {"/robots.txt", *sitemaps, *(f"/news/?page={n}" for n in (1, 2, 3))}
    assert addresses(tmp_path) == stored
    assert max(stored.values()) == 1
    assert again.months["sample-law"] == {"2025-04": "open", "2025-05": "done", "2025-06": "done"}


def test_a_done_source_is_not_even_walked(web: SampleWeb, tmp_path: Path) -> None:
    since, until = "2025-05", "2025-05"
    fill(web, tmp_path, "sample-law", since=since, until=until)
    before = asked_for(web)
    said: list[str] = []
    fill(web, tmp_path, "sample-law", since=since, until=until, say=said.append)
    assert asked_for(web) == before
    assert said == ["nothing to fetch: every month asked for is done"]


def test_days_outside_what_was_asked_for_are_not_claimed(web: SampleWeb, tmp_path: Path) -> None:
    fill(web, tmp_path, "sample-agency", since="2025-05-05", until="2025-05-20")
    assert covered(web, tmp_path, "sample-agency") == days("2025-05-05", "2025-05-20")
    assert "/sitemap.xml?yyyy=2025&mm=06" not in {path for _, path in asked_for(web)}


def test_a_quiet_stretch_of_a_sitemap_is_covered_and_no_failure(web: SampleWeb, tmp_path: Path) -> None:
    """The newest of its articles is of the 19th, and nothing of the month's own file is of the days asked for."""
    outcome = fill(web, tmp_path, "sample-law", since="2025-06-20", until="2025-06-21")
    assert (outcome.exit_code, outcome.report.failures) == (0, [])
    assert (outcome.report.sources_visited, outcome.report.sources_reached) == (1, 1)
    assert covered(web, tmp_path, "sample-law") == days("2025-06-20", "2025-06-21")
    assert outcome.months["sample-law"] == {"2025-06": "done"}
    with open_warehouse(tmp_path / "warehouse.duckdb", sample=True) as connection:
        claims = connection.execute("SELECT ok, reached_back_to, complete, reached_until FROM discoveries").fetchall()
    assert claims == [(True, date(2025, 6, 20), True, date(2025, 6, 21))]
    assert not addresses(tmp_path)


def test_today_alone_is_looked_at_and_not_yet_counted_as_covered(web: SampleWeb, tmp_path: Path) -> None:
    outcome = fill(web, tmp_path, "sample-law", since="2025-06-22", until="2025-06-22")
    assert (outcome.exit_code, outcome.report.sources_reached) == (0, 1)
    assert covered(web, tmp_path, "sample-law") == []
    assert outcome.months["sample-law"] == {"2025-06": "open"}


def test_a_list_that_shows_only_the_newest_claims_no_older_day(web: SampleWeb, tmp_path: Path) -> None:
    for page in ("2", "3"):
        web.pages["sample-gazette"][f"/news/?page={page}"] = _DOWN
    fill(web, tmp_path, "sample-gazette")
    claimed = covered(web, tmp_path, "sample-gazette")
    assert listed_days(tmp_path)[-1] < claimed[0]
    assert claimed == days(str(claimed[0]), "2025-06-21")
    assert claimed[0] == min(listed_days(tmp_path)) + timedelta(days=1)


@pytest.mark.slow
def test_a_month_whose_file_is_missing_is_a_hole_and_heals(web: SampleWeb, tmp_path: Path) -> None:
    """Only the days that the file is named by are left out, with a margin for the hours of another clock."""
    file, pages = "/sitemap.xml?yyyy=2025&mm=05", web.pages["sample-agency"]
    whole, pages[file] = pages[file], _DOWN
    pages["/rss/ru.xml"] = _DOWN  # the feed of the sample reaches over everything
    first = fill(web, tmp_path, "sample-agency", since="2025-04-15")
    claimed = [*days("2025-04-15", "2025-04-29"), *days("2025-06-02", "2025-06-21")]
    assert covered(web, tmp_path, "sample-agency") == claimed
    assert set(first.months["sample-agency"].values()) == {"open"}
    pages[file] = whole
    second = fill(web, tmp_path, "sample-agency", since="2025-04-15")
    assert covered(web, tmp_path, "sample-agency") == days("2025-04-15", "2025-06-21")
    assert set(second.months["sample-agency"].values()) == {"done"}
    assert set(addresses(tmp_path).values()) == {1}


@pytest.mark.slow
def test_a_source_whose_lists_are_down_is_an_alarm_and_well_the_next_time(web: SampleWeb, tmp_path: Path) -> None:
    index = web.pages["sample-law"]["/sitemap/index.xml"]
    web.pages["sample-law"]["/sitemap/index.xml"] = Reply(status=503)
    outcome = fill(web, tmp_path, "sample-law", "sample-gazette")
    assert outcome.exit_code == 3
    assert [failure.about for failure in outcome.report.failures] == ["sample-law"]
    assert "503" in outcome.report.failures[0].reason
    assert outcome.months["sample-gazette"]["2025-06"] == "done"
    assert covered(web, tmp_path, "sample-law") == []
    web.pages["sample-law"]["/sitemap/index.xml"] = index
    assert fill(web, tmp_path, "sample-law").exit_code == 0
    assert date(2025, 6, 21) in covered(web, tmp_path, "sample-law")


@pytest.mark.slow
def test_what_is_forbidden_or_fails_keeps_its_day_open_and_is_no_work_of_the_daily_runs(
    web: SampleWeb, tmp_path: Path
) -> None:
    outcome = fill(web, tmp_path, "sample-review")
    assert outcome.report.outcomes["robots"] == 1
    assert not [path for _, path in asked_for(web) if path.startswith("/partners/")]
    failed = [url for _, url, kind in addresses(tmp_path) if kind in ("robots", "http_error")]
    assert len(failed) == 2
    with open_warehouse(tmp_path / "warehouse.duckdb", sample=True) as connection:
        found = "SELECT named_on FROM named_days WHERE list_contains(?, url)"
        open_days = {day for (day,) in connection.execute(found, [failed]).fetchall()}
        assert read.pending(connection) == {}
    assert not open_days & set(covered(web, tmp_path, "sample-review"))


def test_a_host_is_asked_one_page_at_a_time_at_its_pace(web: SampleWeb, tmp_path: Path) -> None:
    fill(web, tmp_path, "sample-gazette", "sample-houses", pace=0.1, since="2025-06")
    for key in ("sample-gazette", "sample-houses"):
        log = web.requests[key][1:]  # robots.txt is asked for at the client's own pace
        pauses = [later.begun - earlier.ended for earlier, later in pairwise(log)]
        assert pauses
        assert min(pauses) > 0.09, pauses


def test_a_plan_fetches_no_article_and_stores_nothing(
    web: SampleWeb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make = renew(web, tmp_path, "sample-law", "sample-gazette")
    asked = {"since": SINCE, "until": UNTIL, "plan_only": True, "renew": make}
    assert run_backfill(settings_of(web, tmp_path), **asked, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    law = next(plan for plan in told["plan"] if plan["source"] == "sample-law")
    assert sum(month["to_fetch"] for month in law["months"].values()) == 17
    assert not [path for _, path in asked_for(web) if path.endswith(".html") or path.startswith("/2025/")]
    assert not addresses(tmp_path)
    assert not list((tmp_path / "backfill").glob("*.walk"))
    assert run_backfill(settings_of(web, tmp_path), **asked) == 0
    assert "in all 29 pages to fetch, about " in capsys.readouterr().out


def test_two_back_fills_at_once_are_refused(web: SampleWeb, tmp_path: Path) -> None:
    with (
        alone(tmp_path / "backfill" / "lock", "a back-fill is running", "let it finish"),
        pytest.raises(AkimwatchError, match="a back-fill is running in this data folder"),
    ):
        fill(web, tmp_path, "sample-law")
    assert not asked_for(web)
    assert fill(web, tmp_path, "sample-gazette", since="2025-06").exit_code == 0


def test_an_unknown_source_is_refused_with_the_nearest_before_anything_is_asked(web: SampleWeb, tmp_path: Path) -> None:
    make = renew(web, tmp_path)
    with pytest.raises(BadInput, match="unknown source sample-low \\(nearest: sample-law"):
        run_backfill(settings_of(web, tmp_path), since=None, until=None, sources=("sample-low",), renew=make)
    assert not asked_for(web)
    assert not (tmp_path / "backfill").exists()


_TODAY = date(2025, 6, 22)
_ORDER = load_order()


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2025-05-01", "2025-04-30", "lies after --until 2025-04-30"),
        ("2025-07-01", None, "lies in the future: today is 2025-06-22"),
        ("2025-07-01", "2025-08-01", "lies in the future: today is 2025-06-22"),
        ("2024-13", None, "--since '2024-13': no day; write YYYY-MM-DD, or YYYY-MM"),
        (None, "30.06.2024", "--until '30.06.2024': no day"),
        ("2024-02-30", None, "no day"),
        ("1980", None, "no day"),
        ("1985-01-01", None, "there was no news site then"),
    ],
)
def test_days_that_are_none_are_refused_in_one_line(since: str | None, until: str | None, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        days_asked(since, until, today=_TODAY, order=_ORDER)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_month_means_its_first_and_last_day() -> None:
    asked = days_asked("2024-05", "2024-06", today=_TODAY, order=_ORDER)
    assert asked.span == Window(start=date(2024, 5, 1), end=date(2024, 6, 30))
    assert [name_of(month) for month in months_of(asked.span)] == ["2024-06", "2024-05"]


def test_the_future_is_cut_off_and_the_time_before_the_order_is_allowed_with_a_remark_each() -> None:
    asked = days_asked("2024-01-01", "2026-01-01", today=_TODAY, order=_ORDER)
    assert asked.span == Window(start=date(2024, 1, 1), end=_TODAY)
    assert len(asked.remarks) == 2


def test_without_days_it_is_all_since_the_order() -> None:
    assert days_asked(None, None, today=_TODAY, order=_ORDER).span == Window(start=date(2024, 4, 25), end=_TODAY)


def test_a_source_is_asked_for_no_day_before_it_began(web: SampleWeb) -> None:
    young = replace(web.sites["sample-law"], since=date(2025, 5, 10))
    unborn = replace(web.sites["sample-gazette"], since=date(2025, 7, 1))
    asked = days_asked(SINCE, UNTIL, today=_TODAY, order=_ORDER)
    spans, told = spans_of(asked, [young, unborn])
    assert spans == {"sample-law": Window(start=date(2025, 5, 10), end=_TODAY)}
    assert told.remarks == (
        "sample-law: from 2025-05-10, when it began",
        "sample-gazette: left out: it began on 2025-07-01",
    )
