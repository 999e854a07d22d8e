"""What the service asks of Prefect, and what workers and systemd are given: a real server, a real deploy; slow."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "akimwatch.service"
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))},
    "PYTHONPATH": str(ROOT),
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("prefect-story")
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "prefect_story.py"), str(folder / "data")],
        cwd=folder,
        env=_ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.mark.slow
def test_prefect_itself_gives_one_run_a_warehouse_its_slot(story: dict[str, Any]) -> None:
    assert story["slot held"].startswith("a run elsewhere holds this warehouse's limit in Prefect (akimwatch-")
    assert story["slot free again"] == ""


@pytest.mark.slow
def test_a_slot_that_a_killed_run_left_is_free_when_the_service_starts(story: dict[str, Any]) -> None:
    assert story["slot leaked"] != ""
    assert story["slot after the service's start"] == ""


@pytest.mark.slow
def test_a_letter_that_a_power_cut_broke_off_is_ordered_again_once(story: dict[str, Any]) -> None:
    assert story["missed on the first day"] == []
    assert story["missed after a power cut"] == ["digest"]
    assert story["the dead run"] == "Crashed"
    assert story["ordered"] == ["missed-digest"]
    assert story["still ordered once"] == ["missed-digest"]


@pytest.mark.slow
def test_looks_that_were_due_meanwhile_are_dropped(story: dict[str, Any]) -> None:
    assert story["a late look is dropped"]


@pytest.mark.slow
def test_prefect_forgets_runs_after_their_days_and_not_before(story: dict[str, Any]) -> None:
    assert story["pruned too early"] == []
    assert story["pruned"] == ["2 runs of more than 60 days ago forgotten by Prefect"]
    assert (story["ended runs"], story["ended runs left"]) == (2, 0)


# --- For those who run workers --------------------------------------------------------------------------------------

_DEPLOY = """
import json, subprocess, sys
from pathlib import Path
from flows.prefect_home import prepare_prefect
from flows.prefect_server import prefect_server
prepare_prefect(Path(sys.argv[1]))
with prefect_server():
    def prefect(*words):
        command = [sys.executable, "-m", "prefect", *words]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    prefect("work-pool", "create", "akimwatch", "--type", "process")
    prefect("--no-prompt", "deploy", "--all")
    from prefect.client.orchestration import get_client
    with get_client(sync_client=True) as client:
        flows = {flow.id: flow.name for flow in client.read_flows()}
        print(json.dumps({
            flows[one.flow_id]: {
                "name": one.name, "entrypoint": one.entrypoint, "pool": one.work_pool_name, "paused": one.paused,
                "limit": one.global_concurrency_limit.limit, "about": one.description,
                "schedules": [s.schedule.model_dump(mode="json", exclude_none=True) for s in one.schedules],
            } for one in client.read_deployments()}))
"""


@pytest.mark.slow
def test_prefect_yaml_gives_workers_the_jobs_that_serve_serves(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DEPLOY, str(tmp_path / "data")],
        cwd=ROOT,
        env=_ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    from flows.service.jobs import JOBS, cron_of
    from flows.settings import Settings

    assert set(told) == {job.name for job in JOBS}
    for job in JOBS:
        one, settings = told[job.name], Settings(data=tmp_path)
        assert (one["name"], one["pool"], one["limit"], one["paused"]) == ("akimwatch", "akimwatch", 1, False)
        assert one["entrypoint"] == f"flows.service.scheduled.{job.name}"
        cron = cron_of(job, settings)
        if job.name == "monitor":
            assert float(one["schedules"][0]["interval"]) == settings.monitor_seconds
        crons = [schedule["cron"] for schedule in one["schedules"] if "cron" in schedule]
        assert crons == ([cron] if cron else [])
        assert all(schedule["timezone"] == "Asia/Almaty" for schedule in one["schedules"])


# --- For systemd ----------------------------------------------------------------------------------------------------


def test_the_unit_lets_a_run_end_and_reads_the_web_and_nothing_else() -> None:
    from flows.prefect_server import _FAREWELL_S
    from flows.service.standing import STOP_SECONDS

    given = dict(line.split("=", 1) for line in UNIT.read_text(encoding="utf-8").splitlines() if "=" in line[1:])
    assert float(given["TimeoutStopSec"]) >= STOP_SECONDS + _FAREWELL_S + 30, "SIGKILL would cut a clean end short"
    assert given["KillMode"] == "mixed", "a signal to every process would end the server before its runs"
    hard = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes"}
    assert hard.items() <= given.items()
    assert given["ReadWritePaths"] in given["Environment"]
    assert given["Restart"] == "on-failure"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    program = tmp_path / "app" / ".venv" / "bin" / "akimwatch"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "akimwatch.service"
    unit.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/akimwatch/app", str(tmp_path / "app")))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    about = [line for line in done.stderr.splitlines() if "akimwatch" in line]
    assert (done.returncode, about) == (0, [])


def test_the_draft_of_a_container_says_that_it_was_never_built() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    assert "NOT YET BUILT" in text.splitlines()[0]
    copied = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
    )
    assert all(f"COPY --chown=akimwatch {room} {room}" in text for room in copied)
