"""Worlds to judge inference by: regions hold meetings or not, some leave a trace, sources catch some and report them.

Everything true is known here, so what the real inference says of the reports can be scored. Each `Manner` bends one
thing that the model takes for granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from manners import Manner
from press import Press, Seen, source_of

from models.captures import GROUPS
from models.certain import certain_days
from models.coverage import Coverage
from models.order import Window, add_months
from models.records import FoundMeeting, Sighting, Source
from models.registry import load_registry

REGISTRY = load_registry()
REGIONS = tuple(sorted(REGISTRY.regions))
SPAN = Window(start=date(2024, 4, 25), end=date(2026, 6, 30))
CERTAIN_SHIFT = 0.7  # how much better news a feast is, in log-odds
EVERYDAY = 1 / 4  # days on which an akim sits
MATTERS = 50  # that sittings are on: floods, heating, the budget, …; each has its stock phrases
ON_ONE_MATTER = 10  # days that one of them keeps a region busy, on average


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What happened, what an all-knowing eye would say of q, and what the press shows of it."""

    held: dict[str, tuple[int, ...]]  # days of the span on which each region met
    pi: dict[str, float]
    effect: dict[str, float]
    alpha: np.ndarray
    tau: float
    looking: np.ndarray  # [region, group, day]
    coverage: Coverage
    meetings: tuple[FoundMeeting, ...]
    sightings: tuple[Sighting, ...]
    sitting_of: dict[str, int]  # which true sitting each sighting tells of

    def caught_daily(self, region: str, shift: float = 0.0) -> np.ndarray:
        """The true p on each day."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(21)
        logit = self.alpha[:, None] + self.effect[region] + self.tau * nodes - shift
        miss = 1 - 1 / (1 + np.exp(-logit))  # [group, node]
        looking = self.looking[REGIONS.index(region)].astype(float)  # [group, day]
        product = np.exp(np.einsum("gt,gn->tn", looking, np.log(miss)))
        return np.asarray(1 - product @ (weights / weights.sum()))


def make_world(manner: Manner, seed: int) -> World:
    """One world; the same seed gives the same one."""
    generator = np.random.default_rng(seed)
    days = SPAN.length
    alpha = np.array([-1.3, -1.8, -2.4, -0.7]) + generator.normal(0, 0.6, 4)
    tau, sigma = abs(generator.normal(0, 0.8)) + 0.3, 0.4
    pi = {region: float(generator.beta(*manner.trace)) for region in REGIONS}
    effect = {region: float(generator.normal(0, sigma)) for region in REGIONS}
    looking = np.stack([[_uptime(generator, days) for _ in GROUPS] for _ in REGIONS])
    looking[:, :3] = looking[0, :3]  # national groups are up or down for all regions at once
    held = {region: _meetings(generator, manner, days) for region in REGIONS}
    for number, region in enumerate(REGIONS):
        for day in held[region]:
            down = generator.random(len(GROUPS)) < manner.outage_at_meeting
            looking[number, down & np.array([False, False, False, True]), max(0, day - 2) : day + 3] = False
    press = Press(manner, SPAN, generator)
    for number, region in enumerate(REGIONS):
        sittings = _sittings(generator, manner, days)
        traced = [day for day in held[region] if generator.random() < pi[region]]
        for day, matter, sought in [*((*one, False) for one in sittings), *((day, None, True) for day in traced)]:
            shift = manner.quieter if sought else 0.0
            logit = alpha + effect[region] + tau * generator.normal() - shift
            caught = (generator.random(len(GROUPS)) < 1 / (1 + np.exp(-logit))) & looking[number, :, day]
            if caught.any() and generator.random() < manner.release:
                caught = looking[number, :, day].copy()
            seen = Seen(looking=looking[number, :, day].tolist(), caught=caught.tolist())
            if sought:
                press.report_meeting(region, day, seen)
            else:
                press.report_sitting(region, day, seen, matter)
    for day, place, number in _feasts():
        logit = alpha + (effect[place] if place else 0.0) + tau * generator.normal() + CERTAIN_SHIFT
        caught = (generator.random(len(GROUPS)) < 1 / (1 + np.exp(-logit))) & looking[number, :, day]
        for group in np.array(GROUPS)[caught]:
            press.report_feast(place, day, source_of(group, place or REGIONS[0]))
    return World(
        held=held, pi=pi, effect=effect, alpha=alpha, tau=tau, looking=looking, coverage=_coverage(looking),
        meetings=tuple(press.meetings), sightings=tuple(press.sightings), sitting_of=press.sitting_of,
    )  # fmt: skip


def _sittings(generator: np.random.Generator, manner: Manner, days: int) -> list[tuple[int, int | None]]:
    """Day and matter (None: in words of its own) of every everyday sitting of one region, in the order of days."""
    sat = np.flatnonzero(generator.random(days) < EVERYDAY).tolist()
    if manner.heavy:
        sat = [day for day in sat for _ in range(1 + generator.binomial(2, manner.heavy))]
    if not manner.stock:
        return [(day, None) for day in sat]
    busy = _busy_with(generator, days)
    own = generator.random(len(sat)) < manner.on_the_matter
    other = generator.integers(0, MATTERS, len(sat))
    return [(day, int(busy[day] if one else another)) for day, one, another in zip(sat, own, other, strict=True)]


def _busy_with(generator: np.random.Generator, days: int) -> np.ndarray:
    """The matter that keeps a region busy on each day."""
    turns = np.cumsum(generator.random(days) < 1 / ON_ONE_MATTER)
    return np.asarray(generator.integers(0, MATTERS, days + 1)[turns])


def _feasts() -> list[tuple[int, str | None, int]]:
    """Day, region (None: the republic) and place among the regions of every occasion that certainly took place."""
    found: list[tuple[int, str | None, int]] = []
    for one in certain_days(SPAN.start, SPAN.end):
        day = (one.day - SPAN.start).days
        found += [(day, None, 0)] if one.session else [(day, region, n) for n, region in enumerate(REGIONS)]
    return found


def _meetings(generator: np.random.Generator, manner: Manner, days: int) -> tuple[int, ...]:
    if manner.rhythm == "poisson":
        rate = generator.gamma(1.0, 1.0) / 61
        return tuple(np.flatnonzero(generator.random(days) < -np.expm1(-rate)).tolist())
    if manner.rhythm == "deadlines":
        return _on_each_deadline(int(generator.integers(0, _days_to(SPAN.start))))
    kind = generator.random()
    if kind < 0.25:
        return ()
    step = 60 if kind < 0.75 else 150
    start = int(generator.integers(0, step))
    return tuple(sorted({min(days - 1, d + int(generator.integers(0, 5))) for d in range(start, days, step)}))


def _on_each_deadline(first: int) -> tuple[int, ...]:
    """The days of who meets on day `first`, at the latest on the first deadline, and then on each deadline."""
    days = [first]
    while (after := days[-1] + _days_to(SPAN.start + timedelta(days=days[-1]))) < SPAN.length:
        days.append(after)
    return tuple(days)


def _days_to(day: date) -> int:
    """How many days after a meeting the next one is due."""
    return (add_months(day, 2) - day).days


def _uptime(generator: np.random.Generator, days: int) -> np.ndarray:
    """One group's covered days: outages of a week or so, a tenth of the time."""
    up = np.ones(days, dtype=bool)
    for start in np.flatnonzero(generator.random(days) < 0.1 / 7):
        up[start : start + int(generator.integers(2, 14))] = False
    return up


def _coverage(looking: np.ndarray) -> Coverage:
    sources, days = [], {}
    for number, group in enumerate(GROUPS):
        for place, region in enumerate(REGIONS):
            if group != "regional" and place > 0:
                continue
            key = f"{group}-{region}" if group == "regional" else group
            sources.append(
                Source(
                    key=key, name=key, base_url=f"https://{key}/", group=group, language="ru",
                    region=region if group == "regional" else None, expected_per_day=(1, 9),
                )
            )  # fmt: skip
            up = np.flatnonzero(looking[place, number])
            days[key, None] = frozenset(SPAN.start + timedelta(days=int(n)) for n in up)
    return Coverage(sources=tuple(sources), days=days)


def held_in(world: World, region: str, window: Window) -> bool:
    """Whether the region truly met in the window."""
    first = (window.start - SPAN.start).days
    return any(first <= day < first + window.length for day in world.held[region])


def true_share(world: World, region: str) -> float:
    """The true share of the span's days with a meeting in the window that ends there."""
    met = np.zeros(SPAN.length, dtype=bool)
    for day in world.held[region]:
        last = (add_months(SPAN.start + timedelta(days=day), 2) - SPAN.start).days
        met[day : last + 1] = True
    return float(met.mean())
