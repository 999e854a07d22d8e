"""A web that fails: no names, nothing but 503, a source that hangs. Each through a whole run, beside sources that work.

Promised every time: the run ends, each address that was listed has its outcome, what the others have is collected and
published, silence is held against nobody, and where most sources fail the run says so (exit code 3).
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import duckdb
import pytest
from web_loopback import Loopback, Request, site, start

from extractors.sources.site import Site, Way
from extractors.web.settings import ClientSettings
from flows.monitor import run_in
from flows.run_report import RunReport
from flows.settings import Settings
from flows.workshop import Intake, open_workshop
from models.zone import ALMATY

pytestmark = pytest.mark.slow  # four whole runs, which wait for what does not answer

NOW = datetime(2024, 10, 17, 18, 0, tzinfo=ALMATY)
SAFE = 120.0  # seconds: generous, for a busy machine; this run waits for some five
STORY = (
    "<html><head><title>{title}</title></head><body><h1>{title}</h1><article><p>В городе Костанае 16 октября открыли "
    "новую школу на шестьсот мест.</p><p>На открытии выступили учителя и родители, занятия начнутся в понедельник.</p>"
    "</article></body></html>"
)


@pytest.fixture(scope="module")
def web() -> Iterator[Callable[[], Loopback]]:
    """Servers, each a source's own."""
    stops: list[Callable[[], None]] = []

    def another() -> Loopback:
        loopback, stop = start()
        stops.append(stop)
        return loopback

    yield another
    for stop in stops:
        stop()


@pytest.fixture(scope="module", autouse=True)
def _impatient() -> Iterator[None]:
    """The client's own bounds, some sixtieth of each: a test need not wait for minutes to see that they hold."""
    hurried = ClientSettings(
        allow_private=True, page_seconds=1.0, read_seconds=0.4, connect_seconds=0.5, retry_wait_seconds=0.0
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.collect.client_settings", lambda *_, **__: replace(hurried, pace_seconds=0.0))
        patch.setattr("extractors.patience.PAGE_COMPUTING", 2.0)
        yield


def source(key: str, base: str) -> Site:
    way = Way(kind="listing", address=f"{base}/list", item="li", date="time")
    return replace(site(base, way), key=key, hosts=("127.0.0.1", "silent.invalid", "no-such-name.invalid"))


def list_of(loopback: Loopback, number: int = 4) -> None:
    """A list of `number` articles of today, and the articles."""
    items = ""
    for n in range(number):
        moment = NOW - timedelta(hours=n)
        items += f'<li><a href="/news/{n}">Новость номер {n}</a><time datetime="{moment.isoformat()}"></time></li>'
        loopback.page(f"/news/{n}", STORY.format(title=f"Открыта школа номер {n}"))
    loopback.page("/list", f"<html><body><ul>{items}</ul></body></html>")


class Ran:
    """A run over these sources, and what is known after it."""

    def __init__(self, data: Path, *sites: Site) -> None:
        settings = Settings(data=data, allow_private=True, pace_seconds=0.0, back_days=3, sites_at_once=9)
        workshop = open_workshop(settings, sites={one.key: one for one in sites}, now=NOW)
        begun = time.monotonic()
        self.report: RunReport = run_in(workshop, Intake(), direct=True)
        self.took = time.monotonic() - begun
        self.failed = {failure.about: failure.reason for failure in self.report.failures if failure.step == "visit"}
        with duckdb.connect(str(settings.published / "akimwatch.duckdb"), read_only=True) as published:
            self.rows = published.execute("SELECT source, outcome, url FROM fetches").fetchall()
            self.listed = published.execute("SELECT DISTINCT source, url FROM listed").fetchall()
            self.verdicts = {v for (v,) in published.execute("SELECT verdict FROM compliance_today").fetchall()}
        with duckdb.connect(str(settings.warehouse), read_only=True) as warehouse:
            self.reasons = dict(warehouse.execute("SELECT url, reason FROM fetches").fetchall())

    def of(self, source: str) -> Counter[str]:
        return Counter(outcome for key, outcome, _ in self.rows if key == source)


def hang(_: Request, connection: socket.socket) -> None:
    connection.settimeout(20)
    connection.recv(1)  # until the client has had enough


def dribble(_: Request, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


@dataclass
class Faults:
    """Nine sources, two of them well, and two runs over them; between the two the tired one has had its rest."""

    hanging: Loopback
    tired: Loopback
    first: Ran
    second: Ran


@pytest.fixture(scope="module")
def faults(web: Callable[[], Loopback], tmp_path_factory: pytest.TempPathFactory) -> Faults:
    names = ("well", "well too", "hanging", "dribbling", "hanging list", "tired", "sly")
    servers = {name: web() for name in names}
    for server in servers.values():
        list_of(server)
    for n in range(4):
        servers["hanging"].answer(f"/news/{n}", hang)
        servers["dribbling"].answer(f"/news/{n}", dribble)
        servers["tired"].page(f"/news/{n}", status=503)
    servers["hanging list"].answer("/list", hang)
    # One element, whose attributes the parser compares with each other for half a minute.
    attributes = " ".join(f"a{n}=1" for n in range(150_000))
    servers["sly"].page("/news/1", f"<html><body><div {attributes}>слово")
    sites = [source(name, server.base) for name, server in servers.items()]
    sites += [source("silent", "http://silent.invalid"), source("nowhere", "http://no-such-name.invalid")]
    data, gone, real = tmp_path_factory.mktemp("faults"), threading.Event(), socket.getaddrinfo

    def look_up(host: str, *rest: object, **more: object) -> object:
        if host == "silent.invalid":
            gone.wait(120)  # as the resolver does, which cannot be broken off
        return real(host, *rest, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up)
        first = Ran(data, *sites)
        list_of(servers["tired"])
        second = Ran(data, *[one for one in sites if one.key in ("well", "tired")])
        gone.set()
    return Faults(hanging=servers["hanging"], tired=servers["tired"], first=first, second=second)


def test_a_run_over_a_failing_web_ends_soon_and_says_that_it_saw_too_little(faults: Faults) -> None:
    ran = faults.first
    print(f"first run {ran.took:.1f} s, second {faults.second.took:.1f} s")
    assert ran.took < SAFE
    assert (ran.report.sources_visited, ran.report.exit_code) == (9, 3)
    assert ran.report.alarm.startswith(f"only {9 - len(ran.failed)} of 9 sources were reached")
    assert ran.verdicts == {"not_judged"}


def test_what_works_is_collected_beside_what_fails(faults: Faults) -> None:
    assert (faults.first.of("well"), faults.first.of("well too")) == ({"fetched": 4}, {"fetched": 4})
    assert faults.first.failed.keys() == {"hanging", "dribbling", "hanging list", "tired", "silent", "nowhere"}


def test_every_listed_address_has_one_outcome_whatever_its_source_does(faults: Faults) -> None:
    assert Counter((key, url) for key, _, url in faults.first.rows) == Counter(faults.first.listed)


def test_a_source_that_hangs_is_asked_three_times_and_left_alone(faults: Faults) -> None:
    assert (faults.first.of("hanging"), faults.first.of("dribbling")) == ({"timeout": 4}, {"timeout": 4})
    assert len(set(faults.hanging.asked())) == 1 + 3
    assert "timeout" in faults.first.failed["hanging list"]


def test_a_name_that_nobody_looks_up_costs_its_seconds_and_no_more(faults: Faults) -> None:
    assert "the name server does not answer in time" in faults.first.failed["silent"]
    assert "name" in faults.first.failed["nowhere"]


def test_pages_that_answer_503_keep_their_day_open_and_come_with_the_next_run(faults: Faults) -> None:
    assert faults.first.of("tired") == {"http_error": 4}
    assert faults.first.failed["tired"] == "none of 4 addresses gave an article: 4 http_error"
    assert faults.second.of("tired") == {"http_error": 4, "fetched": 4}
    assert faults.second.report.exit_code == 0


def test_a_page_made_to_be_slow_has_its_outcome_and_the_next_ones_are_read(faults: Faults) -> None:
    assert faults.first.of("sly") == {"fetched": 3, "too_large": 1}
    reason = next(faults.first.reasons[url] for key, outcome, url in faults.first.rows if outcome == "too_large")
    assert reason == "reading it takes more than 2 s of computing"


def test_where_no_name_is_found_nothing_is_collected_nobody_accused_and_the_run_says_so(tmp_path: Path) -> None:
    ran = Ran(tmp_path, *(source(key, "http://no-such-name.invalid") for key in ("one", "two")))
    assert (ran.report.exit_code, ran.report.sources_reached) == (3, 0)
    assert ran.report.alarm == "only 0 of 2 sources were reached (not: one, two)"
    assert all("name" in reason for reason in ran.failed.values())
    assert (ran.rows, ran.verdicts) == ([], {"not_judged"})


def test_where_every_source_answers_503_nothing_is_claimed_and_the_run_says_so(
    web: Callable[[], Loopback], tmp_path: Path
) -> None:
    servers = [web() for _ in range(3)]
    for server, path in product(servers, ("/robots.txt", "/list")):
        server.page(path, status=503)
    ran = Ran(tmp_path, *(source(f"s{n}", server.base) for n, server in enumerate(servers)))
    assert (ran.report.exit_code, ran.report.sources_reached) == (3, 0)
    assert all("503" in reason for reason in ran.failed.values())
    assert (ran.rows, ran.verdicts) == ([], {"not_judged"})
