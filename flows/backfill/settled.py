"""Which months of which source are done, told from what is stored: no ledger that could say otherwise.

A day is done where looks reached over it and nothing that they named for it waits; a month where all its days are.
Today is not over, so it is asked of no month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import duckdb

from extractors.sources import Site
from flows.backfill.asked import months_of
from models.coverage import Answers
from models.looks import Shelf, days_reached
from models.order import Window
from models.registry import Registry
from warehouse.covered import looks_and_answers


def months_left(
    connection: duckdb.DuckDBPyConnection,
    registry: Registry,
    sites: Iterable[Site],
    spans: Mapping[str, Window],
    *,
    today: date,
) -> dict[str, list[Window]]:
    """For each source its months of the span that are not done, the newest first."""
    looks, answers = looks_and_answers(connection, registry)
    reached = days_reached(looks)
    left: dict[str, list[Window]] = {}
    for site in sites:
        shelves = _shelves(site, registry)
        done = _days_done(shelves, reached, answers)
        left[site.key] = [
            month
            for month in months_of(spans[site.key])
            if not all(day in done for day in month.days() if day < today) or month.start >= today
        ]
    return left


def _shelves(site: Site, registry: Registry) -> list[Shelf]:
    """The source as one; or, where it is made up of the akimats' lists, each of them."""
    sections = {registry.section_of(address) for way in site.ways for address in way.addresses()}
    return [(site.key, section) for section in sections if section or len(sections) == 1]


def _days_done(
    shelves: Iterable[Shelf],
    reached: Mapping[Shelf, frozenset[date]],
    answers: Mapping[Shelf, Mapping[date, Answers]],
) -> frozenset[date]:
    done = [
        frozenset(
            day
            for day in reached.get(shelf, frozenset())
            if day not in (own := answers.get(shelf, {})) or not own[day].waiting
        )
        for shelf in shelves
    ]
    return frozenset.intersection(*done)
