"""Floors of linking, end to end: articles written blind in bundles are read, loaded and brought together."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["linking"]
SITTINGS = HERE / "gold" / "bundles_appearances.jsonl"
MANNERS = HERE / "gold" / "bundles_appearances_2.jsonl"
Kind = Literal["event", "appearance"]


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_linking", HERE.parent / "benchmarks" / "bench_linking.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_linking"] = module
    spec.loader.exec_module(module)
    return module


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


def figures(lines: list[dict[str, Any]], kind: Kind, *, found_only: bool = False) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over these articles (`found_only`: over those in which something was found)."""
    bench = benchmark()
    events, occasions = bench.link(lines)
    made = events if kind == "event" else occasions
    told = [line["id"] for line in lines if not found_only or line["id"] in made]
    true = {line["id"]: line[kind] or line["id"] for line in lines}
    linked = {line["id"]: made.get(line["id"], line["id"]) for line in lines}
    precision, recall, f1 = bench.b_cubed({key: true[key] for key in told}, {key: linked[key] for key in told})
    return precision, recall, f1


def test_the_floors_of_sittings_speak_of_the_bundles_at_hand() -> None:
    assert hashlib.sha256(SITTINGS.read_bytes()).hexdigest() == FLOORS["sittings_sha256"]
    assert hashlib.sha256(MANNERS.read_bytes()).hexdigest() == FLOORS["manners_sha256"]


@pytest.mark.slow
@pytest.mark.parametrize("half", ["odd", "even"])
def test_reports_of_one_sitting_come_together_and_hardly_any_others(half: str) -> None:
    own = [line for line in lines_of(SITTINGS) if int(line["bundle"][1:]) % 2 == (half == "odd")]
    precision, _, f1 = figures(own, "appearance")
    assert precision >= FLOORS["sittings_precision"]
    assert f1 >= FLOORS[f"sittings_f1_{half}"]
    assert figures(own, "appearance", found_only=True)[2] >= FLOORS[f"sittings_linked_f1_{half}"]


@pytest.mark.slow
@pytest.mark.parametrize("half", ["odd", "even"])
def test_sittings_are_found_and_brought_together_in_whatever_manner_they_are_told(half: str) -> None:
    own = [line for line in lines_of(MANNERS) if int(line["bundle"][1:]) % 2 == (half == "odd")]
    precision, _, f1 = figures(own, "appearance")
    assert precision >= FLOORS["manners_precision"]
    assert f1 >= FLOORS[f"manners_f1_{half}"]
