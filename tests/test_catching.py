"""How much is caught: known truth is found again, ignorance stays wide, and what all missed is not forgotten."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest
from model_world import cell
from scipy.optimize import brentq

from models.captures import GROUPS, Cell, Histories
from models.catching import Caught, fit_catching, pattern_of
from models.priors import load_priors

PRIORS = load_priors().catching
PLACES = tuple(f"KZ-{n}" for n in range(8))
ALPHA, TAU = np.array([-0.8, -1.6, -2.4, 0.0]), 0.8
EFFECT = np.linspace(-0.6, 0.6, len(PLACES))
ALL = 2 ** len(GROUPS) - 1


def simulated(sittings: int = 250, tau: float = TAU, seed: int = 1) -> Histories:
    """What four groups that always look catch of `sittings` in each place; what nobody caught is not there."""
    generator = np.random.default_rng(seed)
    counted: Histories = Counter()
    for place, effect in zip(PLACES, EFFECT, strict=True):
        logit = ALPHA + effect + tau * generator.normal(size=(sittings, 1))
        caught = generator.random((sittings, len(GROUPS))) < 1 / (1 + np.exp(-logit))
        for row in caught[caught.any(axis=1)]:
            counted[cell("oair", "".join(np.array(list("oair"))[row]), region=place)] += 1
    return counted


def truth(place: str) -> float:
    nodes, weights = np.polynomial.hermite_e.hermegauss(31)
    logit = ALPHA[:, None] + EFFECT[PLACES.index(place)] + TAU * nodes
    return float(1 - np.prod(1 / (1 + np.exp(logit)), axis=0) @ (weights / weights.sum()))


@cache
def fitted() -> Caught:
    return fit_catching(simulated(), PLACES, PRIORS, seed=1)


@cache
def unfitted() -> Caught:
    return fit_catching({}, PLACES, PRIORS)


def interval(fit: Caught, place: str, pattern: int = ALL) -> tuple[float, float]:
    low, high = np.quantile(fit.by_pattern(place)[:, pattern], (0.05, 0.95))
    return float(low), float(high)


def test_what_is_caught_is_found_again_within_its_interval() -> None:
    inside = []
    for seed in range(1, 6):  # the regions of one world err together: they share the groups
        fit = fit_catching(simulated(seed=seed), PLACES, PRIORS, seed=seed)
        inside += [low <= truth(place) <= high for place in PLACES for low, high in [interval(fit, place)]]
    assert np.mean(inside) >= 0.75  # nine tenths, of five worlds


def test_groups_and_the_spread_of_news_are_found_again() -> None:
    low, high = np.quantile(fitted().alpha, (0.01, 0.99), axis=0)
    assert np.all((low <= ALPHA) & (high >= ALPHA))
    assert np.quantile(fitted().tau, 0.01) <= TAU <= np.quantile(fitted().tau, 0.99)


def test_the_fit_says_what_it_rests_on_and_what_its_draws_are_worth() -> None:
    assert fitted().controls == sum(simulated().values())
    assert fitted().effective > 100
    assert fitted().alpha.shape == (500, 4)
    assert fitted().regions.shape == (500, len(PLACES))


def test_without_controls_the_answer_is_the_prior_and_it_is_wide() -> None:
    low, high = interval(unfitted(), PLACES[0])
    assert low < 0.2
    assert high > 0.95
    assert unfitted().controls == 0
    assert unfitted().alpha.mean() == pytest.approx(PRIORS.level[0], abs=0.3)


def test_what_all_missed_is_more_than_independence_says_where_news_differs() -> None:
    counted = simulated(sittings=600, tau=1.6)
    caught = sum(counted.values())
    by_group = [sum(n for c, n in counted.items() if group in c.caught) for group in GROUPS]
    independent = brentq(
        lambda total: 1 - caught / total - np.prod([1 - n / total for n in by_group]), caught * 1.0001, caught * 50
    )
    true = caught / (600 * len(PLACES))
    assert caught / independent > true + 0.05  # who takes the groups for independent thinks that more is caught
    fit = fit_catching(counted, PLACES, PRIORS, seed=1)
    overall = np.mean([fit.by_pattern(place)[:, ALL] for place in PLACES], axis=0)
    assert np.quantile(overall, 0.05) <= true <= np.quantile(overall, 0.95)
    assert overall.mean() < caught / independent - 0.05


def test_the_same_histories_give_the_same_draws_in_whatever_order_they_come() -> None:
    again = fit_catching(dict(reversed(simulated().items())), PLACES, PRIORS, seed=1)
    for name in ("alpha", "tau", "regions"):
        np.testing.assert_array_equal(getattr(again, name), getattr(fitted(), name))


def test_a_history_of_a_place_that_nobody_named_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown places: KZ-99"):
        fit_catching({cell("oair", "o", region="KZ-99"): 1}, PLACES, PRIORS)


def test_who_does_not_look_catches_nothing_and_one_more_who_looks_never_makes_it_less() -> None:
    for fit in (fitted(), unfitted()):
        chances = fit.by_pattern(PLACES[3])
        assert np.all(chances[:, 0] == 0.0)
        assert np.all((chances >= 0.0) & (chances <= 1.0))
        for pattern in range(ALL + 1):
            for bit in range(len(GROUPS)):
                assert np.all(chances[:, pattern | 1 << bit] >= chances[:, pattern])


def test_a_pattern_is_numbered_by_the_groups_that_look() -> None:
    assert pattern_of([False] * 4) == 0
    assert pattern_of([True, False, False, True]) == 0b1001


def test_a_region_without_controls_borrows_from_the_others_and_is_less_sure() -> None:
    fit = fit_catching(simulated(), (*PLACES, "KZ-99"), PRIORS, seed=1)
    (low, high), (lowest, highest) = interval(fit, PLACES[4]), interval(fit, "KZ-99")
    assert lowest < low < high < highest
    prior_low, prior_high = interval(unfitted(), PLACES[0])
    assert prior_low < lowest < highest < prior_high


def test_a_group_that_never_looked_is_as_little_known_as_before() -> None:
    counted: Histories = Counter({cell("oai", "o", region=PLACES[0]): 60, cell("oai", "oa", region=PLACES[0]): 40})
    fit = fit_catching(counted, PLACES, PRIORS, seed=1)
    assert np.std(fit.alpha[:, 3]) > np.std(fit.alpha[:, 0])
    assert np.std(fit.alpha[:, 3]) > PRIORS.group_sd * 0.9


def test_feasts_that_everybody_missed_make_the_press_look_blinder() -> None:
    some = simulated(sittings=20)
    missed: Histories = Counter({cell("oair", "", region=place, certain=True): 4 for place in PLACES})
    before, after = (fit_catching(one, PLACES, PRIORS, seed=1) for one in (some, some + missed))
    assert after.by_pattern(PLACES[0])[:, ALL].mean() < before.by_pattern(PLACES[0])[:, ALL].mean()


@pytest.mark.parametrize(
    ("histories", "low", "high"),
    [
        ({cell("oair", "oair", region=PLACES[0]): 5000}, 0.99, 1.0),
        ({cell("oair", "", region=PLACES[0], certain=True): 5000}, 0.0, 0.01),
        ({cell("oair", "oair", region=PLACES[0], certain=True): 5000}, 0.99, 1.0),
        ({cell("oair", "r", region=PLACES[0]): 5000}, 0.0, 0.6),
        ({cell("r", "r", region=PLACES[0]): 5000}, 0.05, 0.995),
    ],
    ids=["all catch all", "all miss feasts", "all catch feasts", "one catches all", "one looks"],
)
def test_no_histories_are_too_odd_to_answer_from(histories: dict[Cell, int], low: float, high: float) -> None:
    fit = fit_catching(histories, PLACES[:2], PRIORS)
    lowest, highest = interval(fit, PLACES[0])
    assert low <= lowest <= highest <= high
    assert fit.effective > 100
