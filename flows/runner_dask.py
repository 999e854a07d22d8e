"""Units of work on a Dask cluster: one that stands, or one of this machine's processes that ends with the run.

The driving process alone is a client; workers need akimwatch, the very same, and a way to the stage. A worker that
dies: the scheduler gives its units to another.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

from distributed import Client, LocalCluster
from distributed.core import Status
from distributed.scheduler import KilledWorker

from flows.runner import DEATHS, WorkKilled
from models.errors import AkimwatchError

_SCHEDULER_S = 15.0  # to connect: a scheduler that stands answers in milliseconds, one across a country in a second
_WORKERS_S = 60.0  # for the first worker: a cluster that has just been told to grow takes as long to begin one
# Units given away at a time: a round has twice as many, which are held here (at 200 articles a batch some 160 MB of
# text), and what so many workers read one loader takes in.
_MOST_AT_ONCE = 64
_DIGITS = 8
_LOOK_S = 1.0  # between two looks whether there are workers yet: one who presses Ctrl-C waits no longer
_PACKAGES = ("flows", "extractors", "models", "warehouse")

Work = TypeVar("Work")
Result = TypeVar("Result")


class DaskRunner:
    """Connects when the first unit is to be done. `address` None: a cluster of so many processes of this machine."""

    def __init__(self, address: str | None, workers: int) -> None:
        self._address = address
        self._workers = workers
        self._cluster: LocalCluster | None = None
        self._client: Client | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def ready(self, units: int) -> int:
        threads: int = sum(self._connected().nthreads().values())
        return max(1, min(units, threads, _MOST_AT_ONCE))

    def call(self, function: Callable[[Work], Result], work: Work) -> Result:
        unit = _Unit(function, work, program())
        # pure=False: the same unit again is to be done again; Dask would give the answer that it remembers.
        future = self._connected().submit(_do, unit, pure=False)
        try:
            return self._result(future)  # type: ignore[no-any-return]
        except KilledWorker as error:
            raise WorkKilled(
                f"{error.allowed_failures + 1} workers died over it one after another, the last at "
                f"{error.last_worker.address}; out of memory, or a defect"
            ) from None
        except CancelledError as error:
            raise AkimwatchError(f"{self._told}: the scheduler went away; run again when it is back") from error
        except (ImportError, AttributeError) as error:
            raise AkimwatchError(f"{self._told}: a worker has another akimwatch, or none ({error})") from error
        finally:
            future.release()

    def _result(self, future: Any) -> Any:
        """Its result. AkimwatchError where this machine's cluster was ended from without, which Dask would outwait.

        Ctrl-C reaches the workers as well: they leave in good order, and nobody begins others.
        """
        while True:
            try:
                return future.result(timeout=_LOOK_S)
            except TimeoutError:
                if future.done():
                    raise
                ends = {Status.closed, Status.closing, Status.closing_gracefully, Status.stopped}
                if self._cluster is not None and all(one.status in ends for one in self._cluster.workers.values()):
                    raise AkimwatchError(f"{self._told}: its workers were ended; what is staged stays") from None

    @property
    def _told(self) -> str:
        return self._address.replace("tcp://", "dask://") if self._address else "dask://local"

    def _connected(self) -> Client:
        with self._lock:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> Client:
        if self._address is None:
            self._cluster = _own_cluster(self._workers)
        try:
            if self._address is not None:
                _knock(self._address)
            client = Client(self._cluster or self._address, timeout=_SCHEDULER_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise AkimwatchError(
                f"{self._told}: no Dask scheduler answers there ({_first_line(error)}); begin one with "
                "`dask scheduler`, or set runner to processes; what is staged stays"
            ) from error
        try:
            client.wait_for_workers(1, timeout=_WORKERS_S)
            self._check(client)
        except TimeoutError:
            client.close()
            raise AkimwatchError(f"{self._told}: the scheduler has no worker; begin some with `dask worker`") from None
        except BaseException:
            client.close()
            raise
        return client

    def _check(self, client: Client) -> None:
        """AkimwatchError where a worker's program is not this one: it would read by other rules, or fail midway.

        The scheduler unpacks the units before it gives them on, so it needs to know what they are made of.
        """
        try:
            scheduler: str = client.run_on_scheduler(_its_program)
            theirs: Mapping[str, Any] = client.run(_its_program, on_error="return")
        except Exception as error:  # they cannot even name the function
            told = f"{self._told}: the scheduler or a worker has no akimwatch, or an older one ({_first_line(error)})"
            raise AkimwatchError(told) from error
        theirs = {f"the scheduler {self._told}": scheduler, **theirs}
        others = {address: found for address, found in theirs.items() if found != program()}
        if others:
            address, found = next(iter(others.items()))
            raise AkimwatchError(
                f"{self._told}: {len(others)} of {len(theirs)} processes have another akimwatch than this one, "
                f"{program()} ({address}: {_first_line(found)}); install the same on all and begin them again"
            )


class _Unit(NamedTuple, Generic[Work, Result]):
    function: Callable[[Work], Result]
    work: Work
    program: str


def _do(unit: _Unit[Work, Result]) -> Result:
    """On the worker. One that joined late was not asked for its version when the run began."""
    if unit.program != program():
        raise AkimwatchError(f"a worker has akimwatch {program()}, this run {unit.program}; install the same on it")
    return unit.function(unit.work)


@cache
def program() -> str:
    """Which akimwatch this process runs: `0.1.0+3f9a01c2`, its version and a digest of all its files.

    The version alone would call two states of a clone the same.
    """
    root = Path(__file__).parents[1]
    files = sorted(path for name in _PACKAGES for path in (root / name).rglob("*") if _is_program(path))
    whole = sha256()
    for path in files:
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('akimwatch')}+{whole.hexdigest()[:_DIGITS]}"


def _its_program() -> str:
    """On a worker, on the scheduler."""
    return program()


def _is_program(path: Path) -> bool:
    return path.is_file() and path.suffix in {".py", ".toml", ".csv", ".sql"}


def _own_cluster(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,  # the models are no place for two threads
        processes=True,
        host="127.0.0.1",
        scheduler_port=0,
        worker_dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,  # it would quote what failed, word for word; the run's report tells of it
        # No page of it, and what Dask serves all the same on a free port of loopback, not on 8787 for everybody.
        scheduler_kwargs={"allowed_failures": DEATHS - 1, "dashboard": False, "dashboard_address": "127.0.0.1:0"},
    )


def _knock(address: str) -> None:
    """OSError at once where nobody listens: Dask would try for as long as a scheduler may take to answer."""
    host, port = address.removeprefix("tcp://").rsplit(":", 1)
    socket.create_connection((host.strip("[]"), int(port)), timeout=_SCHEDULER_S).close()


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
