"""Fetches a list page by page until it has gone back far enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from extractors.bounds import LIST_COMPUTING
from extractors.confined import OutOfBounds, confined
from extractors.encoding import UndecodableError, decode
from extractors.sources.site import Site, Way
from extractors.web.client import Client
from extractors.web.feeds import read_feed
from extractors.web.jsonlists import read_json_list
from extractors.web.listed import ListRead, Seen, sort_out
from extractors.web.listings import read_listing
from extractors.web.response import Response
from models.order import Window
from models.zone import local_day

_GUARDED = frozenset({401, 403})
_BOUND = {True: "the site file's bound", False: "the most of one walk"}


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What one list gave.

    `fault`: it is no list. `unsure`: why no day of it may be claimed; `floor`: no day up to and with this one may;
    `holes`: nor may these. `last_days`: of the last two dated entries; `beyond`: the last
    day of files that were left unread because all in them is older than what was looked for.
    `asked`: requests so far; `status` and `content_type` are of the first one.
    """

    entries: dict[str, Seen] = field(default_factory=dict)
    fault: str | None = None
    guarded: bool = False
    notes: list[str] = field(default_factory=list)
    ordered: bool = True
    unsure: str | None = None
    floor: date | None = None
    links: int = 0
    asked: int = 0
    holes: list[Window] = field(default_factory=list)
    beyond: date | None = None
    last_days: list[date] = field(default_factory=list)
    status: int | None = None
    content_type: str | None = None

    def note_answer(self, response: Response) -> None:
        if not self.asked:
            self.status, self.content_type = response.status, response.content_type
        self.asked += 1

    def take(self, read: ListRead, site: Site) -> list[Seen]:
        """Adds the articles among a page's entries; those of them that are new."""
        sorted_out = sort_out(read.entries, site)
        new = self.keep(sorted_out.entries)
        self.last_days = [*self.last_days, *(local_day(one.not_after) for one in new if one.not_after)][-2:]
        self.notes += [note for note in (*read.notes, *sorted_out.left_out) if note not in self.notes]
        self.links += len(read.entries)
        return new

    def keep(self, entries: tuple[Seen, ...]) -> list[Seen]:
        """Keeps what is not there yet; which entries that were."""
        new = [entry for entry in entries if entry.url not in self.entries]
        self.entries.update({entry.url: entry for entry in new})
        return new

    def days(self) -> list[date]:
        """The latest possible day of publication of each entry that has one, in the list's order."""
        return [local_day(entry.not_after) for entry in self.entries.values() if entry.not_after is not None]


def _unfetched(response: Response, way: Way) -> ListRead:
    if response.status in _GUARDED and way.kind == "json":
        reason = f"guarded: the interface answers {response.status} to a plain request; it is not circumvented"
        return ListRead(fault=reason, guarded=True)
    return ListRead(fault=f"{response.outcome}: {response.reason}")


def read_list(body: bytes, content_type: str | None, way: Way, base: str, now: datetime) -> ListRead:
    """The entries of one page of a feed, JSON list or listing; what is none of it is a fault."""
    if way.kind == "feed":
        return read_feed(body, content_type=content_type, base=base, now=now)
    read = read_json_list if way.kind == "json" else read_listing
    try:
        return read(decode(body, content_type), way, base=base, now=now)
    except UndecodableError as error:
        return ListRead(fault=f"the answer is no text: {error}")


def _read_page(response: Response, way: Way, now: datetime) -> ListRead:
    if response.body is None:
        return _unfetched(response, way)
    try:
        return confined(LIST_COMPUTING, read_list, response.body, response.content_type, way, response.final_url, now)
    except OutOfBounds as error:
        return ListRead(fault=f"too large: {error}")


def fewest_of(way: Way, site: Site) -> int:
    """The fewest articles that one list of the way shows on a usual day: the akimats share their portal's number."""
    return site.expected_per_day[0] // len(way.addresses())


def _far_enough(gathered: Gathered, back_to: date, fewest: int) -> bool:
    """Whether the list has gone past `back_to` in its own order: its last dated entries are older.

    The last one alone could be a stray; two together, or one beside a site of few articles, are the list itself.
    """
    older = [day < back_to for day in gathered.last_days]
    return bool(older) and all(older if fewest else older[-1:])


def gather_pages(
    way: Way,
    position: int,
    site: Site,
    client: Client,
    *,
    back_to: date,
    now: datetime,
    into: Gathered | None = None,
    pages: int | None = None,
) -> Gathered:
    """Pages 1, 2, … of a feed, listing or JSON list, until `back_to` is passed or a page brings nothing new.

    `pages`: the most that are turned, in place of the site file's own bound; `into`: what keeps the entries.
    """
    gathered = into or Gathered()
    gathered.ordered = way.kind != "listing" or way.date is not None
    if not gathered.ordered:
        gathered.unsure = "links without dates beside them"
    pages = pages or way.pages
    for page in range(1, pages + 1):
        response = client.get(way.addresses(page)[position], pace=site.pace_seconds)
        gathered.note_answer(response)
        read = _read_page(response, way, now)
        if read.fault is not None:
            if page == 1:
                gathered.fault, gathered.guarded = read.fault, read.guarded
            else:
                gathered.notes.append(f"page {page}: {read.fault}")
            return gathered
        if not gathered.take(read, site):
            if page > 1:
                gathered.notes.append(f"page {page} brings nothing new")
            return gathered
        if _far_enough(gathered, back_to, fewest_of(way, site)):
            return gathered
    if pages > 1:
        gathered.notes.append(f"stopped after {pages} pages ({_BOUND[pages == way.pages]})")
    return gathered
