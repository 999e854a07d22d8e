"""Who headed a region in a window: every day once, with how sure its borders are, and in words for a verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day, event, presence

from models.heads import Head, disputed_head, heads_between, in_office, reasons
from models.order import Window
from models.registry import Registry, load_registry
from models.terms import read_terms

REGISTRY = load_registry()
_HEADER = "region,surname,given,patronymic,capacity,since,since_precision,until,until_precision,confidence,source,note"


def window(start: str, end: str) -> Window:
    return Window(start=day(start), end=day(end))


def heads(region: str, start: str, end: str, registry: Registry = REGISTRY) -> tuple[Head, ...]:
    return heads_between(registry, region, window(start, end))


def told(region: str, start: str, end: str, registry: Registry = REGISTRY) -> tuple[str, ...]:
    return reasons(heads(region, start, end, registry))


def with_terms(*lines: str) -> Registry:
    """The twenty regions under heads of one's own."""
    table = "\n".join((_HEADER, *lines))
    return Registry(REGISTRY.regions.values(), read_terms(table, "mine.csv", REGISTRY.regions))


def test_one_akim_all_the_time_is_one_head_and_no_reason() -> None:
    (head,) = heads("KZ-39", "2025-05-15", "2025-07-15")
    assert (head.akim, head.capacity, head.start, head.end) == (
        *("Аксакалов Кумар", "akim"),
        *(day("2025-05-15"), day("2025-07-15")),
    )
    assert (head.start_precision, head.end_precision, head.note) == (None, None, None)
    assert reasons((head,)) == ()


def test_a_change_inside_the_window_is_told_with_both_days() -> None:
    assert told("KZ-47", "2024-04-25", "2024-06-24") == (
        "the head changed inside the window: Ногаев Нурлан until 2024-05-16, Килыбай Нурдаулет from 2024-05-17",
    )


def test_a_stated_vacancy_is_not_an_unknown_head() -> None:
    before, nobody, after = heads("KZ-63", "2025-01-15", "2025-03-15")
    assert (nobody.akim, nobody.capacity) == (None, "vacant")
    assert (nobody.start, nobody.end) == (day("2025-02-14"), day("2025-02-16"))
    assert (before.end_precision, nobody.start_precision, nobody.end_precision) == ("day", "day", "day")
    assert after.akim == "Сактаганов Нурымбет"
    assert told("KZ-63", "2025-01-15", "2025-03-15")[1:] == ("nobody held the office 2025-02-14..2025-02-16",)


def test_a_gap_of_the_table_is_unknown_and_says_which_border_is_not_exact() -> None:
    _, gap, _ = heads("KZ-11", "2023-08-01", "2023-09-30")
    assert (gap.capacity, gap.akim, gap.start_precision, gap.end_precision) == ("unknown", None, "approx", "day")
    assert told("KZ-11", "2023-08-01", "2023-09-30") == (
        "the head changed inside the window: Маржикпаев Ермек until about 2023-08-31, Ахметжанов Марат from 2023-09-05",
        "the table of officials names nobody for about 2023-09-01..2023-09-04",
    )


def test_a_region_without_a_line_is_unknown_on_all_days() -> None:
    nobody = with_terms()
    assert told("KZ-39", "2025-05-01", "2025-05-31", nobody) == (
        "the table of officials names nobody for all days of the window (2025-05-01..2025-05-31)",
    )
    assert in_office(nobody, "KZ-39", day("2025-05-01")).capacity == "unknown"


def test_an_acting_head_is_named_as_acting_between_two_akims() -> None:
    assert told("KZ-55", "2022-11-15", "2022-12-31") == (
        "the head changed inside the window: Скаков Абылкаир until 2022-11-30, "
        "Крук Олег from 2022-12-01 until 2022-12-06, Байханов Асаин from 2022-12-07",
        "acting: Крук Олег 2022-12-01..2022-12-06",
    )
    assert in_office(REGISTRY, "KZ-55", day("2022-12-03")).capacity == "acting"


def test_who_acted_first_and_was_appointed_then_is_no_change_of_head() -> None:
    registry = with_terms(
        "KZ-39,Иванов,Иван,,acting,2025-01-01,day,2025-02-01,day,high,me,",
        "KZ-39,Иванов,Иван,,akim,2025-02-01,day,,,high,me,",
    )
    assert told("KZ-39", "2025-01-15", "2025-03-15", registry) == ("acting: Иванов Иван 2025-01-15..2025-01-31",)


def test_who_was_appointed_anew_is_one_head() -> None:
    registry = with_terms(
        "KZ-39,Иванов,Иван,,akim,2024-01-01,day,2025-02-01,day,high,me,",
        "KZ-39,Иванов,Иван,,akim,2025-02-01,day,,,high,me,",
    )
    assert len(heads("KZ-39", "2025-01-15", "2025-03-15", registry)) == 1


def test_a_date_that_is_only_about_right_is_told_as_such() -> None:
    (change,) = told("KZ-62", "2025-01-01", "2025-02-28")
    assert change.endswith("Абдыгалиулы Берик until about 2025-01-31, Рыспеков Дастан from about 2025-02-01")
    (month,) = told("KZ-23", "2022-03-01", "2022-04-30")
    assert "until about 2022-03-31 (the table gives the month)" in month


def test_the_border_of_an_overlap_is_the_later_appointment() -> None:
    registry = with_terms(
        "KZ-39,Старый,Иван,,akim,2020-01-01,year,2024-12-31,year,low,me,",
        "KZ-39,Новый,Иван,,akim,2024-10-01,month,,,low,me,",
    )
    old, new = heads("KZ-39", "2024-09-01", "2024-12-31", registry)
    assert (old.end, old.end_precision, new.start_precision) == (day("2024-09-30"), "month", "month")


def test_before_a_region_was_cut_out_the_mothers_head_is_meant() -> None:
    mother, gap, own = heads("KZ-10", "2022-05-01", "2022-06-30")
    assert (mother.region, mother.akim, mother.end) == ("KZ-10", "Ахметов Даниал", day("2022-06-07"))
    assert (
        mother.note == "before 2022-06-08 part of KZ-63 Восточно-Казахстанская область, whose head is meant until then"
    )
    assert (gap.capacity, gap.start, gap.end) == ("unknown", day("2022-06-08"), day("2022-06-10"))
    assert (own.akim, own.start, own.note) == ("Уранхаев Нурлан", day("2022-06-11"), None)
    assert (mother.end_precision, gap.start_precision) == ("day", "day")
    assert told("KZ-10", "2022-05-01", "2022-06-30")[-1] == (
        "before 2022-06-08 part of KZ-63 Восточно-Казахстанская область, whose head is meant until then"
    )


def test_a_region_that_lost_territory_keeps_its_own_head() -> None:
    assert told("KZ-63", "2022-05-01", "2022-06-30") == ()


@settings(max_examples=150, deadline=None)
@given(
    region=st.sampled_from(sorted(REGISTRY.regions)),
    start=st.dates(date(2018, 1, 1), date(2026, 6, 30)),
    length=st.integers(0, 900),
)
def test_every_day_has_exactly_one_head_and_it_is_the_one_of_the_table(region: str, start: date, length: int) -> None:
    span = Window(start=start, end=start + timedelta(days=length))
    found = heads_between(REGISTRY, region, span)
    assert [one for head in found for one in Window(start=head.start, end=head.end).days()] == list(span.days())
    for head in found:
        for one in (head.start, head.end):
            tenure = REGISTRY.akim_on(REGISTRY.region_on(region, one), one)
            assert head.akim == (tenure.akim if tenure else None)
    for before, after in pairwise(found):
        assert before.end_precision is not None
        assert after.start_precision is not None
    assert all(reason and "None" not in reason for reason in reasons(found))


def named(akim: str | None, start: str, end: str | None = None, *, region: str = "KZ-47", by_name: bool = True) -> str:
    guest = replace(presence(region, "chaired"), akim=akim, named=by_name)
    return disputed_head(REGISTRY, event("e", start, end, region=region, attendance=(guest,)), region) or ""


def test_a_report_that_names_another_than_the_head_in_office_is_a_conflict() -> None:
    assert named("Ногаев Нурлан", "2024-09-01") == "reports name Ногаев Нурлан, in office was Килыбай Нурдаулет"
    assert named("Килыбай Нурдаулет", "2024-09-01") == ""


def test_a_name_on_a_day_without_a_head_is_a_conflict_too() -> None:
    assert named("Аксакалов Кумар", "2023-09-12", region="KZ-59") == (
        "reports name Аксакалов Кумар, nobody held the office"
    )


@pytest.mark.parametrize(
    ("akim", "start", "end", "region"),
    [
        ("Ногаев Нурлан", "2024-05-17", None, "KZ-47"),  # the day of handing over
        ("Ногаев Нурлан", "2024-05-10", "2024-05-21", "KZ-47"),  # an interval that began under him
        ("Абдыгалиулы Берик", "2025-03-10", None, "KZ-62"),  # left «about» 1 February: 45 days
        ("Шапкенов Серик", "2022-03-01", None, "KZ-23"),  # came in April, the table gives the month
        ("Бозумбаев Канат", "2020-06-01", None, "KZ-19"),  # came in 2021, the table gives the year
        ("Ахметов Даниал", "2022-06-01", None, "KZ-10"),  # the mother's head
    ],
)
def test_a_name_inside_the_slack_of_the_tables_dates_is_no_conflict(
    akim: str, start: str, end: str | None, region: str
) -> None:
    assert named(akim, start, end, region=region) == ""


def test_beyond_the_slack_it_is_one() -> None:
    assert named("Абдыгалиулы Берик", "2025-03-18", region="KZ-62").endswith("in office was Рыспеков Дастан")
    assert named("Ногаев Нурлан", "2024-05-20").endswith("in office was Килыбай Нурдаулет")


def test_where_nobody_is_named_or_the_table_knows_nobody_there_is_no_conflict() -> None:
    assert named("Ногаев Нурлан", "2024-09-01", by_name=False) == ""  # the name is the table's own, not the reports'
    assert named(None, "2024-09-01") == ""
    assert named("Ногаев Нурлан", "2010-09-01") == ""
    assert disputed_head(REGISTRY, event("e", "2024-09-01"), "KZ-47") is None


def test_of_two_heads_in_the_events_interval_both_are_named() -> None:
    assert named("Аксакалов Кумар", "2024-05-14", "2024-05-20").endswith("was Ногаев Нурлан or Килыбай Нурдаулет")
