"""Does the stated confidence mean something? `bench_confidence.py [--fit]`

Over every worked case, as written and perturbed (see `perturbed.py`), each meeting read is right (every field and every
attendance entry as annotated) or wrong. Printed are the Brier score beside that of a constant (the share of right
readings), the AUC, and a reliability table. `--fit` also fits the weights of the pieces of evidence anew, by logistic
regression, and judges them on articles that the fit has not seen (five folds).
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from numpy.typing import NDArray
from perturbed import Case, article_of, perturbed, worked_cases

from extractors.read_lines import shown_meeting
from extractors.russian.reader import Reader
from models.registry import load_registry

FIELDS = (
    "kind", "status", "level", "region", "interethnic_topic", "assembly_present",
    "date_start", "date_end", "date_basis",
)  # fmt: skip
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)
RIDGE = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One meeting read: of which case, in which way it was perturbed, what it states, what spoke for it."""

    case: str
    way: str
    confidence: float
    right: bool
    pieces: dict[str, bool]


def signature(meeting: Case) -> tuple[object, ...]:
    entries = sorted((e["region"], e["akim"], e["named"], e["how"]) for e in meeting["attendance"])
    return (*(meeting[field] for field in FIELDS), tuple(entries))


def judged() -> list[Judged]:
    cases = list(perturbed(worked_cases()))
    reader = Reader(load_registry(), light=False)
    found: list[Judged] = []
    explained = reader.explain_many(article_of(case) for _, case in cases)
    for (way, case), told in zip(cases, explained, strict=True):
        truth = Counter(signature(meeting) for meeting in case["meetings"])
        for each in told.meetings:
            name = signature(shown_meeting(each.meeting))
            right = truth[name] > 0
            truth[name] -= right
            pieces = {piece.name: piece.there for piece in each.pieces if piece.name != "base"}
            found.append(
                Judged(case=case["id"], way=way, confidence=each.meeting.confidence, right=right, pieces=pieces)
            )
    return found


def brier(stated: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    return float(np.mean((stated - right) ** 2))


def auc(stated: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """How often a right reading states more than a wrong one; a tie counts half."""
    good, bad = stated[right == 1], stated[right == 0]
    if not len(good) or not len(bad):
        return float("nan")
    above = (good[:, None] > bad[None, :]).sum() + 0.5 * (good[:, None] == bad[None, :]).sum()
    return float(above / (len(good) * len(bad)))


def fitted(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression with a ridge on all but the constant (the first column), by Newton's method."""
    weights = np.zeros(x.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (x.shape[1] - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - ridge @ weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(x.shape[1])
        weights += np.linalg.solve(curve, slope)
    return weights


def print_table(stated: NDArray[np.float64], right: NDArray[np.float64]) -> None:
    print("stated         readings   mean stated   right")
    for low, high in pairwise(BINS):
        inside = (stated >= low) & (stated < high)
        if inside.any():
            row = f"{stated[inside].mean():11.2f} {right[inside].mean():7.2f}"
            print(f"{low:.2f} - {min(high, 1.0):.2f}  {inside.sum():9d} {row}")


def fit(found: Sequence[Judged], y: NDArray[np.float64]) -> None:
    names = list(found[0].pieces)
    x = np.array([[1.0, *(float(each.pieces[name]) for name in names)] for each in found])
    cases = sorted({each.case for each in found})
    fold = np.array([cases.index(each.case) % 5 for each in found])
    unseen = np.zeros(len(found))
    for number in range(5):
        weights = fitted(x[fold != number], y[fold != number])
        unseen[fold == number] = 1 / (1 + np.exp(-x[fold == number] @ weights))
    print("\nweights fitted anew (log-odds):")
    for name, weight in zip(["base", *names], fitted(x, y), strict=True):
        print(f"  {name:24} {weight:6.2f}")
    print(f"on articles the fit has not seen: Brier {brier(unseen, y):.3f}, AUC {auc(unseen, y):.3f}")


def main(arguments: list[str]) -> None:
    if arguments not in ([], ["--fit"]):
        sys.exit(__doc__)
    found = judged()
    stated = np.array([each.confidence for each in found])
    right = np.array([float(each.right) for each in found])
    share = float(right.mean())
    for way in dict.fromkeys(each.way for each in found):
        own = [each.right for each in found if each.way == way]
        print(f"{way:24} {len(own):5d} meetings read, {len(own) - sum(own):4d} wrong")
    print(f"{'all':24} {len(found):5d} meetings read, {int((1 - right).sum()):4d} wrong")
    print(f"Brier {brier(stated, right):.3f}; a constant of {share:.2f} has {share * (1 - share):.3f}")
    print(f"AUC   {auc(stated, right):.3f}")
    print_table(stated, right)
    if arguments:
        fit(found, right)


if __name__ == "__main__":
    main(sys.argv[1:])
