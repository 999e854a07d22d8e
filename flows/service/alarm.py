"""A run that failed is told to the operator by mail, never to the readers: what failed, why, and what to do."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from flows.post.operator import tell_operator
from flows.service.jobs import DEEP, DIGEST, HOUSEKEEPING, MONITOR, SITE
from flows.service.log import log
from flows.settings import Settings, load_settings
from models.errors import AkimwatchError

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun, State

# Begins otherwise than our settings do, for this is none. Runs are children of the service and find it there.
_REMEMBERED = "OPERATOR_OF_AKIMWATCH"
_NEEDED = ("operator", "sender", "smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_seconds")

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


def remember(settings: Settings) -> None:
    """Keep for the runs of this service how the operator is reached: a slip in a settings file fails every run, and
    none of them could read there whom to tell."""
    ca = str(settings.smtp_ca.resolve()) if settings.smtp_ca else None
    kept = {name: getattr(settings, name) for name in _NEEDED}
    kept |= {"smtp_password": settings.smtp_password.get_secret_value(), "smtp_ca": ca}
    os.environ[_REMEMBERED] = json.dumps({**kept, "data": str(settings.data.resolve())})


def _settings() -> Settings | None:
    """The settings as they are, or else what the service remembers of those that it began with."""
    try:
        return load_settings()
    except AkimwatchError:
        kept = os.environ.get(_REMEMBERED)
        return Settings(**json.loads(kept)) if kept else None


def _tell(job: str, flow_run: FlowRun, how: str, reason: str) -> None:
    """A line in the service's log; one mail a day for each job and kind of end (`tell_operator` sees to it)."""
    why = " ".join(reason.split())
    log(f"akimwatch: {job} {how}: {why}")
    settings = _settings()
    if settings is None:
        return  # a worker's run, whose settings cannot be read: the line above is all that can be done
    tell_operator(
        settings,
        f"{job} {how}",
        [
            f"Run: {job}, {flow_run.name}, {flow_run.id}",
            f"Data folder: {settings.data.resolve()}",
            f"Reason: {why}",
            "",
            _TODO.get(job, "The next run tries again."),
            "What was published before stays. `akimwatch doctor` checks what a run needs and names each fix,",
            "`akimwatch status` shows what is stale, docs/operate.md tells what to do on each alarm.",
            "Of the same failure you are told once a day.",
        ],
    )
