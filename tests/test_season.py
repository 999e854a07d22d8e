"""Words of the season: what is told on the days around does not say which sitting of a day is meant."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inference_world import day
from model_world import sighting

from models.likeness import Rarity
from models.occasions import find_occasions
from models.records import Sighting
from models.season import AROUND, Season

DAY = day("2025-04-10")
FLOOD = frozenset({"паводок", "дамба"})


def days_from(start: int, number: int) -> list[tuple[int, int]]:
    return [(n, n) for n in range(start, start + number)]


def told_on(days: list[tuple[int, int]], stems: frozenset[str] = FLOOD) -> Season:
    """A season of accounts that leave open the days from the first to the last, counted from DAY."""
    return Season((DAY + timedelta(days=first), DAY + timedelta(days=last), True, stems) for first, last in days)


def test_what_was_told_on_many_days_before_or_behind_has_a_share_of_them() -> None:
    for start in (-10, 1):
        assert told_on(days_from(start, 10)).shares(["дамба", "уголь"], DAY, DAY) == pytest.approx({"дамба": 10 / 30})


def test_accounts_that_may_be_of_the_sitting_itself_do_not_count() -> None:
    season = told_on([(0, 0), (-2, 0), (0, 2), (-5, 5)])
    assert season.shares(FLOOD, DAY, DAY) == {}


def test_an_undated_account_printed_later_may_be_of_the_sitting_itself_and_does_not_count() -> None:
    for first, counts in ((-5, True), (3, False)):
        undated = Season([(DAY + timedelta(days=first), DAY + timedelta(days=first + 2), False, FLOOD)])
        assert bool(undated.shares(FLOOD, DAY, DAY)) == counts


def test_several_accounts_of_one_other_day_count_once() -> None:
    assert told_on([(-3, -3)] * 5).shares(FLOOD, DAY, DAY) == told_on([(-3, -3)]).shares(FLOOD, DAY, DAY)


def test_what_lies_further_off_is_another_season() -> None:
    beyond = AROUND.days + 1
    assert told_on([(-beyond, -beyond), (beyond, beyond)]).shares(FLOOD, DAY, DAY) == {}
    assert told_on([(1 - beyond, 1 - beyond), (beyond - 1, beyond - 1)]).shares(FLOOD, DAY, DAY).keys() == FLOOD


def test_likeness_beside_a_season_is_never_more_and_without_one_the_same() -> None:
    one, other = (frozenset({"паводок", *(f"{name}{n}" for n in range(6))}) for name in ("насос", "мост"))
    rarity = Rarity([one, other])
    plain = rarity.likeness(one, other)
    assert rarity.likeness_beside(one, other, lambda stems: {}) == plain
    assert rarity.likeness_beside(one, other, lambda stems: dict.fromkeys(stems, 0.5)) == 0.0 < plain


OF_FLOODS = ("дамбы на Тоболе", "насосы", "эвакуация посёлков", "мешки с песком", "паводковые воды", "гидропосты")
AROUND_IT = ("03", "04", "05", "07", "08", "09", "11", "12", "14", "15")  # April


def told_of_floods(name: str, own: str, on: str = "2025-04-10") -> Sighting:
    """An account of floods in an order of its own, so that no two are copies."""
    floods = ", ".join(random.Random(name).sample(OF_FLOODS, len(OF_FLOODS)))
    return sighting(name, f"Аким области: {floods}; {own}", first=on, on=on)


def occasions_of_the_day(*told: Sighting) -> int:
    return sum(one.start == DAY for one in find_occasions(told))


def test_two_sittings_of_one_day_are_not_made_one_by_what_is_told_all_these_days() -> None:
    two = told_of_floods("a", "резерв бюджета, Лисаковск"), told_of_floods("b", "тарифы котельных, Аркалык")
    daily = [told_of_floods(f"d{n}", f"мост {n}", on=f"2025-04-{n}") for n in AROUND_IT]
    assert occasions_of_the_day(*two) == 1  # with nothing around, all that is known is that both tell of floods
    assert occasions_of_the_day(*two, *daily) == 2


def test_one_sitting_of_a_season_stays_one_by_what_only_it_told() -> None:
    own = "резерв бюджета, Лисаковск, тарифы котельных, вагоны угля, Аркалык"
    daily = [told_of_floods(f"d{n}", f"мост {n}", on=f"2025-04-{n}") for n in AROUND_IT]
    assert occasions_of_the_day(told_of_floods("a", own), told_of_floods("b", own), *daily) == 1


SOME = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 4), st.frozensets(st.sampled_from("абвгд"))), max_size=15
)


@given(SOME, st.randoms(use_true_random=False))
def test_neither_order_nor_giving_one_twice_changes_a_share(
    told: list[tuple[int, int, frozenset[str]]], chance: random.Random
) -> None:
    accounts = [(DAY + timedelta(days=n), DAY + timedelta(days=n + wide), n % 2 == 0, stems) for n, wide, stems in told]
    again = [*accounts, *chance.sample(accounts, chance.randrange(len(accounts) + 1))]
    chance.shuffle(again)
    assert Season(again).shares("абвгд", DAY, DAY) == Season(accounts).shares("абвгд", DAY, DAY)
    assert all(0.0 < share < 1.0 for share in Season(accounts).shares("абвгд", DAY, DAY).values())
