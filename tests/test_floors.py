"""Quality floors of reading: pinned in floors.toml beside the data's SHA-256, they only rise."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from meeting_cases import own_cases
from meeting_reader import the_reader

from extractors.read_lines import shown_meeting
from models.records import Article

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
SETS = {name: HERE / floors["file"] for name, floors in FLOORS.items() if "file" in floors}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", HERE / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predicted(cases: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    articles = [
        Article(
            text=case["text"],
            title=case["title"],
            url=case["url"],
            source=case["source"],
            published_at=datetime.fromisoformat(case["published_at"]),
        )
        for case in cases
    ]
    for case, reading in zip(cases, the_reader().read_many(articles), strict=True):
        yield {"id": case["id"], "meetings": [shown_meeting(meeting) for meeting in reading.meetings]}


@pytest.fixture(scope="module")
def reports() -> dict[str, tuple[dict[str, Any], list[str]]]:
    sets = {
        name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for name, path in SETS.items()
    }
    score = scorer().score
    return {name: score(cases, list(predicted(cases))) for name, cases in (*sets.items(), ("manners", own_cases()))}


def figure(report: dict[str, Any], name: str) -> float:
    first, _, second = name.partition(".")
    return float(report[first][second] if second else report[first])


def bounds(side: str) -> list[tuple[str, str, float]]:
    return [(data, name, bound) for data in (*SETS, "manners") for name, bound in FLOORS[data][side].items()]


@pytest.mark.parametrize("name", SETS)
def test_the_floors_speak_of_the_data_at_hand(name: str) -> None:
    assert hashlib.sha256(SETS[name].read_bytes()).hexdigest() == FLOORS[name]["sha256"]


@pytest.mark.slow
@pytest.mark.parametrize(("data", "name", "floor"), bounds("at_least"))
def test_no_figure_of_reading_falls_below_its_floor(
    reports: dict[str, tuple[dict[str, Any], list[str]]], data: str, name: str, floor: float
) -> None:
    report, misses = reports[data]
    assert figure(report, name) >= floor, "\n".join(misses)


@pytest.mark.slow
@pytest.mark.parametrize(("data", "name", "ceiling"), bounds("at_most"))
def test_no_count_of_errors_rises_above_its_ceiling(
    reports: dict[str, tuple[dict[str, Any], list[str]]], data: str, name: str, ceiling: float
) -> None:
    report, misses = reports[data]
    assert figure(report, name) <= ceiling, "\n".join(misses)
