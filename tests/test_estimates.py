"""Estimates: every figure under the stated priors and again under each assumption of the bands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from inference_world import day, event
from model_world import FORCE, watched

from models.estimates import STATED, Assumption, Estimate, RegionCase, assumptions, estimate
from models.events import Event
from models.order import Window, load_order
from models.priors import load_priors
from models.sight import trace_draws

ORDER, PRIORS = load_order(), load_priors()
FIRST, SECOND = ORDER.clauses
TODAY = day("2025-07-15")


def case(*events: Event, clause: int = 1, caught: float = 0.8, span: Window = FORCE) -> RegionCase:
    sight = watched(caught, trace_draws(PRIORS, "KZ-39", 500), span=span)
    return RegionCase(
        region="KZ-39", clause=ORDER.clauses[clause - 1], order=ORDER, events=events, sight=sight, widths=(0,)
    )


def figures(*events: Event, clause: int = 1, caught: float = 0.8) -> dict[str, Estimate]:
    return {one.assumption: one for one in estimate(case(*events, clause=clause, caught=caught), PRIORS, TODAY)}


def test_the_stated_assumption_comes_first_and_then_every_value_of_the_bands() -> None:
    assert [one.name for one in assumptions(PRIORS)] == [
        "stated",
        "trace 0.3",
        "trace 0.6",
        "trace 0.9",
        "rhythm 0.4 a window",
        "rhythm 2 a window",
    ]
    assert assumptions(PRIORS)[0] == Assumption(name=STATED, pi=None, rhythm=PRIORS.rhythm)
    assert list(figures()) == [one.name for one in assumptions(PRIORS)]


def test_the_more_leaves_a_trace_the_more_would_be_seen_and_the_less_silence_hides() -> None:
    found = figures()
    rising = [found[f"trace {pi}"] for pi in (0.3, 0.6, 0.9)]
    assert [one.seen.mean for one in rising] == pytest.approx([0.24, 0.48, 0.72])
    held = [one.held.mean for one in rising]
    assert held == sorted(held, reverse=True)
    silent = [one.compliant_silent for one in rising]
    assert silent == pytest.approx([0.76, 0.52, 0.28])
    shares = [one.compliant_share.mean for one in rising if one.compliant_share]
    assert shares == sorted(shares)
    assert len(shares) == 3


def test_who_complies_shows_less_where_reports_give_no_day() -> None:
    """An interval across the window's edge shows nothing: 51 of 62 places of one of twelve days lie inside."""
    exact = case()
    undated = replace(exact, widths=(11,))
    told, wide = (next(estimate(one, PRIORS, TODAY)) for one in (exact, undated))
    assert told.compliant_silent is not None
    assert wide.compliant_silent == pytest.approx(1 - (1 - told.compliant_silent) * 51 / 62)
    assert told.compliant_share is not None
    assert wide.compliant_share is not None
    assert wide.compliant_share.mean < told.compliant_share.mean - 0.03


def test_silence_counts_under_those_assumptions_only_that_make_it_count() -> None:
    assert {name for name, one in figures().items() if one.silence_counts} == {"trace 0.9"}
    assert not any(one.silence_counts for one in figures(caught=0.4).values())


def test_what_is_caught_does_not_hang_on_what_is_assumed() -> None:
    assert {one.caught for one in figures().values()} == {figures()[STATED].caught}


def test_the_more_often_regions_are_taken_to_meet_the_likelier_an_unseen_meeting() -> None:
    found = figures()
    seldom, stated, often = (found[name].held.mean for name in ("rhythm 0.4 a window", STATED, "rhythm 2 a window"))
    assert seldom < stated < often


def test_what_was_found_lifts_belief_in_every_assumption() -> None:
    without, with_one = figures(), figures(event("e", "2025-06-13"))
    assert all(with_one[name].held.mean > without[name].held.mean for name in without)
    assert all(one.held.mean > 0.85 for one in with_one.values())


def test_a_meeting_of_a_lower_rung_shows_the_head_in_person_and_not_the_highest_rung() -> None:
    broad = figures(event("e", "2025-06-13", how="attended"))[STATED]
    assert broad.held == figures()[STATED].held
    assert broad.in_person.mean > 0.85


def test_a_deputy_shows_neither() -> None:
    deputy = figures(event("e", "2025-06-13", how="delegated"))[STATED]
    assert (deputy.held, deputy.in_person) == (figures()[STATED].held, figures()[STATED].in_person)


@pytest.mark.parametrize("caught", [0.0, 0.3, 0.8, 1.0])
@pytest.mark.parametrize(
    "events",
    [
        (),
        (event("strict", "2025-06-13"),),
        (event("broad", "2025-06-13", how="attended"),),
        (event("strict", "2024-09-10"), event("broad", "2025-05-10", "2025-05-20", how="attended", confidence=0.4)),
    ],
    ids=["nothing", "a strict one", "a broad one", "both"],
)
def test_that_any_was_held_in_person_is_never_less_likely_than_that_a_strict_one_was(
    events: tuple[Event, ...], caught: float
) -> None:
    assert all(one.in_person.mean >= one.held.mean for one in figures(*events, caught=caught).values())


def test_clause_2_believes_what_its_reports_tell_and_has_no_rhythm() -> None:
    feasts = [
        event("a", "2025-05-01", kind="public_event", how="attended", confidence=0.9),
        event("b", "2025-03-01", kind="public_event", how="delegated", confidence=0.8),
        event("old", "2024-05-01", kind="public_event", how="delegated"),
    ]
    for one in figures(*feasts, clause=2).values():
        assert one.held.mean == pytest.approx(1.9 / 3.7)
        assert one.held == one.in_person
        assert (one.compliant_share, one.compliant_silent) == (None, None)


def test_days_before_the_order_are_no_part_of_the_window() -> None:
    span = Window(start=ORDER.force_from, end=day("2024-05-04"))  # ten days of force
    (stated, *_) = estimate(case(span=span), PRIORS, day("2024-05-04"))
    assert stated.held.mean < 0.2
    assert stated.seen.mean == pytest.approx(0.48, abs=0.01)


def test_the_same_case_gives_the_same_figures() -> None:
    assert figures(event("e", "2025-06-13")) == figures(event("e", "2025-06-13"))


def test_every_interval_holds_its_mean() -> None:
    for one in figures(event("e", "2025-06-13")).values():
        for figure in (one.caught, one.seen, one.held, one.in_person, one.compliant_share):
            assert figure is not None
            assert 0 <= figure.low <= figure.mean + 1e-12
            assert figure.mean - 1e-12 <= figure.high <= 1


def test_another_band_is_another_set_of_assumptions() -> None:
    bare = replace(PRIORS, trace_band=(0.5,), rhythm_band=())
    assert [(one.name, one.pi) for one in assumptions(bare)] == [(STATED, None), ("trace 0.5", 0.5)]
    assert np.isfinite(next(estimate(case(), bare, TODAY)).held.mean)
