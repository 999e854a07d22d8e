"""One month: its pages fetched from every source side by side, then what the lists vouch for, staged with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from extractors.patience import Patience
from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.spool import State
from extractors.web.visit import fetch_listed
from extractors.web.walk_back import ListWalk
from flows.backfill.asked import stretches
from flows.backfill.journal import Journal
from flows.backfill.progress import Progress
from flows.backfill.stopping import Stop, Stopped
from flows.backfill.walking import SiteWalk
from flows.taken import Taken
from flows.visits import article_of, unread
from flows.workshop import Workshop
from models.coverage import settles
from models.order import Window
from models.records import Discovery, Fetch, Listed

# A claim and all that it rests on are staged in one piece; a month of more addresses than this (2,000 a day) is listed
# piece by piece and claims nothing.
_MOST_CLAIMED = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Takes one month of one source after the other; safe to use from several threads, one source each."""

    workshop: Workshop
    client: Client
    archive: Archive
    journal: Journal
    stop: Stop
    progress: Progress
    month: Window
    _order: Iterator[int] = field(default_factory=count)

    def take(self, walk: SiteWalk) -> None:
        """Fetch and stage the month; what is not asked for because of a stop is neither listed nor claimed."""
        month = walk.month(self.month)
        if month is None or self.stop.asked:
            return
        taken = Taken(self.workshop)
        try:
            self._fetch(walk, month, taken)
        except Stopped:
            pass
        finally:
            taken.stage()
        for looks in self._looks(walk, month):
            self.workshop.stage.discoveries(looks)
        if (failure := unread(walk.site, taken.outcomes)) is not None:
            self.workshop.report.failures.append(failure)

    def _fetch(self, walk: SiteWalk, month: Window, taken: Taken) -> None:
        patience = Patience()
        wanted = (walk.spool.entry(url).listed() for url in walk.spool.open_urls(month))
        for fetch in fetch_listed(walk.site, self.client, self.archive, wanted, fetched=walk.finals):
            self.journal.note(fetch)
            final, article = article_of(fetch, walk.site, self.archive, patience)
            taken.add(final, article)
            walk.spool.mark([fetch.url], _state(final))
            if final.page_ref is not None and final.final_url:
                walk.finals.add(final.final_url)
            self.progress.page(walk.key)
            if self.stop.asked:
                return

    def _looks(self, walk: SiteWalk, month: Window) -> Iterator[list[Discovery]]:
        """What the lists named for the month, and the days that they vouch for, each in one piece."""
        counts = walk.spool.counts(month)
        claims = not counts["open"] and counts.total() <= _MOST_CLAIMED
        for one in walk.lists:
            if one.fault is None:
                yield from self._of_list(walk, one, month, claims=claims)

    def _of_list(self, walk: SiteWalk, one: ListWalk, month: Window, *, claims: bool) -> Iterator[list[Discovery]]:
        spans = stretches(one.days & frozenset(month.days())) if claims else []
        named: list[Listed] = []
        doubtful: defaultdict[date, list[Listed]] = defaultdict(list)
        for batch in walk.spool.entries(one.number, month):
            for entry in batch:
                if entry.state == "open":
                    continue
                if entry.published_at is None and entry.state != "settled":
                    doubtful[entry.day].append(entry.listed())
                else:
                    named.append(entry.listed())
            if not claims and named:
                yield [self._look(walk, one, month, named)]
                named = []
        looks = [self._look(walk, one, span, named if span is spans[0] else [], claimed=True) for span in spans]
        if named and not spans:
            looks = [self._look(walk, one, month, named)]
        # Of an address that is dated by a change alone and that brought nothing, that day is all that is known: the
        # day stays open, and not the whole month.
        for day, items in doubtful.items():
            looks.append(self._look(walk, one, Window(start=day, end=day), items, claimed=day in one.days and claims))
        if looks:
            yield looks

    def _look(
        self, walk: SiteWalk, one: ListWalk, span: Window, items: list[Listed], *, claimed: bool = False
    ) -> Discovery:
        """A look at a part of a list; each has a moment of its own, which is part of its name."""
        workshop = self.workshop
        passed = datetime.now(UTC) - workshop.begun + timedelta(microseconds=next(self._order))
        return Discovery(
            source=walk.key,
            method=one.method,
            address=one.address,
            checked_at=workshop.now + passed,
            ok=True,
            reason=None if claimed else "listed by a back-fill, which claims no day by it",
            items=tuple(items),
            reached_back_to=span.start if claimed else None,
            complete=claimed,
            reached_until=span.end,
        )


def _state(fetch: Fetch) -> State:
    if settles(fetch) or fetch.outcome == "duplicate":
        return "settled"
    return "kept" if fetch.page_ref is not None else "failed"
