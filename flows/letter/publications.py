"""What was published when: which state of the record a week's letter shows, and which it compares it with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.letter.letter import Week
from models.errors import BadInput
from models.zone import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication that the file knows: its own, or an earlier one of the same warehouse."""

    published_at: datetime
    as_of: date | None
    judged_run: str | None
    registry_run: str | None
    sample: bool

    @property
    def day(self) -> date:
        """The day it belongs to: that of its publication; sample data stands still at the day it speaks for."""
        return self.as_of if self.sample and self.as_of else local_day(self.published_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The state that stood when the week ended, and the one before it began (None: nothing was published by then).

    `late`: nothing was published by the week's end either; shown is what was published first, within a week of it.
    """

    now: Publication
    before: Publication | None
    late: bool


def span_of(publications: Sequence[Publication], week: Week) -> Span:
    """What the week's letter shows and compares. BadInput where nothing was published by then or soon after."""
    ordered = sorted(publications, key=lambda one: (one.day, one.published_at))
    if not ordered:
        raise BadInput("nothing was ever published; run `akimwatch run` first")
    before = [one for one in ordered if one.day < week.monday]
    by_then = [one for one in ordered if one.day <= week.sunday]
    if by_then:
        return Span(now=by_then[-1], before=before[-1] if before else None, late=False)
    first = ordered[0]
    if first.day - week.sunday <= timedelta(days=7):
        return Span(now=first, before=None, late=True)
    raise BadInput(
        f"week {week.name}: lies before the first data, published on {first.day}; "
        f"the first letter to be had is of {_name(first.day - timedelta(days=7))}"
    )


def _name(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
