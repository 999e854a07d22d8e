"""Standing by: the jobs as deployments of a Prefect server, and a runner that starts each run in a process of its own.

Import it only after `prefect_home.prepare_prefect` and with the server's address in the environment.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.service.alarm import remember
from flows.service.interrupted import order_missed, take_missed
from flows.service.jobs import JOBS, MONITOR, Job, cron_of
from flows.service.scheduled import FLOWS
from flows.service.standing import Standing
from flows.settings import Settings
from models.errors import BadInput
from models.zone import ALMATY

_ZONE = str(ALMATY)
# Looks at the feeds fall on the same minutes whenever the service was started: :00 and :30 of half an hour.
_ANCHOR = datetime(2025, 1, 1, tzinfo=ALMATY)

# One at work, one that waits for its turn, one to say that it is skipped. What finds no place here is late, not lost.
_PROCESSES = 3


def serve_jobs(settings: Settings, *, when_ready: Callable[[], None] = lambda: None) -> None:
    """Register every job and run it by its schedule until stopped; schedules stay active when the service stops."""
    os.environ["AKIMWATCH_DATA"] = str(settings.data.resolve())  # each run reads its settings anew
    remember(settings)
    made = [deployment_of(job, settings) for job in JOBS]
    missed = take_missed(settings)

    def begin() -> None:
        order_missed(settings, missed)
        when_ready()

    Standing(settings.data, limit=_PROCESSES).stand(made, begin)


def deployment_of(job: Job, settings: Settings) -> RunnerDeployment:
    """The job's deployment with its schedule in Asia/Almaty. BadInput for a schedule that Prefect refuses."""
    schedule = _schedule(job, settings)
    return RunnerDeployment.from_flow(
        FLOWS[job],
        name=settings.service_name,
        description=f"{job.about} Data folder: {settings.data.resolve()}",
        schedules=[schedule] if schedule else [],
        tags=["akimwatch"],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(job: Job, settings: Settings) -> Schedule | None:
    if job is MONITOR:
        return Interval(settings.monitor_seconds, anchor_date=_ANCHOR, timezone=_ZONE)
    cron = cron_of(job, settings)
    if cron is None:
        return None
    try:
        return Cron(cron, timezone=_ZONE)
    except ValueError as error:
        raise BadInput(f"setting AKIMWATCH_{job.name.upper()}_CRON: {cron!r}: {error}") from error
