"""The local day of a moment, across the change of clocks of 1 March 2024."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.zone import local_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-06-13T23:59:00+05:00", date(2025, 6, 13)),
        ("2025-06-13T19:00:00+00:00", date(2025, 6, 14)),  # midnight in Almaty
        ("2025-06-13T18:59:59+00:00", date(2025, 6, 13)),
        ("2023-06-13T18:00:00+00:00", date(2023, 6, 14)),  # Almaty was UTC+6
        ("2023-06-13T23:30:00+05:00", date(2023, 6, 13)),  # a western site's own evening
        ("2023-06-13T23:30:00+06:00", date(2023, 6, 13)),
        ("2024-02-29T23:30:00+06:00", date(2024, 2, 29)),
        ("2024-03-01T00:30:00+05:00", date(2024, 3, 1)),
        ("2025-06-14T00:30:00+03:00", date(2025, 6, 14)),
        ("2025-06-13T22:30:00+03:00", date(2025, 6, 14)),
    ],
)
def test_a_moment_has_the_day_that_a_reader_in_kazakhstan_had(moment: str, day: date) -> None:
    assert local_day(datetime.fromisoformat(moment)) == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [("9999-12-31T23:00:00+00:00", date(9999, 12, 31)), ("0001-01-01T03:00:00+08:00", date(1, 1, 1))],
)
def test_a_broken_clock_at_the_ends_of_the_calendar_still_has_a_day(moment: str, day: date) -> None:
    assert local_day(datetime.fromisoformat(moment)) == day


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        local_day(datetime(2025, 6, 13, 12))
