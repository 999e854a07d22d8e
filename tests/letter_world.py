"""A published file with a past, for the tests of the letter: publications of 13, 22 and 29 June 2025, live data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb
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


def make_letters_data(folder: Path, *, sample: bool = False, past: bool = True) -> Settings:
    """The world in a data folder; without its past it was published once, on 22 June."""
    settings = settings_for(folder)
    pavlodar = (article(1), reading(council("KZ-55", "chaired", date(2025, 6, 11))))
    kostanay = (article(2, url="https://paper.example/2"), reading(council("KZ-39", "delegated", date(2025, 6, 17))))
    with open_warehouse(settings.warehouse, sample=sample) as connection:
        whole_run(connection, settings.stage, "r2", pavlodar, kostanay)
        publish(connection, settings.published, as_of=NOW.date())
    with written(settings) as published:
        published.execute("UPDATE publications SET published_at = TIMESTAMPTZ '2025-06-22 22:00:00+05'")
        if past:
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
