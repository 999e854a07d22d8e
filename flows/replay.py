"""`akimwatch replay`: the whole archive read again with today's rules, and what that changes.

Everything is done in a scratch copy of the warehouse, without the network; the warehouse itself changes only with
`--accept`, and then by rows that are added, as in any run.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import duckdb

from flows.analyse import analyse, bench_of
from flows.demo.server import sample_web
from flows.each import each_in_threads
from flows.extracting import extract_all
from flows.judging import infer
from flows.reading import ReadWork, read_batch
from flows.replay_told import Replayed, tell
from flows.rereading import Retold, retell
from flows.run_report import Failure, RunReport
from flows.runner_processes import ProcessRunner
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.changes import changes_between
from models.errors import WarehouseError
from models.zone import ALMATY
from warehouse import read, read_inferred, scratch
from warehouse.connect import holds_sample, open_warehouse
from warehouse.load import load_stages
from warehouse.parts import move_run
from warehouse.stage import Stage


def _again(workshop: Workshop) -> str:
    """What the readings in the scratch copy are kept by: the stored ones, of the same reader, stay beside them."""
    return f"replay~{workshop.reader_version}"


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A replay while its scratch copy lasts: what it comes to, and what would be loaded to apply it.

    `parts` is the stage folder of what today's extraction makes otherwise; `as_of` the day that was judged.
    """

    replayed: Replayed
    parts: Path
    as_of: date


def replay(settings: Settings, *, accept: bool, as_json: bool) -> int:
    """Replay an installation; a sample's is read by the descriptions of the sample web's sites, as it was filled."""
    if not settings.warehouse.exists() or not holds_sample(settings.warehouse):
        return replay_in(open_workshop(settings), accept=accept, as_json=as_json)
    settings = settings.model_copy(update={"sample": True})
    with sample_web() as web:
        workshop = open_workshop(settings, sites=web.sites, now=web.now)
        return replay_in(workshop, accept=accept, as_json=as_json)


def replay_in(workshop: Workshop, *, accept: bool, as_json: bool = False) -> int:
    """Print what today's rules change in meetings, events and verdicts; with `accept`, apply it and publish.

    1 where archived pages cannot be read (what stands of them is kept) or a step of applying failed, else 0.
    WarehouseError where there is nothing to replay, where readings would change under one version's name, or where the
    clock was set back.
    """
    faults: list[str] = []
    if accept:
        workshop.check_clock()
    with replay_archive(workshop) as found:
        tell(found.replayed, as_json=as_json)
        if accept:
            report = _apply(workshop, found)
            faults += [failure.line() for failure in report.failures]
            faults += [] if report.published else ["loaded, but nothing was published: what was published before stays"]
            if report.published:
                print(f"applied; published: {report.published}", file=sys.stderr)
        unreadable = len(found.replayed.retold.unreadable)
    if unreadable:
        faults.append(f"{unreadable} archived pages cannot be read; what stands of them is kept")
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


@contextmanager
def replay_archive(workshop: Workshop) -> Iterator[Replay]:
    """Read the archive again in a scratch copy, which is gone afterwards; the warehouse is only read."""
    settings = workshop.settings
    if not settings.warehouse.exists():
        raise WarehouseError(f"{settings.warehouse}: there is no warehouse yet; `akimwatch run` makes it")
    with tempfile.TemporaryDirectory(dir=settings.data, prefix=".replay-") as folder:
        yield _replay(workshop, Path(folder))


def _replay(workshop: Workshop, folder: Path) -> Replay:
    settings = workshop.settings
    limit = settings.memory_limit
    with open_warehouse(folder / "scratch.duckdb", sample=settings.sample, memory_limit=limit) as connection:
        scratch.copy_warehouse(settings.warehouse, connection, sample=settings.sample)
        before = scratch.facts(connection)
        retold = _extract_all(workshop, connection, folder / "parts")
        shutil.copytree(folder / "parts", folder / "stage")  # loading removes what it loads
        load_stages(connection, folder / "stage")
        stage = Stage(folder / "stage", workshop.run_id)
        _read_all(workshop, connection, stage)
        as_of = scratch.judged_as_of(connection) or workshop.today
        _judge(workshop, connection, stage, as_of)
        silent = scratch.read_otherwise(connection, workshop.reader_version, _again(workshop))
        changes = changes_between(before, scratch.facts(connection, _again(workshop)))
    replayed = Replayed(retold=retold, silent=silent, changes=changes)
    return Replay(replayed=replayed, parts=folder / "parts", as_of=as_of)


def _extract_all(workshop: Workshop, connection: duckdb.DuckDBPyConnection, parts: Path) -> Retold:
    """Extract every archived page again, and stage in `parts` what comes out otherwise."""
    settings = workshop.settings
    pages = scratch.archived_pages(connection)
    if not pages:
        raise WarehouseError(f"{settings.archive}: no archived page that an article was read from; nothing to replay")
    parts.mkdir()
    reread = extract_all(pages, settings.archive, workshop.sites, settings.workers)
    return retell(reread, Stage(parts, workshop.run_id), {page.address for page in pages if page.article_id})


def _read_all(workshop: Workshop, connection: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Read every article that stands, by today's rules, under a name of their own.

    In processes of this machine, whatever the runner: the scratch copy's stage is a folder that no other machine sees.
    """
    settings, again = workshop.settings, _again(workshop)
    works = [
        ReadWork(
            batch=tuple(batch),
            registry=workshop.registry,
            home_regions=workshop.home_regions,
            reader_version=again,
            stage=stage.place.address,
            run_id=stage.run_id,
            at=datetime.now(UTC),
        )
        for batch in read.unread_articles(connection, again, settings.batch)
    ]
    with ProcessRunner(settings.workers) as runner:
        at_once = runner.ready(len(works))
        done = each_in_threads("read", lambda work: runner.call(read_batch, work), works, at_once=at_once)
    failed = [one for one in done if isinstance(one, Failure)]
    if failed:
        raise WarehouseError(f"the archive cannot be read again ({failed[0].reason}); nothing was changed")
    load_stages(connection, stage.place.address)


def _judge(workshop: Workshop, connection: duckdb.DuckDBPyConnection, stage: Stage, as_of: date) -> None:
    """Judge in the scratch copy, as of the day that the stored verdicts speak for."""
    infer(
        replace(
            bench_of(workshop, connection),
            stage=stage,
            sources=read_inferred.sources(connection),
            reader_version=_again(workshop),
            today=as_of,
        )
    )


def _apply(workshop: Workshop, found: Replay) -> RunReport:
    """Load what was shown and publish, as of the day that was shown."""
    silent = found.replayed.silent
    if silent:
        raise WarehouseError(
            f"{len(silent)} articles are read otherwise by the same version {workshop.reader_version} of the reader; "
            "raise VERSION in extractors/russian/version.py, then accept: nothing was changed"
        )
    move_run(workshop.run_id, found.parts, workshop.settings.stage_at)
    shown = replace(workshop, now=datetime.combine(found.as_of, time.max, ALMATY))
    analyse(shown, each_in_threads)
    return shown.report
