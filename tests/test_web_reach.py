"""Coverage is claimed for a day only when the list must have shown all of it."""

from __future__ import annotations

from datetime import date

from extractors.web.reach import Reach, find_reach

TODAY = date(2024, 10, 17)
BACK = date(2024, 10, 10)


def days(*numbers: int) -> list[date]:
    return [date(2024, 10, number) for number in numbers]


def reach(*numbers: int, fewest: int = 1, ordered: bool = True, back_to: date = BACK) -> tuple[date | None, bool]:
    found = find_reach(days(*numbers), ordered=ordered, fewest=fewest, back_to=back_to, today=TODAY)
    return found.day, found.complete


def test_the_oldest_day_of_a_list_is_not_whole() -> None:
    assert reach(17, 17, 16, 15, 14) == (date(2024, 10, 14), False)


def test_a_list_that_goes_beyond_the_day_asked_for_holds_that_day_whole() -> None:
    assert reach(17, 15, 12, 10, 9) == (BACK, True)


def test_a_list_that_ends_on_the_day_asked_for_does_not_hold_it_whole() -> None:
    assert reach(17, 15, 12, 10) == (BACK, False)


def test_nothing_earlier_than_the_day_asked_for_is_claimed() -> None:
    assert reach(17, 14, 11, 8, 3) == (BACK, True)


def test_a_pinned_old_item_on_top_proves_nothing() -> None:
    assert reach(1, 17, 17, 16) == (date(2024, 10, 16), False)


def test_a_list_out_of_order_proves_nothing() -> None:
    assert reach(15, 17, 14, 16, 13, 17, 12, 17, 16)[0] is None


def test_an_old_item_in_the_middle_proves_nothing() -> None:
    assert reach(17, 2, 16, 15) == (date(2024, 10, 15), False)


def test_popular_items_under_the_newest_prove_nothing() -> None:
    assert reach(17, 17, 16, 5, 4) == (date(2024, 10, 16), False)


def test_at_a_busy_site_two_empty_days_are_not_believed() -> None:
    assert reach(17, 17, 14, 13, fewest=35) == (date(2024, 10, 17), False)
    assert reach(17, 17, 14, 13, fewest=1) == (date(2024, 10, 13), False)


def test_a_small_site_may_be_silent_for_weeks() -> None:
    found = find_reach([date(2024, 10, 1), date(2024, 9, 5)], ordered=True, fewest=0, back_to=BACK, today=TODAY)
    assert found == Reach(day=BACK, complete=True)


def test_a_list_whose_newest_item_is_old_may_be_frozen() -> None:
    found = find_reach(days(2, 1), ordered=True, fewest=1, back_to=date(2024, 9, 1), today=TODAY)
    assert (found.day, found.frozen) == (None, True)
    assert "2024-10-02" in (found.reason or "")


def test_a_list_without_dates_says_nothing() -> None:
    assert find_reach([], ordered=True, fewest=1, back_to=BACK, today=TODAY).day is None


def test_the_order_of_a_sitemap_does_not_matter() -> None:
    assert reach(14, 17, 15, 16, ordered=False) == (date(2024, 10, 14), False)
