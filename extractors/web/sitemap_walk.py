"""Fetches a sitemap, and of an index only the files that can hold what is new."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from extractors.bounds import LIST_COMPUTING, SITEMAP_BYTES, SITEMAP_DEPTH, SITEMAP_FILES
from extractors.confined import OutOfBounds, confined
from extractors.sources.site import Site
from extractors.web.client import Client
from extractors.web.gather import Gathered
from extractors.web.listed import ListRead
from extractors.web.named_periods import MARGIN, period_named
from extractors.web.sitemaps import Child, SitemapRead, read_sitemap
from models.order import Window
from models.zone import local_day

_MOST_NEIGHBOURS = 3  # files of other days, asked for where no file of these days has an article; the first mostly does
# Yoast and others keep one file for each kind of page; these kinds hold no articles: category-sitemap2.xml
_NOT_ARTICLES = re.compile(r"\b(?:page|category|post_tag|tag|author|image|video|product)s?-sitemap\d*\.xml", re.I)


@dataclass(slots=True, kw_only=True)
class _Walk:
    """One look at a site's sitemaps: what it may ask and what it has gathered."""

    site: Site
    client: Client
    back_to: date
    until: date
    now: datetime
    gathered: Gathered
    most: int
    asked: set[str] = field(default_factory=set)  # files: an index may name itself, and others that name it
    days: set[date] = field(default_factory=set)  # named by what was taken since it was last emptied
    # Files that were left out for their days: whether those are later ones, how many days away, how deep, which.
    aside: list[tuple[bool, int, int, Child]] = field(default_factory=list)

    def fetch(self, address: str) -> SitemapRead:
        self.asked.add(address)
        response = self.client.get(address, pace=self.site.pace_seconds, max_bytes=SITEMAP_BYTES)
        self.gathered.note_answer(response)
        if response.body is None:
            return SitemapRead(articles=ListRead(fault=f"{response.outcome}: {response.reason}"))
        try:
            return confined(LIST_COMPUTING, read_sitemap, response.body, base=response.final_url, now=self.now)
        except OutOfBounds as error:
            return SitemapRead(articles=ListRead(fault=f"too large: {error}"))

    def take(self, read: SitemapRead) -> None:
        if read.articles.cut:
            self.gathered.unsure = "a sitemap is cut off"
        new = self.gathered.take(read.articles, self.site)
        self.days.update(local_day(one.not_after) for one in new if one.not_after)

    def descend(self, children: tuple[Child, ...], depth: int) -> None:
        """Reads the files of an index that may hold articles since `back_to`, and no more than one look may."""
        useful = self._useful(children, depth)
        dated = [(child.changed, child) for child in useful if child.changed is not None]
        recent = [pair for pair in dated if local_day(pair[0]) >= self.back_to]
        older = [(local_day(changed), child) for changed, child in dated if local_day(changed) < self.back_to]
        self._note_beyond([day for day, _ in older])
        self.aside += [(False, (self.back_to - day).days, depth, child) for day, child in older]
        undated = [child for child in useful if child.changed is None]
        named = [(period, child) for child in undated if (period := period_named(child.url)) is not None]
        self._read_dated([child for _, child in sorted(recent, key=lambda pair: pair[0], reverse=True)], depth)
        self._read_named(sorted(named, key=lambda pair: pair[0].end, reverse=True), depth)
        self._read_undated([child for child in undated if period_named(child.url) is None], depth)

    def _useful(self, children: tuple[Child, ...], depth: int) -> list[Child]:
        """The site's own files of articles, those aside that their own names place outside the days looked for."""
        own = [child for child in children if urlsplit(child.url).hostname in self.site.hosts]
        useful = [child for child in own if not _NOT_ARTICLES.search(child.url)]
        if len(useful) < len(children):
            left_out = len(children) - len(useful)
            self.gathered.notes.append(f"{left_out} sitemaps of other hosts or of other kinds of pages left out")
        named = [(period, child) for child in useful if (period := period_named(child.url)) is not None]
        self._note_beyond([period.end - MARGIN for period, _ in named])
        for period, child in named:
            if not self._may_hold(child):
                later = period.start > self.until
                away = period.start - self.until if later else self.back_to - period.end
                self.aside.append((later, away.days, depth, child))
        return [child for child in useful if self._may_hold(child)]

    def _note_beyond(self, last_days: list[date]) -> None:
        older = [day for day in last_days if day < self.back_to]
        if older:
            self.gathered.beyond = max([*older, *([self.gathered.beyond] if self.gathered.beyond else [])])

    def _may_hold(self, child: Child) -> bool:
        named = period_named(child.url)
        return named is None or (named.start <= self.until and named.end >= self.back_to)

    def ask_neighbours(self) -> None:
        """Where every file of these days was read and none names an article: the nearest files of other days.

        They tell a quiet stretch of a living site from a sitemap without articles. Earlier days go first: what was
        published last before the stretch says how long the site has been silent.
        """
        for _ in range(_MOST_NEIGHBOURS):
            gathered = self.gathered
            broken = gathered.unsure or gathered.holes or gathered.floor
            if broken or gathered.links or not self.aside or self._full():
                return
            nearest = min(self.aside, key=lambda one: one[:2])
            self.aside.remove(nearest)
            gathered.beyond = None  # the articles' own days say it better than the file's
            self._read(nearest[-1], nearest[2])

    def _full(self) -> bool:
        return self.gathered.asked >= self.most

    def _read(self, child: Child, depth: int) -> None:
        """One file's articles; one that fails leaves a hole: the days it is named by, or else of unknown place."""
        if child.url in self.asked:
            return
        read = self.fetch(child.url)
        if read.articles.fault is not None:
            self.gathered.notes.append(f"{child.url}: {read.articles.fault}")
            if (period := period_named(child.url)) is not None:
                self.gathered.holes.append(period)
            else:
                self.gathered.unsure = "a sitemap is missing"
            return
        self.take(read)
        if read.children and depth < SITEMAP_DEPTH:
            self.descend(read.children, depth + 1)

    def _read_dated(self, newest_first: list[Child], depth: int) -> None:
        for position, child in enumerate(newest_first):
            if self._full():
                # What an unread file holds was changed, so published, no later than the file itself.
                day = local_day(child.changed) if child.changed else self.back_to
                self.gathered.floor = max(day, self.gathered.floor or day)
                self._note_unread(len(newest_first) - position)
                return
            self._read(child, depth)

    def _read_named(self, newest_first: list[tuple[Window, Child]], depth: int) -> None:
        for position, (period, child) in enumerate(newest_first):
            if self._full():
                self.gathered.floor = max(period.end, self.gathered.floor or period.end)
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
            self.days.clear()
            self._read(waiting.pop(-1 if from_end else 0), depth)
            tried += 1
            if self.days and max(self.days) < self.back_to:
                if not from_end or tried > 1:
                    return
                from_end = False

    def _note_unread(self, number: int) -> None:
        self.gathered.notes.append(f"{number} more sitemaps are not read: {self.most} files are the most of one look")


def gather_sitemap(
    address: str,
    site: Site,
    client: Client,
    *,
    back_to: date,
    now: datetime,
    until: date = date.max,
    into: Gathered | None = None,
    most: int | None = None,
    neighbours: bool = False,
) -> Gathered:
    """The articles of a sitemap, or of those files of an index that can hold some of the days asked for.

    Those are changed since `back_to`, and not named by a month outside `back_to`..`until`. `most`: files that are read
    at most; `into`: what keeps the entries; `neighbours`: where those files name no article, files of other days are
    asked, so that a list which was merely quiet is not taken for none.
    """
    gathered = into or Gathered()
    gathered.ordered = False
    walk = _Walk(
        site=site, client=client, back_to=back_to, until=until, now=now, gathered=gathered, most=most or SITEMAP_FILES
    )
    read = walk.fetch(address)
    if read.articles.fault is not None:
        gathered.fault = read.articles.fault
        return gathered
    walk.take(read)
    walk.descend(read.children, 1)
    if neighbours:
        walk.ask_neighbours()
    return gathered
