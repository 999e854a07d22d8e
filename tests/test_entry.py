"""Which sources enter the model of coverage: those covered on four fifths of the year, or of what there is of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from inference_world import day

from models.coverage import NOTHING_SEEN, Coverage
from models.entry import entered, first_day_covered

_AS_OF = day("2025-06-22")
_LONG_AGO = day("2020-01-01")
_YEAR = [day("2024-06-22") + timedelta(days=n) for n in range(366)]


def _coverage(*days: date, region: str | None = None, **others: Iterable[date]) -> Coverage:
    own = {(key, None): frozenset(covered) for key, covered in others.items()}
    return Coverage(sources=(), days={("paper", region): frozenset(days), **own})


def test_a_source_covered_on_every_day_of_the_year_enters() -> None:
    entry = entered(_coverage(*_YEAR), "paper", _AS_OF, _LONG_AGO)
    assert (entry.source, entry.entered, entry.share, entry.since) == ("paper", True, 1.0, _YEAR[0])
    assert entry.reason == "covered on 366 of 366 days since 2024-06-22 (100%)"


def test_exactly_four_fifths_are_enough_and_a_day_less_is_not() -> None:
    begun = _AS_OF - timedelta(days=99)
    days = [begun + timedelta(days=n) for n in range(80)]
    assert entered(_coverage(*days), "paper", _AS_OF, begun).entered
    poorer = entered(_coverage(*days[1:]), "paper", _AS_OF, begun)
    assert (poorer.entered, poorer.share, poorer.since) == (False, 0.79, days[1])
    assert poorer.reason == (
        "covered on 79 of 100 days since 2025-03-15 (79%), 80% needed: a back-fill from 2025-03-15 would let it in"
    )


def test_a_fortnights_watching_does_not_enter_and_a_back_fill_lets_it_in() -> None:
    watched = _YEAR[-14:]
    assert not entered(_coverage(*watched), "paper", _AS_OF, _LONG_AGO).entered
    assert entered(_coverage(*_YEAR[40:]), "paper", _AS_OF, _LONG_AGO).entered


def test_days_before_anything_was_collected_are_asked_of_nobody() -> None:
    """In its first month an installation judges its sources by that month."""
    both = _coverage(*_YEAR[-30:], late=_YEAR[-10:])
    first = first_day_covered(both)
    assert first == _YEAR[-30]
    assert entered(both, "paper", _AS_OF, first).entered
    assert not entered(both, "late", _AS_OF, first).entered


def test_days_older_than_a_year_or_later_than_the_day_asked_of_do_not_count() -> None:
    old = [_YEAR[0] - timedelta(days=n) for n in range(1, 500)]
    late = [_AS_OF + timedelta(days=n) for n in range(1, 500)]
    assert entered(_coverage(*old, *late), "paper", _AS_OF, _LONG_AGO).share == 0.0


def test_a_source_whose_lists_were_never_read_is_named_plainly() -> None:
    entry = entered(NOTHING_SEEN, "paper", _AS_OF, _LONG_AGO)
    assert (entry.entered, entry.share, entry.since) == (False, 0.0, None)
    assert entry.reason == "no list of it was ever read over any time; a back-fill from 2024-06-22 would let it in"
    assert first_day_covered(NOTHING_SEEN) is None


def test_the_days_of_a_portals_regional_lists_count_together() -> None:
    lists = {("govkz", "KZ-11"): frozenset(_YEAR), ("govkz", "KZ-15"): frozenset(_YEAR[183:])}
    entry = entered(Coverage(sources=(), days=lists), "govkz", _AS_OF, _LONG_AGO)
    assert (entry.entered, entry.share) == (False, 0.75)
    assert entry.reason.startswith("covered on 549 of 732 days of its 2 lists since 2024-06-22 (75%)")


def test_a_day_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is covered before 2025-06-22"):
        entered(NOTHING_SEEN, "paper", _YEAR[0], _AS_OF)
