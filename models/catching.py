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
from typing import Any

import numpy as np
from scipy.special import log_expit, logsumexp

from models.captures import GROUPS, Cell
from models.catching_density import Array as Array
from models.catching_density import Density, hermite
from models.priors import Catching

DRAWS = 500  # a 90 % interval's ends then stand on 25 draws each: their own error is a tenth of the interval
_PROPOSED = 1000  # draws proposed a round
_ENOUGH = 333  # effective draws: the 5 % quantile is then one between 4 % and 6 % (their standard error is 1.2 %)
_ROUNDS = 8  # at most; each proposal is fitted to all draws before it
_SPREAD = 1.3  # how much wider than the fitted spread is proposed from: too narrow loses the tails for good
_FREEDOM = 6  # of the t distribution proposed from
_STEP = 1e-5  # for slopes: rounding (1e-16 of a log density of some thousands) stays below 1e-7

_G = len(GROUPS)


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
        nodes, weights = hermite()
        effect = self.regions[:, self.places.index(region)]
        logit = self.alpha[:, :, None] + (effect[:, None] + self.tau[:, None] * nodes[None, :])[:, None, :]
        missed = log_expit(-logit)  # [draw, group, node]
        patterns = np.array([[bool(k >> j & 1) for j in range(_G)] for k in range(2**_G)], dtype=float)
        return np.asarray(1 - np.einsum("sjk,j->sk", np.exp(np.einsum("kg,sgj->sjk", patterns, missed)), weights))


def pattern_of(looking: Sequence[bool]) -> int:
    """The number of a pattern of looking groups, in the order of GROUPS."""
    return sum(1 << j for j, one in enumerate(looking) if one)


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
    density = Density(ordered, places, priors)
    generator = np.random.default_rng(seed)
    thetas, effective = _sample(density, generator, draws)
    return Caught(
        alpha=thetas[:, :_G],
        tau=np.exp(thetas[:, _G + 1]),
        regions=density.effects(thetas, generator),
        places=tuple(places),
        effective=effective,
        controls=sum(ordered.values()),
    )


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A multivariate t around a centre, as wide as a covariance says and a little wider."""

    centre: Array
    spread: Array

    @property
    def root(self) -> Array:
        return np.asarray(np.linalg.cholesky(self.spread * _SPREAD))

    def draw(self, generator: np.random.Generator) -> Array:
        normal = generator.standard_normal((_PROPOSED, len(self.centre)))
        scale = np.sqrt(generator.chisquare(_FREEDOM, _PROPOSED) / _FREEDOM)
        return np.asarray(self.centre + normal / scale[:, None] @ self.root.T)

    def log_density(self, thetas: Array) -> Array:
        """Up to a constant that all proposals have in common."""
        from scipy.linalg import solve_triangular  # as `minimize` below

        root = self.root
        standard = solve_triangular(root, (thetas - self.centre).T, lower=True)
        powers = np.log1p(np.sum(standard**2, axis=0) / _FREEDOM)
        return np.asarray(-0.5 * (_FREEDOM + len(self.centre)) * powers - np.sum(np.log(np.diag(root))))


def _sample(density: Density, generator: np.random.Generator, draws: int) -> tuple[Array, float]:
    """Equally weighted draws of θ, and how many the importance weights of all proposed were worth.

    What every round proposed counts, weighted as drawn from the mixture of all rounds' proposals (deterministic
    mixture: Veach and Guibas 1995; Owen and Zhou 2000): a round whose proposal was poor is not thrown away, and none
    can give a draw a great weight where another round proposes often.
    """
    proposal = _around_mode(density)
    proposals: list[_Proposal] = []
    thetas, logs = np.empty((0, len(proposal.centre))), np.empty(0)
    chances, effective = logs, 0.0
    for _ in range(_ROUNDS):
        proposals.append(proposal)
        drawn = proposal.draw(generator)
        thetas, logs = np.concatenate([thetas, drawn]), np.concatenate([logs, density(drawn)])
        weights = logs - logsumexp([one.log_density(thetas) for one in proposals], axis=0)
        chances = np.exp(weights - logsumexp(weights))
        effective = float(1 / np.sum(chances**2))
        if effective > _ENOUGH:
            break
        proposal = _fitted(thetas, chances, proposal.spread)
    places = (generator.random() + np.arange(draws)) / draws
    return thetas[np.searchsorted(np.cumsum(chances), places).clip(0, len(thetas) - 1)], effective


def _around_mode(density: Density) -> _Proposal:
    from scipy.optimize import minimize  # a quarter of a second to import, and most processes take a fit as it stands

    found: Any = minimize(_downhill, density.start(), (density,), method="BFGS", jac=True, options={"gtol": 1e-2})
    return _Proposal(found.x, _symmetric(found.hess_inv))


def _downhill(theta: Array, density: Density) -> tuple[float, Array]:
    """Minus the log density at θ, and its slope by differences to both sides, all asked for at once."""
    sides = np.eye(len(theta)) * _STEP
    values = -density(np.concatenate([theta[None], theta + sides, theta - sides]))
    above, below = np.split(values[1:], 2)
    return float(values[0]), (above - below) / (2 * _STEP)


def _fitted(thetas: Array, chances: Array, before: Array) -> _Proposal:
    """Weighted mean and covariance; a little of the spread before keeps it from collapsing on a few draws."""
    centre = chances @ thetas
    off = thetas - centre
    return _Proposal(centre, _symmetric((off * chances[:, None]).T @ off + 0.05 * before))


def _symmetric(spread: Array) -> Array:
    values, vectors = np.linalg.eigh((spread + spread.T) / 2)
    return np.asarray((vectors * np.clip(values, 1e-6, 25.0)) @ vectors.T)
