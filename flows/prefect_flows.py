"""The steps as Prefect flows: `collect`, `analyse` and their parent `run`; no logic here.

Import it only after `prefect_home.prepare_prefect`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.task_runners import ThreadPoolTaskRunner

from flows import analyse, collect
from flows.each import failure_of
from flows.run_report import Failure, RunReport
from flows.runner import WorkKilled
from flows.service.artifacts import leave_artifacts
from flows.workshop import Intake, Workshop
from models.errors import BadInput

Item = TypeVar("Item")
Result = TypeVar("Result")

# A step's own bounds (seconds a page, pages a visit) end it long before; this ends what they overlooked.
_STEP_SECONDS = 3 * 60 * 60
_FLOW_SECONDS = 8 * 60 * 60  # a full visit of all sites at their pace takes 1-2 hours, a back-fill a night
_RETRIES = 1
_RETRY_DELAY_SECONDS = 5


def each_in_tasks(
    name: str, step: Callable[[Item], Result], items: Sequence[Item], *, at_once: int = 1
) -> list[Result | Failure]:
    """One task an item, at most `at_once` together; a task that still fails after its retry is a Failure."""

    decorated: Task[[Item], Result] = task(
        name=name,
        retries=_RETRIES,
        retry_delay_seconds=_RETRY_DELAY_SECONDS,
        retry_condition_fn=_may_pass,
        timeout_seconds=_STEP_SECONDS,
        cache_policy=NO_CACHE,
        persist_result=False,
    )(_plain(step))
    with ThreadPoolTaskRunner[Result](max_workers=max(1, at_once)) as runner:
        futures = [runner.submit(decorated, {"item": item}) for item in items]
        results: list[Result | Failure] = []
        for item, future in zip(items, futures, strict=True):
            try:
                results.append(future.result())
            except Exception as error:  # noqa: BLE001 - kept and counted: it stands in the report with its reason
                results.append(failure_of(name, item, error))
        return results


def _may_pass(task: object, run: object, state: State[Any]) -> bool:
    """Whether a second try could help: a wrong input stays wrong, and what was taken of it would be taken twice.

    What killed three workers would kill three more.
    """
    try:
        state.result()
    except (BadInput, WorkKilled):
        return False
    except Exception:  # noqa: BLE001 - only asked about; the failure itself is kept by `each_in_tasks`
        return True
    return False


def _plain(step: Callable[[Item], Result]) -> Callable[[Item], Result]:
    """The step as a function of one argument called `item`: Prefect reads names and signatures of what it runs."""

    def work(item: Item) -> Result:
        return step(item)

    return work


@flow(name="collect", validate_parameters=False, timeout_seconds=_FLOW_SECONDS)
def collect_flow(workshop: Workshop, intake: Intake) -> None:
    collect.collect(workshop, intake, each_in_tasks)


@flow(name="analyse", validate_parameters=False, timeout_seconds=_FLOW_SECONDS)
def analyse_flow(workshop: Workshop, sparing: bool) -> None:
    analyse.analyse(workshop, each_in_tasks, sparing=sparing)


@flow(name="run", validate_parameters=False)
def run(workshop: Workshop, intake: Intake) -> RunReport:
    """`akimwatch run` and `akimwatch demo`: once, by hand."""
    whole_run(workshop, intake)
    return workshop.report


def whole_run(workshop: Workshop, intake: Intake) -> None:
    """Collect, then analyse and publish, as flows below the one that calls this; leaves its artifacts."""
    with workshop.runner():  # one for both
        collect_flow(workshop, intake)
        analyse_flow(workshop, intake.glance)
    leave_artifacts(workshop.report, workshop.settings)
