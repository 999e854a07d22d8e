"""The accounts as they stand now: what was read, with what people decided laid over it."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from models.corrected import Corrected, corrected
from models.records import FoundMeeting
from models.registry import Registry
from models.reviews import Review
from warehouse import read, read_reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """`read`: as the reader has them; `laid`: as they stand; `reviews`: every decision, in order of time."""

    read: tuple[FoundMeeting, ...]
    laid: Corrected
    reviews: tuple[Review, ...]


def accounts_now(connection: duckdb.DuckDBPyConnection, reader_version: str, registry: Registry) -> Accounts:
    """Everything that this version of the reader found in what stands, and what people made of it."""
    found = read.found_meetings(connection, reader_version)
    decided = read_reviews.reviews(connection)
    laid = corrected(found, decided, read_reviews.reviewed_articles(connection) if decided else {}, registry)
    return Accounts(read=found, laid=laid, reviews=decided)
