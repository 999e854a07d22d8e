"""How well appearances are read in real articles: `bench_appearances.py FOLDER` with the two corpora.

`tests/gold/appearances_checked.csv` holds a verdict, given by hand, for every sentence of the real corpora that means
the head of a region, and one for each other article that passes the akim gate: `right` (an appearance, with its region,
akim, day and occasion), `missed` (one that was not found) or `rightly none`. Sentences are known by their digest; no
text is kept. What is found and stands in no line counts as wrong until somebody has looked at it.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.appearances import find_appearances
from extractors.json_articles import Faults, articles_in
from models.registry import load_registry

CHECKED = Path(__file__).parent.parent / "tests" / "gold" / "appearances_checked.csv"
CORPORA = ("tengrinews_2024-04.jsonl", "kz_media_2016-17.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`right` of `found` appearances agree with the hand; `there` are the appearances that the hand saw."""

    lines: int
    found: int
    right: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0


def found_in(folder: Path) -> Iterator[tuple[str, ...]]:
    """What is read now, in the columns of the checked file but its verdict."""
    registry = load_registry()
    for name in CORPORA:
        with (folder / name).open("rb") as file:
            for number, line in enumerate(articles_in(name, file, Faults(sys.stderr)), start=1):
                for a in find_appearances(line.article, registry):
                    digest = hashlib.sha256(a.evidence.sentence.encode()).hexdigest()[:16]
                    yield name, str(number), digest, a.region, a.akim or "", str(a.first or ""), a.basis, a.occasion


def score(folder: Path) -> Score:
    with CHECKED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    right = {tuple(row[:8]) for row in rows if row[8] == "right"}
    found = set(found_in(folder))
    return Score(
        lines=len(rows),
        found=len(found),
        right=len(found & right),
        there=len(right) + sum(row[8] == "missed" for row in rows),
    )


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or not all((Path(arguments[0]) / name).is_file() for name in CORPORA):
        sys.exit(__doc__)
    told = score(Path(arguments[0]))
    print(f"lines judged by hand  {told.lines}")
    print(f"appearances found     {told.found}, right {told.right}: precision {told.precision:.2f}")
    print(f"appearances there     {told.there}: recall {told.recall:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
