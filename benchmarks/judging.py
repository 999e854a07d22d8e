"""The real inference on one simulated world: what is believed of every region and window beside what is true there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from manners import Manner
from matches import Matches, matches_of
from worlds import REGIONS, SPAN, World, held_in, make_world, true_share

from models.captures import NATIONWIDE, Control, Watch, histories_of, sat, sitting_of, watch_of
from models.catching import fit_catching
from models.certain import certain_of
from models.compliant import widths_of
from models.estimates import RegionCase, assumptions, estimate
from models.events import Event, find_events
from models.months import met_share
from models.occasions import Occasion, find_occasions
from models.order import Window, add_months, load_order
from models.priors import load_priors
from models.sight import Range, RegionSight, Sight, range_of, seed_of, trace_draws

ORDER, PRIORS = load_order(), load_priors()
CLAUSE = ORDER.clauses[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One region and window: the truth, what was believed, and what the others would have said."""

    held: bool
    belief: float
    oracle: float
    reported: bool
    q: float
    q_mean: float
    q_low: float
    q_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One region over the whole span: whether the intervals held the truth.

    Where it truly complied: the share of days that its events found show, and what a fully compliant one would show.
    """

    number_held: bool
    share_held: bool
    found: float
    compliant: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One world: every region and window, every region over the whole span, and how its sittings were told apart."""

    outcomes: tuple[Outcome, ...]
    wholes: tuple[Whole, ...]
    matches: Matches


def windows() -> tuple[Window, ...]:
    """The two-month windows of the span, side by side."""
    found, start = [], SPAN.start
    while (after := add_months(start, CLAUSE.months)) <= SPAN.end:
        found.append(Window(start=start, end=after.fromordinal(after.toordinal() - 1)))
        start = after
    return tuple(found)


def judge_world(manner: Manner, seed: int) -> Judged:
    """The real inference on one world's reports."""
    world = make_world(manner, seed)
    events = find_events(world.meetings)
    watch = watch_of(world.coverage, REGIONS)
    occasions = find_occasions(world.sightings)
    controls = _controls(occasions, events, watch)
    fit = fit_catching(histories_of(controls), (*REGIONS, NATIONWIDE), PRIORS.catching, seed=seed)
    sight = Sight(fit=fit, watch=watch, priors=PRIORS)
    sought = [event for event in events if event.kind == "assembly_council"]
    widths = widths_of((event.end - event.start).days for event in sought)
    outcomes: list[Outcome] = []
    wholes: list[Whole] = []
    for region in REGIONS:
        own = tuple(event for event in events if event.region == region)
        seen = sight.of(region, SPAN)
        case = _case(region, own, seen, widths)
        outcomes += _windows(world, case, manner)
        wholes.append(_whole(world, case, complies=manner.rhythm == "deadlines"))
    return Judged(outcomes=tuple(outcomes), wholes=tuple(wholes), matches=matches_of(world, occasions))


def _controls(occasions: Iterable[Occasion], events: tuple[Event, ...], watch: Watch) -> list[Control]:
    sittings = [sat(sitting_of(occasion), watch) for occasion in occasions]
    certain = [certain_of(events, watch, place, (SPAN.start, SPAN.end)) for place in (*REGIONS, NATIONWIDE)]
    return [one for one in sittings if one is not None] + [one for some in certain for one in some]


def _case(region: str, events: tuple[Event, ...], sight: RegionSight, widths: tuple[int, ...]) -> RegionCase:
    return RegionCase(region=region, clause=CLAUSE, order=ORDER, events=events, sight=sight, widths=widths)


def _windows(world: World, case: RegionCase, manner: Manner) -> Iterable[Outcome]:
    stated = assumptions(PRIORS)[0]
    region, events, sight = case.region, case.events, case.sight
    believed = case.believe(case.strict, stated)
    known = replace(case, sight=_oracle_sight(world, region, sight, manner))
    oracle = known.believe(known.strict, stated)
    caught = world.caught_daily(region, manner.quieter)
    for window in windows():
        first = (window.start - SPAN.start).days
        seen = range_of(sight.seen_in(window))
        yield Outcome(
            held=held_in(world, region, window),
            belief=float(believed.held(window).mean()),
            oracle=float(oracle.held(window).mean()),
            reported=any(window.share_of(event.start, event.end) > 0 for event in events),
            q=world.pi[region] * float(caught[first : first + window.length].mean()),
            q_mean=seen.mean,
            q_low=seen.low,
            q_high=seen.high,
        )


def _oracle_sight(world: World, region: str, sight: RegionSight, manner: Manner) -> RegionSight:
    """What the region's sight is to one who knows how much is caught, and the true prior of a trace."""
    draws = len(sight.trace)
    caught = np.concatenate([[0.0], world.caught_daily(region, manner.quieter)])  # the first: nobody looks
    # Each day has a pattern of its own, and whoever told of a meeting was looking, whatever the day.
    patterns, everybody = np.arange(SPAN.length) + 1, dict.fromkeys(sight.groups, -1)
    trace = trace_draws(replace(PRIORS, trace=manner.trace), region, draws)
    return RegionSight(
        region=region, span=SPAN, caught=np.tile(caught, (draws, 1)), patterns=patterns, trace=trace, groups=everybody
    )  # fmt: skip


def _whole(world: World, case: RegionCase, *, complies: bool) -> Whole:
    region = case.region
    believed = case.believe(case.strict, assumptions(PRIORS)[0])
    generator = np.random.default_rng(seed_of(region, "whole"))
    number = range_of(believed.meetings(generator).sum(axis=1).astype(float))
    share = range_of(believed.covered_days(generator).mean(axis=1))
    return Whole(
        number_held=number.low <= len(world.held[region]) <= number.high,
        share_held=share.low <= true_share(world, region) <= share.high,
        found=met_share(case) or 0.0,
        compliant=_compliant(case) if complies else None,
    )


def _compliant(case: RegionCase) -> Range | None:
    """As it is printed beside the region's verdict on the last day."""
    return next(estimate(case, PRIORS, SPAN.end)).compliant_share
