"""The days of coverage counted in the database are those that the rules give for the same rows one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import duckdb
import pytest
from coverage_world import REGISTRY, source
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.coverage import answers_by_day, coverage_of
from models.records import Discovery, Fetch, Listed, Outcome
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.covered import looks_and_answers
from warehouse.load import load_stages
from warehouse.stage import Stage
from warehouse.tables import KEYS

_SOURCES = [source("lada", region="KZ-47"), source("nur"), source("govkz")]
_PORTAL = "https://www.gov.kz/memleket/entities/{}/press/news?lang=ru"
_LISTS = [
    ("lada", "https://lada.example/feed"),
    ("nur", "https://nur.example/feed"),
    ("nur", "https://nur.example/sitemap.xml"),  # the same shelf as its feed
    ("govkz", _PORTAL.format("aqmola")),
    ("govkz", _PORTAL.format("aqmola") + "&page=2"),
    ("govkz", _PORTAL.format("aktobe")),
]
_URLS = [f"https://lada.example/{n}" for n in range(6)]  # few, so that lists, days and outcomes meet
_BEGINNING = datetime(2024, 2, 25, 18, tzinfo=UTC)  # over the night of 1 March 2024, which had 25 hours
_CLOCKS = [timezone(timedelta(hours=hours)) for hours in (0, 3, 5, 6)]
_moments = st.builds(
    lambda quarters, clock: (_BEGINNING + quarters * timedelta(minutes=15)).astimezone(clock),
    st.integers(0, 12 * 96),
    st.sampled_from(_CLOCKS),
)
# Lists that print days without hours, and clocks that run in steps: midnights are as frequent as on the web.
_published = st.none() | _moments | _moments.map(lambda moment: moment.replace(hour=0, minute=0))
_items = st.lists(st.builds(Listed, url=st.sampled_from(_URLS), published_at=_published), max_size=6)


@st.composite
def _looks(draw: st.DrawFn) -> Discovery:
    key, address = draw(st.sampled_from(_LISTS))
    checked = draw(_moments).astimezone(UTC)
    days = st.integers(-1, 6).map(lambda back: checked.date() - timedelta(days=back))
    return Discovery(
        source=key,
        method="feed",
        address=address,
        checked_at=checked,
        ok=draw(st.sampled_from((True, True, True, False))),
        items=tuple(draw(_items)),
        reached_back_to=draw(st.none() | days),
        complete=draw(st.booleans()),
        reached_until=draw(st.none() | days),
    )


_fetches = st.builds(
    Fetch,
    source=st.sampled_from(("lada", "nur")),
    url=st.sampled_from(_URLS),
    final_url=st.none() | st.sampled_from(_URLS),
    fetched_at=_moments.map(lambda moment: moment.astimezone(UTC)),
    outcome=st.sampled_from(get_args(Outcome)) | st.sampled_from(("fetched", "not_article", "duplicate", "duplicate")),
    status=st.sampled_from((None, 200, 404, 410, 503)),
)
_runs = st.lists(st.tuples(st.lists(_looks(), max_size=8), st.lists(_fetches, max_size=14)), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    folder = tmp_path_factory.mktemp("covered")
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        yield connection, folder / "stage"


def _fill(
    warehouse: tuple[duckdb.DuckDBPyConnection, Path], runs: list[tuple[list[Discovery], list[Fetch]]]
) -> duckdb.DuckDBPyConnection:
    connection, folder = warehouse
    for table in KEYS:
        connection.execute(f"DELETE FROM {table}")
    for number, (looks, fetches) in enumerate(runs):
        stage = Stage(folder, f"run{number}")
        stage.discoveries(looks)
        stage.fetches(fetches)
    assert load_stages(connection, folder).faults == ()
    return connection


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(runs=_runs)
def test_the_database_counts_the_days_that_the_rules_give(
    warehouse: tuple[duckdb.DuckDBPyConnection, Path], runs: list[tuple[list[Discovery], list[Fetch]]]
) -> None:
    connection = _fill(warehouse, runs)
    discoveries, fetches = read.discoveries(connection), read.fetches(connection)
    _, answers = looks_and_answers(connection, REGISTRY)
    by_rule = answers_by_day(discoveries, fetches, REGISTRY)
    assert answers == {shelf: days for shelf, days in by_rule.items() if days}
    assert read.coverage(connection, _SOURCES, REGISTRY) == coverage_of(_SOURCES, discoveries, fetches, REGISTRY)


def test_a_worked_world_has_the_days_that_a_person_counts(warehouse: tuple[duckdb.DuckDBPyConnection, Path]) -> None:
    """1 March read; 2 March has an article that waits; 3 March has a copy of one that was read; 4 March nothing."""
    day = datetime(2024, 3, 1, 9, tzinfo=_CLOCKS[2])
    items = tuple(Listed(url=url, published_at=day + timedelta(days=n)) for n, url in enumerate(_URLS[:3]))
    look = Discovery(
        source="nur", method="feed", address=_LISTS[1][1], checked_at=day + timedelta(days=4), ok=True,
        items=items, reached_back_to=date(2024, 3, 1), complete=True,
    )  # fmt: skip
    fetches = [
        Fetch(source="nur", url=_URLS[0], fetched_at=day, outcome="fetched"),
        Fetch(source="nur", url=_URLS[1], fetched_at=day, outcome="timeout"),
        Fetch(source="nur", url=_URLS[2], fetched_at=day, outcome="duplicate", final_url=_URLS[0]),
    ]
    coverage = read.coverage(_fill(warehouse, [([look], fetches)]), _SOURCES, REGISTRY)
    assert coverage.sources == tuple(_SOURCES)
    assert coverage.days == {("nur", None): {date(2024, 3, 1), date(2024, 3, 3), date(2024, 3, 4)}}


def test_an_undated_address_of_two_overlapping_looks_counts_once_a_day(
    warehouse: tuple[duckdb.DuckDBPyConnection, Path],
) -> None:
    """Counted twice, one stub among five that were read would be a third of the day, and the day lost."""
    end = datetime(2024, 3, 6, 9, tzinfo=UTC)
    feed, sitemap = (
        Discovery(
            source="nur", method="feed", address=address, checked_at=end, ok=True,
            items=items, reached_back_to=date(2024, 3, 1), complete=True,
        )
        for address, items in (
            (_LISTS[1][1], (Listed(url=_URLS[0]),)),
            (_LISTS[2][1], tuple(Listed(url=url) for url in _URLS[:5])),
        )
    )  # fmt: skip
    fetches = [Fetch(source="nur", url=url, fetched_at=end, outcome="fetched") for url in _URLS[1:5]]
    stub = Fetch(source="nur", url=_URLS[0], fetched_at=end, outcome="not_article")
    coverage = read.coverage(_fill(warehouse, [([feed, sitemap], [stub, *fetches])]), _SOURCES, REGISTRY)
    assert coverage.days["nur", None] == {date(2024, 3, day) for day in range(1, 6)}


def test_nothing_collected_covers_nothing(warehouse: tuple[duckdb.DuckDBPyConnection, Path]) -> None:
    coverage = read.coverage(_fill(warehouse, []), _SOURCES, REGISTRY)
    assert (coverage.sources, coverage.days) == (tuple(_SOURCES), {})
