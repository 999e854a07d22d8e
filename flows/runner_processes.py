"""Units of work in processes of this machine; in this one where there is one worker, or one unit."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

from flows.runner import DEATHS, WorkKilled

Work = TypeVar("Work")
Result = TypeVar("Result")


class ProcessRunner:
    """A pool, begun when more than one unit is to be done at a time.

    When a worker dies the pool breaks, and with it every unit that is in it. Who killed it nobody can tell: each of
    them is done again alone, one after another in a process of its own, so that a death there is its own doing.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._together = _Pool(workers)
        self._alone = _Pool(1)
        self._lonely = threading.Lock()
        self._pooled = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._together.end()
        self._alone.end()

    def ready(self, units: int) -> int:
        at_once = max(1, min(self._workers, units))
        self._pooled |= at_once > 1  # a process takes two seconds to begin, which one unit is not worth
        return at_once

    def call(self, function: Callable[[Work], Result], work: Work) -> Result:
        if not self._pooled:
            return function(work)
        try:
            return self._together.call(function, work)
        except BrokenProcessPool:
            return self._call_alone(function, work)

    def _call_alone(self, function: Callable[[Work], Result], work: Work) -> Result:
        with self._lonely:
            for _ in range(DEATHS - 1):
                try:
                    return self._alone.call(function, work)
                except BrokenProcessPool:
                    continue
        raise WorkKilled(
            f"{DEATHS} processes died over it one after another; out of memory (set workers or batch lower) or a defect"
        )


class _Pool:
    """A pool of processes that is begun when first used, and anew when it broke."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def call(self, function: Callable[[Work], Result], work: Work) -> Result:
        with self._lock:
            pool = self._pool or self._begin()
            self._pool = pool
            try:
                future = pool.submit(function, work)
            except BrokenProcessPool:  # it broke while nobody was in it
                pool.shutdown(wait=True)
                self._pool = pool = self._begin()
                future = pool.submit(function, work)
        try:
            return future.result()
        except BrokenProcessPool:
            with self._lock:
                first = self._pool is pool
                self._pool = None if first else self._pool
            if first:  # two threads that close it would close what has its descriptors by then
                pool.shutdown(wait=True)
            raise

    def _begin(self) -> ProcessPoolExecutor:
        # spawn: a fork would copy the threads' locks of Prefect and the numeric libraries in whatever state they are
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, context, initializer=_stay_with, initargs=(os.getpid(),))

    def end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _stay_with(parent: int) -> None:
    """A worker whose parent was killed has nobody to work for: without this it would wait for ever."""
    threading.Thread(target=_leave_without, args=(parent,), daemon=True).start()


def _leave_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
