"""Time: the country's zone as Python and DuckDB know it, and a clock that has not been set back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb

from flows.doctor.check import Check, Visit, fail, ok

_ZONE = "Asia/Almaty"
# The country went over to UTC+5 on 2024-03-01; zone data from before that year puts every day's end an hour off.
_KNOWN = ((datetime(2024, 2, 1, 12, tzinfo=UTC), 6), (datetime(2024, 3, 1, 12, tzinfo=UTC), 5))
_SHOWN_BY_DUCKDB = "SELECT $at::TIMESTAMPTZ AT TIME ZONE $zone"
_BEGINNING = datetime(2024, 4, 25, tzinfo=UTC)  # of the order: a clock before it was never set


def checks(visit: Visit) -> Iterator[Check]:
    """Two checks: zone data, and the clock against the last row recorded."""
    yield _zone()
    yield _clock(visit)


def _zone() -> Check:
    try:
        zone = ZoneInfo(_ZONE)
    except ZoneInfoNotFoundError:
        return fail("time zone", f"{_ZONE} is not known here", "install the package tzdata (`make install` does)")
    seen = [at.astimezone(zone).utcoffset() == timedelta(hours=hours) for at, hours in _KNOWN]
    if not all(seen):
        told = f"{_ZONE} is not UTC+5 since 2024-03-01: the zone data are from before 2024"
        return fail("time zone", told, "bring the system's tzdata up to date (apt-get install tzdata)")
    with duckdb.connect(":memory:") as connection:
        for at, hours in _KNOWN:
            (shown,) = connection.execute(_SHOWN_BY_DUCKDB, {"at": at, "zone": _ZONE}).fetchone() or (None,)
            if shown != at.replace(tzinfo=None) + timedelta(hours=hours):
                return fail(
                    "time zone", f"DuckDB puts {at:%Y-%m-%d} in {_ZONE} at {shown}", "install duckdb as it is pinned"
                )
    return ok("time zone", f"{_ZONE}, UTC+5 since 2024-03-01, in Python and in DuckDB")


def _clock(visit: Visit) -> Check:
    now, last = visit.now.astimezone(UTC), visit.stored.last_recorded
    stands = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < _BEGINNING:
        return fail("clock", f"it stands at {stands}, before the order was given", "set the clock (timedatectl)")
    if last is not None and now < last:
        return fail(
            "clock",
            f"it stands at {stands}, before the last row recorded ({last:%Y-%m-%d %H:%M:%S} UTC)",
            "set the clock (timedatectl); until then every run is refused",
        )
    after = f", after the last row recorded ({last:%Y-%m-%d %H:%M})" if last else ""
    return ok("clock", stands + after)
