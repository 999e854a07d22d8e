"""A run that failed is told to the operator by mail, never to the readers: what failed, why, and what to do."""

from __future__ import annotations

from typing import Any

from prefect.client.schemas.objects import FlowRun, State

from flows.post.operator import tell_operator
from flows.service.jobs import DEEP, DIGEST, HOUSEKEEPING, MONITOR, SITE
from flows.settings import load_settings

_TODO = {
    MONITOR.name: "The next look tries again; where all fail, `akimwatch sources check` says which sites answer.",
    DEEP.name: "The next night tries again; `akimwatch run --back-days 30` does the same by hand.",
    DIGEST.name: "Nobody gets a letter twice: `akimwatch digest --send` goes on where this run stopped.",
    SITE.name: "The site that stood there stays; `akimwatch site` writes it by hand and says what is in the way.",
    HOUSEKEEPING.name: "Nothing that is needed was removed; next Sunday tries again.",
}


def on_failure(flow: Any, flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run that failed."""
    _tell(flow.name, flow_run, "failed", state.message or "no reason was given")


def on_crashed(flow: Any, flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run whose process ended under it."""
    _tell(flow.name, flow_run, "was broken off", state.message or "its process ended")


def _tell(job: str, flow_run: FlowRun, how: str, reason: str) -> None:
    """One mail a day for each job and kind of end (`tell_operator` sees to it)."""
    settings = load_settings()
    tell_operator(
        settings,
        f"{job} {how}",
        [
            f"Run: {job}, {flow_run.name}, {flow_run.id}",
            f"Data folder: {settings.data.resolve()}",
            f"Reason: {' '.join(reason.split())}",
            "",
            _TODO.get(job, "The next run tries again."),
            "What was published before stays. `akimwatch doctor` checks what a run needs and names each fix,",
            "`akimwatch status` shows what is stale, docs/operate.md tells what to do on each alarm.",
            "Of the same failure you are told once a day.",
        ],
    )
