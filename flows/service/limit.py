"""Prefect's own limit: one run a warehouse, on whatever machine its worker stands."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress

from httpx import HTTPStatusError, codes
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.concurrency.asyncio import AcquireConcurrencySlotTimeoutError, ConcurrencySlotAcquisitionError
from prefect.concurrency.sync import concurrency

from flows.service.turn import AtWork, turn
from flows.settings import Settings

_LEASE_SECONDS = 60.0  # the least that Prefect allows; renewed while the run lives


def limit_name(settings: Settings) -> str:
    """The limit of this warehouse among all that a Prefect server may know: by its path."""
    path = str(settings.warehouse.resolve())
    return f"akimwatch-{hashlib.sha256(path.encode()).hexdigest()[:12]}"


@contextmanager
def slot(settings: Settings, waits: float) -> Iterator[None]:
    """Hold the warehouse's one slot; AtWork after `waits` seconds.

    A process that is killed, or a machine that is gone, holds it until its lease runs out.
    """
    name = limit_name(settings)
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(name, 1)
    with ExitStack() as held:
        try:
            held.enter_context(_concurrency(name, waits))
        except AcquireConcurrencySlotTimeoutError:
            raise AtWork(_held(name)) from None
        except ConcurrencySlotAcquisitionError as error:
            if _is_full(error):
                raise AtWork(_held(name)) from None
            raise
        yield


def free_slot(settings: Settings) -> None:
    """Free the slot of a run that ended with its service, where no run has the turn here.

    Prefect's server keeps leases for as long as it lives itself, and counts slots for ever.
    """
    with suppress(AtWork), turn(settings.data, "the start of the service"), get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(limit_name(settings), 1)
        client.update_global_concurrency_limit(limit_name(settings), GlobalConcurrencyLimitUpdate(active_slots=0))


def _concurrency(name: str, waits: float) -> AbstractContextManager[None]:
    """One try where nobody waits: a bound in seconds would take a slow answer for a refusal, and leak the slot."""
    return concurrency(
        name,
        timeout_seconds=waits or None,
        max_retries=None if waits else 0,
        lease_duration=_LEASE_SECONDS,
        strict=True,
        raise_on_lease_renewal_failure=False,  # our own lock holds all the same
    )


def _is_full(error: ConcurrencySlotAcquisitionError) -> bool:
    cause = error.__cause__
    return isinstance(cause, HTTPStatusError) and cause.response.status_code == codes.LOCKED


def _held(name: str) -> str:
    return f"a run elsewhere holds this warehouse's limit in Prefect ({name})"
