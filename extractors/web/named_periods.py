"""Which days a sitemap can hold by its own address: many archives keep one file a month, some one a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from models.order import Window, add_months

# A file named by a month of UTC begins and ends with hours of its neighbours' days here.
MARGIN = timedelta(days=1)
# A file named by a day may be that day's, or that of the week that it begins or ends.
_DAYS_EDGE = timedelta(days=7)

# /sitemap-2024-04.xml, /sitemap/2024/04/, sitemap-pt-post-2024-04.xml, /sitemap_20240415.xml.gz
_IN_PATH = re.compile(r"(?<!\d)(?P<y>20\d{2})[-_/.]?(?P<m>0[1-9]|1[0-2])(?:[-_/.]?(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)")
_YEAR = re.compile(r"(?:^|&)(?:yyyy|year|y)=(20\d{2})(?:&|$)", re.I)  # ?yyyy=2024&mm=04&dd=15
_MONTH = re.compile(r"(?:^|&)(?:mm|month|m)=(0?[1-9]|1[0-2])(?:&|$)", re.I)
_DAY = re.compile(r"(?:^|&)(?:dd|day|d)=(0?[1-9]|[12]\d|3[01])(?:&|$)", re.I)


def period_named(url: str) -> Window | None:
    """The days that a file so named may hold, with a margin at both ends; None for a name without a month."""
    parts = urlsplit(url)
    if (year := _YEAR.search(parts.query)) is not None:
        month, day = _MONTH.search(parts.query), _DAY.search(parts.query)
        return _period(year[1], month and month[1], day and day[1])
    found = _IN_PATH.search(parts.path)
    return _period(found["y"], found["m"], found["d"]) if found else None


def _period(year: str, month: str | None, day: str | None) -> Window | None:
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:  # 31 April
        return None
    if month and day:
        return Window(start=first - _DAYS_EDGE, end=first + _DAYS_EDGE)
    after = add_months(first, 1 if month else 12)
    return Window(start=first - MARGIN, end=after)
