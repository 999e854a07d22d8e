"""What people decide wins over what was read, whoever reads later; every decision stays to be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warehouse_world import NOW, REGISTRY, SENTENCE, TEXT, council, review_of

from models import testimonies
from models.corrected import SURE, Corrected, corrected
from models.event_days import days_of
from models.events import find_events
from models.records import Attendance, Evidence, FoundMeeting, Meeting
from models.reviews import Action, Review, ReviewedArticle

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
    return corrected([read] if read else [], reviews, stands(article, text), REGISTRY)


def hows(account: FoundMeeting) -> list[str]:
    return [one.how for one in account.meeting.attendance]


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
    assert hows(account) == ["delegated"]
    assert (account.review, account.meeting.confidence) == (review.review_id, SURE)
    assert account.meeting.rule == "review.amend@Айгуль"
    assert account.meeting.evidence == found().meeting.evidence


def test_a_later_reader_that_reads_otherwise_changes_nothing_of_what_a_person_confirmed() -> None:
    review = review_of(found(), "confirm")
    otherwise = found(replace(council(), attendance=DEPUTY, kind="working_meeting"), name="m-of-a-later-version")
    (account,) = lay(otherwise, review).meetings
    assert hows(account) == ["chaired"]
    (alone,) = lay(None, review).meetings  # that reader finds nothing at all
    assert alone == account


def test_a_later_reader_does_not_bring_back_what_was_rejected() -> None:
    assert lay(found(name="m-of-a-later-version"), review_of(found(), "reject")).meetings == ()


def test_another_gathering_told_in_the_same_sentence_stays_when_one_is_rejected() -> None:
    session = found(replace(council(), kind="assembly_session"), name="m-2", ordinal=1)
    laid = corrected([found(name="m-v5"), session], [review_of(found(), "reject")], stands(), REGISTRY)
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
    gone = corrected([], [review], {}, REGISTRY)
    assert states(gone) == {review.review_id: "stale"}


def test_of_two_words_on_one_account_the_later_counts() -> None:
    first, second = review_of(found(), "reject"), by_deputy(found(), hours=2)
    laid = lay(found(), first, second)
    assert [hows(one) for one in laid.meetings] == [["delegated"]]
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
    assert len(corrected([other], [missed], stands(), REGISTRY).meetings) == 2


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


@pytest.mark.parametrize("action", ["reject", "confirm"])
def test_a_decision_never_falls_on_another_gathering_told_in_the_same_words(action: Action) -> None:
    """A later reader reads of the sentence only another region's gathering, or one of another day: it stays."""
    day = date(2025, 5, 12)
    elsewhere = found(replace(council("KZ-39")), name="m-of-a-later-version")
    then = found(replace(council(), date_start=day, date_end=day), name="m-of-a-later-version")
    for other in (elsewhere, then):
        assert other in lay(other, review_of(found(), action)).meetings


def test_a_decision_does_not_take_the_account_that_another_decision_is_about() -> None:
    earlier = found(replace(council(), date_start=date(2025, 5, 12), date_end=date(2025, 5, 12)), name="m-0")
    confirmed, rejected = review_of(found(), "confirm"), review_of(earlier, "reject", hours=2)
    laid = lay(found(name="m-of-a-later-version"), confirmed, rejected)
    assert [one.review for one in laid.meetings] == [confirmed.review_id]
    assert states(laid) == {confirmed.review_id: "counts", rejected.review_id: "counts"}


@pytest.mark.parametrize("text", [TEXT, f"Перепечатка: {SENTENCE}"])
def test_a_reprint_does_not_bring_back_what_was_rejected(text: str) -> None:
    reprint = replace(found(name="m-7", article="a-7", text=text), address="https://copy.example/", source="copy")
    laid = corrected([found(), reprint], [review_of(found(), "reject")], stands(), REGISTRY)
    assert laid.meetings == ()
    assert set(laid.taken) == {"m-1", "m-7"}


def test_a_reprint_that_a_person_confirmed_stays_though_the_first_print_was_rejected() -> None:
    reprint = replace(found(name="m-7", article="a-7"), address="https://copy.example/", source="copy")
    first, second = review_of(found(), "reject"), review_of(reprint, "confirm", hours=2)
    articles = {**stands(), "https://copy.example/": stands("a-7")[ADDRESS]}
    assert [one.review for one in corrected([found(), reprint], [first, second], articles, REGISTRY).meetings] == [
        second.review_id
    ]


def test_who_headed_the_region_is_asked_of_todays_table() -> None:
    """Pavlodar's head was named by a table; another table names another, and the decision spoke of the office alone."""
    account = replace(
        council(), attendance=(Attendance(region="KZ-55", akim="Прежний Аким", named=False, how="chaired"),)
    )
    (made,) = lay(found(), review_of(found(), "amend", account)).meetings
    assert made.meeting.attendance[0].akim == "Байханов Асаин"
    by_name = replace(account, attendance=(replace(account.attendance[0], named=True),))
    review = review_of(found(), "amend", by_name)
    laid = lay(found(), review)
    assert laid.meetings == (found(),), "the article names somebody: a person has to look again"
    assert states(laid) == {review.review_id: "stale"}


def test_a_gathering_moved_to_another_day_takes_no_others_name() -> None:
    day = date(2025, 6, 2)
    other = replace(found(name="m-8", article="a-8", text="Иначе."), address="https://8.example/", source="s8")
    (before,) = find_events([found(), other])
    moved = lay(found(), review_of(found(), "amend", replace(council(), date_start=day, date_end=day))).meetings
    events = find_events([*moved, other])
    assert len(events) == 2
    assert all(event.event_id != before.event_id for event in events if event.start == day)
