"""Seconds of a look at the feeds of the sample web that brings nothing new: `python benchmarks/bench_monitor.py`.

Each look is a process of its own, start of the interpreter included, as the service makes them: without Prefect
(`--direct`), with Prefect's embedded server, and under a server that is up. Of three looks the quickest; processor
time beside it, for on a busy machine the clock says little.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flows.demo.server import sample_web
from flows.prefect_home import prepare_prefect
from flows.prefect_server import prefect_server

_LOOKS = 3


def _look(data: Path, *options: str) -> tuple[float, float]:
    """Wall and processor seconds of one run; what the server of Prefect takes in its own process is not in them."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "flows.cli", "run", *options, "--data", str(data)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, spent


def _show(what: str, data: Path, *options: str) -> None:
    wall, spent = min(_look(data, *options) for _ in range(_LOOKS))
    print(f"{what:54} {wall:6.1f} s, processor {spent:5.1f} s", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sample_web() as web:
        data = Path(folder) / "data"
        web.describe_in(Path(folder) / "sources")
        given = {
            "SAMPLE": "true",
            "ALLOW_PRIVATE": "true",
            "SOURCES": str(Path(folder) / "sources"),
            "PACE_SECONDS": str(web.pace_seconds),
            "BACK_DAYS": str((web.as_of - web.back_to).days),
        }
        os.environ |= {f"AKIMWATCH_{name}": value for name, value in given.items()}
        wall, spent = _look(data, "--direct")
        print(f"{'the first run, everything new, --direct':54} {wall:6.1f} s, processor {spent:5.1f} s", flush=True)
        _show("a look with nothing new, --direct", data, "--feeds", "--direct")
        _show("a whole visit with nothing new, published, --direct", data, "--direct")
        _show("a look, Prefect embedded", data, "--feeds")
        prepare_prefect(data)
        with prefect_server():
            _show("a look, under a Prefect server that is up", data, "--feeds")


if __name__ == "__main__":
    main()
