"""The whole back-fill: walk, plan, then month by month fetch, stage and load; analyse and publish now and then.

Whatever ends it, the next one goes on: what is loaded, staged or noted in the journal is not fetched again, and which
months are done is told from what is stored.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from extractors.patience import Patience
from extractors.sources import Site
from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.pace import Pace
from extractors.web.warcfile import ArchiveError
from flows.alone import alone
from flows.analyse import analyse
from flows.backfill.asked import Asked, months_of, spans_of
from flows.backfill.journal import Journal, fetches_noted, left_behind
from flows.backfill.outcome import Outcome
from flows.backfill.plan import plan_of, seconds_left
from flows.backfill.portion import Portion
from flows.backfill.progress import Progress
from flows.backfill.settled import months_left
from flows.backfill.stopping import Stop, stopping
from flows.backfill.walking import SiteWalk, Walker, failed_lists, mark_known
from flows.each import each_in_threads
from flows.run_report import Failure
from flows.taken import Taken
from flows.visits import article_of, client_settings
from flows.workshop import Workshop
from models.order import Window
from warehouse.stage import Stage

# Results within a night, and not an inference for every hour's pages: whichever of the two comes first.
_PUBLISH_AFTER_MONTHS = 3
_PUBLISH_AFTER_SECONDS = 2 * 3600.0
_PATIENCE_SECONDS = 1800.0  # a monitor judges for minutes; a back-fill of days can wait for it


@dataclass(slots=True, kw_only=True)
class Backfill:
    """One back-fill. `renew` makes the workshop of each run of it: a publication is a run of its own.

    `publish`: what is done with what came, now and then and at the end.
    """

    renew: Callable[[], Workshop]
    asked: Asked
    sources: tuple[str, ...]
    say: Callable[[str], None]
    publish: Callable[[Workshop], None] = lambda workshop: analyse(workshop, each_in_threads)
    workshop: Workshop = field(init=False)
    outcome: Outcome = field(init=False)

    def __post_init__(self) -> None:
        self.workshop = self._renewed()
        self.outcome = Outcome(asked=self.asked)

    @property
    def folder(self) -> Path:
        """What a back-fill keeps while it runs: lock, spools, journal."""
        return self.workshop.settings.data / "backfill"

    def _renewed(self) -> Workshop:
        workshop = self.renew()
        workshop.wait_seconds = _PATIENCE_SECONDS
        return workshop

    def run(self, *, plan_only: bool = False) -> Outcome:
        """Do it, or only find out what there is to do; BadInput for a source that is not known, before anything."""
        sites = self.workshop.chosen_sites(self.sources)
        spans, self.outcome.asked = spans_of(self.asked, sites)
        for remark in self.outcome.asked.remarks:
            self.say(f"? {remark}")
        sites = [site for site in sites if site.key in spans]
        with self._alone(), stopping() as stop, ExitStack() as open_spools:
            self._take_up()
            months = self._months_left(sites, spans)
            with self._client(stop) as client:
                walks = self._walk([site for site in sites if months[site.key]], months, client, stop, open_spools)
                self.workshop.check_clock_by(client.clocks)
                if not stop.asked:
                    self._plan(walks)
                if not plan_only and not stop.asked:
                    self._fill(walks, client, stop)
            if plan_only:
                return self.outcome
            self._finish(sites, spans, stop)
        return self.outcome

    def _alone(self) -> AbstractContextManager[None]:
        """A second back-fill would ask the same hosts for the same pages."""
        todo = "let it finish or stop it with Ctrl-C, nothing of it is lost"
        return alone(self.folder / "lock", "a back-fill is running", todo)

    def _take_up(self) -> None:
        """Load what an earlier run staged, and what it noted as archived and did not come to stage."""
        self.workshop.settings.archive.mkdir(parents=True, exist_ok=True)
        for leftover in self.folder.glob("*.walk"):
            leftover.unlink()
        journals = left_behind(self.folder)
        for path in journals:
            self._stage_again(path)
        self.workshop.load()
        self.workshop.check_clock()
        for path in journals:
            path.unlink()

    def _stage_again(self, path: Path) -> None:
        """Under the run's own id: what was loaded of it is not loaded twice.

        Pages that the archive lost with its end (a power cut) are left out: they are fetched again.
        """
        workshop = self.renew()
        workshop.run_id, workshop.stage = path.stem, Stage(workshop.settings.stage_at, path.stem)
        lost = 0
        with Archive(workshop.settings.archive, report=workshop.report.repaired.append) as archive:
            taken, patience = Taken(workshop), Patience()
            for fetch in fetches_noted(path):
                if (site := workshop.sites.get(fetch.source)) is None:
                    continue
                try:
                    found = article_of(fetch, site, archive, patience)
                except ArchiveError:
                    lost += 1
                else:
                    taken.add(*found)
            taken.stage()
        if lost:
            self.say(f"? {lost} pages that an earlier run noted are not in the archive; they are fetched again")

    def _months_left(self, sites: Sequence[Site], spans: dict[str, Window]) -> dict[str, list[Window]]:
        with self.workshop.warehouse() as connection:
            return months_left(connection, self.workshop.registry, sites, spans, today=self.workshop.today)

    @contextmanager
    def _client(self, stop: Stop) -> Iterator[Client]:
        settings = self.workshop.settings
        with Client(client_settings(settings), pace=Pace(sleep=stop.sleep, doors=settings.doors)) as client:
            yield client

    def _walk(
        self,
        sites: Sequence[Site],
        months: dict[str, list[Window]],
        client: Client,
        stop: Stop,
        open_spools: ExitStack,
    ) -> list[SiteWalk]:
        """Every list of every source once."""
        if sites:
            self.say(f"walking the archives of {len(sites)} sources")
        walker = Walker(workshop=self.workshop, client=client, folder=self.folder, months=months)
        at_once = self.workshop.settings.sites_at_once
        found = each_in_threads("walk", walker.walk, sites, at_once=at_once)
        walks = [one for one in found if isinstance(one, SiteWalk)]
        for walk in walks:
            open_spools.enter_context(walk.spool)
        report = self.outcome.report
        report.failures += [one for one in found if isinstance(one, Failure)]
        report.sources_visited = len(sites)
        report.sources_reached = sum(walk.reached for walk in walks)
        for walk in walks:
            if not walk.reached:
                told = "; ".join(f"{one.address}: {one.fault}" for one in walk.lists)
                report.failures.append(Failure(step="walk", about=walk.key, reason=told or "no way to its past"))
        return walks

    def _plan(self, walks: Sequence[SiteWalk]) -> None:
        months = self._months(walks)
        mark_known(self.workshop, walks, months)
        self.outcome.plans = [plan_of(walk) for walk in walks]
        self.outcome.seconds = seconds_left(walks, months, self.workshop.settings.sites_at_once)

    def _months(self, walks: Sequence[SiteWalk]) -> list[Window]:
        """All calendar months in which some source has something to do, the newest first."""
        firsts = [month.start.replace(day=1) for walk in walks for month in walk.months]
        return months_of(Window(start=min(firsts), end=max(firsts))) if firsts else []

    def _fill(self, walks: Sequence[SiteWalk], client: Client, stop: Stop) -> None:
        """Month by month, each loaded before the next begins."""
        for line in self.outcome.plan_lines():
            self.say(line)
        for walk in walks:
            self.workshop.stage.discoveries(failed_lists(walk))
        months, since_published, published_at = self._months(walks), 0, time.monotonic()
        with Progress(walks, months, self.workshop.settings.sites_at_once) as progress:
            for month in months:
                self._take(walks, month, client, stop, progress)
                since_published += 1
                if stop.asked:
                    return
                due = time.monotonic() - published_at > _PUBLISH_AFTER_SECONDS
                if (due or since_published >= _PUBLISH_AFTER_MONTHS) and month is not months[-1]:
                    self._publish()
                    since_published, published_at = 0, time.monotonic()

    def _take(self, walks: Sequence[SiteWalk], month: Window, client: Client, stop: Stop, progress: Progress) -> None:
        own = [walk for walk in walks if walk.reached and walk.month(month) is not None]
        mark_known(self.workshop, own, [month])  # a monitor may have been here since
        progress.begin(month)
        at_once = self.workshop.settings.sites_at_once
        longest_first = sorted(own, key=lambda walk: -plan_of_month(walk, month))
        journal = Journal(self.folder, self.workshop.run_id)
        with Archive(self.workshop.settings.archive, report=self.workshop.report.repaired.append) as archive:
            portion = Portion(
                workshop=self.workshop,
                client=client,
                archive=archive,
                journal=journal,
                stop=stop,
                progress=progress,
                month=month,
            )
            done = each_in_threads("back-fill", portion.take, longest_first, at_once=at_once)
        self.workshop.report.failures += [one for one in done if isinstance(one, Failure)]
        self.workshop.load()
        journal.settled()
        progress.end(month)

    def _publish(self) -> None:
        """Analyse what has come, as a run of its own, and go on with the next run."""
        self.publish(self.workshop)
        self.outcome.add(self.workshop.report)
        self.workshop = self._renewed()

    def _finish(self, sites: Sequence[Site], spans: dict[str, Window], stop: Stop) -> None:
        if stop.asked:
            self.workshop.load()
            self.outcome.add(self.workshop.report)
            self.outcome.signal = stop.signal
        else:
            self._publish()
        left = self._months_left(sites, spans)
        self.outcome.tell_months({key: months_of(spans[key]) for key in spans}, left)


def plan_of_month(walk: SiteWalk, month: Window) -> float:
    """Seconds that a source's part of the month takes."""
    own = walk.month(month)
    return walk.spool.counts(own)["open"] * walk.seconds_per_page if own else 0.0
