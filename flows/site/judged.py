"""What was judged, of whom and by what, a record for each question of `queries/` (fields named as its columns)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    sample: bool
    publication_id: str | None
    published_at: datetime | None
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    clause: int
    name: str
    text: str
    judged_by: str
    months: int
    rungs: list[str]
    force_from: date
    force_until: date | None
    order_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    region: str
    name: str
    name_en: str
    short: str
    short_en: str
    tile_row: int
    tile_column: int
    kind: str
    centre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is found for a region and clause. Before anybody was judged all but region, clause and bound are unknown."""

    region: str
    clause: int
    verdict_id: str | None
    bound: bool
    as_of: date | None
    in_force: bool | None
    verdict: str
    last_event_start: date | None
    last_event_end: date | None
    deadline: date | None
    p_met: float | None
    met_share: float | None
    in_person: int | None
    delegated: int | None
    unknown: int | None
    belief: float | None
    belief_low: float | None
    belief_high: float | None
    belief_by_trace: str | None
    belief_by_rhythm: str | None
    p_seen: float | None
    p_seen_low: float | None
    p_seen_high: float | None
    p_seen_band: str | None
    covered_share: float | None
    compliant_share: float | None
    compliant_share_low: float | None
    compliant_share_high: float | None
    akim: str | None
    akim_capacity: str | None
    unread_leads: int | None
    reasons: list[str]
    reasons_ru: list[str]
    window_start: date | None
    window_end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    region: str
    clause: int
    month_start: date
    month_end: date
    verdict: str
    met_share: float | None
    believed: float | None
    believed_low: float | None
    believed_high: float | None
    compliant: float | None
    p_seen: float | None
    p_seen_low: float | None
    p_seen_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    region: str
    name: str
    capacity: str
    since: date | None
    since_precision: str | None
    until: date | None
    until_precision: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHead:
    """Somebody else than the table of officials names, called or appointed head of the region: `alarm` says it."""

    region: str
    alarm: str
    alarm_ru: str
    sentence: str
    source_url: str | None
    articles: int
    voices: int
    last_day: date | None
