"""Prefect's server is killed while a run is at work: what it loaded stays, and the service ends in one line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import web_loopback

from flows.monitor import run_once
from flows.settings import Settings
from flows.workshop import Intake
from models.zone import ALMATY
from warehouse.connect import open_warehouse
from warehouse.read import counts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are found by /proc"),
]

ROOT = Path(__file__).parents[1]
_PAGES = 12
_PATIENCE = 420  # seconds: on two busy cores the server takes a minute to start
_SITE = """
key = "sample"
name = "Sample"
base_url = "{base}"
hosts = ["127.0.0.1"]
group = "regional"
language = "ru"
region = "KZ-39"
pace_seconds = 1.0
expected_per_day = [1, 50]
article_url = '/news/'
[[discovery]]
kind = "listing"
address = "{base}/list"
item = "li"
link = "a"
date = "time"
verified = "never"
[selectors]
verified = "never"
"""


@pytest.fixture
def web() -> Iterator[web_loopback.Loopback]:
    running, stop = web_loopback.start()
    now = datetime.now(ALMATY)
    text = "<p>Этой весной жители области чинили дороги, мосты и школы, сообщили в управлении.</p>" * 6
    items = []
    for n in range(_PAGES):
        at = (now - timedelta(hours=3 * n + 3)).isoformat(timespec="seconds")
        items.append(f'<li><a href="/news/{n}">Заметка {n}</a><time datetime="{at}"></time></li>')
        running.page(f"/news/{n}", f"<title>Заметка {n}</title><article><h1>Заметка {n}</h1>{text}{n}</article>")
    running.page("/list", f"<html><body><ul>{''.join(items)}</ul></body></html>")
    yield running
    stop()


def _below(pid: int) -> dict[int, str]:
    """Every process that descends from `pid`, with its command."""
    parents, said = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            said[int(folder.name)] = (folder / "cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:  # it has ended meanwhile
            continue
        parents[int(folder.name)] = int(fields[1])
    found, todo = {}, [pid]
    while todo:
        parent = todo.pop()
        children = [child for child, own in parents.items() if own == parent]
        found |= {child: said[child] for child in children if child in said}
        todo += children
    return found


def _wait(condition: Callable[[], object], service: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + _PATIENCE
    while not condition():
        assert service.poll() is None, log.read_text()
        assert time.monotonic() < give_up, log.read_text()
        time.sleep(0.2)


def test_the_service_ends_in_one_line_when_its_server_is_killed_and_the_next_run_goes_on(
    web: web_loopback.Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, log = tmp_path / "sources", tmp_path / "log"
    sources.mkdir()
    (sources / "sample.toml").write_text(_SITE.format(base=web.base), encoding="utf-8")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))}
    own = {"SOURCES": str(sources), "ALLOW_PRIVATE": "true", "MONITOR_SECONDS": "20", "WORKERS": "1"}
    with log.open("wb") as out:
        service = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "serve", "--data", str(tmp_path / "data")],
            cwd=tmp_path,
            env={**plain, "PYTHONPATH": str(ROOT), **{f"AKIMWATCH_{name}": value for name, value in own.items()}},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(lambda: len([path for path in web.asked() if path.startswith("/news")]) >= 3, service, log)
        family = _below(service.pid)
        (server,) = [pid for pid, said in family.items() if "PR_SET_PDEATHSIG" in said]
        os.kill(server, signal.SIGKILL)
        assert service.wait(_PATIENCE) == 1, "systemd starts it again"
    finally:
        service.kill()
        service.wait()
    (told,) = [line for line in log.read_text().splitlines() if line.startswith("akimwatch: Prefect's server ended")]
    assert "(signal 9)" in told
    give_up = time.monotonic() + 60
    while (left := [pid for pid in family if Path(f"/proc/{pid}").exists()]) and time.monotonic() < give_up:
        time.sleep(0.2)
    assert left == [], "no process is left behind"
    settings = Settings(data=tmp_path / "data", sources=sources, allow_private=True, pace_seconds=None, workers=1)
    report = run_once(settings, Intake(), direct=True)
    assert report.published
    assert report.failures == []
    with open_warehouse(settings.warehouse, sample=False) as connection:
        assert counts(connection)["articles"] == _PAGES
    asked = [path for path in web.asked() if path.startswith("/news")]
    assert len(set(asked)) == _PAGES
    assert len(asked) <= _PAGES + 1, "at most the page under way was asked for twice"
