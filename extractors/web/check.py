"""Probes a site's ways in, for `akimwatch sources check`: addresses are as last seen, and they rot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from extractors.sources.site import Site, Way, WayKind
from extractors.web.client import Client
from extractors.web.discover import look_at
from models.zone import local_day

_BACK_DAYS = 14  # a probe asks how far a list goes, not for last year's articles


@dataclass(frozen=True, slots=True, kw_only=True)
class WayCheck:
    """What one list of one way answered.

    `status` and `content_type` are of its first page; `items` the articles that it names, of any age; `newest` and
    `oldest` their local days of publication, where it dates them; `robots` what robots.txt says («allowed», or why
    not). `broken` says in plain words what has to be mended; None: nothing. `note`: what else is worth knowing.
    """

    kind: WayKind
    address: str
    status: int | None
    content_type: str | None
    items: int
    newest: date | None
    oldest: date | None
    robots: str
    broken: str | None
    note: str | None = None


def _check(way: Way, position: int, site: Site, client: Client, now: datetime) -> tuple[WayCheck, bool]:
    """One list, and whether it is guarded."""
    address = way.addresses()[position]
    verdict = client.robots_verdict(address)
    back_to = local_day(now) - timedelta(days=_BACK_DAYS)
    gathered, discovery = look_at(way, position, site, client, back_to=back_to, now=now)
    days = gathered.days()
    check = WayCheck(
        kind=way.kind,
        address=address,
        status=gathered.status,
        content_type=gathered.content_type,
        items=len(gathered.entries),
        newest=max(days, default=None),
        oldest=min(days, default=None),
        robots="allowed" if verdict.allowed else verdict.reason or "refused",
        broken=None if discovery.ok else discovery.reason,
        note=discovery.reason if discovery.ok else None,
    )
    return check, gathered.guarded


def check_site(site: Site, client: Client, now: datetime) -> tuple[WayCheck, ...]:
    """Every list of every way of the site, each probed whether or not another one works.

    Of a way that proves guarded only the first list is asked, as in a visit.
    """
    checks: list[WayCheck] = []
    for way in site.ways:
        for position in range(len(way.addresses())):
            check, guarded = _check(way, position, site, client, now)
            checks.append(check)
            if guarded:
                break
    return tuple(checks)
