"""The local day of a moment: Kazakhstan is UTC+5 since 2024-03-01; before, the east and the capital were UTC+6."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
_OWN_OFFSETS = (timedelta(hours=5), timedelta(hours=6))  # an offset of Kazakhstan's is the source's own wall clock


def local_day(moment: datetime) -> date:
    """The calendar day that a reader in Kazakhstan had at `moment`.

    A moment that carries one of the country's own offsets keeps its wall clock (a western site at 23:30+05:00 in
    2023 meant that day); any other is shown on Almaty's clock, or keeps its own day at the very ends of the
    calendar, where Almaty's lies outside. A naive moment is refused with ValueError.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    if offset in _OWN_OFFSETS:
        return moment.date()
    try:
        return moment.astimezone(ALMATY).date()
    except OverflowError:  # a broken clock's year 1 or 9999
        return moment.date()
