"""The posterior density of the catching model (`catching.py`), regions' and events' effects integrated out on grids.

Many θ at once: a fit asks for thousands. Odds are products, e^(α + u + b) = e^α·e^u·e^b, so that few exponentials are
taken; and the chance of a history is a product over groups, so that all histories come from one product of two halves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from models.captures import GROUPS, Cell
from models.priors import Catching

Array = NDArray[np.float64]

_NODES_EVENT = 15  # Gauss-Hermite: one event's likelihood is smooth
_GRID_REGION = np.linspace(-4.0, 4.0, 61)  # standard deviations of u_r: a region with many controls is narrow there
_G: Final = len(GROUPS)
_HALF: Final = _G // 2
_BEYOND = 15.0  # log-odds and log-scales past which numbers overflow and no posterior has mass
_IMPOSSIBLE = -1e10
_EXPONENT = 200.0  # the three factors of any odds then stay numbers, and so does their product
_TINY = 1e-300  # a history that θ makes all but impossible: its logarithm must stay a number
_AT_ONCE = 8  # θ whose grids (half a megabyte together) stay in a processor's own cache: 64 take twice as long
_ASIDE, _CAUGHT, _MISSED = range(3)  # what a group has to do with a history


@cache
def hermite() -> tuple[Array, Array]:
    """Nodes and weights of an event's effect, in standard deviations."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES_EVENT)
    return nodes, weights / weights.sum()


class _Likelihood:
    """The data as arrays: the distinct patterns of history, and how often each region shows each."""

    def __init__(self, histories: Mapping[Cell, int], places: Sequence[str]) -> None:
        patterns = sorted({(c.certain, c.looking, c.caught) for c in histories})
        index = {pattern: n for n, pattern in enumerate(patterns)}
        self._certain = np.array([certain for certain, _, _ in patterns], dtype=np.bool_)
        self._shown = _numbers(patterns)
        self._nothing = _numbers([(certain, looking, ()) for certain, looking, _ in patterns])
        self.counts = np.zeros((len(places), len(patterns)))
        for cell, number in histories.items():
            self.counts[places.index(cell.region), index[cell.certain, cell.looking, cell.caught]] += number

    def by_region(self, thetas: Array) -> Array:
        """Log-likelihood of each region's controls at each point of the grid of its effect: [θ, region, grid]."""
        if self.counts.shape[1] == 0:
            return np.zeros((len(thetas), len(self.counts), len(_GRID_REGION)))
        parts = np.array_split(thetas, range(_AT_ONCE, len(thetas), _AT_ONCE))
        return np.concatenate([self.counts @ self._by_pattern(part) for part in parts])

    def _by_pattern(self, thetas: Array) -> Array:
        """Log-likelihood of one occasion of each pattern: [θ, pattern, grid]."""
        total = np.empty((len(thetas), len(self._certain), len(_GRID_REGION)))
        against = _odds_against(thetas)
        if not self._certain.all():
            chances = _chances(against)
            rows = ~self._certain
            shown, nothing = chances[..., self._shown[rows]], chances[..., self._nothing[rows]]
            # only what somebody caught is there to be counted
            logs = np.log(np.maximum(shown, _TINY)) - np.log1p(-np.minimum(nothing, 1 - 1e-12))
            total[:, rows] = logs.transpose(0, 2, 1)
        if self._certain.any():
            shift = np.exp(-_bounded(np.exp(thetas[:, _G + 2])))
            shown = _chances(against * shift[:, None, None, None])[..., self._shown[self._certain]]
            total[:, self._certain] = np.log(np.maximum(shown, _TINY)).transpose(0, 2, 1)
        return total


def _numbers(patterns: Sequence[tuple[bool, tuple[str, ...], tuple[str, ...]]]) -> NDArray[np.int64]:
    """The place of each history among all that the groups could show (`_chances`)."""
    roles = [
        [_CAUGHT if group in caught else _MISSED if group in looking else _ASIDE for group in GROUPS]
        for _, looking, caught in patterns
    ]
    return np.array(roles, dtype=np.int64).reshape(-1, _G) @ 3 ** np.arange(_G)[::-1]


def _odds_against(thetas: Array) -> Array:
    """The odds that a group misses an occasion: [θ, grid, group, node]."""
    nodes, _ = hermite()
    scales = np.exp(thetas[:, _G : _G + 2])
    group = np.exp(-thetas[:, :_G])[:, None, :, None]
    region = np.exp(-_bounded(scales[:, :1] * _GRID_REGION))[:, :, None, None]
    event = np.exp(-_bounded(scales[:, 1:] * nodes))[:, None, None, :]
    return np.asarray(group * (region * event))


def _bounded(exponents: Array) -> Array:
    return np.clip(exponents, -_EXPONENT, _EXPONENT)


def _chances(against: Array) -> Array:
    """The chance of everything that the groups could show, events' effects integrated out: [θ, grid, history]."""
    hit = 1 / (1 + against)
    roles = np.stack([np.ones_like(hit), hit, against * hit], axis=3)  # in the order _ASIDE, _CAUGHT, _MISSED
    _, weights = hermite()
    halves = [reduce(_beside, (roles[:, :, g] for g in some)) for some in (range(_HALF), range(_HALF, _G))]
    joint = (halves[0] * weights) @ halves[1].swapaxes(-1, -2)
    return np.asarray(joint.reshape(*joint.shape[:2], -1))


def _beside(one: Array, other: Array) -> Array:
    """Each role of some groups with each of the next: [θ, grid, roles, node]."""
    both = one[:, :, :, None] * other[:, :, None]
    return both.reshape(*both.shape[:2], -1, both.shape[-1])


class Density:
    """The log density of θ = (α, log σ, log τ, log δ) given the data and the priors, for many θ at once: [θ, part]."""

    def __init__(self, histories: Mapping[Cell, int], places: Sequence[str], priors: Catching) -> None:
        self._likelihood = _Likelihood(histories, places)
        mean, sd = priors.level
        self._mean = np.full(_G, mean)
        self._precision = np.linalg.inv(np.full((_G, _G), sd**2) + np.eye(_G) * priors.group_sd**2)
        self._scales = np.array([priors.region_sd, priors.event_sd, priors.certain_shift])
        self._weights = -0.5 * _GRID_REGION**2
        self._weights = self._weights - logsumexp(self._weights)

    def start(self) -> Array:
        """The middle of the priors."""
        return np.concatenate([self._mean, np.log(self._scales)])

    def __call__(self, thetas: Array) -> Array:
        inside = np.abs(thetas).max(axis=1) <= _BEYOND
        near = np.clip(thetas, -_BEYOND, _BEYOND)
        off, logs = near[:, :_G] - self._mean, near[:, _G:]
        groups = -0.5 * np.einsum("ti,ij,tj->t", off, self._precision, off)
        scales = np.sum(-0.5 * (np.exp(logs) / self._scales) ** 2 + logs, axis=1)
        regions = logsumexp(self._likelihood.by_region(near) + self._weights, axis=2).sum(axis=1)
        return np.where(inside, groups + scales + regions, _IMPOSSIBLE)

    def effects(self, thetas: Array, generator: np.random.Generator) -> Array:
        """One draw of every region's effect for each θ: [θ, region]."""
        logs = self._likelihood.by_region(thetas) + self._weights
        chances = np.exp(logs - logsumexp(logs, axis=2, keepdims=True))
        reached = np.cumsum(chances, axis=2) > generator.random((*chances.shape[:2], 1))
        step = _GRID_REGION[1] - _GRID_REGION[0]
        jitter = (generator.random(chances.shape[:2]) - 0.5) * step  # a point stands for the stretch around it
        return np.asarray((_GRID_REGION[np.argmax(reached, axis=2)] + jitter) * np.exp(thetas[:, _G : _G + 1]))
