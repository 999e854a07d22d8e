"""Publishing: what readers get, replaced at once.

In the folder lie `akimwatch.duckdb`, `parquet` (a link to the folder of the newest set) and `manifest.json`. Each is
replaced by one rename, so each is whole at every moment, and whoever has the old one open goes on reading it. A reader
that needs several together reads the manifest first: it names the publication (the newest row of `publications` in the
database), the folder of its Parquet set and the SHA-256 of every file; it is replaced last, and the set it names stays
until the publication after the next. The same manifest lies in the set's own folder, `parquet-<publication>/`: where a
kill left a newer database beside an older manifest, that is the one it fits, until the next run publishes anew.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from models.errors import WarehouseError
from models.fault_points import passed
from warehouse import sql
from warehouse.blank import blank
from warehouse.connect import SCHEMA_VERSION, first_line
from warehouse.replacing import DATABASE, NEW, SET, clear, replace
from warehouse.search import create_search, load_search
from warehouse.session import transaction

__all__ = ["DATABASE", "publish"]

_REMEMBER = "INSERT INTO publications VALUES (?, ?, ?, ?, ?, ?, ?)"
# The publishers' property: published only with `full_text`. The title, the day and the evidence sentences are facts
# and quotations; the lead is the text's first paragraph.
_PUBLISHERS_OWN = ("text", "lead")
# What a reader without DuckDB wants to find ready: these views are written as Parquet too.
_ANSWERS = (
    "compliance_today", "compliance_by_month", "evidence", "meetings_found", "independent_reports", "attendance_record",
    "coverage", "sensitivity", "how_much_is_caught", "claims", "deadlines", "glossary", "source_health", "source_days",
    "unread_leads", "corrections", "to_review", "called_akim",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Publication:
    """One publication on its way."""

    folder: Path
    as_of: date | None
    full_text: bool
    versions: Mapping[str, str]
    judged_run: str | None
    registry_run: str | None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    token: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def name(self) -> str:
        return f"{self.at:%Y%m%dT%H%M%S%f}-{self.token}"

    @property
    def new_database(self) -> Path:
        return self.folder / f"{NEW}{self.name}.duckdb"

    @property
    def parquet(self) -> Path:
        return self.folder / f"{SET}{self.name}"


def publish(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    as_of: date | None,
    full_text: bool = False,
    versions: Mapping[str, str] | None = None,
) -> Path:
    """Publish the open warehouse into `folder`; the path of the published database.

    `as_of` is the day that the verdicts speak for; `versions` (component to version) are kept in the manifest. The
    articles' texts and leads go only with `full_text`. WarehouseError where it fails: what was published before stays.
    """
    judged, registry = connection.execute(sql.query("last_judged")).fetchone() or (None, None)
    made = _Publication(
        folder=folder,
        as_of=as_of,
        full_text=full_text,
        versions=dict(versions or {}),
        judged_run=judged,
        registry_run=registry,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder)
        counts, sample = _make(connection, made)
        manifest = _manifest(made, counts, sample=sample)
        replace(folder, made.name, made.new_database, manifest)
        connection.execute(_REMEMBER, _row(made))
        passed("publish.remembered")
    except (OSError, duckdb.Error) as error:
        raise WarehouseError(
            f"{folder}: cannot be published ({first_line(error)}); what was published before stays"
        ) from error
    finally:
        clear(folder)
    return folder / DATABASE


def _row(made: _Publication) -> tuple[object, ...]:
    versions = json.dumps(made.versions, ensure_ascii=False, sort_keys=True)
    return made.name, made.as_of, made.full_text, versions, made.judged_run, made.registry_run, made.at


def _make(connection: duckdb.DuckDBPyConnection, made: _Publication) -> tuple[dict[str, int], bool]:
    """Write the new database and its Parquet set; how many rows each table has, and whether it is sample data."""
    made.parquet.mkdir()
    load_search(connection)
    made.new_database.write_bytes(blank(private=False))
    with _attached(connection, made.new_database) as warehouse:
        with transaction(connection):  # one: each of 70 statements would wait for the disk
            for name in sql.schema():
                _copy(connection, warehouse, name, full_text=made.full_text)
            connection.execute(_REMEMBER, _row(made))
            create_search(connection)
        passed("publish.database_written")
        counts = {name: _write(connection, name, made.parquet) for name in (*sql.schema(), *_ANSWERS)}
        (sample,) = connection.execute("SELECT sample FROM meta").fetchone() or (True,)
    return counts, bool(sample)


def _copy(connection: duckdb.DuckDBPyConnection, warehouse: str, name: str, *, full_text: bool) -> None:
    hidden = ", ".join(f"NULL AS {column}" for column in _PUBLISHERS_OWN)
    columns = "*" if full_text or name != "articles" else f"* REPLACE ({hidden})"
    # The names are this room's own constants.
    # By name: in a warehouse that was brought up from an older schema, newer columns stand last.
    connection.execute(f"INSERT INTO {name} BY NAME SELECT {columns} FROM {warehouse}.{name}")  # noqa: S608


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[str]:
    """The new database in use; gives the name of the one that was in use before, and puts that back."""
    (own,) = connection.execute("SELECT current_database()").fetchone() or ("",)
    connection.execute(f"ATTACH {_quoted(path)} AS new_publication")
    try:
        connection.execute("USE new_publication")
        yield f'"{own}"'
        connection.execute("CHECKPOINT new_publication")
    finally:
        connection.execute(f'USE "{own}"')
        connection.execute("DETACH new_publication")


def _write(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> int:
    """Write a table or view as Parquet; how many rows it has."""
    target = _quoted(folder / f"{name}.parquet")
    row = connection.execute(f"COPY (FROM {name}) TO {target} (FORMAT parquet, COMPRESSION zstd)").fetchone()
    return int(row[0]) if row else 0


def _manifest(made: _Publication, counts: Mapping[str, int], *, sample: bool) -> bytes:
    files = {DATABASE: made.new_database}
    files |= {f"{made.parquet.name}/{path.name}": path for path in sorted(made.parquet.iterdir())}
    told = {
        "publication": made.name,
        "published_at": made.at.isoformat(timespec="seconds"),
        "sample": sample,
        "as_of": made.as_of.isoformat() if made.as_of else None,
        "full_text": made.full_text,
        "versions": {"schema": str(SCHEMA_VERSION), "duckdb": duckdb.__version__, **made.versions},
        "counts": dict(counts),
        "parquet": made.parquet.name,
        "files": {name: {"bytes": path.stat().st_size, "sha256": _sha256(path)} for name, path in files.items()},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
