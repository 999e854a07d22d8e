"""Verdicts: what the public record shows for a region, a clause and a day, and never more than that.

Clause 1 takes the highest rung that one event reaches; clause 2 counts all key events of its window. Both say
`no_public_evidence` where nothing was found, and `not_judged` in its place where nothing could have been expected to
be found: silence is not a violation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.belief import reality
from models.coverage import Coverage
from models.events import Event
from models.heads import Head, head_remarks, heads_between
from models.heads import reasons as head_reasons
from models.order import (
    MIXED,
    NO_EVIDENCE,
    NOT_JUDGED,
    UNKNOWN,
    Clause,
    Order,
    Window,
    add_months,
    window,
)
from models.phrases import Told, say
from models.registry import Region, Registry
from models.sight import QUANTILE_NEEDED, Range, silence_counts
from models.what_counts import concerns, in_force_of, part_taken, rung_of

Sees = Callable[[str, Window], Range]  # would a meeting in this region and window have been seen: q and its interval

RULES = "compliance.3"  # changes with anything below that could change a verdict
DOUBTFUL = 0.5  # below it the reading is more likely wrong than right
COVERED_SHARE_NEEDED = 0.8  # DESIGN: with fewer of the window's days covered, silence says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is found for one region and clause as of one day.

    `event_ids`: the events that show the rung, latest first; `last_start`..`last_end` is the interval of the latest.
    `covered_share` (0-1): days of `window` on which a source reporting on the region was covered. `seen`: q, whether a
    meeting in the window would have been seen. `head`: who headed the region on `as_of`. `p_met` (0-1): where
    an event that would lift the rung to the highest straddles the window's edge, how likely its day lies inside, all
    days of its interval being alike. `deadline`: the last day on which today's rung still stands without a new event.
    The three counts are clause 2's.
    """

    region: str
    clause: int
    as_of: date
    in_force: bool
    bound: bool
    rung: str  # a rung of the clause, `mixed`, `no_public_evidence` or `not_judged`
    event_ids: tuple[str, ...]
    last_start: date | None
    last_end: date | None
    source_url: str | None
    window: Window
    covered_share: float
    seen: Range
    head: Head | None = None
    deadline: date | None = None
    p_met: float | None = None
    in_person: int | None = None
    delegated: int | None = None
    unknown: int | None = None
    reasons: tuple[Told, ...] = ()
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What every verdict is judged by: who is who, the order, what was looked at, what would have been seen."""

    registry: Registry
    order: Order
    coverage: Coverage
    sees: Sees


def judge(grounds: Grounds, iso: str, clause: Clause, events: Iterable[Event], as_of: date) -> Verdict:
    """The verdict for one region (ISO 3166-2) and clause on one day, from events as `heads.as_headed` gives them."""
    relevant = [event for event in events if concerns(event, iso)]
    case = _case(grounds, iso, clause, as_of)
    heads = heads_between(grounds.registry, iso, case.watched())
    verdict = _found(case, relevant)
    shown = [event for event in relevant if event.event_id in verdict.event_ids]
    about_heads = [words for event in shown for words in head_remarks(grounds.registry, event, iso, heads[-1])]
    told = (*_doubts(verdict, relevant), *head_reasons(heads), *about_heads)
    return replace(verdict, head=heads[-1], reasons=verdict.reasons + told)


def rung_on(grounds: Grounds, iso: str, clause: Clause, events: Iterable[Event], as_of: date) -> str:
    """The word of that verdict alone, for the many days of a record."""
    return _found(_case(grounds, iso, clause, as_of), [event for event in events if concerns(event, iso)]).rung


def _doubts(verdict: Verdict, events: Iterable[Event]) -> tuple[Told, ...]:
    """A rung stands however sure its reading is; where even its surest event is doubtful, the verdict says so."""
    surest = max((reality(event) for event in events if event.event_id in verdict.event_ids), default=1.0)
    if surest >= DOUBTFUL:
        return ()
    return (say("doubtful", confidence=surest),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The question: this region, this clause, this day."""

    region: Region
    clause: Clause
    as_of: date
    window: Window
    grounds: Grounds

    def counts_in(self) -> Window | None:
        """The days on which an event counts: those of the window on which the order was in force."""
        return in_force_of(self.grounds.order, self.window)

    def watched(self) -> Window:
        """The days whose coverage matters: the window, without those before the order."""
        first = min(max(self.window.start, self.grounds.order.force_from), self.window.end)
        return Window(start=first, end=self.window.end)

    def seen(self) -> Range:
        return self.grounds.sees(self.region.iso, self.watched())


def _case(grounds: Grounds, iso: str, clause: Clause, as_of: date) -> _Case:
    span = window(as_of, clause.months)
    return _Case(region=grounds.registry.regions[iso], clause=clause, as_of=as_of, window=span, grounds=grounds)


def _found(case: _Case, events: Sequence[Event]) -> Verdict:
    """The verdict without what is said of heads."""
    return _climb(case, events) if case.clause.judged_by == "ladder" else _count(case, events)


def _climb(case: _Case, events: Sequence[Event]) -> Verdict:
    """Clause 1: the highest rung that some event, wholly within the window and the time of force, reaches."""
    span = case.counts_in()
    near = [event for event in events if span and event.end >= span.start and event.start <= span.end]
    reached = [(rung_of(event, case.clause, case.region.iso), event) for event in near]
    inside = [(name, event) for name, event in reached if name and span and span.holds(event.start, event.end)]
    top = case.clause.rungs[0]
    p_met, reasons = _straddling([event for name, event in reached if name == top.name], span)
    for rung in case.clause.rungs:
        shown = _latest_first(event for name, event in inside if name == rung.name)
        if shown:
            in_person = "delegated" not in rung.how
            deadline = max(add_months(event.start, case.clause.months) for event in shown) if in_person else None
            lifted = None if rung is top else p_met
            return _verdict(case, rung.name, shown, reasons if lifted else (), deadline=deadline, p_met=lifted)
    rung_name, why = _silence(case)
    return _verdict(case, rung_name, (), (*reasons, *why), p_met=p_met)


def _straddling(events: Iterable[Event], span: Window | None) -> tuple[float | None, tuple[Told, ...]]:
    """How likely one of the events that lie partly inside took place inside; None where none does."""
    shares = [span.share_of(event.start, event.end) for event in events] if span else []
    partly = [share for share in shares if 0 < share < 1]
    if not partly:
        return None, ()
    p_inside = 1 - math.prod(1 - share for share in partly)
    return p_inside, (say("straddles", events=len(partly)),)


def _count(case: _Case, events: Sequence[Event]) -> Verdict:
    """Clause 2: every key event of the window, by how the region's head took part."""
    span = case.counts_in()
    attended, delegated = case.clause.rungs
    inside = [event for event in events if span and span.holds(event.start, event.end)]
    parts = [(part_taken(event, case.clause, case.region.iso), event) for event in inside]
    there = [event for part, event in parts if part == attended.name]
    by_deputy = [event for part, event in parts if part == delegated.name]
    counts = (len(there), len(by_deputy), sum(part == UNKNOWN for part, _ in parts))
    if not there and not by_deputy:
        rung_name, why = _silence(case)
        return _verdict(case, rung_name, (), why, counts=counts)
    rung_name = MIXED if there and by_deputy else attended.name if there else delegated.name
    return _verdict(case, rung_name, _latest_first([*there, *by_deputy]), (), counts=counts)


def _silence(case: _Case) -> tuple[str, tuple[Told, ...]]:
    """What it means that nothing was found: something only where it would have been found."""
    why = []
    if not case.grounds.order.in_force(case.as_of):
        why.append(say("not_in_force"))
    elif case.as_of < case.grounds.order.first_day_judged():
        why.append(say("grace", months=case.grounds.order.grace_months))
    if not case.grounds.coverage.watching(case.region.iso):
        why.append(say("nobody_reports"))
    span = case.watched()
    days = len(case.grounds.coverage.covered_days(case.region.iso, span))
    counted_days = {"days": days, "length": span.length, "share": days / span.length}
    if days / span.length < COVERED_SHARE_NEEDED:
        why.append(say("days_needed", needed=COVERED_SHARE_NEEDED, **counted_days))
    seen = case.seen()
    if not silence_counts(seen):
        why.append(say("would_be_seen", mean=seen.mean, low=seen.low, high=seen.high, needed=QUANTILE_NEEDED))
    return (NOT_JUDGED, tuple(why)) if why else (NO_EVIDENCE, (say("days_covered", **counted_days),))


def _latest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.end, event.start, event.event_id), reverse=True))


def _link(event: Event, region: str) -> str | None:
    """The earliest account that tells of the region's head; of another's event never one that does not."""
    presence = event.presence_of(region)
    own = presence.source_url if presence else None
    return own or (event.source_url if event.region == region or presence is None else None)


def _verdict(
    case: _Case,
    rung: str,
    shown: Sequence[Event],
    reasons: tuple[Told, ...],
    *,
    deadline: date | None = None,
    p_met: float | None = None,
    counts: tuple[int | None, int | None, int | None] = (None, None, None),
) -> Verdict:
    last = shown[0] if shown else None
    conflicts = tuple(say("disagree", conflict=conflict) for event in shown for conflict in event.conflicts)
    return Verdict(
        region=case.region.iso,
        clause=case.clause.number,
        as_of=case.as_of,
        in_force=case.grounds.order.in_force(case.as_of),
        bound=case.region.kind in case.clause.bound,
        rung=rung,
        event_ids=tuple(event.event_id for event in shown),
        last_start=last.start if last else None,
        last_end=last.end if last else None,
        source_url=_link(last, case.region.iso) if last else None,
        window=case.window,
        covered_share=case.grounds.coverage.share(case.region.iso, case.watched()),
        seen=case.seen(),
        deadline=deadline,
        p_met=p_met,
        in_person=counts[0],
        delegated=counts[1],
        unknown=counts[2],
        reasons=reasons + conflicts,
        rule=f"{RULES} {case.grounds.order.key}.{case.grounds.order.version}",
    )
