"""Who does a run's units of work: processes of this machine, or a Dask cluster, by one setting.

A unit is a plain function of a module and a record that can be pickled. It stages what it makes and returns a tally.
Nothing is begun before the first unit: a look that brings nothing starts neither a pool nor a cluster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar, runtime_checkable

from flows.runner_names import LOCAL_CLUSTER, PROCESSES
from flows.settings import Settings
from models.errors import AkimwatchError

DEATHS = 3  # of workers over one unit: one may be the system's doing (memory), three are the unit's

Work = TypeVar("Work")
Result = TypeVar("Result")


class WorkKilled(AkimwatchError):
    """A unit over which DEATHS workers died. Another try would kill more."""


@runtime_checkable  # Prefect asks of each argument of a flow whether it is what it says
class Runner(Protocol):
    """Does units of work elsewhere. Called from several threads at once."""

    def ready(self, units: int) -> int:
        """Make ready for so many units; how many calls at the same time are worth it, at least 1.

        AkimwatchError where nobody is there to do them.
        """

    def call(self, function: Callable[[Work], Result], work: Work) -> Result:
        """What `function` makes of `work`; blocks until it is there, and raises what the function raised.

        Where the worker dies another does it again; WorkKilled after DEATHS of them. So a unit may be done twice:
        what it stages must be the same again, or have the same keys.
        """


@contextmanager
def runner_of(settings: Settings) -> Iterator[Runner]:
    """The runner that the setting names; what it began ends with the context."""
    if settings.runner == PROCESSES:
        from flows.runner_processes import ProcessRunner

        with ProcessRunner(settings.workers) as here:
            yield here
        return
    from flows.runner_dask import DaskRunner  # nobody else waits for Dask's libraries

    address = None if settings.runner == LOCAL_CLUSTER else settings.runner.replace("dask://", "tcp://")
    with DaskRunner(address, settings.workers) as cluster:
        yield cluster
