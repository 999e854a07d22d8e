"""Charts as SVG: drawn once for both languages and for light and dark.

Words are left out as marks (`§name§`) and colours are stand-ins; `dressed` puts the words of a language and the
variables of site.css in their place. A specification is compiled once, then drawn with each region's own values:
compiling costs as much as drawing (50 ms).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html import escape
from typing import Any

import altair as alt
import vl_convert

from flows.explain.visible import visible
from flows.site.marks import HOW, look_of
from flows.site.rows import Clause, Event, Gap, Month, Region, Sittings

Panel = Any  # altair's types for a view, layers of one and views together do not fit each other
# Stand-ins for the colours of site.css: no other part of a chart has them.
_NAMES = (
    "ink", "soft", "line", "paper", "belief", "seen", "found", "gap", "sitting", "h1", "h2", "h3", "h4",
    *(f"v{number}{part}" for number in range(5) for part in ("", "-ink")),
)  # fmt: skip
_COLOURS = {name: f"#c0de{number:02x}" for number, name in enumerate(_NAMES)}
_WIDTH = 640
_CELL = 24  # units a cell of the heat map: a sign of 13 fits with air around it
_CONFIG: dict[str, Any] = {
    "padding": {"left": 4, "top": 4, "bottom": 4, "right": 48},  # words take more room than the marks that are measured
    "aria": False,  # the figure is named as a whole, and a table says what it shows
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": _COLOURS["ink"], "titleColor": _COLOURS["ink"], "gridColor": _COLOURS["line"],
        "domainColor": _COLOURS["soft"], "tickColor": _COLOURS["soft"], "labelFontSize": 12, "titleFontSize": 12,
    },
    "title": {"color": _COLOURS["ink"], "fontSize": 13, "anchor": "end", "frame": "bounds", "offset": 6},
}  # fmt: skip


def region_chart(
    clauses: Sequence[Clause],
    span: tuple[date, date],
    *,
    events: Iterable[Event],
    sittings: Iterable[Sittings],
    gaps: Iterable[Gap],
    months: Sequence[Month],
) -> str:
    """What was found of a region, how it was watched and what to believe, on one axis of time."""
    values: dict[str, list[dict[str, Any]]] = {
        "events": [
            {"from": _ms(one.date_start), "to": _ms(one.date_end, end=True), "how": one.how, "level": one.level}
            for one in events
            if one.date_end >= span[0]
        ],
        "sittings": [{"from": _ms(one.week), "sittings": one.sittings} for one in sittings if one.week >= span[0]],
        "gaps": [{"from": _ms(one.first_day), "to": _ms(one.last_day, end=True)} for one in gaps],
        "seen": [
            {**_place(one), "mean": one.p_seen, "low": one.p_seen_low, "high": one.p_seen_high}
            for one in months
            if one.clause == clauses[0].clause
        ],
    }
    for number in (clause.clause for clause in clauses):
        values[f"clause{number}"] = [
            {
                **_place(one),
                "mean": one.believed,
                "low": one.believed_low,
                "high": one.believed_high,
                "found": one.met_share,
                "zero": 0,
            }
            for one in months
            if one.clause == number
        ]
    return _drawn(_region_plan(tuple((one.clause, one.judged_by) for one in clauses), span), values)


def heat_chart(clause: Clause, regions: Sequence[Region], months: Mapping[str, Sequence[Month]]) -> str:
    """What each region's months show for one clause: a coloured cell with a sign each; not judged: an empty one."""
    cells = []
    for region in regions:
        for month in months[region.region]:
            if month.clause == clause.clause:
                look = look_of(clause, month.verdict)
                sign = "" if look.colour == "v0" else look.sign
                at = f"{month.month_start:%m.%y}"
                cells.append(
                    {
                        "region": f"§{region.region}§",
                        "month": at,
                        "sign": sign,
                        "fill": _COLOURS[look.colour],
                        "ink": _COLOURS[f"{look.colour}-ink"],
                    }
                )
    columns = list(dict.fromkeys(str(cell["month"]) for cell in cells))
    plan = _heat_plan(tuple(f"§{region.region}§" for region in regions), tuple(columns))
    svg = _drawn(plan, {"cells": cells})
    # What a thousand cells have in common stands once, in site.css.
    return (
        svg.replace(' stroke="var(--line)"', "")
        .replace(' text-anchor="middle"', "")
        .replace(' font-size="13px"', ' class="s"')
    )


def dressed(svg: str, words: Mapping[str, str]) -> str:
    """The chart in the words of a language: KeyError for a mark that there is no word for."""
    return re.sub("§([^§]+)§", lambda found: escape(visible(words[found[1]])), svg)


def _drawn(plan: str, values: Mapping[str, list[dict[str, Any]]]) -> str:
    vega = json.loads(plan)
    for data in vega["data"]:
        if data["name"] in values:
            data["values"] = values[data["name"]]
    return _tidy(vl_convert.vega_to_svg(vega))


_STANDS_FOR = {colour: name for name, colour in _COLOURS.items()}
_NOISE = (
    re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|font-family|xmlns:xlink|version)="[^"]*"'),
    re.compile(r' (?:opacity|stroke-width|fill-opacity)="1"'),
    re.compile(r'<path(?: d="(?:|M0,0h0v0h0Z)")?(?: display="none")?/>|<path d="[^"]*" display="none"/>'),
    re.compile(r"<g></g>"),
)


# A tenth of a unit is less than a screen shows; the numbers in labels are left as they are.
_PLACES = re.compile(r' (?:transform|d|x2|y2)="[^"]*"')
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


def _shortened(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _tidy(svg: str) -> str:
    """The chart in variables of site.css, without what only Vega itself reads; half the size."""
    for noise in _NOISE:
        svg = noise.sub("", svg)
    svg = _PLACES.sub(lambda told: _LONG_NUMBER.sub(_shortened, told[0]), svg)
    svg = re.sub(r"#c0de[0-9a-f]{2}", lambda found: f"var(--{_STANDS_FOR[found[0]]})", svg)
    return re.sub(r'^<svg([^>]*) width="([^"]*)" height="[^"]*"', r'<svg\1 width="\2" aria-hidden="true"', svg)


@cache
def _heat_plan(regions: tuple[str, ...], columns: tuple[str, ...]) -> str:
    base = alt.Chart(alt.NamedData(name="cells")).encode(
        x=alt.X(
            "month:O",
            scale=alt.Scale(domain=list(columns), paddingInner=0.08),
            axis=alt.Axis(title=None, orient="top", labelAngle=-90, domain=False, ticks=False),
        ),
        y=alt.Y(
            "region:N",
            scale=alt.Scale(domain=list(regions), paddingInner=0.08),
            axis=alt.Axis(title=None, domain=False, ticks=False, orient="right", labelLimit=200),
        ),
    )
    cells = base.mark_rect(stroke=_COLOURS["line"], strokeWidth=1).encode(fill=alt.Fill("fill:N", scale=None))
    signs = base.mark_text(fontSize=13).encode(text="sign:N", color=alt.Color("ink:N", scale=None))
    chart = (cells + signs.transform_filter("datum.sign != ''")).properties(
        width=_CELL * len(columns), height=_CELL * len(regions)
    )
    return _compiled(chart)


@dataclass(frozen=True, slots=True)
class _Time:
    """The one axis of time that all panels of a region share."""

    first: int
    last: int

    def x(self, field: str = "from", *, labelled: bool = False) -> alt.X:
        words = {"format": "%m.%Y", "labelOverlap": True} if labelled else {"labels": False, "ticks": False}
        return alt.X(
            f"{field}:T",
            scale=alt.Scale(type="utc", domain=[self.first, self.last], nice=False),
            axis=alt.Axis(title=None, grid=True, domain=labelled, tickCount=8, **words),
        )


@cache
def _region_plan(clauses: tuple[tuple[int, str], ...], span: tuple[date, date]) -> str:
    time = _Time(_ms(span[0]), _ms(span[1], end=True))
    panels = [_events(time), _sittings(time), _band(time, "seen", "seen")]
    for number, judged_by in clauses:
        last = number == clauses[-1][0]
        panels.append(_band(time, f"clause{number}", "belief", found=judged_by == "ladder", labelled=last))
    return _compiled(alt.vconcat(*panels, spacing=14))


def _events(time: _Time) -> Panel:
    """Gatherings by level, over the days that no list reached."""
    ways = list(HOW)
    scale = alt.Scale(domain=ways, range=[_COLOURS[look.colour] for _, look in HOW.values()])
    y = alt.Y(
        "level:N",
        scale=alt.Scale(domain=["region", "local", "national"]),
        axis=_beside(domain=False, ticks=False, labelExpr="'§level_' + datum.label + '§'", grid=True),
    )
    gaps = alt.Chart(alt.NamedData(name="gaps")).mark_rect(color=_COLOURS["gap"]).encode(x=time.x(), x2="to:T")
    base = alt.Chart(alt.NamedData(name="events"))
    days = base.mark_rule(strokeWidth=4, opacity=0.45).encode(
        x=time.x(), x2="to:T", y=y, color=alt.Color("how:N", scale=scale, legend=None)
    )
    shape = alt.Shape("how:N", scale=alt.Scale(domain=ways, range=[way for way, _ in HOW.values()]), legend=None)
    points = (
        base.transform_calculate(middle="(datum.from + datum.to) / 2")
        .mark_point(filled=True, size=90, opacity=1, stroke=_COLOURS["paper"], strokeWidth=1)
        .encode(x=time.x("middle"), y=y, fill=alt.Fill("how:N", scale=scale, legend=None), shape=shape)
    )
    return (gaps + days + points).properties(width=_WIDTH, height=66, title="§chart_events§")


def _sittings(time: _Time) -> Panel:
    return (
        alt.Chart(alt.NamedData(name="sittings"))
        .mark_bar(color=_COLOURS["sitting"], width=4)
        .encode(x=time.x(), y=alt.Y("sittings:Q", axis=_beside(tickMinStep=1, tickCount=2, format="d")))
        .properties(width=_WIDTH, height=34, title="§chart_sittings§")
    )


def _band(time: _Time, data: str, colour: str, *, found: bool = False, labelled: bool = False) -> Panel:
    """A share by month: its mean as a line, its 90 % interval as a band, and what was found as bars."""

    def y(field: str) -> alt.Y:
        shares = _beside(format=".0%", values=[0, 0.5, 1])
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, 1]), axis=shares)

    base = alt.Chart(alt.NamedData(name=data)).encode(x=time.x(labelled=labelled), x2="to:T")
    band = base.mark_rect(color=_COLOURS[colour], opacity=0.25).encode(y=y("low"), y2="high:Q")
    bars = [base.mark_rect(color=_COLOURS["found"]).encode(y=y("found"), y2="zero:Q")] if found else []
    mean = base.mark_rule(color=_COLOURS[colour], strokeWidth=2.5).encode(y=y("mean"))
    return alt.layer(band, *bars, mean).properties(width=_WIDTH, height=74, title=f"§chart_{data}§")


def _beside(**given: Any) -> alt.Axis:
    """The axis of a panel, beside the newest days: on a narrow screen those are seen first."""
    return alt.Axis(title=None, orient="right", minExtent=90, maxExtent=90, labelLimit=200, **given)


def _compiled(chart: Panel) -> str:
    specification = chart.to_dict()
    specification["config"] = _CONFIG
    return json.dumps(vl_convert.vegalite_to_vega(specification))


def _place(month: Month) -> dict[str, int]:
    return {"from": _ms(month.month_start), "to": _ms(month.month_end, end=True)}


def _ms(day: date, *, end: bool = False) -> int:
    """The day's beginning (or end) as Vega counts time; the axis is in UTC, so no clock of a machine moves it."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    return int(1000 * (moment + (86400 if end else 0)))
