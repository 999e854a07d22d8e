"""Is belief worth what it says? The real inference on simulated worlds, scored against what truly happened there.

`calibration.py [--worlds N] [--manner NAME]… [--draw FILE.png] [--json FILE]`. For each manner of `worlds.py`: Brier
score and expected calibration error of P(at least one meeting) over regions and two-month windows, beside the oracle
(the posterior of one who knows how much each group catches, and the true priors), the naive rules and the constant base
rate; how often the 90 % intervals hold the truth (q of a window, number of meetings, share of days); and in which
direction belief errs (mean belief minus what was true: below zero it accuses).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from worlds import MANNERS, REGIONS, SPAN, Manner, World, held_in, make_world, true_share

from models.captures import NATIONWIDE, Control, Watch, certain_of, histories_of, sat, sitting_of, watch_of
from models.catching import fit_catching
from models.estimates import RegionCase, assumptions
from models.events import Event, find_events
from models.occasions import find_occasions
from models.order import Window, add_months, load_order
from models.priors import load_priors
from models.sight import RegionSight, Sight, range_of, seed_of, trace_draws

BINS = 10
ACCUSING = -0.03  # belief below the truth by more than this is told in words; 20 worlds know it to about 0.01
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
    q_low: float
    q_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One region over the whole span: whether the intervals held the truth."""

    number_held: bool
    share_held: bool


def windows() -> tuple[Window, ...]:
    """The two-month windows of the span, side by side."""
    found, start = [], SPAN.start
    while (after := add_months(start, CLAUSE.months)) <= SPAN.end:
        found.append(Window(start=start, end=after.fromordinal(after.toordinal() - 1)))
        start = after
    return tuple(found)


def judge_world(manner: Manner, seed: int) -> tuple[list[Outcome], list[Whole]]:
    """The real inference on one world's reports."""
    world = make_world(manner, seed)
    events = find_events(world.meetings)
    watch = watch_of(world.coverage, REGIONS)
    controls = _controls(world, events, watch)
    fit = fit_catching(histories_of(controls), (*REGIONS, NATIONWIDE), PRIORS.catching, seed=seed)
    sight = Sight(fit=fit, watch=watch, priors=PRIORS)
    outcomes, wholes = [], []
    for region in REGIONS:
        own = tuple(event for event in events if event.region == region)
        seen = sight.of(region, SPAN)
        outcomes += list(_windows(world, region, own, seen, manner))
        wholes.append(_whole(world, region, _case(region, own, seen)))
    return outcomes, wholes


def _controls(world: World, events: tuple[Event, ...], watch: Watch) -> list[Control]:
    sittings = [sat(sitting_of(occasion), watch) for occasion in find_occasions(world.sightings)]
    certain = [certain_of(events, watch, place, (SPAN.start, SPAN.end)) for place in (*REGIONS, NATIONWIDE)]
    return [one for one in sittings if one is not None] + [one for some in certain for one in some]


def _case(region: str, events: tuple[Event, ...], sight: RegionSight) -> RegionCase:
    return RegionCase(region=region, clause=CLAUSE, order=ORDER, events=events, sight=sight)


def _windows(
    world: World, region: str, events: tuple[Event, ...], sight: RegionSight, manner: Manner
) -> Iterable[Outcome]:
    stated = assumptions(PRIORS)[0]
    case = _case(region, events, sight)
    believed = case.believe(case.strict, stated)
    known = _case(region, events, _oracle_sight(world, region, sight, manner))
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
            q_low=seen.low,
            q_high=seen.high,
        )


def _oracle_sight(world: World, region: str, sight: RegionSight, manner: Manner) -> RegionSight:
    """What the region's sight is to one who knows how much is caught, and the true prior of a trace."""
    draws = len(sight.trace)
    caught = np.tile(world.caught_daily(region, manner.quieter), (draws, 1))
    trace = trace_draws(replace(PRIORS, trace=manner.trace), region, draws)
    return RegionSight(region=region, span=SPAN, caught=caught, patterns=np.arange(SPAN.length), trace=trace)


def _whole(world: World, region: str, case: RegionCase) -> Whole:
    believed = case.believe(case.strict, assumptions(PRIORS)[0])
    generator = np.random.default_rng(seed_of(region, "whole"))
    number = range_of(believed.meetings(generator).sum(axis=1).astype(float))
    share = range_of(believed.covered_days(generator).mean(axis=1))
    return Whole(
        number_held=number.low <= len(world.held[region]) <= number.high,
        share_held=share.low <= true_share(world, region) <= share.high,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a manner's worlds come to."""

    manner: str
    worlds: int
    windows: int
    base_rate: float
    brier: float
    oracle: float
    silence_means_no: float
    report_means_yes: float
    both_rules: float
    constant: float
    ece: float
    q_held: float
    number_held: float
    share_held: float
    direction: float
    direction_when_silent: float


def score(manner: Manner, outcomes: list[Outcome], wholes: list[Whole], worlds: int) -> Score:
    held = np.array([o.held for o in outcomes], dtype=float)
    belief = np.array([o.belief for o in outcomes])
    reported = np.array([o.reported for o in outcomes])
    base = float(held.mean())
    return Score(
        manner=manner.name,
        worlds=worlds,
        windows=len(outcomes),
        base_rate=base,
        brier=_brier(belief, held),
        oracle=_brier(np.array([o.oracle for o in outcomes]), held),
        silence_means_no=_brier(np.where(reported, base, 0.0), held),
        report_means_yes=_brier(np.where(reported, 1.0, base), held),
        both_rules=_brier(reported.astype(float), held),
        constant=_brier(np.full(len(held), base), held),
        ece=sum(share * abs(stated - true) for share, stated, true in reliability(belief, held)),
        q_held=float(np.mean([o.q_low <= o.q <= o.q_high for o in outcomes])),
        number_held=float(np.mean([w.number_held for w in wholes])),
        share_held=float(np.mean([w.share_held for w in wholes])),
        direction=float(np.mean(belief - held)),
        direction_when_silent=float(np.mean((belief - held)[~reported])),
    )


def _brier(stated: np.ndarray, held: np.ndarray) -> float:
    return float(np.mean((stated - held) ** 2))


def reliability(stated: np.ndarray, held: np.ndarray) -> list[tuple[float, float, float]]:
    """For each bin of stated probability: its share of all, mean stated, share true."""
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    chosen = [bins == n for n in range(BINS)]
    return [(float(c.mean()), float(stated[c].mean()), float(held[c].mean())) for c in chosen if c.any()]


def draw(curves: dict[str, list[tuple[float, float, float]]], path: Path) -> None:
    """The reliability curve of every manner, as a PNG."""
    import altair as alt

    rows = [
        {"manner": manner, "stated": stated, "true": true, "share": share}
        for manner, points in curves.items()
        for share, stated, true in points
    ]
    ends = alt.Data(values=[{"stated": 0, "true": 0}, {"stated": 1, "true": 1}])
    scale = alt.Scale(domain=[0, 1])
    perfect = alt.Chart(ends).mark_line(color="#999", strokeDash=[4, 4]).encode(x="stated:Q", y="true:Q")
    base = alt.Chart().encode(
        x=alt.X("stated:Q", scale=scale, title="stated probability that a meeting was held"),
        y=alt.Y("true:Q", scale=scale, title="share truly held"),
    )
    points = base.mark_circle(color="#1b6ca8").encode(size=alt.Size("share:Q", title="share of windows"))
    layers = alt.layer(perfect, base.mark_line(color="#1b6ca8"), points, data=alt.Data(values=rows))
    chart = layers.properties(width=200, height=200).facet(
        alt.Facet("manner:N", title=None, sort=list(curves)), columns=3
    )
    chart.save(str(path), scale_factor=2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=20, help="worlds a manner (default 20)")
    parser.add_argument("--manner", action="append", choices=[m.name for m in MANNERS], help="only this manner")
    parser.add_argument("--draw", type=Path, help="where to write the reliability curves (PNG)")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    given = parser.parse_args()
    scores, curves = [], {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for manner in (m for m in MANNERS if given.manner is None or m.name in given.manner):
            done = list(pool.map(judge_world, [manner] * given.worlds, range(given.worlds)))
            outcomes, wholes = [o for some, _ in done for o in some], [w for _, some in done for w in some]
            scores.append(score(manner, outcomes, wholes, given.worlds))
            held = np.array([o.held for o in outcomes], dtype=float)
            curves[manner.name] = reliability(np.array([o.belief for o in outcomes]), held)
            print(lines(manner, scores[-1]), flush=True)
    if given.draw:
        draw(curves, given.draw)
        print(f"drawn: {given.draw}")
    if given.json:
        given.json.write_text(json.dumps([asdict(one) for one in scores], indent=1) + "\n", encoding="utf-8")
    return 0


def lines(manner: Manner, one: Score) -> str:
    """A manner's figures in words."""
    ratio = one.brier / one.oracle - 1
    told = ", ".join(
        f"{field.name.replace('_', ' ')} {getattr(one, field.name):.3f}" for field in fields(one)[3:]
    )  # after manner, worlds, windows
    head = f"{manner.name}: {manner.told} ({one.worlds} worlds, {one.windows} windows)"
    worst = min(one.direction, one.direction_when_silent)
    warning = f"\n  WARNING: belief errs in the accusing direction here, by {-worst:.3f}" if worst < ACCUSING else ""
    return f"{head}\n  {told}; over oracle {ratio:+.1%}{warning}"


if __name__ == "__main__":
    sys.exit(main())
