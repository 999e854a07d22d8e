"""What a look at the health of an installation asks the warehouse: its pages in the archive, its runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from models.records import PageRef
from warehouse import sql
from warehouse.moments import moment_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """An archive file as the warehouse knows it; `last_offset`: the byte at which its last page begins."""

    archive_file: str
    pages: int
    last_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """A run that came to its end; `counts` by the names of the run report, `failures` one line a step that failed."""

    run_id: str
    kind: str
    started_at: datetime
    finished_at: datetime
    counts: Mapping[str, int]
    failures: tuple[str, ...]

    def counted(self, group: str) -> int:
        """The sum of a group of counts (`outcome`, `reading`)."""
        return sum(number for name, number in self.counts.items() if name.startswith(f"{group} "))


def last_runs(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[LastRun, ...]:
    """The newest `number` runs, newest first."""
    return tuple(
        LastRun(
            run_id=run_id,
            kind=kind,
            started_at=moment_utc(started),
            finished_at=moment_utc(finished),
            counts=json.loads(counts),
            failures=tuple(failures),
        )
        for run_id, kind, started, finished, counts, failures in connection.execute(
            sql.query("last_runs"), {"number": number}
        ).fetchall()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LastLetter:
    """The latest week's letter: how many readers are in which state of the outbox, and when one was last sent."""

    week: str
    states: Mapping[str, int]
    last_sent: datetime | None


def last_letter(connection: duckdb.DuckDBPyConnection) -> LastLetter | None:
    """Of the warehouse (the published file has no outbox); None before any letter."""
    rows = connection.execute(sql.query("last_letter")).fetchall()
    if not rows:
        return None
    sent = rows[0][3]
    return LastLetter(
        week=rows[0][0],
        states={state: number for _, state, number, _ in rows},
        last_sent=None if sent is None else moment_utc(sent),
    )


def last_looks(connection: duckdb.DuckDBPyConnection) -> dict[str, datetime | None]:
    """By site that is watched, when one of its lists was last looked at; None: never."""
    return {
        source: None if looked is None else moment_utc(looked)
        for source, looked in connection.execute(sql.query("last_looks")).fetchall()
    }


def archive_files(connection: duckdb.DuckDBPyConnection) -> tuple[ArchiveFile, ...]:
    """Every archive file that a page lies in, by name: ours are named by day, so the newest come last."""
    return tuple(
        ArchiveFile(archive_file=name, pages=pages, last_offset=last)
        for name, pages, last in connection.execute(sql.query("archive_files")).fetchall()
    )


def last_pages(connection: duckdb.DuckDBPyConnection, files: Sequence[str]) -> tuple[PageRef, ...]:
    """The last page of each of these files."""
    return _refs(connection, "last_pages", {"files": list(files)})


def sampled_pages(connection: duckdb.DuckDBPyConnection, number: int, *, salt: str) -> tuple[PageRef, ...]:
    """At most `number` pages of all, chosen by `salt`."""
    return _refs(connection, "sampled_pages", {"number": number, "salt": salt})


def holds_sample(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the open warehouse holds sample data."""
    (sample,) = connection.execute("SELECT sample FROM meta").fetchone() or (False,)
    return bool(sample)


def _refs(connection: duckdb.DuckDBPyConnection, query: str, given: dict[str, object]) -> tuple[PageRef, ...]:
    rows = connection.execute(sql.query(query), given).fetchall()
    return tuple(PageRef(file=file, offset=offset, sha256=sha256) for file, offset, sha256 in rows)
