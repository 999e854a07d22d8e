"""A Dask cluster of this machine as tests watch it: its processes, the rows that it makes, and who kills a worker."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import runner_works as works
from distributed import Client

from flows.settings import Settings
from flows.workshop import Workshop
from warehouse.connect import open_warehouse

# What names a run or a moment of the real clock; all else must be the same.
_OF_THE_RUN = {"run_id", "recorded_at"}
_OF_TABLES = {
    "runs": {"started_at", "finished_at"},
    "publications": {"publication_id", "registry_run", "judged_run", "published_at"},
}
Rows = dict[str, list[tuple[str, ...]]]


def rows_in(settings: Settings, hidden: Mapping[str, set[str]] = {}) -> Rows:
    """Every row of every table, but for the columns that name run and moment, and those `hidden` (``""``: of any)."""
    found: Rows = {}
    with open_warehouse(settings.warehouse, sample=None, read_only=True) as connection:
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
            unseen = _OF_THE_RUN | _OF_TABLES.get(name, set()) | hidden.get("", set()) | hidden.get(name, set())
            found[name] = _rows_of(connection, name, unseen)
    return found


def _rows_of(connection: duckdb.DuckDBPyConnection, table: str, hidden: set[str]) -> list[tuple[str, ...]]:
    asked = connection.execute(f'FROM "{table}"')
    shown = [place for place, column in enumerate(asked.description or ()) if column[0] not in hidden]
    return sorted(tuple(repr(row[place]) for place in shown) for row in asked.fetchall())


def until(true: Callable[[], object], what: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.01)


def children() -> set[int]:
    """Processes below this one, whoever their parent is, but for what multiprocessing keeps."""
    parents, kept = {}, set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text().rsplit(")", 1)[1].split()
            if b"resource_tracker" in (process / "cmdline").read_bytes() or state[0] == "Z":
                kept.add(int(process.name))
            parents[int(process.name)] = int(state[1])
        except OSError:
            continue
    found, edge = set[int](), {os.getpid()}
    while edge := {child for child, parent in parents.items() if parent in edge}:
        found |= edge
    return found - kept


class Killer(threading.Thread):
    """Kills one worker of the run's own cluster, in the middle of a batch, and notes that it was."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(daemon=True)
        self.workshop = workshop
        self.killed: tuple[int, str] | None = None
        self.suspicious = 0

    def run(self) -> None:
        until(lambda: getattr(self.workshop._runner, "_client", None), "the cluster begins")
        cluster = self.workshop._runner._cluster  # type: ignore[union-attr]
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            until(lambda: self._kill_one(client, cluster), "a worker is met in the middle of a batch")

    def _kill_one(self, client: Client, cluster: object) -> bool:
        for address, (pid, keys) in client.run(works.executing).items():
            if not keys:
                continue
            os.kill(pid, signal.SIGSTOP)  # what it has not finished by now it never will
            time.sleep(0.5)  # an answer that was on its way has arrived
            if keys[0] in client.processing([address])[address]:
                os.kill(pid, signal.SIGKILL)
                self.killed = pid, keys[0]
                task = cluster.scheduler.tasks.get(keys[0])  # type: ignore[attr-defined]
                until(lambda task=task: task.suspicious, "the scheduler sees that its worker died")  # type: ignore[misc]
                self.suspicious = task.suspicious
                return True
            os.kill(pid, signal.SIGCONT)
        return False
