"""Belief: the formulas of the design by hand, at the ends where the answer is known, and from simulated pasts."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day, event, report
from model_world import FORCE, days_of, watched
from scipy.integrate import quad

from models.belief import (
    SHARED_ERROR,
    Posterior,
    attended_in_person,
    covered,
    found_in,
    posterior,
    reality,
)
from models.events import Event
from models.order import Window, window
from models.sight import RegionSight

EVEN = (1.0, 1.0)  # Gamma: one chance in two of a meeting a window
WINDOW = window(day("2025-07-15"), 2)  # 15 May to 15 July, 62 days
A_WINDOW = 365 / 6  # days: two months of the year from 25 April 2024


def believed(
    sight: RegionSight, *events: Event, prior: tuple[float, float] = EVEN, pi: float | None = None
) -> Posterior:
    return posterior(sight, events, 2, prior, seed=7, pi=pi)


def in_window(sight: RegionSight, *events: Event, prior: tuple[float, float] = EVEN) -> float:
    return float(believed(sight, *events, prior=prior).held(WINDOW).mean())


def test_with_nothing_seen_it_is_what_poisson_and_thinning_say() -> None:
    one = believed(watched(0.5, np.linspace(0.1, 0.9, 500)))
    q = 1 - one.unseen[:, 0]
    expected = 1 - np.exp(-one.rate * (1 - q) * WINDOW.length / A_WINDOW)
    np.testing.assert_allclose(one.held(WINDOW), expected)


def test_reports_add_what_they_prove_by_their_reality_and_their_share_inside() -> None:
    within, straddling = (
        event("a", "2025-06-13", confidence=0.9),
        event("b", "2025-05-11", "2025-05-18", confidence=0.7),
    )
    one = believed(watched(0.5), within, straddling)
    hidden = np.exp(-one.rate * 0.5 * WINDOW.length / A_WINDOW)
    np.testing.assert_allclose(one.held(WINDOW), 1 - hidden * (1 - 0.9) * (1 - 0.5 * 0.7))


def test_a_press_that_misses_nothing_and_is_silent_says_that_nothing_was_held() -> None:
    assert in_window(watched(1.0)) == 0.0


def test_nobody_looking_leaves_the_prior() -> None:
    assert in_window(watched(0.0)) == pytest.approx(0.5, abs=0.01)
    assert in_window(watched(0.0), prior=(2.0, 1.0)) == pytest.approx(1 - 0.25, abs=0.01)


def test_an_event_that_is_surely_real_is_believed_as_far_as_reading_can_be() -> None:
    assert in_window(watched(1.0), event("a", "2025-06-13", confidence=1.0)) == pytest.approx(1 - SHARED_ERROR)


@pytest.mark.parametrize("caught", [0.0, 0.3, 0.9, 1.0])
def test_the_surer_a_report_the_higher_the_belief(caught: float) -> None:
    beliefs = [in_window(watched(caught))]
    beliefs += [in_window(watched(caught), event("a", "2025-06-13", confidence=c)) for c in (0.2, 0.5, 0.8, 0.95)]
    assert beliefs == sorted(beliefs)


def test_a_barely_believed_report_barely_changes_anything() -> None:
    sight = watched(np.linspace(0.05, 0.95, 500), np.linspace(0.95, 0.3, 500))
    nothing, next_to_nothing = in_window(sight), in_window(sight, event("a", "2025-06-13", confidence=1e-6))
    assert next_to_nothing == pytest.approx(nothing, abs=1e-3)


def test_an_event_outside_the_window_proves_nothing_inside() -> None:
    for start in ("2025-05-14", "2025-07-16"):
        assert in_window(watched(1.0), event("a", start, confidence=1.0)) == 0.0


def test_an_event_across_the_edge_counts_by_the_share_of_its_days_inside() -> None:
    assert in_window(watched(1.0), event("a", "2025-05-13", "2025-05-16", confidence=0.8)) == pytest.approx(0.4)


def test_an_event_elsewhere_in_the_span_speaks_for_the_rhythm() -> None:
    assert in_window(watched(0.5), event("a", "2024-09-10")) > in_window(watched(0.5))


def test_what_turned_up_while_nobody_looked_says_nothing_of_the_rhythm() -> None:
    blind = watched(0.5, blind=days_of("2024-09-01", "2024-09-30"))
    assert in_window(blind, event("a", "2024-09-10")) == pytest.approx(in_window(blind), abs=1e-12)


def test_what_a_source_reported_that_has_not_entered_is_held_but_says_nothing_of_the_rhythm() -> None:
    """q does not know the source, so it was no detection by q; in its own window the event counts all the same."""
    strange, known = event("a", "2024-09-10"), event("b", "2024-09-10")
    sight = watched(0.5, sources="b")
    assert in_window(sight, strange) == pytest.approx(in_window(sight), abs=1e-12)
    assert in_window(sight, known) > in_window(sight)
    inside = event("a", "2025-06-13", confidence=0.9)
    assert 1 - in_window(sight, inside) == pytest.approx((1 - in_window(sight)) * (1 - 0.9))


def test_a_copy_by_a_source_that_has_entered_is_a_detection() -> None:
    """q is the chance that a looking group prints it, in whatever words."""
    one = event("a", "2024-09-10")
    copied = replace(one, voices=tuple(replace(voice, sources=("a", "b")) for voice in one.voices))
    sight = watched(0.5, sources="b")
    assert in_window(sight, copied) == pytest.approx(in_window(sight, event("b", "2024-09-10")))


def test_an_event_is_a_detection_on_days_on_which_a_group_that_reported_it_was_looking() -> None:
    one = watched(0.5)
    patterns = np.where(np.arange(FORCE.length) < 200, 0b01, 0b11)  # the second group looks from day 200 on
    both = replace(one, caught=np.full((500, 4), 0.5), patterns=patterns, groups={"a": 0b01, "b": 0b10})
    early, late = "2024-09-10", "2025-03-10"
    assert in_window(both, event("b", early)) == pytest.approx(in_window(both), abs=1e-12)
    assert in_window(both, event("b", late)) == in_window(both, event("a", late)) > in_window(both)
    assert in_window(both, event("a", early)) > in_window(both)


def test_an_event_before_the_order_is_none_of_it() -> None:
    assert found_in([event("a", "2024-04-24")], watched(0.5)) == ()
    (across,) = found_in([event("a", "2024-04-24", "2024-04-25")], watched(0.5))
    assert (across.first, across.last, across.share_in(0, 61)) == (-1, 0, 0.5)


def test_silence_speaks_for_seldom_seen_as_for_seldom_held() -> None:
    """By hand: with nothing found in W windows, the weight of a q is (1 + qW)^-1 under Gamma(1, 1)."""
    q = (np.arange(2000) + 0.5) / 2000
    one = believed(watched(q, draws=2000))
    windows = FORCE.length / A_WINDOW
    weight = quad(lambda x: 1 / (1 + x * windows), 0, 1)[0]
    mean = quad(lambda x: x / (1 + x * windows), 0, 1)[0] / weight
    assert 1 - one.unseen[:, 0].mean() == pytest.approx(mean, abs=0.01)


def test_found_events_weigh_the_draws_of_q_by_how_likely_they_make_their_number() -> None:
    q = (np.arange(2000) + 0.5) / 2000
    events = [event(f"e{n}", f"2025-0{n}-10", confidence=0.98) for n in range(1, 7)]
    one = believed(watched(q, draws=2000), *events)
    n, windows = 6 * 0.98, FORCE.length / A_WINDOW
    weight = quad(lambda x: x**n / (1 + x * windows) ** (1 + n), 0, 1)[0]
    mean = quad(lambda x: x ** (n + 1) / (1 + x * windows) ** (1 + n), 0, 1)[0] / weight
    assert 1 - one.unseen[:, 0].mean() == pytest.approx(mean, abs=0.01)


def test_the_rhythm_is_updated_by_the_number_found_in_the_time_watched() -> None:
    events = [event(f"e{n}", f"2025-0{n}-10", confidence=0.98) for n in range(1, 7)]
    one = believed(watched(0.5), *events)
    assert one.rate.mean() == pytest.approx((1 + 6 * 0.98) / (1 + 0.5 * FORCE.length / A_WINDOW), rel=0.01)


def test_simulated_pasts_hold_as_many_meetings_as_the_rate_says() -> None:
    one = believed(watched(0.3))
    assert one.meetings(np.random.default_rng(1)).sum(axis=1).mean() == pytest.approx(
        float((one.rate * 0.7).mean()) * FORCE.length / A_WINDOW, rel=0.06
    )
    blind = believed(watched(0.0), prior=(400.0, 400.0))
    assert blind.meetings(np.random.default_rng(1)).sum(axis=1).mean() == pytest.approx(
        FORCE.length / A_WINDOW, rel=0.03
    )


def test_what_was_found_is_in_every_simulated_past_as_often_as_it_is_real() -> None:
    held = believed(watched(1.0), event("a", "2024-05-01", "2024-05-02", confidence=0.8)).meetings(
        np.random.default_rng(1)
    )
    assert held[:, 6:8].any(axis=1).mean() == pytest.approx(0.8, abs=0.05)
    assert held.sum() == held[:, 6:8].sum()


def test_belief_and_simulated_pasts_say_the_same_of_a_window() -> None:
    one = believed(watched(0.5, blind=days_of("2025-06-01", "2025-06-20")), event("a", "2025-05-14", "2025-05-17"))
    shown = one.covered_days(np.random.default_rng(3))[:, (WINDOW.end - FORCE.start).days]
    assert shown.mean() == pytest.approx(float(one.held(WINDOW).mean()), abs=0.06)


@pytest.mark.parametrize("last", ["2024-05-01", "2025-02-28", "2025-05-16", "2025-06-30", "2025-12-31"])
def test_belief_day_by_day_is_that_of_each_days_window(last: str) -> None:
    one = believed(watched(0.5, blind=days_of("2025-06-01", "2025-06-20")), event("a", "2025-05-14", "2025-05-17"))
    span = window(day(last), 2)
    daily = one.held_daily()[:, (span.end - FORCE.start).days]
    np.testing.assert_allclose(daily, one.held(Window(start=max(span.start, FORCE.start), end=span.end)))


def test_a_meeting_of_31_december_is_in_the_window_to_the_end_of_february() -> None:
    span = Window(start=day("2024-12-01"), end=day("2025-03-31"))
    held = np.zeros((2, span.length), dtype=bool)
    held[0, 30] = True
    shown = covered(held, span, 2)
    days = [span.start + timedelta(days=int(n)) for n in np.flatnonzero(shown[0])]
    assert (days[0], days[-1], len(days)) == (day("2024-12-31"), day("2025-02-28"), 60)
    assert not shown[1].any()


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 399), max_size=8), st.integers(1, 13), st.dates(date(2023, 1, 1), date(2025, 12, 31)))
def test_a_day_is_covered_where_some_meeting_lies_in_its_window(on: set[int], months: int, start: date) -> None:
    span = Window(start=start, end=start + timedelta(days=399))
    held = np.zeros((1, span.length), dtype=bool)
    held[0, sorted(on)] = True
    days = [start + timedelta(days=n) for n in on]
    expected = [any(window(each, months).holds(one, one) for one in days) for each in span.days()]
    assert covered(held, span, months)[0].tolist() == expected


def test_independent_reports_err_apart_from_each_other_up_to_what_they_share() -> None:
    one = event("a", "2025-06-13", confidence=0.7)
    assert reality(one) == pytest.approx(0.7)
    assert reality(replace(one, voices=(report("a", 0.7), report("b", 0.8)))) == pytest.approx(1 - 0.3 * 0.2)
    assert reality(replace(one, voices=tuple(report(f"{n}", 0.9) for n in range(5)))) == 1 - SHARED_ERROR


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.floats(0, 1))
def test_one_more_report_never_makes_an_event_less_real(sure: list[float], more: float) -> None:
    one = replace(event("a", "2025-06-13"), voices=tuple(report(f"{n}", c) for n, c in enumerate(sure)))
    two = replace(one, voices=(*one.voices, report("more", more)))
    assert 0 <= reality(one) <= reality(two) + 1e-12 <= 1 - SHARED_ERROR + 2e-12


def test_the_same_seed_gives_the_same_belief() -> None:
    events = (event("a", "2025-06-13"),)
    np.testing.assert_array_equal(
        believed(watched(0.5), *events).held(WINDOW), believed(watched(0.5), *events).held(WINDOW)
    )


def test_attendance_starts_from_knowing_nothing_and_moves_with_each_report() -> None:
    nothing = attended_in_person(0, 0)
    assert (nothing.mean, nothing.low, nothing.high) == pytest.approx((0.5, 0.05, 0.95))
    assert attended_in_person(3, 1).mean == pytest.approx(4 / 6)
    assert attended_in_person(3, 1).low == pytest.approx(0.3426, abs=1e-3)
    assert math.isclose(attended_in_person(0, 3).mean, 0.2)
