"""Fetches a sitemap, and of an index only the files that can hold what is new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from extractors.sources.site import Site
from extractors.web.client import Client
from extractors.web.gather import Gathered
from extractors.web.listed import ListRead, Seen
from extractors.web.sitemaps import SITEMAP_BYTES, Child, SitemapRead, read_sitemap
from models.zone import local_day

_DEEPEST_INDEX = 2  # an index of indexes occurs (one a language); deeper ones are circles
_MOST_SITEMAPS = 50  # files of one look: at 3 s each 2.5 minutes; a news site's last two months lie in 1-5
# Yoast and others keep one file for each kind of page; these kinds hold no articles: category-sitemap2.xml
_NOT_ARTICLES = re.compile(r"\b(?:page|category|post_tag|tag|author|image|video|product)s?-sitemap\d*\.xml", re.I)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """One look at a site's sitemaps: what it may ask and what it has gathered."""

    site: Site
    client: Client
    back_to: date
    now: datetime
    gathered: Gathered

    def fetch(self, address: str) -> SitemapRead:
        response = self.client.get(address, pace=self.site.pace_seconds, max_bytes=SITEMAP_BYTES)
        self.gathered.note_answer(response)
        if response.body is None:
            return SitemapRead(articles=ListRead(fault=f"{response.outcome}: {response.reason}"))
        return read_sitemap(response.body, base=response.final_url, now=self.now)

    def take(self, read: SitemapRead) -> None:
        if read.articles.cut:
            self.gathered.unsure = "a sitemap is cut off"
        self.gathered.take(read.articles, self.site)

    def descend(self, children: tuple[Child, ...], depth: int) -> None:
        """Reads the files of an index that may hold articles since `back_to`, and no more than one look may."""
        dated, undated = self._choose(children)
        self._read_dated(dated, depth)
        self._read_undated(undated, depth)

    def _choose(self, children: tuple[Child, ...]) -> tuple[list[Child], list[Child]]:
        own = [child for child in children if urlsplit(child.url).hostname in self.site.hosts]
        useful = [child for child in own if not _NOT_ARTICLES.search(child.url)]
        if len(useful) < len(children):
            left_out = len(children) - len(useful)
            self.gathered.notes.append(f"{left_out} sitemaps of other hosts or of other kinds of pages left out")
        dated = [(child.changed, child) for child in useful if child.changed is not None]
        recent = [pair for pair in dated if local_day(pair[0]) >= self.back_to]
        newest_first = [child for _, child in sorted(recent, key=lambda pair: pair[0], reverse=True)]
        return newest_first, [child for child in useful if child.changed is None]

    def _full(self) -> bool:
        return self.gathered.asked >= _MOST_SITEMAPS

    def _read(self, child: Child, depth: int) -> list[Seen]:
        """One file's articles; a file that fails leaves a hole of unknown place, so no day is claimed."""
        known = len(self.gathered.entries)
        read = self.fetch(child.url)
        if read.articles.fault is not None:
            self.gathered.unsure = "a sitemap is missing"
            self.gathered.notes.append(f"{child.url}: {read.articles.fault}")
        else:
            self.take(read)
            if read.children and depth < _DEEPEST_INDEX:
                self.descend(read.children, depth + 1)
        return list(self.gathered.entries.values())[known:]

    def _read_dated(self, newest_first: list[Child], depth: int) -> None:
        for position, child in enumerate(newest_first):
            if self._full():
                # What an unread file holds was changed, so published, no later than the file itself.
                day = local_day(child.changed) if child.changed else self.back_to
                self.gathered.floor = max(day, self.gathered.floor or day)
                self._note_unread(len(newest_first) - position)
                return
            self._read(child, depth)

    def _read_undated(self, in_order: list[Child], depth: int) -> None:
        """Files without a date of change: from the last named back (zakon.kz numbers them so), or from the first on
        where the last turns out to be old, until one holds nothing new."""
        waiting = list(in_order)
        from_end, tried = True, 0
        while waiting:
            if self._full():
                self.gathered.unsure = "sitemaps without dates are left unread"
                self._note_unread(len(waiting))
                return
            entries = self._read(waiting.pop(-1 if from_end else 0), depth)
            tried += 1
            if _all_older(entries, self.back_to):
                if not from_end or tried > 1:
                    return
                from_end = False

    def _note_unread(self, number: int) -> None:
        self.gathered.notes.append(
            f"{number} more sitemaps are not read: {_MOST_SITEMAPS} files are the most of one look"
        )


def _all_older(entries: list[Seen], back_to: date) -> bool:
    days = [local_day(entry.not_after) for entry in entries if entry.not_after is not None]
    return bool(days) and max(days) < back_to


def gather_sitemap(address: str, site: Site, client: Client, *, back_to: date, now: datetime) -> Gathered:
    """The articles of a sitemap, or of those files of an index that have changed since `back_to`."""
    gathered = Gathered(ordered=False)
    walk = _Walk(site=site, client=client, back_to=back_to, now=now, gathered=gathered)
    read = walk.fetch(address)
    if read.articles.fault is not None:
        gathered.fault = read.articles.fault
        return gathered
    walk.take(read)
    walk.descend(read.children, 1)
    return gathered
