"""Occasions that certainly took place (`certain.toml`): they alone can be caught by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models.captures import NATIONWIDE, Control, Watch
from models.events import Event
from models.identity import digest
from models.package_data import own_table

_BESIDE = timedelta(days=1)  # a feast's gathering may be held on the eve or the day after


@dataclass(frozen=True, slots=True, kw_only=True)
class CertainDay:
    """A day on which an occasion certainly took place; in every region, or (`session`) once for the whole republic."""

    name: str
    day: date
    session: bool


@cache
def _calendar() -> tuple[tuple[tuple[str, int, int], ...], tuple[CertainDay, ...]]:
    raw = own_table("certain.toml")
    yearly = tuple((entry["name"], entry["month"], entry["day"]) for entry in raw["yearly"])
    sessions = tuple(CertainDay(name=entry["name"], day=entry["day"], session=True) for entry in raw["session"])
    return yearly, sessions


def certain_days(start: date, end: date) -> tuple[CertainDay, ...]:
    """The occasions that certainly took place from `start` to `end`."""
    yearly, sessions = _calendar()
    feasts = (
        CertainDay(name=name, day=date(year, month, day), session=False)
        for year in range(start.year, end.year + 1)
        for name, month, day in yearly
    )
    return tuple(one for one in (*feasts, *sessions) if start <= one.day <= end)


def certain_events(events: Iterable[Event], place: str, until: date = date.max - _BESIDE) -> tuple[Event, ...]:
    """The events of a place that may be occasions that certainly took place up to a day."""
    begun = [e for e in events if e.dated and e.start <= until + _BESIDE]
    if place == NATIONWIDE:
        return tuple(e for e in begun if e.level == "national" and e.kind == "assembly_session")
    return tuple(e for e in begun if e.region == place and e.kind == "public_event")


def certain_of(events: Iterable[Event], watch: Watch, place: str, span: tuple[date, date]) -> tuple[Control, ...]:
    """The controls of a region, or of the whole republic, that certainly took place while somebody was looking."""
    told = certain_events(events, place)
    made = (_certain(one, told, watch, place) for one in certain_days(*span) if one.session == (place == NATIONWIDE))
    return tuple(control for control in made if control.looking)


def _certain(one: CertainDay, events: Sequence[Event], watch: Watch, place: str) -> Control:
    looking = watch.looking(place, one.day, one.day)
    near = [event for event in events if event.end >= one.day - _BESIDE and event.start <= one.day + _BESIDE]
    voices = [voice for event in near for voice in event.voices]
    return Control(
        control_id=digest("c-", (place, one.day, one.name)),
        region=place,
        certain=True,
        start=one.day,
        end=one.day,
        looking=looking,
        caught=watch.groups_of((voice.source or "" for voice in voices), looking),
        printed=watch.groups_of((source for voice in voices for source in voice.sources), looking),
    )
