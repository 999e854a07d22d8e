"""The chain that leads from a verdict to its bytes, as rows: verdict, event, account, sentence, version, page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from models.errors import BadInput
from warehouse import sql
from warehouse.desk import Correction, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedVerdict:
    """A verdict with what its figures follow from; `stands`: the latest run judged so. `versions` is JSON."""

    verdict_id: str
    region: str
    clause: int
    rungs: list[str]
    as_of: date
    verdict: str
    stands: bool
    window_start: date
    window_end: date
    belief: float | None
    belief_low: float | None
    belief_high: float | None
    p_seen: float
    p_seen_low: float
    p_seen_high: float
    covered_share: float
    in_person: int | None
    reasons: list[str]
    reasons_ru: list[str]
    rule: str
    case_digest: str
    fit_id: str | None
    controls: int | None
    effective: float | None
    priors: int | None
    first_judged_by: str
    first_judged_at: str
    judged_by: str | None
    versions: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """That an account of an event, in one state of knowledge, shows a verdict; `rank` 0 is the latest event."""

    verdict_id: str
    event_id: str
    event_state: str
    rank: int
    meeting_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvent:
    """An event in one state of knowledge, with the accounts that make it; `stands`: today's state."""

    event_id: str
    event_state: str
    stands: bool
    kind: str
    level: str
    region: str | None
    date_start: date
    date_end: date
    reports: int
    conflicts: list[str]
    conflicts_ru: list[str]
    meetings: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one article version tells of a gathering, and where its page lies. `text` only where full texts are kept.

    `fetched_at` and `listed_at` (when a list said that it was published) are microseconds since 1970.
    """

    meeting_id: str
    article_id: str
    reader_version: str
    ordinal: int
    kind: str
    status: str
    level: str
    region: str | None
    interethnic_topic: bool
    assembly_present: bool
    date_start: date | None
    date_end: date | None
    confidence: float
    rule: str
    url: str | None
    source: str | None
    title: str | None
    published_on: date | None
    text_sha256: str
    text: str | None
    page_id: str | None
    archive_file: str | None
    archive_offset: int | None
    archive_sha256: str | None
    content_type: str | None
    fetched_source: str | None
    fetched_url: str | None
    fetched_at: int | None
    listed_at: int | None
    listed_offset: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How one head of a region took part, by one account."""

    meeting_id: str
    region: str
    akim: str | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A sentence of an account: code points `char_start` to `char_end` of the article's text."""

    meeting_id: str
    position: int
    sentence: str
    char_start: int
    char_end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Everything that one identifier leads to; `asked` is that identifier in full."""

    asked: str
    verdicts: tuple[JudgedVerdict, ...]
    shown: tuple[Shown, ...]
    events: tuple[KnownEvent, ...]
    accounts: tuple[Account, ...]
    parts: tuple[Part, ...]
    sentences: tuple[Quoted, ...]
    corrections: tuple[Correction, ...]


def chain_of(published: duckdb.DuckDBPyConnection, given: str) -> Chain:
    """The chain of the verdict, event or account whose name begins with `given`. BadInput for none, and for several."""
    asked = _named(published, given.strip())
    verdicts, events, meetings = ([asked] if asked.startswith(kind) else [] for kind in ("v-", "e-", "m-"))
    shown = rows(published, Shown, "chain_shown", {"verdicts": verdicts, "events": events, "meetings": meetings})
    if meetings:  # of its events, what this account shows
        shown = tuple(one for one in shown if one.meeting_id == asked)
    states = [one.event_state for one in shown]
    known = rows(published, KnownEvent, "chain_events", {"states": states, "events": events, "meetings": meetings})
    # An event rests on all its accounts, a verdict on those that show it.
    named = {"v-": [one.meeting_id for one in shown], "m-": meetings, "e-": [m for one in known for m in one.meetings]}
    ids = {"ids": sorted(set(named[asked[:2]]))}
    corrections = rows(published, Correction, "desk_corrections", {**ids, "region": None})
    # What a review replaced is shown beside what it made.
    ids = {"ids": sorted({*ids["ids"], *(one.meeting_id for one in corrections if one.meeting_id)})}
    judged = {"ids": sorted({*verdicts, *(one.verdict_id for one in shown)})}
    return Chain(
        asked=asked,
        verdicts=rows(published, JudgedVerdict, "chain_verdicts", judged),
        shown=shown,
        events=known,
        accounts=rows(published, Account, "chain_accounts", ids),
        parts=rows(published, Part, "chain_parts", ids),
        sentences=rows(published, Quoted, "chain_sentences", ids),
        corrections=corrections,
    )


def stored_text(connection: duckdb.DuckDBPyConnection, article_id: str) -> str | None:
    """The text of an article version as it was stored; None where the open file keeps none."""
    row = connection.execute(sql.query("stored_text"), {"article_id": article_id}).fetchone()
    return row[0] if row else None


def _named(published: duckdb.DuckDBPyConnection, given: str) -> str:
    if not given.startswith(("v-", "e-", "m-")):
        raise BadInput(
            f"no identifier: {given!r}; give one of a verdict (v-…), an event (e-…) or an account (m-…), "
            "as `akimwatch show REGION` prints them"
        )
    found = [name for (name,) in published.execute(sql.query("chain_ids"), {"given": given}).fetchall()]
    if given in found or len(found) == 1:
        return given if given in found else found[0]
    if found:
        told = ", ".join(found[:5]) + ("…" if len(found) > 5 else "")
        raise BadInput(f"{given} begins several names: {told}; write more of it")
    raise BadInput(
        f"{given}: no verdict, event or account of that name is published; `akimwatch show REGION` prints them"
    )
