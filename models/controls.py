"""The controls of a place, and how little of them a new day changes.

What reports tell of is put together whenever the reports change (`sittings_in`), whatever day it is. Which of it is a
control is worked out for a stretch of days (`controls_in`) from who was looking on them. So a new day that brings
neither other reports nor other watched days up to the day before works out the controls of the day that has matured
and of no other: a control rests on its own days alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from models.captures import Control, Sitting, sat, sitting_of
from models.certain import certain_events, certain_of
from models.identity import digest
from models.inference import Basis
from models.occasions import find_occasions
from models.records import Sighting

CONTROLS = "controls.5"  # changes with anything in occasions, likeness, season or captures that could change a control
MATURE = timedelta(days=7)  # a younger occasion's reports are not all printed yet: it would make the press look blind
NEVER = date.min  # before any day: no control is worked out yet


def sittings_digest(place: str, sightings: str) -> str:
    """What the sittings of a place rest on; `sightings` names its sightings."""
    return digest("o-", (CONTROLS, place, sightings))


def sittings_in(sightings: Iterable[Sighting]) -> tuple[Sitting, ...]:
    """The occasions of the class sought that the sightings of a place tell of, mature or not."""
    return tuple(sitting_of(one) for one in find_occasions(sightings) if one.sitting)


def mature_until(basis: Basis) -> date:
    """The last day whose occasions are controls. Those before the order are too: the press is what it is."""
    return basis.as_of - MATURE


def controls_digest(basis: Basis, place: str, sittings: str, until: date) -> str:
    """What the controls of a place up to a day rest on, and nothing later; `sittings` names its sittings."""
    watched = sorted((group, days) for (where, group), days in basis.watch.days.items() if where == place)
    looking = [(group, *sorted(day for day in days if day <= until)) for group, days in watched]
    told = [basis.states[event.event_id] for event in certain_events(basis.events, place, until)]
    groups = sorted(basis.watch.group_of.items())  # whose reports are captures: one more may look on the same days
    return digest("k-", (CONTROLS, place, sittings, until, looking, groups, told))


def controls_in(
    basis: Basis, place: str, sittings: Iterable[Sitting], after: date = NEVER
) -> tuple[Control, ...]:  # fmt: skip
    """The mature controls of one region, or of the whole republic (which has no sittings), that end after a day."""
    last = mature_until(basis)
    found = [control for one in sittings if after < one.end <= last and (control := sat(one, basis.watch)) is not None]
    days = basis.watch.days_of(place)
    if days:
        certain = certain_of(basis.events, basis.watch, place, (min(days), last))
        found += [control for control in certain if after < control.end]
    return tuple(sorted(found, key=lambda control: control.control_id))
