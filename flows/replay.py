"""`akimwatch replay`: the whole archive read again with today's rules, and what that changes.

Everything is done in a scratch copy of the warehouse, without the network; the warehouse itself changes only with
`--accept`, and then by rows that are added, as in any run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb

from extractors.russian.meetings.assemble import VERSION as READER_VERSION
from flows.analyse import analyse, bench_of
from flows.demo.server import sample_web
from flows.each import each_in_threads
from flows.extracting import extract_all
from flows.judging import infer
from flows.reading import readers
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.changes import Change, changes_between
from models.errors import WarehouseError
from models.identity import article_id
from models.records import Article
from warehouse import read, read_inferred, scratch
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

AGAIN = f"{READER_VERSION}~replay"  # the name of the readings in the scratch copy: the stored ones stay beside them
# What a verdict says in words and days; its other fields are figures, which move with any report anywhere.
_WORDS = frozenset(
    {"verdict", "last_event_start", "last_event_end", "source_url", "deadline", "in_person", "delegated"}
)
_SAID = 5  # pages that cannot be read, told in full


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What reading again comes to. `versions`: articles that today's extraction makes otherwise; `unreadable`: one line
    for each page that gives no article any more; `silent`: articles that the same version of the reader reads otherwise
    than it did (its rules changed without a new version)."""

    pages: int
    versions: tuple[Article, ...]
    unreadable: tuple[str, ...]
    silent: tuple[str, ...]
    changes: tuple[Change, ...]


def replay(settings: Settings, *, accept: bool, as_json: bool) -> int:
    """Replay an installation; the sample's is read by the descriptions of the sample web's sites."""
    if not settings.sample:
        return replay_in(open_workshop(settings), accept=accept, as_json=as_json)
    with sample_web() as web:
        workshop = open_workshop(settings, sites=web.sites, now=web.now)
        return replay_in(workshop, accept=accept, as_json=as_json)


def replay_in(workshop: Workshop, *, accept: bool, as_json: bool = False) -> int:
    """Print what today's rules change in meetings, events and verdicts; with `accept`, apply it and publish.

    WarehouseError where there is nothing to replay, or where readings would change under one version's name.
    """
    replayed = replay_archive(workshop)
    if as_json:
        print(json.dumps(_plain(replayed), ensure_ascii=False, default=str, indent=1))
    else:
        print(*_lines(replayed), sep="\n")
    if accept:
        _apply(workshop, replayed)
        print(f"applied; published: {workshop.report.published}", file=sys.stderr)
    return 0


def replay_archive(workshop: Workshop) -> Replayed:
    """Read the archive again in a scratch copy, which is gone afterwards; the warehouse is only read."""
    settings = workshop.settings
    if not settings.warehouse.exists():
        raise WarehouseError(f"{settings.warehouse}: there is no warehouse yet; `akimwatch run` makes it")
    with tempfile.TemporaryDirectory(dir=settings.data, prefix=".replay-") as folder:
        return _replayed(workshop, Path(folder))


def _replayed(workshop: Workshop, folder: Path) -> Replayed:
    settings = workshop.settings
    stage = Stage(folder / "stage", workshop.run_id)
    limit = settings.memory_limit
    with open_warehouse(folder / "scratch.duckdb", sample=settings.sample, memory_limit=limit) as connection:
        scratch.copy_warehouse(settings.warehouse, connection, sample=settings.sample)
        before = scratch.facts(connection)
        pages = scratch.archived_pages(connection)
        if not pages:
            raise WarehouseError(
                f"{settings.archive}: no archived page that an article was read from; nothing to replay"
            )
        extracted = list(_changed(workshop, pages))
        versions = [article for _, article, _ in extracted if article is not None]
        stage.articles(versions)
        load_stages(connection, folder / "stage")
        _read_all(workshop, connection, stage)
        _judge(workshop, connection, stage, folder / "stage")
        silent = scratch.read_otherwise(connection, READER_VERSION, AGAIN)
        changes = changes_between(before, scratch.facts(connection))
    unreadable = tuple(f"{page.url}: {reason}" for page, _, reason in extracted if reason is not None)
    return Replayed(pages=len(pages), versions=tuple(versions), unreadable=unreadable, silent=silent, changes=changes)


def _changed(
    workshop: Workshop, pages: Sequence[scratch.ArchivedPage]
) -> Iterator[tuple[scratch.ArchivedPage, Article | None, str | None]]:
    """The pages that give another article than the one that stands, or one where none stood, or none any more."""
    settings = workshop.settings
    for page, article, reason in extract_all(pages, settings.archive, workshop.sites, settings.workers):
        if page.article_id if article is None else article_id(article) != page.article_id:
            yield page, article, reason


def _read_all(workshop: Workshop, connection: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Read every article that stands, by today's rules, under a name of their own."""
    settings = workshop.settings
    with readers(settings.workers, settings.officials, workshop.home_regions) as read_batch:

        def read_and_stage(batch: Sequence[tuple[str, Article]]) -> None:
            readings = read_batch([article for _, article in batch])
            stage.readings([(name, r) for (name, _), r in zip(batch, readings, strict=True)], AGAIN)

        batches = list(read.unread_articles(connection, AGAIN, settings.batch))
        done = each_in_threads("read", read_and_stage, batches, at_once=settings.workers)
    failed = [one for one in done if one is not None]
    if failed:
        raise WarehouseError(f"the archive cannot be read again ({failed[0].reason}); nothing was changed")
    load_stages(connection, stage.folder.parent)


def _judge(workshop: Workshop, connection: duckdb.DuckDBPyConnection, stage: Stage, folder: Path) -> None:
    """Judge in the scratch copy, as of the day that the stored verdicts speak for."""
    as_of = scratch.judged_as_of(connection) or workshop.today
    bench = bench_of(workshop, connection)
    infer(
        replace(
            bench,
            stage=stage,
            stage_folder=folder,
            sources=read_inferred.sources(connection),
            reader_version=AGAIN,
            today=as_of,
        )
    )


def _apply(workshop: Workshop, replayed: Replayed) -> None:
    if replayed.silent:
        raise WarehouseError(
            f"{len(replayed.silent)} articles are read otherwise by the same version {READER_VERSION} of the reader; "
            "raise VERSION in extractors/russian/meetings/assemble.py, then accept: nothing was changed"
        )
    workshop.stage.articles(replayed.versions)
    analyse(workshop, each_in_threads)


def _lines(replayed: Replayed) -> Iterator[str]:
    counts = Counter((change.fact.what, change.how) for change in replayed.changes)
    figures = 0
    for change in replayed.changes:
        if change.fact.what == "verdict" and all(field.name not in _WORDS for field in change.fields):
            figures += 1
        else:
            yield from _told(change)
    if figures:
        yield f"verdicts of which only figures changed: {figures} (all of them with --json)"
    yield f"{replayed.pages} pages read again; {len(replayed.versions)} articles come out otherwise"
    for reason in replayed.unreadable[:_SAID]:
        yield f"no article any more: {reason}"
    if len(replayed.unreadable) > _SAID:
        yield f"no article any more: {len(replayed.unreadable) - _SAID} pages more"
    for what in ("meeting", "event", "verdict"):
        told = ", ".join(f"{counts[what, how]} {how}" for how in ("added", "gone", "changed") if counts[what, how])
        yield f"{what}s: {told or 'no change'}"


def _told(change: Change) -> Iterator[str]:
    fact = change.fact
    days = "" if fact.first is None else f" {fact.first}..{fact.last}" if fact.first != fact.last else f" {fact.first}"
    yield f"{change.how} {fact.what} {fact.region or 'national'}{days} {fact.url or fact.key}"
    for field in change.fields:
        yield f"    {field.name}: {field.before} -> {field.after}"


def _plain(replayed: Replayed) -> dict[str, object]:
    return {
        "pages": replayed.pages,
        "articles": len(replayed.versions),
        "unreadable": list(replayed.unreadable),
        "read_otherwise_by_the_same_version": list(replayed.silent),
        "changes": [asdict(change) for change in replayed.changes],
    }
