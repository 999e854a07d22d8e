"""The chart of a region: what was found, how it was watched and what to believe, on one axis of time.

Only places are worked out here; `timeline.html` draws them. Drawn by Vega, twenty of them took four fifths of the time
that the whole site takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.site.evidence import Event
from flows.site.judged import Clause, Month
from flows.site.marks import HOW
from flows.site.record import Record
from flows.site.speech import Speech
from flows.site.strokes import WIDTH, Days, Stroke, boxes, level_lines, n, upright_lines

_LABELS = 125  # units right of the last day: «республиканский» fits
_TITLE, _GAP = 26, 8  # units above a panel for its title, and between two panels
_FEET = 20  # below the last panel, for the months
_SHARES = 74  # the height of a panel of shares
_LEVELS = {"region": 11, "local": 33, "national": 55}  # where each level's gatherings lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A gathering: `way` says by shape and colour how the head of the region took part."""

    way: str
    x: str
    y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture of the chart; `labels` are words beside it and how far below its top they stand."""

    title: str
    height: int
    strokes: Sequence[Stroke]
    labels: Sequence[tuple[str, float]]
    dots: Sequence[Dot] = ()
    top: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All panels, one below the other; `months` are the labels at its foot and where they stand."""

    width: int
    height: int
    panels: Sequence[Panel]
    months: Sequence[tuple[str, str]]


def timeline(record: Record, say: Speech, region: str) -> Timeline | None:
    """The region's chart in the words of a language; None before anything was judged."""
    months = record.months.get(region, ())
    if not months or not record.clauses:
        return None
    days = Days(min(one.force_from for one in record.clauses), max(month.month_end for month in months))
    grid = [days.x(month) for month in days.months()]
    panels, top = [], 0
    for panel in _panels(record, say, region, days):
        top += _TITLE
        lines = upright_lines("grid", grid, panel.height)
        panels.append(replace(panel, top=top, strokes=(lines, *panel.strokes)))
        top += panel.height + _GAP
    labels = [(say.month(month), n(x)) for month, x in zip(days.months(), grid, strict=True)]
    return Timeline(width=WIDTH + _LABELS, height=top + _FEET, panels=panels, months=labels)


def _panels(record: Record, say: Speech, region: str, days: Days) -> Iterator[Panel]:
    t = say.texts["region"]
    months = record.months[region]
    yield _events(record, say, region, days)
    yield _sittings(record, region, days, t["chart_sittings"])
    seen = [one for one in months if one.clause == record.clauses[0].clause]
    yield _shares(
        t["chart_seen"], "seen", days, [(one, one.p_seen, one.p_seen_low, one.p_seen_high) for one in seen], say
    )
    for clause in record.clauses:
        told = [one for one in months if one.clause == clause.clause]
        shares = [(one, one.believed, one.believed_low, one.believed_high) for one in told]
        found = _found(told, days) if clause.judged_by == "ladder" else ()
        yield _shares(_title(clause, say), "belief", days, shares, say, found)


def _title(clause: Clause, say: Speech) -> str:
    what = say.texts["region"]["chart_share" if clause.judged_by == "ladder" else "chart_person"]
    return f"{say.texts['site']['clause']} {clause.clause}: {what}"


def _events(record: Record, say: Speech, region: str, days: Days) -> Panel:
    """Gatherings by level, over the days that no list reached."""
    height = 66
    events = [
        one for one in record.events.get(region, ()) if days.first <= one.date_end and one.date_start <= days.last
    ]
    gaps = (days.between(one.first_day, one.last_day) for one in record.gaps.get(region, ()))
    strokes = [boxes("gap", ((x, 0, to, height) for x, to in gaps))]
    strokes += [
        level_lines(f"days {look.colour}", (_days_of(one, days) for one in events if _way(one) == way))
        for way, look in HOW.items()
    ]
    return Panel(
        title=say.texts["region"]["chart_events"],
        height=height,
        strokes=[stroke for stroke in strokes if stroke.path],
        labels=[(say.word("level", level), y) for level, y in _LEVELS.items()],
        dots=[_dot(one, days) for one in events],
    )


def _way(event: Event) -> str:
    return event.how if event.how in HOW else "unknown"


def _days_of(event: Event, days: Days) -> tuple[float, float, float]:
    x, to = days.between(event.date_start, event.date_end)
    return x, to, _LEVELS.get(event.level, _LEVELS["national"])


def _dot(event: Event, days: Days) -> Dot:
    x, to, y = _days_of(event, days)
    return Dot(way=_way(event), x=n((x + to) / 2), y=n(y))


def _sittings(record: Record, region: str, days: Days, title: str) -> Panel:
    """A bar for each week in which the head was seen, on a scale that ends at the week with most."""
    height = 34
    weeks = [one for one in record.sittings.get(region, ()) if days.first <= one.week <= days.last]
    most = max((one.sittings for one in weeks), default=1)
    bars = (
        (days.x(one.week), height * (1 - one.sittings / most), min(days.x(one.week) + 4, WIDTH), height)
        for one in weeks
    )
    return Panel(title=title, height=height, strokes=[boxes("sitting", bars)], labels=[(str(most), 0), ("0", height)])


_Share = tuple[Month, float | None, float | None, float | None]


def _shares(
    title: str, colour: str, days: Days, told: Iterable[_Share], say: Speech, found: Iterable[Stroke] = ()
) -> Panel:
    """A share by month: its mean as a line, its 90 % interval as a band. A month without one is left empty."""
    height = _SHARES
    bands, means = [], []
    for month, mean, low, high in told:
        x, to = days.between(month.month_start, month.month_end)
        if low is not None and high is not None:
            bands.append((x, height * (1 - high), to, height * (1 - low)))
        if mean is not None:
            means.append((x, to, height * (1 - mean)))
    grid = level_lines("grid", ((0, WIDTH, height * (1 - share)) for share in (0, 0.5, 1)))
    strokes = (grid, boxes(f"band {colour}", bands), *found, level_lines(f"mean {colour}", means))
    labels = [(say.share(share), height * (1 - share)) for share in (0, 0.5, 1)]
    return Panel(title=title, height=height, strokes=strokes, labels=labels)


def _found(told: Iterable[Month], days: Days) -> Iterator[Stroke]:
    """The share of days found, as bars from the bottom."""
    bars = []
    for month in told:
        if month.met_share:
            x, to = days.between(month.month_start, month.month_end)
            bars.append((x, _SHARES * (1 - month.met_share), to, _SHARES))
    if bars:
        yield boxes("found", bars)
