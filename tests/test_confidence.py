"""The stated confidence says how often a reading is right, on cases as written and on perturbed ones."""

from __future__ import annotations

import importlib
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["confidence"]


@pytest.mark.slow
def test_the_stated_confidence_tells_right_readings_from_wrong_ones() -> None:
    sys.path.insert(0, str(HERE.parent / "benchmarks"))
    bench = importlib.import_module("bench_confidence")
    found = bench.judged()
    stated = np.array([each.confidence for each in found])
    right = np.array([float(each.right) for each in found])
    share = float(right.mean())
    assert len(found) >= 300
    assert (1 - right).sum() >= 40
    assert bench.brier(stated, right) <= FLOORS["brier"]
    assert bench.brier(stated, right) < share * (1 - share)
    assert bench.auc(stated, right) >= FLOORS["auc"]
