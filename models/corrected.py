"""The accounts as they stand after all reviews: what people decided, laid over what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.identity import meeting_id
from models.phrases import say
from models.records import Evidence, FoundMeeting
from models.reviews import Review, ReviewedArticle, ReviewStanding
from models.testimonies import ALIKE

SURE = 0.99  # probability that what a person stands behind is right: people overlook things too, say once in a hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What stands after all reviews: `meetings`, of which `made` are people's; and what became of every review."""

    meetings: tuple[FoundMeeting, ...]
    made: tuple[FoundMeeting, ...]
    standings: tuple[ReviewStanding, ...]


def corrected(
    found: Iterable[FoundMeeting], reviews: Iterable[Review], articles: Mapping[str, ReviewedArticle]
) -> Corrected:
    """Lay the reviews over what was read; their order and that of `found` change nothing.

    `articles`: by address, the version that stands, of every reviewed article that has one. Of several reviews of one
    account the latest counts. An account that a person confirmed, amended or added stands with its own words, even
    where a later reader sees it otherwise or not at all; one rejected falls, however it is read later.
    """
    laid = _Laid(found)
    latest, replaced = _latest(reviews)
    outcomes = [*replaced, *(laid.lay(review, articles.get(review.address)) for review in latest)]
    return Corrected(
        meetings=tuple(sorted((*laid.standing.values(), *laid.made), key=lambda one: one.meeting_id)),
        made=tuple(sorted(laid.made, key=lambda one: one.meeting_id)),
        standings=tuple(sorted(outcomes, key=lambda one: one.review_id)),
    )


class _Laid:
    """The accounts while one review after the other is laid over them, the newest first."""

    def __init__(self, found: Iterable[FoundMeeting]) -> None:
        self.standing = {one.meeting_id: one for one in found}
        self.made: list[FoundMeeting] = []
        self._by_address = _by_address(self.standing.values())
        self._taken: dict[str, str] = {}  # account read -> the review that took its place

    def lay(self, review: Review, article: ReviewedArticle | None) -> ReviewStanding:
        if article is None:
            return ReviewStanding(review_id=review.review_id, state="stale", detail=say("review_no_article"))
        evidence = _found_again(review, article)
        if evidence is None:
            return ReviewStanding(review_id=review.review_id, state="stale", detail=say("review_sentence_gone"))
        read = _account_read(review, evidence, self._by_address[review.address])
        if read is not None:
            by = self._taken.setdefault(read.meeting_id, review.review_id)
            if by != review.review_id:
                return ReviewStanding(review_id=review.review_id, state="replaced", detail=by)
            del self.standing[read.meeting_id]
        account = _account_made(review, evidence, article)
        self.made += [account] if account else []
        return ReviewStanding(
            review_id=review.review_id, state="counts", meeting_id=account.meeting_id if account else None
        )


def _by_address(found: Iterable[FoundMeeting]) -> defaultdict[str, list[FoundMeeting]]:
    grouped: defaultdict[str, list[FoundMeeting]] = defaultdict(list)
    for one in found:
        grouped[one.address].append(one)
    return grouped


def _latest(reviews: Iterable[Review]) -> tuple[list[Review], list[ReviewStanding]]:
    """The last word on each account, the newest first, and what became of the words before it."""
    ordered = sorted(reviews, key=lambda one: (one.at, one.review_id), reverse=True)
    subject: dict[str, str] = {}  # review or account -> the first name under which its account was reviewed
    for review in reversed(ordered):
        before = subject.get(review.follows or "") or subject.get(review.meeting_id or "")
        subject[review.review_id] = before or review.review_id
        subject.setdefault(review.meeting_id or review.review_id, subject[review.review_id])
    last: dict[str, Review] = {}
    replaced: list[ReviewStanding] = []
    for review in ordered:
        stands = last.setdefault(subject[review.review_id], review)
        if stands is not review:
            replaced.append(ReviewStanding(review_id=review.review_id, state="replaced", detail=stands.review_id))
    return list(last.values()), replaced


def _found_again(review: Review, article: ReviewedArticle) -> tuple[Evidence, ...] | None:
    """The review's sentences in the version that stands; None where it does not say them all."""
    if article.article_id == review.article_id:
        return review.evidence
    again = tuple(one for each in review.evidence if (one := _nearest(each, article.text)))
    return again if len(again) == len(review.evidence) else None


def _nearest(one: Evidence, text: str) -> Evidence | None:
    """The sentence where the text says it, nearest to where it was said before."""
    places, start = [], text.find(one.sentence)
    while start >= 0:
        places.append(start)
        start = text.find(one.sentence, start + 1)
    if not places:
        return None
    start = min(places, key=lambda place: (abs(place - one.char_start), place))
    return Evidence(sentence=one.sentence, char_start=start, char_end=start + len(one.sentence))


def _account_read(review: Review, evidence: Sequence[Evidence], here: Sequence[FoundMeeting]) -> FoundMeeting | None:
    """Which account of those read now is the one reviewed: by its name, else by its sentences and by what it tells of.

    Two gatherings may be told in one sentence, so a reading of other kind and region is another account.
    """
    named = next((one for one in here if one.meeting_id == review.meeting_id), None)
    if named is not None:
        return named
    told = review.read or review.account
    beside = [one for one in here if _overlaps(one.meeting.evidence, evidence)]
    if told is None or not beside:
        return None
    alike = [one for one in beside if (one.meeting.region, ALIKE[one.meeting.kind]) == (told.region, ALIKE[told.kind])]
    if not alike and review.action == "add":
        return None  # beside what was read, a person saw another gathering in the same words
    return min(alike or beside, key=lambda one: (abs(one.ordinal - review.ordinal), one.ordinal))


def _overlaps(some: Iterable[Evidence], others: Sequence[Evidence]) -> bool:
    return any(one.char_start < other.char_end and other.char_start < one.char_end for one in some for other in others)


def _account_made(review: Review, evidence: tuple[Evidence, ...], article: ReviewedArticle) -> FoundMeeting | None:
    """The account that the reviewer stands behind, at the version of the article that stands; None in a rejection."""
    if review.account is None:
        return None
    told = replace(review.account, evidence=evidence, confidence=SURE, rule=f"review.{review.action}@{review.reviewer}")
    return FoundMeeting(
        meeting_id=meeting_id(article.article_id, review.review_id, review.ordinal),
        article_id=article.article_id,
        address=review.address,
        ordinal=review.ordinal,
        source=article.source,
        url=article.url,
        published_on=article.published_on,
        agency=article.agency,
        text=article.text,
        meeting=told,
        review=review.review_id,
    )
