"""The standing service for real: server, runner, schedules, sample web, mail server; slow.

One service lives through the whole story; the tests below say what must have come of it.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx
import pytest
from post_world import PASSWORD, SENDER, USER, MailHouse

from flows.serving_note import announced
from warehouse.connect import open_warehouse

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
READER, OPERATOR = "reader@readers.example", "duty@akimwatch.example"
_PATIENCE = 420  # seconds for each step: on two busy cores a run takes a minute, the server's first start another
Row = tuple[str, ...]


@dataclass
class Service:
    """`akimwatch serve --demo` in a folder of its own, with a mail server beside it."""

    folder: Path
    house: MailHouse
    process: subprocess.Popen[bytes]
    learnt: list[dict[str, int]] = field(default_factory=list)  # rows of each look that came through, in time
    said: str = ""
    left: list[str] = field(default_factory=list)
    called: set[bytes] = field(default_factory=set)  # how its processes were called, its server's and its runs' too

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def ask(self, question: str) -> list[Row]:
        """What Prefect's database holds."""
        path = self.data / "prefect" / "prefect.db"
        if not path.exists():
            return []
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as database:
            try:
                return database.execute(question).fetchall()
            except sqlite3.OperationalError:  # its tables are not made yet
                return []

    def runs(self, job: str) -> list[Row]:
        """State and what was said of it, of each run of the job that is over."""
        return self.ask(
            "SELECT run.state_name, coalesce(state.message, '') FROM flow_run run "
            "JOIN flow ON flow.id = run.flow_id JOIN flow_run_state state ON state.id = run.state_id "
            f"WHERE flow.name = '{job}' AND run.end_time IS NOT NULL ORDER BY run.end_time"
        )

    def came_through(self, job: str) -> int:
        return sum(name == "Completed" for name, _ in self.runs(job))

    def start(self, job: str) -> None:
        """Order a run, as `prefect deployment run` does."""
        address = announced(self.data / "prefect")
        assert address is not None
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            found = client.get(f"/deployments/name/{job}/akimwatch")
            found.raise_for_status()
            while (made := self._order(client, found.json()["id"])).status_code == httpx.codes.SERVICE_UNAVAILABLE:
                time.sleep(1)  # its database is busy: Prefect's own client asks again too
            made.raise_for_status()

    @staticmethod
    def _order(client: httpx.Client, deployment: str) -> httpx.Response:
        return client.post(f"/deployments/{deployment}/create_flow_run", json={})

    def rows(self) -> dict[str, int]:
        names = ("runs", "discoveries", "fetches", "articles", "readings")
        with open_warehouse(self.data / "warehouse.duckdb", sample=True, read_only=True, wait_seconds=120) as opened:
            return {name: opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # type: ignore[index]

    def mails(self, address: str) -> list[EmailMessage]:
        taken = [one for one in self.house.letters if one.rcpt_tos == [address]]
        return [message_from_bytes(one.original_content or b"", policy=default) for one in taken]  # type: ignore[misc]

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        give_up = time.monotonic() + _PATIENCE
        while time.monotonic() < give_up:
            assert self.process.poll() is None, (self.folder / "log").read_text()
            for name in _processes_about(self.folder):
                with suppress(OSError):  # it has ended meanwhile
                    self.called.add((Path("/proc") / name / "cmdline").read_bytes())
            if condition():
                return
            time.sleep(1)
        pytest.fail(f"{what}: not within {_PATIENCE} s\n{(self.folder / 'log').read_text()}")


def _begin(folder: Path, house: MailHouse) -> Service:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))},
        "PYTHONPATH": str(ROOT),
        "AKIMWATCH_MONITOR_SECONDS": "20",
        "AKIMWATCH_SMTP_HOST": "127.0.0.1",
        "AKIMWATCH_SMTP_PORT": str(house.port),
        "AKIMWATCH_SMTP_SECURITY": "none",
        "AKIMWATCH_SMTP_USER": USER,
        "AKIMWATCH_SMTP_PASSWORD": PASSWORD,  # a canary, as the key is
        "PREFECT_API_KEY": "canary-of-prefect",
        "AKIMWATCH_SENDER": SENDER,
        "AKIMWATCH_OPERATOR": OPERATOR,
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "serve", "--demo", "--data", str(folder / "data")],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Service(folder=folder, house=house, process=process)


def _live(service: Service) -> None:
    """Two looks at the feeds by schedule; a letter that cannot be sent, then one that can, ordered twice."""
    for number in (1, 2):
        service.wait_for(lambda number=number: service.came_through("monitor") >= number, f"look {number}")  # type: ignore[misc]
        service.learnt.append(service.rows())
    (service.data / "recipients.csv").write_text("address,language\nnobody\n", encoding="utf-8")
    service.start("digest")
    service.wait_for(lambda: service.runs("digest"), "the letter that cannot be sent")
    (service.data / "recipients.csv").write_text(f"address,language\n{READER},ru\n", encoding="utf-8")
    service.start("deep")
    service.start("digest")
    service.wait_for(lambda: service.came_through("digest") >= 1, "the letter")
    service.start("digest")
    service.wait_for(lambda: service.came_through("digest") >= 2, "the letter again")
    service.wait_for(lambda: service.came_through("deep") >= 1, "the nightly pass")
    service.wait_for(lambda: any(name == "Skipped" for name, _ in service.runs("monitor")), "a look that is skipped")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("serve")
    with MailHouse(auth_require_tls=False).open() as house:
        service = _begin(folder, house)
        try:
            _live(service)
            service.process.send_signal(signal.SIGTERM)
            service.process.wait(180)
        finally:
            service.process.kill()
            service.process.wait()
        give_up = time.monotonic() + 20  # the pool's workers look for their parent once a second
        while (left := _processes_about(folder)) and time.monotonic() < give_up:
            time.sleep(1)
        service.left = left
        service.said = (folder / "log").read_text(encoding="utf-8")
        for process in left:
            os.kill(int(process), signal.SIGKILL)
        yield service


def _processes_about(folder: Path) -> list[str]:
    """Processes that were started for the folder or work in it, whoever their parent is now."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            about = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if str(folder).encode() in about and process.name != str(os.getpid()):
            found.append(process.name)
    return found


def test_two_looks_come_by_their_schedule_and_the_second_adds_to_the_first(service: Service) -> None:
    by_schedule = service.ask(
        "SELECT run.id FROM flow_run run JOIN flow ON flow.id = run.flow_id "
        "WHERE flow.name = 'monitor' AND run.auto_scheduled AND run.state_name = 'Completed'"
    )
    assert len(by_schedule) >= 2
    first, second = service.learnt
    assert first["articles"] > 0
    assert second["runs"] > first["runs"]
    assert second["fetches"] > first["fetches"]


def test_the_reader_gets_one_letter_however_often_it_is_sent(service: Service) -> None:
    (letter,) = service.mails(READER)
    assert letter["Subject"]
    assert letter.get_content_type() == "multipart/alternative"
    assert service.came_through("digest") == 2


def test_the_operator_is_told_of_the_run_that_failed_and_the_readers_are_not(service: Service) -> None:
    assert service.runs("digest")[0][0] == "Failed"
    (told,) = [mail for mail in service.mails(OPERATOR) if "digest failed" in mail["Subject"]]
    text = told.get_content()
    assert "Reason: " in text
    assert "recipients.csv" in text
    assert "akimwatch digest --send" in text


def test_a_run_that_finds_another_at_work_says_so_and_is_no_failure(service: Service) -> None:
    skipped = [said for name, said in service.runs("monitor") if name == "Skipped"]
    assert skipped
    assert all("is at work on this data folder" in said or "limit in Prefect" in said for said in skipped)
    assert "akimwatch: monitor is skipped: " in service.said
    failed = [told for told in service.runs("monitor") if told[0] not in ("Completed", "Skipped")]
    assert failed == []


def test_each_publication_is_followed_by_the_site_and_leaves_its_artifacts(service: Service) -> None:
    assert (service.data / "site" / "index.html").exists()
    assert service.came_through("renew site") >= 1
    keys = {key for (key,) in service.ask("SELECT DISTINCT key FROM artifact WHERE key IS NOT NULL")}
    assert keys == {"run-report", "verdict-table", "coverage-alarms"}


def test_the_service_ends_with_all_its_processes_and_without_a_traceback(service: Service) -> None:
    assert service.left == []
    assert service.process.returncode in (0, 128 + signal.SIGTERM)
    assert "Traceback" not in service.said
    assert " ERROR " not in service.said


def test_no_secret_is_in_what_the_service_leaves_says_and_calls(service: Service) -> None:
    """Its own environment alone holds them, and the login that the mail server heard."""
    assert service.house.logins
    for secret in (PASSWORD.encode(), b"canary"):
        kept = (path for path in service.folder.rglob("*") if path.is_file())
        assert [path for path in kept if secret in path.read_bytes()] == []
        assert not [called for called in service.called if secret in called]
        assert not [letter for letter in service.house.letters if secret in (letter.original_content or b"")]
    assert len(service.called) > 3


def test_the_schedules_are_still_active_in_prefects_memory(service: Service) -> None:
    deployments = service.ask("SELECT flow.name, deployment.paused FROM deployment JOIN flow ON flow.id = flow_id")
    assert dict(deployments) == dict.fromkeys(("monitor", "deep", "digest", "site", "housekeeping"), 0)  # type: ignore[comparison-overlap]
    schedules = service.ask("SELECT schedule, active FROM deployment_schedule")
    assert len(schedules) == 4
    assert all(active == 1 and "Asia/Almaty" in schedule for schedule, active in schedules)  # type: ignore[comparison-overlap]


def test_the_log_begins_with_what_is_served_and_when(service: Service) -> None:
    first = service.said.splitlines()[:6]
    assert str(service.data) in first[0]
    assert [line.split()[0] for line in first[1:]] == ["monitor", "deep", "digest", "site", "housekeeping"]
    assert "every 20 s" in first[1]
