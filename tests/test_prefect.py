"""The job as Prefect flows, with Prefect's own embedded server: slow, and real."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("prefect")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "demo", "--data", str(folder / "demo")],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return folder / "demo", done


def _ask(home: Path, question: str) -> list[tuple[str, ...]]:
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        return database.execute(question).fetchall()


def test_the_demo_ends_with_the_published_file(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = demo
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"published: {folder / 'published' / 'akimwatch.duckdb'}"
    assert (folder / "published" / "akimwatch.duckdb").exists()
    assert "SAMPLE DATA" in done.stdout


def test_monitor_collect_and_analyse_are_flows_that_completed(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    rows = _ask(demo[0], "SELECT flow.name, flow_run.state_type FROM flow_run JOIN flow ON flow.id = flow_run.flow_id")
    assert sorted(rows) == [("analyse", "COMPLETED"), ("collect", "COMPLETED"), ("monitor", "COMPLETED")]


def test_there_is_one_task_a_site_and_one_a_batch(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    names = [name.rpartition("-")[0] for (name,) in _ask(demo[0], "SELECT name FROM task_run")]
    assert (names.count("visit"), names.count("read")) == (7, 1)


def test_the_run_report_is_left_as_an_artifact(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    ((report,),) = _ask(demo[0], "SELECT data FROM artifact WHERE key = 'run-report'")
    assert "7 of 7 reached" in report
