"""The whole inference, step by step, each step a function of what the one before gave and nothing else.

coverage → who was looking → controls → what is caught → for each region and clause its verdict, estimates and months.
Every step names what it rests on by a digest, so that a run works out again only what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from functools import cached_property

from models.captures import NATIONWIDE, Cell, Control, Watch, certain_events, certain_of, sat, watch_of
from models.catching import Caught, fit_catching
from models.compliance import RULES, Sees, Verdict, concerns, judge
from models.coverage import Coverage
from models.estimates import Estimate, RegionCase, assumptions, estimate
from models.events import Event
from models.identity import digest
from models.months import Month, met_share, months_of
from models.occasions import find_occasions
from models.order import Clause, Order, Window
from models.priors import Priors
from models.records import Sighting
from models.registry import Registry
from models.sight import Range, RegionSight, Sight, range_of, seed_of

ESTIMATES = "estimates.2"  # changes with anything in catching, sight, belief, estimates or months that makes a figure
CONTROLS = "controls.3"  # changes with anything in occasions, likeness, season or captures that could change a control
MATURE = timedelta(days=7)  # a younger occasion's reports are not all printed yet: it would make the press look blind


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

    @property
    def mature(self) -> tuple[date, date]:
        """The days whose occasions are controls, those before the order too: the press is what it is."""
        return date.min, self.as_of - MATURE

    @cached_property
    def _events_by_region(self) -> dict[str, tuple[Event, ...]]:
        return {iso: tuple(e for e in self.events if concerns(e, iso)) for iso in self.registry.regions}

    def events_of(self, region: str) -> tuple[Event, ...]:
        """The events that can say anything of the region or of its head."""
        return self._events_by_region[region]

    @cached_property
    def states(self) -> dict[str, str]:
        """For each event, what is known of it now."""
        return {event.event_id: event.state for event in self.events}

    @cached_property
    def stated(self) -> tuple[object, ...]:
        """The rules, the order and the priors that every case rests on."""
        return RULES, ESTIMATES, astuple(self.order), astuple(self.priors)


def controls_digest(basis: Basis, place: str, sightings: str) -> str:
    """What the controls of a place rest on; `sightings` names its sightings."""
    looking = _looking(basis, place)
    told = [basis.states[event.event_id] for event in certain_events(basis.events, place)]
    groups = sorted(basis.watch.group_of.items())  # whose reports are captures: one more may look on the same days
    return digest("k-", (CONTROLS, place, sightings, basis.as_of, looking, groups, told))


def _looking(basis: Basis, place: str) -> list[tuple[object, ...]]:
    return [(group, *sorted(days)) for (where, group), days in sorted(basis.watch.days.items()) if where == place]


def controls_in(basis: Basis, place: str, sightings: Iterable[Sighting]) -> tuple[Control, ...]:
    """The controls of one region, or of the whole republic (which has no sightings)."""
    first, last = basis.mature
    occasions = (one for one in find_occasions(sightings) if one.sitting and first <= one.start and one.end <= last)
    found = [control for one in occasions if (control := sat(one, basis.watch)) is not None]
    days = basis.watch.days_of(place)
    if days:
        found += certain_of(basis.events, basis.watch, place, (min(days), last))
    return tuple(sorted(found, key=lambda control: control.control_id))


def fit_digest(basis: Basis, histories: Mapping[Cell, int]) -> str:
    """What a fit of the coverage model rests on: how often each place shows each capture history, and the priors."""
    counted = [(astuple(cell), number) for cell, number in sorted(histories.items())]
    return digest("f-", (ESTIMATES, astuple(basis.priors.catching), basis.places, counted))


def fit_to(basis: Basis, histories: Mapping[Cell, int]) -> Caught:
    """The coverage model fitted to capture histories; the same histories always give the same draws."""
    return fit_catching(histories, basis.places, basis.priors.catching, seed=seed_of(fit_digest(basis, histories)))


@dataclass(frozen=True)
class RegionRecord:
    """What follows for one region under one clause."""

    case_digest: str
    verdict: Verdict
    met_share: float | None
    unread_leads: int
    estimates: tuple[Estimate, ...]
    months: tuple[tuple[Month, Verdict], ...]


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
        basis = self.basis
        looking = [
            (group, *sorted(days)) for (where, group), days in sorted(basis.watch.days.items()) if where == region
        ]
        covered = sorted(basis.coverage.covered_days(region, basis.span))
        watching = sorted(source.key for source in basis.coverage.watching(region))
        states = sorted(basis.states[event.event_id] for event in basis.events_of(region))
        own = basis.registry.regions[region]
        units = {region, own.before}  # before a region was cut out of another, the other's head was its own
        heads = [astuple(own), *(astuple(tenure) for tenure in basis.registry.tenures if tenure.region in units)]
        stated = (*basis.stated, self.fit_id, basis.as_of)
        leads = basis.leads.get(region, ())
        return digest("c-", (*stated, region, clause.number, looking, covered, watching, states, heads, leads))

    def verdict(self, region: str, clause: Clause, sight: RegionSight, as_of: date) -> Verdict:
        """The verdict on one day of the span."""
        basis = self.basis
        events = basis.events_of(region)
        return judge(basis.registry, region, clause, basis.order, events, basis.coverage, sees_of(sight), as_of)

    def record(self, region: str, clause: Clause, sight: RegionSight) -> RegionRecord:
        """Verdict, estimates and months of a region and clause."""
        basis = self.basis
        verdict = self.verdict(region, clause, sight, basis.as_of)
        name = self.case_digest(region, clause)
        leads = sum(verdict.window.holds(day, day) for day in basis.leads.get(region, ()))
        if basis.as_of < basis.order.force_from:
            return RegionRecord(
                case_digest=name, verdict=verdict, met_share=None, unread_leads=leads, estimates=(), months=()
            )
        case = RegionCase(region=region, clause=clause, order=basis.order, events=basis.events_of(region), sight=sight)
        months = months_of(case, assumptions(basis.priors)[0])
        judged = tuple((month, self.verdict(region, clause, sight, month.end)) for month in months)
        estimates = tuple(estimate(case, basis.priors, basis.as_of))
        return RegionRecord(
            case_digest=name,
            verdict=verdict,
            met_share=met_share(case),
            unread_leads=leads,
            estimates=estimates,
            months=judged,
        )


def sees_of(sight: RegionSight) -> Sees:
    """How well the sight's region was watched in any window of its span."""

    def sees(_: str, window: Window) -> Range:
        return range_of(sight.seen_in(window))

    return sees
