"""A published file to make the site of: the small world's two runs, with hostile titles, a person's reviews, a lead."""

from __future__ import annotations

import shutil
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from warehouse_world import NOW, SENTENCE, article, council, reading, whole_run

from models.zone import ALMATY
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE, publish

# What a publisher's words may try: markup, a way out of an attribute, marks of direction, an address that acts.
HOSTILE = "<script>alert(1)</script>\" onmouseover='alert(2)' \u202eнавыворот\u202c & <img src=x onerror=alert(3)>"
ACTING = "javascript:alert(4)"


def publish_world(folder: Path, *, hostile: bool = False, judged: bool = True) -> Path:
    """The small world published; `hostile`: what its publishers wrote is hostile."""
    shutil.copytree(_made(hostile, judged).name, folder, symlinks=True, dirs_exist_ok=True)
    return folder / "published" / DATABASE


@cache
def _made(hostile: bool, judged: bool) -> TemporaryDirectory[str]:
    """Made once a process: four files of tests begin with a copy of it."""
    made = TemporaryDirectory(prefix="akimwatch-site-")
    _publish(Path(made.name), hostile=hostile, judged=judged)
    return made


def _publish(folder: Path, *, hostile: bool, judged: bool) -> None:
    with open_warehouse(folder / "warehouse.duckdb", sample=True) as connection:
        if judged:
            told = (
                (article(1), reading(council())),
                (article(2, url="https://paper.example/2"), reading(council("KZ-39", "delegated"))),
            )
            whole_run(connection, folder / "stage", "r1", *told)
        if hostile:
            _spoil(connection)
        publish(connection, folder / "published", as_of=NOW.date() if judged else None)


def reject_first(published: Path) -> str:
    """A person's rejection of the first account put into the published file; the account's identifier."""
    published.chmod(0o644)
    with duckdb.connect(str(published)) as connection:
        (meeting, article_id) = connection.execute(
            "SELECT meeting_id, article_id FROM meetings WHERE region = 'KZ-55'"
        ).fetchone() or ("", "")
        at = datetime(2025, 6, 22, 12, tzinfo=ALMATY)
        connection.execute(
            "INSERT INTO reviews SELECT 'r-1', 'reject', 'Айгуль', 'это план <b>', ?, 'a', ?, 0, ?, NULL, "
            "NULL, NULL, NULL, 'KZ-55', NULL, NULL, NULL, NULL, NULL, 'r2', ?",
            [at, article_id, meeting, at],
        )
        connection.execute(
            "INSERT INTO review_standings (review_id, state, run_id, recorded_at) VALUES ('r-1', 'counts', 'r2', ?)",
            [at],
        )
        connection.execute("INSERT INTO review_sentences SELECT 'r-1', 0, ?, 0, 5, 'r2', ?", [SENTENCE, at])
        # What the next inference would have left: the rejected account is in no event.
        connection.execute("DELETE FROM event_meetings WHERE meeting_id = ?", [meeting])
        connection.execute("DELETE FROM verdict_events WHERE meeting_id = ?", [meeting])
    return str(meeting)


def _spoil(connection: duckdb.DuckDBPyConnection) -> None:
    for statement, value in (
        ("UPDATE articles SET title = ?", HOSTILE),
        ("UPDATE articles SET url = ? WHERE url LIKE '%/1'", ACTING),
        ("UPDATE evidence_sentences SET sentence = ?", HOSTILE),
        ("UPDATE evidence_sentences SET rule = ?", HOSTILE),
        ("UPDATE sources SET name = ?", HOSTILE),
        ("UPDATE sources SET base_url = ?", ACTING),
        ("UPDATE pages SET archive_file = ?", HOSTILE),
        ("UPDATE verdicts SET reasons = [?]", HOSTILE),
        ("UPDATE verdicts SET reasons_ru = [?]", HOSTILE),
        ("UPDATE event_attendance SET akim = ?", HOSTILE),
        ("UPDATE officials SET surname = ? WHERE region = 'KZ-55'", HOSTILE),
        ("UPDATE regions SET short = ? WHERE region = 'KZ-55'", HOSTILE),
        ("UPDATE words SET ru = ? WHERE kind = 'verdict'", HOSTILE),
    ):
        connection.execute(statement, [value])
