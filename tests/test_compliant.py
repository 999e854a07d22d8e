"""What a fully compliant region would show: it meets on every deadline, and what is found shows as for a verdict."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import event
from model_world import FORCE, watched

from models.compliant import FEW, STATED_WIDTHS, compliant_chance, compliant_days, dated_share, shown_by, widths_of
from models.months import days_by_rung
from models.order import Window, add_months, load_order, window
from models.sight import range_of
from models.testimonies import REACH_DAYS

FIRST = load_order().clauses[0]
EXACT = (0,)


def generator() -> np.random.Generator:
    return np.random.default_rng(1)


@pytest.mark.parametrize("months", [1, 2, 3, 12])
def test_who_keeps_the_order_before_a_press_that_misses_nothing_is_met_every_day(months: int) -> None:
    shown = compliant_days(watched(1.0), months, EXACT, generator())
    begun = shown.argmax(axis=1)
    assert np.all(begun <= 366 / 12 * months + 1)
    assert all(row[first:].all() for row, first in zip(shown, begun, strict=True))


def test_who_keeps_the_order_unseen_shows_nothing() -> None:
    assert not compliant_days(watched(0.0), 2, EXACT, generator()).any()


def test_who_keeps_the_order_shows_as_much_as_is_seen_where_every_day_is_known() -> None:
    shown = compliant_days(watched(0.4, draws=2000), 2, EXACT, generator())[:, 100:].mean()
    assert shown == pytest.approx(0.4, abs=0.03)  # one meeting a window, each seen with 0.4
    at_band = compliant_days(watched(1.0, 0.4, draws=2000), 2, EXACT, generator(), 0.7)[:, 100:].mean()
    assert at_band == pytest.approx(0.7, abs=0.03)


def test_undated_reports_show_on_fewer_days_than_the_meeting_was_held_for() -> None:
    """A meeting shows from its last possible day through the deadline of its first: 62 - 11 days of 62."""
    undated = compliant_days(watched(0.6, draws=2000), 2, (REACH_DAYS,), generator())[:, 100:-20].mean()
    assert undated == pytest.approx(0.6 * dated_share((REACH_DAYS,), 61), abs=0.02)
    exact = compliant_days(watched(0.6, draws=2000), 2, EXACT, generator())[:, 100:-20].mean()
    assert undated < exact - 0.06


def test_one_in_twenty_of_those_who_comply_falls_below_what_a_fully_compliant_region_would_show() -> None:
    """Reports without a day, q = 0.9: found as a verdict finds them. Taken for exactly dated, far more fell below."""
    widths = (REACH_DAYS,)
    found = [_found_of_one_who_complies(np.random.default_rng(seed)) for seed in range(200)]
    below = {}
    for assumed in (widths, EXACT):
        low = range_of(compliant_days(watched(0.9), 2, assumed, generator()).mean(axis=1)).low
        below[assumed] = np.mean([share < low for share in found])
    assert below[widths] <= 0.1
    assert below[EXACT] >= 0.3


def _found_of_one_who_complies(chance: np.random.Generator) -> float:
    """The share of days that undated reports show of a region that meets on every deadline."""
    events, day = [], FORCE.start + timedelta(days=int(chance.integers(0, 61)))
    while day <= FORCE.end:
        if chance.random() < 0.9:
            first = day - timedelta(days=int(chance.integers(0, REACH_DAYS + 1)))
            last = first + timedelta(days=REACH_DAYS)
            events.append(event(f"e{len(events)}", first.isoformat(), last.isoformat()))
        day = add_months(day, 2)
    return float(days_by_rung(events, FIRST, "KZ-39", FORCE)["met"].mean())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-20, 410), st.sampled_from([0, 0, 2, 11, 40, 70])), max_size=6),
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
)
def test_what_is_found_shows_on_the_days_on_which_a_verdict_counts(found: list[tuple[int, int]], start: date) -> None:
    span = Window(start=start, end=start + timedelta(days=399))
    days = [(start + timedelta(days=first), start + timedelta(days=first + width)) for first, width in found]
    events = [event(f"e{n}", *(day.isoformat() for day in one)) for n, one in enumerate(days)]
    first = np.array([one for one, _ in found], dtype=np.int64)
    last = first + np.array([width for _, width in found], dtype=np.int64)
    shown = shown_by(np.zeros(len(found), dtype=np.int64), first, last, (1, span), FIRST.months)[0]
    np.testing.assert_array_equal(shown, days_by_rung(events, FIRST, "KZ-39", span)["met"])


def test_few_events_leave_the_stated_widths_and_many_give_their_own() -> None:
    assert widths_of([0] * (FEW - 1)) == STATED_WIDTHS
    assert widths_of([0] * FEW) == (0,) * 10
    assert widths_of([11] * 15 + [0] * 10 + [3] * 25) == (0, 0, 3, 3, 3, 3, 3, 11, 11, 11)
    assert widths_of([11] * 150 + [0] * 101 + [3] * 250) == widths_of([11] * 150 + [0] * 100 + [3] * 250)


def test_an_interval_is_the_likelier_to_lie_inside_the_narrower_it_is() -> None:
    assert dated_share(EXACT, 62) == 1.0
    assert dated_share((11,), 62) == pytest.approx(51 / 62)
    assert dated_share((0, 62, 90, 31), 62) == pytest.approx((1 + 0 + 0 + 0.5) / 4)


def test_the_chance_of_a_stretch_goes_with_what_would_be_seen_in_its_windows() -> None:
    sight = watched(np.linspace(0.1, 0.3, 500))
    last = FORCE.end
    chances = compliant_chance(sight, Window(start=last, end=last), 2, 0.16)
    np.testing.assert_allclose(chances, np.linspace(0.1, 0.3, 500) * 0.16 / 0.2)
    blind = watched(0.5, blind=list(window(last, 2).days()))
    assert compliant_chance(blind, Window(start=last, end=last), 2, 0.0).max() == 0.0
