"""Who does the units of work: nothing begins for nothing, a dead worker costs one try, a deadly unit only itself."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import runner_works as works
from warehouse_world import NOW, article, stage_collected

from flows.analyse import analyse, read_articles
from flows.each import each_in_threads
from flows.run_report import Failure
from flows.runner import Runner, WorkKilled
from flows.runner_processes import ProcessRunner
from flows.settings import Settings, load_settings
from flows.workshop import Workshop, open_workshop
from models.errors import AkimwatchError, BadInput
from models.zone import ALMATY


@pytest.fixture(scope="module")
def pool() -> Iterator[Runner]:
    with ProcessRunner(2) as runner:
        assert runner.ready(9) == 2
        yield runner


def _children() -> set[str]:
    """Processes whose parent is this one, but for what multiprocessing keeps."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
            told = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == str(os.getpid()) and b"resource_tracker" not in told:
            found.add(process.name)
    return found


# --- Processes of this machine ----------------------------------------------------------------------------------------


def test_one_unit_is_done_in_this_process_and_begins_none() -> None:
    before = _children()
    with ProcessRunner(2) as runner:
        assert runner.ready(1) == 1
        assert runner.call(works.whose, 1) == os.getpid()
        assert _children() == before


def test_one_worker_is_this_process() -> None:
    with ProcessRunner(1) as runner:
        assert runner.ready(9) == 1
        assert runner.call(works.whose, 1) == os.getpid()


def test_several_units_are_done_at_once_elsewhere(pool: Runner) -> None:
    with ThreadPoolExecutor(2) as threads:
        pids = set(threads.map(lambda number: pool.call(works.whose, number), range(6)))
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_what_the_function_raises_is_raised_here(pool: Runner) -> None:
    with pytest.raises(ValueError, match="7 is no number of ours"):
        pool.call(works.refused, 7)


def test_a_unit_whose_worker_died_is_done_again(pool: Runner, tmp_path: Path) -> None:
    assert pool.call(works.die_once, str(tmp_path)) == "done again"
    assert pool.call(works.doubled, 4) == 8


def test_a_deadly_unit_is_a_failure_of_its_own_and_all_others_are_done(pool: Runner) -> None:
    """Also those that were in the pool each time it broke."""
    given = [1, -1, 2, 3, -2, 4, 5]
    done = each_in_threads("read", lambda number: pool.call(works.kill_or_double, number), given, at_once=2)
    failed = [one for one in done if isinstance(one, Failure)]
    assert [one for one in done if not isinstance(one, Failure)] == [2, 4, 6, 8, 10]
    assert [failure.about for failure in failed] == ["-1", "-2"]
    assert {failure.reason[:26] for failure in failed} == {"3 processes died over it o"}


def test_a_second_try_of_a_deadly_unit_is_not_made_by_prefect(tmp_path: Path) -> None:
    from flows.prefect_home import prepare_prefect

    prepare_prefect(tmp_path)
    from flows.prefect_flows import _may_pass

    class Failed:
        def __init__(self, error: Exception) -> None:
            self.error = error

        def result(self) -> None:
            raise self.error

    assert not _may_pass(None, None, Failed(WorkKilled("died")))  # type: ignore[arg-type]
    assert _may_pass(None, None, Failed(OSError("busy")))  # type: ignore[arg-type]


def test_nothing_is_left_of_a_pool() -> None:
    before = _children()
    with ProcessRunner(2) as runner:
        runner.ready(2)
        runner.call(works.doubled, 1)
        assert _children() - before
    assert _children() <= before


# --- The run's own ----------------------------------------------------------------------------------------------------


def _workshop(folder: Path, **given: object) -> Workshop:
    return open_workshop(Settings(data=folder, **given), sites={}, now=NOW.astimezone(ALMATY))  # type: ignore[arg-type]


def test_a_run_has_one_runner_from_its_first_step_to_its_last(tmp_path: Path) -> None:
    workshop = _workshop(tmp_path)
    with workshop.runner() as first:
        with workshop.runner() as second:
            assert first is second
        with workshop.runner() as third:
            assert first is third
    with workshop.runner() as other:
        assert first is not other


def test_a_look_that_brings_nothing_to_read_begins_nothing(tmp_path: Path) -> None:
    """Nor does it ask for a cluster: this one is not there."""
    workshop = _workshop(tmp_path, runner="dask://127.0.0.1:9")
    before = _children()
    with workshop.runner():
        read_articles(workshop, each_in_threads)
    assert workshop.report.failures == []
    assert _children() == before


def test_without_dask_nobody_waits_for_its_libraries() -> None:
    code = "import flows.analyse, flows.collect, sys; print({'distributed', 's3fs', 'aiohttp'} & set(sys.modules))"
    assert os.popen(f'{sys.executable} -c "{code}"').read() == "set()\n"


def test_readings_that_cannot_be_seen_are_told_and_not_made_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where each worker has a folder of that name for itself."""
    workshop = _workshop(tmp_path, workers=1)
    stage_collected(workshop.stage, article(1))
    from flows import reading

    monkeypatch.setattr(reading.Stage, "readings", lambda *given: None)
    analyse(workshop, each_in_threads)
    assert [failure.step for failure in workshop.report.failures] == ["read", "judge"]
    assert "that all of them reach" in workshop.report.failures[0].reason


# --- A cluster that is not there --------------------------------------------------------------------------------------


def test_a_scheduler_that_is_not_there_is_one_line_and_what_is_staged_stays(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    workshop = _workshop(tmp_path, runner=f"dask://127.0.0.1:{port}")
    stage_collected(workshop.stage, article(1))
    with pytest.raises(AkimwatchError, match=f"dask://127.0.0.1:{port}: no Dask scheduler answers there") as said:
        analyse(workshop, each_in_threads)
    assert "\n" not in str(said.value)
    after = _workshop(tmp_path, workers=1)
    analyse(after, each_in_threads)
    assert (after.report.readings.total(), after.report.failures) == (1, [])


# --- The settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("runner", ["processes", "dask://local", "dask://10.0.0.5:8786", "dask://[::1]:8786"])
def test_a_runner_that_there_is(runner: str) -> None:
    assert Settings(runner=runner).runner == runner


@pytest.mark.parametrize(
    "runner", ["dask", "dask://", "dask://host", "dask://me:canary@host:1", "threads", "tcp://h:1"]
)
def test_a_runner_that_there_is_not_is_refused_without_its_words(
    runner: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AKIMWATCH_RUNNER", runner)
    with pytest.raises(BadInput, match=r"AKIMWATCH_RUNNER: .*dask://HOST:PORT") as said:
        load_settings()
    assert "canary" not in str(said.value)


@pytest.mark.parametrize("stage", ["s3://me:can/ary#@bucket/stage", "s3://canary@bucket/x", "s3://a bucket/canary"])
def test_a_stage_with_a_login_or_without_an_address_is_refused_without_its_words(
    stage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AKIMWATCH_STAGE", stage)
    with pytest.raises(BadInput, match="AKIMWATCH_STAGE") as said:
        load_settings()
    assert "can" not in str(said.value).replace("cannot", "")


def test_a_stage_is_a_folder_beside_the_settings_file_or_an_address_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().stage_at == Path("data/stage")
    assert load_settings(data=Path("other")).stage_at == Path("other/stage")
    (tmp_path / "etc").mkdir()
    monkeypatch.setenv("AKIMWATCH_SETTINGS", "etc/a.toml")
    for given, told in (("parts", Path("etc/parts")), ("s3://bucket/stage", "s3://bucket/stage")):
        (tmp_path / "etc" / "a.toml").write_text(f"stage = '{given}'\n")
        assert load_settings().stage_at == told
    monkeypatch.setenv("AKIMWATCH_STAGE", "mine/parts")
    assert load_settings().stage_at == Path("mine/parts")
