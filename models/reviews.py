"""What people decided about what was read: a review wins over the reading of the account that it speaks of.

A review speaks of one account (one article's word on one gathering), by the sentences that tell of it: so it holds for
every later version of the reader, whatever that makes of the article, and for every later version of the article that
still says the sentences. Where an article says them no more, the review is stale: it is not applied, and is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from models.identity import digest
from models.records import Evidence, Meeting

Action = Literal["confirm", "reject", "amend", "add"]
State = Literal["counts", "replaced", "stale"]

ACTIONS: tuple[Action, ...] = ("confirm", "reject", "amend", "add")
FIRST_ADDED = 1000  # place in the article of accounts that were added: behind those read, of which there are a few


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision, dated and signed. `account`: what is right; None in a rejection.

    `meeting_id` names the account reviewed (None: it was missed, and is added), `follows` the review that had made it,
    if one had; `read` is that account as it was then. `article_id` is the version that the reviewer had before them;
    the offsets of `evidence` point into its text.
    """

    review_id: str
    action: Action
    reviewer: str
    reason: str
    at: datetime
    address: str
    article_id: str
    ordinal: int
    evidence: tuple[Evidence, ...]
    meeting_id: str | None = None
    follows: str | None = None
    read: Meeting | None = None
    account: Meeting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedArticle:
    """The version of an article that stands, as far as reviews need it."""

    article_id: str
    source: str | None
    url: str | None
    published_on: date | None
    agency: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStanding:
    """What became of a review. `meeting_id`: the account that stands by it; `detail`: the later one, or what lacks."""

    review_id: str
    state: State
    meeting_id: str | None = None
    detail: str | None = None  # where it says what lacks, it knows its Russian (models.phrases)


def review_id(
    at: datetime, reviewer: str, address: str, account: str | None, action: Action, evidence: Iterable[Evidence]
) -> str:
    """The name of one decision: the same person on the same account at the same moment decides once."""
    spans = [f"{one.char_start}-{one.char_end}" for one in evidence]
    return digest("r-", (at.isoformat(), reviewer, address, account, action, *spans))
