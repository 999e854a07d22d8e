"""`akimwatch sources`: the sites as a table, and what a probe of each found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from rich.table import Table

from extractors.sources import Site, load_sites
from extractors.web.check import WayCheck, check_site
from extractors.web.client import Client
from flows.each import each_in_threads
from flows.inert import InertConsole
from flows.run_report import Failure
from flows.settings import Settings
from flows.visits import client_settings
from models.errors import BadInput
from models.json_text import json_text


def _console() -> InertConsole:
    # A pipe has no width of its own; a narrow default would cut addresses in the middle.
    return InertConsole() if sys.stdout.isatty() else InertConsole(width=200)


def list_sources(settings: Settings, *, as_json: bool) -> None:
    """Every site on stdout: a table, or JSON."""
    sites = load_sites(settings.sources)
    if as_json:
        print(json_text([asdict(site) for site in sites.values()], indent=1))
        return
    table = Table(title=f"{len(sites)} sources")
    for column in (
        "key",
        "name",
        "language",
        "region",
        "group",
        "discovery",
        "discovery verified",
        "selectors verified",
        "pace",
    ):
        table.add_column(column)
    for site in sites.values():
        table.add_row(
            site.key,
            site.name,
            site.language,
            site.region or "all",
            site.group,
            ", ".join(dict.fromkeys(way.kind for way in site.ways)),
            ", ".join(dict.fromkeys(str(way.verified) for way in site.ways)),
            str(site.selectors.verified),
            f"{site.pace_seconds:g} s",
        )
    _console().print(table)
    tried = sum(any(str(way.verified) != "never" for way in site.ways) for site in sites.values())
    print(
        f"Discovery verified on {tried} of {len(sites)}; the others are as last seen: "
        "`akimwatch sources check` probes them."
    )


def check_sources(settings: Settings, names: Sequence[str], *, as_json: bool) -> int:
    """Probe the sites; 0 where every one has a way that works, 3 where one has none."""
    sites = load_sites(settings.sources)
    unknown = [name for name in names if name not in sites]
    if unknown:
        raise BadInput(f"unknown source {', '.join(unknown)}; `akimwatch sources list` shows the names")
    chosen = [sites[name] for name in names] or list(sites.values())
    with Client(client_settings(settings)) as client:
        found = each_in_threads(
            "check", lambda site: check_site(site, client, datetime.now(UTC)), chosen, at_once=settings.sites_at_once
        )
    checks = list(zip(chosen, found, strict=True))
    if as_json:
        print(json_text({site.key: _plain(result) for site, result in checks}, indent=1))
    else:
        _print_checks(checks)
    return 0 if all(_works(result) for _, result in checks) else 3


def _works(result: tuple[WayCheck, ...] | Failure) -> bool:
    return not isinstance(result, Failure) and any(check.broken is None for check in result)


def _plain(result: tuple[WayCheck, ...] | Failure) -> object:
    return asdict(result) if isinstance(result, Failure) else [asdict(check) for check in result]


def _print_checks(checks: Sequence[tuple[Site, tuple[WayCheck, ...] | Failure]]) -> None:
    table = Table()
    for column in ("source", "way", "address", "status", "content type", "items", "newest", "robots", "what broke"):
        table.add_column(column, overflow="fold")
    for site, result in checks:
        if isinstance(result, Failure):
            table.add_row(site.key, "", "", "", "", "", "", "", result.reason)
            continue
        for check in result:
            newest = f"{check.newest:%Y-%m-%d}" if check.newest else ""
            table.add_row(
                site.key,
                check.kind,
                check.address,
                str(check.status or ""),
                check.content_type or "",
                str(check.items),
                newest,
                check.robots,
                check.broken or check.note or "",
            )
    _console().print(table)
    working = sum(_works(result) for _, result in checks)
    print(f"{working} of {len(checks)} sources have a way that works.")
