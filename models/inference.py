"""The whole inference, step by step, each step a function of what the one before gave and nothing else.

coverage → who was looking → controls (`controls.py`) → what is caught → for each region and clause its verdict,
estimates and months.
Every step names what it rests on by a digest, so that a run works out again only what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from functools import cached_property

from models.captures import NATIONWIDE, Cell, Watch, watch_of
from models.catching import Caught, fit_catching
from models.compliance import RULES, Grounds, Sees, Verdict, judge, rung_on
from models.compliant import widths_of
from models.coverage import Coverage
from models.estimates import Estimate, RegionCase, assumptions, estimate
from models.events import Event
from models.heads import as_headed
from models.identity import digest
from models.months import Month, met_share, months_of
from models.order import Clause, Order, Window
from models.priors import Priors
from models.registry import Registry
from models.sight import Range, RegionSight, Sight, seed_of
from models.what_counts import concerns, in_force_of, part_taken, rung_of

ESTIMATES = "estimates.5"  # changes with anything in catching, sight, belief, estimates or months that makes a figure


@dataclass(frozen=True)
class Basis:
    """What a run judges by: the order, who is who, what was looked at, what was found, what is stated, as of one day.

    `entered`: the sources that the coverage model counts. `leads`: for each region the days of Kazakh articles that
    name it and the Assembly, and that nobody has read.
    """

    registry: Registry
    order: Order
    priors: Priors
    coverage: Coverage
    events: tuple[Event, ...]
    entered: frozenset[str]
    leads: Mapping[str, tuple[date, ...]]
    as_of: date

    @cached_property
    def watch(self) -> Watch:
        return watch_of(self.coverage, self.registry.regions, self.entered)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The regions, and the whole republic."""
        return (*sorted(self.registry.regions), NATIONWIDE)

    @property
    def span(self) -> Window:
        """The days that are judged: since the order came into force, or the one day where it is not in force yet."""
        return Window(start=min(self.order.force_from, self.as_of), end=self.as_of)

    @cached_property
    def _events_by_region(self) -> dict[str, tuple[Event, ...]]:
        return {
            iso: tuple(as_headed(self.registry, event, iso) for event in self.events if concerns(event, iso))
            for iso in self.registry.regions
        }

    def events_of(self, region: str) -> tuple[Event, ...]:
        """The events that can say anything of the region or of its head."""
        return self._events_by_region[region]

    def widths_of(self, clause: Clause) -> tuple[int, ...]:
        """How widely the events of the clause's highest rung are dated, those of all regions together."""
        if clause.number not in self._widths:
            top = clause.rungs[0].name
            shown = ((region, event) for region in self.registry.regions for event in self.events_of(region))
            found = [event for region, event in shown if rung_of(event, clause, region) == top]
            self._widths[clause.number] = widths_of((event.end - event.start).days for event in found)
        return self._widths[clause.number]

    @cached_property
    def _widths(self) -> dict[int, tuple[int, ...]]:
        """What `widths_of` gave: every region asks for it."""
        return {}

    @cached_property
    def states(self) -> dict[str, str]:
        """For each event, what is known of it now."""
        return {event.event_id: event.state for event in self.events}

    @cached_property
    def stated(self) -> tuple[object, ...]:
        """The rules, the order and the priors that every case rests on."""
        return RULES, ESTIMATES, astuple(self.order), astuple(self.priors)


def fit_digest(basis: Basis, histories: Mapping[Cell, int]) -> str:
    """What a fit of the coverage model rests on: how often each place shows each capture history, and the priors."""
    counted = [(astuple(cell), number) for cell, number in sorted(histories.items())]
    return digest("f-", (ESTIMATES, astuple(basis.priors.catching), basis.places, counted))


def fit_to(basis: Basis, histories: Mapping[Cell, int]) -> Caught:
    """The coverage model fitted to capture histories; the same histories always give the same draws."""
    return fit_catching(histories, basis.places, basis.priors.catching, seed=seed_of(fit_digest(basis, histories)))


@dataclass(frozen=True)
class RegionRecord:
    """What follows for one region under one clause. `key_events`: under a clause of attendance, every event since the
    order that counts for the region's head, and as what (`compliance.part_taken`). `months`: each with the rung that
    stood on its last day."""

    case_digest: str
    verdict: Verdict
    met_share: float | None
    unread_leads: int
    estimates: tuple[Estimate, ...]
    months: tuple[tuple[Month, str], ...]
    key_events: tuple[tuple[Event, str], ...]


@dataclass(frozen=True)
class Inference:
    """What follows for every region from a basis and a fitted coverage model."""

    basis: Basis
    fit: Caught
    fit_id: str

    def sight(self, region: str) -> RegionSight:
        return Sight(fit=self.fit, watch=self.basis.watch, priors=self.basis.priors).of(region, self.basis.span)

    def case_digest(self, region: str, clause: Clause) -> str:
        """What the record of a region and clause rests on."""
        if (region, clause) not in self._digests:
            self._digests[region, clause] = self._case_digest(region, clause)
        return self._digests[region, clause]

    @cached_property
    def _digests(self) -> dict[tuple[str, Clause], str]:
        """What `case_digest` gave: a case is named to ask whether it is known, and again where it is not."""
        return {}

    def _case_digest(self, region: str, clause: Clause) -> str:
        basis = self.basis
        looking = [
            (group, *sorted(days)) for (where, group), days in sorted(basis.watch.days.items()) if where == region
        ]
        covered = sorted(basis.coverage.covered_days(region, basis.span))
        watching = sorted(source.key for source in basis.coverage.watching(region))
        groups = sorted(basis.watch.groups_at(region).items())  # whose reports are detections
        widths = basis.widths_of(clause)
        states = sorted(basis.states[event.event_id] for event in basis.events_of(region))
        own = basis.registry.regions[region]
        units = {region, own.before}  # before a region was cut out of another, the other's head was its own
        heads = [astuple(own), *(astuple(tenure) for tenure in basis.registry.tenures if tenure.region in units)]
        stated = (*basis.stated, self.fit_id, basis.as_of)
        leads = basis.leads.get(region, ())
        seen = (looking, covered, watching, groups)
        return digest("c-", (*stated, region, clause.number, *seen, widths, states, heads, leads))

    def case(self, region: str, clause: Clause, sight: RegionSight) -> RegionCase:
        """What is known of a region under a clause."""
        basis = self.basis
        return RegionCase(
            region=region,
            clause=clause,
            order=basis.order,
            events=basis.events_of(region),
            sight=sight,
            widths=basis.widths_of(clause),
        )

    def verdict(self, region: str, clause: Clause, sight: RegionSight, as_of: date) -> Verdict:
        """The verdict on one day of the span."""
        return judge(self._grounds(sight), region, clause, self.basis.events_of(region), as_of)

    def _rung(self, region: str, clause: Clause, sight: RegionSight, as_of: date) -> str:
        return rung_on(self._grounds(sight), region, clause, self.basis.events_of(region), as_of)

    def _grounds(self, sight: RegionSight) -> Grounds:
        basis = self.basis
        return Grounds(
            registry=basis.registry, order=basis.order, coverage=basis.coverage, sees=sees_of(sight)
        )  # fmt: skip

    def record(self, region: str, clause: Clause, sight: RegionSight) -> RegionRecord:
        """Verdict, estimates and months of a region and clause."""
        basis = self.basis
        verdict = self.verdict(region, clause, sight, basis.as_of)
        name = self.case_digest(region, clause)
        leads = sum(verdict.window.holds(day, day) for day in basis.leads.get(region, ()))
        if basis.as_of < basis.order.force_from:
            return RegionRecord(
                case_digest=name,
                verdict=verdict,
                met_share=None,
                unread_leads=leads,
                estimates=(),
                months=(),
                key_events=(),
            )
        case = self.case(region, clause, sight)
        months = months_of(case, assumptions(basis.priors))
        judged = tuple((month, self._rung(region, clause, sight, month.end)) for month in months)
        estimates = tuple(estimate(case, basis.priors, basis.as_of))
        return RegionRecord(
            case_digest=name,
            verdict=verdict,
            met_share=met_share(case),
            unread_leads=leads,
            estimates=estimates,
            months=judged,
            key_events=tuple(_key_events(case, basis.span)),
        )


def _key_events(case: RegionCase, span: Window) -> Iterator[tuple[Event, str]]:
    inside = in_force_of(case.order, span)
    if case.clause.judged_by == "attendance" and inside is not None:
        for event in case.events:
            part = part_taken(event, case.clause, case.region)
            if part is not None and inside.holds(event.start, event.end):
                yield event, part


def sees_of(sight: RegionSight) -> Sees:
    """How well the sight's region was watched in any window of its span."""

    def sees(_: str, window: Window) -> Range:
        return sight.range_in(window)

    return sees
