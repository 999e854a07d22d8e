"""How reports are linked, end to end, over the bundles of tests/gold: floors that only rise, and whose voice it is."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.copies import origin_of

HERE = Path(__file__).parent
_PINNED = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
FLOORS, FLOORS_OF_MANNERS = _PINNED["linking_events"], _PINNED["linking_events_2"]
BUNDLES, MANNERS = HERE / "gold" / "bundles_events.jsonl", HERE / "gold" / "bundles_events_2.jsonl"


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


LINES = lines_of(BUNDLES)


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_linking", HERE.parent / "benchmarks" / "bench_linking.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_worked(bundle: str) -> bool:
    """The odd bundles were learned from, the even ones were not."""
    return int(bundle[1:]) % 2 == 1


def test_the_bundles_are_those_that_the_floors_were_measured_on() -> None:
    assert hashlib.sha256(BUNDLES.read_bytes()).hexdigest() == FLOORS["sha256"]
    assert hashlib.sha256(MANNERS.read_bytes()).hexdigest() == FLOORS_OF_MANNERS["sha256"]


@pytest.mark.slow
def test_reports_of_one_gathering_are_linked_as_well_as_they_ever_were() -> None:
    hold(LINES, FLOORS)


@pytest.mark.slow
def test_so_they_are_in_whatever_manner_they_are_told() -> None:
    hold(lines_of(MANNERS), FLOORS_OF_MANNERS)


def hold(told: list[dict[str, Any]], floors: dict[str, dict[str, float]]) -> None:
    scorer = bench()
    made, _ = scorer.link(told)
    for half, worked in (("odd", True), ("even", False)):
        lines = [line for line in told if is_worked(line["bundle"]) == worked]
        true = {line["id"]: line["event"] or line["id"] for line in lines}
        linked = {line["id"]: made.get(line["id"], line["id"]) for line in lines}
        precision, _, f1 = scorer.b_cubed(true, linked)
        assert round(precision, 3) >= floors[half]["precision"], half
        assert round(f1, 3) >= floors[half]["f1"], half


@pytest.mark.parametrize(
    ("credit", "key", "kind"),
    [
        ("Казинформ", "kazinform", "agency"),
        ("Пресс-служба акимата города Астаны", "akimat", "akimat"),
        ("Пресс-служба акимата Астаны", "akimat", "akimat"),
        ("Пресс-служба акима области Жетісу", "akimat", "akimat"),
        ("Пресс-служба акима области", "akimat", "akimat"),
        ("Аппарат акима района «Сарыарка»", "akimat", "akimat"),
    ],
)
def test_who_is_credited_speaks_wherever_it_is_printed(credit: str, key: str, kind: str) -> None:
    for line in LINES:
        if is_worked(line["bundle"]) and line["agency"] == credit:
            origin = origin_of(line["source"], credit)
            assert origin is not None
            assert (origin.key, origin.kind) == (key, kind)


def test_a_site_that_credits_nobody_speaks_with_its_own_voice() -> None:
    sources = {line["source"] for line in LINES if is_worked(line["bundle"]) and line["agency"] is None}
    kinds = {source: origin.kind for source in sources if (origin := origin_of(source, None)) is not None}
    assert kinds == dict.fromkeys(sources, "own")


def test_a_copy_is_of_one_voice_with_what_it_copies() -> None:
    by_id = {line["id"]: line for line in LINES if is_worked(line["bundle"])}
    pairs = [(line, by_id[line["copy_of"]]) for line in by_id.values() if line["copy_of"]]
    assert pairs
    for copy, original in pairs:
        assert origin_of(copy["source"], copy["agency"]) == origin_of(original["source"], original["agency"])
