"""What the pages show, a record for each question of `queries/` (fields named as its columns)."""

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
class Event:
    """A gathering as one region sees it: `how` is the part of that region's head."""

    region: str
    event_id: str
    level: str
    held_in: str | None
    kind: str
    date_start: date
    date_end: date
    dated: bool
    akim: str | None
    how: str
    reports: int
    conflicts: list[str]
    conflicts_ru: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One article's account. `event_id` None: it stands no more (rejected, or read otherwise since)."""

    meeting_id: str
    event_id: str | None
    origin_kind: str | None
    region: str | None
    heads: list[str]
    kind: str
    date_start: date | None
    date_end: date | None
    confidence: float | None
    rule: str | None
    url: str | None
    title: str | None
    source: str | None
    source_name: str | None
    published_on: date | None
    text_sha256: str
    archive_file: str | None
    archive_offset: int | None
    archive_sha256: str | None
    review: str | None
    reviewer: str | None
    review_reason: str | None
    reviewed_at: datetime | None

    def tells_of(self, region: str) -> bool:
        """Whether it is evidence for this region: of its own event, or naming its head."""
        return self.region == region or region in self.heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    meeting_id: str
    position: int
    sentence: str
    char_start: int
    char_end: int
    rule: str

    @property
    def name(self) -> str:
        """The stable name of its page: the account's identifier and the sentence's place in it."""
        return f"{self.meeting_id}-{self.position}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A verdict that an account shows, or showed last on `as_of`."""

    meeting_id: str
    region: str
    clause: int
    verdict: str
    verdict_id: str
    as_of: date
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sittings:
    region: str
    week: date
    sittings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    region: str
    first_day: date
    last_day: date
    days: int


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
class Review:
    review_id: str
    region: str | None
    action: str
    state: str
    reviewer: str
    reason: str
    reviewed_at: datetime
    meeting_id: str | None
    standing_meeting: str | None
    source_url: str | None
    sentences: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    region: str
    published_on: date | None
    source: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    region: str
    period_start: date | None
    period_end: date | None
    claimed: int | None
    found: int | None
    speaker: str | None
    sentence: str
    source_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    source: str
    name: str
    base_url: str
    source_group: str
    language: str
    region: str | None
    watches: bool
    verified: str | None
    last_look: datetime | None
    newest_article: date | None
    articles: int | None
    longest_silence_days: int | None
    alarm: str | None
    alarm_ru: str | None
    entered: bool | None
    covered_share: float | None
