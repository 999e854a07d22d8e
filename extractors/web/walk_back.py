"""A walk through a site's whole archive: every list once, its entries into the spool, and which days it vouches for.

A list vouches for a day where it really reached over it. That is judged as for daily looks (`reach`), with the last day
asked for in the place of today; a file that failed leaves out the days that it is named by. A list that names articles,
but none in the span, was quiet: it is no fault, and its silence is believed as far as any other.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from extractors.sources.site import Site, Way
from extractors.web.client import Client
from extractors.web.discover import least_mass
from extractors.web.gather import Gathered, fewest_of, gather_pages
from extractors.web.listed import Seen
from extractors.web.reach import find_reach, longest_silence
from extractors.web.sitemap_walk import gather_sitemap
from extractors.web.spool import Spool
from models.order import Window
from models.zone import local_day

_MOST_SITEMAPS = 2_000  # an archive of twenty years by day has 7,000 files, of which a range of five is asked for
_MOST_PAGES = 10_000  # 200 articles a day in pages of 20 are ten pages a day: 2.7 years, 8 hours at 3 s a page
_DEPTH = {"sitemap": 0, "json": 1, "listing": 1, "feed": 2}  # the deepest first; a feed of one page shows days only
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWalk:
    """One list, walked to its end or past the span. `number`: its own in the spool; `fault`: why it is no list.

    `days`: those within the span that it vouches for, `notes` what was left out and why.
    """

    number: int
    method: str
    address: str
    checked_at: datetime
    fault: str | None = None
    days: frozenset[date] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Spooled(Gathered):
    """What one list gives, kept in the spool; here stand the days alone, in the list's order or counted."""

    spool: Spool
    number: int
    paged: bool
    order: array[int] = field(default_factory=lambda: array("l"))  # ordinals of the days of a list in order of time
    dated: Counter[date] = field(default_factory=Counter)
    changed: Counter[date] = field(default_factory=Counter)  # entries with no other date than a change
    seen: set[int] = field(default_factory=set)
    undated: int = 0

    def keep(self, entries: tuple[Seen, ...]) -> list[Seen]:
        # Pages are turned until one brings nothing new; of sitemaps the spool itself keeps each address once.
        new = [one for one in entries if hash(one.url) not in self.seen] if self.paged else list(entries)
        if self.paged:
            self.seen.update(hash(one.url) for one in new)
        self.spool.add(self.number, new)
        for one in new:
            self._count(one)
        return new

    def _count(self, one: Seen) -> None:
        bound = one.not_after or one.published_at
        if bound is None:
            self.undated += 1
            return
        day = local_day(bound)
        if self.paged:
            self.order.append(day.toordinal())
        (self.dated if one.published_at else self.changed)[day] += 1

    def days(self) -> list[date]:
        if self.paged:
            return [date.fromordinal(number) for number in self.order]
        return sorted({*self.dated, *self.changed}, reverse=True)


def walk_back(site: Site, client: Client, spool: Spool, *, now: datetime) -> list[ListWalk]:
    """The site's lists, the deepest first, until the days of the spool's span are vouched for; their entries in it.

    Of a way that proves guarded only the first list is asked. Of several lists that make up one source (the akimats')
    each vouches only for days that all of them reach.
    """
    walks: list[ListWalk] = []
    wanted = frozenset(spool.span.days())
    for way in sorted(site.ways, key=lambda way: (_DEPTH[way.kind], "{page}" not in way.address)):
        found: list[ListWalk] = []
        guarded: str | None = None
        for position in range(len(way.addresses())):
            number = len(walks) + len(found)
            gathered = Gathered(fault=f"not asked: {guarded}") if guarded else None
            gathered = gathered or _gather(way, position, number, site, client, spool, now)
            guarded = gathered.fault if gathered.guarded else guarded
            found.append(_walked(way, position, number, gathered, site, spool, now))
        walks += found
        walks = _together(walks, site)
        if found and all(one.days >= wanted for one in found):
            break
    return walks


def _gather(way: Way, position: int, number: int, site: Site, client: Client, spool: Spool, now: datetime) -> _Spooled:
    into = _Spooled(spool=spool, number=number, paged=way.kind != "sitemap")
    address, span = way.addresses()[position], spool.span
    if way.kind == "sitemap":
        gather_sitemap(
            address,
            site,
            client,
            back_to=span.start,
            until=span.end,
            now=now,
            into=into,
            most=_MOST_SITEMAPS,
            neighbours=True,
        )
    else:
        pages = _MOST_PAGES if "{page}" in way.address else 1
        gather_pages(way, position, site, client, back_to=span.start, now=now, into=into, pages=pages)
    return into


def _walked(
    way: Way, position: int, number: int, gathered: Gathered, site: Site, spool: Spool, now: datetime
) -> ListWalk:
    walk = ListWalk(number=number, method=way.kind, address=way.addresses()[position], checked_at=now)
    if gathered.fault is not None or not isinstance(gathered, _Spooled):
        return replace(walk, fault=gathered.fault or "not asked")
    if not gathered.dated and not gathered.changed:
        empty = "no address in it bears a date" if gathered.undated else "it names no article"
        return replace(walk, fault="; ".join([empty, *gathered.notes]))
    if gathered.undated:
        gathered.notes.append(f"{gathered.undated} addresses without any date are left to the daily runs")
    _leave_masses(gathered, site)
    days, reason = _vouched(gathered, fewest_of(way, site), spool.span)
    notes = (*gathered.notes, *([reason] if reason else ()))
    return replace(walk, days=days, notes=notes)


def _leave_masses(gathered: _Spooled, site: Site) -> None:
    """Entries that a rebuild of the site dated all at once: theirs may be any day up to that one."""
    masses = {day for day, number in gathered.changed.items() if number > least_mass(site)}
    if not masses:
        return
    gathered.spool.drop_undated(gathered.number, masses)
    number = sum(gathered.changed[day] for day in masses)
    gathered.floor = max([*masses, *([gathered.floor] if gathered.floor else [])])
    told = ", ".join(str(day) for day in sorted(masses))
    gathered.notes.append(f"{number} entries left out: changed all at once on {told}, no sign of news")


def _vouched(gathered: _Spooled, fewest: int, span: Window) -> tuple[frozenset[date], str | None]:
    """The days of the span that the list names everything of, or why that cannot be said."""
    lost = frozenset(day for hole in gathered.holes for day in hole.days())
    # What a missing file would have shown is no silence of the site: the days beyond it are vouched for by their own.
    days = sorted({*gathered.days(), *lost}, reverse=True) if lost else gathered.days()
    if gathered.beyond is not None:
        days.append(gathered.beyond)  # the archive goes on where it was not read
    until, newest = span.end, max(days)
    if (until - newest).days > longest_silence(fewest):
        until = newest - _A_DAY  # it ended then, perhaps in the middle of that day
    reach = find_reach(days, ordered=gathered.ordered, fewest=fewest, back_to=span.start, today=min(newest, span.end))
    if reach.day is None or gathered.unsure:
        return frozenset(), reach.reason if reach.day is None else f"{gathered.unsure}: no day is claimed"
    first = reach.day if reach.complete else reach.day + _A_DAY
    if gathered.floor is not None:
        first = max(first, gathered.floor + _A_DAY)
    whole = frozenset(day for day in span.days() if first <= day <= until)
    if whole:
        return whole - lost, None
    ended = until < span.start
    return whole, f"nothing in it is newer than {newest}" if ended else f"it reaches back to {reach.day} only"


def _together(walks: list[ListWalk], site: Site) -> list[ListWalk]:
    """Lists that make up one source vouch for a day only together: one missing akimat would seem to be watched."""
    several = [way.addresses() for way in site.ways if len(way.addresses()) > 1]
    if not several:
        return walks
    place = {address: position for addresses in several for position, address in enumerate(addresses)}
    by_place: dict[int, frozenset[date]] = {}
    for walk in walks:
        if (position := place.get(walk.address)) is not None:
            by_place[position] = by_place.get(position, frozenset()) | walk.days
    common = frozenset.intersection(*by_place.values()) if by_place else frozenset()
    return [replace(walk, days=walk.days & common) if walk.address in place else walk for walk in walks]
