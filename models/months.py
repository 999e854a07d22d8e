"""A region's record month by month: what was found, what to believe, and what a fully compliant region would show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.belief import Posterior
from models.catching import Array
from models.compliant import compliant_chance, compliant_days
from models.estimates import Assumption, RegionCase, attendance_believed
from models.events import Event
from models.order import Clause, Window, add_months, window
from models.sight import Range, range_of, range_of_share, seed_of
from models.what_counts import rung_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One region and clause over the days of one month on which the order was in force.

    `start`..`end`: those days, up to the day that the record speaks for. `found`: for each rung the share (0-1) of them
    on which that rung was the highest shown by events found; `believed`: the share on which a meeting of the highest
    rung lay in the window, seen or not, from simulated event times; `compliant`: what a fully compliant region would
    show; their intervals are of the share as it came out, or of its chance where the days are too few for that
    (`range_of_share`); `seen`: q of a meeting held in the month. `believed_by_trace`, `seen_by_trace`: the means again
    at each fixed value of π of the priors' band. Clause 2 has no shares: `believed` is P(in person), which does not
    hang on π.
    """

    region: str
    clause: int
    start: date
    end: date
    found: Mapping[str, float]
    believed: Range
    compliant: Range | None
    seen: Range
    believed_by_trace: tuple[float, ...]
    seen_by_trace: tuple[float, ...]


def months_between(first: date, last: date) -> Iterator[Window]:
    """The calendar months from `first` to `last`, the first and last cut to those days."""
    start = first
    while start <= last:
        next_month = add_months(start.replace(day=1), 1)
        yield Window(start=start, end=min(last, next_month - timedelta(days=1)))
        start = next_month


def months_of(case: RegionCase, assumed: Sequence[Assumption]) -> tuple[Month, ...]:
    """Every month of the case's span, as `periods_of` gives it."""
    span = case.sight.span
    return periods_of(case, assumed, tuple(months_between(span.start, span.end)))


def periods_of(case: RegionCase, assumed: Sequence[Assumption], months: Sequence[Window]) -> tuple[Month, ...]:
    """The record of any stretches of days within the case's span, each as of its last day.

    `assumed` as `estimates.assumptions` gives it: the figures are those of the first, the bands those at a fixed π.
    """
    span = case.sight.span
    traces = [other for other in assumed if other.pi is not None]
    if case.clause.judged_by == "attendance":
        return tuple(_attendance_month(case, month, traces) for month in months)
    bands = [case.believe(case.strict, other).held_daily().mean(axis=0) for other in traces]
    found = days_by_rung(case.events, case.clause, case.region, span)
    pasts = _Pasts.of(case, assumed[0])
    made = []
    for month in months:
        days = _days_of(month, span)
        made.append(
            Month(
                region=case.region,
                clause=case.clause.number,
                start=month.start,
                end=month.end,
                found={name: float(shown[days].mean()) for name, shown in found.items()},
                believed=pasts.believed_in(month),
                compliant=pasts.compliant_in(month),
                seen=range_of(case.sight.seen_in(month, assumed[0].pi)),
                believed_by_trace=tuple(float(band[days].mean()) for band in bands),
                seen_by_trace=_seen_by_trace(case, month, traces),
            )
        )
    return tuple(made)


def _days_of(month: Window, span: Window) -> slice:
    first = (month.start - span.start).days
    return slice(first, first + month.length)


@dataclass(frozen=True)
class _Pasts:
    """Simulated pasts of a region, its own and a fully compliant one's: what each shows on each day, [draw, day]."""

    case: RegionCase
    assumed: Assumption
    posterior: Posterior
    held: NDArray[np.bool_]
    compliant: NDArray[np.bool_]

    @classmethod
    def of(cls, case: RegionCase, assumed: Assumption) -> _Pasts:
        generator = np.random.default_rng(seed_of(case.region, "months", assumed.name))
        posterior = case.believe(case.strict, assumed)
        held = posterior.covered_days(generator)
        compliant = compliant_days(case.sight, case.clause.months, case.widths, generator, assumed.pi)
        return cls(case, assumed, posterior, held, compliant)

    def believed_in(self, month: Window) -> Range:
        days = _days_of(month, self.posterior.span)
        return range_of_share(self.held[:, days], lambda: np.asarray(self._chances[:, days].mean(axis=1)))

    def compliant_in(self, month: Window) -> Range:
        shown = self.compliant[:, _days_of(month, self.posterior.span)]
        case, share = self.case, float(shown.mean())
        return range_of_share(
            shown, lambda: compliant_chance(case.sight, month, case.clause.months, share, self.assumed.pi)
        )

    @cached_property
    def _chances(self) -> Array:
        """The chance on each day: few months ask for it."""
        return self.posterior.held_daily()


def met_share(case: RegionCase) -> float | None:
    """The share (0-1) of the span's days on which events found show the highest rung; None for clause 2."""
    if case.clause.judged_by == "attendance":
        return None
    shown = days_by_rung(case.events, case.clause, case.region, case.sight.span)
    return float(shown[case.clause.rungs[0].name].mean())


def _seen_by_trace(case: RegionCase, month: Window, traces: Sequence[Assumption]) -> tuple[float, ...]:
    return tuple(float(case.sight.seen_in(month, trace.pi).mean()) for trace in traces)


def _attendance_month(case: RegionCase, month: Window, traces: Sequence[Assumption]) -> Month:
    believed = attendance_believed(case, window(month.end, case.clause.months))
    return Month(
        region=case.region,
        clause=case.clause.number,
        start=month.start,
        end=month.end,
        found={},
        believed=believed,
        compliant=None,
        seen=range_of(case.sight.seen_in(month)),
        believed_by_trace=(),
        seen_by_trace=_seen_by_trace(case, month, traces),
    )


def days_by_rung(
    events: Sequence[Event], clause: Clause, region: str, span: Window
) -> dict[str, NDArray[np.bool_]]:  # fmt: skip
    """For each rung the days of the span on which it is the highest that some event shows.

    An event shows its rung from its last possible day through the deadline that its first possible day sets: on those
    days it lies wholly within the window.
    """
    shown = {rung.name: np.zeros(span.length, dtype=np.bool_) for rung in clause.rungs}
    for event in events:
        name = rung_of(event, clause, region)
        if name is not None and event.start >= span.start:
            first = (event.end - span.start).days
            last = (add_months(event.start, clause.months) - span.start).days
            shown[name][max(0, first) : last + 1] = True
    higher = np.zeros(span.length, dtype=np.bool_)
    highest = {}
    for name, days in shown.items():
        highest[name] = days & ~higher
        higher |= days
    return highest
