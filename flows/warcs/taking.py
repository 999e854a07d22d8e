"""Taking one WARC file in: its pages looked at, read where it is worth it, and staged with the bytes they came from."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from extractors.article import Rejected
from extractors.patience import Patience
from extractors.skim import skim
from extractors.sources import Site
from extractors.web.copied import CopiedRecords
from extractors.web.warcpage import PAGE_FAULTS, ArchivedPage, told
from extractors.web.warcsource import open_source
from extractors.web.warcwalk import Broken, Met, Passed, Walked, walk
from flows.warcs.stretch import Stretch
from flows.warcs.work import WarcTally, WarcWork
from models.errors import AkimwatchError
from models.identity import digest
from models.records import Article, Fetch, PageRef, PassedOver
from models.warcs import PassedPage
from warehouse.stage import Stage

_MOST_COPIED = 64 * 1024 * 1024  # bytes of records kept of one stretch: usually some ten megabytes
_AHEAD = timedelta(days=1)  # by which another crawler's clock may be
_TICK = timedelta(microseconds=1)  # between what is staged one after another


def take_warc_file(work: WarcWork) -> WarcTally:
    """Stage what the file holds from `work.begins` on, stretch by stretch; never raises for what is in it.

    A page goes three steps, and the first two are for pages that somebody else crawled: a look at its bytes; its text,
    asked for the words of the gates; all of it. What no gate lets through has the outcome `gated` and leaves its title.
    """
    taking = _Taking(work)
    try:
        with open_source(work.address).open(work.begins) as file:
            for met in walk(file, offset=work.begins, wanted=work.sites.__contains__):
                taking.meet(met)
        taking.stage(whole=not taking.is_cut)
    except (OSError, AkimwatchError) as error:  # the source gave out: what was read of it is whole
        taking.tally.stopped = str(error)
        taking.stage(whole=False)
    return taking.tally


class _Taking:
    """One file on its way. `is_cut`: it ends inside a record, and a later run looks whether there is more."""

    def __init__(self, work: WarcWork) -> None:
        self.tally = WarcTally()
        self.is_cut = False
        self._work = work
        self._patience = Patience()
        self._own = work.inside is not None
        self._moment = work.moment
        self._stage = Stage(work.stage, work.run_id, clock=self._tick)
        self._begin(work.begins)

    def _tick(self) -> datetime:
        self._moment += _TICK
        return self._moment

    def _begin(self, at: int) -> None:
        name, date = self._work.file.name, self._work.moment.astimezone(UTC)
        self._stretch = Stretch(begins=at, ends=at)
        self._copies = CopiedRecords(source=name, date=f"{date:%Y-%m-%dT%H:%M:%SZ}")
        self._copied_as = f"copied-{self._work.run_id}-{digest('', (name, self._work.file.identity, at))}.warc.gz"

    def meet(self, met: Met) -> None:
        if self._is_full and met.offset >= self._stretch.ends:  # several records may share one place
            self.stage(whole=False)
            self._begin(met.offset)
        stretch = self._stretch
        stretch.records += 1
        self.is_cut = met.end is None
        if isinstance(met, Broken):
            self._broken(f"at byte {met.offset}: {met.told}")
        elif isinstance(met, Passed):
            self._own = self._own or met.is_ours
            if met.host is not None:
                stretch.hosts[met.host, None] += 1
                self.tally.strangers[met.host] += 1
        else:
            site = self._work.sites[met.host]
            stretch.hosts[met.host, site.key] += 1
            self._take(met, site)
        if met.end is not None:
            stretch.ends = met.end

    @property
    def _is_full(self) -> bool:
        return self._stretch.is_full or self._copies.size > _MOST_COPIED

    def _broken(self, told: str) -> None:
        self._stretch.broken.append(told)
        self.tally.broken.append(f"{self._work.file.name}: {told}")

    def _take(self, met: Walked, site: Site) -> None:
        try:
            fetch = self._page(met, site)
        except PAGE_FAULTS as error:
            self._broken(f"at byte {met.offset}: not a readable record ({told(error)})")
            return
        self._stretch.fetches.append(fetch)
        self.tally.count(site.key, fetch.outcome)

    def _page(self, met: Walked, site: Site) -> Fetch:
        page = met.page()
        fetch = Fetch(
            source=site.key,
            url=page.url,
            final_url=page.final_url,
            fetched_at=page.at,
            outcome=page.outcome,
            reason=page.reason,
            status=page.status,
            content_type=page.content_type,
            size=len(page.payload),
        )
        if page.at > self._work.moment + _AHEAD:
            raise ValueError(f"fetched in the future, {page.at:%Y-%m-%d}")  # nothing later could ever take its place
        if page.outcome != "fetched":
            return fetch
        # An address whose article stands is read whole: what it says now takes the place of what it said.
        whole = self._own or self._work.standing.holds(site.key, page.url)
        if not whole and (passed := _skimmed(page, site)) is not None:
            return self._pass_over(met, fetch, passed)
        sha256 = hashlib.sha256(page.payload).hexdigest()
        if reason := self._work.standing.why_unchanged(site.key, page.url, page.at, sha256):
            return replace(fetch, outcome="unchanged", reason=reason)
        read = self._patience.read if whole else self._patience.read_gated
        found = read(page.payload, url=page.url, content_type=page.content_type, site=site, fetched_at=page.at)
        if isinstance(found, PassedOver):
            return self._pass_over(met, fetch, found)
        return self._keep(replace(fetch, page_ref=self._ref(met, sha256)), found)

    def _pass_over(self, met: Walked, fetch: Fetch, passed: PassedOver) -> Fetch:
        self._stretch.passed.append(
            PassedPage(
                source=fetch.source,
                url=fetch.url,
                seen_at=fetch.fetched_at,
                file=self._work.file,
                offset=met.offset,
                page=passed,
            )
        )
        return replace(fetch, outcome="gated", reason="no word of the gates")

    def _keep(self, fetch: Fetch, found: Article | Rejected) -> Fetch:
        if isinstance(found, Rejected):
            return replace(fetch, outcome=found.outcome, reason=found.reason)
        self._stretch.articles.append(replace(found, page_ref=fetch.page_ref))
        return fetch

    def _ref(self, met: Walked, sha256: str) -> PageRef:
        """Where the page's bytes lie: in our archive already, or copied, for evidence must outlive a file not ours."""
        if self._work.inside is not None:
            return PageRef(file=self._work.inside, offset=met.offset, sha256=sha256)
        return PageRef(file=self._copied_as, offset=self._copies.add(met.packed), sha256=sha256)

    def stage(self, *, whole: bool) -> None:
        """Write down the stretch: the copied records first, so that no row names a file that is not there."""
        if self._copies.count:
            content = self._copies.content()
            self._stage.warc(self._copied_as, lambda file: file.write(content))
        progress = None if self._own else self._work.file
        self._stretch.stage(self._stage, progress, self._work.size, whole=whole)


def _skimmed(page: ArchivedPage, site: Site) -> PassedOver | None:
    return skim(page.payload, url=page.url, content_type=page.content_type, site=site, fetched_at=page.at)
