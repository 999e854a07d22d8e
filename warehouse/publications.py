"""What was published and when, as the warehouse remembers it; and the warehouse's own housekeeping."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from warehouse import sql
from warehouse.moments import moment_utc
from warehouse.read import counts as counts_held
from warehouse.replacing import MANIFEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication: for which day it speaks, with texts or without, by which versions, and when it was made."""

    as_of: date | None
    full_text: bool
    versions: Mapping[str, str]
    published_at: datetime


def last_publication(connection: duckdb.DuckDBPyConnection) -> Publication | None:
    """The newest one; None before the first."""
    row = connection.execute(sql.query("last_publication")).fetchone()
    if row is None:
        return None
    as_of, full_text, versions, at = row
    return Publication(as_of=as_of, full_text=full_text, versions=json.loads(versions), published_at=moment_utc(at))


def is_published(connection: duckdb.DuckDBPyConnection, folder: Path, *, but: Set[str]) -> bool:
    """Whether the set in `folder` is the newest that the warehouse remembers and has all rows of its tables `but` some.

    Not so where a run was killed before it published, or while it replaced the set.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        publication, counts = manifest["publication"], manifest["counts"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    (newest,) = connection.execute("SELECT max(publication_id) FROM publications").fetchone() or (None,)
    held = {name: number for name, number in counts_held(connection).items() if name not in but}
    return publication == newest and all(counts.get(name) == number for name, number in held.items())


def runs_since_publication(connection: duckdb.DuckDBPyConnection) -> int:
    """How many runs the newest publication knows nothing of."""
    (number,) = connection.execute(sql.query("runs_since_publication")).fetchone() or (0,)
    return int(number)


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Put what stands in the log of changes into the file itself, and count anew what the planner goes by.

    Nothing is thrown away: tables only grow.
    """
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")
