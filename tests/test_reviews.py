"""What people decide wins over what was read, whoever reads later; every decision stays to be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warehouse_world import NOW, SENTENCE, TEXT, council, review_of

from models import testimonies
from models.corrected import SURE, Corrected, corrected
from models.event_days import days_of
from models.events import find_events
from models.records import Attendance, Evidence, FoundMeeting, Meeting
from models.reviews import Review, ReviewedArticle

ADDRESS = "https://paper.example/1"
DEPUTY = (Attendance(region="KZ-55", akim=None, named=False, how="delegated"),)


def found(
    meeting: Meeting | None = None, *, name: str = "m-1", article: str = "a-1", ordinal: int = 0, text: str = TEXT
) -> FoundMeeting:
    return FoundMeeting(
        meeting_id=name,
        article_id=article,
        address=ADDRESS,
        ordinal=ordinal,
        source="paper",
        url=ADDRESS,
        published_on=NOW.date(),
        agency=None,
        text=text,
        meeting=meeting or council(),
    )


def stands(article: str = "a-1", text: str = TEXT) -> dict[str, ReviewedArticle]:
    told = ReviewedArticle(
        article_id=article, source="paper", url=ADDRESS, published_on=NOW.date(), agency=None, text=text
    )
    return {ADDRESS: told}


def lay(read: FoundMeeting | None, *reviews: Review, article: str = "a-1", text: str = TEXT) -> Corrected:
    return corrected([read] if read else [], reviews, stands(article, text))


def states(laid: Corrected) -> dict[str, str]:
    return {one.review_id: one.state for one in laid.standings}


def by_deputy(read: FoundMeeting, **given: int) -> Review:
    return review_of(read, "amend", replace(read.meeting, attendance=DEPUTY), **given)


def test_without_reviews_everything_stands_as_it_was_read() -> None:
    assert lay(found()).meetings == (found(),)


def test_what_is_rejected_falls() -> None:
    review = review_of(found(), "reject")
    laid = lay(found(), review)
    assert laid.meetings == ()
    assert states(laid) == {review.review_id: "counts"}


def test_what_is_amended_stands_with_the_persons_words_and_names_the_decision() -> None:
    review = by_deputy(found())
    (account,) = lay(found(), review).meetings
    assert account.meeting.attendance == DEPUTY
    assert (account.review, account.meeting.confidence) == (review.review_id, SURE)
    assert account.meeting.rule == "review.amend@Айгуль"
    assert account.meeting.evidence == found().meeting.evidence


def test_a_later_reader_that_reads_otherwise_changes_nothing_of_what_a_person_confirmed() -> None:
    review = review_of(found(), "confirm")
    otherwise = found(replace(council(), attendance=DEPUTY, kind="working_meeting"), name="m-of-a-later-version")
    (account,) = lay(otherwise, review).meetings
    assert account.meeting.attendance == council().attendance
    (alone,) = lay(None, review).meetings  # that reader finds nothing at all
    assert alone == account


def test_a_later_reader_does_not_bring_back_what_was_rejected() -> None:
    assert lay(found(name="m-of-a-later-version"), review_of(found(), "reject")).meetings == ()


def test_another_gathering_told_in_the_same_sentence_stays_when_one_is_rejected() -> None:
    session = found(replace(council(), kind="assembly_session"), name="m-2", ordinal=1)
    laid = corrected([found(name="m-v5"), session], [review_of(found(), "reject")], stands())
    assert laid.meetings == (session,)


def test_a_sentence_that_moved_in_a_changed_article_is_found_again() -> None:
    text = f"Обновлено.\n\n{TEXT}"
    (account,) = lay(found(article="a-2", text=text), review_of(found(), "confirm"), article="a-2", text=text).meetings
    (evidence,) = account.meeting.evidence
    assert text[evidence.char_start : evidence.char_end] == SENTENCE
    assert account.article_id == "a-2"


def test_a_review_of_a_sentence_that_the_article_takes_back_is_stale_and_not_applied() -> None:
    review, text = review_of(found(), "confirm"), "Заметка снята."
    laid = lay(None, review, article="a-2", text=text)
    assert laid.meetings == ()
    assert states(laid) == {review.review_id: "stale"}
    gone = corrected([], [review], {})
    assert states(gone) == {review.review_id: "stale"}


def test_of_two_words_on_one_account_the_later_counts() -> None:
    first, second = review_of(found(), "reject"), by_deputy(found(), hours=2)
    laid = lay(found(), first, second)
    assert [one.meeting.attendance for one in laid.meetings] == [DEPUTY]
    assert states(laid) == {first.review_id: "replaced", second.review_id: "counts"}


def test_a_persons_account_can_be_reviewed_again() -> None:
    first = by_deputy(found())
    (account,) = lay(found(), first).meetings
    second = review_of(account, "reject", hours=2)
    laid = lay(found(), first, second)
    assert laid.meetings == ()
    assert states(laid)[first.review_id] == "replaced"


def test_what_the_reading_missed_is_added_beside_what_it_found() -> None:
    missed = replace(review_of(found(name="none"), "add"), meeting_id=None, read=None, ordinal=1000)
    (account,) = lay(None, missed).meetings
    assert account.review == missed.review_id
    # A later reader finds it too: it is one account, the person's.
    assert len(lay(found(), missed).meetings) == 1
    # What is told in the same words but is another gathering stays.
    other = found(replace(council(), kind="public_event"), name="m-3")
    assert len(corrected([other], [missed], stands()).meetings) == 2


@given(st.permutations(range(4)))
def test_the_order_in_which_reviews_are_given_changes_nothing(order: list[int]) -> None:
    reviews = [
        review_of(found(), "reject"),
        by_deputy(found(), hours=2),
        review_of(found(name="m-2", ordinal=1), "confirm", hours=3),
        review_of(found(), "confirm", hours=4),
    ]
    assert lay(found(), *(reviews[at] for at in order)) == lay(found(), *reviews)


def test_an_amended_account_keeps_its_events_name() -> None:
    (before,), (after,) = find_events([found()]), find_events(lay(found(), by_deputy(found())).meetings)
    assert before.event_id == after.event_id
    assert after.presence_of("KZ-55").how == "delegated"  # type: ignore[union-attr]


@pytest.mark.parametrize("others", [1, 5])
def test_a_person_outweighs_any_number_of_readings_of_one_event(others: int) -> None:
    reviewed = lay(found(), by_deputy(found())).meetings
    readings = [
        replace(
            found(name=f"m-{n}", article=f"a-{n}"), address=f"https://{n}.example/", source=f"s{n}", text=f"{n} " * 9
        )
        for n in range(10, 10 + others)
    ]
    (event,) = find_events([*reviewed, *readings])
    presence = event.presence_of("KZ-55")
    assert presence is not None
    assert (presence.how, presence.in_person, presence.delegated) == ("delegated", others, 1)
    assert event.conflicts, "that the others say otherwise is still shown"


def test_copies_of_a_reviewed_article_say_nothing_against_it() -> None:
    copy = replace(found(name="m-7", article="a-7"), address="https://copy.example/", source="copy")
    (event,) = find_events([*lay(found(), by_deputy(found())).meetings, copy])
    presence = event.presence_of("KZ-55")
    assert presence is not None
    assert (presence.how, presence.in_person) == ("delegated", 0)
    assert event.conflicts == ()


def test_a_day_set_right_by_a_person_stands_against_all_others() -> None:
    """Three reports of the 18th and one, put right by hand, of the 17th: where they are taken for one, the hand's."""
    day = date(2025, 6, 17)
    right = review_of(found(), "amend", replace(council(), date_start=day, date_end=day))
    others = [
        replace(found(name=f"m-{n}", article=f"a-{n}", text=TEXT), address=f"https://{n}.example/", source="paper")
        for n in range(8, 11)
    ]
    group = testimonies.testimonies_of([*lay(found(), right).meetings, *others])
    voices = {one.meeting_id: one.meeting_id for testimony in group for one in testimony.members}
    assert days_of(group, voices)[:2] == (day, day)


def test_a_sentence_is_looked_for_nearest_to_where_it_stood() -> None:
    text = f"{SENTENCE}\n\n{TEXT}\n\n{SENTENCE}"
    at = text.index(TEXT) + TEXT.index(SENTENCE)
    review = review_of(found(), "confirm")
    near = replace(review, evidence=(Evidence(sentence=SENTENCE, char_start=at, char_end=at + len(SENTENCE)),))
    (account,) = lay(None, near, article="a-2", text=text).meetings
    assert account.meeting.evidence[0].char_start == at
