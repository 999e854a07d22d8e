"""The accounts as they stand after all reviews: what people decided, laid over what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.copies import collapse_copies
from models.identity import meeting_id
from models.phrases import say
from models.records import Attendance, Evidence, FoundMeeting, Meeting
from models.registry import Registry
from models.reviews import Review, ReviewedArticle, ReviewStanding
from models.testimonies import ALIKE

SURE = 0.99  # probability that what a person stands behind is right: people overlook things too, say once in a hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What stands after all reviews: `meetings`, of which `made` are people's; and what became of every review.

    `taken`: the accounts that were read and stand no more, each with the review that took its place.
    """

    meetings: tuple[FoundMeeting, ...]
    made: tuple[FoundMeeting, ...]
    standings: tuple[ReviewStanding, ...]
    taken: Mapping[str, str]


def corrected(
    found: Iterable[FoundMeeting],
    reviews: Iterable[Review],
    articles: Mapping[str, ReviewedArticle],
    registry: Registry,
) -> Corrected:
    """Lay the reviews over what was read; their order and that of `found` change nothing.

    `articles`: by address, the version that stands, of every reviewed article that has one. Of several reviews of one
    account the latest counts. An account that a person confirmed, amended or added stands with its own words, even
    where a later reader sees it otherwise or not at all; one rejected falls, however it is read later, and its copies
    with it. Who headed a region is asked of `registry` anew: a name that came from an older table is not kept.
    """
    laid = _Laid(found, registry)
    latest, replaced = _latest(reviews)
    outcomes = [laid.lay(review, articles.get(review.address)) for review in latest]
    # Last, so that a decision of its own keeps a reprint from falling with what it repeats.
    outcomes = [laid.with_copies(one, review, articles) for one, review in zip(outcomes, latest, strict=True)]
    return Corrected(
        meetings=tuple(sorted((*laid.standing.values(), *laid.made), key=lambda one: one.meeting_id)),
        made=tuple(sorted(laid.made, key=lambda one: one.meeting_id)),
        standings=tuple(sorted((*replaced, *outcomes), key=lambda one: one.review_id)),
        taken=laid.taken,
    )


class _Laid:
    """The accounts while one review after the other is laid over them, the newest first."""

    def __init__(self, found: Iterable[FoundMeeting], registry: Registry) -> None:
        self.standing = {one.meeting_id: one for one in found}
        self.made: list[FoundMeeting] = []
        self.taken: dict[str, str] = {}
        self._registry = registry
        self._by_address = _by_address(self.standing.values())

    def lay(self, review: Review, article: ReviewedArticle | None) -> ReviewStanding:
        if article is None:
            return _stale(review, "review_no_article")
        evidence = _found_again(review, article)
        if evidence is None:
            return _stale(review, "review_sentence_gone")
        account = _account_made(review, evidence, article, self._registry)
        if account is not None and _names_another(review, account):
            return _stale(review, "review_other_head")
        read = _account_read(review, evidence, self._by_address[review.address])
        if read is not None:
            by = self.taken.setdefault(read.meeting_id, review.review_id)
            if by != review.review_id:
                return ReviewStanding(review_id=review.review_id, state="replaced", detail=by)
            self.standing.pop(read.meeting_id, None)
        self.made += [account] if account else []
        name = account.meeting_id if account else None
        return ReviewStanding(review_id=review.review_id, state="counts", meeting_id=name)

    def with_copies(
        self, standing: ReviewStanding, review: Review, articles: Mapping[str, ReviewedArticle]
    ) -> ReviewStanding:
        """What became of a rejection, with how many reprints fell with it; of any other review, the same as before."""
        if review.action != "reject" or standing.state != "counts":
            return standing
        copies = self._strike_copies(review, articles[review.address])
        return replace(standing, detail=say("review_copies", copies=copies)) if copies else standing

    def _strike_copies(self, review: Review, article: ReviewedArticle) -> int:
        """Strike what other articles read out of the same words: a reprint does not bring back what was rejected."""
        if review.read is None:
            return 0
        told = review.read
        alike = [
            one
            for one in self.standing.values()
            if ALIKE[one.meeting.kind] == ALIKE[told.kind] and same_gathering(one.meeting, told)
        ]
        family = collapse_copies({"": article.text, **{one.article_id: one.text for one in alike}})
        copies = [
            one
            for one in alike
            if family[one.article_id] == family[""] or all(said.sentence in one.text for said in review.evidence)
        ]
        for one in copies:
            del self.standing[one.meeting_id]
            self.taken.setdefault(one.meeting_id, review.review_id)
        return len(copies)


def _stale(review: Review, why: str) -> ReviewStanding:
    return ReviewStanding(review_id=review.review_id, state="stale", detail=say(why))


def _names_another(review: Review, account: FoundMeeting) -> bool:
    """Whether the article names a head who, by today's table, was not: the person has to look again."""
    now = {one.region: one.akim for one in account.meeting.attendance}
    told = review.account.attendance if review.account else ()
    return any(one.named and one.akim is not None and now[one.region] != one.akim for one in told)


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

    Two gatherings may be told in one sentence, so a reading of another region or of other days is another account; in
    doubt a decision strikes nothing.
    """
    named = next((one for one in here if one.meeting_id == review.meeting_id), None)
    told = review.read or review.account
    if named is not None or told is None:
        return named
    alike = [one for one in here if _overlaps(one.meeting.evidence, evidence) and same_gathering(one.meeting, told)]
    if review.action == "add":  # beside what was read, a person may see another gathering in the same words
        alike = [one for one in alike if ALIKE[one.meeting.kind] == ALIKE[told.kind]]
    return min(alike, key=lambda one: _distance(one, review, told), default=None)


def same_gathering(one: Meeting, other: Meeting) -> bool:
    """Whether two accounts in the same words may be of one gathering: of one region, on days that can be the same."""
    if one.region != other.region:
        return False
    if one.date_start is None or one.date_end is None or other.date_start is None or other.date_end is None:
        return True
    return one.date_start <= other.date_end and other.date_start <= one.date_end


def _distance(one: FoundMeeting, review: Review, told: Meeting) -> tuple[bool, bool, int, int]:
    """How unlike an account is to the one reviewed: its kind, its days, its place."""
    other_kind = ALIKE[one.meeting.kind] != ALIKE[told.kind]
    other_days = (one.meeting.date_start, one.meeting.date_end) != (told.date_start, told.date_end)
    return other_kind, other_days, abs(one.ordinal - review.ordinal), one.ordinal


def _overlaps(some: Iterable[Evidence], others: Sequence[Evidence]) -> bool:
    return any(one.char_start < other.char_end and other.char_start < one.char_end for one in some for other in others)


def _account_made(
    review: Review, evidence: tuple[Evidence, ...], article: ReviewedArticle, registry: Registry
) -> FoundMeeting | None:
    """The account that the reviewer stands behind, at the version of the article that stands; None in a rejection."""
    if review.account is None:
        return None
    told = replace(
        review.account,
        attendance=_heads_by(review.account, registry),
        evidence=evidence,
        confidence=SURE,
        rule=f"review.{review.action}@{review.reviewer}",
    )
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
        redated=review.read is not None and not same_gathering(review.read, told),
    )


def _heads_by(account: Meeting, registry: Registry) -> tuple[Attendance, ...]:
    """Who was there, by today's table of heads; as it was told where the day is not known."""
    day = account.date_end
    if day is None:
        return account.attendance
    heads = {one.region: registry.akim_on(one.region, day) for one in account.attendance}
    return tuple(
        replace(one, akim=tenure.akim if (tenure := heads[one.region]) else None) for one in account.attendance
    )
