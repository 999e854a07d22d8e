"""The order as data: its windows, its deadlines, whom it binds, and what becomes of a faulty file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadInput
from models.order import Window, add_months, load_order, window
from models.registry import load_registry

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))


def test_the_order_was_given_on_25_april_2024_and_ends_with_the_old_constitution() -> None:
    order = load_order()
    assert not order.in_force(date(2024, 4, 24))
    assert order.in_force(date(2024, 4, 25))
    assert order.in_force(date(2026, 6, 30))
    assert not order.in_force(date(2026, 7, 1))
    assert order.first_day_judged() == date(2024, 6, 25)
    assert date(2026, 1, 20) in {marker.day for marker in order.markers}


def test_clause_1_binds_the_17_oblasts_and_clause_2_all_20_regions() -> None:
    first, second = load_order().clauses
    kinds = [region.kind for region in load_registry().regions.values()]
    assert sum(kind in first.bound for kind in kinds) == 17
    assert sum(kind in second.bound for kind in kinds) == 20


def test_31_december_plus_two_months_is_the_end_of_february() -> None:
    assert add_months(date(2024, 12, 31), 2) == date(2025, 2, 28)
    assert add_months(date(2023, 12, 31), 2) == date(2024, 2, 29)
    assert add_months(date(2025, 12, 15), 2) == date(2026, 2, 15)
    assert add_months(date(2025, 1, 31), -2) == date(2024, 11, 30)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2025-03-15", "2025-01-15"),
        ("2025-02-28", "2024-12-28"),  # the 29th to the 31st of December have this very deadline
        ("2024-02-28", "2023-12-28"),
        ("2024-02-29", "2023-12-29"),
        ("2025-03-01", "2025-01-01"),
        ("2025-04-30", "2025-03-01"),  # the deadline of 28 February was 28 April
        ("2024-04-30", "2024-03-01"),
        ("2025-08-31", "2025-07-01"),
        ("2025-12-31", "2025-10-31"),
    ],
)
def test_the_window_begins_with_the_first_day_whose_deadline_has_not_passed(day: str, start: str) -> None:
    assert window(date.fromisoformat(day), 2) == Window(start=date.fromisoformat(start), end=date.fromisoformat(day))


@given(day=DAYS, back=st.integers(min_value=0, max_value=70))
def test_a_day_is_in_the_window_exactly_while_its_deadline_has_not_passed(day: date, back: int) -> None:
    earlier = day - timedelta(days=back)
    assert window(day, 2).holds(earlier, earlier) == (add_months(earlier, 2) >= day)


@given(day=DAYS)
def test_a_window_of_two_months_has_59_to_63_days_and_one_of_a_year_366_or_367(day: date) -> None:
    assert 59 <= window(day, 2).length <= 63
    assert window(day, 12).length in (366, 367)


def test_today_never_outruns_the_end_of_force_or_the_last_day_collected() -> None:
    order = load_order()
    assert order.as_of(date(2025, 6, 1), date(2025, 5, 30)) == date(2025, 5, 30)
    assert order.as_of(date(2026, 11, 1), date(2026, 11, 1)) == date(2026, 6, 30)


def test_where_nothing_was_ever_collected_there_is_no_day_to_speak_for() -> None:
    order = load_order()
    assert [order.as_of(today, None) for today in (date(2025, 6, 1), date(2026, 11, 1))] == [None, None]


def test_the_end_of_force_can_be_set() -> None:
    assert load_order(force_until=date(2025, 1, 31)).force_until == date(2025, 1, 31)
    with pytest.raises(BadInput, match="before it begins"):
        load_order(force_until=date(2024, 1, 1))


def test_an_order_of_another_rhythm_and_addressee_is_only_another_file(tmp_path: Path) -> None:
    path = tmp_path / "reception.toml"
    path.write_text(
        """
[order]
key = "reception"
version = 3
name = "Akims of cities receive citizens every month"
force_from = 2025-01-01
grace_months = 1

[[clause]]
number = 1
name = "reception"
text = "…"
judged_by = "ladder"
bound = ["city"]
months = 1
[[clause.rung]]
name = "received"
level = ["region"]
kind = ["working_meeting"]
how = ["chaired"]
""",
        encoding="utf-8",
    )
    order = load_order(path)
    assert order.in_force(date(2100, 1, 1))
    assert order.clauses[0].months == 1
    assert order.clauses[0].bound == ("city",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("force_until = 2026-06-30", "force_until = 2024-01-01", "before it begins"),
        ("force_from = 2024-04-25", 'force_from = "2024-04-25"', "without quotes"),
        ('how = ["chaired"]', 'how = ["phoned"]', "phoned"),
        ("\nmonths = 2 ", "\nmonths = 0 ", "0 months"),
        ("grace_months = 2", "", "grace_months"),
        ('bound = ["oblast"]', 'bound = ["raion"]', "binds raion"),
        ("[order]", "[order", "not TOML"),
    ],
)
def test_a_faulty_order_is_refused_with_its_name_and_the_fault(tmp_path: Path, old: str, new: str, told: str) -> None:
    source = (Path(__file__).parents[1] / "models" / "order.toml").read_text(encoding="utf-8")
    assert old in source
    path = tmp_path / "mine.toml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput, match=told) as refusal:
        load_order(path)
    assert "mine.toml" in str(refusal.value)


def test_a_missing_order_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere"):
        load_order(tmp_path / "nowhere.toml")
