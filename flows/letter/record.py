"""What the published file says of one week, read into records whose fields are the columns of `queries/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TypeVar

import duckdb

from flows.letter.letter import Week
from flows.letter.publications import Publication, Span, span_of
from flows.site.judged import Clause, Region
from models.errors import WarehouseError
from models.glossary import Glossary
from warehouse.connect import first_line
from warehouse.desk import records, words_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one run found for a region and clause; all but region, clause and bound may be unknown."""

    region: str
    clause: int
    bound: bool
    as_of: date | None
    in_force: bool
    verdict: str
    event_id: str | None
    last_event_start: date | None
    last_event_end: date | None
    source_url: str | None
    deadline: date | None
    in_person: int | None
    delegated: int | None
    unknown: int | None
    belief: float | None
    belief_low: float | None
    belief_high: float | None
    p_seen: float | None
    p_seen_low: float | None
    p_seen_high: float | None
    covered_share: float | None
    akim: str | None
    akim_capacity: str
    unread_leads: int
    reasons: list[str]
    reasons_ru: list[str]
    sentence: str | None
    meeting_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A gathering newly found; `in_person` and `delegated` count the heads of regions of whom its reports speak so."""

    event_id: str
    region: str | None
    level: str
    kind: str
    date_start: date
    date_end: date
    dated: bool
    reports: int
    first_published: date | None
    akim: str | None
    how: str
    in_person: int
    delegated: int
    counts: bool
    meeting_id: str | None
    sentence: str | None
    source_url: str | None
    source_name: str | None
    published_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person decided about an account, and what became of it."""

    review_id: str
    reviewed_on: date
    reviewer: str
    action: str
    reason: str
    state: str
    region: str | None
    sentences: str | None
    source_url: str | None
    meeting_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHead:
    """Somebody else than the table of officials names, called or appointed head of the region: `alarm` says it."""

    region: str
    alarm: str
    alarm_ru: str
    sentence: str
    source_url: str | None
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A source that needs a look."""

    name: str
    base_url: str
    alarm: str
    alarm_ru: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An article in Kazakh that nobody has read."""

    title: str | None
    url: str | None
    source: str | None
    published_on: date | None
    regions: list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How many sources are watched, and the last day on which a list of any was read."""

    sources: int
    last_look: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRecord:
    """Everything that a week's letter shows. `before` is empty where nothing was published before the week."""

    week: Week
    span: Span
    regions: Sequence[Region]
    clauses: Sequence[Clause]
    now: Sequence[Verdict]
    before: Mapping[tuple[str, int], Verdict]
    found: Sequence[Found]
    corrections: Sequence[Correction]
    other_heads: Sequence[OtherHead]
    alarms: Sequence[Alarm]
    leads: Sequence[Lead]
    looked: Looked
    glossary: Glossary


def publications_of(published: duckdb.DuckDBPyConnection) -> Sequence[Publication]:
    """Every publication that the open file knows of, the earliest first."""
    return _ask(published, Publication, "publications", {})


def read_week(published: duckdb.DuckDBPyConnection, week: Week) -> WeekRecord:
    """What the open published file says of the week.

    BadInput where nothing was published by then; WarehouseError, in one line, where its tables are not this program's.
    """
    try:
        return _read(published, week)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        told = f"its views are not those of this program ({first_line(error)})"
        raise WarehouseError(f"the published file: {told}; publish it anew with `akimwatch run`") from error


def _read(published: duckdb.DuckDBPyConnection, week: Week) -> WeekRecord:
    span = span_of(publications_of(published), week)
    now, before = span.now, span.before
    days = {"monday": week.monday, "sunday": week.sunday}
    of_now = {"judged": now.judged_run, "registry": now.registry_run}
    of_before = {"judged": before.judged_run, "registry": before.registry_run} if before else {}
    past = _ask(published, Verdict, "verdicts", of_before) if before else ()
    fresh = {"judged": now.judged_run, "before": of_before.get("judged"), "first": before is None, **days}
    until = max(week.sunday, now.day) if span.late else week.sunday
    return WeekRecord(
        week=week,
        span=span,
        regions=_ask(published, Region, "regions", {"registry": now.registry_run}),
        clauses=_ask(published, Clause, "clauses", {"registry": now.registry_run}),
        now=_ask(published, Verdict, "verdicts", of_now),
        before={(one.region, one.clause): one for one in past},
        found=_ask(published, Found, "found", fresh),
        corrections=_ask(published, Correction, "corrections", days),
        other_heads=_ask(published, OtherHead, "other_heads", {"sunday": week.sunday}),
        alarms=_ask(published, Alarm, "alarms", {}),
        leads=_ask(published, Lead, "leads", days),
        looked=_ask(published, Looked, "looked", {"until": until})[0],
        glossary=words_of(published),
    )


def _ask(
    published: duckdb.DuckDBPyConnection, kind: type[Row], question: str, given: Mapping[str, object]
) -> tuple[Row, ...]:
    """The answers of `queries/<question>.sql`, in order. TypeError where their columns are not the record's fields."""
    text = files("flows.letter").joinpath("queries", f"{question}.sql").read_text(encoding="utf-8")
    return records(published, kind, text, given)
