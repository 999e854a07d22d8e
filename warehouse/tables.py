"""The tables: their columns as Arrow sees them, and what makes two rows the same row.

The columns are read from `schema/*.sql`, so that the part files and the database cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from warehouse import sql

# A column of a CREATE TABLE, each on a line of its own: «    region VARCHAR NOT NULL,»
_COLUMN = re.compile(r"^ {4}(\w+) ([A-Z]+(?:\[\])?)( NOT NULL)?,?$", re.MULTILINE)

_ARROW = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BIGINT": pa.int64(),
    "BIGINT[]": pa.list_(pa.int64()),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "DOUBLE[]": pa.list_(pa.float64()),
    "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
}

# What makes two rows the same: a row whose key is there already is not loaded again. None of these is ever NULL.
# `meta` has no key: it is written once, when the file is made.
KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("run_id", "source"),
    "runs": ("run_id",),
    "discoveries": ("discovery_id",),
    "listed": ("listed_id",),
    "fetches": ("run_id", "source", "url"),
    "pages": ("page_id",),
    "articles": ("article_id",),
    "passed_over": ("source", "url", "gate"),
    "warc_parts": ("run_id", "warc_file", "ends"),
    "standings": ("run_id", "address"),
    "readings": ("article_id", "reader_version"),
    "meetings": ("meeting_id",),
    "attendance": ("meeting_id", "position"),
    "evidence_sentences": ("meeting_id", "position"),
    "reviews": ("review_id",),
    "review_sentences": ("review_id", "position"),
    "review_attendance": ("review_id", "position"),
    "review_standings": ("run_id", "review_id"),
    "appearances": ("article_id", "reader_version", "ordinal"),
    "stated_numbers": ("article_id", "reader_version", "ordinal"),
    "other_heads": ("article_id", "reader_version", "ordinal"),
    "inferences": ("run_id",),
    "events": ("event_state",),
    "event_meetings": ("event_state", "meeting_id"),
    "event_attendance": ("event_state", "region"),
    "event_reports": ("event_state", "position"),
    "source_entries": ("run_id", "source"),
    "occasions": ("run_id", "occasion_id"),
    "occasion_sets": ("run_id", "region"),
    "controls": ("run_id", "control_id"),
    "control_sets": ("run_id", "region"),
    "catching": ("fit_id", "region", "source_group"),
    "catching_fits": ("fit_id",),
    "estimates": ("case_digest", "assumption"),
    "months": ("case_digest", "month_start"),
    "key_events": ("case_digest", "event_id"),
    "cases": ("run_id", "region", "clause"),
    "verdicts": ("verdict_id",),
    "verdict_events": ("verdict_id", "event_id", "meeting_id"),
    "regions": ("run_id", "region"),
    "officials": ("run_id", "region", "surname", "given", "since"),
    "clauses": ("run_id", "clause"),
    "words": ("run_id", "kind", "word"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its Arrow schema, in the order of its columns, and its key."""

    name: str
    key: tuple[str, ...]
    schema: pa.Schema


@cache
def tables() -> dict[str, Table]:
    """Every table that is loaded from part files, by name."""
    return {name: Table(name=name, key=key, schema=arrow_schema(sql.schema()[name])) for name, key in KEYS.items()}


def arrow_schema(statement: str) -> pa.Schema:
    """The Arrow schema of a CREATE TABLE statement written one column a line."""
    columns = _COLUMN.findall(statement)
    return pa.schema([pa.field(name, _ARROW[kind], nullable=not required) for name, kind, required in columns])
