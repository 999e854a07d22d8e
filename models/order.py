"""The order as data: its clauses, whom they bind, what counts, how often, and since when.

The built-in order is `order.toml`; another order is another file of the same shape (`load_order(path)`).
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, overload

from models.errors import BadInput
from models.glossary import Word
from models.package_data import own_text
from models.records import How, Kind, Level
from models.toml_records import record_of, refuse_unknown, table_of, tables_of

RegionKind = Literal["oblast", "city"]  # regions.toml: 17 oblasts, 3 cities of republican significance
JudgedBy = Literal["ladder", "attendance"]

MIXED = "mixed"  # some key events in person, some by deputy
NO_EVIDENCE = "no_public_evidence"
NOT_JUDGED = "not_judged"
UNKNOWN = "unknown"  # a key event at which a head was expected and of whom no report speaks
RESERVED = (MIXED, NO_EVIDENCE, NOT_JUDGED, UNKNOWN)  # no rung of an order is called so
MOST_MONTHS = 120  # ten years: longer than any order of this kind was ever in force


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
        return _days(self.start, self.end)


@lru_cache(maxsize=128)  # the months of a record are the same for every region
def _days(start: date, end: date) -> tuple[date, ...]:
    return tuple(start + timedelta(days=n) for n in range((end - start).days + 1))


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
    bound: tuple[RegionKind, ...]
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
    force_until: date | None = None
    grace_months: int
    clauses: tuple[Clause, ...]
    markers: tuple[Marker, ...] = ()
    sources: tuple[LegalSource, ...] = ()
    words: tuple[Word, ...] = ()

    def __post_init__(self) -> None:
        if self.force_until is not None and self.force_until < self.force_from:
            raise ValueError(
                f"force ends on {self.force_until}, before it begins on {self.force_from}; set force_until right"
            )

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
        """The first day on which silence could mean anything: the one after the first deadline, which itself counts.

        Where the file grants no months it is the first day of force.
        """
        deadline = add_months(self.force_from, self.grace_months)
        return deadline + timedelta(days=1) if self.grace_months else deadline


@lru_cache(maxsize=20_000)  # every day of half a century: a record asks for each day's deadline again and again
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

    Raises BadInput naming the file and the key for anything missing, unknown, of another type or impossible.
    """
    where = str(path) if path else "order.toml"
    try:
        raw = tomllib.loads(_text_of(path) if path else own_text("order.toml"))
    except (ValueError, RecursionError) as error:  # with a number of 5,000 digits, or brackets nested without end
        raise BadInput(f"{where}: not TOML ({error}); {_SHAPE}") from error
    try:
        order = _order(raw, where)
    except ValueError as error:
        raise BadInput(f"{where}: {error}") from error
    if force_until is None:
        return order
    try:
        return replace(order, force_until=force_until)
    except ValueError as error:
        raise BadInput(f"setting AKIMWATCH_FORCE_UNTIL (laid over {where}): {error}") from error


_SHAPE = "its shape is that of models/order.toml"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors begin a file with a byte order mark
    except FileNotFoundError as error:
        raise BadInput(f"{path}: there is no such file; name the order's file, or none for the built-in one") from error
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); name a file that can") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8, {_SHAPE}") from error


def _order(raw: Mapping[str, Any], where: str) -> Order:
    refuse_unknown(raw, ("order", "clause", "marker", "source", "word"), where)
    clauses = tuple(_clause(table, place) for place, table in tables_of(raw, "clause", where))
    if not clauses:
        raise BadInput(f"{where}: no clause; an order needs at least one [[clause]] with what it asks for")
    order = record_of(
        Order,
        table_of(raw, "order", where),
        f"{where}: order",
        clauses=clauses,
        markers=tuple(record_of(Marker, table, place) for place, table in tables_of(raw, "marker", where)),
        sources=tuple(record_of(LegalSource, table, place) for place, table in tables_of(raw, "source", where)),
        words=tuple(
            record_of(Word, {"kind": "verdict", **table}, place) for place, table in tables_of(raw, "word", where)
        ),
    )
    numbers = [clause.number for clause in clauses]
    if len(set(numbers)) < len(numbers):
        raise BadInput(f"{where}: clauses {', '.join(map(str, numbers))}; each needs a number of its own")
    strange = {word.word for word in order.words} - {rung.name for clause in clauses for rung in clause.rungs}
    if strange:
        raise BadInput(f"{where}: word {', '.join(sorted(strange))}: no clause has such a rung")
    if not 0 <= order.grace_months <= MOST_MONTHS:
        raise BadInput(f"{where}: order: grace_months must lie between 0 and {MOST_MONTHS}, not {order.grace_months}")
    return order


def _clause(raw: Mapping[str, Any], where: str) -> Clause:
    own = {key: value for key, value in raw.items() if key not in ("rung", "expected")}
    rungs = tuple(_conditions(table, place) for place, table in tables_of(raw, "rung", where))
    expected = tuple(
        _conditions({"name": "expected", **table}, place) for place, table in tables_of(raw, "expected", where)
    )
    clause = record_of(Clause, own, where, rungs=rungs, expected=expected)
    fault = next(_faults(clause), None)
    if fault:
        raise BadInput(f"{where}: {fault}")
    return clause


def _conditions(raw: Mapping[str, Any], where: str) -> Conditions:
    conditions = record_of(Conditions, raw, where)
    for key in ("level", "kind"):
        if not getattr(conditions, key):
            raise BadInput(f"{where}: {key} is empty, so that no event could ever meet it")
    return conditions


def _faults(clause: Clause) -> Iterator[str]:
    """What makes a clause impossible, or part of it without effect."""
    names = [rung.name for rung in clause.rungs]
    if not clause.bound:
        yield "bound is empty: name the kinds of region that it binds, oblast or city"
    if not 1 <= clause.months <= MOST_MONTHS:
        yield f"months must lie between 1 and {MOST_MONTHS}, not {clause.months}"
    if not names:
        yield "no rung; it needs at least one [[clause.rung]]"
    if len(set(names)) < len(names):
        yield f"rungs {', '.join(names)}; each needs a name of its own"
    if set(names) & set(RESERVED):
        yield f"a rung may not be called {', '.join(RESERVED)}: these words have a meaning of their own"
    yield from _faults_of_attendance(clause) if clause.judged_by == "attendance" else _faults_of_ladder(clause)


def _faults_of_ladder(clause: Clause) -> Iterator[str]:
    if clause.expected:
        yield "expected is asked for where attendance is counted; a ladder looks at its rungs alone"


def _faults_of_attendance(clause: Clause) -> Iterator[str]:
    hows = [set(rung.how) for rung in clause.rungs]
    if len(hows) != 2:
        yield f"{len(hows)} rungs; attendance needs two: in person, by deputy"
    elif not all(hows) or hows[0] & hows[1]:
        yield "each of the two rungs needs a how of its own, or one event would count for both"
    if any(each.how for each in clause.expected):
        yield "expected takes no how: it says where a head is expected of whom no report speaks"
