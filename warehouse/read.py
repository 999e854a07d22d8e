"""Records back out of the warehouse: what is known, what is still to do, and what inference starts from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import duckdb

from models.coverage import GONE, SETTLING, TEXTLESS
from models.records import (
    Article,
    Attendance,
    Discovery,
    Evidence,
    Fetch,
    FoundMeeting,
    Listed,
    Meeting,
    PageRef,
)
from models.zone import local_day
from warehouse import sql
from warehouse.covered import coverage as coverage
from warehouse.moments import moment, moment_utc
from warehouse.rows import CREDIBLE_YEARS
from warehouse.tables import KEYS

PENDING_DAYS = 14  # an address that failed for a fortnight is left to back-fills: sites answer sooner, or never


class Known(NamedTuple):
    """What the last answers of an address gave for asking only for changes, and the SHA-256 of its last bytes."""

    etag: str | None
    last_modified: str | None
    sha256: str | None


def known_addresses(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Known]]:
    """By source, the addresses that nothing is left to do at (`models.coverage.settles`), with their validators."""
    known: defaultdict[str, dict[str, Known]] = defaultdict(dict)
    for source, url, *validators in _rows(connection, "known_addresses", _settling()):
        known[source][url] = Known(*validators)
    return dict(known)


def pending(connection: duckdb.DuckDBPyConnection, *, days: int = PENDING_DAYS) -> dict[str, list[Listed]]:
    """By source, the addresses that no fetch has settled, of those that a list first showed in the last `days` days.

    The days count back from the latest look of all, not from any clock: an installation that stood still for a month
    takes up its work where it left it.
    """
    found: defaultdict[str, list[Listed]] = defaultdict(list)
    for source, url, title, published, offset in _rows(connection, "pending", {**_settling(), "days": days}):
        found[source].append(Listed(url=url, title=title, published_at=moment(published, offset)))
    return dict(found)


def unread_articles(
    connection: duckdb.DuckDBPyConnection, reader_version: str, batch: int
) -> Iterator[list[tuple[str, Article]]]:
    """The current article versions that this version of the reader has not read, with their identifiers, in batches.

    Which they are is settled at the first batch: what is loaded meanwhile is for the next call.
    """
    names = [name for (name,) in _rows(connection, "unread_articles", {"reader_version": reader_version})]
    for start in range(0, len(names), batch):
        yield articles(connection, names[start : start + batch])


def articles(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[tuple[str, Article]]:
    """The article versions of these identifiers, in this order, each with its own."""
    return [(row[0], _article(row)) for row in _rows(connection, "articles", {"wanted": list(names)})]


def head_alarms(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """One line for each person whom articles surely call head of a region against the table (view `called_akim`)."""
    return tuple(line for (line,) in _rows(connection, "head_alarms"))


def broken_sources(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """One line for each source whose pages no longer give their texts (view `source_health`, alarm `broken`)."""
    return tuple(line for (line,) in _rows(connection, "broken_sources"))


def found_meetings(connection: duckdb.DuckDBPyConnection, reader_version: str) -> tuple[FoundMeeting, ...]:
    """What this version of the reader found in the latest version of each article, in order of identifier."""
    version = {"reader_version": reader_version}
    attendance: defaultdict[str, list[Attendance]] = defaultdict(list)
    for name, region, akim, named, how in _rows(connection, "found_attendance", version):
        attendance[name].append(Attendance(region=region, akim=akim, named=named, how=how))
    evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
    for name, sentence, start, end in _rows(connection, "found_evidence", version):
        evidence[name].append(Evidence(sentence=sentence, char_start=start, char_end=end))
    return tuple(
        _found(row, tuple(attendance[row[0]]), tuple(evidence[row[0]]))
        for row in _rows(connection, "found_meetings", version)
    )


def discoveries(connection: duckdb.DuckDBPyConnection) -> tuple[Discovery, ...]:
    """All looks, in order of time. `items` of each: those that no look at the same list showed before, and its anchor.

    Together they name every address with every date that any list gave it, and `models.looks.anchor_of` finds in
    each what it found when the look was made: coverage comes out the same as from the looks themselves.
    """
    items: defaultdict[str, list[Listed]] = defaultdict(list)
    for name, url, title, published, offset in _rows(connection, "listed"):
        items[name].append(Listed(url=url, title=title, published_at=moment(published, offset)))
    return tuple(_discovery(row, items[row[0]]) for row in _rows(connection, "discoveries"))


def fetches(connection: duckdb.DuckDBPyConnection) -> tuple[Fetch, ...]:
    """One fetch for each address of each source, the best that came of it: `queries/fetches.sql`."""
    return tuple(_fetch(row) for row in _rows(connection, "fetches", {**_settling(), "textless": sorted(TEXTLESS)}))


def last_day_collected(connection: duckdb.DuckDBPyConnection, *, today: date = date.max) -> date | None:
    """The later of the local day of the last good look and the last day any article was published; None: neither.

    Days after today say nothing; where there are no others it is today, for something was collected.
    """
    ((looked, published, any_row),) = _rows(connection, "last_collected", {"today": today})
    days = [local_day(moment_utc(looked))] if looked is not None else []
    return max([*days, published] if published else days, default=today if any_row else None)


def last_recorded(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """When the last run wrote here, by its own clock; None where none did."""
    ((recorded,),) = _rows(connection, "last_recorded")
    return moment_utc(recorded) if recorded is not None else None


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table holds."""
    # The names are this room's own constants.
    union = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in KEYS)  # noqa: S608
    return dict(connection.execute(union).fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, name: str, given: Mapping[str, Any] | None = None) -> list[Any]:
    return connection.execute(sql.query(name), dict(given or {})).fetchall()


def _settling() -> dict[str, Any]:
    return {"settling": sorted(SETTLING), "gone": sorted(GONE)}


def _page_ref(file: str | None, offset: int | None, sha256: str | None) -> PageRef | None:
    return PageRef(file=file, offset=offset, sha256=sha256) if file and offset is not None and sha256 else None


def _article(row: tuple[Any, ...]) -> Article:
    _, given, url, source, published, offset, language, title, lead, text, byline, agency, *ref = row
    return Article(
        id=given,
        url=url,
        source=source,
        published_at=moment(published, offset),
        language=language,
        title=title,
        lead=lead,
        text=text,
        byline=byline,
        agency=agency,
        page_ref=_page_ref(*ref),
    )


def _found(row: tuple[Any, ...], attendance: tuple[Attendance, ...], evidence: tuple[Evidence, ...]) -> FoundMeeting:
    name, article, address, ordinal, source, url, published_on, agency, text, *told = row
    return FoundMeeting(
        meeting_id=name,
        article_id=article,
        address=address,
        ordinal=ordinal,
        source=source,
        url=url,
        published_on=published_on if published_on and published_on.year in CREDIBLE_YEARS else None,
        agency=agency,
        text=text,
        meeting=meeting_told(told, attendance, evidence),
    )


def meeting_told(told: Sequence[Any], attendance: tuple[Attendance, ...], evidence: tuple[Evidence, ...]) -> Meeting:
    """The account that a row tells, its columns in the order of the table `meetings`, confidence and rule the last."""
    kind, status, level, region, topic, assembly, start, end, basis, confidence, rule = told
    return Meeting(
        kind=kind,
        status=status,
        level=level,
        region=region,
        interethnic_topic=topic,
        assembly_present=assembly,
        date_start=start,
        date_end=end,
        date_basis=basis,
        attendance=attendance,
        evidence=evidence,
        confidence=confidence,
        rule=rule,
    )


def _discovery(row: tuple[Any, ...], new: list[Listed]) -> Discovery:
    _, source, method, address, checked, ok, reason, reached, complete, until, *anchored = row
    anchor_url, anchor_at, anchor_offset = anchored
    anchor = Listed(url=anchor_url, published_at=moment(anchor_at, anchor_offset)) if anchor_url else None
    shown = {(item.url, item.published_at) for item in new}
    if anchor is not None and (anchor.url, anchor.published_at) not in shown:
        new = [*new, anchor]
    return Discovery(
        source=source,
        method=method,
        address=address,
        checked_at=moment_utc(checked),
        ok=ok,
        reason=reason,
        items=tuple(new),
        reached_back_to=reached,
        complete=complete,
        reached_until=until,
    )


def _fetch(row: tuple[Any, ...]) -> Fetch:
    source, url, final, fetched, outcome, reason, status, content_type, size, etag, modified, listed, offset, *ref = row
    return Fetch(
        source=source,
        url=url,
        final_url=final,
        fetched_at=moment_utc(fetched),
        outcome=outcome,
        reason=reason,
        status=status,
        content_type=content_type,
        size=size,
        etag=etag,
        last_modified=modified,
        listed_published_at=moment(listed, offset),
        page_ref=_page_ref(*ref),
    )
