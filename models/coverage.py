"""Coverage: which days of publication were looked at, and for how much of a window somebody was looking.

A day of publication is covered for a source when its discovery (feed, sitemap, listing, back-fill) reached back over
that day and the articles it listed for it were fetched, whenever that happened: one back-fill today can cover last
spring, and one late success heals a day that a failure had left open.

That nothing to read stands at an address (a video stub, a file, a page withdrawn) settles it, but only among addresses
that were read: a site that answers every address with its front page, a PDF or 404 was not looked at. So of the
addresses that a list named for a day, at most a fifth may have come back empty-handed; or at most half, where it is at
most a fifth of those named within a week of it: one odd stub among a small paper's three articles is no outage. A day
for which nothing was named is covered, unless articles were named within a week of it and not one could be read.

Where more than three in ten of the pages named within a week of a day gave no text, the reading of that source is
broken (its layout changed): the day is not covered, also where its own few pages happened to be read or it had none.
A day heals with its pages: what a later visit or a replay of the archive reads is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from models.looks import Look, Shelf, days_reached, days_touched, look_of
from models.order import Window
from models.records import Discovery, Fetch, Outcome, Source
from models.registry import Registry
from models.zone import local_day

READ: frozenset[Outcome] = frozenset({"fetched", "unchanged", "gated"})
EMPTY_HANDED: frozenset[Outcome] = frozenset({"not_article", "not_html"})  # and what is GONE
# A page came that may hold an article, and no text was found on it: ours to mend, and counted to tell a broken reading.
TEXTLESS: frozenset[Outcome] = frozenset({"no_text", "undecodable"})
# With these the address is done with: what stands there was read, is known, or is no article to read. All others leave
# the day open: robots, http_error, too_large, timeout, network_error, redirect_loop, refused_address, undecodable, and
# no_text (a page whose text could not be found may hold the one report that matters). `duplicate` speaks for nothing:
# the other outcome of the same address in the same run does.
SETTLING: frozenset[Outcome] = READ | EMPTY_HANDED
GONE = frozenset({404, 410})  # the publisher withdrew it: no reader can see it and no later try can bring it

# A verdict bears a fifth of its window unseen (compliance.COVERED_SHARE_NEEDED); a day bears as much of its articles.
EMPTY_HANDED_AT_MOST = Fraction(1, 5)
# Every weekday twice, so that a weekly paper has a neighbour; no more, or months of health would excuse a bad week.
NEIGHBOURS = timedelta(days=7)
# More than three in ten pages without a text (issue 7), and at least five: where one page in ten never has one (a
# gallery, a video), chance makes five of sixteen or more of any number in less than two weeks of a hundred.
TEXTLESS_AT_MOST = Fraction(3, 10)
TEXTLESS_ENOUGH = 5


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The covered days of each source (and of each regional list of it), and which source reports on which region."""

    sources: tuple[Source, ...]
    days: Mapping[Shelf, frozenset[date]]

    def watching(self, region: str) -> tuple[Source, ...]:
        """The sources that report on the region in a language that is read (Russian)."""
        return tuple(s for s in self.sources if s.reports_on(region) and "ru" in s.language.split(","))

    def covered_days(self, region: str, window: Window) -> frozenset[date]:
        """The days of the window that at least one source reporting on the region covers."""
        seen = self._seen(region)
        return frozenset(day for day in window.days() if day in seen)

    def _seen(self, region: str) -> frozenset[date]:
        if region not in self._seen_by_region:
            shelves = ((source.key, shelf) for source in self.watching(region) for shelf in (None, region))
            days = (self.days.get(shelf, frozenset()) for shelf in shelves)
            self._seen_by_region[region] = frozenset().union(*days)
        return self._seen_by_region[region]

    @cached_property
    def _seen_by_region(self) -> dict[str, frozenset[date]]:
        """All days that each region is covered on: every month of its record asks for some of them."""
        return {}

    def share(self, region: str, window: Window) -> float:
        """The share (0-1) of the window's days that at least one source reporting on the region covers."""
        return len(self.covered_days(region, window)) / window.length


NOTHING_SEEN = Coverage(sources=(), days={})


def settles(fetch: Fetch) -> bool:
    """True where nothing is left to do at this address, so that it no longer keeps its day open."""
    return fetch.outcome in SETTLING or (fetch.outcome == "http_error" and fetch.status in GONE)


def read_addresses(fetches: Iterable[Fetch]) -> frozenset[str]:
    """The addresses at which some fetch found an article, and those found to be duplicates of one of them."""
    seen = tuple(fetches)
    return _with_duplicates([fetch for fetch in seen if fetch.outcome in READ], seen)


def settled_addresses(fetches: Iterable[Fetch]) -> frozenset[str]:
    """The addresses that some fetch settled, and those found to be duplicates of one of them."""
    seen = tuple(fetches)
    return _with_duplicates([fetch for fetch in seen if settles(fetch)], seen)


def _with_duplicates(done: Iterable[Fetch], seen: Iterable[Fetch]) -> frozenset[str]:
    """The addresses of `done`, and those that led to the same page, which itself no list need name."""
    addresses = {fetch.url for fetch in done}
    pages = addresses | {fetch.final_url for fetch in done if fetch.final_url}
    return frozenset(addresses | {f.url for f in seen if f.outcome == "duplicate" and f.final_url in pages})


def textless_addresses(fetches: Iterable[Fetch]) -> frozenset[str]:
    """The addresses that gave a page on which no text was found, at least once."""
    return frozenset(fetch.url for fetch in fetches if fetch.outcome in TEXTLESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How many of the addresses that a list named for a day were read, settled with nothing to read, or are open.

    `textless`: those of the open ones that gave a page without a text.
    """

    read: int = 0
    empty: int = 0
    waiting: int = 0
    textless: int = 0

    def suffice(self) -> bool:
        """At most a fifth came back empty-handed, of those that are settled at all."""
        return not self.empty or self.empty <= EMPTY_HANDED_AT_MOST * (self.read + self.empty)


_NOTHING_NAMED = Answers()


def answers_by_day(
    discoveries: Iterable[Discovery], fetches: Iterable[Fetch], registry: Registry
) -> dict[Shelf, dict[date, Answers]]:
    """For each list and day for which it named an address what became of those.

    An item listed without a day (a sitemap that knows only when a page was changed) may be of any day that its list
    reached: it counts for all of them.
    """
    seen = tuple(fetches)
    read, settled, textless = read_addresses(seen), settled_addresses(seen), textless_addresses(seen)
    named: defaultdict[Shelf, defaultdict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for discovery in discoveries:
        days = named[discovery.source, registry.section_of(discovery.address)]
        for item in discovery.items:
            if item.published_at is not None:
                days[local_day(item.published_at)].add(item.url)
        undated = {item.url for item in discovery.items if item.published_at is None}
        look = look_of(discovery, registry)
        for day in _each_day(*days_touched(look)) if look is not None and undated else ():
            days[day] |= undated
    return {
        shelf: {day: _answers(urls, read, settled, textless) for day, urls in days.items()}
        for shelf, days in named.items()
    }


def _each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _answers(urls: set[str], read: frozenset[str], settled: frozenset[str], textless: frozenset[str]) -> Answers:
    done, found = len(urls & settled), len(urls & read)
    without = len((urls - settled) & textless)
    return Answers(read=found, empty=done - found, waiting=len(urls) - done, textless=without)


def open_days(answers: Mapping[Shelf, Mapping[date, Answers]]) -> dict[Shelf, frozenset[date]]:
    """For each list the days of which some article was never settled."""
    return {shelf: frozenset(day for day, own in days.items() if own.waiting) for shelf, days in answers.items()}


def could_be_read(day: date, answers: Mapping[date, Answers]) -> bool:
    """Whether a list's articles of the day were to be had: the rule at the head of this module."""
    own = answers.get(day, _NOTHING_NAMED)
    if own != _NOTHING_NAMED and own.suffice():
        return True
    span = NEIGHBOURS.days
    near = [answers.get(day + timedelta(days=n), _NOTHING_NAMED) for n in range(-span, span + 1)]
    around = Answers(read=sum(one.read for one in near), empty=sum(one.empty for one in near))
    if own == _NOTHING_NAMED:
        return around.read > 0 or all(one == _NOTHING_NAMED for one in near)
    return own.read >= own.empty and around.suffice()


def broken_reading(read: int, textless: int) -> bool:
    """Whether so many pages without a text, beside those that were read, show a broken reading."""
    return textless >= TEXTLESS_ENOUGH and textless > TEXTLESS_AT_MOST * (read + textless)


def broken_days(answers: Mapping[date, Answers]) -> frozenset[date]:
    """The days around which too many of a list's pages gave no text (`broken_reading`, a week either way)."""
    span = [timedelta(days=n) for n in range(-NEIGHBOURS.days, NEIGHBOURS.days + 1)]
    near = {day + step for day, own in answers.items() if own.textless for step in span}
    return frozenset(day for day in near if _broken_around([answers.get(day + step, _NOTHING_NAMED) for step in span]))


def _broken_around(near: Iterable[Answers]) -> bool:
    own = tuple(near)
    return broken_reading(sum(one.read for one in own), sum(one.textless for one in own))


def covered(
    reached: Mapping[Shelf, frozenset[date]],
    still_open: Mapping[Shelf, frozenset[date]],
    answers: Mapping[Shelf, Mapping[date, Answers]],
) -> dict[Shelf, frozenset[date]]:
    """For each list the days reached, not open, not broken, whose articles could be read."""
    found: dict[Shelf, frozenset[date]] = {}
    for shelf, days in reached.items():
        own = answers.get(shelf, {})
        left = days - still_open.get(shelf, frozenset()) - broken_days(own)
        found[shelf] = frozenset(day for day in left if could_be_read(day, own))
    return found


def coverage_of(
    sources: Iterable[Source], discoveries: Iterable[Discovery], fetches: Iterable[Fetch], registry: Registry
) -> Coverage:
    """The whole computation, from what was listed and fetched in any run to the days covered."""
    seen = tuple(discoveries)
    looks = [look for look in (look_of(discovery, registry) for discovery in seen) if look]
    return coverage_from(sources, looks, answers_by_day(seen, fetches, registry))


def coverage_from(
    sources: Iterable[Source], looks: Iterable[Look], answers: Mapping[Shelf, Mapping[date, Answers]]
) -> Coverage:
    """The same from looks and from what became of each day's addresses, however these were counted."""
    days = covered(days_reached(looks), open_days(answers), answers)
    return Coverage(sources=tuple(sources), days=days)
