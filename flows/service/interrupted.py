"""What a stop of the service left in Prefect: runs that ended with it, and runs that were due meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterParentFlowRunId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Crashed

from flows.service.jobs import JOBS, Job
from flows.service.limit import free_slot
from flows.settings import Settings

_UNFINISHED = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.PAUSED)
_CAME_TO_AN_END = frozenset({StateType.COMPLETED, StateType.FAILED, StateType.CANCELLED})
_AT_ONCE = 200  # as many as Prefect gives in one answer


def take_missed(settings: Settings) -> tuple[Job, ...]:
    """The jobs whose last due run never came to an end, of those that must not be lost (the letter of a Monday).

    Asked before the deployments are registered: that may remove runs that were planned. Runs that Prefect still takes
    for running are closed first: no runner is left that could end them, since we are only starting. Looks that were due
    are dropped: the next one makes up for them all.
    """
    free_slot(settings)
    with get_client(sync_client=True) as client:
        _close_dead_runs(client, settings)
        for job in JOBS:
            if not job.kept:
                _drop_due(client, settings, job)
        return tuple(job for job in JOBS if job.kept and _state_of_last(client, settings, job) not in _CAME_TO_AN_END)


def order_missed(settings: Settings, jobs: Sequence[Job]) -> None:
    """One run of each now, unless Prefect still has it planned: a nightly pass is one for all nights."""
    with get_client(sync_client=True) as client:
        for job in jobs:
            if _state_of_last(client, settings, job) != StateType.SCHEDULED:
                deployment = client.read_deployment_by_name(f"{job.name}/{settings.service_name}")
                client.create_flow_run_from_deployment(deployment.id, name=f"missed-{job.name}")


def _close_dead_runs(client: SyncPrefectClient, settings: Settings) -> None:
    unfinished = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(_UNFINISHED))))
    dead = client.read_flow_runs(deployment_filter=_ours(settings), flow_run_filter=unfinished, limit=_AT_ONCE)
    if dead:
        parents = FlowRunFilterParentFlowRunId(any_=[run.id for run in dead])
        below = unfinished.model_copy(update={"parent_flow_run_id": parents})
        dead += client.read_flow_runs(flow_run_filter=below, limit=_AT_ONCE)
    for run in dead:
        state: State[None] = Crashed(message="the service or its machine stopped during this run")
        client.set_flow_run_state(run.id, state, force=True)


def _drop_due(client: SyncPrefectClient, settings: Settings, job: Job) -> None:
    for run in _due(client, settings, job, limit=_AT_ONCE):
        if run.state_type == StateType.SCHEDULED:
            client.delete_flow_run(run.id)


def _state_of_last(client: SyncPrefectClient, settings: Settings, job: Job) -> StateType | None:
    """The state of the job's last due run; completed where it never had one."""
    due = _due(client, settings, job, limit=1)
    return due[0].state_type if due else StateType.COMPLETED


def _due(client: SyncPrefectClient, settings: Settings, job: Job, *, limit: int) -> list[FlowRun]:
    """The job's runs that should have begun by now, the latest first."""
    return client.read_flow_runs(
        flow_filter=FlowFilter(name=FlowFilterName(any_=[job.name])),
        deployment_filter=_ours(settings),
        flow_run_filter=FlowRunFilter(
            expected_start_time=FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC)})
        ),
        sort=FlowRunSort.EXPECTED_START_TIME_DESC,
        limit=limit,
    )


def _ours(settings: Settings) -> DeploymentFilter:
    return DeploymentFilter(name=DeploymentFilterName(any_=[settings.service_name]))
