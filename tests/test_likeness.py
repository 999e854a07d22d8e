"""Likeness of two accounts: rare words tell, words of every account do not, and no order of anything matters."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from models.likeness import Rarity, bodies_in, telling_stems

ACCOUNTS = st.lists(st.frozensets(st.sampled_from("абвгдежзик"), max_size=8), min_size=2, max_size=12)


def test_forms_of_a_word_are_one_and_particles_are_none() -> None:
    assert telling_stems("На совещании о воде") == telling_stems("совещание, и вода")


def test_yo_and_capitals_tell_nothing() -> None:
    assert telling_stems("Отчёт ЗАСЛУШАЛИ") == telling_stems("отчет заслушали")


def test_numbers_are_words_however_short() -> None:
    assert telling_stems("3,5 млрд и 7 дней") >= {"3,5", "7"}


def test_words_of_office_names_of_regions_and_of_their_heads_tell_nothing() -> None:
    stems = telling_stems("Аким Костанайской области Кумар Аксакалов провёл заседание, вчера, Костанай")
    assert Rarity([stems]).weight(stems) == 0.0


def test_what_the_press_says_daily_weighs_less_than_what_it_seldom_says() -> None:
    (daily,), (seldom,) = telling_stems("жители"), telling_stems("дымосос")
    rarity = Rarity([frozenset({daily, seldom})])
    assert 0.0 <= rarity.weight([daily]) < rarity.weight([seldom])


def test_what_a_years_accounts_of_a_region_all_say_tells_nothing() -> None:
    rarity = Rarity([frozenset({"тобол", f"слово{n}"}) for n in range(300)])
    assert rarity.weight(["тобол"]) == 0.0 < rarity.weight(["слово7"])


def test_an_account_that_tells_nothing_is_like_no_other() -> None:
    rarity = Rarity([frozenset(), frozenset({"уголь"})])
    assert rarity.likeness(frozenset(), frozenset({"уголь"})) == 0.0
    assert rarity.likeness(frozenset(), frozenset()) == 0.0


def test_a_short_note_within_a_long_report_is_wholly_alike() -> None:
    short = frozenset(f"слово{n}" for n in range(10))
    long = short | {"сев", "вода"}
    assert Rarity([short, long]).likeness(short, long) == 1.0


def test_a_note_of_one_word_is_like_nothing_by_that_word() -> None:
    short, long = frozenset({"дымосос"}), frozenset({"дымосос", "котельн", "угл"})
    assert Rarity([short, long]).likeness(short, long) < 0.2


def test_a_body_is_named_by_all_its_words_in_any_form() -> None:
    assert bodies_in(telling_stems("на сессии областного маслихата"))
    assert bodies_in(telling_stems("заседание комиссии по ЧС")) == bodies_in(
        telling_stems("Комиссия по чрезвычайным ситуациям")
    )
    assert not bodies_in(telling_stems("депутаты маслихата встретились с жителями"))


@given(ACCOUNTS)
def test_likeness_is_a_share_and_the_same_both_ways(accounts: list[frozenset[str]]) -> None:
    rarity = Rarity(accounts)
    for one in accounts:
        for other in accounts:
            alike = rarity.likeness(one, other)
            assert 0.0 <= alike <= 1.0
            assert alike == rarity.likeness(other, one)
            assert alike == 0.0 or one & other


@given(ACCOUNTS, st.randoms(use_true_random=False))
def test_no_order_of_accounts_or_words_changes_a_bit_of_it(
    accounts: list[frozenset[str]], chance: random.Random
) -> None:
    shuffled = chance.sample(accounts, len(accounts))
    words = sorted(frozenset().union(*accounts))
    once, again = Rarity(accounts), Rarity(shuffled)
    assert once.weight(words) == again.weight(chance.sample(words, len(words)))
