"""Belief is worth what it says, on simulated worlds whose truth is known; loosely, for there are only two of them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def right() -> Any:
    """The score of two worlds in which the model is right."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        calibration, worlds = (importlib.import_module(name) for name in ("calibration", "worlds"))
    finally:
        sys.path.remove(str(BENCHMARKS))
    (manner,) = [one for one in worlds.MANNERS if one.name == "right"]
    judged = [calibration.judge_world(manner, seed) for seed in (0, 1)]
    outcomes, wholes = [one for some, _ in judged for one in some], [one for _, some in judged for one in some]
    return calibration.score(manner, outcomes, wholes, len(judged))


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
