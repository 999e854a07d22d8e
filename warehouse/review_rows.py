"""Rows of what people decided, and of the accounts that stand by it."""

from __future__ import annotations

from collections.abc import Iterator

from models.phrases import in_russian
from models.records import FoundMeeting
from models.reviews import Review, ReviewStanding
from warehouse.rows import Row, account_rows, aware, span_fields, told_fields, who_fields

_TOLD = ("kind", "status", "level", "region", "interethnic_topic", "assembly_present")
_DATES = ("date_start", "date_end", "date_basis")


def review_rows(review: Review) -> Iterator[tuple[str, Row]]:
    """Every row of one decision, each with its table."""
    for position, evidence in enumerate(review.evidence):
        yield "review_sentences", {"review_id": review.review_id, "position": position, **span_fields(evidence)}
    for position, one in enumerate(review.account.attendance if review.account else ()):
        yield "review_attendance", {"review_id": review.review_id, "position": position, **who_fields(one)}
    yield (
        "reviews",
        {
            "review_id": review.review_id,
            "action": review.action,
            "reviewer": review.reviewer,
            "reason": review.reason,
            "reviewed_at": aware(review.at),
            "address": review.address,
            "article_id": review.article_id,
            "ordinal": review.ordinal,
            "meeting_id": review.meeting_id,
            "follows": review.follows,
            **(told_fields(review.account) if review.account else dict.fromkeys((*_TOLD, *_DATES))),
        },
    )


def made_rows(made: FoundMeeting) -> Iterator[tuple[str, Row]]:
    """Every row of an account that a person stands behind. ValueError for one that nobody reviewed."""
    if made.review is None:
        raise ValueError(f"{made.meeting_id} was read, not reviewed")
    yield from account_rows(made.article_id, made.review, made.ordinal, made.meeting)


def standing_row(standing: ReviewStanding) -> Row:
    """What became of a review."""
    detail = standing.detail
    told = {"detail": detail, "detail_ru": None if detail is None else in_russian(detail)}
    return {"review_id": standing.review_id, "state": standing.state, "meeting_id": standing.meeting_id, **told}
