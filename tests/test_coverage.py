"""Coverage: a day of publication is covered when the lists reached over it and what they listed was settled."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import get_args

import pytest
from coverage_world import REGISTRY, days, fetch, look, source
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import at, day

from models.coverage import SETTLING, Coverage, answers_by_day, coverage_of, open_days, settles
from models.looks import anchor_of, days_reached, look_of
from models.order import Window
from models.records import Listed, Outcome

_GOV = "https://www.gov.kz/memleket/entities/{slug}/press/news?lang=ru"


def test_a_whole_list_covers_its_oldest_day_and_a_cut_one_only_the_days_after() -> None:
    assert days(look(at("2025-06-04"), "2025-06-01", complete=True)) == ["01", "02", "03"]
    assert days(look(at("2025-06-04"), "2025-06-01")) == ["02", "03"]


def test_the_day_of_the_look_is_not_over_and_not_covered() -> None:
    assert days(look(at("2025-06-04", 23, 59), "2025-06-03", complete=True)) == ["03"]
    assert days(look(at("2025-06-05", 0, 0), "2025-06-03", complete=True)) == ["03", "04"]


def test_a_list_that_failed_or_shows_no_dates_covers_nothing() -> None:
    assert days(look(at("2025-06-04"), "2025-06-01", ok=False)) == []
    assert days(look(at("2025-06-04"), None, ("https://lada.example/1", None))) == []
    assert look_of(look(at("2025-06-04"), "2025-06-04"), REGISTRY) is None


def test_looks_that_overlap_reach_together_over_a_day_that_none_reaches_alone() -> None:
    looks = [
        look(at("2025-06-02", 20), "2025-06-01", ("a", at("2025-06-01", 23))),
        look(at("2025-06-03", 9), "2025-06-02", ("b", at("2025-06-02", 19, 30))),
    ]
    read = tuple(fetch(url) for url in "ab")
    assert days(*looks, fetches=read) == ["02"]
    gap = look(at("2025-06-03", 9), "2025-06-02", ("b", at("2025-06-02", 20, 30)))
    assert days(looks[0], gap, fetches=read) == []


def test_a_list_of_days_without_hours_is_not_believed_to_hold_its_oldest_day() -> None:
    assert days(look(at("2025-06-04"), "2025-06-01", ("a", at("2025-06-01", 0))), fetches=(fetch("a"),)) == ["02", "03"]


def test_an_old_pinned_item_does_not_stretch_the_reach() -> None:
    pinned = look(at("2025-06-04"), "2025-06-02", ("old", at("2025-06-01", 9)), ("a", at("2025-06-02", 9)))
    assert anchor_of(pinned) == Listed(url="a", published_at=at("2025-06-02", 9))
    assert days(pinned, fetches=(fetch("a"), fetch("old"))) == ["03"]


def test_one_article_not_fetched_leaves_its_day_open_and_only_its_day() -> None:
    listed = (("a", at("2025-06-02", 9)), ("b", at("2025-06-03", 9)))
    seen = look(at("2025-06-05"), "2025-06-01", *listed, complete=True)
    assert days(seen, fetches=(fetch("a"),)) == ["01", "02", "04"]
    assert days(seen, fetches=(fetch("a"), fetch("b", "timeout"))) == ["01", "02", "04"]


def test_a_later_success_heals_and_one_back_fill_covers_last_spring() -> None:
    seen = look(at("2025-06-20"), "2025-06-01", ("a", at("2025-06-02", 9)), complete=True)
    assert "02" not in days(seen, fetches=(fetch("a", "http_error", 503),))
    assert "02" in days(seen, fetches=(fetch("a", "http_error", 503), fetch("a")))


@pytest.mark.parametrize("outcome", ["fetched", "unchanged", "not_article", "not_html"])
def test_an_address_with_nothing_left_to_do_is_settled(outcome: Outcome) -> None:
    assert settles(fetch("a", outcome))


@pytest.mark.parametrize("outcome", sorted(set(get_args(Outcome)) - SETTLING))
def test_an_address_that_was_not_read_leaves_its_day_open(outcome: Outcome) -> None:
    assert not settles(fetch("a", outcome, 503 if outcome == "http_error" else None))


def test_a_page_that_its_publisher_withdrew_is_settled() -> None:
    assert settles(fetch("a", "http_error", 404))
    assert settles(fetch("a", "http_error", 410))
    assert not settles(fetch("a", "http_error", 403))


def test_a_duplicate_is_settled_by_the_address_that_it_leads_to() -> None:
    seen = look(at("2025-06-05"), "2025-06-01", ("a?utm", at("2025-06-02", 9)), complete=True)
    twin = fetch("a?utm", "duplicate", final="a")
    assert "02" in days(seen, fetches=(twin, fetch("a")))
    assert "02" not in days(seen, fetches=(twin, fetch("a", "timeout")))
    assert "02" not in days(seen, fetches=(twin,))


def test_a_duplicate_is_settled_by_another_old_address_of_its_page_which_no_list_names() -> None:
    """Two old addresses lead to one new page: the second waited for ever, and its day with it."""
    seen = look(at("2025-06-05"), "2025-06-01", ("a", at("2025-06-02", 9)), ("b", at("2025-06-03", 9)), complete=True)
    twin = fetch("b", "duplicate", final="new")
    assert days(seen, fetches=(fetch("a", final="new"), twin)) == ["01", "02", "03", "04"]
    assert not {"02", "03"} & set(days(seen, fetches=(fetch("a", "no_text", final="new"), twin)))


def test_one_akimats_section_covers_its_own_region_only() -> None:
    portal = look(at("2025-06-04"), "2025-06-01", complete=True, key="govkz", address=_GOV.format(slug="aqmola"))
    coverage = coverage_of([source("govkz")], [portal], [], REGISTRY)
    window = Window(start=day("2025-06-01"), end=day("2025-06-03"))
    assert coverage.share("KZ-11", window) == 1.0
    assert coverage.share("KZ-15", window) == 0.0


def test_an_article_missing_from_one_section_leaves_the_others_covered() -> None:
    sections = [
        look(
            at("2025-06-04"),
            "2025-06-01",
            (slug, at("2025-06-02")),
            complete=True,
            key="govkz",
            address=_GOV.format(slug=slug),
        )
        for slug in ("aqmola", "aktobe")
    ]
    coverage = coverage_of([source("govkz")], sections, [fetch("aqmola")], REGISTRY)
    window = Window(start=day("2025-06-02"), end=day("2025-06-02"))
    assert coverage.share("KZ-11", window) == 1.0
    assert coverage.share("KZ-15", window) == 0.0


def test_a_regional_source_covers_its_own_region_and_a_national_one_all() -> None:
    seen = look(at("2025-06-04"), "2025-06-01", complete=True)
    window = Window(start=day("2025-06-01"), end=day("2025-06-04"))
    own = coverage_of([source(region="KZ-47")], [seen], [], REGISTRY)
    assert (own.share("KZ-47", window), own.share("KZ-39", window)) == (0.75, 0.0)
    national = coverage_of([source()], [seen], [], REGISTRY)
    assert {national.share(region, window) for region in REGISTRY.regions} == {0.75}


def test_a_source_in_a_language_that_is_not_read_covers_nothing() -> None:
    seen = look(at("2025-06-04"), "2025-06-01", complete=True)
    coverage = coverage_of([source(language="kk")], [seen], [], REGISTRY)
    assert coverage.share("KZ-47", Window(start=day("2025-06-01"), end=day("2025-06-03"))) == 0.0


def test_two_sources_cover_together() -> None:
    looks = [
        look(at("2025-06-03"), "2025-06-01", complete=True),
        look(at("2025-06-06"), "2025-06-04", complete=True, key="nur"),
    ]
    coverage = coverage_of([source(), source("nur")], looks, [], REGISTRY)
    window = Window(start=day("2025-06-01"), end=day("2025-06-05"))
    assert [f"{one:%d}" for one in sorted(coverage.covered_days("KZ-47", window))] == ["01", "02", "04", "05"]


def test_the_night_of_1_march_2024_that_had_25_hours_is_one_day() -> None:
    seen = look(datetime.fromisoformat("2024-03-02T00:00:00+05:00"), "2024-02-28", complete=True)
    only = look_of(seen, REGISTRY)
    assert only is not None
    assert days_reached([only])["lada", None] == {date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)}


def test_an_open_item_without_a_day_may_be_of_any_day_that_its_list_reached() -> None:
    """A sitemap that knows only when a page was changed: until the page is fetched, no day of it is sure."""
    seen = look(at("2025-06-04"), "2025-06-01", ("https://lada.example/1", None), complete=True)
    assert days(seen) == []
    assert days(seen, fetches=(fetch("https://lada.example/1"),)) == ["01", "02", "03"]


def test_nothing_is_covered_by_nothing() -> None:
    nothing: Coverage = coverage_of([], [], [], REGISTRY)
    assert nothing.share("KZ-47", Window(start=day("2025-06-01"), end=day("2025-06-05"))) == 0.0
    assert open_days(answers_by_day([], [], REGISTRY)) == {}


_START = at("2025-06-01", 0)
_HALF_HOUR = timedelta(minutes=30)


@settings(max_examples=150, deadline=None)
@given(spans=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 80)), max_size=8))
def test_a_day_is_reached_exactly_where_every_half_hour_of_it_was_listed(spans: list[tuple[int, int]]) -> None:
    looks, listed = [], set[int]()
    for n, (begin, length) in enumerate(spans):
        first = 2 * begin + 1  # never midnight, which would be a day without an hour
        since = _START + first * _HALF_HOUR
        looks.append(look(since + 2 * length * _HALF_HOUR, f"{since:%Y-%m-%d}", (f"u{n}", since)))
        listed |= set(range(first, first + 2 * length))
    reached = days_reached([one for one in (look_of(each, REGISTRY) for each in looks) if one])
    whole = {(_START + timedelta(days=n)).date() for n in range(13) if set(range(48 * n, 48 * n + 48)) <= listed}
    assert reached.get(("lada", None), frozenset()) == whole
