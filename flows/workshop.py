"""What one run works with: its settings, its identity, the registry, the sites, and the report it fills."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path

import duckdb

from extractors.reader_version import reader_version
from extractors.sources import Site, load_sites
from extractors.web.clocks import Clocks
from flows.run_report import Failure, RunReport
from flows.runner import Runner, runner_of
from flows.settings import Settings
from flows.warcs_in import bring_in_warcs
from models.errors import BadInput, WarehouseError
from models.logins import hidden
from models.order import Order, load_order
from models.priors import Priors, load_priors
from models.registry import Registry, load_registry
from models.zone import ALMATY
from warehouse.connect import WAIT_SECONDS, open_warehouse
from warehouse.load import load_stages
from warehouse.read import last_recorded
from warehouse.stage import Stage

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # a path folds the two slashes into one
# Servers that nobody tends are wrong by minutes or an hour (a zone). By a day our days of coverage would be wrong.
_CLOCKS_APART = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a run takes in: live sites (all of them when nothing else is named), WARC files, articles as JSON lines.

    `glance`: of the sites only what is cheap to look at often (`Site.at_a_glance`). `warcs`: paths, or addresses that
    `extractors.web.warcsource` knows.
    """

    sources: tuple[str, ...] = ()
    glance: bool = False
    warcs: tuple[str, ...] = ()
    articles: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        """BadInput for an address in place of a file of lines, and for one with a login: it would stand in reports."""
        for path in self.articles:
            if _ADDRESS.match(str(path)):
                raise BadInput(f"{hidden(str(path))}: an address, not a file; fetch it yourself and name the file")
        for address in self.warcs:
            if hidden(str(address)) != str(address):
                raise BadInput(
                    f"{hidden(str(address))}: give the name and password in the environment, not the address"
                )

    @property
    def live(self) -> bool:
        """Files alone touch no network; naming a source does, and so does naming nothing."""
        return bool(self.sources) or not (self.warcs or self.articles)


@dataclass(slots=True)
class Workshop:
    """Built once a run by `open_workshop`, handed from step to step."""

    settings: Settings
    run_id: str
    begun: datetime  # by the real clock
    now: datetime  # the moment that the run takes for now: sample data stands still at one of its own
    registry: Registry
    order: Order
    priors: Priors
    sites: dict[str, Site]
    wait_seconds: float = WAIT_SECONDS  # for the warehouse, where another run has it
    stage: Stage = field(init=False)
    report: RunReport = field(init=False)
    learnt: Counter[str] = field(default_factory=Counter)  # rows that this run brought into the warehouse, by table
    _opened: duckdb.DuckDBPyConnection | None = field(default=None, init=False)
    _runner: Runner | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.stage = Stage(self.settings.stage_at, self.run_id)
        self.report = RunReport(run_id=self.run_id)

    @property
    def reader_version(self) -> str:
        """What the readings of this run are kept by."""
        return reader_version(self.registry)

    @property
    def home_regions(self) -> dict[str, str]:
        """For each regional site, by key and by host, the region that it writes about."""
        return {name: site.region for site in self.sites.values() for name in (site.key, *site.hosts) if site.region}

    @property
    def today(self) -> date:
        """The day of this run in Kazakhstan."""
        return self.now.astimezone(ALMATY).date()

    @contextmanager
    def warehouse(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The warehouse, for as short as can be: it has one writer, and a run is long.

        Within one of these another gives the same connection: opening and closing the file costs a tenth of a second.
        """
        if self._opened is not None:
            yield self._opened
            return
        settings = self.settings
        with open_warehouse(
            settings.warehouse,
            sample=settings.sample,
            memory_limit=settings.memory_limit,
            wait_seconds=self.wait_seconds,
        ) as opened:
            self._opened = opened
            try:
                yield opened
            finally:
                self._opened = None

    @contextmanager
    def runner(self) -> Iterator[Runner]:
        """Who does this run's units of work. Within one of these another gives the same: a cluster is begun once."""
        if self._runner is not None:
            yield self._runner
            return
        with runner_of(self.settings) as runner:
            self._runner = runner
            try:
                yield runner
            finally:
                self._runner = None

    def check_clock(self) -> None:
        """WarehouseError where the machine's clock was set back before what is stored.

        What is current is what was recorded last: the rows of this run would be older than those of an earlier one, and
        the published file would name one run's day over another's verdicts.
        """
        with self.warehouse() as connection:
            last, clock = last_recorded(connection), datetime.now(UTC)
        if last is not None and clock < last:
            raise WarehouseError(
                f"{self.settings.warehouse}: the clock stands at {clock:%Y-%m-%d %H:%M:%S} UTC, before the last run "
                f"({last:%Y-%m-%d %H:%M:%S} UTC); set it right and run again, or, where that run's clock was wrong, "
                "fill a new data folder with `akimwatch run --warc` from the archive (its pages, not its days of "
                "coverage); what was published stays"
            )

    def check_clock_by(self, clocks: Clocks) -> None:
        """WarehouseError where this machine's clock is a day off from the sites' clocks, or from their certificates.

        Nothing of such a run is loaded: its rows would be of days that nobody has lived, or older than what is
        current. What it archived stays in the archive, and the next run fetches it again.
        """
        clock = datetime.now(UTC)
        theirs, untimely = clocks.moment(clock), clocks.untimely()
        if theirs is not None and abs(clock - theirs) > _CLOCKS_APART:
            told = f"the sites' servers at {theirs:%Y-%m-%d %H:%M}; set it right (timedatectl) and run again"
        elif untimely:
            told = (
                f"when the certificates of {untimely} sites are not valid; set it right (timedatectl) and run again, "
                "or, where it is right, ask other sites beside these"
            )
        else:
            return
        self.stage.discard()
        raise WarehouseError(
            f"the clock of this machine stands at {clock:%Y-%m-%d %H:%M} UTC, {told}: nothing of this run was loaded, "
            "what was published stays"
        )

    def load(self) -> None:
        """Load whatever lies staged: this run's files and those that a dead run left.

        WARC files come into the archive before the rows that refer to them, and once more after: a run that stages
        meanwhile may have had such rows loaded whose file was not there yet.
        """
        settings = self.settings
        with self.warehouse() as connection:  # so nobody else brings in at the same time
            faults = [*bring_in_warcs(settings.stage_at, settings.archive)]
            loaded = load_stages(connection, settings.stage_at)
            faults += bring_in_warcs(settings.stage_at, settings.archive)
        self.learnt.update(loaded.rows)
        self.report.failures += [Failure(step="load", about="WARC file", reason=fault) for fault in faults]
        self.report.failures += [Failure(step="load", about="part file", reason=fault) for fault in loaded.faults]

    def chosen_sites(self, names: tuple[str, ...]) -> list[Site]:
        """The sites named, or all; an unknown name is refused with the nearest known ones."""
        unknown = [name for name in names if name not in self.sites]
        if unknown:
            near = {name: get_close_matches(name, self.sites, n=2) for name in unknown}
            told = ", ".join(f"{name} (nearest: {', '.join(known)})" if known else name for name, known in near.items())
            raise BadInput(f"unknown source {told}; `akimwatch sources list` shows the names")
        return [self.sites[name] for name in names] if names else list(self.sites.values())


def open_workshop(settings: Settings, sites: dict[str, Site] | None = None, now: datetime | None = None) -> Workshop:
    """A workshop for one run: sites, officials, order and clock are the built-in ones unless others are given."""
    clock = datetime.now(UTC)
    return Workshop(
        settings=settings,
        run_id=f"{clock:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
        begun=clock,
        now=now or clock,
        registry=load_registry(settings.own_officials),
        order=load_order(settings.order, force_until=settings.force_until),
        priors=load_priors(settings.priors),
        sites=sites if sites is not None else load_sites(settings.sources),
    )


def workshop_of(settings: Settings) -> Workshop:
    """A workshop for a run of this installation; one of sample data stands at the moment at which its web does."""
    now = sample_moment(settings)
    if now is None or settings.pace_seconds is None:
        return open_workshop(settings, now=now)
    # The sample web is served by ourselves and needs no politeness; a file may not set a pace so low.
    sites = load_sites(settings.sources).items()
    return open_workshop(settings, {key: replace(site, pace_seconds=settings.pace_seconds) for key, site in sites}, now)


def sample_moment(settings: Settings) -> datetime | None:
    """The moment at which the sample web stands still; None for live data."""
    if not settings.sample:
        return None
    from flows.demo.chrome import NOW

    return NOW
