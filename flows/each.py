"""How a step is done for every item: plainly in threads here, as Prefect tasks in `prefect_flows`.

A step that fails for one item is a `Failure` in its place; the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from flows.run_report import Failure
from models.errors import AkimwatchError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Each(Protocol):
    """Do `step` for each item; results in the items' order."""

    def __call__(
        self, name: str, step: Callable[[Item], Result], items: Sequence[Item], *, at_once: int = 1
    ) -> list[Result | Failure]: ...


def failure_of(name: str, item: object, error: BaseException) -> Failure:
    """One clear line: our own errors say it themselves, others are named by their kind."""
    said = str(error) if isinstance(error, AkimwatchError) else f"{type(error).__name__}: {error}"
    return Failure(step=name, about=_about(item), reason=" ".join(said.split()))


def _about(item: object) -> str:
    """What an item is called: its key, its own short words, or how many there are in a batch, never its texts."""
    if isinstance(item, list | tuple):
        return f"{len(item)} together"
    return str(getattr(item, "key", item))[:_LONGEST_NAME]


_LONGEST_NAME = 200  # characters: a path or an address; more would be a text, which is its publisher's


def each_in_threads(
    name: str, step: Callable[[Item], Result], items: Sequence[Item], *, at_once: int = 1
) -> list[Result | Failure]:
    """The steps without Prefect: `--direct`, and what most tests call."""

    def one(item: Item) -> Result | Failure:
        try:
            return step(item)
        except Exception as error:  # noqa: BLE001 - kept and counted: the failure stands in the report with its reason
            return failure_of(name, item, error)

    with ThreadPoolExecutor(max_workers=max(1, at_once), thread_name_prefix=name) as threads:
        return list(threads.map(one, items))
