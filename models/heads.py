"""Who headed a region in a stretch of days, day by day, and the same in words for a verdict.

The order binds whoever holds the office, so a verdict says whose window it was: one head or two, an acting one, nobody.
Where the table of officials is silent the head is unknown, which is not the same as a vacancy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from itertools import groupby
from typing import Literal

from models.events import Event, Presence
from models.order import Window
from models.phrases import Told, listed, say
from models.registry import Registry
from models.terms import Capacity, Precision, Tenure

_A_DAY = timedelta(days=1)
# How a day is told whose date the table does not hold for exact. Such a table writes a month as its first day.
_TOLD: dict[Precision, str] = {"day": "day", "approx": "about", "month": "about_month", "year": "about_year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who headed `region` on every day of `start`..`end`, both included; `akim` is None where nobody did or is known.

    The precisions are those of the table's dates behind the two borders; None where the stretch asked for merely
    begins or ends there. `note` names the unit that the region belonged to, where that one's head is meant.
    """

    region: str
    akim: str | None
    capacity: Capacity | Literal["unknown"]  # vacant: nobody held the office; unknown: the table names nobody
    start: date
    end: date
    start_precision: Precision | None = None
    end_precision: Precision | None = None
    note: Told | None = None


def in_office(registry: Registry, region: str, day: date) -> Head:
    """Who headed the region on that day. KeyError for a region that is none."""
    return heads_between(registry, region, Window(start=day, end=day))[0]


def heads_between(registry: Registry, region: str, window: Window) -> tuple[Head, ...]:
    """Every day of the window in exactly one Head, in order of time. KeyError for a region that is none.

    Before a region was cut out of another (June 2022), the other's head is its own. Somebody appointed anew to the same
    office is one head.
    """
    days = sorted(day for day in _changes(registry, region) if window.start < day <= window.end)
    firsts = [window.start]
    firsts += [day for day in days if _changed(registry, region, day)]
    lasts = [*(day - _A_DAY for day in firsts[1:]), window.end]
    return tuple(
        _head(registry, region, Window(start=first, end=last)) for first, last in zip(firsts, lasts, strict=True)
    )


def _changes(registry: Registry, region: str) -> set[date]:
    """Every day on which another head can begin."""
    cut_out = registry.regions[region].since
    days = [cut_out, *(day for term in _terms(registry, region) for day in (term.since, term.until))]
    return {day for day in days if day is not None}


def _terms(registry: Registry, region: str) -> tuple[Tenure, ...]:
    """All terms of the region and of the unit that it was cut out of."""
    units = {region, registry.regions[region].before}
    return tuple(term for term in registry.tenures if term.region in units)


def _term(registry: Registry, region: str, day: date) -> Tenure | None:
    return registry.term_on(registry.region_on(region, day), day)


def _who(registry: Registry, region: str, day: date) -> tuple[str, str | None, str]:
    """The unit, the name and the capacity: what makes two days have the same head."""
    term = _term(registry, region, day)
    akim = term.akim if term is not None and not term.vacant else None
    return registry.region_on(region, day), akim, term.capacity if term is not None else "unknown"


def _head(registry: Registry, region: str, days: Window) -> Head:
    term = _term(registry, region, days.start)
    return Head(
        region=region,
        akim=term.akim if term is not None and not term.vacant else None,
        capacity=term.capacity if term is not None else "unknown",
        start=days.start,
        end=days.end,
        start_precision=_beginning(registry, region, days.start),
        end_precision=_end(registry, region, days.end + _A_DAY),
        note=_belonged(registry, region, days.start),
    )


def _beginning(registry: Registry, region: str, day: date) -> Precision | None:
    """How sure it is that the head of `day` began on it: the appointment's date, else the end of the term before."""
    if not _changed(registry, region, day):
        return None
    before, begun = _term(registry, region, day - _A_DAY), _term(registry, region, day)
    if begun is not None and begun.since == day:
        return begun.since_precision
    return _ending_of(before, day)


def _end(registry: Registry, region: str, day: date) -> Precision | None:
    """How sure it is that `day` is the first without the head before: that term's end, else the next appointment."""
    if not _changed(registry, region, day):
        return None
    before, begun = _term(registry, region, day - _A_DAY), _term(registry, region, day)
    if begun is None or (before is not None and before.until == day):
        return _ending_of(before, day)
    return begun.since_precision if begun.since == day else "day"


def _changed(registry: Registry, region: str, day: date) -> bool:
    return _who(registry, region, day) != _who(registry, region, day - _A_DAY)


def _ending_of(term: Tenure | None, day: date) -> Precision:
    """Of a border that no term of ours dates, a decree does: a region was cut out on that day."""
    return term.until_precision or "day" if term is not None and term.until == day else "day"


def _belonged(registry: Registry, region: str, day: date) -> Told | None:
    own, unit = registry.regions[region], registry.regions[registry.region_on(region, day)]
    return None if unit is own else say("belonged", day=own.since, iso=unit.iso, name=unit.name)


def reasons(heads: Sequence[Head]) -> tuple[Told, ...]:
    """The heads of one window in words: nothing where one akim held the office all the time.

    «the head changed inside the window: A until 2024-05-16, B from 2024-05-17», «acting: …», «nobody held the office
    …», «the table of officials names nobody for …», and what the region belonged to.
    """
    whole = Window(start=heads[0].start, end=heads[-1].end)
    people = [list(own) for akim, own in groupby((h for h in heads if h.akim), key=lambda head: head.akim)]
    told = []
    if len({own[0].akim for own in people}) > 1:
        each = [say("named_when", akim=own[0].akim, when=_when(own[0], own[-1], whole)) for own in people]
        told.append(say("head_changed", heads=listed(each)))
    for capacity in ("acting", "vacant", "unknown"):
        theirs = [head for head in heads if head.capacity == capacity]
        told += [say(f"head_{capacity}", akim=head.akim, when=_span(head, whole)) for head in theirs]
    return (*told, *dict.fromkeys(head.note for head in heads if head.note))


def _when(first: Head, last: Head, whole: Window) -> Told:
    """The days of somebody who may have come or gone inside the window."""
    since, until = _told(first.start, first.start_precision), _told(last.end, last.end_precision)
    if first.start == whole.start:
        return say("until", day=until)
    return say("since", day=since) if last.end == whole.end else say("since_until", first=since, last=until)


def _span(head: Head, whole: Window) -> Told:
    """All days of one head, as far as the window shows them."""
    if (head.start, head.end) == (whole.start, whole.end):
        return say("all_days", first=whole.start, last=whole.end)
    if head.start == head.end and head.start_precision in (None, "day") and head.end_precision in (None, "day"):
        return say("day", day=head.start)
    return say("from_to", first=_told(head.start, head.start_precision), last=_told(head.end, head.end_precision))


def _told(day: date, precision: Precision | None) -> Told:
    return say(_TOLD[precision or "day"], day=day)


def as_headed(registry: Registry, event: Event, region: str) -> Event:
    """The event as it speaks of the region's head: where nobody held the office on any day of it, nobody could have
    come, sent a deputy or been missed, and its presence is `vacant`, whatever reports say."""
    if not any(term.vacant for term in _terms(registry, region)):
        return event
    heads = heads_between(registry, region, Window(start=event.start, end=event.end))
    if any(head.capacity != "vacant" for head in heads):
        return event
    others = tuple(entry for entry in event.attendance if entry.region != region)
    nobody = Presence(region=region, akim=None, named=False, how="vacant", in_person=0, delegated=0)
    return replace(event, attendance=(*others, nobody))


def head_remarks(registry: Registry, event: Event, region: str, now: Head) -> tuple[Told, ...]:
    """What a verdict must say of the head at an event that it counts: disputed by reports, or another than now."""
    disputed = disputed_head(registry, event, region)
    if disputed:
        return (disputed,)
    heads = heads_between(registry, region, Window(start=event.start, end=event.end))
    then = {head.akim for head in heads if head.akim is not None}
    if not then or now.akim in then or any(head.capacity == "unknown" for head in heads):
        return ()
    days = say("day", day=event.end) if event.start == event.end else say("from_to", first=event.start, last=event.end)
    return (say("under_another", days=days, akim=listed(sorted(then))),)


def disputed_head(registry: Registry, event: Event, region: str) -> Told | None:
    """«reports name X, in office was Y», where the event's reports name somebody who cannot have headed the region.

    None where they name nobody, where the table knows nobody for those days, and where X can have been in office on
    one of them, dates being no surer than the table says (`models.terms.SLACK`): then nothing speaks against X.
    """
    presence = event.presence_of(region)
    if presence is None or presence.akim is None or not presence.named:
        return None
    terms = [term for term in _terms(registry, region) if term.may_hold(event.start, event.end)]
    if any(term.akim == presence.akim for term in terms):
        return None
    heads = heads_between(registry, region, Window(start=event.start, end=event.end))
    known = dict.fromkeys(head.akim for head in heads if head.akim is not None)
    if known:
        either = reduce(lambda first, second: say("or", first=first, second=second), known)
        return say("disputed", named=presence.akim, known=either)
    vacant = any(head.capacity == "vacant" for head in heads)
    return say("disputed_vacant", named=presence.akim) if vacant else None
