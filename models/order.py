"""The order as data: its clauses, whom they bind, what counts, how often, and since when.

The built-in order is `order.toml`; another order is another file of the same shape (`load_order(path)`).
"""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args, overload

from models.errors import BadInput
from models.package_data import own_text, with_tuples
from models.records import How, Kind, Level

REGION_KINDS = frozenset({"oblast", "city"})  # regions.toml: 17 oblasts, 3 cities of republican significance
JudgedBy = Literal["ladder", "attendance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of calendar days, both ends included."""

    start: date
    end: date

    @property
    def length(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1

    def holds(self, start: date, end: date) -> bool:
        """True where the interval lies wholly within."""
        return self.start <= start and end <= self.end

    def share_of(self, start: date, end: date) -> float:
        """The share (0-1) of the interval's days that lie within."""
        inside = (min(end, self.end) - max(start, self.start)).days + 1
        return max(0, inside) / ((end - start).days + 1)

    def days(self) -> tuple[date, ...]:
        return tuple(self.start + timedelta(days=n) for n in range(self.length))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What an event must be. `how` empty: nothing is asked of the head of the region; a flag False: not asked for."""

    name: str
    level: tuple[Level, ...]
    kind: tuple[Kind, ...]
    interethnic_topic: bool = False
    assembly_present: bool = False
    how: tuple[How, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One duty: whom it binds (kinds of region), the length of its rolling window, and its rungs from the highest."""

    number: int
    name: str
    text: str
    judged_by: JudgedBy
    bound: tuple[str, ...]
    months: int
    rungs: tuple[Conditions, ...]
    expected: tuple[Conditions, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A day that a chart of the order's life shows, with the page that proves it where one is given."""

    day: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalSource:
    """Where the order or the law behind it can be read."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order in force from `force_from` to `force_until`, both days included (`force_until` None: to this day).

    ValueError where the end lies before the start.
    """

    key: str
    version: int
    name: str
    force_from: date
    force_until: date | None
    grace_months: int
    clauses: tuple[Clause, ...]
    markers: tuple[Marker, ...] = ()
    sources: tuple[LegalSource, ...] = ()

    def __post_init__(self) -> None:
        if self.force_until is not None and self.force_until < self.force_from:
            raise ValueError(f"force ends ({self.force_until}) before it begins ({self.force_from})")

    def in_force(self, day: date) -> bool:
        return self.force_from <= day and (self.force_until is None or day <= self.force_until)

    @overload
    def as_of(self, today: date, last_collected: date) -> date: ...
    @overload
    def as_of(self, today: date, last_collected: None) -> None: ...
    def as_of(self, today: date, last_collected: date | None) -> date | None:
        """The day today's verdicts speak for: not after today, the last day of force or the last day collected.

        None where nothing was ever collected: there is no day yet that the record could speak for.
        """
        if last_collected is None:
            return None
        return min(day for day in (today, self.force_until, last_collected) if day is not None)

    def first_day_judged(self) -> date:
        """The first day on which silence could mean anything: the first months of force have passed."""
        return add_months(self.force_from, self.grace_months)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day: 31 December + 2 is 28 or 29 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def window(day: date, months: int) -> Window:
    """The rolling window that ends on `day`: every day whose deadline (`add_months(day, months)`) has not passed.

    Both ends are included: a meeting today counts today, and a meeting of 15 January still counts on 15 March, its
    deadline, but not on the 16th. So the window of 28 February 2025 begins on 28 December (the deadline of the 29th
    to the 31st is that day too), that of 1 March on 1 January, and that of 30 April 2025 on 1 March, because the
    deadline of 28 February was 28 April.
    """
    start = add_months(day, -months)
    if add_months(start, months) < day:  # the day does not exist in the earlier month: its last day is already too old
        start += timedelta(days=1)
    return Window(start=start, end=day)


def load_order(path: Path | None = None, *, force_until: date | None = None) -> Order:
    """The built-in order, or that of the file given; `force_until` overrides the last day of force.

    Raises BadInput naming the file and the key for anything missing, of another type or impossible.
    """
    where = str(path or "order.toml")
    try:
        text = path.read_text(encoding="utf-8") if path else own_text("order.toml")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{where}: cannot be read ({error}); its shape is that of models/order.toml") from error
    try:
        order = _order(tomllib.loads(text))
        return order if force_until is None else replace(order, force_until=force_until)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{where}: not TOML ({error})") from error
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"{where}: not an order ({error}); see models/order.toml for the shape") from error


def _order(raw: dict[str, Any]) -> Order:
    days = (raw["order"]["force_from"], raw["order"].get("force_until"), *(m["day"] for m in raw.get("marker", ())))
    if any(type(day) is not date for day in days if day is not None):
        raise TypeError("force_from, force_until and a marker's day are dates like 2024-04-25, without quotes")
    clauses = tuple(_clause(entry) for entry in raw["clause"])
    if not clauses or len({clause.number for clause in clauses}) < len(clauses):
        raise ValueError("clauses need numbers of their own")
    return Order(
        **{"force_until": None, **raw["order"]},
        clauses=clauses,
        markers=tuple(Marker(**entry) for entry in raw.get("marker", ())),
        sources=tuple(LegalSource(**entry) for entry in raw.get("source", ())),
    )


def _clause(raw: dict[str, Any]) -> Clause:
    fields = dict(raw)
    rungs = tuple(_conditions(entry) for entry in fields.pop("rung"))
    expected = tuple(_conditions({"name": "expected", **entry}) for entry in fields.pop("expected", ()))
    clause = Clause(**{**fields, "bound": tuple(fields["bound"])}, rungs=rungs, expected=expected)
    if clause.judged_by not in get_args(JudgedBy):
        raise ValueError(f"clause {clause.number}: judged_by {clause.judged_by!r}")
    if not clause.bound or not set(clause.bound) <= REGION_KINDS:
        raise ValueError(f"clause {clause.number}: binds {', '.join(clause.bound) or 'nobody'}")
    if clause.months < 1 or not rungs or (clause.judged_by == "attendance" and len(rungs) != 2):
        raise ValueError(
            f"clause {clause.number}: a window of {clause.months} months, {len(rungs)} rungs "
            "(a ladder needs one or more, attendance two: in person, by deputy)"
        )
    return clause


def _conditions(raw: dict[str, Any]) -> Conditions:
    conditions = Conditions(**with_tuples(raw))
    for values, allowed in ((conditions.level, Level), (conditions.kind, Kind), (conditions.how, How)):
        unknown = set(values) - set(get_args(allowed))
        if unknown:
            raise ValueError(f"rung {conditions.name}: unknown {', '.join(sorted(unknown))}")
    return conditions
