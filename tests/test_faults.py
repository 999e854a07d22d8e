"""A process kills itself where the environment says so, nowhere else, and never without saying that it will."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from desk_world import make_data
from typer.testing import CliRunner

from flows.cli import app
from flows.doctor.command import examine
from flows.faults import VARIABLE, named_fault
from flows.settings import load_settings
from models import fault_points
from models.errors import BadInput
from models.fault_points import FAULT_POINTS, passed
from models.zone import ALMATY

ROOT = Path(__file__).parents[1]
FAR_OFF = "upgrade.step_taken:999"  # a test's own process must live on


@pytest.fixture(autouse=True)
def _disarmed() -> Iterator[None]:
    yield
    fault_points.listen(None)


def test_a_point_that_nobody_listens_at_is_passed_by() -> None:
    done: list[str] = []
    passed("archive.in_record", lambda: done.append("half"))
    assert done == []


def test_every_point_is_passed_somewhere_and_no_other_is() -> None:
    sources = (path for room in ("extractors", "flows", "warehouse") for path in (ROOT / room).rglob("*.py"))
    found = {name for path in sources for name in re.findall(r'\bpassed\("([\w.]+)"', path.read_text(encoding="utf-8"))}
    assert found == set(FAULT_POINTS)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("publish.link_renamd", "did you mean publish.link_renamed"),
        ("?", "no fault point"),
        ("load.committed:0", "1 or more"),
        ("load.committed:", "1 or more"),
        ("load.committed:two", "1 or more"),
    ],
)
def test_what_names_no_fault_point_is_refused_in_one_line(
    given: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, given)
    with pytest.raises(BadInput, match=told) as refused:
        load_settings()
    assert "\n" not in str(refused.value)


def test_unset_or_empty_it_arms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert named_fault() is None
    monkeypatch.setenv(VARIABLE, "")
    assert named_fault() is None


@pytest.mark.parametrize("file", ["akimwatch.toml", ".env"])
def test_no_file_arms_it(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    line = {"akimwatch.toml": f'fault = "{FAR_OFF}"', ".env": f"{VARIABLE}={FAR_OFF}"}[file]
    (tmp_path / file).write_text(line, encoding="utf-8")
    with pytest.raises(BadInput, match=re.escape(file)):
        load_settings()
    assert fault_points._listener is None


def test_settings_show_it_and_the_doctor_calls_it_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, FAR_OFF)
    told = CliRunner().invoke(app, ["settings"]).stdout
    assert [line.split("\t")[0] for line in told.splitlines() if VARIABLE in line] == [f"{VARIABLE}={FAR_OFF}"]
    found = {check.name: check for check in examine(tmp_path / "data", datetime.now(ALMATY), deep=False, rooms=())}
    assert (found["fault"].state, FAR_OFF in found["fault"].seen) == ("fail", True)


@pytest.mark.slow
def test_a_command_dies_there_says_so_before_and_is_whole_when_begun_again(tmp_path: Path) -> None:
    data = make_data(tmp_path / "data").data
    command = [sys.executable, "-m", "flows.cli", "backup", str(tmp_path / "backups"), "--data", str(data)]
    given = {**os.environ, "PYTHONPATH": str(ROOT), "AKIMWATCH_SAMPLE": "true"}
    killed = subprocess.run(
        command, env={**given, VARIABLE: "backup.warehouse_copied"}, capture_output=True, text=True, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    assert "kills itself at backup.warehouse_copied" in killed.stderr
    again = subprocess.run(command, env=given, capture_output=True, text=True, timeout=60)
    assert again.returncode == 0, again.stderr
    assert [path.name[:7] for path in sorted((tmp_path / "backups").iterdir())] == ["archive", "backup-", "backup."]
