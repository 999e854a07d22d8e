"""The past as it was published: three weeks of reports, and each week's tables asked for again afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from warehouse_world import ORDER, READER, REGISTRY, article, council, reading, review_of, stage_inferred, whole_run

from models.records import Reading
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.publish import publish
from warehouse.read import found_meetings
from warehouse.session import session
from warehouse.stage import Stage

TABLES = ("compliance", "evidence", "coverage")
LEAD = Reading(outcome="other_language", unread_lead=True, regions=("KZ-55",))
# Each week brings something that changes what stood before: a verdict, another region's, the evidence of the first.
WEEKS = (
    ((article(1), reading(council())),),
    (
        (article(2, text="Отчёт о совете в Семее."), reading(council("KZ-10", "delegated", date(2025, 6, 10)))),
        (article(3, text="Қостанай облысының әкімі отырыс өткізді."), LEAD),
    ),
    ((article(1, text=article(1).text + " Исправлено."), reading(replace(council(), attendance=()))),),
)


def _now(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    views = {"compliance": "compliance_today", "evidence": "evidence", "coverage": "coverage"}
    return {name: connection.execute(f"FROM {views[name]}").fetchall() for name in TABLES}


def _as_known(connection: duckdb.DuckDBPyConnection, moment: datetime) -> dict[str, list[Any]]:
    return {name: connection.execute(f"FROM {name}_as_known(?)", [moment]).fetchall() for name in TABLES}


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[datetime, dict[str, list[Any]]]]]:
    """The published file after three weeks, and what each week's publication showed when it was new."""
    folder, shown = tmp_path_factory.mktemp("weeks"), []
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        for number, told in enumerate(WEEKS):
            whole_run(connection, folder / "stage", f"r{number}", *told)
            path = publish(connection, folder / "published", as_of=date(2025, 6, 22))
            with duckdb.connect(str(path), read_only=True) as published:
                (at,) = published.execute("SELECT max(published_at) FROM publications").fetchone() or (None,)
                assert at is not None
                shown.append((at, _now(published)))
    return path, shown


@pytest.mark.slow
def test_each_week_is_given_back_exactly_as_it_was_published(
    weeks: tuple[Path, list[tuple[datetime, dict[str, list[Any]]]]],
) -> None:
    path, shown = weeks
    assert len({str(tables) for _, tables in shown}) == 3, "every week changed something"
    with duckdb.connect(str(path), read_only=True) as published:
        for moment, tables in shown:
            assert _as_known(published, moment) == tables


@pytest.mark.slow
def test_before_the_first_publication_nothing_was_known(
    weeks: tuple[Path, list[tuple[datetime, dict[str, list[Any]]]]],
) -> None:
    path, _ = weeks
    with duckdb.connect(str(path), read_only=True) as published:
        assert _as_known(published, datetime.fromisoformat("2020-01-01T00:00:00+05:00")) == {n: [] for n in TABLES}


@pytest.mark.slow
def test_a_publication_made_before_anybody_was_judged_is_given_back_too(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        stage = Stage(tmp_path / "stage", "r0")
        stage.registry(REGISTRY, ORDER)
        load_stages(connection, tmp_path / "stage")
        publish(connection, tmp_path / "published", as_of=None)
        shown = connection.execute("FROM compliance_today").fetchall()
        (before,) = connection.execute("SELECT max(published_at) FROM publications").fetchone() or (None,)
        whole_run(connection, tmp_path / "stage", "r1", (article(1), reading(council())))
        publish(connection, tmp_path / "published", as_of=date(2025, 6, 22))
        assert len(shown) == 40
        assert connection.execute("FROM compliance_as_known(?)", [before]).fetchall() == shown


@pytest.mark.slow
def test_what_changed_since_a_day_is_told_with_its_reason(
    weeks: tuple[Path, list[tuple[datetime, dict[str, list[Any]]]]],
) -> None:
    """Everything was published today: since yesterday all is new, since today nothing."""
    path, _ = weeks
    with duckdb.connect(str(path), read_only=True) as published:
        session(published)  # on Almaty's clock: for five hours a day, UTC's is a day behind
        told = "SELECT what, region, before, after FROM changes_since({}) WHERE clause = 1 ORDER BY ALL"
        yesterday = published.execute(told.format("(current_date - 1)")).fetchall()
        assert ("verdict", "KZ-10", None, "deputy_only") in yesterday
        assert sum(what == "verdict" for what, *_ in yesterday) == 20
        assert any(what == "sentence added" for what, *_ in yesterday)
        assert published.execute(told.format("current_date")).fetchall() == []
        assert published.execute(told.format("'2020-01-01'")).fetchall() == yesterday


@pytest.mark.slow
def test_what_was_published_before_a_decision_is_given_back_as_it_was(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        whole_run(connection, tmp_path / "stage", "r1", (article(1), reading(council())))
        publish(connection, tmp_path / "published", as_of=date(2025, 6, 22))
        before = _now(connection)
        (moment,) = connection.execute("SELECT max(published_at) FROM publications").fetchone() or (None,)
        (found,) = found_meetings(connection, READER)
        Stage(tmp_path / "stage", "r2").reviews([review_of(found, "reject")])
        load_stages(connection, tmp_path / "stage")
        stage_inferred(connection, Stage(tmp_path / "stage", "r3"))
        publish(connection, tmp_path / "published", as_of=date(2025, 6, 22))
        assert moment is not None
        assert _now(connection) != before
        assert _as_known(connection, moment) == before
