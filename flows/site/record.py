"""The published file, read once into what the pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import duckdb

from flows.site import rows
from models.errors import WarehouseError
from models.glossary import Glossary, Word, own_words
from warehouse.connect import first_line
from warehouse.published import open_published

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is shown; what belongs to a region is kept by region, in the order of its question."""

    publication: rows.Publication
    clauses: Sequence[rows.Clause]
    regions: Sequence[rows.Region]
    verdicts: Mapping[str, Sequence[rows.Verdict]]
    months: Mapping[str, Sequence[rows.Month]]
    events: Mapping[str, Sequence[rows.Event]]
    accounts: Sequence[rows.Account]
    sentences: Mapping[str, Sequence[rows.Sentence]]  # by account
    shown: Mapping[str, Sequence[rows.Shown]]  # by account
    sittings: Mapping[str, Sequence[rows.Sittings]]
    gaps: Mapping[str, Sequence[rows.Gap]]
    terms: Mapping[str, Sequence[rows.Term]]
    reviews: Sequence[rows.Review]
    unread: Mapping[str, Sequence[rows.Unread]]
    claims: Mapping[str, Sequence[rows.Claim]]
    sources: Sequence[rows.Source]
    glossary: Glossary
    by_event: Mapping[str, Sequence[rows.Account]]  # the accounts that stand, the earliest first


def read_record(published: Path) -> Record:
    """What the published file holds. WarehouseError, in one line, where it cannot be read."""
    with open_published(published) as connection:
        try:
            return _read(connection)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            told = f"its views are not those of this program ({first_line(error)})"
            raise WarehouseError(f"{published}: {told}; publish it anew with `akimwatch run`") from error


def _read(connection: duckdb.DuckDBPyConnection) -> Record:
    def ask(kind: type[Row], question: str) -> list[Row]:
        answer = connection.execute(files("flows.site").joinpath("queries", f"{question}.sql").read_text("utf-8"))
        names = [column[0] for column in answer.description or ()]
        return [kind(**dict(zip(names, row, strict=True))) for row in answer.fetchall()]

    accounts = ask(rows.Account, "accounts")
    return Record(
        publication=ask(rows.Publication, "publication")[0],
        clauses=ask(rows.Clause, "clauses"),
        regions=ask(rows.Region, "regions"),
        verdicts=_by(ask(rows.Verdict, "verdicts"), lambda one: one.region),
        months=_by(ask(rows.Month, "months"), lambda one: one.region),
        events=_by(ask(rows.Event, "events"), lambda one: one.region),
        accounts=accounts,
        by_event=_by((one for one in accounts if one.event_id), lambda one: one.event_id or ""),
        sentences=_by(ask(rows.Sentence, "sentences"), lambda one: one.meeting_id),
        shown=_by(ask(rows.Shown, "shown"), lambda one: one.meeting_id),
        sittings=_by(ask(rows.Sittings, "sittings"), lambda one: one.region),
        gaps=_by(ask(rows.Gap, "gaps"), lambda one: one.region),
        terms=_by(ask(rows.Term, "officials"), lambda one: one.region),
        reviews=ask(rows.Review, "reviews"),
        unread=_by(ask(rows.Unread, "unread"), lambda one: one.region),
        claims=_by(ask(rows.Claim, "claims"), lambda one: one.region),
        sources=ask(rows.Source, "sources"),
        # The file's own words win: an order's rungs are worded there. What it lacks is worded as everywhere.
        glossary=Glossary((*own_words(), *ask(Word, "words"))),
    )


def _by(found: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, Sequence[Row]]:
    kept: defaultdict[str, list[Row]] = defaultdict(list)
    for one in found:
        kept[key(one)].append(one)
    return kept
