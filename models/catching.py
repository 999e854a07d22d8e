"""How much of what left a trace is caught: a hierarchical model of capture histories, fitted with its uncertainty.

Log-odds that group g catches occasion i in region r, where it was looking: α_g + u_r + b_i (+ δ where the occasion
certainly took place), u_r ~ N(0, σ²) so that regions lend each other strength, b_i ~ N(0, τ²) because some occasions
are news to everybody and most to nobody; that makes groups catch together what they catch at all, so that what all
missed is more than independence would say (heterogeneity in closed populations: Otis et al. 1978, model M_h; Coull and
Agresti 1999 for the logit-normal form). A sitting enters only because somebody caught it: its history is conditioned on
that. Both random effects are integrated out on grids; what remains, θ = (α, log σ, log τ, log δ), has few dimensions
and is drawn by importance sampling around the posterior's mode, refined until the weights are even. With no controls at
all the answer is the prior, which is wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_expit, logsumexp

from models.captures import GROUPS, Cell
from models.priors import Catching

Array = NDArray[np.float64]

DRAWS = 500  # a 90 % interval's ends then stand on 25 draws each: their own error is a tenth of the interval
_PROPOSED = 1000  # draws proposed a round
_ROUNDS = 8  # at most; the proposal is fitted to the draws of the round before, until the weights are even enough
_SPREAD = 1.3  # how much wider than the fitted spread is proposed from: too narrow loses the tails for good
_FREEDOM = 6  # of the t distribution proposed from
_NODES_EVENT = 15  # Gauss-Hermite: one event's likelihood is smooth
_GRID_REGION = np.linspace(-4.0, 4.0, 61)  # standard deviations of u_r: a region with many controls is narrow there

_G = len(GROUPS)
_BEYOND = 15.0  # log-odds and log-scales past which numbers overflow and no posterior has mass
_TINY = 1e-300  # a history that θ makes all but impossible: its logarithm must stay a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """Draws from the posterior of the catching model: rows are draws, `alpha` has a column a group, `regions` one a
    region in the order of `places`. `effective` is how many independent draws they are worth (of those proposed)."""

    alpha: Array
    tau: Array
    regions: Array
    places: tuple[str, ...]
    effective: float
    controls: int

    def by_pattern(self, region: str) -> Array:
        """P(some group catches an ordinary meeting of the region that left a trace), [draw, pattern of looking groups].

        Pattern k: group j is looking where bit j of k is set. A region without controls of its own has a column too.
        """
        nodes, weights = _hermite()
        effect = self.regions[:, self.places.index(region)]
        logit = self.alpha[:, :, None] + (effect[:, None] + self.tau[:, None] * nodes[None, :])[:, None, :]
        missed = log_expit(-logit)  # [draw, group, node]
        patterns = np.array([[bool(k >> j & 1) for j in range(_G)] for k in range(2**_G)], dtype=float)
        return np.asarray(1 - np.einsum("sjk,j->sk", np.exp(np.einsum("kg,sgj->sjk", patterns, missed)), weights))


def pattern_of(looking: Sequence[bool]) -> int:
    """The number of a pattern of looking groups, in the order of GROUPS."""
    return sum(1 << j for j, one in enumerate(looking) if one)


@cache
def _hermite() -> tuple[Array, Array]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES_EVENT)
    return nodes, weights / weights.sum()


class _Likelihood:
    """The data as arrays: the distinct patterns of history, and how often each region shows each."""

    def __init__(self, histories: Mapping[Cell, int], places: Sequence[str]) -> None:
        patterns = sorted({(c.certain, c.looking, c.caught) for c in histories})
        index = {pattern: n for n, pattern in enumerate(patterns)}
        self.certain = np.array([pattern[0] for pattern in patterns], dtype=float)
        self.caught = np.array([[g in p[2] for g in GROUPS] for p in patterns], dtype=float).reshape(-1, _G)
        self.missed = np.array([[g in p[1] and g not in p[2] for g in GROUPS] for p in patterns], dtype=float)
        self.missed = self.missed.reshape(-1, _G)
        self.looking = self.caught + self.missed
        self.counts = np.zeros((len(places), len(patterns)))
        for cell, number in histories.items():
            self.counts[places.index(cell.region), index[cell.certain, cell.looking, cell.caught]] += number

    def by_region(self, theta: Array) -> Array:
        """Log-likelihood of each region's controls at each point of the grid of its effect: [region, grid]."""
        if self.counts.shape[1] == 0:
            return np.zeros((self.counts.shape[0], len(_GRID_REGION)))
        alpha, sigma, tau, shift = _unpacked(theta)
        nodes, weights = _hermite()
        common = sigma * _GRID_REGION[:, None] + tau * nodes[None, :]  # [grid, node]
        total = np.empty((self.counts.shape[1], len(_GRID_REGION)))
        for certain in (0.0, 1.0):
            rows = self.certain == certain
            if not rows.any():
                continue
            logit = alpha[:, None, None] + common[None] + certain * shift
            hit, miss = log_expit(logit), log_expit(-logit)
            each = np.tensordot(self.caught[rows], hit, 1) + np.tensordot(self.missed[rows], miss, 1)
            total[rows] = np.log(np.maximum(np.exp(each) @ weights, _TINY))
            if not certain:  # only what somebody caught is there to be counted
                nothing = np.exp(np.tensordot(self.looking[rows], miss, 1)) @ weights
                total[rows] -= np.log1p(-np.minimum(nothing, 1 - 1e-12))
        return np.asarray(self.counts @ total)


def _unpacked(theta: Array) -> tuple[Array, float, float, float]:
    sigma, tau, shift = np.exp(theta[_G : _G + 3])
    return theta[:_G], float(sigma), float(tau), float(shift)


class _Posterior:
    """The log density of θ given the data and the priors, regions' and events' effects integrated out."""

    def __init__(self, likelihood: _Likelihood, priors: Catching) -> None:
        self._likelihood = likelihood
        mean, sd = priors.level
        self._mean = np.full(_G, mean)
        self._precision = np.linalg.inv(np.full((_G, _G), sd**2) + np.eye(_G) * priors.group_sd**2)
        self._scales = np.array([priors.region_sd, priors.event_sd, priors.certain_shift])
        self._weights = -0.5 * _GRID_REGION**2
        self._weights = self._weights - logsumexp(self._weights)

    def start(self) -> Array:
        return np.concatenate([self._mean, np.log(self._scales)])

    def __call__(self, theta: Array) -> float:
        if np.any(np.abs(theta) > _BEYOND):
            return -1e10
        off = theta[:_G] - self._mean
        scales = np.exp(theta[_G:])
        prior = -0.5 * off @ self._precision @ off + float(np.sum(-0.5 * (scales / self._scales) ** 2 + theta[_G:]))
        regions = logsumexp(self._likelihood.by_region(theta) + self._weights, axis=1)
        return float(prior + np.sum(regions))

    def effects(self, theta: Array, generator: np.random.Generator) -> Array:
        """One draw of every region's effect given θ."""
        logs = self._likelihood.by_region(theta) + self._weights
        chances = np.exp(logs - logsumexp(logs, axis=1, keepdims=True))
        reached = np.cumsum(chances, axis=1) > generator.random((len(chances), 1))
        step = _GRID_REGION[1] - _GRID_REGION[0]
        jitter = (generator.random(len(chances)) - 0.5) * step  # the grid's points stand for the stretch around them
        return np.asarray((_GRID_REGION[np.argmax(reached, axis=1)] + jitter) * np.exp(theta[_G]))


def fit_catching(
    histories: Mapping[Cell, int], places: Sequence[str], priors: Catching, *, seed: int = 0, draws: int = DRAWS
) -> Caught:
    """The posterior of the catching model from counted capture histories; `places` names every region to answer for.

    The same data give the same draws. ValueError for a history of a place that is not named.
    """
    strangers = {cell.region for cell in histories} - set(places)
    if strangers:
        raise ValueError(f"capture histories of unknown places: {', '.join(sorted(strangers))}")
    ordered = dict(sorted(histories.items()))
    posterior = _Posterior(_Likelihood(ordered, places), priors)
    generator = np.random.default_rng(seed)
    thetas, effective = _sample(posterior, generator, draws)
    regions = np.array([posterior.effects(theta, generator) for theta in thetas])
    return Caught(
        alpha=thetas[:, :_G],
        tau=np.exp(thetas[:, _G + 1]),
        regions=regions,
        places=tuple(places),
        effective=effective,
        controls=sum(ordered.values()),
    )


def _sample(posterior: _Posterior, generator: np.random.Generator, draws: int) -> tuple[Array, float]:
    """Equally weighted draws of θ, and how many the importance weights were worth in the last round."""
    found: Any = minimize(lambda theta: -posterior(theta), posterior.start(), method="BFGS", options={"gtol": 1e-2})
    centre, spread = found.x, _symmetric(found.hess_inv)
    effective = 0.0
    thetas, chances = found.x[None], np.ones(1)
    for _ in range(_ROUNDS):
        thetas, log_density = _propose(centre, spread, generator)
        logs = np.array([posterior(theta) for theta in thetas]) - log_density
        chances = np.exp(logs - logsumexp(logs))
        effective = float(1 / np.sum(chances**2))
        if effective > _PROPOSED / 3:
            break
        centre, spread = _moments(thetas, chances, spread)
    places = (generator.random() + np.arange(draws)) / draws
    return thetas[np.searchsorted(np.cumsum(chances), places).clip(0, len(thetas) - 1)], effective


def _propose(centre: Array, spread: Array, generator: np.random.Generator) -> tuple[Array, Array]:
    """Draws from a multivariate t around the centre, with their log densities up to a constant."""
    root = np.linalg.cholesky(spread * _SPREAD)
    normal = generator.standard_normal((_PROPOSED, len(centre)))
    scale = np.sqrt(generator.chisquare(_FREEDOM, _PROPOSED) / _FREEDOM)
    standard = normal / scale[:, None]
    log_density = -0.5 * (_FREEDOM + len(centre)) * np.log1p(np.sum(standard**2, axis=1) / _FREEDOM)
    return centre + standard @ root.T, log_density


def _moments(thetas: Array, chances: Array, before: Array) -> tuple[Array, Array]:
    """Weighted mean and covariance; a little of the spread before keeps it from collapsing on a few draws."""
    centre = chances @ thetas
    off = thetas - centre
    return centre, _symmetric((off * chances[:, None]).T @ off + 0.05 * before)


def _symmetric(spread: Array) -> Array:
    values, vectors = np.linalg.eigh((spread + spread.T) / 2)
    return np.asarray((vectors * np.clip(values, 1e-6, 25.0)) @ vectors.T)
