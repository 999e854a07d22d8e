"""The job as Prefect flows, with Prefect's own embedded server: slow, and real."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))},
    "PYTHONPATH": str(Path(__file__).parents[1]),
    # Given to every run below: neither may be found in what one leaves or says.
    "AKIMWATCH_SMTP_PASSWORD": "canary-of-the-mail",
    "PREFECT_API_KEY": "canary-of-prefect",
}


def holding(folder: Path, secret: bytes) -> list[str]:
    """The files below the folder in which the secret stands."""
    return [str(path) for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("prefect")
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "demo", "--data", str(folder / "demo")],
        cwd=folder,
        env=_ENVIRONMENT,
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


def test_no_secret_is_in_prefects_memory_nor_in_anything_else_that_a_run_leaves(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = demo
    assert holding(folder.parent, b"canary") == []
    assert "canary" not in done.stdout + done.stderr


def test_run_collect_and_analyse_are_flows_that_completed(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    rows = _ask(demo[0], "SELECT flow.name, flow_run.state_type FROM flow_run JOIN flow ON flow.id = flow_run.flow_id")
    assert sorted(rows) == [("analyse", "COMPLETED"), ("collect", "COMPLETED"), ("run", "COMPLETED")]


def test_there_is_one_task_a_site_and_one_a_batch(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    names = [name.rpartition("-")[0] for (name,) in _ask(demo[0], "SELECT name FROM task_run")]
    assert (names.count("visit"), names.count("read")) == (7, 1)


def test_the_run_report_is_left_as_an_artifact(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    ((report,),) = _ask(demo[0], "SELECT data FROM artifact WHERE key = 'run-report'")
    assert "7 of 7 reached" in report


def test_a_served_flow_runs_by_its_schedule_and_ends_with_all_its_processes(tmp_path: Path) -> None:
    """One site, no network: the run comes by its schedule, finds nothing, and says so; the signal of a service manager
    ends server and runner."""
    sites = tmp_path / "sites"
    sites.mkdir()
    shutil.copy(Path(__file__).parents[1] / "extractors" / "sources" / "lada.toml", sites)
    served = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "serve", "--data", str(tmp_path / "data")],
        cwd=tmp_path,
        env={**_ENVIRONMENT, "AKIMWATCH_SOURCES": str(sites), "AKIMWATCH_MONITOR_SECONDS": "30"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert _comes_true(lambda: (tmp_path / "data" / "published" / "manifest.json").exists(), within=240)
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(120)
    assert _comes_true(lambda: not _processes_about(tmp_path), within=30)


def _comes_true(condition: Callable[[], bool], within: float) -> bool:
    give_up = time.monotonic() + within
    while time.monotonic() < give_up:
        if condition():
            return True
        time.sleep(1)
    return False


def _processes_about(folder: Path) -> list[str]:
    """The command lines of processes that work in or on the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            about = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if str(folder).encode() in about:
            found.append(process.name)
    return found


def test_a_run_that_is_told_to_end_leaves_no_server_behind(tmp_path: Path) -> None:
    """Prefect ends the server that it began for a run only where the run's process unwinds."""
    begun = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "demo", "--data", str(tmp_path / "demo")],
        cwd=tmp_path,
        env={**_ENVIRONMENT, "PREFECT_HOME": str(tmp_path / "prefect")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert _comes_true(lambda: (tmp_path / "prefect" / "prefect.db").exists(), within=120)
    finally:
        begun.send_signal(signal.SIGTERM)
        begun.wait(60)
    assert _comes_true(lambda: not _processes_about(tmp_path), within=30)
