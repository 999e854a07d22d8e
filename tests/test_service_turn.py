"""One run at a time in a data folder; when jobs run; what a light look takes in and what it may claim."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import web_loopback
from typer.testing import CliRunner

from extractors.sources import load_sites
from extractors.sources.site import Way
from extractors.web.archive import Archive
from extractors.web.visit import visit_site
from flows.alone import alone
from flows.cli import app
from flows.collect import collect
from flows.each import each_in_threads
from flows.monitor import run_once
from flows.prefect_home import prefect_home
from flows.service.command import serve_demo, serve_live
from flows.service.cron import check_cron
from flows.service.turn import AtWork, holder, turn
from flows.serving_note import announce
from flows.settings import Settings, load_settings
from flows.workshop import Intake, open_workshop
from models.errors import AkimwatchError, BadInput
from models.records import Discovery
from models.zone import ALMATY

# --- Whose turn it is -----------------------------------------------------------------------------------------------


def test_a_second_run_is_told_who_is_at_work(tmp_path: Path) -> None:
    with turn(tmp_path, "deep"):
        assert holder(tmp_path).startswith(f"deep (process {os.getpid()}, since ")
        with pytest.raises(AtWork, match=r"^deep \(process \d+, since .*\) is at work on this data folder$"):
            turn(tmp_path, "monitor").__enter__()
    assert holder(tmp_path) == ""
    with turn(tmp_path, "monitor"):
        pass


def test_who_waits_gets_the_turn_when_it_is_free(tmp_path: Path) -> None:
    with _process_at_work(tmp_path, "time.sleep(1)") as other, turn(tmp_path, "digest", waits=60):
        assert other.wait(30) == 0


def test_a_killed_run_leaves_the_turn_to_the_next(tmp_path: Path) -> None:
    with _process_at_work(tmp_path, "time.sleep(600)") as other:
        with pytest.raises(AtWork):
            turn(tmp_path, "monitor").__enter__()
        other.send_signal(signal.SIGKILL)
        other.wait(30)
        with turn(tmp_path, "monitor", waits=10):
            pass


def test_a_run_by_hand_that_finds_another_at_work_is_skipped_in_one_line(tmp_path: Path) -> None:
    with turn(tmp_path, "deep"):
        told = CliRunner().invoke(app, ["run", "--direct", "--json", "--data", str(tmp_path)])
    assert told.exit_code == 0
    assert told.stderr.startswith("akimwatch: this run is skipped: deep (process ")
    assert told.stderr.count("\n") == 1
    assert "is at work" in json.loads(told.stdout)["skipped"]
    assert not (tmp_path / "warehouse.duckdb").exists()


class _process_at_work:
    """Another process that has the turn while the context lasts."""

    def __init__(self, data: Path, then: str) -> None:
        told = f"with turn(Path({str(data)!r}), 'monitor'):\n    print('taken', flush=True)\n    {then}"
        self.command = f"import time\nfrom pathlib import Path\nfrom flows.service.turn import turn\n{told}"

    def __enter__(self) -> subprocess.Popen[str]:
        root = str(Path(__file__).parents[1])
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.command],
            env={**os.environ, "PYTHONPATH": root},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "taken\n"
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


# --- When -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["0 8 * * mon", "*/15 0-6,22 1 jan-mar 0-7", "  0   8 * * MON "])
def test_crons_five_fields_are_taken(given: str) -> None:
    assert check_cron(given) == " ".join(given.lower().split())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("0 8 * *", "'0 8 * *' has 4 fields, not 5"),
        ("@daily", "has 1 fields, not 5"),
        ("61 * * * *", "'61' is no minute (0-59)"),
        ("0 8 * * 8", "'8' is no day of the week (0-7)"),
        ("0 8 * * fri-mon", "'fri-mon' is no day of the week (0-7)"),
        ("*/0 * * * *", "'*/0' is no minute (0-59)"),
        ("0 8 32 * *", "'32' is no day of the month (1-31)"),
    ],
)
def test_a_slip_in_a_schedule_is_refused_when_settings_are_read(
    given: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AKIMWATCH_DIGEST_CRON", given)
    with pytest.raises(BadInput, match="AKIMWATCH_DIGEST_CRON") as refused:
        load_settings()
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


# --- A look at a glance ---------------------------------------------------------------------------------------------


def test_at_a_glance_a_site_is_its_first_pages_and_no_sitemap() -> None:
    sites = load_sites()
    for site in sites.values():
        glance = site.at_a_glance()
        kinds = {way.kind for way in site.ways}
        assert (glance is None) == (kinds == {"sitemap"})
        if glance is not None:
            assert [replace(way, pages=1) for way in site.ways if way.kind != "sitemap"] == list(glance.ways)
            assert glance.hosts == site.hosts


_LISTING = Way(kind="listing", address="{base}/list/{page}", pages=3, item="li", link="a", date="time")
NOW = datetime(2025, 6, 22, 12, tzinfo=ALMATY)


@pytest.fixture
def loopback() -> Iterator[web_loopback.Loopback]:
    running, stop = web_loopback.start()
    for page, days in enumerate(((22, 21, 20), (19, 18, 17), (16, 15, 14)), start=1):
        items = "".join(
            f'<li><a href="/news/{day}">Заметка о событиях дня</a>'
            f'<time datetime="2025-06-{day}T09:00:00+05:00"></time></li>'
            for day in days
        )
        running.page(f"/list/{page}", f"<html><body><ul>{items}</ul>{'<p>Новости области. </p>' * 30}</body></html>")
    yield running
    stop()


def _reach(loopback: web_loopback.Loopback, folder: Path, *, glance: bool) -> tuple[date | None, bool]:
    way = replace(_LISTING, address=_LISTING.address.replace("{base}", loopback.base))
    site = web_loopback.site(loopback.base, way)
    chosen = site.at_a_glance() if glance else site
    assert chosen is not None
    with Archive(folder) as archive, web_loopback.client() as client:
        looks = [
            record
            for record in visit_site(chosen, client, archive, known={}, back_to=date(2025, 6, 8), now=NOW)
            if isinstance(record, Discovery)
        ]
    assert len(looks) == 1
    return looks[0].reached_back_to, looks[0].complete


def test_a_glance_claims_only_the_days_that_its_one_page_reached(
    loopback: web_loopback.Loopback, tmp_path: Path
) -> None:
    assert _reach(loopback, tmp_path / "whole", glance=False) == (date(2025, 6, 14), False)
    loopback.seen.clear()
    assert _reach(loopback, tmp_path / "glance", glance=True) == (date(2025, 6, 20), False)
    assert [path for path in loopback.asked() if path.startswith("/list")] == ["/list/1"]


def test_a_site_with_a_sitemap_only_is_left_to_the_nightly_pass_and_named(tmp_path: Path) -> None:
    """It is not asked at all: no address of it is reachable here, and none is missed."""
    alau = load_sites()["alau"]
    workshop = open_workshop(Settings(data=tmp_path), sites={"alau": alau})
    collect(workshop, Intake(glance=True), each_in_threads)
    assert workshop.report.remarks == ["not looked at, having no list but a sitemap: alau"]
    assert (workshop.report.sources_visited, workshop.report.failures) == (0, [])
    assert workshop.report.exit_code == 0


def test_a_run_of_feeds_only_can_be_asked_for_by_hand() -> None:
    told = CliRunner().invoke(app, ["run", "--help"], env={"COLUMNS": "120"})
    assert "--feeds" in told.stdout


@pytest.fixture
def environment() -> Iterator[None]:
    """What `prepare_prefect` puts into the environment goes with the test."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


# --- What `serve` refuses in one line -------------------------------------------------------------------------------


@pytest.mark.usefixtures("environment")
def test_a_second_service_on_one_data_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_HOME", raising=False)
    home = prefect_home(tmp_path)
    home.mkdir()
    with announce(home, "http://127.0.0.1:1/api"), pytest.raises(AkimwatchError, match="a service is up on this"):
        serve_live(tmp_path)


@pytest.mark.usefixtures("environment")
def test_a_second_service_is_refused_while_the_first_one_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its server takes a minute to start, and until then there is no note of it."""
    with alone(tmp_path / "serve.lock", "a service is starting", ""):
        monkeypatch.setattr("flows.service.command.prefect_server", lambda: pytest.fail("a second server"))
        with pytest.raises(AkimwatchError, match="a service is starting in this data folder"):
            serve_live(tmp_path)


_SERVICE = """
import subprocess, sys
from flows.prefect_server import _MORTAL
print(subprocess.Popen([sys.executable, "-c", _MORTAL, "shell"]).pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_the_server_ends_with_a_service_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "prefect.py").write_text(
        "import time\nprint('up', flush=True)\ntime.sleep(60)\n", encoding="utf-8"
    )  # stands for the server
    where = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[1]}"}
    service = subprocess.Popen(
        [sys.executable, "-c", _SERVICE],
        cwd=tmp_path,
        env=where,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert service.stdout is not None
    server = Path("/proc") / service.stdout.readline().strip()
    assert service.stdout.readline() == "up\n"
    service.kill()
    service.communicate()
    give_up = time.monotonic() + 10
    while server.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not server.exists()


@pytest.mark.usefixtures("environment")
def test_a_prefect_server_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setattr("flows.prefect_server._BOOT_S", 0.0)
    with pytest.raises(AkimwatchError, match=r"no Prefect server answers at http://127\.0\.0\.1:1/api") as refused:
        serve_live(tmp_path)
    assert "\n" not in str(refused.value)


@pytest.mark.usefixtures("environment")
def test_a_run_by_hand_names_a_prefect_server_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setattr("flows.prefect_server._BOOT_S", 0.0)
    (tmp_path / "none.jsonl").touch()
    with pytest.raises(AkimwatchError, match=r"no Prefect server answers at http://127\.0\.0\.1:1/api"):
        run_once(load_settings(data=tmp_path / "data"), Intake(articles=(tmp_path / "none.jsonl",)))


def test_the_demo_is_not_served_in_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"live")
    with pytest.raises(BadInput, match="is no demo"):
        serve_demo(tmp_path)
