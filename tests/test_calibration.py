"""Belief is worth what it says, on simulated worlds whose truth is known; loosely, for there are only two of them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


def score_of(name: str) -> Any:
    """The score of two worlds of a manner."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        judging, manners, scoring = (importlib.import_module(module) for module in ("judging", "manners", "scoring"))
    finally:
        sys.path.remove(str(BENCHMARKS))
    (manner,) = [one for one in manners.MANNERS if one.name == name]
    return scoring.score(manner, [judging.judge_world(manner, seed) for seed in (0, 1)])


@pytest.fixture(scope="module")
def right() -> Any:
    """Worlds in which the model is right."""
    return score_of("right")


@pytest.fixture(scope="module")
def stock() -> Any:
    """Worlds with up to three sittings a day, often in the same stock phrases."""
    return score_of("stock")


def test_belief_scores_nearly_as_well_as_who_knows_how_much_is_caught(right: Any) -> None:
    assert right.brier <= 1.1 * right.oracle


def test_belief_scores_better_than_every_rule_of_thumb(right: Any) -> None:
    rules = (right.silence_means_no, right.report_means_yes, right.both_rules, right.constant)
    assert right.brier < min(rules)


def test_what_is_believed_happens_as_often_as_it_is_believed(right: Any) -> None:
    assert right.ece <= 0.08
    assert abs(right.direction) <= 0.05


def test_nine_tenths_intervals_hold_the_truth_in_at_least_eight_of_ten(right: Any) -> None:
    assert right.q_held >= 0.8
    assert right.number_held >= 0.8
    assert right.share_held >= 0.8


def test_where_the_model_is_right_no_two_sittings_pass_for_one(right: Any) -> None:
    assert right.mixed <= 0.001
    assert right.split <= 0.001


def test_stock_phrases_of_several_sittings_a_day_make_wrong_matches(stock: Any) -> None:
    """Else the manner would not show what wrong matches do."""
    assert stock.mixed >= 0.02


def test_wrong_matches_do_not_make_belief_accuse(stock: Any) -> None:
    assert stock.q_off <= 0.03  # without the words of the season: 0.03 to 0.04
    assert stock.direction >= -0.03
    assert stock.direction_when_silent >= -0.03
