"""Coverage: a day counts only where its articles could be read; a site that is broken accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from coverage_world import REGISTRY, days, fetch, look, source
from inference_world import at, day, judge_all, sees_all

from models.coverage import coverage_of
from models.order import Window, load_order
from models.records import Outcome

# What a site gives that is not read: at every address its front page, a file, or nothing (status).
EMPTY_HANDED: tuple[tuple[Outcome, int], ...] = (
    ("http_error", 404),
    ("http_error", 410),
    ("not_article", 200),
    ("not_html", 200),
)


def month(
    listed: dict[int, int], empty: dict[int, int], outcome: Outcome = "not_article", status: int | None = None
) -> list[str]:
    """The covered days of June 2025, where day n showed listed[n] articles, the first empty[n] of them empty-handed."""
    items = [(f"{n}-{m}", at(f"2025-06-{n:02}", 9)) for n, count in listed.items() for m in range(count)]
    bad = {f"{n}-{m}" for n, count in empty.items() for m in range(count)}
    came = tuple(fetch(url, outcome, status) if url in bad else fetch(url) for url, _ in items)
    return days(look(at("2025-07-01"), "2025-06-01", *items, complete=True), fetches=came)


ALL = [f"{n:02}" for n in range(1, 31)]


def without(*missing: int) -> list[str]:
    return [each for each in ALL if int(each) not in missing]


@pytest.mark.parametrize(("outcome", "status"), EMPTY_HANDED)
def test_a_site_that_gives_nothing_to_read_at_any_address_covers_no_day(outcome: Outcome, status: int) -> None:
    daily, weekly = dict.fromkeys(range(1, 31), 3), dict.fromkeys(range(2, 31, 7), 1)
    assert month(daily, daily, outcome, status) == []
    assert month(weekly, weekly, outcome, status) == [], "nor do the days between, for which nothing was named"


@pytest.mark.parametrize("outcome", ["no_text", "http_error", "timeout", "robots"])
def test_between_articles_that_could_not_be_read_no_quiet_day_is_covered(outcome: Outcome) -> None:
    weekly = dict.fromkeys(range(2, 31, 7), 1)
    assert month(weekly, weekly, outcome, 503) == []
    assert month(weekly, {9: 1}, outcome, 503) == without(9)


@pytest.mark.parametrize(("outcome", "status"), EMPTY_HANDED)
def test_a_broken_site_accuses_nobody(outcome: Outcome, status: int) -> None:
    urls = [(f"{n}", at("2025-04-01") + timedelta(days=n)) for n in range(0, 90, 2)]
    seen = look(at("2025-06-22"), "2025-04-01", *urls, complete=True)
    came = [fetch(url, outcome, status) for url, _ in urls]
    coverage = coverage_of([source()], [seen], came, REGISTRY)
    verdicts = judge_all(REGISTRY, load_order(), (), coverage, sees_all, day("2025-06-21"))
    assert {verdict.rung for verdict in verdicts} == {"not_judged"}
    read = coverage_of([source()], [seen], [fetch(url) for url, _ in urls], REGISTRY)
    judged = judge_all(REGISTRY, load_order(), (), read, sees_all, day("2025-06-21"))
    assert {verdict.rung for verdict in judged if verdict.clause == 1} == {"no_public_evidence"}


def test_a_day_bears_a_fifth_of_its_addresses_empty_handed() -> None:
    full = dict.fromkeys(range(1, 31), 10)
    assert month(full, dict.fromkeys(full, 2)) == ALL
    assert month(full, dict.fromkeys(full, 3)) == []


def test_a_small_site_is_not_punished_for_one_odd_stub_among_few_articles() -> None:
    assert month(dict.fromkeys(range(1, 31), 3), {3: 1, 9: 1, 17: 1, 26: 1}) == ALL
    assert month(dict.fromkeys(range(1, 31), 3), dict.fromkeys(range(1, 31), 1)) == [], "a third of all is no oddity"


def test_an_outage_of_a_day_opens_that_day_and_no_other() -> None:
    full = dict.fromkeys(range(1, 31), 10)
    assert month(full, {15: 10}, "http_error", 404) == without(15)
    assert month(full, {15: 9}, "http_error", 404) == without(15), "one article read does not stand for nine"
    assert month(full, {14: 10, 15: 10, 16: 10}, "http_error", 404) == without(14, 15, 16)


def test_a_day_of_one_article_withdrawn_is_open_and_the_days_around_it_are_not() -> None:
    assert month(dict.fromkeys(range(1, 31, 7), 1), {15: 1}, "http_error", 410) == without(15)


def test_a_day_for_which_nothing_was_named_is_covered() -> None:
    assert month({}, {}) == ALL
    assert month(dict.fromkeys(range(1, 8), 5), {}) == ALL


def test_a_source_most_of_whose_pages_lost_their_text_covers_no_day_near_by_not_even_a_quiet_one() -> None:
    """From the 9th to the 21st no text on odd days, luck on even ones, silence on the 15th."""
    listed = {n: 4 for n in range(1, 31) if n != 15}
    rot = {n: 4 for n in range(9, 22, 2) if n != 15}
    assert month(listed, rot, "undecodable") == without(9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21)
    assert month(listed, rot, "timeout") == without(9, 11, 13, 17, 19, 21), "weather opens its own days and no other"


def test_a_few_pages_without_a_text_open_their_own_days_only() -> None:
    assert month(dict.fromkeys(range(2, 31, 2), 1), dict.fromkeys((8, 10, 12, 14), 1), "no_text") == without(
        8, 10, 12, 14
    )
    daily = dict.fromkeys(range(1, 31), 10)
    assert month(daily, dict.fromkeys((3, 10, 17, 24), 9), "no_text") == without(3, 10, 17, 24), "under three in ten"


def test_a_layout_that_was_mended_heals_the_days_around_too() -> None:
    listed = {n: 4 for n in range(1, 31) if n != 15}
    items = [(f"{n}-{m}", at(f"2025-06-{n:02}", 9)) for n, count in listed.items() for m in range(count)]
    lost = tuple(fetch(url, "no_text" if url.startswith("1") else "fetched") for url, _ in items)
    seen = look(at("2025-07-01"), "2025-06-01", *items, complete=True)
    assert "15" not in days(seen, fetches=lost)
    assert days(seen, fetches=(*lost, *(fetch(url) for url, _ in items))) == ALL


def test_a_later_success_heals_what_had_come_back_empty_handed() -> None:
    seen = look(at("2025-06-20"), "2025-06-01", ("a", at("2025-06-02", 9)), complete=True)
    assert "02" not in days(seen, fetches=(fetch("a", "http_error", 404),))
    assert "02" in days(seen, fetches=(fetch("a", "http_error", 404), fetch("a")))
    assert "02" in days(seen, fetches=(fetch("a"), fetch("a", "http_error", 404))), "withdrawn after it was read"


def test_a_sitemap_without_days_whose_pages_are_no_articles_covers_nothing() -> None:
    seen = look(at("2025-06-04"), "2025-06-01", *((f"{n}", None) for n in range(10)), complete=True)
    assert days(seen, fetches=tuple(fetch(f"{n}", "not_article") for n in range(10))) == []
    some = tuple(fetch(f"{n}", "not_article" if n < 2 else "fetched") for n in range(10))
    assert days(seen, fetches=some) == ["01", "02", "03"]


def test_a_source_that_watches_no_region_covers_no_day() -> None:
    seen = look(at("2025-06-04"), "2025-06-01", complete=True)
    office = replace(source(), watches=False)
    coverage = coverage_of([office], [seen], [], REGISTRY)
    assert coverage.watching("KZ-47") == ()
    assert coverage.share("KZ-47", Window(start=day("2025-06-01"), end=day("2025-06-03"))) == 0.0
