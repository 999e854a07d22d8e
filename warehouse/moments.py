"""Moments out of the database: microseconds since 1970 and the offset they were told with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from warehouse.rows import CREDIBLE_YEARS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST = (datetime(CREDIBLE_YEARS.start, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LAST = (datetime(CREDIBLE_YEARS.stop, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_MOST_OFFSET = 24 * 60 - 1  # minutes: Python's clocks are less than a day from UTC


def moment_utc(microseconds: int) -> datetime:
    """The moment; one that no clock of ours can have shown is the first or last that it can."""
    return _EPOCH + timedelta(microseconds=min(max(microseconds, _FIRST), _LAST))


def moment(microseconds: int | None, offset: int | None) -> datetime | None:
    """The moment on the clock on which it was told; None for one that cannot be: one odd row spoils no run."""
    if microseconds is None or not _FIRST <= microseconds <= _LAST:
        return None
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(_clock(offset or 0))


@cache
def _clock(offset: int) -> timezone:
    return timezone(timedelta(minutes=min(max(offset, -_MOST_OFFSET), _MOST_OFFSET)))
