"""A back-fill of the sample web, and what of it stands in the warehouse and in the servers' own logs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.analyse import source_of
from flows.backfill.asked import days_asked
from flows.backfill.backfill import Backfill
from flows.backfill.outcome import Outcome
from flows.demo.server import SampleWeb
from flows.settings import Settings, load_settings
from flows.workshop import Workshop, open_workshop
from models.registry import load_registry
from warehouse import read
from warehouse.connect import open_warehouse

SINCE, UNTIL = "2025-04-07", "2025-06-22"
REGISTRY = load_registry()


def settings_of(web: SampleWeb, data: Path) -> Settings:
    return load_settings(data=data, allow_private=True, sample=True, pace_seconds=web.pace_seconds, workers=1)


def renew(web: SampleWeb, data: Path, *keys: str, pace: float | None = None) -> Callable[[], Workshop]:
    """What makes the workshops of one back-fill: of all sample sites, or of those named."""
    sites = {key: site for key, site in web.sites.items() if not keys or key in keys}
    if pace is not None:
        sites = {key: replace(site, pace_seconds=pace) for key, site in sites.items()}
    settings = settings_of(web, data)
    return lambda: open_workshop(settings, sites=sites, now=web.now)


def fill(
    web: SampleWeb,
    data: Path,
    *keys: str,
    since: str = SINCE,
    until: str = UNTIL,
    pace: float | None = None,
    plan_only: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Outcome:
    """One back-fill in this process, without reading what it brought (that is analyse's, and tested there)."""
    make = renew(web, data, *keys, pace=pace)
    workshop = make()
    asked = days_asked(since, until, today=workshop.today, order=workshop.order)
    job = Backfill(renew=make, asked=asked, sources=(), say=say, publish=lambda workshop: workshop.load())
    return job.run(plan_only=plan_only)


def covered(web: SampleWeb, data: Path, key: str) -> list[date]:
    """The days that the warehouse counts as covered for a source."""
    with open_warehouse(data / "warehouse.duckdb", sample=True) as connection:
        found = read.coverage(connection, [source_of(web.sites[key])], REGISTRY, today=web.as_of)
    return sorted(found.days.get((key, None), frozenset()))


def addresses(data: Path) -> Counter[tuple[str, str, str]]:
    """How often each address stands among the fetches, with its outcome."""
    with open_warehouse(data / "warehouse.duckdb", sample=True) as connection:
        return Counter(connection.execute("SELECT source, url, outcome FROM fetches").fetchall())


def asked_for(web: SampleWeb) -> Counter[tuple[str, str]]:
    """How often each page was asked for, by the servers' own logs."""
    return Counter((key, one.path) for key, log in web.requests.items() for one in log)
