"""Entry: a source counts once its past is known, so that a new one does not change the past."""

from __future__ import annotations

from datetime import date, timedelta

from inference_world import day
from model_world import days_of, press, site

from models.coverage import NOTHING_SEEN, Coverage
from models.entry import PAST_MONTHS, SHARE_NEEDED, Entry, entries_of

TODAY = day("2025-06-22")
OLD, NEW = site("old", "national_agency"), site("new", "regional", "KZ-39")


def entered(as_of: date = TODAY, **covered: frozenset[date]) -> dict[str, Entry]:
    return {one.source: one for one in entries_of(press([OLD, NEW], covered), as_of)}


def test_a_source_that_covers_the_past_counts_and_the_unfinished_day_is_not_asked_for() -> None:
    one = entered(old=days_of("2025-01-01", "2025-06-21"))["old"]
    assert (one.entered, one.share, one.since) == (True, 1.0, day("2025-01-01"))
    assert one.reason == "covers 100% of the days from 2025-01-01 to 2025-06-21"


def test_a_new_source_waits_until_its_past_is_filled_in() -> None:
    old = days_of("2025-01-01", "2025-06-21")
    new = entered(old=old, new=days_of("2025-06-01", "2025-06-21"))["new"]
    assert (new.entered, new.since) == (False, day("2025-06-01"))
    assert "12% of the days" in new.reason
    assert "a back-fill lets it in" in new.reason
    assert entered(old=old, new=days_of("2025-02-01", "2025-06-21"))["new"].entered


def test_the_bound_itself_lets_in() -> None:
    days = sorted(days_of("2025-01-01", "2025-06-19"))  # 170 days
    enough = round(len(days) * SHARE_NEEDED)
    covered = {"old": frozenset(days), "new": frozenset(days[-enough:])}
    assert entered(days[-1] + timedelta(days=1), **covered)["new"].entered
    fewer = {**covered, "new": frozenset(days[1 - enough :])}
    assert not entered(days[-1] + timedelta(days=1), **fewer)["new"].entered


def test_a_gap_of_more_than_a_year_ago_says_nothing_of_today() -> None:
    assert PAST_MONTHS == 12
    one = entered(old=days_of("2022-01-01", "2022-12-31") | days_of("2024-06-22", "2025-06-21"))["old"]
    assert (one.entered, one.since) == (True, day("2022-01-01"))


def test_a_source_that_covers_nothing_does_not_count_and_says_so() -> None:
    one = entered(old=days_of("2025-01-01", "2025-06-21"))["new"]
    assert (one.entered, one.share, one.since, one.reason) == (False, 0.0, None, "no day is covered")


def test_on_the_first_day_nobody_has_a_past() -> None:
    assert not any(one.entered for one in entered().values())
    assert entries_of(NOTHING_SEEN, TODAY) == ()


def test_days_after_the_one_spoken_for_let_nobody_in() -> None:
    late = entered(old=days_of("2025-06-22", "2025-07-22"))["old"]
    assert (late.entered, late.share) == (False, 0.0)


def test_a_site_that_does_not_watch_is_not_asked() -> None:
    office = site("office", "official", watches=False)
    coverage = press([office], {"office": days_of("2025-01-01", "2025-06-21")})
    assert entries_of(coverage, TODAY) == ()


def test_a_regional_list_of_a_source_is_part_of_its_past() -> None:
    coverage = Coverage(sources=(OLD,), days={("old", "KZ-39"): days_of("2025-01-01", "2025-06-21")})
    assert [one.entered for one in entries_of(coverage, TODAY)] == [True]
