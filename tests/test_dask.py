"""Reading on a real Dask cluster: the same tables as in one process, also where a worker dies in mid-batch; slow."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import runner_works as works
from dask_world import Killer, Rows, children, rows_in, until
from stage_world import bucket

from flows import runner_dask
from flows.analyse import analyse, read_articles
from flows.collect import collect
from flows.each import each_in_threads
from flows.run_report import Failure, RunReport
from flows.runner_dask import DaskRunner
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop
from models.errors import AkimwatchError

pytestmark = pytest.mark.slow
GOLD = Path(__file__).parent / "gold"
ROOT = Path(__file__).parents[1]
_BATCH = 4  # articles: with 150 there are some forty batches, of which a kill meets one


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles as people wrote them for the gold standard, one file."""
    path = tmp_path_factory.mktemp("told") / "gold.jsonl"
    path.write_text("".join((GOLD / name).read_text(encoding="utf-8") for name in ("dev.jsonl", "own.jsonl")), "utf-8")
    return path


def _workshop(folder: Path, **given: object) -> Workshop:
    settings = Settings(data=folder, batch=_BATCH, sample=True, **given)  # type: ignore[arg-type]
    from flows.demo.chrome import NOW

    return open_workshop(settings, now=NOW)


@pytest.fixture(scope="module")
def collected(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which all of it is archived and loaded, and nothing read."""
    workshop = _workshop(tmp_path_factory.mktemp("collected") / "data")
    collect(workshop, Intake(articles=(told,)), each_in_threads)
    assert workshop.report.failures == []
    return workshop.settings.data


def _copied(collected: Path, folder: Path, **given: object) -> Workshop:
    """A run on a copy of it: where a page lies in the archive is the same, to the byte."""
    shutil.copytree(collected, folder / "data")
    return _workshop(folder / "data", **given)


def _analysed(workshop: Workshop) -> RunReport:
    analyse(workshop, each_in_threads)
    return workshop.report


@pytest.fixture(scope="module")
def alone(collected: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[RunReport, Rows]:
    """The run of one process."""
    workshop = _copied(collected, tmp_path_factory.mktemp("alone"), workers=1)
    report = _analysed(workshop)
    assert report.failures == []
    assert report.readings["read"] > 30
    return report, rows_in(workshop.settings)


def _same(workshop: Workshop, report: RunReport, alone: tuple[RunReport, Rows]) -> None:
    before, rows = alone
    assert report.failures == []
    assert (report.readings, report.meetings) == (before.readings, before.meetings)
    found = rows_in(workshop.settings)
    for table in rows:
        assert found[table] == rows[table], table
    assert len(rows["readings"]) == report.readings.total()


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    before = children()
    yield
    until(lambda: children() <= before, "a process is left behind", 20)


# --- A cluster of this machine ----------------------------------------------------------------------------------------


def test_a_worker_killed_in_the_middle_of_a_batch_changes_no_row(
    collected: Path, alone: tuple[RunReport, Rows], tmp_path: Path
) -> None:
    workshop = _copied(collected, tmp_path, runner="dask://local", workers=2)
    killer = Killer(workshop)
    killer.start()
    report = _analysed(workshop)
    killer.join(60)
    assert killer.killed is not None
    assert killer.suspicious == 1, "the batch was lost with its worker, and given to another"
    _same(workshop, report, alone)


def test_a_unit_that_kills_every_worker_is_a_failure_of_its_own_and_all_others_are_done() -> None:
    with DaskRunner(None, 2) as runner:
        assert runner.ready(9) == 2
        done = each_in_threads(
            "read", lambda number: runner.call(works.kill_or_double, number), [1, -1, 2, 3, 4], at_once=2
        )
    assert [one for one in done if not isinstance(one, Failure)] == [2, 4, 6, 8]
    (failed,) = [one for one in done if isinstance(one, Failure)]
    assert failed.about == "-1"
    assert "3 workers died over it" in failed.reason


def test_a_cluster_of_this_machine_listens_on_loopback_alone() -> None:
    before = _listening()
    with DaskRunner(None, 2) as runner:
        runner.ready(2)
        opened = _listening() - before
    assert len(opened) >= 3, "a scheduler and two workers"
    assert {address for address, _ in opened} == {"0100007F"}, "127.0.0.1"
    assert 8787 not in {int(port, 16) for _, port in opened}


def _listening() -> set[tuple[str, str]]:
    """Address and port, in hexadecimal digits, of every TCP door that this process and those below it hold open."""
    ours, found = set(), set()
    for process in (os.getpid(), *children()):
        for held in Path(f"/proc/{process}/fd").glob("*"):
            with suppress(OSError):  # closed meanwhile
                ours.add(os.readlink(held))
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in ours:
                address, port = fields[1].split(":")
                found.add((address, port))
    return found


def test_what_the_function_raises_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    with DaskRunner(None, 1) as runner, pytest.raises(ValueError, match="7 is no number of ours"):
        runner.call(works.refused, 7)
    assert "no number of ours" not in capfd.readouterr().err, "Dask's own log quotes nobody"


def test_a_driver_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import runner_works as works
from flows.runner_dask import DaskRunner
if __name__ == "__main__":
    with DaskRunner(None, 2) as runner:
        print(*runner._connected().run(works.executing), runner.call(works.slowly, 0), flush=True)
        runner.call(works.slowly, 600)
"""
    (tmp_path / "driver.py").write_text(code, encoding="utf-8")
    driver = subprocess.Popen(
        [sys.executable, str(tmp_path / "driver.py")], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert driver.stdout is not None
    worker = int(driver.stdout.readline().split()[-1])
    assert Path(f"/proc/{worker}").exists()
    driver.kill()
    driver.wait()
    until(lambda: not Path(f"/proc/{worker}").exists(), "its worker ends", 20)


def test_ctrl_c_ends_the_run_and_its_workers_soon(tmp_path: Path) -> None:
    """A terminal interrupts the workers as well: nobody may wait for what they had in hand."""
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import runner_works as works
from flows.each import each_in_threads
from flows.runner_dask import DaskRunner
if __name__ == "__main__":
    with DaskRunner(None, 2) as runner:
        print(runner.call(works.slowly, 0), flush=True)
        each_in_threads("work", lambda seconds: runner.call(works.slowly, seconds), [600, 600, 600], at_once=2)
"""
    (tmp_path / "driver.py").write_text(code, encoding="utf-8")
    driver = subprocess.Popen(
        [sys.executable, str(tmp_path / "driver.py")], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip
    try:
        assert driver.stdout is not None
        driver.stdout.readline()
        time.sleep(1)
        os.killpg(driver.pid, signal.SIGINT)
        assert driver.wait(30) != 0
    finally:
        with suppress(ProcessLookupError):
            os.killpg(driver.pid, signal.SIGKILL)


# --- A cluster that stands --------------------------------------------------------------------------------------------


@contextmanager
def _standing(folder: Path, workers: int, processes: list[subprocess.Popen[bytes]] | None = None) -> Iterator[str]:
    """As docs/operate.md has it: a scheduler, and workers that know nothing of the data folder; what `runner` says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    dask = shutil.which("dask", path=str(Path(sys.executable).parent)) or "dask"
    begun = [
        [dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"],
        [dask, "worker", f"tcp://127.0.0.1:{port}", "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard",
         "--host", "127.0.0.1", "--local-directory", str(folder)],
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    with (folder / "log").open("w") as log:
        processes = [] if processes is None else processes
        processes += [
            subprocess.Popen(one, cwd=folder, env=environment, stdout=log, stderr=log)
            for one in begun[: 2 if workers else 1]
        ]
        try:
            yield f"dask://127.0.0.1:{port}"
        finally:
            for process in reversed(processes):
                process.terminate()
            for process in reversed(processes):
                process.wait(30)


def _wait_for(runner: str) -> None:
    host, port = runner.removeprefix("dask://").split(":")

    def listens() -> bool:
        with socket.socket() as door:
            return door.connect_ex((host, int(port))) == 0

    until(listens, "the scheduler listens")


def test_a_standing_cluster_and_a_bucket_come_to_the_same_tables(
    collected: Path, alone: tuple[RunReport, Rows], tmp_path: Path
) -> None:
    """Workers know nothing of the data folder: only the scheduler and the bucket."""
    (tmp_path / "worker").mkdir()
    with bucket("akimwatch"), _standing(tmp_path / "worker", 2) as runner:
        _wait_for(runner)
        stage = f"s3://akimwatch/{uuid.uuid4().hex}"
        workshop = _copied(collected, tmp_path, runner=runner, stage=stage)
        report = _analysed(workshop)
        _same(workshop, report, alone)
        assert not list((tmp_path / "data" / "stage").glob("*"))
        assert [path.name for path in (tmp_path / "worker").iterdir() if "stage" in path.name] == []


def test_a_worker_with_another_akimwatch_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "worker").mkdir()
    with _standing(tmp_path / "worker", 1) as runner:
        _wait_for(runner)
        monkeypatch.setattr(runner_dask, "program", lambda: "0.0.9+00000000")
        with DaskRunner(runner.replace("dask:", "tcp:"), 1) as cluster:
            with pytest.raises(AkimwatchError, match=r"2 of 2 processes have another akimwatch") as said:
                cluster.ready(1)
            assert "\n" not in str(said.value)
            assert re.search(r"0\.0\.9\+00000000 .*0\.1\.0\+[0-9a-f]{8}", str(said.value))


def test_a_scheduler_that_dies_under_a_unit_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "worker").mkdir()
    processes: list[subprocess.Popen[bytes]] = []
    with _standing(tmp_path / "worker", 1, processes) as runner:
        _wait_for(runner)
        with DaskRunner(runner.replace("dask:", "tcp:"), 1) as cluster:
            cluster.ready(1)
            threading.Timer(1.0, processes[0].kill).start()
            with pytest.raises(AkimwatchError, match="the scheduler went away; run again when it is back"):
                cluster.call(works.slowly, 60)


def test_a_scheduler_without_workers_is_one_line_and_what_is_staged_stays(
    collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_dask, "_WORKERS_S", 1.0)
    (tmp_path / "worker").mkdir()
    with _standing(tmp_path / "worker", 0) as runner:
        _wait_for(runner)
        workshop = _copied(collected, tmp_path, runner=runner)
        with pytest.raises(AkimwatchError, match="the scheduler has no worker; begin some with `dask worker`"):
            read_articles(workshop, each_in_threads)
    again = _workshop(tmp_path / "data", workers=1)
    assert _analysed(again).failures == []
    assert again.report.readings.total() > 100


# --- The command ------------------------------------------------------------------------------------------------------

_READ = ("readings", "meetings", "attendance", "evidence_sentences", "appearances", "stated_numbers", "other_heads")


def _command(folder: Path, told: Path, runner: str) -> subprocess.CompletedProcess[str]:
    """`akimwatch run`, under Prefect, as somebody types it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))}
    settings = {"RUNNER": runner, "BATCH": str(_BATCH), "SAMPLE": "true", "DATA": str(folder / "data")}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", "--articles", str(told)],
        cwd=folder,
        env={**plain, "PYTHONPATH": str(ROOT), **{f"AKIMWATCH_{name}": value for name, value in settings.items()}},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_under_prefect_a_cluster_reads_the_same(told: Path, alone: tuple[RunReport, Rows], tmp_path: Path) -> None:
    done = _command(tmp_path, told, "dask://local")
    assert done.returncode == 0, done.stderr
    found = rows_in(Settings(data=tmp_path / "data"))
    for table in _READ:
        assert found[table] == alone[1][table], table


def test_under_prefect_a_scheduler_that_is_not_there_ends_the_run_with_one_line(told: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    done = _command(tmp_path, told, f"dask://127.0.0.1:{port}")
    assert done.returncode == 1
    ours = [line for line in done.stderr.splitlines() if line.startswith("akimwatch: ")]
    assert len(ours) == 1
    assert f"dask://127.0.0.1:{port}: no Dask scheduler answers there" in ours[0]
    assert len(rows_in(Settings(data=tmp_path / "data"))["articles"]) > 100, "what was collected is there"
