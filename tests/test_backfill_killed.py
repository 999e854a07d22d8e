"""A back-fill that is killed at any moment and begun again ends as an undisturbed one, and asks for nothing twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from backfill_world import addresses, asked_for, covered, fill

from extractors.web.archive import iter_pages
from flows.demo.server import SampleWeb, sample_web
from warehouse.connect import open_warehouse

pytestmark = pytest.mark.slow

_FIRST_ADDRESS = 221
_KEYS = ("sample-portal", "sample-law", "sample-gazette", "sample-review")
_KILLS = 6
_AT_ONCE = 4  # sites at once, as the child has it: so many pages are under way when it is killed
_SEED = 20240425


@pytest.fixture
def web() -> Iterator[SampleWeb]:
    with sample_web(_FIRST_ADDRESS) as running:
        yield running


def start(web: SampleWeb, data: Path, pace: float = 0.05) -> subprocess.Popen[str]:
    origins = [f"{key}={web.sites[key].base_url}" for key in _KEYS]
    here = Path(__file__)
    return subprocess.Popen(
        [sys.executable, str(here.with_name("backfill_child.py")), str(data), str(pace), *origins],
        env={**os.environ, "PYTHONPATH": str(here.parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pages_asked_for(web: SampleWeb) -> int:
    return sum(len(log) for log in web.requests.values())


def wait_for_pages(web: SampleWeb, number: int, child: subprocess.Popen[str]) -> None:
    """Until so many requests have come, or the child has ended."""
    while pages_asked_for(web) < number and child.poll() is None:
        time.sleep(0.01)


def articles_of(web: SampleWeb) -> Counter[tuple[str, str]]:
    """How often each article's page was asked for: lists and robots.txt are read anew by every walk."""
    lists = ("/robots.txt", "/news/page/", "/news/?page=", "/sitemap/", "/feed/")
    return Counter({one: n for one, n in asked_for(web).items() if not one[1].startswith(lists)})


def rows(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """What stands, without what differs between any two runs: identifiers of runs, moments, places in the archive."""
    questions = {
        "articles": "SELECT source, url, title, text_sha256 FROM articles ORDER BY ALL",
        "fetches": "SELECT DISTINCT source, url, final_url, outcome, status FROM fetches ORDER BY ALL",
        "listed": "SELECT DISTINCT source, url, published_at FROM listed ORDER BY ALL",
    }
    with open_warehouse(data / "warehouse.duckdb", sample=True) as connection:
        return {name: connection.execute(question).fetchall() for name, question in questions.items()}


def test_killed_at_random_moments_it_loses_nothing_and_asks_for_nothing_archived_again(
    web: SampleWeb, tmp_path: Path
) -> None:
    undisturbed = fill(web, tmp_path / "whole", *_KEYS)
    assert undisturbed.exit_code == 0
    once = articles_of(web)
    for log in web.requests.values():
        log.clear()
    chance, data = random.Random(_SEED), tmp_path / "killed"
    for _ in range(_KILLS):
        child = start(web, data)
        wait_for_pages(web, pages_asked_for(web) + chance.randint(5, 35), child)
        time.sleep(chance.random() * 0.3)
        child.send_signal(signal.SIGKILL)
        child.communicate()
    told, _ = (last := start(web, data)).communicate(timeout=300)
    assert last.returncode == 0
    assert rows(data) == rows(tmp_path / "whole")
    assert json.loads(told)["months"] == undisturbed.months
    for key in _KEYS:
        assert covered(web, data, key) == covered(web, tmp_path / "whole", key)
    archived = Counter(page.url for file in (data / "archive").rglob("*.warc.gz") for page in iter_pages(file))
    settled = {url for _, url, outcome in addresses(data) if outcome in ("fetched", "not_article", "no_text")}
    again = {url: n for url, n in archived.items() if n > 1 and url in settled}
    # A page may lie in the archive and not in the journal only where the kill came between the two.
    assert sum(n - 1 for n in again.values()) <= _KILLS
    twice = sum(number - once[page] for page, number in articles_of(web).items() if once[page] == 1 and number > 1)
    assert twice <= _KILLS * _AT_ONCE, "only pages that were under way"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_loads_what_it_has_says_how_to_go_on_and_leaves_no_process(
    web: SampleWeb, tmp_path: Path, number: signal.Signals
) -> None:
    child = start(web, tmp_path, pace=0.5)
    wait_for_pages(web, 25, child)
    asked = time.monotonic()
    child.send_signal(number)
    told, said = child.communicate(timeout=60)
    assert time.monotonic() - asked < 30
    assert child.returncode == 128 + number, said
    outcome = json.loads(told)
    assert outcome["stopped_by"] == number
    assert "Traceback" not in said
    done = sum(outcome["report"]["counts"].get(f"outcome {name}", 0) for name in ("fetched", "http_error", "robots"))
    assert 0 < done == sum(addresses(tmp_path).values())
    assert not list((tmp_path / "backfill").glob("*.*")), "neither spool nor journal is left"
    before = articles_of(web)
    child = start(web, tmp_path)
    child.communicate(timeout=300)
    assert child.returncode == 0
    asked_again = [page for page, n in before.items() if articles_of(web)[page] > n]
    assert len(asked_again) <= 1, "the one that answers 500 is tried again"


def test_another_run_loads_in_between(web: SampleWeb, tmp_path: Path) -> None:
    """The warehouse is free but for the loads: a reader gets it at once while pages are being fetched."""
    child = start(web, tmp_path, pace=0.3)
    wait_for_pages(web, 25, child)
    for _ in range(5):
        with open_warehouse(tmp_path / "warehouse.duckdb", sample=True, wait_seconds=15) as connection:
            connection.execute("SELECT count(*) FROM fetches").fetchone()
        time.sleep(0.2)
    assert child.poll() is None
    second = start(web, tmp_path)
    _, said = second.communicate(timeout=60)
    assert second.returncode == 1
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=60)
    assert "a back-fill is running in this data folder" in said
