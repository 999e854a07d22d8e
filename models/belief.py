"""What to believe about a region, seen or unseen: a Poisson process of meetings, thinned by what is seen.

Meetings come at λ a window; each is seen with probability q(t), so seen and unseen ones are independent Poisson
processes of λq and λ(1 − q) (thinning; Kingman 1993, Poisson Processes, 5.1). Then, for a window W,

    P(at least one in W | reports) = 1 − exp(−λ·∫_W(1 − q)) · ∏ (1 − w·r)

over the events found, w = P(the event's day lies in W), r = P(the event is real). λ is Gamma with the stated prior,
updated by n, the events detected by whom q knows: those that a group of q printed, copies too, while it was looking.
λ | q ~ Gamma(a + n, b + ∫q), and the draws of q are weighted by the probability of that number,
∝ (∫q)^n / (b + ∫q)^(a + n). Only λq is identified by the press: the split between "seldom held" and "seldom seen" is
the priors', which is why every figure is shown again under other priors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv

from models.catching import Array
from models.events import Event
from models.order import Window, add_months, window
from models.sight import INTERVAL, Range, RegionSight

# What all reports of one event can have wrong together, because one reader reads them all: at the highest confidence
# that it states, one reading in fifty is wrong (docs/performance.md, "What a stated confidence is worth").
SHARED_ERROR = 0.02


def reality(event: Event) -> float:
    """r: the probability that an event is real and as told, from its independent reports' calibrated confidence.

    A report's confidence is its surest reading's. Independent reports err apart from each other, up to SHARED_ERROR.
    """
    wrong = 1.0
    for report in event.voices:
        wrong *= 1 - report.confidence
    return min(1 - wrong, 1 - SHARED_ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event found, as belief needs it: its interval as days of the span (both included) and its reality r.

    `eyes`: which of the groups that q is made of reported it, numbered as the sight's patterns are; 0 where none did.
    """

    first: int
    last: int
    real: float
    eyes: int = 0

    def share_in(self, start: int, end: int) -> float:
        """w: the share of its days from `start` to `end`, all its days being alike."""
        inside = min(self.last, end) - max(self.first, start) + 1
        return max(0, inside) / (self.last - self.first + 1)


def found_in(events: Sequence[Event], sight: RegionSight) -> tuple[Found, ...]:
    """The events that may lie in the sight's span, with days counted from its first."""
    span = sight.span
    return tuple(
        Found(
            first=(e.start - span.start).days,
            last=(e.end - span.start).days,
            real=reality(e),
            eyes=sight.eyes({source for voice in e.voices for source in (voice.source, *voice.sources) if source}),
        )
        for e in events
        if span.share_of(e.start, e.end) > 0
    )


@dataclass(frozen=True)
class Posterior:
    """Draws of λ and q(t) for one region and kind of meeting, given everything found in the span.

    `rate`: meetings a window, one a draw; `seen`: the sight's q on each day, [draw, day], and `kept` which of its draws
    goes with each rate; `window_days`: a window's length.
    """

    span: Window
    months: int
    window_days: float
    rate: Array
    seen: Array
    kept: NDArray[np.int64]
    found: tuple[Found, ...]

    @property
    def unseen(self) -> Array:
        """1 − q on each day, [draw, day]."""
        return np.asarray(1 - self.seen[self.kept])

    def held(self, within: Window) -> Array:
        """P(at least one meeting within those days), one value a draw."""
        start = (within.start - self.span.start).days
        end = start + within.length - 1
        first = max(0, start)
        unseen = 1 - self.seen[:, first : end + 1][self.kept]
        hidden = self.rate * unseen.sum(axis=1) / self.window_days
        missed = np.prod([1 - one.share_in(start, end) * one.real for one in self.found])
        return np.asarray(1 - np.exp(-hidden) * missed)

    def held_daily(self) -> Array:
        """P(at least one meeting in the rolling window that ends on each day of the span), [draw, day]."""
        days = np.arange(self.span.length)
        starts = beginnings(self.span, self.months)
        summed = np.zeros((len(self.rate), len(days) + 1))
        np.cumsum(self.unseen, axis=1, out=summed[:, 1:])
        hidden = self.rate[:, None] * (summed[:, 1:] - summed[:, starts]) / self.window_days
        missed = np.ones(len(days))
        for one in self.found:
            inside = np.minimum(one.last, days) - np.maximum(one.first, starts) + 1
            missed *= 1 - np.maximum(0, inside) / (one.last - one.first + 1) * one.real
        return np.asarray(1 - np.exp(-hidden) * missed)

    def covered_days(self, generator: np.random.Generator) -> NDArray[np.bool_]:
        """For each draw one simulated past: on which days of the span a meeting lay in the window, [draw, day]."""
        return covered(self.meetings(generator), self.span, self.months)

    def meetings(self, generator: np.random.Generator) -> NDArray[np.bool_]:
        """For each draw one simulated past: the days of the span on which a meeting was held, seen or not."""
        chance = self.rate[:, None] * self.unseen / self.window_days
        held = generator.standard_exponential(chance.shape) < chance  # with probability 1 − exp(−chance)
        draws = np.arange(len(held))
        for one in self.found:
            day = generator.integers(one.first, one.last + 1, len(held))
            there = (generator.random(len(held)) < one.real) & (day >= 0) & (day < held.shape[1])
            held[draws[there], day[there]] = True
        return np.asarray(held)


def posterior(
    sight: RegionSight, events: Sequence[Event], months: int, prior: tuple[float, float], *, seed: int,
    pi: float | None = None,
) -> Posterior:  # fmt: skip
    """The posterior of λ and q over the sight's span, from the events of one kind; `prior`: Gamma (shape, rate)."""
    generator = np.random.default_rng(seed)
    seen = sight.seen_daily(pi)
    span = sight.span
    window_days = (add_months(span.start, 12) - span.start).days * months / 12
    found = found_in(events, sight)
    number = sum(_detected_share(one, sight.patterns) * one.real for one in found)
    exposure = sight.seen_in_all(pi) / window_days
    shape, rate = prior
    # Nothing found weighs too: it speaks for seldom held and for seldom seen, in the shares that the priors give.
    kept = _resampled(number * np.log(np.maximum(exposure, _TINY)) - (shape + number) * np.log(rate + exposure))
    exposure = exposure[kept]
    # Evenly spaced quantiles: a report more moves every draw a little up, and chance does not move their mean.
    even = (generator.permutation(len(exposure)) + 0.5) / len(exposure)
    drawn = gammaincinv(shape + number, even) / (rate + exposure)
    return Posterior(
        span=span, months=months, window_days=window_days, rate=drawn, seen=seen, kept=kept, found=found
    )  # fmt: skip


_TINY = 1e-12  # a window's worth of looking that is none: its logarithm must stay a number


def _detected_share(one: Found, patterns: NDArray[np.int64]) -> float:
    """The share of an event's days on which a group that reported it was looking.

    q is the chance that a looking group catches a meeting: what turned up elsewhere (a source that has not entered, one
    that was not looking) is a meeting held, but no detection by q, and tells nothing of λ·q.
    """
    days = patterns[max(0, one.first) : one.last + 1] & one.eyes
    return float(np.count_nonzero(days)) / (one.last - one.first + 1)


def _resampled(logs: Array) -> NDArray[np.int64]:
    """Places of draws in proportion to their weights, evenly spaced: equally weighted again."""
    chances = np.exp(logs - logs.max())
    reached = np.cumsum(chances / chances.sum())
    even = (np.arange(len(logs)) + 0.5) / len(logs)
    return np.asarray(np.searchsorted(reached, even).clip(0, len(logs) - 1))


def covered(held: NDArray[np.bool_], span: Window, months: int) -> NDArray[np.bool_]:
    """On which days of the span a meeting lay in the rolling window that ends there: [draw, day]."""
    latest = np.maximum.accumulate(np.where(held, deadlines(span, months), np.int32(-1)), axis=1)
    return np.asarray(latest >= np.arange(held.shape[1], dtype=np.int32))


@lru_cache(maxsize=16)  # a run asks for one span and each clause's months
def deadlines(span: Window, months: int) -> NDArray[np.int32]:
    """For each day of the span the last day, counted from its first, on which a meeting of that day still counts."""
    return np.array([(add_months(day, months) - span.start).days for day in span.days()], dtype=np.int32)


@lru_cache(maxsize=16)
def beginnings(span: Window, months: int) -> NDArray[np.int64]:
    """For each day of the span the first day, counted from the span's first, of the window that ends there."""
    return np.array([max(0, (window(day, months).start - span.start).days) for day in span.days()], dtype=np.int64)


def attended_in_person(in_person: float, delegated: float) -> Range:
    """P(the head comes in person to a key event whose report tells), Beta(1 + in person, 1 + by deputy)."""
    low, high = betaincinv(1 + in_person, 1 + delegated, INTERVAL)
    return Range(mean=(1 + in_person) / (2 + in_person + delegated), low=float(low), high=float(high))
