"""Prefect's memory kept small: runs that ended long ago go, in batches, through its API; ours only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterParentFlowRunId,
)
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound

from flows.settings import Settings

_BATCH = 100  # runs asked for at once, each with a run or two below it; Prefect answers with 200 at most


def prune(settings: Settings, now: datetime | None = None) -> list[str]:
    """Delete this installation's runs that ended more than `run_days` ago; one line for each thing done.

    Their logs and artifacts go with Prefect's own sweep (its `orphans`, once a day), which our own server does.
    """
    before = (now or datetime.now(UTC)) - timedelta(days=settings.run_days)
    deleted = 0
    with get_client(sync_client=True) as client:
        while old := _old(client, settings, before):
            gone = sum(_delete(client, run) for run in (*_below(client, old), *old))
            deleted += gone
            if not gone:
                break
    return [f"{deleted} runs of more than {settings.run_days} days ago forgotten by Prefect"] if deleted else []


def _old(client: SyncPrefectClient, settings: Settings, before: datetime) -> list[FlowRun]:
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(name=DeploymentFilterName(any_=[settings.service_name])),
        flow_run_filter=FlowRunFilter(end_time=FlowRunFilterEndTime.model_validate({"before_": before})),
        limit=_BATCH,
    )


def _below(client: SyncPrefectClient, runs: list[FlowRun]) -> list[FlowRun]:
    parents = FlowRunFilterParentFlowRunId(any_=[run.id for run in runs])
    return client.read_flow_runs(flow_run_filter=FlowRunFilter(parent_flow_run_id=parents), limit=2 * _BATCH)


def _delete(client: SyncPrefectClient, run: FlowRun) -> bool:
    try:
        client.delete_flow_run(run.id)
    except ObjectNotFound:
        return False
    return True
