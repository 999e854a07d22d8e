"""What is tortured: the works of an installation on a small sample web, each to be killed anywhere and begun again.

The parent imports all of it and opens neither a thread nor a database, so that a child of it can be forked in
milliseconds. What is pure computing (reading an article, fitting, judging a region) is worked out once and remembered:
a kill then comes upon what is written, and two hundred of them take minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

import flows.reading
import flows.visits
import warehouse.connect
import warehouse.publish
from extractors.article import Rejected, read_page
from extractors.sources import Site
from flows import judging
from flows.analyse import analyse
from flows.backup.making import make_backup
from flows.collect import collect
from flows.demo.chrome import NOW
from flows.demo.server import sample_site
from flows.each import each_in_threads
from flows.housekeeping import tidy
from flows.post.sending import send_week
from flows.reading import make_reader
from flows.run_report import RunReport
from flows.service.turn import turn
from flows.settings import Settings, load_settings
from flows.site.command import write_site
from flows.workshop import Intake, Workshop, open_workshop
from models.captures import Cell
from models.catching import Caught
from models.errors import AkimwatchError
from models.inference import Basis, Inference, RegionRecord, fit_digest, fit_to
from models.order import Clause
from models.records import Article, PageRef, Reading
from models.sight import RegionSight
from warehouse import sql
from warehouse.blank import blank
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.tables import tables

SITES = ("sample-gazette", "sample-houses", "sample-law")
BACK_DAYS = 76  # to the day of the sample web's oldest article
WEEK = "2025-W24"
READERS = 6

# --- What is worked out once -----------------------------------------------------------------------------------------

_Key = tuple[str | None, str | None, str]


@dataclass(slots=True)
class Remembered:
    """Readings by article, fits and records by the digest of all that they rest on."""

    readings: dict[_Key, Reading] = field(default_factory=dict)
    fits: dict[str, Caught] = field(default_factory=dict)
    records: dict[str, RegionRecord] = field(default_factory=dict)
    pages: dict[str, Article | Rejected] = field(default_factory=dict)
    blanks: dict[bool, bytes] = field(default_factory=dict)
    modules: list[str] = field(default_factory=list)  # what the works import on their way


remembered = Remembered()


class _Reader:
    """Reads as the real one does, which is made where something is new to it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def read_many(self, articles: Iterable[Article]) -> Iterator[Reading]:
        given = list(articles)
        new = [one for one in given if _key(one) not in remembered.readings]
        if new:
            read = self._make().read_many(new)
            remembered.readings |= {_key(one): reading for one, reading in zip(new, read, strict=True)}
        for one in given:
            yield remembered.readings[_key(one)]


def _key(article: Article) -> _Key:
    return article.url, str(article.published_at), article.text


def _read_page(payload: bytes, *, url: str, page_ref: PageRef, **given: Any) -> Article | Rejected:
    if url not in remembered.pages:
        remembered.pages[url] = read_page(payload, url=url, page_ref=page_ref, **given)
    found = remembered.pages[url]
    return found if isinstance(found, Rejected) else replace(found, page_ref=page_ref)


class _Inference(Inference):
    def record(self, region: str, clause: Clause, sight: RegionSight) -> RegionRecord:
        name = self.case_digest(region, clause)
        if name not in remembered.records:
            remembered.records[name] = super().record(region, clause, sight)
        return remembered.records[name]


def _fit(basis: Basis, histories: Mapping[Cell, int]) -> Caught:
    name = fit_digest(basis, histories)
    if name not in remembered.fits:
        remembered.fits[name] = fit_to(basis, histories)
    return remembered.fits[name]


def _blank(*, private: bool) -> bytes:
    if private not in remembered.blanks:
        remembered.blanks[private] = blank(private=private)
    return remembered.blanks[private]


def recall(known: Remembered) -> None:
    """Know what a child has computed, so that all later children do."""
    for name in ("readings", "fits", "records", "pages", "blanks"):
        getattr(remembered, name).update(getattr(known, name))
    for module in known.modules:
        with suppress(ImportError):
            import_module(module)
    sql.schema(), sql.views(), sql.search(), tables()


def remember() -> None:
    """From now on pure computing is done once, and a database has one thread: the machine is shared."""
    connect = duckdb.connect

    def with_one_thread(*given: Any, **named: Any) -> duckdb.DuckDBPyConnection:
        return connect(*given, config={"threads": 1, **(named.pop("config", None) or {})}, **named)

    duckdb.connect = with_one_thread  # type: ignore[assignment]
    warehouse.connect.blank = warehouse.publish.blank = _blank
    flows.reading.make_reader = lambda *given: _Reader(lambda: make_reader(*given))  # type: ignore[assignment]
    judging.Inference = _Inference  # type: ignore[misc]
    judging.fit_to = _fit
    flows.visits.read_page = _read_page  # type: ignore[assignment]


# --- The works -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Where the servers are, and what an installation in `data` is set to."""

    sites: Mapping[str, Site]
    port: int

    def settings(self, data: Path) -> Settings:
        return load_settings(
            data=data,
            allow_private=True,
            sample=True,
            pace_seconds=0.0,
            workers=1,
            back_days=BACK_DAYS,
            smtp_host="127.0.0.1",
            smtp_port=self.port,
            smtp_security="none",
            sender="letters@akimwatch.example",
        )

    def workshop(self, data: Path) -> Workshop:
        return open_workshop(self.settings(data), sites=dict(self.sites), now=NOW)


def sites_at(origins: Mapping[str, str]) -> dict[str, Site]:
    found = {key: sample_site(key, origins[key]) for key in SITES}
    return {key: replace(site, pace_seconds=0.0) for key, site in found.items() if site is not None}


Marker = Callable[[str], None]
Work = Callable[[World, Path, Marker], list[str]]  # what the report tells of cut records


def run(world: World, data: Path, mark: Marker) -> list[str]:
    """`akimwatch run --direct`: collect, read, judge, publish."""
    workshop = world.workshop(data)
    with turn(data, "a run"):
        mark("collect")
        collect(workshop, Intake(), each_in_threads)
        mark("analyse")
        analyse(workshop, each_in_threads)
    return _well(workshop.report)


def desk(world: World, data: Path, mark: Marker) -> list[str]:
    """`akimwatch review confirm` and `reject`, then `review apply`."""
    from warehouse_world import review_of

    from flows.review.deciding import take_down
    from warehouse import read

    workshop = world.workshop(data)
    with turn(data, "the desk"):
        mark("desk")
        with workshop.warehouse() as connection:
            found = sorted(read.found_meetings(connection, workshop.reader_version), key=lambda one: one.meeting_id)
            decided = {name for (name,) in connection.execute("SELECT review_id FROM reviews").fetchall()}
            made = [review_of(one, "reject" if n % 3 else "confirm") for n, one in enumerate(found[:4])]
        new = [one for one in made if one.review_id not in decided]
        if new:
            take_down(workshop, new)
        mark("analyse")
        analyse(workshop, each_in_threads)
    return _well(workshop.report)


def letter(world: World, data: Path, mark: Marker) -> list[str]:
    """`akimwatch digest --send`; whom the table names is the trial's own."""
    mark("letter")
    send_week(world.settings(data), WEEK, as_json=True, pauses=())
    return []


def site(world: World, data: Path, mark: Marker) -> list[str]:
    """`akimwatch site`, over a site that stands."""
    mark("site")
    settings = world.settings(data)
    write_site(settings.published / DATABASE, settings.site_folder)
    return []


def backup(world: World, data: Path, mark: Marker) -> list[str]:
    """`akimwatch backup`, beside an earlier one."""
    mark("backup")
    make_backup(world.settings(data), backups_of(data), keep=2)
    return []


def house(world: World, data: Path, mark: Marker) -> list[str]:
    """Housekeeping of the day after: the archive's files are closed."""
    mark("house")
    workshop = world.workshop(data)
    workshop.begun += timedelta(days=1)
    tidy(workshop)
    return []


def upgrade(world: World, data: Path, mark: Marker) -> list[str]:
    """A warehouse of schema 5, opened for writing by whoever comes first."""
    mark("upgrade")
    with open_warehouse(data / "warehouse.duckdb", sample=True):
        pass
    return []


WORKS: dict[str, Work] = {
    "run": run, "desk": desk, "letter": letter, "site": site, "backup": backup, "house": house, "upgrade": upgrade,
}  # fmt: skip


def backups_of(data: Path) -> Path:
    return data.with_name(f"{data.name}-backups")


def readers_of(trial: int) -> list[str]:
    return [f"reader{number}.trial{trial}@readers.example" for number in range(READERS)]


def _well(report: RunReport) -> list[str]:
    failed = [one.line() for one in report.failures]
    if failed or not report.published:
        raise AkimwatchError("; ".join(failed) or "nothing is published")
    return report.repaired
