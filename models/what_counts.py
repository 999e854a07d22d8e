"""What counts: whether an event is what a clause asks for, and on which days it can count."""

from __future__ import annotations

from models.events import Event
from models.order import UNKNOWN, Clause, Conditions, Order, Window


def concerns(event: Event, region: str) -> bool:
    """Whether the event can say anything of the region or of its head."""
    return event.region in (region, None) or event.presence_of(region) is not None


def rung_of(event: Event, clause: Clause, region: str) -> str | None:
    """The first rung of the clause whose conditions the event meets for the region; None where it meets none."""
    return next((rung.name for rung in clause.rungs if meets(event, rung, region)), None)


def meets(event: Event, conditions: Conditions, region: str) -> bool:
    """Whether the event is what the conditions ask for. At regional level the gathering must be the region's own."""
    if event.level not in conditions.level or event.kind not in conditions.kind:
        return False
    if event.level == "region" and event.region != region:
        return False
    if conditions.assembly_present and not event.assembly_present:
        return False
    if conditions.interethnic_topic and not event.interethnic_topic:
        return False
    presence = event.presence_of(region)
    return not conditions.how or (presence is not None and presence.how in conditions.how)


def part_taken(event: Event, clause: Clause, region: str) -> str | None:
    """What a key event counts as for the region's head under a clause of attendance.

    The name of one of its rungs; `unknown` where he was expected and no report speaks of him; None: not his key event.
    """
    rung = rung_of(event, clause, region)
    if rung is None and event.presence_of(region) is None:
        expected = any(meets(event, conditions, region) for conditions in clause.expected)
        return UNKNOWN if expected else None
    return rung


def in_force_of(order: Order, span: Window) -> Window | None:
    """The days of the span on which the order was in force; None where it never was."""
    first = max(span.start, order.force_from)
    last = min(span.end, order.force_until or span.end)
    return Window(start=first, end=last) if first <= last else None
