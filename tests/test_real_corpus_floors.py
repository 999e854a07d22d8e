"""Floors on the real press: appearances against a hand's verdicts, akims against a search for their surnames."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "shared" / "corpus"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["real_corpus"]
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real articles (../shared/corpus) are not here")


def benchmark(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE.parent / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@needs_corpus
def test_appearances_agree_with_the_hand_that_judged_them() -> None:
    told = benchmark("bench_appearances").score(CORPUS)
    assert told.lines >= 200
    assert told.precision >= FLOORS["appearance_precision"]
    assert told.recall >= FLOORS["appearance_recall"]


@needs_corpus
@pytest.mark.slow
def test_the_akims_whom_a_search_finds_are_resolved() -> None:
    found = benchmark("bench_people").counts([str(CORPUS / "tengrinews_2024-04.jsonl")])
    assert found["both"] >= FLOORS["akims_found_by_both"]
    assert found["search alone"] <= FLOORS["akims_found_by_search_alone"]
