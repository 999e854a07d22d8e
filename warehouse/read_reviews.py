"""Reviews back out of the warehouse, and what they are laid over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from models.records import Attendance, Evidence
from models.reviews import Review, ReviewedArticle, ReviewStanding
from warehouse import sql
from warehouse.moments import moment_utc
from warehouse.read import meeting_told
from warehouse.rows import CREDIBLE_YEARS


def reviews(connection: duckdb.DuckDBPyConnection) -> tuple[Review, ...]:
    """Every decision that people took, in order of time."""
    attendance: defaultdict[str, list[Attendance]] = defaultdict(list)
    for name, region, akim, named, how in _rows(connection, "review_attendance"):
        attendance[name].append(Attendance(region=region, akim=akim, named=named, how=how))
    evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
    for name, sentence, start, end in _rows(connection, "review_sentences"):
        evidence[name].append(Evidence(sentence=sentence, char_start=start, char_end=end))
    return tuple(
        _review(row, tuple(attendance[row[0]]), tuple(evidence[row[0]])) for row in _rows(connection, "reviews")
    )


def reviewed_articles(connection: duckdb.DuckDBPyConnection) -> dict[str, ReviewedArticle]:
    """By address, the version that stands of every article that a review speaks of; none where none does."""
    return {
        address: ReviewedArticle(
            article_id=name,
            source=source,
            url=url,
            published_on=published_on if published_on and published_on.year in CREDIBLE_YEARS else None,
            agency=agency,
            text=text,
        )
        for address, name, source, url, published_on, agency, text in _rows(connection, "reviewed_articles")
    }


def review_standings(connection: duckdb.DuckDBPyConnection) -> dict[str, ReviewStanding]:
    """By review, what became of it when the record was judged last."""
    return {
        name: ReviewStanding(review_id=name, state=state, meeting_id=meeting, detail=detail)
        for name, state, meeting, detail in _rows(connection, "review_standings")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One row of the view `to_review`: what may hang on more than is sure. `why` is a word of the glossary."""

    place: int
    why: str
    region: str | None
    region_name: str | None
    meeting_id: str | None
    event_id: str | None
    review_id: str | None
    article_id: str | None
    source_url: str | None
    published_on: date | None
    confidence: float | None
    sentence: str | None
    detail: str | None
    detail_ru: str | None


def waiting(connection: duckdb.DuckDBPyConnection, region: str | None = None) -> tuple[Waiting, ...]:
    """What deserves a person's look, in a region or anywhere, the most pressing first."""
    rows = connection.execute(sql.query("to_review"), {"region": region}).fetchall()
    return tuple(Waiting(**dict(zip(Waiting.__slots__, row, strict=True))) for row in rows)


def event_accounts(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Every event that stands with every account that tells of it."""
    return _rows(connection, "event_accounts")


def _review(row: tuple[Any, ...], attendance: tuple[Attendance, ...], evidence: tuple[Evidence, ...]) -> Review:
    name, action, reviewer, reason, at, address, article, ordinal, meeting, follows, *told = row
    account, read = told[:9], told[9:]
    return Review(
        review_id=name,
        action=action,
        reviewer=reviewer,
        reason=reason,
        at=moment_utc(at),
        address=address,
        article_id=article,
        ordinal=ordinal,
        evidence=evidence,
        meeting_id=meeting,
        follows=follows,
        read=meeting_told(read, (), evidence) if read[0] else None,
        # How sure and by what rule is said where the review is laid (models.corrected).
        account=meeting_told((*account, 1.0, "review"), attendance, evidence) if account[0] else None,
    )


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[Any]:
    return connection.execute(sql.query(name)).fetchall()
