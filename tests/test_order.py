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
    assert order.first_day_judged() == date(2024, 6, 26), "on the 25th one may still meet"
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


_BUILT_IN = (Path(__file__).parents[1] / "models" / "order.toml").read_text(encoding="utf-8")
_ALL_CLAUSES = _BUILT_IN[_BUILT_IN.index("[[clause]]") : _BUILT_IN.index("[[marker]]")]
_CLAUSE_2 = _BUILT_IN[_BUILT_IN.index("[[clause]]\nnumber = 2") : _BUILT_IN.index("[[marker]]")]


def refusal(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_order(path)
    told = str(refused.value)
    assert told.startswith(f"{path}: ")
    assert "\n" not in told
    return told.removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("force_until = 2026-06-30", "force_until = 2024-01-01", "ends on 2024-01-01, before it begins on 2024-04-25"),
        ("force_from = 2024-04-25", 'force_from = "2024-04-25"', "order: force_from: must be a day like 2024-04-25"),
        ("force_from = 2024-04-25", "force_from = 2024-04-25T10:00:00", "order: force_from: must be a day"),
        ("grace_months = 2", "", "order: grace_months is missing"),
        ("grace_months = 2", "grace_months = -1", "grace_months must lie between 0 and 120, not -1"),
        ("grace_months = 2", "grace_month = 2", "order: unknown key grace_month; there are key, version"),
        ("version = 1", "version = true", "order: version: must be a whole number, not True"),
        ('key = "ank-2024"', 'key = ""', "order: key: is empty"),
        ('how = ["chaired"]', 'how = ["phoned"]', "clause 1: rung 1: how: 'phoned' is none of chaired, attended"),
        ('how = ["chaired"]', 'how = "chaired"', "clause 1: rung 1: how: must be a list in square brackets"),
        ('kind = ["working_meeting", "assembly_council"]', "kind = []", "clause 1: rung 1: kind is empty"),
        ("interethnic_topic = true", "interethnic = true", "clause 1: rung 1: unknown key interethnic; there are name"),
        ("interethnic_topic = true", 'interethnic_topic = "yes"', "must be true or false, not 'yes'"),
        ('name = "met_broadly"', 'name = "met"', "clause 1: rungs met, met, deputy_only; each needs a name of its own"),
        ('name = "met_broadly"', 'name = "not_judged"', "these words have a meaning of their own"),
        ("\nmonths = 2 ", "\nmonths = 0 ", "clause 1: months must lie between 1 and 120, not 0"),
        ("\nmonths = 2 ", "\nmonths = 99999 ", "not 99999"),
        ("\nmonths = 2 ", "\nmonths = 2.5 ", "clause 1: months: must be a whole number, not 2.5"),
        ('bound = ["oblast"]', 'bound = ["raion"]', "clause 1: bound: 'raion' is none of oblast, city"),
        ('bound = ["oblast"]', "bound = []", "clause 1: bound is empty"),
        ('judged_by = "ladder"', 'judged_by = "feeling"', "judged_by: 'feeling' is none of ladder, attendance"),
        ('judged_by = "ladder"', 'judged_by = "attendance"', "clause 1: 3 rungs; attendance needs two"),
        ('judged_by = "attendance"', 'judged_by = "ladder"', "clause 2: expected is asked for where attendance"),
        ("number = 2", "number = 1", "clauses 1, 1; each needs a number of its own"),
        ("[[marker]]", "[[markers]]", "unknown key markers; there are order, clause, marker, source"),
        ("[[source]]\n", "[[source]]\nday = 2024-04-25\n", "source 1: unknown key day"),
        ("[order]", "[order", "not TOML"),
        ("[order]", "[[order]]", "needs one table [order]"),
        (_ALL_CLAUSES, "", "no clause; an order needs at least one"),
        (_CLAUSE_2[_CLAUSE_2.index("[[clause.rung]]") :], "", "clause 2: no rung; it needs at least one"),
        ('how = ["delegated"]\n\n# Where', 'how = ["attended"]\n\n# Where', "the two rungs needs a how of its own"),
        ('kind = ["assembly_session"]\n', 'kind = ["assembly_session"]\nhow = ["attended"]\n', "expected takes no how"),
    ],
)  # fmt: skip
def test_a_faulty_order_is_refused_with_its_name_and_the_fault(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in _BUILT_IN
    assert told in refusal(tmp_path, _BUILT_IN.replace(old, new, 1))


def test_single_brackets_are_told_apart_from_double_ones(tmp_path: Path) -> None:
    only_one = _BUILT_IN.replace(_CLAUSE_2, "").replace("[[clause]]", "[clause]")
    assert refusal(tmp_path, only_one) == "clause must be tables that begin with [[clause]], in double brackets"


def test_an_end_of_force_that_is_set_before_the_start_is_told_with_the_orders_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        load_order(force_until=date(2024, 1, 1))
    assert str(refused.value) == (
        "setting AKIMWATCH_FORCE_UNTIL (laid over order.toml): "
        "force ends on 2024-01-01, before it begins on 2024-04-25; set force_until right"
    )


def test_a_missing_or_foreign_order_file_is_told_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.toml: there is no such file"):
        load_order(tmp_path / "nowhere.toml")
    with pytest.raises(BadInput, match=r"cannot be read \(Is a directory\)"):
        load_order(tmp_path)
    (tmp_path / "foreign.toml").write_bytes("имя".encode("cp1251"))
    with pytest.raises(BadInput, match=r"foreign\.toml: not UTF-8"):
        load_order(tmp_path / "foreign.toml")
