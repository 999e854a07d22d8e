"""Would a meeting have been seen? q = π · p, day by day and for any window, with its uncertainty.

`p` comes from capture histories (`catching.py`) and from which groups were looking at the region on each day; `π`, the
chance that a meeting leaves any trace in the public Russian-language press, is stated (`priors.toml`), because no press
can tell what it did not print. Every figure is therefore given at the stated prior and again at fixed values of π.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from models.captures import GROUPS, Watch
from models.catching import Array, Caught, pattern_of
from models.identity import digest
from models.order import Window
from models.priors import Priors

INTERVAL = (0.05, 0.95)  # all intervals are these quantiles: nine tenths of the belief lie within
QUANTILE_NEEDED = 0.5  # DESIGN: silence says nothing where the 5 % quantile of q is below this


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A figure with its uncertainty: mean and the ends of the 90 % interval."""

    mean: float
    low: float
    high: float


def range_of(draws: Array) -> Range:
    """Mean and 90 % interval of draws of equal weight."""
    # As np.quantile, which takes four times as long over it: a record asks for a hundred.
    low, high = np.interp(np.multiply(INTERVAL, len(draws) - 1), np.arange(len(draws)), np.sort(draws))
    return Range(mean=float(np.mean(draws)), low=float(low), high=float(high))


def range_of_share(shown: NDArray[np.bool_], chances: Callable[[], Array]) -> Range:
    """The share of days that simulated pasts show, [draw, day]: mean and where nine in ten of the realised shares lie.

    On a few days hardly any past shows anything (or nearly all show everything), and the mean lies outside of that:
    then it is the chance itself that is told, mean and nine tenths of `chances`, which has one a draw.
    """
    realised = range_of(shown.mean(axis=1))
    within = realised.low - _ROUNDING <= realised.mean <= realised.high + _ROUNDING
    return realised if within else range_of(chances())


_ROUNDING = 1e-9  # where all pasts show the same, their mean may be off by the last bit


@dataclass(frozen=True)
class RegionSight:
    """How well one region was watched on each day of `span`: the coverage model's draws laid over the calendar.

    `caught`: P(caught | it left a trace) by draw and pattern of looking groups; `patterns`: the pattern of each day;
    `trace`: draws of π; `groups`: for each source that has entered and reports on the region, the pattern of its group
    alone.
    """

    region: str
    span: Window
    caught: Array
    patterns: NDArray[np.int64]
    trace: Array
    groups: Mapping[str, int]

    def eyes(self, sources: Iterable[str]) -> int:
        """The pattern of the groups that these sources belong to; 0 where the coverage model counts none of them."""
        return reduce(or_, (self.groups.get(source, 0) for source in sources), 0)

    @cached_property
    def daily(self) -> Array:
        """p on each day of the span: [draw, day]."""
        return np.asarray(self.caught[:, self.patterns])

    def seen_daily(self, pi: float | None = None) -> Array:
        """q on each day of the span: [draw, day]; `pi` takes the place of π's prior."""
        if pi not in self._seen:
            self._seen[pi] = self.daily * (self.trace[:, None] if pi is None else pi)
        return self._seen[pi]

    @cached_property
    def _seen(self) -> dict[float | None, Array]:
        """What `seen_daily` gave for each π: a record asks for every kind of meeting under every assumption."""
        return {}

    def seen_in_all(self, pi: float | None = None) -> Array:
        """q summed over the days of the span: one value a draw."""
        if pi not in self._summed:
            self._summed[pi] = self.seen_daily(pi).sum(axis=1)
        return self._summed[pi]

    @cached_property
    def _summed(self) -> dict[float | None, Array]:
        """What `seen_in_all` gave for each π."""
        return {}

    def caught_in(self, window: Window) -> Array:
        """p of a meeting on some day of the window, all days alike: one value a draw. The window lies in the span."""
        if window not in self._caught:
            first = (window.start - self.span.start).days
            self._caught[window] = self.daily[:, first : first + window.length].mean(axis=1)
        return self._caught[window]

    @cached_property
    def _caught(self) -> dict[Window, Array]:
        """What `caught_in` gave: a month is asked for under every π, a window by verdicts, rungs and estimates."""
        return {}

    def seen_in(self, window: Window, pi: float | None = None) -> Array:
        """q of a meeting on some day of the window: one value a draw."""
        return self.caught_in(window) * (self.trace if pi is None else pi)

    def range_in(self, window: Window) -> Range:
        """q of a meeting on some day of the window, with its interval."""
        if window not in self._ranges:
            self._ranges[window] = range_of(self.seen_in(window))
        return self._ranges[window]

    @cached_property
    def _ranges(self) -> dict[Window, Range]:
        """What `range_in` gave: a verdict asks twice, a month's rung again."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How well all regions were watched, from the fitted coverage model."""

    fit: Caught
    watch: Watch
    priors: Priors

    def of(self, region: str, span: Window) -> RegionSight:
        """One region's, over `span`."""
        looking = [self.watch.pattern_on(region, day) for day in span.days()]
        return RegionSight(
            region=region,
            span=span,
            caught=self.fit.by_pattern(region),
            patterns=np.array([pattern_of(pattern) for pattern in looking], dtype=np.int64),
            trace=trace_draws(self.priors, region, len(self.fit.alpha)),
            groups={
                source: pattern_of([group == one for one in GROUPS])
                for source, group in self.watch.groups_at(region).items()
            },
        )

    def seen(self, region: str, window: Window, pi: float | None = None) -> Range:
        """q for a region and window."""
        return range_of(self.of(region, window).seen_in(window, pi))


def trace_draws(priors: Priors, region: str, draws: int) -> Array:
    """Draws of π: evenly spaced quantiles of its prior, in an order that depends on the region alone."""
    even = (np.arange(draws) + 0.5) / draws
    shuffled = np.random.default_rng(seed_of("trace", region)).permutation(even)
    return np.asarray(betaincinv(*priors.trace, shuffled))


def seed_of(*parts: object) -> int:
    """A seed that the same parts always give, on any machine."""
    return int(digest("", parts), 16)


def silence_counts(seen: Range) -> bool:
    """Whether finding nothing says anything: the 5 % quantile of q reaches the bound."""
    return seen.low >= QUANTILE_NEEDED
