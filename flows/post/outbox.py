"""The outbox as one run of sending uses it: the warehouse is opened for each short transaction and closed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import duckdb

from flows.settings import Settings
from warehouse.connect import locked, open_warehouse
from warehouse.outbox import Posted, post, posted

_TURN_SECONDS = 60.0  # who sends now may be at its pauses: the next one says who is at it, and goes
# For what became of a letter that is out: it must not be lost to another's long load.
_PATIENCE = 600.0
_DIED = "the run that was sending it ended before it recorded an answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What stood of the week when a run began, by recipient, and what it is to send."""

    standing: Mapping[str, Posted]
    due: Sequence[Posted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """One week's letters in the warehouse of the settings, as the run `run_id` changes them."""

    settings: Settings
    week: str
    run_id: str

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The only sending on this data folder for as long as it lasts; WarehouseError names another that lasts on.

        The lock goes with its process, so a letter that is found in `sending` now is nobody's any more.
        """
        with locked(self.settings.data / "outbox", shared=False, wait_seconds=_TURN_SECONDS):
            yield

    def take_in(self, wanted: Sequence[Posted], *, resend: bool) -> Taken:
        """Queue what is wanted where it may be sent.

        One letter a week and recipient: whoever was sent any gets no other. Who may have one, or was refused, gets it
        only with `resend`. What was queued before is sent as it is wanted now. A dead run's letters become uncertain.
        """
        with self._open() as connection:
            standing = self._standing(connection)
            at = datetime.now(UTC)
            dead = [
                replace(one, state="uncertain", answer=_DIED, happened_at=at)
                for one in standing.values()
                if one.state == "sending"
            ]
            standing |= {one.recipient: one for one in dead}
            due = [one for new in wanted if (one := _due(new, standing.get(new.recipient), resend=resend))]
            fresh = [one for one in due if one != standing.get(one.recipient)]
            post(connection, self.run_id, [*dead, *fresh])
        return Taken(standing=standing, due=due)

    def spellings(self) -> Mapping[str, str]:
        """How the week's recipients are written in the outbox, by their address in small letters.

        No mail server in use tells `Aigerim@` from `aigerim@`: who is written another way now is no other reader.
        """
        with self._open() as connection:
            return {name.casefold(): name for name in self._standing(connection)}

    def begin(self, begun: Posted, done: Posted | None) -> Posted:
        """Record that a letter is being sent from now on and, in the same transaction, what became of the one before.

        What stands then: `begun`, or what another run made of that letter meanwhile, which stays.
        """
        with self._open(_PATIENCE) as connection:
            (stands,) = posted(connection, self.week, begun.recipient)
            ours = stands.state == "queued"
            post(connection, self.run_id, [row for row in (done, begun if ours else None) if row])
        return begun if ours else stands

    def note(self, rows: Sequence[Posted]) -> None:
        """Record what became of letters."""
        if rows:
            with self._open(_PATIENCE) as connection:
                post(connection, self.run_id, rows)

    def _standing(self, connection: duckdb.DuckDBPyConnection) -> dict[str, Posted]:
        return {one.recipient: one for one in posted(connection, self.week)}

    @contextmanager
    def _open(self, wait_seconds: float = 60.0) -> Iterator[duckdb.DuckDBPyConnection]:
        settings = self.settings
        with open_warehouse(
            settings.warehouse, sample=settings.sample, memory_limit=settings.memory_limit, wait_seconds=wait_seconds
        ) as connection:
            yield connection


def _due(wanted: Posted, stands: Posted | None, *, resend: bool) -> Posted | None:
    """The row by which the letter is to be sent, or None where it is not."""
    if stands is None:
        return wanted
    if stands.state == "queued":
        return stands if stands.content == wanted.content else replace(wanted, attempt=stands.attempt)
    if stands.state in ("failed", "uncertain") and resend:
        return replace(wanted, attempt=stands.attempt)
    return None
