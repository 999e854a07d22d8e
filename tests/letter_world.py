"""A published file with a past, for the tests of the letter: publications of 13, 22 and 29 June 2025, live data."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from warehouse_world import NOW, article, council, reading, whole_run

from flows.letter.letter import Week
from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE, publish
from warehouse.published import open_published

WEEK = Week(monday=date(2025, 6, 16))  # a council of Kostanay is found in it, and what Abai rested on lapses
QUIET = Week(monday=date(2025, 6, 23))  # nothing changes
SENDER = "akimwatch <letter@akimwatch.example>"
_PAST = Path(__file__).with_name("letter_world.sql")


def settings_for(folder: Path, **given: object) -> Settings:
    """Settings in which no file or variable of this machine has a part."""
    return Settings(data=folder, **{"sender": SENDER, **given})  # type: ignore[arg-type]


# Sample data that was published once, on 22 June: what makes it of this world.
ONCE = (
    "UPDATE meta SET sample = true",
    "DELETE FROM publications WHERE publication_id IN ('p-1', 'p-3')",
    "DELETE FROM cases WHERE run_id <> 'r2'",
    "DELETE FROM inferences WHERE run_id <> 'r2'",
    "DELETE FROM discoveries WHERE run_id = 'r3'",
)


def letters_data(factory: pytest.TempPathFactory) -> Settings:
    """The world, made once for all tests and workers of a session: it takes seconds. To be changed in copies only."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "letters"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "made"
        if not made.exists():
            make_letters_data(folder)
            made.touch()
    return settings_for(folder)


def make_letters_data(folder: Path) -> Settings:
    """The world in a data folder."""
    settings = settings_for(folder)
    pavlodar = (article(1), reading(council("KZ-55", "chaired", date(2025, 6, 11))))
    kostanay = (article(2, url="https://paper.example/2"), reading(council("KZ-39", "delegated", date(2025, 6, 17))))
    with open_warehouse(settings.warehouse, sample=False) as connection:
        whole_run(connection, settings.stage_at, "r2", pavlodar, kostanay)
        publish(connection, settings.published, as_of=NOW.date())
    with written(settings) as published:
        published.execute("UPDATE publications SET published_at = TIMESTAMPTZ '2025-06-22 22:00:00+05'")
        published.execute(_PAST.read_text(encoding="utf-8"))
    return settings


def changed(settings: Settings, folder: Path, *statements: str, **given: object) -> Settings:
    """A copy of the published file, changed by hand; `given`: settings that differ."""
    copy = settings_for(folder, **given)
    copy.published.mkdir(parents=True)
    shutil.copy(settings.published / DATABASE, copy.published / DATABASE)
    with written(copy) as published:
        for statement in statements:
            published.execute(statement)
    return copy


@contextmanager
def written(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, open to be changed by hand."""
    path = settings.published / DATABASE
    path.chmod(0o644)
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET TimeZone = 'Asia/Almaty'")
        yield connection


@contextmanager
def published(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_published(settings.published / DATABASE) as connection:
        yield connection


def later(week: Week, weeks: int) -> Week:
    return Week(monday=week.monday + timedelta(weeks=weeks))
