"""From articles to the published file: read, bring together into events, judge, publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from extractors.sources import Site
from flows.each import Each
from flows.judging import Bench, infer
from flows.run_report import Failure
from flows.workshop import Workshop
from models.compliance import RULES
from models.controls import CONTROLS
from models.inference import ESTIMATES
from models.records import Article, Source
from warehouse import read, read_inferred
from warehouse.publications import is_published, last_publication
from warehouse.publish import DATABASE, publish
from warehouse.stage import Run

_ROUND = 16  # batches read before they are loaded: some 3,000 articles, a minute's work, 20 MB of text
_AHEAD = 2  # batches a worker and round where there are many workers: at its end most wait for the last batch

# What every run writes, whether anything has changed or not: rows that say that it was here, and what it was given.
_PASSING = frozenset(
    {"runs", "sources", "regions", "officials", "clauses", "words", "discoveries", "fetches", "inferences", "cases"}
)
# So old the published looks at lists may be: `source_health` counts silence in days, and the letter goes out after the
# nightly pass, which always publishes.
_STALE = timedelta(hours=6)

if TYPE_CHECKING:
    from flows.reading import ReadTally, ReadWork

Batch = Sequence[tuple[str, Article]]


def analyse(workshop: Workshop, each: Each, *, sparing: bool = False) -> None:
    """Read what is not yet read by this version of the reader, judge as of today, publish.

    `sparing` (a look every half hour): what was published stays where nothing was learnt that readers would see.
    """
    workshop.stage.registry(workshop.registry, workshop.order)
    workshop.stage.sources([source_of(site) for site in workshop.sites.values()])
    if not _all_is_read(workshop, each):  # half a reading would take from regions what was found there
        workshop.stage.run(_run_record(workshop))
        workshop.load()
        return
    with workshop.warehouse():
        judge(workshop)
        if sparing and is_still_right(workshop):
            workshop.report.published = str(workshop.settings.published / DATABASE)
        else:
            publish_warehouse(workshop)


def _all_is_read(workshop: Workshop, each: Each) -> bool:
    """Whether this version of the reader has read every article; where not, the report says why nobody is judged."""
    with workshop.warehouse():
        workshop.load()
        if not _unread(workshop, 1):
            return True
    read_articles(workshop, each)
    unread = sum(len(batch) for batch in _unread(workshop, _ROUND))
    reader = f"reader {workshop.reader_version}"
    if unread:
        reason = f"{unread} or more articles are not read yet; nobody is judged before, and what was published stays"
        workshop.report.failures.append(Failure(step="judge", about=reader, reason=reason))
    return not unread


def read_articles(workshop: Workshop, each: Each) -> None:
    """Read round by round; what is read is loaded before the next round, so a run that dies loses one round."""
    batches = _unread(workshop, _ROUND)
    if not batches:
        return
    from flows.reading import read_batch  # the readers' libraries take a second, and most looks bring nothing to read

    with workshop.runner() as runner:
        while batches:
            at_once = runner.ready(len(batches))
            works = [_work(workshop, batch) for batch in batches]
            outcomes = each("read", lambda work: runner.call(read_batch, work), works, at_once=at_once)
            failed = _counted(workshop, outcomes)
            workshop.report.failures += failed
            workshop.load()
            if failed:
                return  # a batch that failed would come again without end
            done, batches = _names(batches), _unread(workshop, max(_ROUND, _AHEAD * at_once))
            if not done.isdisjoint(_names(batches)):
                workshop.report.failures.append(_unseen(workshop))  # and so would these
                return


def _names(batches: Sequence[Batch]) -> set[str]:
    return {name for batch in batches for name, _ in batch}


def _counted(workshop: Workshop, outcomes: Sequence[ReadTally | Failure]) -> list[Failure]:
    """Count what was read; what was not."""
    failed = []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failed.append(outcome)
        else:
            workshop.report.read(outcome.outcomes, outcome.meetings)
    return failed


def _unseen(workshop: Workshop) -> Failure:
    reason = "nothing of what the workers read could be loaded; is it a place that all of them reach?"
    return Failure(step="read", about=str(workshop.settings.stage_at), reason=reason)


def _work(workshop: Workshop, batch: Batch) -> ReadWork:
    from flows.reading import ReadWork

    stage = workshop.settings.stage_at
    return ReadWork(
        batch=tuple(batch),
        registry=workshop.registry,
        home_regions=workshop.home_regions,
        reader_version=workshop.reader_version,
        stage=stage.absolute() if isinstance(stage, Path) else stage,
        run_id=workshop.run_id,
        at=datetime.now(UTC),
    )


def _unread(workshop: Workshop, most: int) -> list[Batch]:
    with workshop.warehouse() as connection:
        return list(islice(read.unread_articles(connection, workshop.reader_version, workshop.settings.batch), most))


def judge(workshop: Workshop) -> None:
    """Events and verdicts from everything current, as of the last day that the record can speak for.

    Where nothing was ever collected there is no such day: nobody is judged, and `compliance_today` says so.
    """
    report = workshop.report
    with workshop.warehouse() as connection:
        judged = infer(bench_of(workshop, connection))
        if judged is not None:
            report.judged(judged.events, read_inferred.verdict_counts(connection), judged.as_of)
            report.failures += [Failure(step="load", about="part file", reason=fault) for fault in judged.faults]
    workshop.stage.run(_run_record(workshop))
    workshop.load()
    with workshop.warehouse() as connection:  # by the reader that this run has just been recorded with
        report.head_alarms = read.head_alarms(connection)
        report.broken = read.broken_sources(connection)


def bench_of(workshop: Workshop, connection: duckdb.DuckDBPyConnection) -> Bench:
    """Where the workshop judges, on an open warehouse."""
    return Bench(
        connection=connection,
        stage=workshop.stage,
        registry=workshop.registry,
        order=workshop.order,
        priors=workshop.priors,
        sources=[source_of(site) for site in workshop.sites.values()],
        reader_version=workshop.reader_version,
        today=workshop.today,
        learnt=workshop.learnt,
    )


def _run_record(workshop: Workshop) -> Run:
    return Run(
        kind="sample" if workshop.settings.sample else "live",
        started_at=workshop.begun,
        finished_at=datetime.now(UTC),
        versions=versions(workshop),
        counts=workshop.report.flat_counts(),
        failures=tuple(failure.line() for failure in workshop.report.failures),
    )


def is_still_right(workshop: Workshop) -> bool:
    """Whether the published file says what a new one would, but for looks at lists of the last hours."""
    if set(workshop.learnt) - _PASSING or not (workshop.settings.published / DATABASE).exists():
        return False
    with workshop.warehouse() as connection:
        last = last_publication(connection)
        return (
            last is not None
            and (last.as_of, last.full_text) == (workshop.report.as_of, workshop.settings.full_text)
            and last.versions == versions(workshop)
            and workshop.begun - last.published_at < _STALE
            # What a run that was killed before it published had learnt is news to this one's readers too.
            and is_published(connection, workshop.settings.published, but=_PASSING)
        )


def publish_warehouse(workshop: Workshop) -> None:
    """Replace the published file, its Parquet and its manifest; not by a clock that was set back during the run."""
    workshop.check_clock()
    with workshop.warehouse() as connection:
        path = publish(
            connection,
            workshop.settings.published,
            as_of=workshop.report.as_of,
            full_text=workshop.settings.full_text,
            versions=versions(workshop),
        )
    workshop.report.published, workshop.report.renewed = str(path), True


def versions(workshop: Workshop) -> dict[str, str]:
    """What made this run's rows: the program, the reader (rules and table of heads), the rules of inference."""
    inference = {"compliance": RULES, "controls": CONTROLS, "estimates": ESTIMATES}
    return {"akimwatch": version("akimwatch"), "reader": workshop.reader_version, **inference}


def source_of(site: Site) -> Source:
    """The site as inference sees it."""
    tried = sorted(verified for way in site.ways if (verified := str(way.verified)) != "never")
    return Source(
        key=site.key,
        name=site.name,
        base_url=site.base_url,
        group=site.group,
        language=site.language,
        region=site.region,
        watches=site.watches,
        since=site.since,
        expected_per_day=site.expected_per_day,
        verified=tried[-1] if tried else "never",
    )
