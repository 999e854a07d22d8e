"""Rows of what was collected and read: from the records of `models` to the columns of the tables.

A string that is no Unicode text (a lone surrogate, as JSON may smuggle in) is stored with U+FFFD in its place, one
code point for one, so that offsets still hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from models.identity import address_of, article_id, digest, meeting_id, reading_version, text_sha256
from models.looks import anchor_of
from models.records import (
    Article,
    Attendance,
    Discovery,
    Evidence,
    Fetch,
    Listed,
    Meeting,
    PageRef,
    Reading,
    Source,
    Standing,
)
from models.zone import local_day

Row = dict[str, Any]  # the columns of one row: never leaves this room but as Arrow
_SURROGATE = re.compile("[\ud800-\udfff]")
# Nothing was put on the web outside these: a date of the year 1 or 9999 is a broken clock's, or a template's blank
# («0001-01-01T00:00:00»). One such row would otherwise stand at the head of every list, and no sum with it holds.
CREDIBLE_YEARS = range(1900, 2200)


def storable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate; its length in code points stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def aware(moment: datetime | None) -> datetime | None:
    """The moment itself; ValueError where it has no time zone."""
    if moment is not None and moment.utcoffset() is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    return moment


def credible(moment: datetime | None) -> datetime | None:
    """The moment that somebody else stated, or None where its year cannot be; ValueError where it has no time zone."""
    return moment if moment is not None and aware(moment) and moment.year in CREDIBLE_YEARS else None


def offset_minutes(moment: datetime | None) -> int | None:
    """What the moment's own clock was ahead of UTC: the database keeps the instant only, the local day needs this."""
    offset = moment.utcoffset() if moment else None
    return None if offset is None else round(offset.total_seconds() / 60)


def page_id(ref: PageRef | None) -> str | None:
    return digest("p-", (ref.file, ref.offset, ref.sha256)) if ref else None


def source_row(source: Source) -> Row:
    return {
        "source": source.key,
        "name": source.name,
        "base_url": source.base_url,
        "source_group": source.group,
        "language": source.language,
        "region": source.region,
        "watches": source.watches,
        "since": source.since,
        "expected_fewest": source.expected_per_day[0],
        "expected_most": source.expected_per_day[1],
        "verified": source.verified,
    }


def discovery_id(discovery: Discovery) -> str:
    return digest("d-", (discovery.source, discovery.method, discovery.address, discovery.checked_at.isoformat()))


def discovery_row(discovery: Discovery) -> Row:
    anchor = anchor_of(discovery)
    published = credible(anchor.published_at) if anchor else None
    return {
        "discovery_id": discovery_id(discovery),
        "source": discovery.source,
        "method": discovery.method,
        "address": discovery.address,
        "checked_at": aware(discovery.checked_at),
        "ok": discovery.ok,
        "reason": discovery.reason,
        "items": len(discovery.items),
        "reached_back_to": discovery.reached_back_to,
        "complete": discovery.complete,
        "reached_until": discovery.reached_until,
        "anchor_url": anchor.url if anchor else None,
        "anchor_published_at": published,
        "anchor_offset": offset_minutes(published),
    }


def listed_row(discovery: Discovery, item: Listed) -> Row:
    published = credible(item.published_at)
    moment = published.isoformat() if published else None
    return {
        "listed_id": digest("l-", (discovery.source, discovery.address, item.url, moment)),
        "discovery_id": discovery_id(discovery),
        "source": discovery.source,
        "url": item.url,
        "title": item.title,
        "published_at": published,
        "published_offset": offset_minutes(published),
    }


def fetch_row(fetch: Fetch) -> Row:
    listed = credible(fetch.listed_published_at)
    return {
        "source": fetch.source,
        "url": fetch.url,
        "final_url": fetch.final_url,
        "fetched_at": aware(fetch.fetched_at),
        "outcome": fetch.outcome,
        "reason": fetch.reason,
        "status": fetch.status,
        "content_type": fetch.content_type,
        "size": fetch.size,
        "etag": fetch.etag,
        "last_modified": fetch.last_modified,
        "listed_published_at": listed,
        "listed_offset": offset_minutes(listed),
        "page_id": page_id(fetch.page_ref),
    }


def page_row(ref: PageRef, url: str | None) -> Row:
    return {
        "page_id": page_id(ref),
        "url": url,
        "archive_file": ref.file,
        "archive_offset": ref.offset,
        "archive_sha256": ref.sha256,
    }


def article_row(article: Article) -> Row:
    text = storable(article.text)
    published = credible(article.published_at)
    return {
        "article_id": article_id(article),
        "address": address_of(article),
        "given_id": article.id,
        "url": article.url,
        "source": article.source,
        "published_at": published,
        "published_offset": offset_minutes(published),
        "published_on": local_day(published) if published else None,
        "language": article.language,
        "title": article.title,
        "lead": article.lead,
        "text": text,
        "text_sha256": text_sha256(text),
        "byline": article.byline,
        "agency": article.agency,
        "page_id": page_id(article.page_ref),
    }


def standing_row(standing: Standing) -> Row:
    return {"address": storable(standing.address), "article_id": standing.article_id, "reason": standing.reason}


def reading_rows(article: str, reading: Reading, version: str) -> Iterator[tuple[str, Row]]:
    """Every row that one reading makes, each with its table, by the reader of that version.

    `article` is the article's identifier.
    """
    version = reading_version(reading, version)
    key = {"article_id": article, "reader_version": version}
    outcome = {"outcome": reading.outcome, "reason": reading.reason, "unread_lead": reading.unread_lead}
    yield "readings", {**key, **outcome, "regions": list(reading.regions), "notes": list(reading.notes)}
    for ordinal, seen in enumerate(reading.appearances):
        yield "appearances", {
            **key, "ordinal": ordinal, "region": seen.region, "akim": seen.akim,
            "day_first": seen.first, "day_last": seen.last, "day_basis": seen.basis,
            "occasion": seen.occasion, "sitting": seen.sitting, **span_fields(seen.evidence),
        }  # fmt: skip
    for ordinal, claim in enumerate(reading.claims):
        yield "stated_numbers", {
            **key, "ordinal": ordinal, "region": claim.region, "period_start": claim.period_start,
            "period_end": claim.period_end, "number": claim.number, "speaker": claim.speaker,
            **span_fields(claim.evidence),
        }  # fmt: skip
    for ordinal, other in enumerate(reading.other_heads):
        yield "other_heads", {
            **key, "ordinal": ordinal, "region": other.region, "said": other.said, "name": other.name,
            "person": other.person, "person_key": other.person_key, "office": other.office, "head": other.head,
            "voice": other.voice, **span_fields(other.evidence),
        }  # fmt: skip
    yield from _meeting_rows(article, reading, version)


def _meeting_rows(article: str, reading: Reading, version: str) -> Iterator[tuple[str, Row]]:
    for ordinal, meeting in enumerate(reading.meetings):
        yield from account_rows(article, version, ordinal, meeting)


def account_rows(article: str, version: str, ordinal: int, meeting: Meeting) -> Iterator[tuple[str, Row]]:
    """Every row of one account. `version`: whose it is, the reader's or a review's identifier."""
    name = meeting_id(article, version, ordinal)
    yield (
        "meetings",
        {
            "meeting_id": name,
            "article_id": article,
            "reader_version": version,
            "ordinal": ordinal,
            **told_fields(meeting),
            "confidence": meeting.confidence,
            "rule": meeting.rule,
        },
    )
    for position, one in enumerate(meeting.attendance):
        yield "attendance", {"meeting_id": name, "position": position, **who_fields(one)}
    for position, evidence in enumerate(meeting.evidence):
        place = {"meeting_id": name, "position": position, "article_id": article, "rule": meeting.rule}
        yield "evidence_sentences", {**place, **span_fields(evidence)}


def told_fields(meeting: Meeting) -> Row:
    """What an account tells of a gathering, without who was there."""
    return {
        "kind": meeting.kind,
        "status": meeting.status,
        "level": meeting.level,
        "region": meeting.region,
        "interethnic_topic": meeting.interethnic_topic,
        "assembly_present": meeting.assembly_present,
        "date_start": meeting.date_start,
        "date_end": meeting.date_end,
        "date_basis": meeting.date_basis,
    }


def who_fields(one: Attendance) -> Row:
    """One head of a region at a gathering."""
    return {"region": one.region, "akim": one.akim, "named": one.named, "how": one.how}


def span_fields(evidence: Evidence) -> Row:
    """A sentence and where it stands."""
    return {"sentence": evidence.sentence, "char_start": evidence.char_start, "char_end": evidence.char_end}


def by_table(rows: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """The rows of each table, in their order."""
    sorted_out: dict[str, list[Row]] = {}
    for table, row in rows:
        sorted_out.setdefault(table, []).append(row)
    return sorted_out
