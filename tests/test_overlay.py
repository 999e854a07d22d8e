"""One table of heads of regions laid over another: on each day the upper one's word, else the lower's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.settings import Settings
from models.overlay import overlaid
from models.registry import Registry, load_registry
from models.terms import Capacity, Origin, Precision, Tenure

REGIONS = ("KZ-39", "KZ-55")
FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(-3, 44)]
_REGIONS = [load_registry().regions[iso] for iso in REGIONS]


def term(
    surname: str,
    since: int,
    until: int | None = None,
    *,
    region: str = "KZ-39",
    origin: Origin = "own",
    capacity: Capacity = "akim",
    ends: Precision = "day",
) -> Tenure:
    """In days from the first one."""
    return Tenure(
        region=region, surname=surname, given="Иван" if surname else "", patronymic=None, capacity=capacity,
        since=FIRST + timedelta(days=since), since_precision="day",
        until=None if until is None else FIRST + timedelta(days=until),
        until_precision=None if until is None else ends,
        confidence="high", source="me", note="", origin=origin,
    )  # fmt: skip


@st.composite
def tables(draw: st.DrawFn, origin: Origin) -> list[Tenure]:
    """Tables as they are taken: terms one after another with and without gaps, some running over into the next."""
    made = []
    for region in REGIONS:
        starts = sorted(draw(st.sets(st.integers(0, 40), max_size=4)))
        for n, since in enumerate(starts):
            last = n + 1 == len(starts)
            until = draw(st.none() | st.integers(since + 1, 42) if last else st.integers(since + 1, starts[n + 1] + 2))
            surname = draw(st.sampled_from(("Первый", "Второй", "")))
            made.append(
                term(
                    surname, since, until, region=region, origin=origin, ends="approx",
                    capacity="akim" if surname else "vacant",
                )
            )  # fmt: skip
    return draw(st.permutations(made))


def said(terms: Sequence[Tenure], region: str, day: date) -> tuple[str, Capacity, Origin] | None:
    found = Registry(_REGIONS, terms).term_on(region, day)
    return (found.akim, found.capacity, found.origin) if found else None


@given(lower=tables("built-in"), upper=tables("own"))
def test_on_each_day_the_upper_table_holds_where_it_says_something_and_the_lower_one_elsewhere(
    lower: list[Tenure], upper: list[Tenure]
) -> None:
    both = overlaid(lower, upper)
    for region in REGIONS:
        for day in DAYS:
            assert said(both, region, day) == (said(upper, region, day) or said(lower, region, day)), (region, day)


@given(lower=tables("built-in"), upper=tables("own"), data=st.data())
def test_the_order_of_the_rows_says_nothing(lower: list[Tenure], upper: list[Tenure], data: st.DataObject) -> None:
    again = overlaid(data.draw(st.permutations(lower)), data.draw(st.permutations(upper)))
    assert overlaid(lower, upper) == again


@given(lower=tables("built-in"), upper=tables("own"))
def test_the_upper_terms_stay_as_they_are_and_no_term_is_without_days(lower: list[Tenure], upper: list[Tenure]) -> None:
    both = overlaid(lower, upper)
    assert [one for one in both if one.origin == "own"] == sorted(upper, key=lambda t: (t.region, t.since))
    assert all(one.until is None or one.since < one.until for one in both)
    keys = [(one.region, one.surname, one.since) for one in both]
    assert len(keys) == len(set(keys)), "rows of the table `officials` are told apart by these"


def test_a_term_still_running_ends_nothing_before_it_and_leaves_nothing_behind_it() -> None:
    lower = [term("Старый", 0, 10, origin="built-in"), term("Другой", 10, origin="built-in")]
    assert [(one.akim, one.since, one.until) for one in overlaid(lower, [term("Новый", 5)])] == [
        ("Старый Иван", FIRST, FIRST + timedelta(days=5)),
        ("Новый Иван", FIRST + timedelta(days=5), None),
    ]


def test_behind_a_term_that_ended_the_lower_table_speaks_again() -> None:
    both = overlaid([term("Старый", 0, origin="built-in")], [term("", 5, 8, capacity="vacant")])
    assert [(one.akim.strip(), one.capacity, one.since.day, one.until and one.until.day) for one in both] == [
        ("Старый Иван", "akim", 1, 6), ("", "vacant", 6, 9), ("Старый Иван", "akim", 9, None)
    ]  # fmt: skip


def test_a_cut_is_as_exact_as_the_day_that_made_it() -> None:
    both = overlaid([term("Старый", 0, origin="built-in")], [term("Новый", 5, 8, ends="approx")])
    assert [(one.since_precision, one.until_precision) for one in both] == [
        ("day", "day"), ("day", "approx"), ("approx", None)
    ]  # fmt: skip


LINE = "KZ-47,Иванов,Иван,,akim,2026-02-01,day,,,high,me,\n"
HEADER = "region,surname,given,patronymic,capacity,since,since_precision,until,until_precision,confidence,source,note\n"


def test_a_table_in_the_data_folder_is_laid_over_unless_another_is_named(tmp_path: Path) -> None:
    assert Settings(data=tmp_path).own_officials is None
    beside, named = tmp_path / "officials.csv", tmp_path / "mine.csv"
    beside.write_text(HEADER + LINE, encoding="utf-8")
    assert Settings(data=tmp_path).own_officials == beside
    assert Settings(data=tmp_path, officials=named).own_officials == named
    head = load_registry(Settings(data=tmp_path).own_officials).akim_on("KZ-47", date(2026, 3, 1))
    assert head is not None
    assert (head.akim, head.origin) == ("Иванов Иван", "own")


@pytest.mark.parametrize("iso", sorted(load_registry().regions))
def test_the_built_in_table_laid_over_itself_names_the_same_heads(iso: str) -> None:
    own = load_registry()
    twice = Registry(own.regions.values(), overlaid(own.tenures, own.tenures))
    start = date(2019, 1, 1)
    for day in (start + timedelta(days=n) for n in range(2800)):
        assert twice.term_on(iso, day) == own.term_on(iso, day)
