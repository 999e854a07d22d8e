"""`akimwatch sql` without a question: DuckDB's shell over the published file, which it cannot change."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warehouse_world import NOW, article, council, reading, whole_run

from flows import shell
from flows.settings import Settings
from models.errors import WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import publish

COMMAND = (sys.executable, "-m", "flows.cli", "sql", "--data")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shell")
    made = Settings(data=folder)
    with open_warehouse(made.warehouse, sample=True) as connection:
        whole_run(connection, made.stage_at, "r1", (article(1), reading(council())))
        publish(connection, made.published, as_of=NOW.date())
    return folder


def _environment(home: Path) -> dict[str, str]:
    """A home whose start file of the shell is broken, a clock that is not Almaty's, a plain terminal."""
    (home / ".duckdbrc").write_text("SELEC broken;\n.mode nonsense\n", encoding="utf-8")
    return {**os.environ, "HOME": str(home), "TZ": "UTC", "TERM": "xterm", "PYTHONPATH": str(ROOT)}


def _piped(data: Path, home: Path, said: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, str(data)], input=said, capture_output=True, text=True, env=_environment(home), cwd=home, timeout=60
    )


def test_a_question_may_be_piped_in(data: Path, tmp_path: Path) -> None:
    said = (
        ".mode csv\nSELECT region, sample FROM compliance_today LIMIT 1;\nSELECT current_setting('TimeZone') AS clock;"
    )
    done = _piped(data, tmp_path, said)
    assert (done.returncode, done.stdout.split()) == (0, ["region,sample", "KZ-10,true", "clock", "Asia/Almaty"])
    assert done.stderr == "SAMPLE DATA: the meetings are invented\n"


def test_the_shell_can_search(data: Path, tmp_path: Path) -> None:
    done = _piped(data, tmp_path, ".mode csv\nSELECT found_in, day FROM search('заседания Советов');")
    assert done.stdout.split() == ["found_in,day", "sentence,2025-06-18"]


REFUSED = (
    "CREATE TABLE mine (i INTEGER);",
    "INSERT INTO meta SELECT 1, true, now();",
    "COPY (SELECT 1) TO 'mine.csv';",
    "ATTACH 'mine.duckdb';",
    "INSTALL spatial;",
    "SET enable_external_access = true;",
    "FROM read_text('.duckdbrc');",
    ".output mine.txt",
    ".open mine.duckdb",
    ".shell touch mine",
)


def test_what_writes_or_reaches_out_is_refused_in_one_line_each(data: Path, tmp_path: Path) -> None:
    before = (data / "published" / "akimwatch.duckdb").read_bytes()
    done = _piped(data, tmp_path, "\n".join([*REFUSED, ".mode csv", "SELECT count(*) AS n FROM meta;\n"]))
    told = [line for line in done.stderr.splitlines() if "Error: " in line or "cannot be used" in line]
    assert len(told) == len(REFUSED), done.stderr
    assert (done.returncode, done.stdout.split()) == (1, ["n", "1"])
    assert {path.name for path in tmp_path.iterdir()} <= {".duckdbrc", ".duckdb", ".duckdb_history"}
    assert (data / "published" / "akimwatch.duckdb").read_bytes() == before


class _Terminal:
    """A pseudo-terminal that answers what a shell asks of every terminal (its colours, kind and cursor)."""

    def __init__(self, arguments: list[str], environment: dict[str, str]) -> None:
        self.process, self.handle = pty.fork()
        if self.process == 0:
            os.execve(arguments[0], arguments, environment)
        self.shown = ""

    def until(self, text: str, seconds: float = 30.0) -> str:
        """What was shown since the last time, once `text` is among it and the shell waits for the next line."""
        give_up = time.monotonic() + seconds
        while text not in self.shown and time.monotonic() < give_up:
            self._take(0.1)
        assert text in self.shown, self.shown
        while self._take(0.5):  # a line typed while it still asks for the cursor would be taken for the answer
            pass
        shown, self.shown = self.shown, ""
        return shown

    def _take(self, seconds: float) -> bool:
        if not select.select([self.handle], [], [], seconds)[0]:
            return False
        try:
            got = os.read(self.handle, 65536)
        except OSError:  # the other side has gone
            return False
        self.shown += got.decode(errors="replace")
        if b"\x1b[c" in got:
            os.write(self.handle, b"\x1b]11;rgb:0000/0000/0000\x07\x1b[?1;2c")
        for _ in range(got.count(b"\x1b[6n")):
            os.write(self.handle, b"\x1b[1;80R")
        return True

    def type(self, line: str) -> None:
        os.write(self.handle, line.encode() + b"\r")

    def ended(self, seconds: float = 30.0) -> int | None:
        """The exit code; None, and killed, where it does not end."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            self._take(0.1)
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                os.close(self.handle)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        return None


def test_a_person_at_a_terminal_asks_is_refused_to_write_and_leaves(data: Path, tmp_path: Path) -> None:
    terminal = _Terminal([*COMMAND, str(data)], _environment(tmp_path))
    greeting = terminal.until("akimwatch> ")
    for told in ("read-only", "SAMPLE DATA", "FROM glossary", "--questions", ".tables"):
        assert told in greeting
    terminal.type("SELECT count(*) + 1000 FROM compliance_today;")
    terminal.until("1040")
    terminal.type("CREATE TABLE mine (i INTEGER);")
    terminal.until("read-only mode")
    terminal.type(".quit")
    assert terminal.ended() == 1, "the shell tells of the refused statement when it ends"


def test_who_only_asks_leaves_with_success(data: Path, tmp_path: Path) -> None:
    terminal = _Terminal([*COMMAND, str(data)], _environment(tmp_path))
    terminal.until("akimwatch> ")
    terminal.type(".quit")
    assert terminal.ended() == 0


def test_where_no_shell_is_installed_one_line_says_what_to_do(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell.sysconfig, "get_path", lambda _name: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WarehouseError, match=r"^DuckDB's shell is not installed; install .*duckdb-cli==.*$"):
        shell.open_shell(Settings(data=data))
    other = tmp_path / "duckdb"
    other.write_text("#!/bin/sh\necho v0.9.2\n", encoding="utf-8")
    other.chmod(0o755)
    monkeypatch.setattr(shell.sysconfig, "get_path", lambda _name: str(tmp_path / "elsewhere"))
    with pytest.raises(WarehouseError, match=r"DuckDB v0\.9\.2; install"):
        shell.open_shell(Settings(data=data))


def test_before_anything_is_published_no_shell_is_opened(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        shell.open_shell(Settings(data=tmp_path))
