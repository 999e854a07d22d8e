"""Events: reports of one gathering become one, two gatherings stay two, and disagreement is kept."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day, found

from models.events import Event, find_events, undatable
from models.records import Attendance, Evidence, FoundMeeting
from models.testimonies import REACH_DAYS, interval_of

_RELEASE = (
    "Аким области провёл заседание Совета Ассамблеи. В нём участвовали руководители четырнадцати объединений, члены "
    "совета матерей и совета аксакалов; обсудили работу медиаторов и подготовку к республиканской сессии."
)


def only(events: tuple[Event, ...]) -> Event:
    assert len(events) == 1
    return events[0]


def test_reports_of_one_gathering_become_one_event_on_the_days_all_allow() -> None:
    event = only(
        find_events(
            [
                found("a", start="2025-06-09", end="2025-06-15"),
                found("b", start="2025-06-13", end="2025-06-20", published="2025-06-20"),
                found("c", start="2025-06-13"),
            ]
        )
    )
    assert (event.start, event.end, event.dated) == (day("2025-06-13"), day("2025-06-13"), True)
    assert event.reports == 3
    assert event.meeting_ids == ("m-a", "m-b", "m-c")


def test_a_meeting_without_a_date_lies_within_the_reach_before_its_publication() -> None:
    event = only(find_events([found("a", published="2025-06-16")]))
    assert (event.start, event.end) == (day("2025-06-05"), day("2025-06-16"))
    assert (event.end - event.start).days == REACH_DAYS
    assert not event.dated


def test_what_is_told_as_held_was_held_by_its_publication() -> None:
    assert interval_of(found("a", start="2025-06-01", end="2025-06-30", published="2025-06-12")) == (
        day("2025-06-01"),
        day("2025-06-12"),
        True,
    )


def test_a_meeting_that_nothing_dates_is_listed_and_makes_no_event() -> None:
    nowhere = found("a", published=None)
    assert find_events([nowhere]) == ()
    assert undatable([nowhere, nowhere, found("b")]) == (nowhere,)


def test_a_chain_of_wide_intervals_does_not_glue_two_dated_gatherings() -> None:
    early, late = found("a", start="2025-06-02"), found("b", start="2025-06-12")
    wide = [found(f"w{n}", start="2025-06-01", end="2025-06-14") for n in range(3)]
    events = find_events([early, late, *wide])
    held = {name: event.event_id for event in events for name in event.meeting_ids}
    assert held["m-a"] != held["m-b"]
    assert {(day("2025-06-02"),) * 2, (day("2025-06-12"),) * 2} <= {(event.start, event.end) for event in events}


def test_two_meetings_of_one_text_are_two_gatherings_even_on_one_day() -> None:
    events = find_events(
        [
            found("a1", start="2025-06-13", article="a", ordinal=0),
            found("a2", start="2025-06-13", article="a", ordinal=1, kind="working_meeting"),
        ]
    )
    assert len(events) == 2
    assert len({event.event_id for event in events}) == 2


def test_a_report_of_both_joins_each_to_the_one_called_the_same() -> None:
    council, talk = found("b", start="2025-06-13"), found("c", start="2025-06-13", kind="working_meeting")
    both = [
        found("a1", start="2025-06-13", article="a", ordinal=0),
        found("a2", start="2025-06-13", article="a", ordinal=1, kind="working_meeting"),
    ]
    made = {event.kind: event.meeting_ids for event in find_events([*both, council, talk])}
    assert made == {"assembly_council": ("m-a1", "m-b"), "working_meeting": ("m-a2", "m-c")}


def test_a_council_called_a_meeting_by_others_is_one_event_and_the_disagreement_is_shown() -> None:
    event = only(
        find_events(
            [
                found("a", start="2025-06-13"),
                found("b", start="2025-06-13", kind="working_meeting"),
                found("c", start="2025-06-13", kind="working_meeting"),
            ]
        )
    )
    assert event.kind == "working_meeting"
    assert event.conflicts == ("kind: assembly_council 1, working_meeting 2",)


def test_a_session_and_the_council_before_it_are_two_events() -> None:
    assert (
        len(find_events([found("a", start="2025-06-13"), found("b", start="2025-06-13", kind="assembly_session")])) == 2
    )


def test_other_regions_and_other_levels_are_other_events() -> None:
    three = [
        found("a", start="2025-06-13"),
        found("b", start="2025-06-13", region="KZ-59"),
        found("c", start="2025-06-13", level="local"),
    ]
    assert len(find_events(three)) == 3


def test_copies_and_reprints_of_one_agency_count_once() -> None:
    event = only(
        find_events(
            [
                found("a", start="2025-06-13", text=_RELEASE),
                found("b", start="2025-06-13", text=_RELEASE + " Подробнее на сайте."),
                found("c", start="2025-06-13", source="kazinform"),
                found("d", start="2025-06-13", agency="Казинформ"),
                found("e", start="2025-06-13"),
            ]
        )
    )
    assert len(event.meeting_ids) == 5
    assert event.reports == 3


def test_two_articles_of_one_site_are_one_voice() -> None:
    two = [found("a", start="2025-06-13", source="lada"), found("b", start="2025-06-13", source="lada")]
    assert only(find_events(two)).reports == 1


def test_a_copy_published_later_does_not_move_yesterday() -> None:
    first = found("a", start="2025-06-13", published="2025-06-14", text=_RELEASE)
    late = found("b", start="2025-06-19", published="2025-06-20", text=_RELEASE)
    undated = found("c", published="2025-07-20", text=_RELEASE)
    event = only(find_events([late, undated, first]))
    assert (event.start, event.end, event.reports) == (day("2025-06-13"), day("2025-06-13"), 1)
    assert event.first_published == day("2025-06-14")


def test_the_same_stock_phrases_on_two_stated_days_are_two_events() -> None:
    two = [
        found("a", start="2025-02-13", published="2025-02-13", basis="stated", text=_RELEASE),
        found("b", start="2025-06-13", published="2025-06-13", basis="stated", text=_RELEASE),
    ]
    assert len(find_events(two)) == 2


def test_a_meeting_told_as_held_before_it_took_place_is_kept_and_shown_as_a_conflict() -> None:
    event = only(find_events([found("a", start="2025-06-20", published="2025-06-16")]))
    assert (event.start, event.end) == (day("2025-06-20"), day("2025-06-20"))
    assert event.conflicts == ("dated after its publication: 1",)


def test_plans_orders_and_cancellations_make_no_event() -> None:
    for status in ("planned", "ordered", "cancelled"):
        assert find_events([found("a", start="2025-06-13", status=status)]) == ()  # type: ignore[arg-type]


def test_a_cancellation_that_meets_an_event_is_shown_as_a_conflict() -> None:
    held, off = found("a", start="2025-06-13"), found("b", start="2025-06-13", status="cancelled", how=None)
    assert only(find_events([held, off, off])).conflicts == ("cancelled: 1",)
    assert only(find_events([held, found("c", start="2025-06-20", status="cancelled")])).conflicts == ()


def test_local_gatherings_of_one_day_stay_apart_unless_the_same_head_came() -> None:
    apart = [found(name, start="2025-05-01", level="local", kind="public_event", how=None) for name in "ab"]
    assert len(find_events(apart)) == 2
    together = [found(name, start="2025-05-01", level="local", kind="public_event", how="attended") for name in "ab"]
    assert len(find_events(together)) == 1


def test_who_says_only_that_he_attended_does_not_deny_the_chair() -> None:
    two = [found("a", start="2025-06-13", how="attended"), found("b", start="2025-06-13", how="chaired")]
    event = only(find_events(two))
    assert event.attendance[0].how == "chaired"
    assert event.conflicts == ()


def test_the_part_that_most_independent_reports_tell_stands_and_the_other_is_shown() -> None:
    three = [
        found("a", start="2025-06-13", how="delegated"),
        found("b", start="2025-06-13", how="delegated"),
        found("c", start="2025-06-13", how="attended", confidence=1.0),
    ]
    presence = only(find_events(three)).attendance[0]
    assert (presence.how, presence.in_person, presence.delegated) == ("delegated", 1, 2)
    assert only(find_events(three)).conflicts == ("how KZ-39: delegated 2, in_person 1",)


def test_copies_do_not_outvote_an_independent_report() -> None:
    copies = [found(name, start="2025-06-13", how="delegated", text=_RELEASE, confidence=0.6) for name in "abc"]
    event = only(find_events([*copies, found("d", start="2025-06-13", how="attended")]))
    assert event.attendance[0].how == "attended"


def test_two_names_for_one_head_are_shown() -> None:
    other = Attendance(region="KZ-39", akim="Мухамбетов Архимед", named=False, how="chaired")
    three = [
        found("a", start="2025-06-13"),
        found("b", start="2025-06-13"),
        found("c", start="2025-06-13", attendance=(other,)),
    ]
    event = only(find_events(three))
    assert event.attendance[0].akim == "Аксакалов Кумар"
    assert event.conflicts == ("akim KZ-39: Аксакалов Кумар 2, Мухамбетов Архимед 1",)


def test_a_later_report_and_a_sharper_date_keep_the_identifier_and_change_the_state() -> None:
    first = found("b", start="2025-06-09", end="2025-06-15", published="2025-06-15")
    later = found("a", start="2025-06-13", published="2025-06-17")
    before, after = only(find_events([first])), only(find_events([first, later]))
    assert before.event_id == after.event_id
    assert before.state != after.state


def test_a_new_version_of_the_founding_article_keeps_the_identifier() -> None:
    old = found("a", start="2025-06-13")
    new = replace(old, article_id="a-second", meeting_id="m-second", text=old.text + " Уточнено.")
    assert only(find_events([old])).event_id == only(find_events([new])).event_id


_MATTER = (
    "Решено открыть кабинеты медиации в Железинке и Майском, ремесленный ряд в Жаркенте и лагерь на побережье; {who} "
    "вспоминает, как вышивальщица и ножовщик спорили о прилавке, а психолог просила за новосёлов."
)
_OTHER_MATTER = (
    "Спорили о поливе и графике на канале, турнире борцов и пекарне; {who} пишет, что теплицу и мини-трактор купили в "
    "складчину, а музей переселенцев у мемориала расширят к юбилею депортации корейцев."
)


def test_a_report_one_day_off_is_of_the_same_gathering_where_the_words_are_alike_and_the_earlier_told_stands() -> None:
    event = only(
        find_events(
            [
                found("a", start="2025-06-13", published="2025-06-13", text=_MATTER.format(who="газета")),
                found(
                    "b", start="2025-06-14", published="2025-06-15", text=_MATTER.format(who="корреспондент сайта")[9:]
                ),
            ]
        )
    )
    assert (event.start, event.end, event.reports) == (day("2025-06-13"), day("2025-06-13"), 2)
    assert event.conflicts == ("day: 2025-06-13 1, 2025-06-14 1",)


def test_the_day_that_most_independent_voices_tell_stands() -> None:
    three = [
        found("a", start="2025-06-13", published="2025-06-14", text="Сообщают: " + _MATTER.format(who="газета")),
        found("b", start="2025-06-14", published="2025-06-15", text=_MATTER.format(who="сайт")[20:] + " Так и решили."),
        found("c", start="2025-06-14", published="2025-06-16", text="Итог дня. " + _MATTER.format(who="радио")[:150]),
    ]
    event = only(find_events(three))
    assert (event.start, event.end) == (day("2025-06-14"), day("2025-06-14"))
    assert "day: 2025-06-13 1, 2025-06-14 2" in event.conflicts


def test_neighbouring_days_and_other_words_are_two_gatherings() -> None:
    two = [
        found("a", start="2025-06-13", text=_MATTER.format(who="газета")),
        found("b", start="2025-06-14", text=_OTHER_MATTER.format(who="сайт")),
    ]
    assert len(find_events(two)) == 2


def test_two_days_apart_are_two_gatherings_however_alike() -> None:
    two = [
        found("a", start="2025-06-13", text=_MATTER.format(who="газета")),
        found("b", start="2025-06-15", text="Повтор. " + _MATTER.format(who="сайт корреспондента")[30:]),
    ]
    assert len(find_events(two)) == 2


def test_an_undated_account_joins_the_gathering_it_is_alike_not_the_nearest() -> None:
    events = find_events(
        [
            found("a", start="2025-06-08", published="2025-06-08", text=_MATTER.format(who="газета")),
            found("b", start="2025-06-14", published="2025-06-14", text=_OTHER_MATTER.format(who="сайт")),
            found("c", published="2025-06-16", text="В кабинетах медиации и в Жаркенте ждут вышивальщицу, ножовщика."),
        ]
    )
    assert [event.meeting_ids for event in events] == [("m-a", "m-c"), ("m-b",)]


def test_an_undated_account_that_shares_nothing_stays_alone() -> None:
    two = [
        found("a", start="2025-06-13", text=_MATTER.format(who="газета")),
        found("b", published="2025-06-16", text=_OTHER_MATTER.format(who="сайт")),
    ]
    assert len(find_events(two)) == 2


def test_a_session_that_another_text_calls_a_council_is_one_where_the_words_are_alike() -> None:
    two = [
        found("a", start="2025-06-13", text=_MATTER.format(who="газета"), kind="assembly_session"),
        found("b", start="2025-06-13", text="Накануне. " + _MATTER.format(who="сайт корреспондента")[30:]),
    ]
    event = only(find_events(two))
    assert event.conflicts == ("kind: assembly_council 1, assembly_session 1",)


def test_what_another_meeting_of_the_text_was_about_does_not_draw_an_account() -> None:
    text = f"{_MATTER.format(who='газета')} {_OTHER_MATTER.format(who='газета')}"
    first, second = (
        Evidence(sentence=told, char_start=text.index(told), char_end=text.index(told) + len(told))
        for told in (_MATTER.format(who="газета"), _OTHER_MATTER.format(who="газета"))
    )
    both = [
        found("a1", start="2025-06-12", article="a", ordinal=0, text=text),
        found("a2", start="2025-06-14", article="a", ordinal=1, text=text),
    ]
    both = [
        replace(one, meeting=replace(one.meeting, evidence=(shown,)))
        for one, shown in zip(both, (first, second), strict=True)
    ]
    late = found("b", published="2025-06-20", text="К концу. " + _OTHER_MATTER.format(who="сайт")[:140])
    assert [event.meeting_ids for event in find_events([late, *both])] == [("m-a1",), ("m-a2", "m-b")]


_WORDS = tuple(f"{_MATTER} {_OTHER_MATTER}".replace("{who}", "").split())


@st.composite
def worlds(draw: st.DrawFn) -> list[FoundMeeting]:
    """Up to fourteen meetings of one or two regions within two months, some copies, some with two to an article."""
    made = []
    copying = draw(st.sets(st.integers(0, 13)))
    for n in range(draw(st.integers(1, 14))):
        article = draw(st.integers(0, n)) if draw(st.booleans()) else n
        first = draw(st.integers(1, 28))
        width = draw(st.sampled_from([0, 0, 0, 1, 6, 13]))
        dated = draw(st.booleans())
        made.append(
            found(
                f"x{n}",
                article=f"x{article}",
                text=_RELEASE if article in copying else draw(st.sampled_from([None, _telling(article)])),
                ordinal=n,
                start=f"2025-06-{first:02}" if dated else None,
                end=f"2025-06-{min(30, first + width):02}" if dated else None,
                published=f"2025-07-{draw(st.integers(1, 20)):02}" if draw(st.integers(0, 9)) else None,
                region=draw(st.sampled_from(["KZ-39", "KZ-59"])),
                kind=draw(st.sampled_from(["assembly_council", "working_meeting", "assembly_session"])),
                level=draw(st.sampled_from(["region", "region", "local"])),
                how=draw(st.sampled_from(["chaired", "attended", "delegated", None])),
                status=draw(st.sampled_from(["held", "held", "held", "cancelled"])),
                agency=draw(st.sampled_from([None, None, "Казинформ"])),
                basis=draw(st.sampled_from(["stated", "relative"])) if dated else None,
                confidence=draw(st.sampled_from([0.5, 0.7, 0.9])),
            )
        )
    return made


def _telling(article: int) -> str:
    """Words of two matters in an order of its own: accounts of all degrees of likeness."""
    return " ".join(random.Random(article).sample(_WORDS, 24))


@settings(max_examples=150, deadline=None)
@given(world=worlds(), cut=st.integers(0, 14))
def test_what_was_found_first_and_what_came_later_make_the_same_events_as_all_at_once(
    world: list[FoundMeeting], cut: int
) -> None:
    once = find_events(world)
    assert find_events([*world[cut:], *world[:cut], *world[cut:]]) == once
    assert find_events(tuple(world)) == once


@settings(max_examples=150, deadline=None)
@given(world=worlds())
def test_an_event_is_named_by_the_account_published_first(world: list[FoundMeeting]) -> None:
    by_id = {one.meeting_id: one for one in world}
    for event in find_events(world):
        days = [by_id[name].published_on for name in event.meeting_ids]
        assert event.first_published == min((day for day in days if day), default=None)
        assert event.voices[0].published_on == event.first_published


@settings(max_examples=150, deadline=None)
@given(world=worlds(), seed=st.integers(0, 1000))
def test_the_order_of_the_input_and_giving_it_twice_change_nothing(world: list[FoundMeeting], seed: int) -> None:
    shuffled = world + random.Random(seed).sample(world, len(world) // 2)
    random.Random(seed).shuffle(shuffled)
    assert find_events(shuffled) == find_events(world)


@settings(max_examples=100, deadline=None)
@given(world=worlds())
def test_regions_read_apart_give_the_same_events(world: list[FoundMeeting]) -> None:
    apart = [
        event for region in ("KZ-39", "KZ-59") for event in find_events(m for m in world if m.meeting.region == region)
    ]
    assert {event.event_id for event in apart} == {event.event_id for event in find_events(world)}


@settings(max_examples=150, deadline=None)
@given(world=worlds())
def test_every_datable_meeting_is_in_one_event_and_every_event_has_a_day_that_all_allow(
    world: list[FoundMeeting],
) -> None:
    events = find_events(world)
    placed = [name for event in events for name in event.meeting_ids]
    held = {one.meeting_id for one in world if one.meeting.status == "held"}
    assert len(placed) == len(set(placed))
    assert set(placed) == held - {one.meeting_id for one in undatable(world)}
    assert len({event.event_id for event in events}) == len(events)
    assert all(event.start <= event.end for event in events)
    of_article = {one.meeting_id: one.article_id for one in world}
    for event in events:
        articles = [of_article[name] for name in event.meeting_ids]
        assert len(articles) == len(set(articles)), "two meetings of one text in one event"
        assert 1 <= event.reports <= len(articles)
