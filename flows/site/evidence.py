"""What was read and decided, a record for each question of `queries/` (fields named as its columns)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
class Correction:
    """What a person decided about an account (`meeting_id`; None: one that the reading missed), and what came of it."""

    review_id: str
    action: str
    state: str
    detail: str | None
    detail_ru: str | None
    reviewer: str
    reason: str
    reviewed_at: datetime
    meeting_id: str | None
    standing_meeting: str | None
    source_url: str | None
    sentences: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an account says, as it was read (`name`: the account) or as a person has it (`name`: the review).

    `head_regions` and `hows` belong together: which heads of regions were there, and how.
    """

    name: str
    kind: str
    status: str
    level: str
    region: str | None
    interethnic_topic: bool
    assembly_present: bool
    date_start: date | None
    date_end: date | None
    head_regions: list[str]
    hows: list[str]

    @property
    def regions(self) -> frozenset[str]:
        """Of which regions it says anything."""
        return frozenset((*self.head_regions, *((self.region,) if self.region else ())))


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
