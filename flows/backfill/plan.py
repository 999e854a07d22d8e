"""What a back-fill is going to do: for each source months, addresses, and hours at its pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.backfill.asked import name_of
from flows.backfill.walking import SiteWalk
from models.order import Window
from models.zone import local_day

_HOUR = 3600.0
_NOTES = 3  # lines a source: twenty akimats would say the same twenty times


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlan:
    """One source. `found` and `left` by month: addresses that its lists name, and those of them still to be fetched.

    `seconds`: at its pace, one request at a time. `vouched`: days that its lists name everything of.
    """

    source: str
    found: dict[str, int]
    left: dict[str, int]
    days: int
    vouched: int
    seconds: float
    notes: tuple[str, ...]
    fault: str | None

    def as_dict(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "months": {month: {"found": self.found[month], "to_fetch": self.left[month]} for month in self.found},
            "days": self.days,
            "days_listed": self.vouched,
            "hours": round(self.seconds / _HOUR, 2),
            "notes": list(self.notes),
            "fault": self.fault,
        }


def plan_of(walk: SiteWalk) -> SourcePlan:
    """What is known of a source once its lists are walked and what is stored is marked."""
    found, left = {}, {}
    for month in walk.months:
        counts = walk.spool.counts(month)
        found[name_of(month)], left[name_of(month)] = sum(counts.values()), counts["open"]
    today = local_day(walk.lists[0].checked_at) if walk.lists else date.max
    days = {day for month in walk.months for day in month.days() if day < today}  # today is not over
    faults = [f"{one.address}: {one.fault}" for one in walk.lists if one.fault]
    return SourcePlan(
        source=walk.key,
        found=found,
        left=left,
        days=len(days),
        vouched=len(days & frozenset().union(*(one.days for one in walk.lists))),
        seconds=sum(left.values()) * walk.seconds_per_page,
        notes=tuple(f"{one.address}: {note}" for one in walk.lists for note in one.notes),
        fault=None if walk.reached else "; ".join(faults) or "no way to its past",
    )


def seconds_left(walks: Sequence[SiteWalk], months: Sequence[Window], at_once: int) -> float:
    """How long the pages of these months take: a month is as long as its slowest source, or as all share the places."""
    return sum(month_seconds(pages_left(walks, month), at_once) for month in months)


def pages_left(walks: Sequence[SiteWalk], month: Window) -> dict[str, tuple[int, float]]:
    """For each source that has pages of the month to fetch: how many, and seconds for each."""
    left = {}
    for walk in walks:
        own = walk.month(month)
        number = walk.spool.counts(own)["open"] if own else 0
        if number:
            left[walk.key] = (number, walk.seconds_per_page)
    return left


def month_seconds(left: dict[str, tuple[int, float]], at_once: int) -> float:
    each = [number * seconds for number, seconds in left.values()]
    return max(max(each, default=0.0), sum(each) / at_once)


def told(seconds: float) -> str:
    """About how long, as a person says it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / _HOUR:.1f} h" if seconds < 48 * _HOUR else f"{seconds / _HOUR / 24:.1f} days"


def plan_lines(plans: Sequence[SourcePlan], seconds: float) -> list[str]:
    """The plan as a person reads it: one line a source, the longest first, then the whole."""
    lines = [f"{'source':20} {'months':>17} {'found':>8} {'to fetch':>8} {'about':>9}  days listed"]
    for plan in sorted(plans, key=lambda plan: -plan.seconds):
        if plan.fault is not None:
            lines.append(f"{plan.source:20} ! {plan.fault}")
            continue
        months = f"{min(plan.found)}..{max(plan.found)}"
        counts = f"{sum(plan.found.values()):8} {sum(plan.left.values()):8} {told(plan.seconds):>9}"
        lines.append(f"{plan.source:20} {months:>17} {counts}  {plan.vouched} of {plan.days}")
        lines += [f"  ? {note}" for note in plan.notes[:_NOTES]]
        if len(plan.notes) > _NOTES:
            lines.append(f"  ? … and {len(plan.notes) - _NOTES} more lines of this kind (--json has all)")
    left = sum(sum(plan.left.values()) for plan in plans)
    return [*lines, f"in all {left} pages to fetch, about {told(seconds)}"]
