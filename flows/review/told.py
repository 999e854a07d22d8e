"""What deserves a look, as a person reads it: the sentence in its paragraph, what was read, what was decided."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from flows.explain.visible import visible
from flows.review.desk import Desk
from models.glossary import Language, glossary_of
from models.records import Evidence, FoundMeeting
from models.reviews import Review
from models.said import attendance_words
from models.zone import ALMATY
from warehouse.read_reviews import Waiting

_WORDS = glossary_of(())
_WIDTH = 100
_OPEN, _CLOSE = "⟦", "⟧"  # seldom in news, and to be seen without colour


def lines_of_waiting(desk: Desk, limit: int, language: Language = "en") -> Iterator[str]:
    """The most pressing, each with its paragraph; how many more there are."""
    for number, one in enumerate(desk.waiting[:limit], start=1):
        detail = one.detail_ru if language == "ru" else one.detail
        yield f"{number}. {_WORDS.say('look', one.why, language)}{f': {detail}' if detail else ''}"
        yield f"   {_where(one)}"
        account = desk.accounts.get(one.meeting_id or "")
        yield from (lines_of_account(account, desk) if account else _unread(one))
        yield ""
    more = len(desk.waiting) - limit
    if more > 0:
        yield f"{more} more; --limit {len(desk.waiting)} shows all, --region KZ-39 those of one region"
    if not desk.waiting:
        yield "nothing deserves a look: no report conflicts, and no finding rests on one unsure report"


def lines_of_account(found: FoundMeeting, desk: Desk) -> Iterator[str]:
    """One account: its name and source, its paragraphs with the sentences marked, its reading, what was decided."""
    yield f"   {found.meeting_id}  {found.published_on or 'no day'}  {visible(found.url or found.address)}"
    for paragraph in _paragraphs(found):
        yield from textwrap.wrap(paragraph, _WIDTH, initial_indent="     | ", subsequent_indent="     | ")
    yield from textwrap.wrap(_reading(found), _WIDTH, initial_indent="   read as: ", subsequent_indent="            ")
    review = desk.decided.get(found.meeting_id)
    if review is not None:
        yield f"   {told_review(review)}"


def told_review(review: Review) -> str:
    """«rejected by Айгуль on 2025-06-22: …»"""
    action = _WORDS.say("review", review.action, "en")
    return (
        f"{action} by {visible(review.reviewer)} on {review.at.astimezone(ALMATY):%Y-%m-%d}: {visible(review.reason)}"
    )


def _where(one: Waiting) -> str:
    parts = (one.region, one.region_name, one.event_id, one.review_id)
    return "  ".join(part for part in parts if part) or "no region named"


def _unread(one: Waiting) -> Iterator[str]:
    yield f"   {one.published_on or 'no day'}  {visible(one.source_url or '')}"
    if one.sentence:
        yield from textwrap.wrap(visible(one.sentence), _WIDTH, initial_indent="     | ", subsequent_indent="     | ")


def _reading(found: FoundMeeting) -> str:
    told = found.meeting
    days = "no day" if told.date_start is None else f"{told.date_start} .. {told.date_end}"
    subject = f"inter-ethnic {_yes(told.interethnic_topic)}, Assembly {_yes(told.assembly_present)}"
    heads = attendance_words(told) or "no head of a region"
    where = f"{told.level} {told.region or ''}".strip()
    return f"{told.status} {told.kind}, {where}, {days}, {subject}; {heads} (confidence {told.confidence:.2f})"


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _paragraphs(found: FoundMeeting) -> Iterator[str]:
    """The paragraphs that hold a sentence of the account, the sentences marked."""
    at = 0
    for paragraph in found.text.split("\n\n"):
        inside = [one for one in found.meeting.evidence if at <= one.char_start < at + len(paragraph)]
        if inside:
            yield visible(_marked(paragraph, at, inside))
        at += len(paragraph) + 2


def _marked(paragraph: str, at: int, inside: list[Evidence]) -> str:
    marked = paragraph
    for one in sorted(inside, key=lambda each: -each.char_start):
        start, end = one.char_start - at, min(one.char_end - at, len(paragraph))
        marked = f"{marked[:start]}{_OPEN}{marked[start:end]}{_CLOSE}{marked[end:]}"
    return marked
