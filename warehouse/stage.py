"""Staging: what a run finds is laid down as whole Parquet part files, and loaded later in one transaction.

A run that dies leaves its parts to the next one. A part file appears under its name only when it is whole.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from models.captures import Control, Histories, Sitting
from models.catching import Caught
from models.entry import Entry
from models.events import Event
from models.identity import address_of
from models.inference import RegionRecord
from models.order import Order
from models.records import Article, Discovery, Fetch, FoundMeeting, Reading, Source, Standing
from models.registry import Registry
from models.reviews import Review, ReviewStanding
from models.warcs import PassedPage, WarcPart
from warehouse import coverage_rows, inferred_rows, review_rows, rows, warc_rows
from warehouse.parts import PART
from warehouse.parts_place import Address, place_at
from warehouse.rows import Row, by_table
from warehouse.staged_warcs import warc_name
from warehouse.tables import Table, tables

_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_COMPRESSION = "snappy"  # a part lives for minutes: against zstd it is half as large again and loads a quarter faster


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run that came to its end. `kind`: what it was asked for; `failures`: one line for each step that failed."""

    kind: str
    started_at: datetime
    finished_at: datetime
    versions: Mapping[str, str]
    counts: Mapping[str, int]
    failures: tuple[str, ...] = ()


class Stage:
    """The part files of one run, at `<address>/<run_id>/<table>/part-<time>-<uuid>.parquet`.

    Each call writes its rows whole, each with the run's id and the moment of the call; nothing given, nothing written.
    Safe to use from several threads and beside other runs. WarehouseError where a part cannot be written.
    """

    def __init__(self, address: Address, run_id: str, *, clock: Callable[[], datetime] | None = None) -> None:
        self.place = place_at(address)
        self.run_id = run_id
        self._clock = clock or (lambda: datetime.now(UTC))

    @property
    def folder(self) -> Address:
        """Where this run's files lie: a path in a folder, an address in a store."""
        return self.place.where(PurePosixPath(self.run_id))

    def warc(self, name: str, fill: Callable[[BinaryIO], object]) -> None:
        """A WARC file that rows of this run refer to as `name`, whole: stage it before them.

        The same name written again replaces it, so a name must say what is in it, and work done again give it again;
        BadInput for one that could be no archive file's (`warc_name`). The loader brings it into the archive.
        """
        self.place.write(warc_name(self.run_id, name), fill)

    def discard(self) -> None:
        """Take back whatever this run staged and nobody has loaded."""
        self.place.discard(self.run_id)

    def sources(self, sources: Iterable[Source]) -> None:
        """The sites watched, as they are described in this run."""
        self._write({"sources": [rows.source_row(source) for source in sources]})

    def registry(self, registry: Registry, order: Order) -> None:
        """Regions, heads of regions and clauses, as this run knows them."""
        self._write(by_table(inferred_rows.registry_rows(registry, order)))

    def discoveries(self, records: Iterable[Discovery]) -> None:
        """Looks at lists. An entry that an earlier look at the list showed with the same date is not loaded again."""
        seen = tuple(records)
        listed = [rows.listed_row(look, item) for look in seen for item in look.items]
        self._write({"listed": listed, "discoveries": [rows.discovery_row(look) for look in seen]})

    def fetches(self, records: Iterable[Fetch]) -> None:
        """The one outcome of each address, and the page it brought. Stage an article before its fetch."""
        seen = tuple(records)
        pages = [rows.page_row(fetch.page_ref, fetch.final_url or fetch.url) for fetch in seen if fetch.page_ref]
        self._write({"pages": pages, "fetches": [rows.fetch_row(fetch) for fetch in seen]})

    def articles(self, articles: Iterable[Article]) -> None:
        """Article versions and the pages that they were read from; of versions of one article the last given stands."""
        for seen in _in_turn(articles):
            pages = [rows.page_row(article.page_ref, article.url) for article in seen if article.page_ref]
            self._write({"pages": pages, "articles": [rows.article_row(article) for article in seen]})

    def passed_over(self, pages: Iterable[PassedPage]) -> None:
        """What is kept of pages that no gate lets through. Stage it before their fetches."""
        self._write({"passed_over": [warc_rows.passed_row(page) for page in pages]})

    def warc_part(self, part: WarcPart) -> None:
        """A stretch of a WARC file is taken in. Stage it after everything that was in it."""
        self._write({"warc_parts": [warc_rows.part_row(part)]})

    def standings(self, standings: Iterable[Standing]) -> None:
        """Which version of an article stands, where that is not the one recorded last. Stage after the articles."""
        self._write({"standings": [rows.standing_row(standing) for standing in standings]})

    def readings(self, pairs: Iterable[tuple[str, Reading]], reader_version: str) -> None:
        """What was read out of articles, given by their identifier, with all meetings, appearances and claims."""
        made = by_table(row for name, reading in pairs for row in rows.reading_rows(name, reading, reader_version))
        self._write(_last("readings", made))  # an article is not taken as read while its meetings are missing

    def events(self, events: Iterable[Event], meetings: Iterable[FoundMeeting]) -> None:
        """All events that stand now, as inferred from `meetings`; given none, no event stands any more."""
        known = {meeting.meeting_id: meeting for meeting in meetings}
        self._write(_last("inferences", by_table(inferred_rows.event_rows(tuple(events), known))))

    def reviews(self, reviews: Iterable[Review]) -> None:
        """What people decided. A review is taken as made only when it is whole."""
        self._write(_last("reviews", by_table(row for each in reviews for row in review_rows.review_rows(each))))

    def corrections(self, made: Iterable[FoundMeeting], standings: Iterable[ReviewStanding]) -> None:
        """Accounts that people stand behind, and what became of reviews of which that is not yet known."""
        self._write(_last("meetings", by_table(row for each in made for row in review_rows.made_rows(each))))
        self._write({"review_standings": [review_rows.standing_row(standing) for standing in standings]})

    def entries(self, entries: Iterable[Entry]) -> None:
        """Sources that the coverage model counts, or no longer does."""
        self._write({"source_entries": [coverage_rows.entry_row(entry) for entry in entries]})

    def sittings(self, region: str, name: str, sittings: Iterable[Sitting], standing: Mapping[str, str]) -> None:
        """All sittings of a region, put together from what `name` names; rows only for what differs from `standing`."""
        made = {row["occasion_id"]: row for row in map(coverage_rows.occasion_row, sittings)}
        new = [row for key, row in made.items() if standing.get(key) != row["state"]]
        gone = [coverage_rows.lost_row(region, key) for key in standing if key not in made]
        self._write({"occasions": [*new, *gone], "occasion_sets": [{"region": region, "digest": name}]})

    def controls(
        self, place: str, name: str, until: date, controls: Iterable[Control], standing: Mapping[str, str]
    ) -> None:
        """All controls of a place up to a day, worked out from what `name` names, but for those that stand anyhow.

        Rows only for what differs from `standing`: what is there and not among `controls` has fallen.
        """
        made = {row["control_id"]: row for row in map(coverage_rows.control_row, controls)}
        new = [row for key, row in made.items() if standing.get(key) != row["state"]]
        gone = [coverage_rows.fallen_row(place, key) for key in standing if key not in made]
        vouching = [{"region": place, "digest": name, "until": until}]
        self._write({"controls": [*new, *gone], "control_sets": vouching})

    def fit(self, name: str, fit: Caught, histories: Histories, priors: int) -> None:
        """A fit of the coverage model, and what it says of each group and region."""
        self._write(_last("catching_fits", by_table(coverage_rows.fit_rows(name, fit, histories, priors))))

    def records(self, records: Iterable[RegionRecord], events: Iterable[Event]) -> None:
        """Verdicts that were worked out anew, with their figures and the events that show them."""
        known = {event.event_id: event for event in events}
        seen = tuple(records)
        self._write(by_table(row for each in seen for row in coverage_rows.record_rows(each)))
        made = by_table(row for each in seen for row in inferred_rows.verdict_rows(each, known))
        self._write(_last("verdicts", made))  # a verdict never stands without its evidence

    def cases(self, names: Mapping[tuple[str, int], str], fit_id: str, as_of: date) -> None:
        """What every region and clause is judged by in this run: the name of its case."""
        self._write({"cases": [coverage_rows.case_row(key, name, fit_id, as_of) for key, name in names.items()]})

    def run(self, run: Run) -> None:
        """The run itself, at its end."""
        row: Row = {
            "kind": run.kind,
            "started_at": rows.aware(run.started_at),
            "finished_at": rows.aware(run.finished_at),
            "versions": json.dumps(dict(run.versions), ensure_ascii=False, sort_keys=True),
            "counts": json.dumps(dict(run.counts), ensure_ascii=False, sort_keys=True),
            "failures": list(run.failures),
        }
        self._write({"runs": [row]})

    def _write(self, made: Mapping[str, list[Row]]) -> None:
        now = self._clock()
        stamp = {"run_id": self.run_id, "recorded_at": now}
        # In order of time, by the clock of the rows first: the first of two rows of one key stays. Parts of one call
        # have one name, by which a loader tells that they belong together.
        part = f"{(now - _EPOCH) // _MICROSECOND:017d}-{time.time_ns():020d}-{uuid.uuid4().hex[:12]}"
        for name, some in made.items():
            if some:
                table = tables()[name]
                self._write_part(table, part, _arrow(table, [{**row, **stamp} for row in some]))

    def _write_part(self, table: Table, name: str, part: pa.Table) -> None:
        whole = pa.BufferOutputStream()
        pq.write_table(part, whole, compression=_COMPRESSION, write_page_checksum=True)
        path = PurePosixPath(self.run_id, table.name, f"part-{name}{PART}")
        self.place.write(path, lambda file: file.write(whole.getvalue()))


def _last(name: str, made: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The same with one table at the end: the one whose rows vouch that the others are complete."""
    return {**{other: some for other, some in made.items() if other != name}, name: made.get(name, [])}


def _in_turn(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles, cut where an address comes again: of versions of one moment the name would say which stands.

    So it does not matter whether two versions of an address in one file fall into one part or into two.
    """
    part: list[Article] = []
    addresses: set[str] = set()
    for article in articles:
        address = address_of(article)
        if address in addresses:
            yield part
            part, addresses = [], set()
        part.append(article)
        addresses.add(address)
    yield part


def _arrow(table: Table, some: list[Row]) -> pa.Table:
    """The rows as Arrow, the first of each key only."""
    unique = {tuple(row[column] for column in table.key): row for row in reversed(some)}
    kept = list(reversed(unique.values()))
    try:
        return pa.Table.from_pylist(kept, schema=table.schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_mended(row) for row in kept], schema=table.schema)


def _mended(row: Row) -> Row:
    return {key: _mended_value(value) for key, value in row.items()}


def _mended_value(value: object) -> object:
    if isinstance(value, str):
        return rows.storable(value)
    return [_mended_value(each) for each in value] if isinstance(value, list) else value
