"""Likeness of two accounts: rare words tell, words of every account do not, and no order of anything matters."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from models.likeness import Rarity, telling_stems

ACCOUNTS = st.lists(st.frozensets(st.sampled_from("абвгдежзик"), max_size=8), min_size=2, max_size=12)


def test_forms_of_a_word_are_one_and_particles_are_none() -> None:
    assert telling_stems("На совещании о воде") == telling_stems("совещание, и вода")


def test_yo_and_capitals_tell_nothing() -> None:
    assert telling_stems("Отчёт ЗАСЛУШАЛИ") == telling_stems("отчет заслушали")


def test_numbers_are_words_however_short() -> None:
    assert telling_stems("3,5 млрд и 7 дней") >= {"3,5", "7"}


def test_what_every_account_says_weighs_less_than_what_few_say() -> None:
    rarity = Rarity([frozenset({"аким", "уголь"}), frozenset({"аким", "уголь"}), frozenset({"аким", "сев"})])
    assert 0 < rarity.weight(["аким"]) < rarity.weight(["уголь"]) < rarity.weight(["сев"])


def test_an_account_that_tells_nothing_is_like_no_other() -> None:
    rarity = Rarity([frozenset(), frozenset({"уголь"})])
    assert rarity.likeness(frozenset(), frozenset({"уголь"})) == 0.0
    assert rarity.likeness(frozenset(), frozenset()) == 0.0


def test_a_short_note_within_a_long_report_is_wholly_alike() -> None:
    short, long = frozenset({"уголь"}), frozenset({"уголь", "сев", "вода"})
    assert Rarity([short, long]).likeness(short, long) == 1.0


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
