"""The desk at which decisions are taken: every account that can be decided on, by its name, with what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from flows.accounts import Accounts, accounts_now
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.errors import BadInput, WarehouseError
from models.records import FoundMeeting
from models.registry import Registry
from models.reviews import Review
from warehouse import read_reviews
from warehouse.connect import holds_sample

_SHORTEST = 4  # «m-12»: fewer characters name nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """`accounts`: what was read and what people made of it, by name; `decided`: the word that counts on an account.

    `events`: the accounts of every event that stands; `waiting`: what deserves a look, the most pressing first.
    """

    accounts: Mapping[str, FoundMeeting]
    decided: Mapping[str, Review]
    events: Mapping[str, tuple[str, ...]]
    waiting: tuple[read_reviews.Waiting, ...]

    def named(self, name: str) -> tuple[FoundMeeting, ...]:
        """The account of that name, or all that tell of the event of that name; a beginning that only one has will do.

        BadInput where there is none, or more than one begins so.
        """
        names = [each for each in (*self.accounts, *self.events) if each.startswith(name)]
        if name in names:
            names = [name]
        if len(name) < _SHORTEST or len(names) != 1:
            told = f"{len(names)} begin so" if len(names) > 1 and len(name) >= _SHORTEST else "there is none"
            raise BadInput(
                f"{name}: no account (m-…) or event (e-…) of that name, {told}; `akimwatch review` lists them"
            )
        members = self.events.get(names[0], (names[0],))
        return tuple(self.accounts[each] for each in members if each in self.accounts)


def open_desk(workshop: Workshop, region: str | None = None) -> Desk:
    """The desk as it is laid out now. WarehouseError where there is no warehouse yet."""
    _check_region(workshop, region)
    if not workshop.settings.warehouse.exists():
        raise WarehouseError(f"{workshop.settings.warehouse}: no warehouse yet; `akimwatch run` makes it")
    with workshop.warehouse() as connection:
        return desk_of(connection, workshop.reader_version, workshop.registry, region)


def desk_of(
    connection: duckdb.DuckDBPyConnection, reader_version: str, registry: Registry, region: str | None = None
) -> Desk:
    """The same, of an open warehouse."""
    now = accounts_now(connection, reader_version, registry)
    events: defaultdict[str, list[str]] = defaultdict(list)
    for event, meeting in read_reviews.event_accounts(connection):
        events[event].append(meeting)
    return Desk(
        accounts={one.meeting_id: one for one in (*now.read, *now.laid.meetings)},
        decided=_decided(now),
        events={event: tuple(names) for event, names in events.items()},
        waiting=read_reviews.waiting(connection, region),
    )


def _check_region(workshop: Workshop, region: str | None) -> None:
    if region is not None and region not in workshop.registry.regions:
        known = ", ".join(sorted(workshop.registry.regions))
        raise BadInput(f"{region}: no such region; there are {known}")


def _decided(now: Accounts) -> dict[str, Review]:
    """The review that counts on each account: on those it was taken on or took since, and on the one that stands."""
    counting = {one.review_id: one for one in now.laid.standings if one.state == "counts"}
    by_name = {one.review_id: one for one in now.reviews}
    decided: dict[str, Review] = {}
    for review in now.reviews:
        standing = counting.get(review.review_id)
        if standing is not None:
            decided |= {name: review for name in (review.meeting_id, standing.meeting_id) if name}
    return decided | {name: by_name[review] for name, review in now.laid.taken.items()}


@contextmanager
def workshop_at_hand(settings: Settings, *, web: bool = False) -> Iterator[Workshop]:
    """A workshop on a warehouse that stands, of live or sample data; with `web`, a sample's own web and day with it."""
    if not settings.warehouse.exists() or not holds_sample(settings.warehouse):
        yield open_workshop(settings)
        return
    settings = settings.model_copy(update={"sample": True})
    if not web:
        yield open_workshop(settings)
        return
    from flows.demo.server import sample_web

    with sample_web() as up:
        demo = settings.model_copy(update={"allow_private": True, "pace_seconds": up.pace_seconds})
        yield open_workshop(demo, sites=up.sites, now=up.now)
