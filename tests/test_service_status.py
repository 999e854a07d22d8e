"""`status` tells how the installation stands: last runs, next runs, what is stale; and never waits for anybody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pytest
from desk_world import make_data

from flows.desk.service import stale_looks, stale_publication
from flows.doctor.command import examine
from flows.prefect_seen import see_service
from flows.service.turn import turn
from flows.serving_note import announce, announced
from flows.settings import Settings
from flows.status import show_status

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_data(tmp_path_factory.mktemp("service") / "data")


@pytest.fixture
def data(sound: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy to change. No service of whoever runs the tests is in sight."""
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sound.data, tmp_path / "data", symlinks=True)
    (tmp_path / "data" / "prefect").mkdir()
    return Settings(data=tmp_path / "data", _env_file=None)  # type: ignore[call-arg]


def change(settings: Settings, *statements: str) -> None:
    with duckdb.connect(str(settings.warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)


def shown(settings: Settings, capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    assert show_status(settings, as_json=False, language=language) == 0  # type: ignore[arg-type]
    return " ".join(capsys.readouterr().out.split())


RAN = (
    "INSERT INTO runs VALUES ('live', '2026-03-01 02:00:00+05', '2026-03-01 02:12:00+05', '{}', "
    '\'{"outcome fetched": 30, "outcome timeout": 2, "reading gated": 28, "meetings": 1, '
    '"sources reached": 52, "sources visited": 53}\', [\'visit: nur: no list \x1b[31mcould be read\'], '
    "'20260301T020000-aa', '2026-03-01 02:12:00+05')"
)


# --- Last runs ------------------------------------------------------------------------------------------------------


def test_the_last_runs_are_told_with_what_failed(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No run has come to its end yet." in shown(data, capsys)
    change(data, RAN)
    told = shown(data, capsys)
    assert "! 2026-03-01 02:12 sources 52 of 53, addresses 32, articles read 28, meetings in them 1, 12 min;" in told
    assert "steps that failed: 1 visit: nur: no list \ufffd[31mcould be read" in told, "nothing hidden in a reason acts"
    told = shown(data, capsys, "ru")
    assert "! 01.03.2026 02:12 источники: 52 из 53, адресов 32, статей прочитано 28" in told


def test_a_program_gets_runs_service_and_what_is_stale(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    change(data, RAN)
    show_status(data, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["runs"][0]["counts"]["sources reached"] == 52
    assert told["runs"][0]["failures"][0].startswith("visit: nur: ")
    assert told["service"] == {"address": None, "fault": None}
    assert (told["next_runs"], told["stale"]) == ([], [])


# --- What is stale --------------------------------------------------------------------------------------------------


def test_a_sample_never_grows_stale_and_live_data_do(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing is stale." in shown(data, capsys)
    change(data, "UPDATE meta SET sample = false")
    assert "not looked at for 36 hours: 1 of 1 sources (paper)" in shown(data, capsys)
    manifest = data.published / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    old = (datetime.now(UTC) - timedelta(days=9)).isoformat()
    manifest.write_text(json.dumps({**told, "sample": False, "published_at": old}), encoding="utf-8")
    assert "what is published is 9 days old" in shown(data, capsys)
    assert "опубликованному дней: 9" in shown(data, capsys, "ru")


def test_an_unfinished_run_is_told(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (data.stage_at / "20260301T020000-bb").mkdir(parents=True)
    assert "unfinished runs: 1; the next run loads what they staged" in shown(data, capsys)


def test_the_file_is_stale_after_two_days_and_a_source_after_a_missed_night() -> None:
    assert stale_publication(NOW - timedelta(days=2), NOW) == []
    assert [one.values["days"] for one in stale_publication(NOW - timedelta(days=2, hours=1), NOW)] == [2]
    looks = {"a": NOW - timedelta(hours=35), "b": NOW - timedelta(hours=37), "c": None}
    (found,) = stale_looks(looks, NOW, monitor_seconds=1800)
    assert found.values["sources"] == ["b", "c"]
    assert stale_looks({"b": NOW - timedelta(hours=37)}, NOW, monitor_seconds=86_400) == []


# --- The service ----------------------------------------------------------------------------------------------------


def test_a_note_is_one_only_while_its_process_lives(data: Settings) -> None:
    home = data.data / "prefect"
    assert announced(home) is None
    with announce(home, "http://127.0.0.1:4200/api"):
        assert announced(home) == "http://127.0.0.1:4200/api"
    assert announced(home) is None, "the file is there still, its lock is not"
    killed = "import sys,time; from pathlib import Path; from flows.serving_note import announce\n" + (
        f"with announce(Path({str(home)!r}), 'http://127.0.0.1:1/api'): print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", killed], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        assert announced(home) == "http://127.0.0.1:1/api"
        process.kill()
    assert announced(home) is None


class _Api(BaseHTTPRequestHandler):
    """Answers as Prefect 3.8.8 does, of what is kept here."""

    answers: dict[str, Any] = {}  # noqa: RUF012 - set by each test

    def do_POST(self) -> None:
        body = json.dumps(self.answers[self.path]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        pass


@contextmanager
def served(answers: dict[str, Any]) -> Iterator[str]:
    handler = type("Api", (_Api,), {"answers": answers})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api"
        finally:
            server.shutdown()


DUE = {
    "/api/flow_runs/filter": [
        {"flow_id": "1", "expected_start_time": "2026-03-02T12:30:00Z"},
        {"flow_id": "1", "expected_start_time": "2026-03-02T13:00:00Z"},
        {"flow_id": "2", "expected_start_time": "2026-03-02T20:30:00Z"},
    ],
    "/api/flows/filter": [{"id": "1", "name": "monitor"}, {"id": "2", "name": "deep"}],
}


def test_the_next_run_of_each_job_is_told_in_almaty_time(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with served(DUE) as address, announce(data.data / "prefect", address):
        told = shown(data, capsys)
        seen = {check.name: check for check in examine(data.data, NOW, deep=False, rooms=("service",))}
    assert "Next runs (Asia/Almaty) 2026-03-02 17:30 monitor 2026-03-03 01:30 deep" in told
    assert seen["service"].state == "ok"
    assert "next: monitor at 2026-03-02 17:30" in seen["service"].seen


def test_without_a_service_status_says_that_none_is_seen(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No service is seen running" in shown(data, capsys)
    assert "Запущенной службы не видно" in shown(data, capsys, "ru")
    with served({"/api/flow_runs/filter": []}) as address, announce(data.data / "prefect", address):
        assert "no run of ours is scheduled there" in shown(data, capsys)


@pytest.mark.parametrize(
    "answers", [{"/api/flow_runs/filter": {"a": 1}}, {"/api/flow_runs/filter": [{"flow_id": "1"}]}]
)
def test_what_is_no_prefect_api_is_told(data: Settings, answers: dict[str, Any]) -> None:
    with served({**answers, "/api/flows/filter": []}) as address, announce(data.data / "prefect", address):
        assert see_service(data).fault == "what answers there is no Prefect API"


def test_a_password_in_the_servers_address_is_not_shown(
    data: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://akimwatch:canary@127.0.0.1:1/api")
    told = shown(data, capsys) + "".join(map(repr, examine(data.data, NOW, deep=False, rooms=("service",))))
    assert "http://***@127.0.0.1:1/api" in told
    assert "canary" not in told


def test_a_publication_without_a_zone_to_its_moment_is_not_called_old(
    data: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    (data.published / "manifest.json").write_text('{"published_at": "2020-01-01T00:00:00"}', encoding="utf-8")
    assert "what is published is" not in shown(data, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["refused", "silent"])
def test_a_server_that_does_not_answer_costs_two_seconds_at_most(
    data: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        if how == "silent":
            door.listen()  # takes the connection and says nothing
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{door.getsockname()[1]}/api")
        begun = time.monotonic()
        service = see_service(data)
        assert time.monotonic() - begun < 3
        assert service.fault
        assert "does not answer" in shown(data, capsys)
        (found,) = [
            check for check in examine(data.data, NOW, deep=False, rooms=("service",)) if check.name == "service"
        ]
    assert found.state == "fail"
    assert "PREFECT_API_URL" in (found.fix or "")


@pytest.mark.slow
def test_a_service_that_is_up_is_found_and_one_that_was_stopped_is_not(data: Settings, tmp_path: Path) -> None:
    """The real thing: `akimwatch serve`, its Prefect server, and what is due there."""
    (tmp_path / "sources").mkdir()  # none: whatever falls due meanwhile reaches nobody
    given = {"AKIMWATCH_SOURCES": str(tmp_path / "sources"), "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "flows.cli", "serve", "--data", str(data.data)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | given
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            give_up = time.monotonic() + 240
            while not (seen := see_service(data)).next_runs:
                assert time.monotonic() < give_up, seen
                assert process.poll() is None
                time.sleep(1)
            assert all(run.due > datetime.now(UTC) - timedelta(minutes=5) for run in seen.next_runs)
        finally:
            process.send_signal(signal.SIGTERM)
    assert see_service(data).address is None


def test_who_is_at_work_is_told_and_a_killed_run_is_not(data: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with turn(data.data, "deep"):
        show_status(data, as_json=False)
        assert f"at work     deep (process {os.getpid()}, since " in capsys.readouterr().out
    (data.data / "run.lock").write_text("deep (process 1, since 2025-06-22 03:00:00)", encoding="utf-8")
    show_status(data, as_json=True)
    assert json.loads(capsys.readouterr().out)["at_work"] is None
