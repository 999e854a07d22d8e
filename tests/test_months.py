"""Months: each day's rung is the verdict of that day, cut to the days of force and to the day the record speaks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day, event, sees_all
from model_world import FORCE, days_of, press, site, watched

from models.compliance import Grounds, judge
from models.coverage import Coverage
from models.estimates import RegionCase, assumptions
from models.events import Event
from models.months import days_by_rung, met_share, months_between, months_of, periods_of
from models.order import Clause, Order, Window, load_order
from models.priors import load_priors
from models.records import How, Kind
from models.registry import load_registry
from models.sight import range_of

REGISTRY, ORDER, PRIORS = load_registry(), load_order(), load_priors()
QUARTER = load_order(Path(__file__).parent / "fixtures" / "orders" / "quarter.toml")
FIRST, SECOND = ORDER.clauses
ASSUMED = assumptions(PRIORS)


@cache
def everybody() -> Coverage:
    return press([site("all", "national_agency")], {"all": days_of("2023-01-01", "2032-12-31")})


def case(*events: Event, clause: Clause = FIRST, span: Window = FORCE, caught: float = 0.5) -> RegionCase:
    """Every meeting is exactly dated."""
    sight = watched(caught, span=span, draws=100)
    return RegionCase(region="KZ-39", clause=clause, order=ORDER, events=events, sight=sight, widths=(0,))


def test_months_are_whole_but_for_the_first_and_the_last() -> None:
    months = list(months_between(day("2024-04-25"), day("2024-07-03")))
    assert [(month.start.isoformat(), month.end.isoformat()) for month in months] == [
        ("2024-04-25", "2024-04-30"),
        ("2024-05-01", "2024-05-31"),
        ("2024-06-01", "2024-06-30"),
        ("2024-07-01", "2024-07-03"),
    ]
    assert list(months_between(day("2024-12-31"), day("2024-12-31"))) == [
        Window(start=day("2024-12-31"), end=day("2024-12-31"))
    ]
    assert list(months_between(day("2025-01-02"), day("2025-01-01"))) == []


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_every_day_is_in_one_month(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    days = [each for month in months_between(first, last) for each in month.days()]
    assert days == list(Window(start=first, end=last).days())


def test_a_day_shows_its_highest_rung_only() -> None:
    events = [event("top", "2025-06-10"), event("deputy", "2025-06-01", how="delegated")]
    shown = days_by_rung(events, FIRST, "KZ-39", FORCE)
    june = slice((day("2025-06-01") - FORCE.start).days, (day("2025-08-12") - FORCE.start).days)
    assert shown["deputy_only"][june].sum() == 9  # 1 to 9 June; its deadline of 1 August lies within the other's
    assert shown["met"][june].sum() == 62
    assert np.max(sum(days.astype(int) for days in shown.values())) == 1


_KINDS: tuple[Kind, ...] = ("working_meeting", "assembly_council", "assembly_session", "public_event")
_HOWS: tuple[How | None, ...] = ("chaired", "attended", "delegated", None)
YEAR = Window(start=day("2024-04-25"), end=day("2025-05-15"))


@st.composite
def _events(draw: st.DrawFn) -> list[Event]:
    made = []
    for number in range(draw(st.integers(0, 7))):
        start = YEAR.start + timedelta(days=draw(st.integers(-70, YEAR.length + 3)))
        end = start + timedelta(days=draw(st.sampled_from([0, 0, 0, 2, 11, 40, 75])))
        made.append(
            event(
                f"e{number}",
                start.isoformat(),
                end.isoformat(),
                how=draw(st.sampled_from(_HOWS)),
                kind=draw(st.sampled_from(_KINDS)),
                interethnic_topic=draw(st.booleans()),
                assembly_present=draw(st.sampled_from([True, True, False])),
                region=draw(st.sampled_from(["KZ-39", "KZ-39", "KZ-39", "KZ-59"])),
            )
        )
    return made


def _agree(events: list[Event], clause: Clause, order: Order, span: Window) -> None:
    own = [each for each in events if each.region == "KZ-39"]
    shown = days_by_rung(own, clause, "KZ-39", span)
    names = {rung.name for rung in clause.rungs}
    grounds = Grounds(registry=REGISTRY, order=order, coverage=everybody(), sees=sees_all)
    for place, each in enumerate(span.days()):
        rung = judge(grounds, "KZ-39", clause, events, each).rung
        assert [name for name in names if shown[name][place]] == ([rung] if rung in names else [])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(_events())
def test_the_days_of_each_rung_are_those_on_which_the_judge_gives_it(events: list[Event]) -> None:
    _agree(events, FIRST, ORDER, YEAR)


@settings(max_examples=15, deadline=None)
@given(_events())
def test_so_they_are_for_another_order_with_another_window(events: list[Event]) -> None:
    (ladder,) = [clause for clause in QUARTER.clauses if clause.number == 1]
    order = replace(QUARTER, force_from=YEAR.start)
    _agree(events, ladder, order, YEAR)


def test_the_ends_of_february_are_judged_as_on_every_other_day() -> None:
    for start in ("2024-12-28", "2024-12-29", "2024-12-30", "2024-12-31", "2025-02-28", "2024-04-30"):
        _agree([event("e", start)], FIRST, ORDER, YEAR)


def test_the_record_ends_on_the_last_day_of_force() -> None:
    span = Window(start=ORDER.force_from, end=day("2026-06-30"))
    months = months_of(case(event("late", "2026-06-20", "2026-07-02"), span=span), ASSUMED)
    assert (months[0].start, months[0].end) == (day("2024-04-25"), day("2024-04-30"))
    assert (months[-1].start, months[-1].end) == (day("2026-06-01"), day("2026-06-30"))
    assert len(months) == 27
    assert months[-1].found == {"met": 0.0, "met_broadly": 0.0, "deputy_only": 0.0}


def test_the_shares_of_a_month_are_of_its_days_up_to_the_day_spoken_for() -> None:
    span = Window(start=ORDER.force_from, end=day("2025-06-20"))
    last = months_of(case(event("e", "2025-06-11", confidence=1.0), span=span), ASSUMED)[-1]
    assert (last.start, last.end) == (day("2025-06-01"), day("2025-06-20"))
    assert last.found["met"] == pytest.approx(0.5)
    assert (
        last.found["met"] == last.believed.low <= last.believed.mean <= last.believed.high <= 1.0
    )  # what was found is believed
    assert last.seen.mean == pytest.approx(0.5)


def test_under_a_press_that_misses_nothing_belief_is_what_was_found_and_compliance_is_every_day() -> None:
    sure = event("e", "2025-01-15", confidence=1.0)
    for month in months_of(case(sure, caught=1.0), ASSUMED)[3:]:
        assert month.believed.mean == pytest.approx(month.found["met"], abs=0.05)
        assert month.compliant is not None
        assert month.compliant.low == 1.0


@pytest.mark.parametrize("caught", [0.03, 0.5, 0.99])
def test_every_share_lies_within_its_interval_however_few_the_days(caught: float) -> None:
    """Of one day hardly any simulated past shows a meeting, or nearly all do: then the chance itself is told."""
    one = case(caught=caught)
    days = [Window(start=each, end=each) for each in (day("2024-04-25"), day("2025-02-10"), FORCE.end)]
    for month in (*periods_of(one, ASSUMED, days), *months_of(one, ASSUMED)):
        assert month.compliant is not None
        for share in (month.believed, month.compliant):
            assert 0 <= share.low <= share.mean + 1e-9 <= share.high + 2e-9 <= 1 + 3e-9


def test_where_no_past_shows_anything_the_interval_is_that_of_the_chance() -> None:
    seldom = case(caught=0.95)
    span = FORCE
    told = periods_of(seldom, ASSUMED, [Window(start=each, end=each) for each in span.days()])
    chances = seldom.believe(seldom.strict, ASSUMED[0]).held_daily()
    silly = [n for n, one in enumerate(told) if one.believed == range_of(chances[:, n])]
    assert len(silly) > 100
    assert all(told[n].believed.high > told[n].believed.mean > 0 for n in silly if n > 62)


def test_the_share_of_the_whole_record_is_that_of_its_days() -> None:
    one = case(event("e", "2025-06-13"))
    months = months_of(one, ASSUMED)
    days = sum(month.found["met"] * ((month.end - month.start).days + 1) for month in months)
    assert days == pytest.approx(62)  # 13 June to its deadline of 13 August
    assert met_share(one) == pytest.approx(days / FORCE.length)


def test_every_month_is_told_again_at_each_stated_chance_of_a_trace() -> None:
    """The rarer a trace, the less would have been seen and the more may have been held unseen."""
    for clause in (FIRST, SECOND):
        for month in months_of(case(clause=clause), ASSUMED):
            assert month.seen_by_trace == pytest.approx([0.5 * pi for pi in PRIORS.trace_band])
    for month in months_of(case(event("e", "2025-06-11")), ASSUMED):
        low, middle, high = month.believed_by_trace
        assert low > middle > high


def test_clause_2_has_belief_of_attendance_and_no_shares_of_days() -> None:
    feast = event("e", "2025-05-01", kind="public_event", how="attended", confidence=0.9)
    one = case(feast, clause=SECOND)
    april, may = months_of(one, ASSUMED)[12:14]
    assert (april.found, april.compliant, met_share(one)) == ({}, None, None)
    assert april.believed.mean == pytest.approx(0.5)
    assert may.believed.mean == pytest.approx(1.9 / 2.9)
