"""What all tests share in one process: inferences that rest on the same are worked out once, databases are small."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from flows import judging
from models.captures import Cell
from models.catching import Caught
from models.inference import Basis, Inference, RegionRecord, fit_digest, fit_to
from models.order import Clause
from models.sight import RegionSight

# Property tests: the same examples every time in `make test`, new ones and many more in `make fuzz`. The deadline of
# one example measures no speed, it bounds what must end: the first one loads dictionaries on a busy machine.
_BOUND = timedelta(seconds=20)
_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2000"))
_SLOWLY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile("test", max_examples=100, derandomize=True, database=None, deadline=_BOUND)
settings.register_profile("fuzz", max_examples=_EXAMPLES, deadline=_BOUND, suppress_health_check=_SLOWLY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))
# Files that take long, the longest first: a worker takes whole files, and one begun at the end is waited for by all.
# All others follow in order of name. Measured in seconds: 165 … 75 among the slow tests, then 35 … 12 among the others.
_LONGEST = (
    "test_prefect", "test_dask", "test_confidence", "test_replay", "test_serve", "test_torture", "test_hostile",
    "test_backfill_killed",
    "test_hostile_pages", "test_web_faults", "test_parser_rot", "test_server_gone", "test_calibration",
    "test_run", "test_service_prefect", "test_site_looks", "test_arrangement_whole", "test_arrangement",
    "test_post_sending", "test_site", "test_bad_input", "test_backfill", "test_publish", "test_inference",
    "test_service_keeping", "test_service_status", "test_post_week", "test_source_health",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_collection_finish() -> None:
    """All that was imported and collected stays to the end: Python need not search it for cycles again and again."""
    gc.collect()
    gc.freeze()


class _Remembering(Inference):
    """An inference whose records stay known from test to test.

    A record is named by a digest of all that it rests on, and a warehouse that holds the name takes the record as it
    stands. So does this, across warehouses: nineteen regions of twenty say nothing in most tests' worlds, and to work
    them out takes a second each time.
    """

    records: dict[str, RegionRecord] = {}  # noqa: RUF012

    def record(self, region: str, clause: Clause, sight: RegionSight) -> RegionRecord:
        name = self.case_digest(region, clause)
        if name not in self.records:
            self.records[name] = super().record(region, clause, sight)
        return self.records[name]


_FITS: dict[str, Caught] = {}


def _remembered_fit(basis: Basis, histories: Mapping[Cell, int]) -> Caught:
    name = fit_digest(basis, histories)
    if name not in _FITS:
        _FITS[name] = fit_to(basis, histories)
    return _FITS[name]


@pytest.fixture(scope="session", autouse=True)
def _worked_out_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "Inference", _Remembering)
        patch.setattr(judging, "fit_to", _remembered_fit)
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_thread_a_database() -> Iterator[None]:
    """A test's database holds a handful of rows, and two workers share two cores: a second thread only waits."""
    with_threads = duckdb.connect

    @wraps(with_threads)
    def connect(*given: Any, **named: Any) -> duckdb.DuckDBPyConnection:
        config = {"threads": 1, **(named.pop("config", None) or {})}
        return with_threads(*given, config=config, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", connect)
        yield
