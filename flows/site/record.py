"""The published file, read once into what the pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import duckdb

from flows.site import evidence, judged, watched
from models.errors import WarehouseError
from models.glossary import Glossary, Word, own_words
from models.order import load_order
from warehouse.connect import first_line
from warehouse.desk import records
from warehouse.published import open_published

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is shown; what belongs to a region is kept by region, in the order of its question."""

    publication: judged.Publication
    clauses: Sequence[judged.Clause]
    regions: Sequence[judged.Region]
    verdicts: Mapping[str, Sequence[judged.Verdict]]
    months: Mapping[str, Sequence[judged.Month]]
    events: Mapping[str, Sequence[evidence.Event]]
    accounts: Sequence[evidence.Account]
    sentences: Mapping[str, Sequence[evidence.Sentence]]  # by account
    shown: Mapping[str, Sequence[evidence.Shown]]  # by account
    sittings: Mapping[str, Sequence[watched.Sittings]]
    gaps: Mapping[str, Sequence[watched.Gap]]
    terms: Mapping[str, Sequence[judged.Term]]
    other_heads: Mapping[str, Sequence[judged.OtherHead]]
    corrections: Sequence[evidence.Correction]
    decisions: Mapping[str, Sequence[evidence.Correction]]  # by account: those about it, and the one that made it
    as_read: Mapping[str, evidence.Content]  # by account
    as_decided: Mapping[str, evidence.Content]  # by review
    unread: Mapping[str, Sequence[watched.Unread]]
    claims: Mapping[str, Sequence[evidence.Claim]]
    sources: Sequence[watched.Source]
    glossary: Glossary
    by_event: Mapping[str, Sequence[evidence.Account]]  # the accounts that stand, the earliest first


def read_record(published: Path) -> Record:
    """What the published file holds. WarehouseError, in one line, where it cannot be read."""
    with open_published(published) as connection:
        try:
            return _read(connection)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            told = f"its views are not those of this program ({first_line(error)})"
            raise WarehouseError(f"{published}: {told}; publish it anew with `akimwatch run`") from error


def _read(connection: duckdb.DuckDBPyConnection) -> Record:
    def ask(kind: type[Row], question: str) -> Sequence[Row]:
        text = files("flows.site").joinpath("queries", f"{question}.sql").read_text(encoding="utf-8")
        return records(connection, kind, text)

    accounts = ask(evidence.Account, "accounts")
    clauses = ask(judged.Clause, "clauses")
    corrections = ask(evidence.Correction, "corrections")
    return Record(
        publication=ask(judged.Publication, "publication")[0],
        clauses=clauses,
        regions=ask(judged.Region, "regions"),
        verdicts=_by(ask(judged.Verdict, "verdicts"), lambda one: one.region),
        months=_by(ask(judged.Month, "months"), lambda one: one.region),
        events=_by(ask(evidence.Event, "events"), lambda one: one.region),
        accounts=accounts,
        by_event=_by((one for one in accounts if one.event_id), lambda one: one.event_id or ""),
        sentences=_by(ask(evidence.Sentence, "sentences"), lambda one: one.meeting_id),
        shown=_by(ask(evidence.Shown, "shown"), lambda one: one.meeting_id),
        sittings=_by(ask(watched.Sittings, "sittings"), lambda one: one.region),
        gaps=_by(ask(watched.Gap, "gaps"), lambda one: one.region),
        terms=_by(ask(judged.Term, "officials"), lambda one: one.region),
        other_heads=_by(ask(judged.OtherHead, "other_heads"), lambda one: one.region),
        corrections=corrections,
        decisions=_decisions(corrections),
        as_read={one.name: one for one in ask(evidence.Content, "as_read")},
        as_decided={one.name: one for one in ask(evidence.Content, "as_decided")},
        unread=_by(ask(watched.Unread, "unread"), lambda one: one.region),
        claims=_by(ask(evidence.Claim, "claims"), lambda one: one.region),
        sources=ask(watched.Source, "sources"),
        glossary=_glossary(ask(Word, "words"), clauses),
    )


def _glossary(told: Sequence[Word], clauses: Sequence[judged.Clause]) -> Glossary:
    """The file's own words win: an order's rungs are worded there. What it lacks is worded as everywhere.

    Even a file without any words says its rungs where they are those of our own order.
    """
    order = load_order()
    ours = {clause.order_version for clause in clauses} == {f"{order.key}.{order.version}"}
    return Glossary((*own_words(), *(order.words if ours else ()), *told))


def _decisions(corrections: Iterable[evidence.Correction]) -> Mapping[str, Sequence[evidence.Correction]]:
    pairs = [(name, one) for one in corrections for name in {one.meeting_id, one.standing_meeting} if name]
    return {name: [one for _, one in of] for name, of in _by(pairs, lambda pair: pair[0]).items()}


def _by(found: Iterable[Row], key: Callable[[Row], str]) -> Mapping[str, Sequence[Row]]:
    kept: defaultdict[str, list[Row]] = defaultdict(list)
    for one in found:
        kept[key(one)].append(one)
    return kept
