"""What stands after a fault: rows by key, tables and answers without what differs between any two runs, files."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow.parquet as pq
from warcio.archiveiterator import ArchiveIterator

from extractors.web.archive import iter_pages, read_payload
from extractors.web.gunzip import cut_at
from models.records import PageRef
from warehouse.load import load_stages
from warehouse.replacing import DATABASE, MANIFEST
from warehouse.tables import KEYS

_KEYS = {**KEYS, "publications": ("publication_id",), "outbox": ("week", "recipient", "position")}
# What differs between any two runs that find the same: whose row, when; where in the archive the same bytes lie.
_OWN = {"run_id", "recorded_at", "fetched_at", "page_id", "archive_file", "archive_offset", "created_at"}
# Rows that a run writes of itself and of its moment; the outbox is looked at by itself.
_OF_RUNS = {"runs", "publications", "outbox"}
_ANSWERS = ("compliance_today", "compliance_by_month", "evidence", "meetings_found", "attendance_record", "coverage")


@dataclass(slots=True)
class Snapshot:
    """What was committed at a moment: every row by its key, and the addresses that are fetched, staged ones too."""

    rows: dict[str, dict[int, int]] = field(default_factory=dict)
    fetched: set[str] = field(default_factory=set)
    twice: dict[str, int] = field(default_factory=dict)  # how many keys of a table stand more than once
    orphans: int = 0  # entries of lists under a look that is not there
    cut: set[str] = field(default_factory=set)  # archive files that end inside a record


def snapshot(data: Path) -> Snapshot:
    """Of the folder as it lies there, which is not touched."""
    taken = Snapshot(cut={path.name for path in (data / "archive").glob("*.warc.gz") if _is_cut(path)})
    for part in data.glob("stage/*/fetches/part-*.parquet"):
        staged = pq.read_table(part, columns=["url", "outcome"]).to_pylist()
        taken.fetched |= {row["url"] for row in staged if row["outcome"] == "fetched"}
    with _copied(data) as connection:
        if connection is None:
            return taken
        for table, columns in _columns(connection).items():
            key = ", ".join(_KEYS.get(table) or columns)
            rows = connection.execute(f"SELECT hash({key}), hash({', '.join(columns)}) FROM {table}").fetchall()
            taken.rows[table] = dict(rows)
            if table in _KEYS and len(rows) > len(taken.rows[table]):
                taken.twice[table] = len(rows) - len(taken.rows[table])
        if "listed" in taken.rows:
            without = "SELECT count(*) FROM listed ANTI JOIN discoveries USING (discovery_id)"
            ((taken.orphans,),) = connection.execute(without).fetchall()
        fetched = connection.execute("SELECT url FROM fetches WHERE outcome = 'fetched'").fetchall()
    taken.fetched |= {url for (url,) in fetched}
    return taken


class _copied:
    """A connection to a copy of the warehouse with its log, or None where there is none yet."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = TemporaryDirectory()

    def __enter__(self) -> duckdb.DuckDBPyConnection | None:
        for path in self._data.glob("warehouse.duckdb*"):
            if path.suffix in (".duckdb", ".wal"):
                shutil.copyfile(path, Path(self._folder.name) / path.name)
        copy = Path(self._folder.name) / "warehouse.duckdb"
        self._connection = duckdb.connect(str(copy)) if copy.exists() else None
        return self._connection

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._connection.close()
        self._folder.cleanup()


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    question = """
        SELECT table_name, list(column_name ORDER BY column_index)
        FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (table_oid) GROUP BY ALL ORDER BY ALL
    """
    return dict(connection.execute(question).fetchall())


def lost_and_doubled(before: Snapshot, now: Snapshot, upgraded: tuple[str, ...] = ()) -> Iterator[str]:
    """Committed rows that are gone or another now (but in tables that were `upgraded`), and keys that stand twice."""
    for table, rows in before.rows.items():
        gone = [key for key, row in rows.items() if now.rows.get(table, {}).get(key) != row]
        if gone and table not in upgraded:
            yield f"{table}: {len(gone)} of {len(rows)} committed rows are gone or changed"
    yield from (f"{table}: {number} keys stand twice" for table, number in now.twice.items())
    if now.orphans:
        yield f"listed: {now.orphans} entries under a look that is not there"


def digests(data: Path) -> dict[str, str]:
    """A hash of each table and of each published answer, over sorted rows without what differs between any two runs."""
    with _copied(data) as connection:
        assert connection is not None
        found = {
            name: _digest(connection, name, columns)
            for name, columns in _columns(connection).items()
            if name not in _OF_RUNS
        }
    published = data / "published" / DATABASE
    if published.exists():
        with duckdb.connect(str(published), read_only=True) as opened:
            for name in _ANSWERS:
                columns = [one[0] for one in opened.execute(f"FROM {name} LIMIT 0").description or ()]
                found[f"published {name}"] = _digest(opened, name, columns)
    site = data / "site"
    if site.exists():
        pages = sorted(path for path in site.rglob("*") if path.is_file())
        told = "".join(f"{path.relative_to(site)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in pages)
        found["site"] = hashlib.sha256(told.encode()).hexdigest()
    return found


def _digest(connection: duckdb.DuckDBPyConnection, name: str, columns: list[str]) -> str:
    kept = ", ".join(f'"{column}"' for column in columns if column not in _OWN)
    rows = connection.execute(f"SELECT DISTINCT {kept} FROM {name} ORDER BY ALL").fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


# --- The archive -----------------------------------------------------------------------------------------------------


def archive_faults(data: Path) -> Iterator[str]:
    """Files that a reader does not come to the end of, ours or warcio's; digests and references that do not hold."""
    said: list[str] = []
    for path in sorted((data / "archive").glob("*.warc.gz")):
        for _ in iter_pages(path, report=said.append):
            pass
        try:
            with path.open("rb") as file:
                for record in ArchiveIterator(file):
                    digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
                    payload = record.content_stream().read()
                    if digest.startswith("sha256:") and digest != f"sha256:{hashlib.sha256(payload).hexdigest()}":
                        yield f"{path.name}: a payload that is not its digest's"
        except Exception as error:  # noqa: BLE001 - whatever another reader of WARC stumbles over
            yield f"{path.name}: warcio does not read it to the end ({error!r})"
    yield from said
    with _copied(data) as connection:
        assert connection is not None
        pages = connection.execute("SELECT archive_file, archive_offset, archive_sha256 FROM pages").fetchall()
    for file, offset, sha256 in pages:
        try:
            read_payload(data / "archive", PageRef(file=file, offset=offset, sha256=sha256))
        except Exception as error:  # noqa: BLE001 - told as it is
            yield f"a page of the warehouse does not lead to its bytes: {error}"


def _is_cut(path: Path) -> bool:
    with path.open("rb") as file:
        return path.stat().st_size > 0 and cut_at(file) is not None


# --- What lies about -------------------------------------------------------------------------------------------------

_KNOWN = {
    "archive", "backfill", "doors", "outbox.lock", "published", "recipients.csv", "run.lock", "site", "stage",
    "warehouse.duckdb", "warehouse.duckdb.lock", "warehouse.duckdb.wal",
}  # fmt: skip


def left_over(data: Path) -> Iterator[str]:
    """Files that nobody needs once the house was tidied a day later, and locks that somebody holds."""
    for path in data.rglob("*"):
        if path.name.startswith((".new-", ".part-", ".site.", ".akimwatch.")) or path.suffix == ".new":
            yield f"left over: {path.relative_to(data)}"
    yield from (f"left over: {path.name}" for path in data.iterdir() if path.name not in _KNOWN)
    yield from (f"still staged: {path.relative_to(data)}" for path in data.glob("stage/*/*"))
    for path in (*data.glob("*.lock"), *data.glob("doors/*")):
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield f"still locked: {path.name}"
    sets = [path.name for path in data.glob("published/parquet-*")]
    if len(sets) > 2:
        yield f"published sets left: {len(sets)}"


def age(data: Path, hours: float) -> None:
    """Let time pass over what lies half done."""
    then = time.time() - hours * 3600
    for path in (*data.glob("stage/**/*"), *data.glob(".site.*")):
        os.utime(path, (then, then))


def load_left(data: Path) -> None:
    """What the next run does first."""
    from warehouse.connect import open_warehouse

    if (data / "stage").is_dir():
        with open_warehouse(data / "warehouse.duckdb", sample=True) as connection:
            load_stages(connection, data / "stage")


# --- What readers see meanwhile --------------------------------------------------------------------------------------


class Reader:
    """Somebody who looks at what is published again and again: whatever is there is whole and fits its manifest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes: dict[tuple[int, int, int], str] = {}
        self._opened: dict[int, str] = {}
        self._seen: tuple[object, ...] = ()
        self.looks = 0

    def look(self) -> list[str]:
        """What is not as it should be; nothing where the folder was taken away meanwhile, to begin anew."""
        self.looks += 1
        try:
            if (now := self._names()) == self._seen:
                return []  # the same files as the last time
            met = list(self._met())
            self._seen = now
        except FileNotFoundError as error:
            met = [f"gone while it was looked at: {error.filename}"]
        return met if self._folder.exists() else []

    def _met(self) -> Iterator[str]:
        yield from self._set_of(self._folder / MANIFEST)
        if (self._folder / "parquet").is_symlink():
            yield from self._set_of((self._folder / "parquet").resolve() / MANIFEST)
        yield from self._database()

    def _names(self) -> tuple[object, ...]:
        """What the names stand for right now."""
        return tuple((path.lstat().st_ino, path.lstat().st_mtime_ns) for path in self._folder.glob("[amp]*"))

    def _set_of(self, path: Path) -> Iterator[str]:
        """The Parquet set that a manifest names is there, to the last byte."""
        try:
            told = json.loads(path.read_bytes())
        except FileNotFoundError:
            if path.parent != self._folder:
                yield f"{path}: the link leads to a set without a manifest"
            return
        for name, file in self._files(told).items():
            at = self._folder / name
            if not at.exists():
                yield f"{path}: names {name}, which is not there"
            elif self._sha256(at) != file["sha256"]:
                yield f"{path}: {name} is not what it says"

    def _files(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return {name: file for name, file in told["files"].items() if name != DATABASE}

    def _database(self) -> Iterator[str]:
        """The database opens, and its own publication's manifest has its SHA-256."""
        path = self._folder / DATABASE
        if not path.exists():
            return
        before, sha256 = path.stat().st_ino, self._sha256(path)
        if before not in self._opened:
            try:
                with duckdb.connect(str(path), read_only=True) as opened:
                    (name,) = opened.execute("SELECT max(publication_id) FROM publications").fetchone() or ("",)
                    opened.execute("SELECT count(*) FROM compliance_today").fetchall()
            except duckdb.Error as error:
                yield f"{path}: {error}"
                return
            if path.stat().st_ino != before:
                return  # replaced while it was looked at: the next look has the new one
            self._opened[before] = str(name)
        manifest = self._folder / f"parquet-{self._opened[before]}" / MANIFEST
        try:
            wanted = json.loads(manifest.read_bytes())["files"][DATABASE]["sha256"]
        except (OSError, ValueError) as error:
            if path.stat().st_ino == before:
                yield f"{path}: its set has no manifest ({error})"
            return
        if wanted != sha256 and path.stat().st_ino == before:
            yield f"{path}: not what the manifest of its own publication says"

    def _sha256(self, path: Path) -> str:
        with path.open("rb") as file:
            known = os.fstat(file.fileno())
            key = (known.st_ino, known.st_mtime_ns, known.st_size)
            if key not in self._hashes:
                self._hashes[key] = hashlib.file_digest(file, "sha256").hexdigest()
            return self._hashes[key]


def outbox_by_reader(data: Path) -> dict[str, str]:
    with _copied(data) as connection:
        assert connection is not None
        return dict(connection.execute("SELECT recipient, state FROM outbox_now").fetchall())
