"""Terms of office: each line of the table of heads of regions is one, and what makes such a table a bad one.

A table is refused by file and line: for a line that is no term, for the same term twice, and for two terms of one
region on the same days. They overlap without fault where a date that the table itself marks as not exact explains it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby
from typing import Literal, TypeVar, get_args

from models.errors import BadInput

Capacity = Literal["akim", "acting", "vacant"]
Precision = Literal["day", "month", "approx", "year"]
Origin = Literal["built-in", "own"]  # whose table a term is from: this program's, or one laid over it
Word = TypeVar("Word", bound=str)

# How far the real day of a change may lie from the table's. Even an exact day slips in the press: a decree is signed,
# announced and takes effect on days of its own.
SLACK: Mapping[Precision, timedelta] = {
    "day": timedelta(days=3),
    "approx": timedelta(days=45),
    "month": timedelta(days=45),
    "year": timedelta(days=370),
}
_COLUMNS = (
    *("region", "surname", "given", "patronymic", "capacity", "since", "since_precision", "until", "until_precision"),
    *("confidence", "source", "note"),
)
_YEARS = range(1900, 2200)  # as everywhere here: a year outside is a slip of the pen (warehouse.rows.CREDIBLE_YEARS)
_SHAPE = "see models/officials.csv for the shape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One person's time at the head of one region: from `since` up to, not including, `until` (None: still there)."""

    region: str
    surname: str
    given: str
    patronymic: str | None
    capacity: Capacity  # vacant: nobody held the office
    since: date
    since_precision: Precision
    until: date | None
    until_precision: Precision | None
    confidence: str
    source: str
    note: str
    origin: Origin

    @property
    def akim(self) -> str:
        """The name as readings give it: surname and given name."""
        return f"{self.surname} {self.given}"

    @property
    def vacant(self) -> bool:
        return self.capacity == "vacant"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def may_hold(self, start: date, end: date) -> bool:
        """Whether it can have held on some day of the closed interval, its own dates being no surer than they say."""
        if end < self.since - SLACK[self.since_precision]:
            return False
        return self.until is None or start < self.until + SLACK[self.until_precision or "day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A term with the place where it stands, `officials.csv:7`."""

    where: str
    term: Tenure

    def __str__(self) -> str:
        who = "the vacancy" if self.term.vacant else self.term.akim
        end = f"until {self.term.until}" if self.term.until else "without an end"
        return f"{who} ({self.where}, from {self.term.since} {end})"


def in_order(term: Tenure) -> tuple[str, date, date, str]:
    """By region and time; of two that begin on one day, the one that lasts rules."""
    return term.region, term.since, term.until or date.max, term.akim


def read_terms(text: str, where: str, regions: Collection[str], origin: Origin = "own") -> tuple[Tenure, ...]:
    """The terms of a table (CSV with a header), in its order; `regions`: the ISO codes that there are.

    BadInput names `where` with the line, or both lines, and what to do.
    """
    lines = [_Line(where=place, term=_term(row, place, regions, origin)) for place, row in _rows(text, where)]
    _refuse_clashes(lines)
    return tuple(line.term for line in lines)


def _rows(text: str, where: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each line under the header with its place. A text in quotation marks may run over several: the last counts."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise BadInput(f"{where}:1: the header lacks {', '.join(missing)}; {_SHAPE}")
        for row in reader:
            place = f"{where}:{reader.line_num}"
            if None in row:
                raise BadInput(f"{place}: more fields than the header has; put a text with commas in quotation marks")
            if None in row.values():
                raise BadInput(f"{place}: fewer fields than the header has; {_SHAPE}")
            yield place, {key: value.strip() for key, value in row.items()}
    except csv.Error as error:
        raise BadInput(
            f"{where}:{reader.line_num + 1}: not a line of a comma-separated table ({error}); "
            "look for a quotation mark left open"
        ) from error


def _term(row: dict[str, str], place: str, regions: Collection[str], origin: Origin) -> Tenure:
    try:
        return _checked(
            Tenure(
                region=row["region"],
                surname=row["surname"],
                given=row["given"],
                patronymic=row["patronymic"] or None,
                capacity=_choice(row, "capacity", get_args(Capacity)),
                since=_day(row, "since"),
                since_precision=_choice(row, "since_precision", get_args(Precision)),
                until=_day(row, "until") if row["until"] else None,
                until_precision=_choice(row, "until_precision", get_args(Precision))
                if row["until_precision"]
                else None,
                confidence=row["confidence"],
                source=row["source"],
                note=row["note"],
                origin=origin,
            ),
            regions,
        )
    except ValueError as error:
        raise BadInput(f"{place}: {error}; {_SHAPE}") from error


def _checked(term: Tenure, regions: Collection[str]) -> Tenure:
    """The term itself; ValueError where it cannot be one."""
    if term.region not in regions:
        raise ValueError(f"region: {term.region!r} is no region; write its ISO code, such as {min(regions)}")
    if term.vacant and (term.surname or term.given):
        raise ValueError(f"surname: {term.akim.strip()} in a vacancy; leave both names empty, or write acting")
    if not term.vacant and not (term.surname and term.given):
        raise ValueError("surname, given: empty; only a vacancy has no name")
    if term.until is not None and term.until <= term.since:
        told = "the day it begins, so it holds on no day" if term.until == term.since else f"before {term.since}"
        raise ValueError(f"until: ends on {term.until}, {told}")
    return term


def _choice(row: dict[str, str], column: str, allowed: tuple[Word, ...]) -> Word:
    found = next((word for word in allowed if word == row[column]), None)
    if found is None:
        raise ValueError(f"{column}: {row[column]!r} is none of {', '.join(allowed)}")
    return found


def _day(row: dict[str, str], column: str) -> date:
    try:
        day = date.fromisoformat(row[column])
    except ValueError as error:
        raise ValueError(f"{column}: {row[column]!r} is no day; write it like 2024-04-25") from error
    if day.year not in _YEARS:
        raise ValueError(f"{column}: {day} is no day of our time; write it like 2024-04-25")
    return day


def _refuse_clashes(lines: Iterable[_Line]) -> None:
    """BadInput for the first two lines of one region that cannot both be true."""
    ordered = sorted(lines, key=lambda line: (line.term.region, line.term.since))
    for region, own in groupby(ordered, key=lambda line: line.term.region):
        for earlier, later in combinations(own, 2):
            one, two = earlier.term, later.term
            if (one.surname, one.given, one.since) == (two.surname, two.given, two.since):
                raise BadInput(f"{later.where}: the same term of {region} as {earlier}; delete one of the two lines")
            if not _fit_together(one, two):
                raise BadInput(
                    f"{later.where}: {region} has two heads on {two.since}: {earlier} and {later}; end the earlier "
                    "term by the day the later begins, or mark the date that is not exact (month, approx, year)"
                )


def _fit_together(earlier: Tenure, later: Tenure) -> bool:
    """Whether the earlier term ends by the day the later begins, as far as the dates can be trusted."""
    if earlier.until is None:
        return False
    slack = _inexact(earlier.until_precision) + _inexact(later.since_precision)
    return earlier.until - later.since <= slack


def _inexact(precision: Precision | None) -> timedelta:
    """How far a date of a table may be off: a day stated exactly not at all, or no table could be wrong."""
    return SLACK[precision] if precision not in (None, "day") else timedelta()
