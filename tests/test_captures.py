"""Capture histories: who caught what, of those that were looking, and what was certain to have happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inference_world import day, event, report
from model_world import cell, days_of, press, sighting, site

from models.captures import NATIONWIDE, Cell, Control, Watch, histories_of, sat, sitting_of, watch_of
from models.certain import certain_days, certain_of
from models.chapman import upper_bound
from models.events import Event
from models.occasions import find_occasions
from models.order import Window
from models.records import Sighting

REGIONS = ("KZ-39", "KZ-59")
YEAR = days_of("2025-01-01", "2025-12-31")
SITES = (
    site("gov", "official"),
    site("wire", "national_agency"),
    site("free", "national_independent"),
    site("local", "regional", "KZ-39"),
    site("akimat", "official_regional", "KZ-39"),
    site("mirror", "aggregator"),
    site("qazaq", "regional", "KZ-39", language="kk"),
)
RELEASE = "Аким области провёл совещание о готовности котельных к зиме: уголь, ремонт, долги, вагоны, графики, тарифы"


def watch(**covered: frozenset[date]) -> Watch:
    """Everybody looking all year, but for those given."""
    return watch_of(press(SITES, {**{one.key: YEAR for one in SITES}, **covered}), REGIONS)


def control(by: Watch, *sightings: Sighting) -> Control | None:
    (occasion,) = find_occasions(sightings)
    return sat(sitting_of(occasion), by)


def seen_by(source: str, on: str = "2025-06-13", first: str = "2025-06-13", last: str | None = None) -> Sighting:
    return sighting(source, RELEASE, source=source, on=on, first=first, last=last)


def test_a_group_that_was_not_looking_cannot_have_missed_anything() -> None:
    blind = watch(wire=days_of("2025-07-01", "2025-12-31"))
    one = control(blind, seen_by("local"))
    assert one is not None
    assert one.looking == ("official", "national_independent", "regional")
    assert one.caught == ("regional",)


def test_what_a_group_caught_while_it_was_not_looking_counts_for_nothing() -> None:
    blind = watch(wire=days_of("2025-07-01", "2025-12-31"))
    assert control(blind, seen_by("wire")) is None


def test_a_sitting_that_only_an_aggregator_or_a_stranger_has_is_no_control() -> None:
    assert control(watch(), seen_by("mirror")) is None
    assert control(watch(), seen_by("stranger")) is None


def test_a_sitting_that_nobody_looked_for_is_left_out() -> None:
    nobody = watch(**{one.key: frozenset() for one in SITES})
    assert control(nobody, seen_by("local")) is None


def test_a_group_looks_where_it_covers_more_than_half_of_the_days_that_it_may_have_been() -> None:
    half = watch(wire=days_of("2025-06-13", "2025-06-14"))
    assert "national_agency" not in half.looking("KZ-39", day("2025-06-11"), day("2025-06-14"))
    assert "national_agency" in half.looking("KZ-39", day("2025-06-12"), day("2025-06-14"))


def test_copies_count_once_in_the_group_that_had_them_first() -> None:
    one = control(watch(), seen_by("local", on="2025-06-13"), seen_by("wire", on="2025-06-14"), seen_by("mirror"))
    assert one is not None
    assert one.caught == ("regional",)
    assert one.sighting_ids == ("s-local", "s-mirror", "s-wire")


def test_who_only_reprinted_is_kept_beside_who_had_it_first() -> None:
    own_words = sighting("gov", f"Вчера, 13 июня. {RELEASE[::-1]}", source="gov", on="2025-06-13", first="2025-06-13")
    one = control(watch(), seen_by("local", on="2025-06-13"), seen_by("wire", on="2025-06-14"), seen_by("mirror"))
    assert one is not None
    assert (one.caught, one.printed) == (("regional",), ("national_agency", "regional"))
    alone = control(watch(), own_words)
    assert alone is not None
    assert alone.printed == alone.caught == ("official",)


def test_what_was_printed_by_a_group_that_was_not_looking_counts_for_nothing() -> None:
    blind = watch(wire=days_of("2025-07-01", "2025-12-31"))
    one = control(blind, seen_by("local", on="2025-06-13"), seen_by("wire", on="2025-06-14"))
    assert one is not None
    assert one.printed == ("regional",)


def test_who_writes_for_an_akimat_is_official() -> None:
    one = control(watch(), seen_by("akimat"))
    assert one is not None
    assert one.caught == ("official",)


def test_a_regional_site_looks_at_its_own_region_and_not_at_the_republic() -> None:
    everybody = watch()
    assert everybody.pattern_on("KZ-39", day("2025-06-13")) == (True, True, True, True)
    for place in ("KZ-59", NATIONWIDE):
        assert everybody.pattern_on(place, day("2025-06-13")) == (True, True, True, False)


def test_a_site_that_is_not_read_looks_at_nothing() -> None:
    kazakh = watch_of(press(SITES, {"qazaq": YEAR}), REGIONS)
    assert kazakh.days_of("KZ-39") == frozenset()


def test_only_sources_that_have_entered_look_and_catch() -> None:
    coverage = press(SITES, {one.key: YEAR for one in SITES})
    few = watch_of(coverage, REGIONS, {"local"})
    assert few.looking("KZ-39", day("2025-06-13"), day("2025-06-13")) == ("regional",)
    assert set(few.group_of) == {"local"}
    assert control(few, seen_by("wire")) is None


def test_one_day_is_enough_to_know_which_occasions_were_certain() -> None:
    named = [(one.day.isoformat(), one.session) for one in certain_days(day("2024-04-01"), day("2025-05-01"))]
    assert sorted(named) == [
        ("2024-04-25", True),
        ("2024-05-01", False),
        ("2025-03-01", False),
        ("2025-04-24", True),
        ("2025-05-01", False),
    ]
    assert certain_days(day("2025-05-02"), day("2025-05-01")) == ()


def feast(name: str, on: str, source: str = "local", **given: Any) -> Event:
    return replace(event(name, on, kind="public_event", **given), voices=(report(source),))


def feasts(*events: Event, by: Watch | None = None, place: str = "KZ-39") -> dict[str, tuple[str, ...]]:
    """By day who caught the certain occasions of a place in 2025."""
    found = certain_of(events, by or watch(), place, (day("2025-01-01"), day("2025-12-31")))
    return {one.start.isoformat(): one.caught for one in found}


def test_a_feast_that_nobody_told_of_is_a_control_all_the_same() -> None:
    assert feasts() == {"2025-03-01": (), "2025-05-01": ()}


@pytest.mark.parametrize(
    ("on", "caught"),
    [("2025-04-29", ()), ("2025-04-30", ("regional",)), ("2025-05-02", ("regional",)), ("2025-05-03", ())],
)
def test_a_feast_may_be_kept_on_the_eve_or_the_day_after(on: str, caught: tuple[str, ...]) -> None:
    assert feasts(feast("e", on)) == {"2025-03-01": (), "2025-05-01": caught}


def test_only_a_dated_public_event_of_the_region_itself_shows_its_feast() -> None:
    others = [feast("n", "2025-05-01", region="KZ-59"), event("c", "2025-05-01")]
    assert feasts(*others) == {"2025-03-01": (), "2025-05-01": ()}


def test_a_feast_that_nobody_looked_for_is_left_out() -> None:
    spring = {one.key: days_of("2025-03-01", "2025-04-30") for one in SITES}
    assert feasts(by=watch(**spring)) == {"2025-03-01": ()}


def test_a_republican_session_is_the_republics_control_and_no_regions() -> None:
    national = event("s", "2025-04-24", kind="assembly_session", level="national", region=None, attendance=())
    national = replace(national, voices=(report("wire"),))
    assert feasts(national, place=NATIONWIDE) == {"2025-04-24": ("national_agency",)}
    assert feasts(national) == {"2025-03-01": (), "2025-05-01": ()}


def test_histories_count_how_often_each_pattern_is_shown() -> None:
    controls = certain_of((), watch(), "KZ-39", (day("2025-01-01"), day("2025-12-31")))
    assert histories_of(controls) == {cell("oair", "", certain=True): 2}


def test_the_upper_bound_is_chapmans_estimate() -> None:
    counted = Counter({cell("oa", "oa"): 6, cell("oa", "o"): 4, cell("oa", "a"): 2, cell("o", "o"): 50})
    bound = upper_bound(counted)
    assert bound is not None
    assert (bound.first, bound.second) == ("official", "national_agency")
    assert (bound.by_first, bound.by_second, bound.both) == (10, 8, 6)  # the fifty had no second pair of eyes
    assert bound.caught_share == pytest.approx(12 / (11 * 9 / 7 - 1))


def test_copies_do_not_turn_the_upper_bound_into_a_lower_one() -> None:
    """Two groups each print half of 400 sittings, all from one release: three quarters are caught.

    Who is credited to the first printer alone never shows a recapture; the fit reads that as much unseen and excuses,
    the bound must not.
    """
    first_only = Counter({cell("oa", "o", printed="oa"): 50, cell("oa", "a", printed="oa"): 50})
    counted = first_only + Counter({cell("oa", "o"): 100, cell("oa", "a"): 100})
    bound = upper_bound(counted)
    assert bound is not None
    assert (bound.by_first, bound.by_second, bound.both) == (200, 200, 100)
    assert bound.caught_share == pytest.approx(0.75, abs=0.01)


def test_without_two_groups_that_looked_together_there_is_no_bound() -> None:
    assert upper_bound({}) is None
    assert upper_bound({cell("oa", "o"): 9}) is None
    assert upper_bound({cell("o", "o"): 9, cell("a", "a"): 9}) is None
    assert upper_bound({cell("oa", "oa", certain=True): 9}) is None


@given(
    st.lists(st.tuples(st.floats(0.02, 0.95), st.floats(0.02, 0.95), st.integers(1, 9)), min_size=1, max_size=4).map(
        lambda kinds: [
            (one, other, kinds[n][2])
            for n, (one, other) in enumerate(zip(*(sorted(k[i] for k in kinds) for i in (0, 1)), strict=True))
        ]
    )
)
def test_where_news_for_one_is_news_for_the_other_the_bound_is_never_below_the_truth(
    kinds: list[tuple[float, float, int]],
) -> None:
    many = 1_000_000
    counted: Counter[Cell] = Counter()
    weight = sum(share for *_, share in kinds)
    for one, other, share in kinds:  # expected counts; what is newsworthier is so for both
        for caught, chance in (("oa", one * other), ("o", one * (1 - other)), ("a", (1 - one) * other)):
            counted[cell("oa", caught)] += round(many * share / weight * chance)
    bound = upper_bound(counted)
    assert bound is not None
    assert bound.caught_share >= sum(counted.values()) / many - 1e-4


def test_days_of_a_place_are_those_on_which_anybody_looked() -> None:
    few = watch_of(press(SITES, {"wire": days_of("2025-01-01", "2025-01-03")}), REGIONS)
    assert few.days_of("KZ-59") == frozenset(Window(start=day("2025-01-01"), end=day("2025-01-03")).days())
