"""The local day of a moment: Kazakhstan is UTC+5 since 2024-03-01; before, the east and the capital were UTC+6."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
_OWN_OFFSETS = (timedelta(hours=5), timedelta(hours=6))  # an offset of Kazakhstan's is the source's own wall clock


def local_day(moment: datetime) -> date:
    """The calendar day that a reader in Kazakhstan had at `moment`.

    A moment that carries one of the country's own offsets keeps its wall clock (a western site at 23:30+05:00 in
    2023 meant that day); any other is shown on Almaty's clock. A naive moment is refused with ValueError.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    return (moment if offset in _OWN_OFFSETS else moment.astimezone(ALMATY)).date()
