"""Verdicts: the ladder of clause 1, the counts of clause 2, and what silence is allowed to mean."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day, event, judge_all, presence, sees_all

from models.compliance import COVERED_SHARE_NEEDED, Grounds, Verdict, judge
from models.coverage import NOTHING_SEEN, Coverage
from models.events import Event
from models.heads import as_headed
from models.order import load_order, window
from models.records import Source
from models.registry import load_registry

REGISTRY, ORDER = load_registry(), load_order()
FIRST, SECOND = ORDER.clauses
_ALL_DAYS = frozenset(date(2023, 1, 1) + timedelta(days=n) for n in range(1500))
_SOURCE = Source(
    key="national",
    name="",
    base_url="",
    group="national_independent",
    language="ru",
    expected_per_day=(1, 50),
)
WATCHED = Coverage(sources=(_SOURCE,), days={("national", None): _ALL_DAYS})
TODAY = "2025-07-15"  # the window of clause 1 is 15 May to 15 July


def grounds(coverage: Coverage) -> Grounds:
    return Grounds(registry=REGISTRY, order=ORDER, coverage=coverage, sees=sees_all)


def first(*events: Event, as_of: str = TODAY, region: str = "KZ-39", coverage: Coverage = WATCHED) -> Verdict:
    headed = [as_headed(REGISTRY, each, region) for each in events]
    return judge(grounds(coverage), region, FIRST, headed, day(as_of))


def second(*events: Event, as_of: str = TODAY, region: str = "KZ-39", coverage: Coverage = WATCHED) -> Verdict:
    headed = [as_headed(REGISTRY, each, region) for each in events]
    return judge(grounds(coverage), region, SECOND, headed, day(as_of))


def session(name: str, start: str, how: str | None, **given: object) -> Event:
    return event(name, start, how=how, kind="assembly_session", **given)  # type: ignore[arg-type]


def test_a_council_on_accord_under_the_akim_meets_clause_1() -> None:
    verdict = first(event("e", "2025-06-13"))
    assert (verdict.rung, verdict.event_ids, verdict.bound, verdict.in_force) == ("met", ("e",), True, True)
    assert (verdict.last_start, verdict.last_end) == (day("2025-06-13"), day("2025-06-13"))
    assert verdict.deadline == day("2025-08-13")
    assert verdict.source_url == "https://e.example/"


@pytest.mark.parametrize(
    "only_broadly",
    [
        event("e", "2025-06-13", how="attended"),
        event("e", "2025-06-13", interethnic_topic=False),
        event("e", "2025-06-13", kind="assembly_session"),
        event("e", "2025-06-13", kind="working_meeting", interethnic_topic=False, how="attended"),
    ],
    ids=["attended only", "another subject", "a session", "both"],
)
def test_what_lacks_the_chair_the_subject_or_the_working_kind_meets_it_broadly(only_broadly: Event) -> None:
    assert first(only_broadly).rung == "met_broadly"


@pytest.mark.parametrize(
    "nothing",
    [
        event("e", "2025-06-13", assembly_present=False),
        event("e", "2025-06-13", kind="public_event"),
        event("e", "2025-06-13", level="local"),
        event("e", "2025-06-13", level="national", region=None),
        event("e", "2025-06-13", how=None),
        event("e", "2025-06-13", region="KZ-59"),
        event("e", "2025-06-13", region="KZ-59", attendance=(presence("KZ-39", "chaired"),)),
    ],
    ids=["no Assembly", "a feast", "a raion's", "the republic's", "no akim", "another region's", "a guest elsewhere"],
)
def test_what_is_not_the_regions_own_meeting_with_the_assembly_shows_nothing(nothing: Event) -> None:
    assert first(nothing).rung == "no_public_evidence"


def test_a_deputy_in_the_akims_place_is_not_personal_attendance() -> None:
    verdict = first(event("e", "2025-06-13", how="delegated"))
    assert verdict.rung == "deputy_only"
    assert verdict.deadline is None


def test_the_highest_rung_holds_and_only_its_events_are_named() -> None:
    events = [
        event("deputy", "2025-07-10", how="delegated"),
        event("broad", "2025-07-05", how="attended"),
        event("old", "2025-06-01"),
        event("new", "2025-06-20"),
    ]
    verdict = first(*events)
    assert (verdict.rung, verdict.event_ids) == ("met", ("new", "old"))
    assert verdict.deadline == day("2025-08-20")


@pytest.mark.parametrize(
    ("start", "rung"), [("2025-05-14", "no_public_evidence"), ("2025-05-15", "met"), (TODAY, "met")]
)
def test_a_meeting_counts_up_to_its_deadline_and_not_a_day_longer(start: str, rung: str) -> None:
    assert first(event("e", start)).rung == rung


def test_a_meeting_of_a_day_to_come_does_not_count_yet() -> None:
    assert first(event("e", "2025-07-16")).rung == "no_public_evidence"


def test_an_interval_that_straddles_the_edge_takes_the_lower_rung_and_shows_how_likely_it_was_inside() -> None:
    verdict = first(event("e", "2025-05-13", "2025-05-16"))
    assert verdict.rung == "no_public_evidence"
    assert verdict.event_ids == ()
    assert verdict.p_met == pytest.approx(0.5)
    lower = first(event("e", "2025-05-13", "2025-05-16"), event("b", "2025-06-01", how="attended"))
    assert (lower.rung, lower.event_ids, lower.p_met) == ("met_broadly", ("b",), pytest.approx(0.5))


def test_a_rung_that_stands_firmly_shows_no_p_met() -> None:
    assert first(event("e", "2025-05-13", "2025-05-16"), event("f", "2025-06-01")).p_met is None
    assert first().p_met is None


def test_two_straddling_meetings_are_likelier_than_one() -> None:
    verdict = first(event("e", "2025-05-13", "2025-05-16"), event("f", "2025-07-14", "2025-07-17"))
    assert verdict.p_met == pytest.approx(0.75)


def test_silence_where_somebody_was_looking_is_no_public_evidence() -> None:
    verdict = first()
    assert (verdict.rung, verdict.covered_share) == ("no_public_evidence", 1.0)
    assert verdict.reasons == ("62 of 62 days covered (100%)",)


def test_silence_where_nobody_was_looking_is_not_judged() -> None:
    verdict = first(coverage=NOTHING_SEEN)
    assert (verdict.rung, verdict.covered_share) == ("not_judged", 0.0)
    assert any("no source" in reason for reason in verdict.reasons)


def test_four_fifths_of_the_days_are_enough_and_one_day_less_is_not() -> None:
    days = window(day(TODAY), 2).days()
    enough = -int(-COVERED_SHARE_NEEDED * len(days) // 1)
    covered = replace(WATCHED, days={("national", None): frozenset(days[:enough])})
    poor = replace(WATCHED, days={("national", None): frozenset(days[: enough - 1])})
    assert first(coverage=covered).rung == "no_public_evidence"
    assert first(coverage=poor).rung == "not_judged"


def test_what_was_found_stands_however_poor_the_coverage() -> None:
    for how, rung in (("chaired", "met"), ("attended", "met_broadly"), ("delegated", "deputy_only")):
        assert first(event("e", "2025-06-13", how=how), coverage=NOTHING_SEEN).rung == rung  # type: ignore[arg-type]


def test_nobody_is_late_in_the_first_two_months_of_force() -> None:
    assert first(as_of="2024-06-25").rung == "not_judged", "the deadline itself: one may still meet on it"
    assert first(as_of="2024-06-26").rung == "no_public_evidence"
    assert first(event("e", "2024-05-20"), as_of="2024-06-01").rung == "met"


def test_meetings_before_the_order_do_not_count_for_it() -> None:
    assert first(event("e", "2024-04-24"), as_of="2024-05-10").rung == "not_judged"
    assert first(event("e", "2024-04-25"), as_of="2024-05-10").rung == "met"
    before = session("e", "2024-04-20", "chaired")
    assert second(before, as_of="2025-01-15").event_ids == ()


def test_after_the_end_of_force_nothing_counts_and_nothing_is_judged() -> None:
    verdict = first(event("e", "2026-07-01"), as_of="2026-08-01")
    assert (verdict.rung, verdict.in_force) == ("not_judged", False)
    last = first(event("e", "2026-06-30"), as_of="2026-06-30")
    assert (last.rung, last.in_force) == ("met", True)


@pytest.mark.parametrize("city", ["KZ-71", "KZ-75", "KZ-79"])
def test_the_three_cities_are_shown_and_not_bound_by_clause_1(city: str) -> None:
    verdict = first(event("e", "2025-06-13", region=city), region=city)
    assert (verdict.rung, verdict.bound) == ("met", False)
    assert second(region=city).bound


def test_clause_2_counts_every_key_event_of_twelve_months() -> None:
    verdict = second(
        session("a", "2024-12-09", "chaired"),
        event("b", "2025-03-01", kind="public_event", how="attended"),
        event("c", "2025-05-20", how="attended"),
        event("working", "2025-06-20", kind="working_meeting"),
        session("old", "2024-07-14", "delegated"),
    )
    assert (verdict.rung, verdict.in_person, verdict.delegated, verdict.unknown) == ("attended", 3, 0, 0)
    assert verdict.event_ids == ("c", "b", "a")


def test_once_by_deputy_is_mixed_and_always_by_deputy_is_delegated() -> None:
    there, deputy = session("a", "2024-12-09", "chaired"), session("b", "2025-04-09", "delegated")
    assert second(there, deputy).rung == "mixed"
    assert second(deputy).rung == "delegated"
    assert (second(there, deputy).in_person, second(there, deputy).delegated) == (1, 1)


def test_a_key_event_whose_report_is_silent_about_the_head_is_unknown_and_not_held_against_him() -> None:
    verdict = second(session("a", "2025-04-09", None), session("b", "2025-05-09", "attended"))
    assert (verdict.rung, verdict.in_person, verdict.unknown) == ("attended", 1, 1)
    alone = second(session("a", "2025-04-09", None))
    assert (alone.rung, alone.unknown) == ("no_public_evidence", 1)


def test_a_republican_session_counts_for_each_head_as_its_reports_tell() -> None:
    guests = (presence("KZ-39", "attended"), presence("KZ-47", "delegated"))
    national = session("a", "2025-04-23", None, level="national", region=None, attendance=guests)
    assert second(national).rung == "attended"
    assert second(national, region="KZ-47").rung == "delegated"
    elsewhere = second(national, region="KZ-59")
    assert (elsewhere.rung, elsewhere.unknown) == ("no_public_evidence", 1)


def test_a_forum_elsewhere_or_a_raions_council_is_not_held_against_an_absent_head() -> None:
    forum = event("a", "2025-04-23", kind="public_event", level="national", region=None, how=None)
    raion = event("b", "2025-04-23", level="local", how=None)
    other = session("c", "2025-04-23", None, region="KZ-59")
    assert second(forum, raion, other).unknown == 0


def test_a_key_event_without_the_assembly_is_none() -> None:
    assert second(session("a", "2025-04-09", "chaired", assembly_present=False)).in_person == 0


def test_clause_2_is_not_judged_where_its_twelve_months_are_not_covered() -> None:
    recent = frozenset(window(day(TODAY), 2).days())
    assert second(coverage=replace(WATCHED, days={("national", None): recent})).rung == "not_judged"


def test_days_before_the_order_are_not_asked_of_the_coverage() -> None:
    since_order = frozenset(one for one in _ALL_DAYS if one >= ORDER.force_from)
    coverage = replace(WATCHED, days={("national", None): since_order})
    verdict = second(as_of="2024-10-15", coverage=coverage)
    assert (verdict.rung, verdict.covered_share) == ("no_public_evidence", 1.0)


def test_reports_that_disagree_are_told_with_the_verdict() -> None:
    verdict = first(event("e", "2025-06-13", conflicts=("how KZ-39: delegated 1, in_person 2",)))
    assert verdict.reasons == (
        "reports disagree: how KZ-39: delegated 1, in_person 2",
        "reports name Кто-то, in office was Аксакалов Кумар",
    )


def test_there_are_always_forty_verdicts_of_one_day_and_their_rules_are_named() -> None:
    verdicts = judge_all(REGISTRY, ORDER, [], NOTHING_SEEN, sees_all, day(TODAY))
    assert len({(verdict.region, verdict.clause) for verdict in verdicts}) == len(verdicts) == 40
    assert {verdict.rung for verdict in verdicts} == {"not_judged"}
    assert {verdict.as_of for verdict in verdicts} == {day(TODAY)}
    assert {verdict.rule for verdict in verdicts} == {"compliance.3 ank-2024.1"}
    assert sum(verdict.bound for verdict in verdicts) == 37


LADDER = ["not_judged", "no_public_evidence", "deputy_only", "met_broadly", "met"]


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    made = []
    for n in range(draw(st.integers(0, 6))):
        start = date(2025, 4, 1) + timedelta(days=draw(st.integers(0, 120)))
        end = start + timedelta(days=draw(st.sampled_from([0, 0, 3, 12])))
        how = draw(st.sampled_from(["chaired", "attended", "delegated", None]))
        kind = draw(st.sampled_from(["assembly_council", "assembly_session", "public_event", "working_meeting"]))
        topic = draw(st.booleans())
        made.append(event(f"e{n}", start.isoformat(), end.isoformat(), how, kind=kind, interethnic_topic=topic))
    return made


@settings(max_examples=200, deadline=None)
@given(some=events(), more=events(), seed=st.integers(0, 99))
def test_more_events_never_lower_the_ladder_and_their_order_never_matters(
    some: list[Event], more: list[Event], seed: int
) -> None:
    extra = [replace(one, event_id=f"x{one.event_id}") for one in more]
    together = [*some, *extra]
    before, after = first(*some), first(*together)
    assert LADDER.index(before.rung) <= LADDER.index(after.rung)
    random.Random(seed).shuffle(together)
    assert first(*together) == after
    assert second(*together) == second(*some, *extra)


@settings(max_examples=200, deadline=None)
@given(some=events(), share=st.floats(0, 1))
def test_coverage_changes_only_what_silence_means(some: list[Event], share: float) -> None:
    days = window(day(TODAY), 12).days()
    poorer = replace(WATCHED, days={("national", None): frozenset(days[: int(share * len(days))])})
    for judged, less in (
        (first(*some), first(*some, coverage=poorer)),
        (second(*some), second(*some, coverage=poorer)),
    ):
        assert less.rung == judged.rung or (judged.rung, less.rung) == ("no_public_evidence", "not_judged")


def test_a_deputy_sent_while_nobody_held_the_office_is_held_against_nobody() -> None:
    """KZ-63 had no head on 14-16 February 2025; who was appointed on the 17th did not send anybody before."""
    council = event("e", "2025-02-15", how="delegated", region="KZ-63")
    verdict = first(council, as_of="2025-03-01", region="KZ-63")
    assert (verdict.rung, verdict.event_ids) == ("no_public_evidence", ())
    counts = second(council, as_of="2025-03-01", region="KZ-63")
    assert (counts.in_person, counts.delegated, counts.unknown) == (0, 0, 0), "nobody was expected either"
    day_after = second(
        event("e", "2025-02-16", "2025-02-17", how="delegated", region="KZ-63"), as_of="2025-03-01", region="KZ-63"
    )
    assert day_after.delegated == 1, "on one of its days somebody held it"


def test_an_event_of_a_former_heads_time_says_so() -> None:
    deputy = replace(presence("KZ-63", "delegated"), named=False)
    told = session("e", "2024-12-20", None, region="KZ-63", attendance=(deputy,))
    verdict = second(told, as_of="2025-06-15", region="KZ-63")
    assert verdict.head is not None
    assert verdict.head.akim == "Сактаганов Нурымбет"
    assert "the event of 2024-12-20 fell in the time of Кошербаев Ермек" in verdict.reasons
    into_the_vacancy = replace(told, start=day("2025-02-13"), end=day("2025-02-15"))
    verdict = second(into_the_vacancy, as_of="2025-06-15", region="KZ-63")
    assert "the event of 2025-02-13..2025-02-15 fell in the time of Кошербаев Ермек" in verdict.reasons


def test_the_link_of_a_verdict_is_the_earliest_account_that_speaks_of_the_regions_head() -> None:
    """A republican session is told first by somebody who speaks of another head."""
    of_another = replace(presence("KZ-10", "delegated"), source_url="https://semey.example/", meeting_ids=("m-1",))
    own = replace(presence("KZ-39", "delegated"), source_url="https://kostanay.example/", meeting_ids=("m-2",))
    told = session("e", "2025-04-20", None, level="national", region=None, attendance=(of_another, own))
    assert second(told).source_url == "https://kostanay.example/"
    assert second(told, region="KZ-10").source_url == "https://semey.example/"
