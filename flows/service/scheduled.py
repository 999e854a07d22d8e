"""The service's jobs as Prefect flows, each a thin coat around a plain function; no logic here.

Import it only after `prefect_home.prepare_prefect`. Each run is a process of its own that reads its settings anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.inert import guard_streams
from flows.prefect_flows import whole_run
from flows.service import works
from flows.service.alarm import on_crashed, on_failure
from flows.service.jobs import DEEP, DIGEST, HOUSEKEEPING, MONITOR, SITE, Job
from flows.service.limit import slot
from flows.service.log import log
from flows.service.turn import AtWork, turn
from flows.settings import Settings, load_settings
from flows.workshop import Intake, workshop_of
from models.errors import AkimwatchError


@flow(name=MONITOR.name, description=MONITOR.about, on_failure=[on_failure], on_crashed=[on_crashed])
def monitor() -> State[Any]:
    return _in_turn(MONITOR, lambda settings: _watch(settings, works.GLANCE))


@flow(name=DEEP.name, description=DEEP.about, on_failure=[on_failure], on_crashed=[on_crashed])
def deep() -> State[Any]:
    return _in_turn(DEEP, lambda settings: _watch(works.deep_settings(settings), Intake()))


@flow(name=DIGEST.name, description=DIGEST.about, on_failure=[on_failure], on_crashed=[on_crashed])
def digest() -> State[Any]:
    return _in_turn(DIGEST, works.send_letter)


@flow(name=SITE.name, description=SITE.about, on_failure=[on_failure], on_crashed=[on_crashed])
def site() -> State[Any]:
    return _in_turn(SITE, works.renew_site)


@flow(name=HOUSEKEEPING.name, description=HOUSEKEEPING.about, on_failure=[on_failure], on_crashed=[on_crashed])
def housekeeping() -> State[Any]:
    return _in_turn(HOUSEKEEPING, _tidy)


@flow(name="renew site", validate_parameters=False)
def renew_site(settings: Settings) -> str:
    return works.renew_site(settings)


FLOWS = {MONITOR: monitor, DEEP: deep, DIGEST: digest, SITE: site, HOUSEKEEPING: housekeeping}


def _watch(settings: Settings, intake: Intake) -> str:
    workshop = workshop_of(settings)
    whole_run(workshop, intake)
    if works.site_is_old(settings):
        renew_site(settings)
    log(*workshop.report.lines())
    if left := works.send_left(settings):
        log(f"akimwatch: {left}")
    if workshop.report.alarm:
        raise AkimwatchError(workshop.report.alarm)
    return workshop.report.summary


def _tidy(settings: Settings) -> str:
    from flows.housekeeping import tidy
    from flows.service.pruning import prune

    return "; ".join([*tidy(workshop_of(settings)), *prune(settings)])


def _in_turn(job: Job, work: Callable[[Settings], str]) -> State[Any]:
    """Do the work when it is this run's turn; a run that finds another one at work ends as `Skipped`, not as failed."""
    guard_streams()  # this process is a runner's, not the command line's
    settings = load_settings()
    try:
        with turn(settings.data, job.name, waits=job.waits), slot(settings, job.waits):
            said = work(settings)
    except AtWork as held:
        log(f"akimwatch: {job.name} is skipped: {held}")
        return Completed(name="Skipped", message=str(held))
    log(f"akimwatch: {job.name}: {said}")
    return Completed(message=said)
