"""A run that failed is told to the operator by mail, never to the readers: what failed, why, and what to do."""

from __future__ import annotations

from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort

from flows.service.jobs import MONITOR
from flows.settings import load_settings

_ENDED = [StateType.COMPLETED, StateType.FAILED, StateType.CRASHED]
_LOOK_BACK = 50  # runs: between two that came through lie as many skipped ones at most (a night at half an hour has 16)


def on_failure(flow: Any, flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run that failed."""
    _tell(flow.name, flow_run, "failed", state.message or "no reason was given")


def on_crashed(flow: Any, flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run whose process ended under it."""
    _tell(flow.name, flow_run, "was broken off", state.message or "its process ended")


def _tell(job: str, flow_run: FlowRun, how: str, reason: str) -> None:
    from flows.post.operator import tell_operator

    if job == MONITOR.name and _failed_before(flow_run):
        return  # of a series every half hour the first is news; the nightly pass tells again each morning
    settings = load_settings()
    lines = [
        f"run: {job}, {flow_run.name} ({flow_run.id})",
        f"reason: {' '.join(reason.split())}",
        f"data folder: {settings.data.resolve()}",
        "",
        *_ADVICE.get(job, ()),
        "What was published before stays as it was. `akimwatch doctor` checks what a run needs and names each fix;",
        "`akimwatch status` shows what is stale; docs/operate.md tells what to do on each alarm.",
    ]
    tell_operator(settings, f"akimwatch: {job} {how}", lines)


_ADVICE = {
    "monitor": ("The next one is tried by itself; further failures in a row are not told one by one.",),
    "deep": ("The next one is tried the next night; `akimwatch run --back-days 30` does the same by hand.",),
    "digest": ("Nobody gets a letter twice: `akimwatch digest --send` goes on where this one stopped.",),
    "site": ("`akimwatch site` writes it by hand; the site that stood there stays.",),
    "housekeeping": ("Nothing that is needed was removed; it is tried again next Sunday.",),
}


def _failed_before(flow_run: FlowRun) -> bool:
    """Whether the last run of the same deployment that had its turn failed, too."""
    if flow_run.deployment_id is None:
        return False
    with get_client(sync_client=True) as client:
        earlier = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[flow_run.deployment_id])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_ENDED))),
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=_LOOK_BACK,
        )
    had_turn = [run for run in earlier if run.id != flow_run.id and run.state_name != "Skipped"]
    return bool(had_turn) and had_turn[0].state_type in (StateType.FAILED, StateType.CRASHED)
