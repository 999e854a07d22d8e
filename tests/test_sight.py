"""Sight: q is π times p, a day on which nobody looked shows nothing, and silence counts from a bound on."""

from __future__ import annotations

import numpy as np
import pytest
from inference_world import day
from model_world import days_of, press, site, watched

from models.captures import watch_of
from models.catching import fit_catching
from models.order import Window
from models.priors import load_priors
from models.sight import INTERVAL, QUANTILE_NEEDED, Range, Sight, range_of, seed_of, silence_counts, trace_draws

PRIORS = load_priors()
JUNE = Window(start=day("2025-06-01"), end=day("2025-06-30"))


def test_what_would_be_seen_is_what_leaves_a_trace_times_what_is_caught() -> None:
    caught, trace = np.linspace(0.2, 0.8, 500), np.linspace(0.9, 0.1, 500)
    sight = watched(caught, trace)
    np.testing.assert_allclose(sight.seen_in(JUNE), caught * trace)
    np.testing.assert_allclose(sight.seen_daily()[:, 7], caught * trace)
    np.testing.assert_allclose(sight.caught_in(JUNE), caught)


def test_a_stated_trace_takes_the_place_of_its_prior() -> None:
    sight = watched(0.5, np.linspace(0, 1, 500))
    np.testing.assert_allclose(sight.seen_in(JUNE, 0.3), 0.15)
    np.testing.assert_allclose(sight.seen_daily(0.9), 0.45)


def test_a_day_on_which_nobody_looked_shows_nothing() -> None:
    sight = watched(0.8, blind=days_of("2025-06-01", "2025-06-15"))
    first = (JUNE.start - sight.span.start).days
    assert np.all(sight.seen_daily()[:, first] == 0.0)
    assert np.all(sight.seen_daily()[:, first + 15] == 0.8)
    np.testing.assert_allclose(sight.seen_in(JUNE), 0.4)


def test_the_days_of_a_region_are_seen_by_the_groups_that_cover_them() -> None:
    june = frozenset(JUNE.days())
    coverage = press(
        [site("wire", "national_agency"), site("local", "regional", "KZ-39")],
        {"wire": june, "local": days_of("2025-06-01", "2025-06-10")},
    )
    fit = fit_catching({}, ("KZ-39", "KZ-59", "KZ"), PRIORS.catching)
    sight = Sight(fit=fit, watch=watch_of(coverage, ("KZ-39", "KZ-59")), priors=PRIORS)
    both, alone = fit.by_pattern("KZ-39")[:, 0b1010], fit.by_pattern("KZ-39")[:, 0b0010]
    own = sight.of("KZ-39", Window(start=day("2025-05-31"), end=JUNE.end))
    np.testing.assert_array_equal(own.daily[:, [0, 1, 10, 11]], np.stack([0 * both, both, both, alone], axis=1))
    elsewhere = sight.of("KZ-59", JUNE)
    np.testing.assert_array_equal(elsewhere.daily[:, 0], fit.by_pattern("KZ-59")[:, 0b0010])
    assert sight.seen("KZ-39", JUNE).mean == pytest.approx(float(own.seen_in(JUNE).mean()))


def test_the_draws_of_a_trace_are_those_of_its_prior_and_the_regions_own() -> None:
    draws = trace_draws(PRIORS, "KZ-39", 500)
    assert draws.mean() == pytest.approx(0.6, abs=0.005)
    assert np.quantile(draws, INTERVAL) == pytest.approx([0.249, 0.902], abs=0.01)
    np.testing.assert_array_equal(draws, trace_draws(PRIORS, "KZ-39", 500))
    assert np.any(draws != trace_draws(PRIORS, "KZ-59", 500))


def test_silence_counts_from_the_bound_on_and_not_below_it() -> None:
    assert silence_counts(Range(mean=0.7, low=QUANTILE_NEEDED, high=0.9))
    assert not silence_counts(Range(mean=0.9, low=QUANTILE_NEEDED - 1e-9, high=0.99))


def test_nine_tenths_lie_within_a_range() -> None:
    one = range_of(np.linspace(0, 1, 1001))
    assert (one.mean, one.low, one.high) == pytest.approx((0.5, 0.05, 0.95))


def test_the_same_parts_always_give_the_same_seed() -> None:
    assert seed_of("trace", "KZ-39") == seed_of("trace", "KZ-39") == int(f"{seed_of('trace', 'KZ-39')}")
    assert seed_of("trace", "KZ-39") != seed_of("trace", "KZ-59")
