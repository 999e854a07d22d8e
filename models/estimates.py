"""What to believe beside every verdict: would it have been seen, was it held, and what would compliance have shown.

Each figure is given under the stated priors and again under each other assumption of the bands (`priors.toml`): who
reads one number reads how far it hangs on what nobody can know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import numpy as np

from models.belief import Posterior, attended_in_person, posterior, reality
from models.compliant import compliant_chance, compliant_days, dated_share
from models.events import Event
from models.order import Clause, Order, Window, window
from models.priors import Priors
from models.sight import Range, RegionSight, range_of, range_of_share, seed_of, silence_counts
from models.what_counts import in_force_of, meets, rung_of

STATED = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One way of stating what the press cannot tell: π fixed or (None) at its prior, and λ's prior (shape, rate)."""

    name: str
    pi: float | None
    rhythm: tuple[float, float]


def assumptions(priors: Priors) -> tuple[Assumption, ...]:
    """The stated one, then those of the bands."""
    stated = Assumption(name=STATED, pi=None, rhythm=priors.rhythm)
    traces = [Assumption(name=f"trace {pi:g}", pi=pi, rhythm=priors.rhythm) for pi in priors.trace_band]
    rhythms = [
        Assumption(name=f"rhythm {shape / rate:g} a window", pi=None, rhythm=(shape, rate))
        for shape, rate in priors.rhythm_band
    ]
    return (stated, *traces, *rhythms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The figures beside one verdict under one assumption; all are probabilities or shares (0-1) with 90 % intervals.

    `caught`: p, that a meeting of the window which left a public trace was caught. `seen`: q = π·p, that a meeting of
    the window would have been seen at all. `silence_counts`: whether finding nothing would say anything.
    `held`: that at least one meeting of the clause's highest rung was held in the window (clause 2: that the head comes
    in person to a key event). `in_person`: that at least one was held with the head of the region there in person.
    `compliant_share`: the share of the days since the order that a fully compliant region would show;
    `compliant_silent`: the chance that such a region shows nothing on that day: its meeting stays unseen, or is dated
    so widely that it may lie outside the window.
    """

    region: str
    clause: int
    as_of: date
    assumption: str
    caught: Range
    seen: Range
    silence_counts: bool
    held: Range
    in_person: Range
    compliant_share: Range | None
    compliant_silent: float | None


@dataclass(frozen=True)
class RegionCase:
    """One region under one clause: what was found and how well it was watched since the order.

    `widths`: how widely meetings of the highest rung are dated (`compliant.widths_of`).
    """

    region: str
    clause: Clause
    order: Order
    events: tuple[Event, ...]
    sight: RegionSight
    widths: tuple[int, ...]

    def with_rungs(self, names: Iterable[str]) -> tuple[Event, ...]:
        wanted = set(names)
        return tuple(event for event in self.events if rung_of(event, self.clause, self.region) in wanted)

    @cached_property
    def strict(self) -> tuple[Event, ...]:
        """Events of the clause's highest rung."""
        return self.with_rungs([self.clause.rungs[0].name])

    @cached_property
    def personal(self) -> tuple[Event, ...]:
        """Events of any rung that asks for the head in person."""
        return self.with_rungs(rung.name for rung in self.clause.rungs if rung.how and "delegated" not in rung.how)

    def believe(self, events: Sequence[Event], assumed: Assumption) -> Posterior:
        """The posterior of meetings of one kind over the sight's span; the same case gives the same draws.

        Every kind and assumption is drawn by the same chances, so that figures differ only by what is known or assumed.
        """
        seed = seed_of(self.region, self.clause.number)
        return posterior(self.sight, events, self.clause.months, assumed.rhythm, seed=seed, pi=assumed.pi)


def estimate(case: RegionCase, priors: Priors, as_of: date) -> Iterator[Estimate]:
    """The case's figures as of a day within its sight's span, one for each assumption."""
    span = window(as_of, case.clause.months)
    looked = Window(start=max(span.start, case.sight.span.start), end=as_of)
    caught = range_of(case.sight.caught_in(looked))
    compliant = {pi: _compliant(case, pi, looked) for pi in {assumed.pi for assumed in assumptions(priors)}}
    for assumed in assumptions(priors):
        seen = range_of(case.sight.seen_in(looked, assumed.pi))
        held, in_person = _held(case, assumed, looked)
        share, silent = compliant[assumed.pi]  # whoever complies has no rhythm to assume
        yield Estimate(
            region=case.region,
            clause=case.clause.number,
            as_of=as_of,
            assumption=assumed.name,
            caught=caught,
            seen=seen,
            silence_counts=silence_counts(seen),
            held=held,
            in_person=in_person,
            compliant_share=share,
            compliant_silent=silent,
        )


def _held(case: RegionCase, assumed: Assumption, span: Window) -> tuple[Range, Range]:
    if case.clause.judged_by == "attendance":
        believed = attendance_believed(case, span)
        return believed, believed
    strict = range_of(case.believe(case.strict, assumed).held(span))
    if case.personal == case.strict:
        return strict, strict
    return strict, range_of(case.believe(case.personal, assumed).held(span))


def attendance_believed(case: RegionCase, span: Window) -> Range:
    """Clause 2: that the head comes in person to a key event, from those of the window whose reports tell."""
    there, by_deputy = case.clause.rungs
    force = in_force_of(case.order, span)
    inside = [event for event in case.events if force is not None and force.holds(event.start, event.end)]
    in_person = sum(reality(event) for event in inside if meets(event, there, case.region))
    delegated = sum(reality(event) for event in inside if meets(event, by_deputy, case.region))
    return attended_in_person(in_person, delegated)


def _compliant(case: RegionCase, pi: float | None, span: Window) -> tuple[Range | None, float | None]:
    if case.clause.judged_by == "attendance":
        return None, None
    generator = np.random.default_rng(seed_of(case.region, "compliant"))
    shown = compliant_days(case.sight, case.clause.months, case.widths, generator, pi)
    silent = 1 - float(case.sight.seen_in(span, pi).mean()) * dated_share(case.widths, span.length)
    whole = partial(compliant_chance, case.sight, case.sight.span, case.clause.months, float(shown.mean()), pi)
    return range_of_share(shown, whole), silent
