"""Looks at lists: over which stretch of time each named everything, and which days all of them reach together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models.records import Discovery, Listed
from models.registry import Registry
from models.zone import ALMATY, local_day

A_DAY = timedelta(days=1)

Shelf = tuple[str, str | None]  # a source, and the region where one of its lists holds that region's news only


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at a source's list, which held everything that it published from `since` to `until` (moments).

    `region`: the only region whose news the list holds (an akimat's section of gov.kz); None: all that the source has.
    """

    source: str
    region: str | None = None
    since: datetime
    until: datetime


def look_of(discovery: Discovery, registry: Registry) -> Look | None:
    """The stretch of time over which a discovery listed everything; None where it failed or showed no dates."""
    if not discovery.ok or discovery.reached_back_to is None:
        return None
    anchor = None if discovery.complete else anchor_of(discovery)
    since = reached_since(discovery.reached_back_to, anchor.published_at if anchor else None, discovery.complete)
    until = spoken_until(discovery.checked_at, discovery.reached_until)
    if since >= until:
        return None
    region = registry.section_of(discovery.address)
    return Look(source=discovery.source, region=region, since=since, until=until)


def reached_since(oldest_day: date, oldest: datetime | None, complete: bool) -> datetime:
    """The moment from which a list holds everything: `oldest` is the moment of its anchor (`anchor_of`), if any.

    A complete list covers from the start of the oldest day it reached. Any other was cut off somewhere: it covers from
    its oldest item's moment, or, where the list gives days without hours, from the day after.
    """
    if not complete and oldest is not None and oldest.time() != time.min:
        return oldest
    midnight = datetime.combine(oldest_day, time.min, ALMATY)
    return midnight if complete else midnight + A_DAY


def spoken_until(checked: datetime, last_day: date | None) -> datetime:
    """The moment up to which a look lists everything: its own, or the end of the last day that it speaks of."""
    if last_day is None:
        return checked
    return min(checked, datetime.combine(last_day, time.min, ALMATY) + A_DAY)


def anchor_of(discovery: Discovery) -> Listed | None:
    """The oldest item of the oldest day reached: all of a look's items that `look_of` needs."""
    dated = [(item.published_at, item) for item in discovery.items if item.published_at]
    of_the_day = [pair for pair in dated if local_day(pair[0]) == discovery.reached_back_to]
    return min(of_the_day, key=lambda pair: (pair[0], pair[1].url))[1] if of_the_day else None


def days_touched(look: Look) -> tuple[date, date]:
    """The first and the last day of which the look lists some part."""
    last = look.until - timedelta(microseconds=1)  # a look up to midnight lists nothing of the day that begins then
    return look.since.astimezone(ALMATY).date(), last.astimezone(ALMATY).date()


def days_reached(looks: Iterable[Look]) -> dict[Shelf, frozenset[date]]:
    """For each list the days that its looks, together, list from the first minute to the last.

    Looks that overlap make one: a feed of twenty items read every hour reaches over the whole day. A day not yet over
    at the last look is not among them.
    """
    by_shelf: defaultdict[Shelf, list[Look]] = defaultdict(list)
    for look in looks:
        by_shelf[look.source, look.region].append(look)
    return {shelf: frozenset(_whole_days(_joined(own))) for shelf, own in by_shelf.items()}


def _joined(looks: Iterable[Look]) -> Iterator[tuple[datetime, datetime]]:
    ordered = sorted(looks, key=lambda look: look.since.timestamp())  # numbers: clocks of many zones compare slowly
    since, until = ordered[0].since, ordered[0].until
    for look in ordered[1:]:
        if look.since > until:
            yield since, until
            since, until = look.since, look.until
        until = max(until, look.until)
    yield since, until


def _whole_days(stretches: Iterable[tuple[datetime, datetime]]) -> Iterator[date]:
    for since, until in stretches:
        day = since.astimezone(ALMATY).date()
        if datetime.combine(day, time.min, ALMATY) < since:
            day += A_DAY
        while datetime.combine(day + A_DAY, time.min, ALMATY) <= until:
            yield day
            day += A_DAY
