"""Builders of what the coverage model is made of: a sighting, a press and its covered days, a region watched evenly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from inference_world import day

from models.captures import Cell
from models.coverage import Coverage
from models.order import Window
from models.records import Sighting, Source
from models.sight import RegionSight

SOURCES = (*"abcdefghijklmnopqrstuvwxyz", *(f"e{n}" for n in range(1, 20)))  # as the events of tests name theirs
FORCE = Window(start=date(2024, 4, 25), end=date(2026, 6, 30))


def sighting(
    name: str,
    told: str,
    *,
    on: str | None = "2025-06-16",
    first: str | None = None,
    last: str | None = None,
    source: str | None = None,
    agency: str | None = None,
    akim: str | None = "Аксакалов Кумар",
    region: str = "KZ-39",
    article: str | None = None,
    ordinal: int = 0,
    sitting: bool = True,
) -> Sighting:
    """The akim of Kostanay at a sitting, told by a site of the article's own name, undated unless `first` is given."""
    article = article or name
    return Sighting(
        sighting_id=f"s-{name}",
        article_id=f"a-{article}",
        address=f"https://{article}.example/",
        ordinal=ordinal,
        source=source or article,
        agency=agency,
        published_on=day(on) if on else None,
        told=told,
        region=region,
        akim=akim,
        first=day(first) if first else None,
        last=day(last or first or "") if first else None,
        sitting=sitting,
    )


def site(key: str, group: str, region: str | None = None, language: str = "ru", watches: bool = True) -> Source:
    return Source(
        key=key,
        name=key,
        base_url=f"https://{key}.example/",
        group=group,
        language=language,
        region=region,
        watches=watches,
        expected_per_day=(1, 9),
    )


def days_of(first: str, last: str) -> frozenset[date]:
    return frozenset(Window(start=day(first), end=day(last)).days())


def press(sites: Iterable[Source], covered: Mapping[str, frozenset[date]]) -> Coverage:
    """These sites with their covered days; one not named covers nothing."""
    return Coverage(sources=tuple(sites), days={(key, None): days for key, days in covered.items()})


def watched(
    caught: float | np.ndarray,
    trace: float | np.ndarray = 1.0,
    span: Window = FORCE,
    blind: Iterable[date] = (),
    draws: int = 500,
    sources: Iterable[str] = SOURCES,
) -> RegionSight:
    """Kostanay, where every traced meeting is caught with `caught`, except on blind days; one value for all draws.

    One group looks, and what the `sources` report is its catch.
    """
    unseen = frozenset(blind)
    return RegionSight(
        region="KZ-39",
        span=span,
        caught=np.stack([np.zeros(draws), np.broadcast_to(caught, draws)], axis=1),
        patterns=np.array([day not in unseen for day in span.days()], dtype=np.int64),
        trace=np.array(np.broadcast_to(trace, draws), dtype=float),
        groups=dict.fromkeys(sources, 1),
    )


def cell(
    looking: str, caught: str, region: str = "KZ-39", certain: bool = False, printed: str | None = None
) -> Cell:  # fmt: skip
    """A history by groups' first letters: o(fficial), a(gency), i(ndependent), r(egional); `printed` as `caught`."""
    names = {"o": "official", "a": "national_agency", "i": "national_independent", "r": "regional"}
    return Cell(
        region=region,
        certain=certain,
        looking=tuple(names[one] for one in looking),
        caught=tuple(names[one] for one in caught),
        printed=tuple(names[one] for one in (caught if printed is None else printed)),
    )
