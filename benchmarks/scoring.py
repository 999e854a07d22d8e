"""What the judged worlds of one manner come to, in figures and in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from judging import Judged, Whole
from manners import Manner

Curve = list[tuple[float, float, float]]  # a bin of stated probability: its share of all, mean stated, share true

BINS = 10
ACCUSING = -0.03  # belief below the truth by more than this is told in words; 20 worlds know it to about 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What a manner's worlds come to.

    `mixed`: share of the occasions found that mix reports of two true sittings; `split`: share of the true sittings
    that were found as several occasions; `q_off`: mean of q less the true q (above zero it accuses). `direction`: mean
    belief less what was true (below zero it accuses). Where every region complies (else not a number): `compliant_off`,
    mean of the share that a fully compliant region would show less that found (above zero it accuses), how often its
    90 % interval holds the share found, and how often that lies `compliant_below` it (one in twenty should).
    """

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
    mixed: float
    split: float
    q_off: float
    q_held: float
    number_held: float
    share_held: float
    direction: float
    direction_when_silent: float
    compliant_off: float
    compliant_held: float
    compliant_below: float


def score(manner: Manner, judged: Sequence[Judged]) -> Score:
    outcomes = [one for world in judged for one in world.outcomes]
    wholes = [one for world in judged for one in world.wholes]
    matches = [world.matches for world in judged]
    held = np.array([o.held for o in outcomes], dtype=float)
    belief = np.array([o.belief for o in outcomes])
    reported = np.array([o.reported for o in outcomes])
    base = float(held.mean())
    return Score(
        manner=manner.name,
        worlds=len(judged),
        windows=len(outcomes),
        base_rate=base,
        brier=_brier(belief, held),
        oracle=_brier(np.array([o.oracle for o in outcomes]), held),
        silence_means_no=_brier(np.where(reported, base, 0.0), held),
        report_means_yes=_brier(np.where(reported, 1.0, base), held),
        both_rules=_brier(reported.astype(float), held),
        constant=_brier(np.full(len(held), base), held),
        ece=sum(share * abs(stated - true) for share, stated, true in reliability(belief, held)),
        mixed=sum(m.mixed for m in matches) / sum(m.occasions for m in matches),
        split=sum(m.split for m in matches) / sum(m.sittings for m in matches),
        q_off=float(np.mean([o.q_mean - o.q for o in outcomes])),
        q_held=float(np.mean([o.q_low <= o.q <= o.q_high for o in outcomes])),
        number_held=float(np.mean([w.number_held for w in wholes])),
        share_held=float(np.mean([w.share_held for w in wholes])),
        direction=float(np.mean(belief - held)),
        direction_when_silent=float(np.mean((belief - held)[~reported])),
        **_compliance(wholes),
    )


def _compliance(wholes: Sequence[Whole]) -> dict[str, float]:
    """How what a fully compliant region would show stands to what compliant regions show."""
    told = [(one.found, one.compliant) for one in wholes if one.compliant is not None]
    figures = {
        "compliant_off": [shown.mean - found for found, shown in told],
        "compliant_held": [shown.low <= found <= shown.high for found, shown in told],
        "compliant_below": [found < shown.low for found, shown in told],
    }
    return {name: float(np.mean(values)) if values else math.nan for name, values in figures.items()}


def _brier(stated: np.ndarray, held: np.ndarray) -> float:
    return float(np.mean((stated - held) ** 2))


def reliability_of(judged: Sequence[Judged]) -> Curve:
    """The reliability of belief over all windows of these worlds."""
    outcomes = [one for world in judged for one in world.outcomes]
    held = np.array([one.held for one in outcomes], dtype=float)
    return reliability(np.array([one.belief for one in outcomes]), held)


def reliability(stated: np.ndarray, held: np.ndarray) -> Curve:
    """How often what is stated came true, bin by bin."""
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    chosen = [bins == n for n in range(BINS)]
    return [(float(c.mean()), float(stated[c].mean()), float(held[c].mean())) for c in chosen if c.any()]


def lines(manner: Manner, one: Score) -> str:
    """A manner's figures in words."""
    ratio = one.brier / one.oracle - 1
    figures = {field.name.replace("_", " "): getattr(one, field.name) for field in fields(one)[3:]}
    told = ", ".join(f"{name} {value:.3f}" for name, value in figures.items() if not math.isnan(value))
    head = f"{manner.name}: {manner.told} ({one.worlds} worlds, {one.windows} windows)"
    worst = min(one.direction, one.direction_when_silent)
    warning = f"\n  WARNING: belief errs in the accusing direction here, by {-worst:.3f}" if worst < ACCUSING else ""
    return f"{head}\n  {told}; over oracle {ratio:+.1%}{warning}"
