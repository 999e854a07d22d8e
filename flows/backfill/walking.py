"""Walking the archives of all sources, some at a time, and finding out what of them is left to fetch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.sources import Site
from extractors.web.client import Client
from extractors.web.spool import Spool
from extractors.web.walk_back import ListWalk, walk_back
from flows.backfill.asked import hull
from flows.backfill.stopping import Stopped
from flows.workshop import Workshop
from models.order import Window
from models.records import Discovery
from models.zone import local_day
from warehouse.read_addresses import asked_before

# A page takes as long to answer, beside the pause: slow regional hosts take seconds, large ones a tenth of one.
_ANSWER_SECONDS = 0.5
_ALLOWED_SHARE = 0.02  # of the pause: the sample web is asked every 20 ms, and answers in less


@dataclass(slots=True, kw_only=True)
class SiteWalk:
    """One source, walked: its lists, its spool, the months that are to be fetched, and what its pace will be."""

    site: Site
    spool: Spool
    lists: list[ListWalk]
    months: list[Window]
    seconds_per_page: float
    finals: set[str] = field(default_factory=set)  # where addresses led whose pages are archived

    @property
    def key(self) -> str:
        return self.site.key

    @property
    def reached(self) -> bool:
        """Whether one of its lists could be read."""
        return any(one.fault is None for one in self.lists)

    def month(self, name: Window) -> Window | None:
        """Its part of a calendar month, where that month is to be fetched."""
        same = (name.start.year, name.start.month)
        return next((one for one in self.months if (one.start.year, one.start.month) == same), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Walks sites, each into a spool of its own; safe to use from several threads, one site each."""

    workshop: Workshop
    client: Client
    folder: Path
    months: Mapping[str, list[Window]]

    def walk(self, site: Site) -> SiteWalk | None:
        """The site's walk; None where it was stopped."""
        spool = Spool(self.folder / f"{site.key}.walk", hull(self.months[site.key]))
        try:
            lists = walk_back(site, self.client, spool, now=self.workshop.now)
            pace = max(site.pace_seconds, self.client.robots_verdict(site.base_url).delay)
        except BaseException as error:
            spool.close()
            if isinstance(error, Stopped):
                return None
            raise
        return SiteWalk(
            site=site,
            spool=spool,
            lists=lists,
            months=self.months[site.key],
            seconds_per_page=pace + min(_ANSWER_SECONDS, pace * _ALLOWED_SHARE * 10),
        )


def failed_lists(walk: SiteWalk) -> list[Discovery]:
    """One look for each list that is none: why a source's past could not be listed is told like any other look."""
    end = min(walk.spool.span.end, local_day(walk.lists[0].checked_at)) if walk.lists else walk.spool.span.end
    return [
        Discovery(
            source=walk.key,
            method=one.method,
            address=one.address,
            checked_at=one.checked_at,
            ok=False,
            reason=one.fault,
            reached_until=end,
        )
        for one in walk.lists
        if one.fault is not None
    ]


def mark_known(workshop: Workshop, walks: Sequence[SiteWalk], months: Sequence[Window]) -> None:
    """Mark in the spools what needs no second request, a month of a source at a time."""
    parts = [(walk, own) for month in months for walk in walks if (own := walk.month(month)) is not None]
    waiting = [(walk, own) for walk, own in parts if walk.spool.counts(own)["open"]]
    if not waiting:
        return
    with workshop.warehouse() as connection:
        for walk, own in waiting:
            known = asked_before(connection, walk.spool.open_urls(own))
            walk.spool.mark([one.url for one in known if one.settled], "settled")
            walk.spool.mark([one.url for one in known if not one.settled], "kept")
            walk.finals.update(one.final_url for one in known if one.final_url)
