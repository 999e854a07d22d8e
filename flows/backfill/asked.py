"""Which days a back-fill is asked for, and what is odd about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.sources import Site
from models.errors import BadInput
from models.months import months_between
from models.order import Order, Window, add_months

_OLDEST = date(1990, 1, 1)  # before it there was no news site (extractors.web.listdates)
_GIVEN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")  # 2024-04-25, or 2024-04 for the whole month


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The days, first and last included, and remarks: one line for each thing that was not taken as given."""

    span: Window
    remarks: tuple[str, ...] = ()


def days_asked(since: str | None, until: str | None, *, today: date, order: Order) -> Asked:
    """The days between two given as YYYY-MM-DD or YYYY-MM; by default from the order to today.

    What has not come yet is cut off with a remark: nothing can be listed for it. BadInput for what is no day, for days
    that lie in the future altogether, and for an end before the beginning.
    """
    start = _day("--since", since, last=False) or order.force_from
    end = _day("--until", until, last=True) or today
    if start > today:
        raise BadInput(f"--since {start} lies in the future: today is {today}")
    if start > end:
        raise BadInput(f"--since {start} lies after --until {end}: there is no day between them")
    remarks = []
    if end > today:
        remarks.append(f"--until {end} lies in the future: taken as today, {today}")
    if start < order.force_from:
        remarks.append(f"days before the order ({order.force_from}) are collected too; no verdict speaks of them")
    if start < _OLDEST:
        raise BadInput(f"--since {start} lies before {_OLDEST}: there was no news site then")
    return Asked(span=Window(start=start, end=min(end, today)), remarks=tuple(remarks))


def spans_of(asked: Asked, sites: Iterable[Site]) -> tuple[dict[str, Window], Asked]:
    """For each site the days on which it was there, with a remark for each that began later than the first day."""
    spans: dict[str, Window] = {}
    remarks = list(asked.remarks)
    for site in sites:
        start = max(asked.span.start, site.since or asked.span.start)
        if start > asked.span.end:
            remarks.append(f"{site.key}: left out: it began on {site.since}")
            continue
        if start > asked.span.start:
            remarks.append(f"{site.key}: from {start}, when it began")
        spans[site.key] = Window(start=start, end=asked.span.end)
    return spans, replace(asked, remarks=tuple(remarks))


def months_of(span: Window) -> list[Window]:
    """The calendar months of a span, the newest first, the outer ones cut to its days.

    Newest first, because lists are: a paged archive names the newest first, and what is found there bears on today's
    verdicts at once. The order's first months come last; their windows closed long ago and lose nothing by waiting.
    """
    return list(months_between(span.start, span.end))[::-1]


def name_of(month: Window) -> str:
    """2024-04."""
    return f"{month.start:%Y-%m}"


def stretches(days: Iterable[date]) -> list[Window]:
    """Days as stretches without a gap, the earliest first."""
    found: list[Window] = []
    for day in sorted(days):
        if found and found[-1].end + timedelta(days=1) == day:
            found[-1] = Window(start=found[-1].start, end=day)
        else:
            found.append(Window(start=day, end=day))
    return found


def hull(months: Sequence[Window]) -> Window:
    """From the first day of the earliest to the last of the latest."""
    return Window(start=min(month.start for month in months), end=max(month.end for month in months))


def _day(name: str, given: str | None, *, last: bool) -> date | None:
    if given is None:
        return None
    found = _GIVEN.fullmatch(given.strip())
    try:
        if found is None:
            raise ValueError
        if found[3]:
            return date(int(found[1]), int(found[2]), int(found[3]))
        first = date(int(found[1]), int(found[2]), 1)
        return add_months(first, 1) - timedelta(days=1) if last else first
    except ValueError:
        raise BadInput(f"{name} {given!r}: no day; write YYYY-MM-DD, or YYYY-MM for a whole month") from None
