"""Taking decisions down: checked against what is decided already, staged and loaded as a run loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows.review.desk import Desk
from flows.review.told import told_review
from flows.workshop import Workshop
from models.decisions import add, decide
from models.errors import BadInput
from models.records import FoundMeeting, Meeting
from models.reviews import FIRST_ADDED, Action, Review
from models.said import attendance_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who decides, why, when; `anew`: whether an earlier decision may be put aside."""

    reviewer: str
    reason: str
    at: datetime
    anew: bool = False


def signed(reviewer: str, reason: str, *, anew: bool = False) -> Signature:
    """A signature of this moment."""
    return Signature(reviewer=reviewer, reason=reason, at=datetime.now(UTC), anew=anew)


def decisions_on(
    workshop: Workshop, desk: Desk, name: str, action: Action, said: Mapping[str, str], signature: Signature
) -> tuple[Review, ...]:
    """The reviews of one account, or of every account of an event. What is so decided already needs none.

    BadInput as `decide` gives it, and where an account was decided otherwise.
    """
    accounts = desk.named(name)
    if action == "amend" and len(accounts) > 1:  # of an event, what one account tells rightly already needs no change
        accounts = tuple(one for one in accounts if _differs(workshop, one, said)) or accounts
    made = [decision_on(workshop, desk, one, action, said, signature) for one in accounts]
    return tuple(one for one in made if one is not None)


def decision_on(
    workshop: Workshop, desk: Desk, one: FoundMeeting, action: Action, said: Mapping[str, str], signature: Signature
) -> Review | None:
    """The review of one account; None where exactly this is decided."""
    review = decide(
        one,
        action,
        _with_heads(one.meeting, said),
        reviewer=signature.reviewer,
        reason=signature.reason,
        at=signature.at,
        registry=workshop.registry,
    )
    before = desk.decided.get(one.meeting_id)
    if before is None:
        return review
    if (before.action == "reject") == (action == "reject") and _content(before.account) == _content(review.account):
        return None
    if not signature.anew:
        raise BadInput(f"{one.meeting_id}: {told_review(before)}; --anew puts that aside")
    return replace(review, follows=before.review_id)


def addition(
    workshop: Workshop, article: FoundMeeting, sentence: str, said: Mapping[str, str], signature: Signature
) -> Review:
    """The review that adds what was missed. `article`: its article, as `blank_account` gives it."""
    return add(
        article,
        sentence,
        _with_heads(article.meeting, said),
        reviewer=signature.reviewer,
        reason=signature.reason,
        at=signature.at,
        registry=workshop.registry,
    )


def blank_account(desk: Desk, article: FoundMeeting) -> FoundMeeting:
    """The article with an account that tells nothing yet, at the next place behind those that were added before."""
    taken = [one.ordinal for one in desk.accounts.values() if one.address == article.address]
    return replace(article, ordinal=max([FIRST_ADDED - 1, *taken]) + 1)


def still_told(desk: Desk, reviews: Sequence[Review]) -> str | None:
    """What else tells of the events whose accounts were rejected, in words; None where nothing does."""
    struck = {one.meeting_id for one in reviews if one.action == "reject"}
    left = {
        event: sorted(set(names) - struck)
        for event, names in desk.events.items()
        if struck & set(names) and set(names) - struck
    }
    told = (f"{event}: {', '.join(names)}" for event, names in left.items())
    return "; ".join(f"other accounts still tell of {one}; reject the event to strike them all" for one in told) or None


def take_down(workshop: Workshop, reviews: Sequence[Review]) -> None:
    """Stage and load; the decisions count from the next judging on."""
    workshop.check_clock()
    workshop.stage.reviews(reviews)
    workshop.load()


def _differs(workshop: Workshop, one: FoundMeeting, said: Mapping[str, str]) -> bool:
    try:
        decide(
            one,
            "amend",
            _with_heads(one.meeting, said),
            reviewer="-",
            reason="-",
            at=datetime.now(UTC),
            registry=workshop.registry,
        )
    except BadInput:
        return False
    return True


def _content(account: Meeting | None) -> Meeting | None:
    return None if account is None else replace(account, evidence=(), confidence=1.0, rule="")


def _with_heads(was: Meeting, said: Mapping[str, str]) -> dict[str, str]:
    """What is said, with the heads named one by one (`heads`) put into the whole list that stood."""
    given = {name: words for name, words in said.items() if name != "heads"}
    if "heads" not in said:
        return given
    entries = {one.region: attendance_words(replace(was, attendance=(one,))) for one in was.attendance}
    for part in said["heads"].split(";"):
        region, _, how = part.strip().partition("=")
        entries[region.strip()] = "" if how.strip() == "none" else part.strip()
    return {**given, "attendance": "; ".join(entry for entry in entries.values() if entry)}
