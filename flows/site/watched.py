"""What was looked at and what was missed, a record for each question of `queries/` (fields named as its columns)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


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
class Unread:
    region: str
    published_on: date | None
    source: str | None
    title: str | None
    url: str | None


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
