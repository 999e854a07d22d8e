"""What the service asks of a real Prefect server, told step by step: `python prefect_story.py FOLDER` prints JSON.

A process of its own, since Prefect reads its environment once.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.prefect_home import prepare_prefect
from flows.prefect_server import prefect_server
from flows.settings import Settings


def tell(settings: Settings) -> dict[str, Any]:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterEndTime
    from prefect.states import Completed, Running, Scheduled

    from flows.service.interrupted import order_missed, take_missed
    from flows.service.jobs import JOBS
    from flows.service.limit import free_slot, slot
    from flows.service.pruning import prune
    from flows.service.serving import deployment_of
    from flows.service.turn import AtWork

    told: dict[str, Any] = {}
    hour_ago = datetime.now(UTC) - timedelta(hours=1)

    def skipped() -> str:
        try:
            with slot(settings, 0):
                return ""
        except AtWork as held:
            return str(held)

    with slot(settings, 0):
        told["slot held"] = skipped()
    told["slot free again"] = skipped()
    leaked = slot(settings, 0)
    leaked.__enter__()  # and never left, as by a run that was killed
    told["slot leaked"] = skipped()
    free_slot(settings)
    told["slot after the service's start"] = skipped()

    def ended(client: Any) -> list[Any]:
        """Runs that are over: the server's scheduler adds planned ones at any moment."""
        return client.read_flow_runs(  # type: ignore[no-any-return]
            flow_run_filter=FlowRunFilter(end_time=FlowRunFilterEndTime(is_null_=False)), limit=200
        )

    told["missed on the first day"] = [job.name for job in take_missed(settings)]
    made = {job.name: deployment_of(job, settings).apply() for job in JOBS}
    with get_client(sync_client=True) as client:

        def ran(job: str, *states: Any) -> str:
            run = client.create_flow_run_from_deployment(made[job], state=Scheduled(scheduled_time=hour_ago))
            for state in states:
                client.set_flow_run_state(run.id, state, force=True)
            return str(run.id)

        dead, late = ran("digest", Running()), ran("monitor")
        ran("deep", Running(), Completed())
        missed = take_missed(settings)
        told["missed after a power cut"] = [job.name for job in missed]
        order_missed(settings, missed)
        told["the dead run"] = client.read_flow_run(dead).state_name  # type: ignore[arg-type]
        runs = client.read_flow_runs(limit=200)
        told["a late look is dropped"] = late not in {str(run.id) for run in runs}
        told["ordered"] = sorted(run.name for run in runs if run.name.startswith("missed-"))
        told["asked again"] = [job.name for job in take_missed(settings)]
        order_missed(settings, take_missed(settings))
        told["still ordered once"] = sorted(
            run.name for run in client.read_flow_runs(limit=200) if run.name.startswith("missed-")
        )
        told["pruned too early"] = prune(settings)
        told["ended runs"] = len(ended(client))
        told["pruned"] = prune(settings, datetime.now(UTC) + timedelta(days=settings.run_days + 1))
        told["ended runs left"] = len(ended(client))
    return told


if __name__ == "__main__":
    chosen = Settings(data=Path(sys.argv[1]))
    prepare_prefect(chosen.data)
    with prefect_server():
        found = tell(chosen)
    print(json.dumps(found, ensure_ascii=False))
