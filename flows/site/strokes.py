"""What a chart is drawn with: an axis of days, and paths of SVG in its units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 640  # units from the first day to the last; the labels of shares and levels stand right of them
_MOST_LABELS = 9  # «07.2024» takes 50 units: with more of them they would touch
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The one axis of time that all panels of a chart share: from the first day's beginning to the last one's end."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where the day begins; days outside are at the border."""
        share = (day - self.first) / (self.last + _DAY - self.first)
        return WIDTH * min(1.0, max(0.0, share))

    def between(self, first: date, last: date) -> tuple[float, float]:
        """Where the first day begins and the last one ends."""
        return self.x(first), self.x(last + _DAY)

    def months(self) -> Sequence[date]:
        """The first days of the months that are labelled: as many as fit, evenly."""
        starts = list(self._starts())
        step = next((one for one in (1, 2, 3, 6, 12, 24) if len(starts) <= one * _MOST_LABELS), 60)
        return [day for day in starts if (day.year * 12 + day.month - 1) % step == 0]

    def _starts(self) -> Iterable[date]:
        day = self.first if self.first.day == 1 else (self.first.replace(day=1) + 31 * _DAY).replace(day=1)
        while day <= self.last:
            yield day
            day = (day + 31 * _DAY).replace(day=1)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path, and the class (in site.css) that colours it."""

    kind: str
    path: str


def boxes(kind: str, corners: Iterable[tuple[float, float, float, float]]) -> Stroke:
    """Filled boxes in one path, each (left, top, right, bottom)."""
    return Stroke(kind, "".join(f"M{n(x)},{n(y)}h{n(to - x)}v{n(low - y)}h{n(x - to)}z" for x, y, to, low in corners))


def level_lines(kind: str, lines: Iterable[tuple[float, float, float]]) -> Stroke:
    """Level lines in one path, each (from, to, height)."""
    return Stroke(kind, "".join(f"M{n(x)},{n(y)}h{n(to - x)}" for x, to, y in lines))


def upright_lines(kind: str, places: Iterable[float], height: float) -> Stroke:
    """Lines from the top of a panel to its bottom."""
    return Stroke(kind, "".join(f"M{n(x)},0v{n(height)}" for x in places))


def n(value: float) -> str:
    """A tenth of a unit is less than a screen shows."""
    return f"{value:.1f}".removesuffix(".0")
