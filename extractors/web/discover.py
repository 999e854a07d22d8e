"""One look at each list of a way: which articles it names, and how far back that can be trusted.

Lists are fetched whole and unconditionally: «not modified» would not say how far back a list reaches. They are not
archived; what they said is kept in the Discovery records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta

from extractors.sources.site import Site, Way
from extractors.web.client import Client
from extractors.web.gather import Gathered, fewest_of, gather_pages
from extractors.web.listed import Seen
from extractors.web.reach import Reach, find_reach
from extractors.web.sitemap_walk import gather_sitemap
from models.records import Discovery, Listed
from models.zone import local_day

_MOST_UNDATED = 1000  # addresses without any date: a small site's whole archive, not a large one's
_MASS_CHANGE = 5  # times the most articles of a usual day: a `lastmod` that so many share says nothing of publication
_LEAST_MASS = 100  # entries; below it even a useless date costs few fetches


def least_mass(site: Site) -> int:
    """Entries that share a day of change above which that day says nothing of their publication."""
    return max(_LEAST_MASS, _MASS_CHANGE * site.expected_per_day[1])


def _drop_mass_changes(entries: list[Seen], site: Site, gathered: Gathered) -> list[Seen]:
    """Leaves out sitemap entries whose only date is one that a rebuild of the site gave to all at once."""
    per_day = Counter(local_day(e.not_after) for e in entries if e.not_after is not None and e.published_at is None)
    bound = least_mass(site)
    masses = {day for day, number in per_day.items() if number > bound}
    if not masses:
        return entries
    kept = [e for e in entries if e.published_at or e.not_after is None or local_day(e.not_after) not in masses]
    gathered.unsure = "entries without a believable date"
    days = ", ".join(str(day) for day in sorted(masses))
    gathered.notes.append(
        f"{len(entries) - len(kept)} entries left out: changed all at once on {days}, no sign of news"
    )
    return kept


def _drop_undated(entries: list[Seen], gathered: Gathered) -> list[Seen]:
    undated = [entry for entry in entries if entry.not_after is None]
    if len(undated) <= _MOST_UNDATED:
        return entries
    gathered.unsure = "entries without a date"
    gathered.notes.append(f"{len(undated)} entries without a date left out")
    return [entry for entry in entries if entry.not_after is not None]


def _reach(gathered: Gathered, *, fewest: int, back_to: date, now: datetime) -> Reach:
    reach = find_reach(
        gathered.days(),
        ordered=gathered.ordered,
        fewest=fewest,
        back_to=back_to,
        today=local_day(now),
    )
    if reach.day is None:
        return reach
    if gathered.unsure:
        return Reach(day=None, reason=f"{gathered.unsure}: nothing can be said of coverage")
    lost = [hole.end for hole in gathered.holes if hole.end >= reach.day]
    floor = max([*lost, *([gathered.floor] if gathered.floor is not None else [])], default=None)
    if floor is not None and floor >= reach.day:
        return Reach(day=floor + timedelta(days=1), complete=True)
    return reach


def _record(way: Way, address: str, site: Site, gathered: Gathered, *, back_to: date, now: datetime) -> Discovery:
    entries = list(gathered.entries.values())
    if gathered.fault is not None or not entries:
        empty = f"none of {gathered.links} links is an article" if gathered.links else "the list names no article"
        reason = gathered.fault or "; ".join([empty, *gathered.notes])
        return Discovery(source=site.key, method=way.kind, address=address, checked_at=now, ok=False, reason=reason)
    if way.kind == "sitemap":
        entries = _drop_undated(_drop_mass_changes(entries, site, gathered), gathered)
    reach = _reach(gathered, fewest=fewest_of(way, site), back_to=back_to, now=now)
    items = tuple(
        Listed(url=entry.url, title=entry.title, published_at=entry.published_at)
        for entry in entries
        if entry.not_after is None or local_day(entry.not_after) >= back_to
    )
    reasons = [*gathered.notes, *([reach.reason] if reach.reason else [])]
    return Discovery(
        source=site.key,
        method=way.kind,
        address=address,
        checked_at=now,
        ok=not reach.frozen,
        reason="; ".join(reasons) or None,
        items=items,
        reached_back_to=reach.day,
        complete=reach.complete,
    )


def look_at(
    way: Way, position: int, site: Site, client: Client, *, back_to: date, now: datetime
) -> tuple[Gathered, Discovery]:
    """One list of a way: all that it gave, and what of it counts."""
    address = way.addresses()[position]
    if way.kind == "sitemap":
        gathered = gather_sitemap(address, site, client, back_to=back_to, now=now)
    else:
        gathered = gather_pages(way, position, site, client, back_to=back_to, now=now)
    return gathered, _record(way, address, site, gathered, back_to=back_to, now=now)


def discover(
    way: Way,
    site: Site,
    client: Client,
    *,
    back_to: date,
    now: datetime,
    positions: Collection[int] | None = None,
) -> tuple[Discovery, ...]:
    """One Discovery for each list of the way: one, or one for each akimat of gov.kz (`positions`: only those lists).

    `items` are the site's articles not older than `back_to` (undated ones among them): all that a visit fetches.
    Addresses of other hosts or unlike `article_url` are counted in `reason`. `ok` is False where the list is none:
    not fetched, not what it should be, empty, frozen long ago, guarded. `reached_back_to` is never earlier than
    `back_to`, which is `complete` when the list goes on beyond it. After a guarded list the way's others are not
    asked.
    """
    found: list[Discovery] = []
    guarded: str | None = None
    for position, address in enumerate(way.addresses()):
        if positions is not None and position not in positions:
            continue
        if guarded is not None:
            closed = Gathered(fault=f"not asked: {guarded}")
            found.append(_record(way, address, site, closed, back_to=back_to, now=now))
            continue
        gathered, discovery = look_at(way, position, site, client, back_to=back_to, now=now)
        found.append(discovery)
        if gathered.guarded:
            guarded = gathered.fault
    return tuple(found)
