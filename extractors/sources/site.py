"""A site as data: who publishes, how its articles are found, where title, text and time stand on its pages.

One TOML file a site. A file with a fault is refused whole with a message that names the file and the key: a typing slip
must not become a site that silently yields nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from extractors.sources.fields import Fields
from models.errors import SourceError
from models.registry import Region, load_registry

Group = Literal["official", "national_agency", "national_independent", "regional", "official_regional", "aggregator"]
WayKind = Literal["feed", "sitemap", "listing", "json"]
SiteLanguage = Literal["ru", "kk"]
Verified = date | Literal["never"]

_REGIONAL: frozenset[str] = frozenset({"regional", "official_regional"})
_SLOWEST_PACE_S = 60.0  # robots.txt files ask for 30 s at most; beyond a minute it is a slip of the unit


@cache
def _regions() -> dict[str, Region]:
    return load_registry().regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to a site's list of articles, newest first.

    `address` may hold `{page}` (1 … `pages`) and `{slug}` (one address for each akimat's section of gov.kz). For
    `listing` `item, link, title, date` are CSS selectors, the last three inside the item. For `json` `item` is the
    dotted path to the list, `title` and `date` are field names (alternatives divided by `|`), `link` is an address with
    `{field}`s. `verified` is the day of the newest page on which this was seen to work.
    """

    kind: WayKind
    address: str
    pages: int = 1
    item: str | None = None
    link: str | None = None
    title: str | None = None
    date: str | None = None
    date_format: str | None = None
    verified: Verified = "never"

    def addresses(self, page: int = 1) -> tuple[str, ...]:
        """What to fetch for page `page`: one address, or one for each of the 20 akimats."""
        address = self.address.replace("{page}", str(page))
        if "{slug}" not in address:
            return (address,)
        return tuple(address.replace("{slug}", region.gov_kz) for region in _regions().values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where things stand on an article page, in order of preference; `stop`: texts before which the body has ended."""

    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    date_format: str | None = None
    verified: Verified = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One source. `expected_per_day`: fewest and most articles on a usual day; outside it a run is looked at.

    `watches` (in its file: `watches = false`; true where nothing is said): whether its silence about a region means
    anything. It does not where sittings of a region are no subject of its own (a site of one office, an aggregator of
    what others chose): such a site is read and gives evidence like any other, but covers no day of any region.
    """

    key: str
    name: str
    base_url: str
    hosts: tuple[str, ...]
    group: Group
    language: SiteLanguage
    region: str | None
    since: date | None
    pace_seconds: float
    expected_per_day: tuple[int, int]
    article_url: str
    watches: bool = True
    ways: tuple[Way, ...]
    selectors: Selectors
    guarded: str | None
    note: str

    def reports_on(self, region: str) -> bool:
        """Whether this source's days speak of `region`: a regional one's of its own, others' of all that it watches."""
        return self.watches and self.region in (None, region)

    def at_a_glance(self) -> Site | None:
        """The site with those ways that one request a list shows the newest of: feeds, JSON lists and listings, their
        first page. None where it has a sitemap only: that is large, and newest is not first in it."""
        ways = tuple(replace(way, pages=1) for way in self.ways if way.kind != "sitemap")
        return replace(self, ways=ways) if ways else None


def _verified(fields: Fields) -> Verified:
    value: Verified | str = fields.take("verified", date, str)
    if isinstance(value, date):
        return value
    if value != "never":
        raise fields.fault("verified", f'must be a date or "never", not {value!r}')
    return "never"


def _way(fields: Fields) -> Way:
    kind = fields.choice("kind", get_args(WayKind))
    selector = fields.css if kind == "listing" else fields.text
    way = Way(
        kind=kind,
        address=fields.address("address"),
        pages=fields.number("pages", int, 1, 1000, default=1),
        item=selector("item", default=None),
        link=selector("link", default=None),
        title=selector("title", default=None),
        date=selector("date", default=None),
        date_format=fields.text("date_format", default=None),
        verified=_verified(fields),
    )
    fields.done()
    if way.pages > 1 and "{page}" not in way.address:
        raise fields.fault("pages", "is more than 1, but the address holds no {page}")
    if kind in ("listing", "json") and way.link is None and way.verified != "never":
        raise fields.fault("link", f"is missing from a {kind} that is said to be verified")
    if kind in ("feed", "sitemap") and any((way.item, way.link, way.title, way.date)):
        raise fields.fault("item", f"a {kind} has no selectors")
    return way


def _selectors(fields: Fields) -> Selectors:
    selectors = Selectors(
        title=fields.css_list("title"),
        lead=fields.css_list("lead"),
        body=fields.css_list("body"),
        date=fields.css_list("date"),
        byline=fields.css_list("byline"),
        drop=fields.css_list("drop"),
        stop=fields.texts("stop"),
        date_format=fields.text("date_format", default=None),
        verified=_verified(fields),
    )
    fields.done()
    return selectors


def _region(fields: Fields, group: Group) -> str | None:
    region = fields.text("region", default=None)
    if region is not None and region not in _regions():
        raise fields.fault("region", f"{region!r} is none of the 20 regions (models/regions.toml)")
    if (region is not None) != (group in _REGIONAL):
        raise fields.fault("region", f"a source of group {group!r} {'has' if group in _REGIONAL else 'has no'} region")
    return region


def _expected(fields: Fields) -> tuple[int, int]:
    value = fields.take("expected_per_day", list)
    if len(value) != 2 or not all(type(n) is int for n in value) or not 0 <= value[0] <= value[1]:
        raise fields.fault("expected_per_day", "must be [fewest, most]")
    return value[0], value[1]


def parse_site(text: str, where: str) -> Site:
    """The site that a TOML text describes; `where` is the file's path for messages. SourceError on any fault."""
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # with a number of 5,000 digits, or brackets nested without end
        raise SourceError(f"{where}: not TOML: {error}") from error
    fields = Fields(raw, where)
    group = fields.choice("group", get_args(Group))
    base_url = fields.address("base_url")
    site = Site(
        key=fields.text("key"),
        name=fields.text("name"),
        base_url=base_url,
        hosts=fields.texts("hosts"),
        group=group,
        language=fields.choice("language", get_args(SiteLanguage)),
        region=_region(fields, group),
        since=fields.take("since", date, default=None),
        pace_seconds=fields.number("pace_seconds", float, 0.5, _SLOWEST_PACE_S),
        expected_per_day=_expected(fields),
        article_url=fields.regex("article_url"),
        watches=fields.take("watches", bool, default=True),
        ways=tuple(_way(table) for table in fields.tables("discovery")),
        selectors=_selectors(fields.table("selectors")),
        guarded=fields.text("guarded", default=None),
        note=fields.text("note", default=""),
    )
    fields.done()
    if urlsplit(base_url).hostname not in site.hosts:
        raise fields.fault("hosts", f"must hold the host of base_url ({urlsplit(base_url).hostname})")
    return site


def _read(file: Traversable | Path) -> Site:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SourceError(f"{file}: cannot be read ({error.strerror}); it must be a TOML file in UTF-8") from error
    except UnicodeDecodeError as error:
        raise SourceError(f"{file}: not UTF-8 (byte {error.start}); it must be a TOML file in UTF-8") from error
    site = parse_site(text, str(file))
    if f"{site.key}.toml" != file.name:
        raise SourceError(f"{file}: key: the file of the site {site.key!r} must be called {site.key}.toml")
    return site


def load_site(path: Path) -> Site:
    """The site described in one file. SourceError names the file and the key that is wrong."""
    return _read(path)


def load_sites(folder: Path | None = None) -> dict[str, Site]:
    """Every site of the folder by key, in the order of keys; the built-in folder by default. No two share a host."""
    root: Traversable | Path = files("extractors.sources") if folder is None else folder
    if not root.is_dir():
        raise SourceError(f"{root}: no such folder; give a folder of site files (*.toml)")
    found = sorted((file for file in root.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    sites = {site.key: site for site in map(_read, found)}
    owners: dict[str, str] = {}
    for site in sites.values():
        for host in site.hosts:
            if owners.setdefault(host, site.key) != site.key:
                raise SourceError(f"{root / f'{site.key}.toml'}: hosts: {host} belongs to {owners[host]}.toml already")
    return sites


def site_of(url: str, sites: Mapping[str, Site]) -> Site | None:
    """Whose page an address is, by its host; None for a host that no site has or for what is no address."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    return next((site for site in sites.values() if host in site.hosts), None)
