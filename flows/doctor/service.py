"""The service: does Prefect import here, is a server or `akimwatch serve` up, and is a run of ours due."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from flows.doctor.check import Check, Visit, fail, ok, warn
from flows.prefect_seen import see_service
from flows.settings import Settings
from models.zone import ALMATY

_IMPORT_SECONDS = 120  # 3 s on idle cores, a minute on busy ones


def checks(visit: Visit) -> Iterator[Check]:
    """One check of the service; with --deep one of Prefect itself, which takes seconds to import."""
    if visit.deep:
        yield _prefect()
    yield _service(visit.settings)


def _prefect() -> Check:
    """Imported in a process of its own: it reads its settings, and makes its folder, when it is imported."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, "-c", "import flows.prefect_flows"],
            env={**os.environ, "PREFECT_HOME": home, "PREFECT_SERVER_ANALYTICS_ENABLED": "false"},
            capture_output=True,
            text=True,
            timeout=_IMPORT_SECONDS,
            check=False,
        )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return fail("prefect", f"cannot be imported: {said}", "`make install` brings the pinned packages")
    return ok("prefect", "it imports, and so do our flows")


def _service(settings: Settings) -> Check:
    service = see_service(settings)
    if service.address is None:
        fix = "`akimwatch serve` keeps the schedule; nothing to do where cron or a timer runs `akimwatch run`"
        return warn("service", "none is up on this data folder", fix)
    if service.fault is not None:
        told = f"the Prefect server at {service.address} does not answer: {service.fault}"
        return fail("service", told, "start it, or take PREFECT_API_URL out of the environment")
    if not service.next_runs:
        told = f"the Prefect server at {service.address} answers, and no run of ours is due there"
        return warn("service", told, "`akimwatch serve` schedules them")
    first = service.next_runs[0]
    return ok(
        "service", f"{service.address} answers; next: {first.job} at {first.due.astimezone(ALMATY):%Y-%m-%d %H:%M}"
    )
