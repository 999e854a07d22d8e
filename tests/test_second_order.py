"""A second order is a second file: whom it binds, how often, and every word of its verdicts are the file's own."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from inference_world import day, event, judge_all, presence, sees_all

from flows.settings import load_settings
from flows.workshop import open_workshop
from models.compliance import Verdict
from models.coverage import NOTHING_SEEN, Coverage
from models.errors import BadInput
from models.events import Event
from models.inference import RegionRecord
from models.order import Window, load_order
from models.records import Source
from models.registry import load_registry
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

ORDERS = Path(__file__).parent / "fixtures" / "orders"
REGISTRY, QUARTER, SPRING = load_registry(), load_order(ORDERS / "quarter.toml"), load_order(ORDERS / "one_duty.toml")
CITIES = {"KZ-71", "KZ-75", "KZ-79"}
_EVERYBODY = Source(key="all", name="", base_url="", group="national_agency", language="ru", expected_per_day=(1, 50))
WATCHED = Coverage(
    sources=(_EVERYBODY,), days={("all", None): frozenset(day("2024-01-01") + timedelta(days=n) for n in range(3000))}
)
TODAY = "2025-09-15"  # a quarter before it is 15 June


def working(name: str, start: str, end: str | None = None, **given: Any) -> Event:
    """A working meeting of Almaty under its akim, without the Assembly and on another subject."""
    how = given.pop("how", "chaired")
    of = {"region": "KZ-75", "kind": "working_meeting", "assembly_present": False, "interethnic_topic": False}
    return event(name, start, end, how=how, **{**of, **given})


def verdicts(*events: Event, as_of: str = TODAY, coverage: Coverage = WATCHED) -> dict[tuple[str, int], Verdict]:
    judged = judge_all(REGISTRY, QUARTER, events, coverage, sees_all, day(as_of))
    return {(verdict.region, verdict.clause): verdict for verdict in judged}


def test_every_region_gets_a_verdict_for_each_of_its_clauses_and_only_the_cities_are_bound() -> None:
    judged = verdicts()
    assert len(judged) == 60
    assert {clause for _, clause in judged} == {1, 2, 7}
    assert {region for (region, _), verdict in judged.items() if verdict.bound} == CITIES
    assert {verdict.rule for verdict in judged.values()} == {"compliance.3 cities-2025.4"}


def test_the_windows_are_those_of_the_file() -> None:
    judged = verdicts()
    starts = {clause: judged["KZ-75", clause].window.start for clause in (1, 2, 7)}
    assert starts == {1: day("2025-06-15"), 2: day("2025-03-15"), 7: day("2025-08-15")}


@pytest.mark.parametrize(
    ("how", "rung", "deadline"),
    [
        ("chaired", "held_by_akim", "2025-10-02"),
        ("delegated", "held_by_deputy", None),
        (None, "held_by_somebody", "2025-10-02"),
    ],
)
def test_the_rungs_and_their_deadlines_are_those_of_the_file(how: str | None, rung: str, deadline: str | None) -> None:
    verdict = verdicts(working("e", "2025-07-02", how=how))["KZ-75", 1]
    assert (verdict.rung, verdict.event_ids) == (rung, ("e",))
    assert verdict.deadline == (day(deadline) if deadline else None)


def test_a_quarters_meeting_stands_to_its_deadline_and_not_a_day_longer() -> None:
    meeting = working("e", "2025-06-15")
    assert verdicts(meeting)["KZ-75", 1].rung == "held_by_akim"
    assert verdicts(meeting, as_of="2025-09-16")["KZ-75", 1].rung == "no_public_evidence"


def test_across_the_edge_of_a_quarter_p_met_is_of_the_files_highest_rung() -> None:
    verdict = verdicts(working("e", "2025-06-13", "2025-06-16"), working("d", "2025-07-01", how="delegated"))[
        "KZ-75", 1
    ]
    assert (verdict.rung, verdict.p_met) == ("held_by_deputy", pytest.approx(0.5))


def test_attendance_is_counted_in_the_files_words() -> None:
    feast = {"kind": "public_event"}
    came, sent = working("a", "2025-05-01", **feast), working("b", "2025-06-01", how="delegated", **feast)
    silent, old = working("c", "2025-07-01", how=None, **feast), working("o", "2025-03-14", **feast)
    assert verdicts(came)["KZ-75", 2].rung == "came"
    assert verdicts(sent)["KZ-75", 2].rung == "sent_another"
    mixed = verdicts(came, sent, silent, old)["KZ-75", 2]
    assert (mixed.rung, mixed.in_person, mixed.delegated, mixed.unknown) == ("mixed", 1, 1, 1)
    national = working(
        "n", "2025-05-01", level="national", region=None, attendance=(presence("KZ-79", "attended"),), **feast
    )
    assert [verdicts(national)[city, 2].rung for city in ("KZ-79", "KZ-71")] == ["came", "no_public_evidence"]


def test_a_clause_that_asks_nothing_of_the_head_is_met_by_the_gathering_alone() -> None:
    gathering = working("e", "2025-09-01", level="local", how=None)
    verdict = verdicts(gathering)["KZ-75", 7]
    assert (verdict.rung, verdict.deadline) == ("gathered", day("2025-10-01"))
    assert verdicts(gathering)["KZ-75", 1].rung == "no_public_evidence"


def test_an_open_end_of_force_stays_open_and_the_first_months_are_the_files() -> None:
    assert QUARTER.as_of(day("2031-01-01"), day("2030-12-31")) == day("2030-12-31")
    late = verdicts(working("e", "2031-01-01"), as_of="2031-02-01")["KZ-75", 1]
    assert (late.rung, late.in_force) == ("held_by_akim", True)
    early = verdicts(as_of="2025-04-15")["KZ-75", 1]
    assert (early.rung, early.reasons[0]) == ("not_judged", "within the first 3 months of force")
    assert verdicts(as_of="2025-04-16")["KZ-75", 1].rung == "no_public_evidence"


def test_silence_that_nobody_listened_to_is_not_judged_under_any_order() -> None:
    assert {verdict.rung for verdict in verdicts(coverage=NOTHING_SEEN).values()} == {"not_judged"}


def test_the_least_order_has_one_clause_one_rung_and_judges_from_its_first_day() -> None:
    fair = event("e", "2025-05-30", how=None, kind="public_event", region="KZ-39")
    judged = judge_all(REGISTRY, SPRING, [fair], WATCHED, sees_all, day("2025-05-31"))
    assert {verdict.region: verdict.rung for verdict in judged if verdict.rung != "no_public_evidence"} == {
        "KZ-39": "seen"
    }
    assert all(verdict.bound for verdict in judged)
    (first, *_) = judge_all(REGISTRY, SPRING, [], WATCHED, sees_all, SPRING.force_from)
    assert (first.rung, first.reasons) == ("no_public_evidence", ("1 of 1 days covered (100%)",))


def test_the_warehouse_takes_it_as_it_is(tmp_path: Path) -> None:
    events = (working("e", "2025-07-02", how="delegated"),)
    judged = judge_all(REGISTRY, QUARTER, events, WATCHED, sees_all, day(TODAY))
    records = [
        RegionRecord(
            case_digest=f"{verdict.region} {verdict.clause}",
            verdict=verdict,
            met_share=None,
            unread_leads=0,
            estimates=(),
            months=(),
            key_events=(),
        )
        for verdict in judged
    ]
    stage = Stage(tmp_path / "stage", "r1")
    stage.registry(REGISTRY, QUARTER)
    stage.events(events, [])
    stage.records(records, events)
    stage.cases({(r.verdict.region, r.verdict.clause): r.case_digest for r in records}, "f-1", day(TODAY))
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as warehouse:
        load_stages(warehouse, tmp_path / "stage")
        rows = warehouse.execute(
            "SELECT clause, verdict, bound FROM compliance_today WHERE region = 'KZ-75'"
        ).fetchall()
        count = warehouse.execute("SELECT count(*) FROM compliance_today").fetchone()
        rungs = warehouse.execute("SELECT clause, rungs, force_until FROM current_clauses ORDER BY clause").fetchall()
    assert rows == [(1, "held_by_deputy", True), (2, "no_public_evidence", True), (7, "no_public_evidence", True)]
    assert count == (60,)
    assert rungs == [
        (1, ["held_by_akim", "held_by_deputy", "held_by_somebody"], None),
        (2, ["came", "sent_another"], None),
        (7, ["gathered"], None),
    ]


def test_an_installation_names_its_order_in_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKIMWATCH_ORDER", str(ORDERS / "quarter.toml"))
    monkeypatch.setenv("AKIMWATCH_FORCE_UNTIL", "2027-12-31")
    order = open_workshop(load_settings(data=tmp_path), sites={}).order
    assert (order.key, len(order.clauses), order.force_until) == ("cities-2025", 3, date(2027, 12, 31))
    monkeypatch.delenv("AKIMWATCH_ORDER")
    assert open_workshop(load_settings(data=tmp_path), sites={}).order.key == "ank-2024"


def test_an_order_that_is_not_there_is_refused_before_anything_is_begun(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.toml: there is no such file"):
        open_workshop(load_settings(data=tmp_path / "data", order=tmp_path / "nowhere.toml"), sites={})
    assert not (tmp_path / "data").exists()


def test_a_quarter_is_three_calendar_months() -> None:
    assert verdicts(as_of="2025-05-31")["KZ-75", 1].window == Window(start=day("2025-03-01"), end=day("2025-05-31"))
