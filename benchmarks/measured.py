"""How figures are taken: on one core, in processor time of a process and all it began, repeated in turns.

Processor time, because others may be at work on the machine; in turns (a, b, a, b …), because a machine is quicker at
one moment than at another; the least of the repetitions, because noise only ever adds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds of processor and clock, and the peak of memory of one process of them all, in MB."""

    processor: float
    clock: float
    peak: float
    out: str = ""


def pin() -> None:
    """From here on this process and what it begins have one core and one thread of mathematics."""
    os.environ.update(ONE_THREAD)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(command: Sequence[str], *, env: Mapping[str, str] | None = None, given: bytes | None = None) -> Spent:
    """One run of a command, whose standard output is kept; CalledProcessError with what it said where it fails."""
    begun = perf_counter()
    whole = {**os.environ, "PYTHONPATH": str(ROOT), "DO_NOT_TRACK": "1", **(env or {})}
    with subprocess.Popen(
        command, env=whole, stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=None if os.environ.get("BENCH_SHOW") else subprocess.DEVNULL,
    ) as process:  # fmt: skip
        if given is not None and process.stdin is not None:
            process.stdin.write(given)
            process.stdin.close()
        assert process.stdout is not None
        out = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, out)
    return Spent(
        processor=usage.ru_utime + usage.ru_stime, clock=perf_counter() - begun, peak=usage.ru_maxrss / 1024, out=out
    )


def figure(what: str, value: str) -> None:
    """Prints a figure as `all.py` takes it into the table of docs/performance.md."""
    print(f"= {what} = {value}", flush=True)


def python(*arguments: str | Path, env: Mapping[str, str] | None = None) -> Spent:
    """One run of this interpreter."""
    return run([sys.executable, *map(str, arguments)], env=env)


def least(times: int, jobs: Mapping[str, Callable[[], Spent]]) -> dict[str, Spent]:
    """The run of each job that took least processor time, of so many in turns."""
    runs: dict[str, list[Spent]] = {name: [] for name in jobs}
    for _ in range(times):
        for name, job in jobs.items():
            runs[name].append(job())
    return {name: min(some, key=lambda one: one.processor) for name, some in runs.items()}
