"""What stands on an analyst's desk: the rows of the published file that a screen shows, as records.

The fields of each record are the columns of its query, so what one lacks the other refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import duckdb

from models.glossary import Glossary, Word, own_words
from warehouse import sql

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region, its names and its tile (from 0, north-west)."""

    region: str
    name: str
    name_kk: str
    name_en: str
    short: str
    short_en: str
    kind: str
    centre: str
    tile_row: int
    tile_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What stands today for one region and clause; `rungs` are its clause's words from the highest.

    Before anybody judged, `as_of`, window and figures are None. Probabilities and shares lie in 0-1.
    """

    region: str
    clause: int
    rungs: list[str]
    bound: bool
    as_of: date | None
    in_force: bool
    verdict: str
    verdict_id: str | None
    window_start: date | None
    window_end: date | None
    event_id: str | None
    last_event_start: date | None
    last_event_end: date | None
    deadline: date | None
    p_met: float | None
    in_person: int | None
    delegated: int | None
    unknown: int | None
    belief: float | None
    belief_low: float | None
    belief_high: float | None
    p_seen: float | None
    p_seen_low: float | None
    p_seen_high: float | None
    p_seen_band: str | None
    compliant_share: float | None
    met_share: float | None
    covered_share: float | None
    akim: str | None
    akim_capacity: str
    unread_leads: int
    reasons: list[str]
    reasons_ru: list[str]
    source_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline: the last day for which what was found suffices."""

    region: str
    clause: int
    bound: bool
    verdict: str
    deadline: date
    days_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A source that needs a look."""

    source: str
    name: str
    alarm_kind: str
    alarm: str
    alarm_ru: str
    last_look_on: date | None
    newest_article: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadAlarm:
    """Another person than the table of heads names is called or appointed head of a region."""

    region: str
    person: str
    alarm: str
    alarm_ru: str
    source_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A review and what became of it; `state` is waiting until the record was judged with it."""

    review_id: str
    reviewed_at: str
    reviewed_on: date
    reviewer: str
    action: str
    reason: str
    state: str
    detail: str | None
    detail_ru: str | None
    region: str | None
    meeting_id: str | None
    standing_meeting: str | None
    sentences: str | None
    source_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """An event found in a region, with its head's part and one sentence that tells of it."""

    event_id: str
    meeting_id: str | None
    kind: str
    level: str
    date_start: date
    date_end: date
    akim: str | None
    how: str
    interethnic_topic: bool
    assembly_present: bool
    reports: int
    sentence: str | None
    source_url: str | None
    conflicts: list[str]
    conflicts_ru: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEvent:
    """A key event that counts for a region's head, and as what; `in_window`: for the verdict of today."""

    event_id: str
    clause: int
    kind: str
    level: str
    date_start: date
    date_end: date
    akim: str | None
    counts_as: str
    reports_in_person: int
    reports_delegated: int
    source_url: str | None
    in_window: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthShown:
    """One month of a region; the shares are of its days (0-1)."""

    clause: int
    month_start: date
    month_end: date
    verdict: str
    met_share: float
    any_rung_share: float
    believed: float
    compliant: float | None
    p_seen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A Kazakh article that names the region and the Assembly and was not read."""

    published_on: date | None
    source: str | None
    title: str | None
    url: str | None
    article_id: str


def rows(
    connection: duckdb.DuckDBPyConnection, kind: type[_Row], query: str, given: Mapping[str, object] | None = None
) -> tuple[_Row, ...]:
    """The answers of `queries/<query>.sql` as records, in order. TypeError where their fields are not its columns."""
    return records(connection, kind, sql.query(query), given)


def records(
    connection: duckdb.DuckDBPyConnection, kind: type[_Row], statement: str, given: Mapping[str, object] | None = None
) -> tuple[_Row, ...]:
    """The answers of a statement as records, in order. TypeError where their fields are not its columns."""
    found = connection.execute(statement, dict(given or {}))
    names = [column[0] for column in found.description or ()]
    return tuple(kind(**dict(zip(names, row, strict=True))) for row in found.fetchall())


def holds_sample(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the open file holds sample data."""
    row = connection.execute("SELECT sample FROM meta").fetchone()
    return bool(row and row[0])


def words_of(connection: duckdb.DuckDBPyConnection) -> Glossary:
    """The words of the open file, as its last run knew them; behind them this program's own, for what it lacks."""
    return Glossary((*own_words(), *rows(connection, Word, "desk_words")))
