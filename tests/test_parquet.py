"""The published Parquet reads alike everywhere: the file's own rows and types, in DuckDB and in polars."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import polars
import pytest
from warehouse_world import NOW, article, council, reading, whole_run

from warehouse.connect import open_warehouse
from warehouse.publish import publish
from warehouse.published import open_published

ROOT = Path(__file__).parents[1]
POLARS = {
    "VARCHAR": polars.String,
    "BIGINT": polars.Int64,
    "INTEGER": polars.Int32,
    "DOUBLE": polars.Float64,
    "BOOLEAN": polars.Boolean,
    "DATE": polars.Date,
    "TIMESTAMP WITH TIME ZONE": polars.Datetime("us", "UTC"),
    "BLOB": polars.Binary,
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parquet")
    with open_warehouse(folder / "warehouse.duckdb", sample=True) as connection:
        whole_run(connection, folder / "stage", "r1", (article(1), reading(council())))
        return publish(connection, folder / "published", as_of=NOW.date(), full_text=True)


def _in_polars(kind: str) -> Any:
    return polars.List(_in_polars(kind[:-2])) if kind.endswith("[]") else POLARS[kind]


def test_every_parquet_file_has_the_rows_and_types_of_the_published_file(published: Path) -> None:
    files = sorted((published.parent / "parquet").glob("*.parquet"))  # beside them lies the set's own manifest
    assert len(files) > 50
    with open_published(published) as connection, duckdb.connect() as reader:
        reader.execute("SET TimeZone = 'Asia/Almaty'")
        for file in files:
            types = connection.execute(f"DESCRIBE FROM {file.stem}").fetchall()
            columns = [(name, kind) for name, kind, *_ in types]
            rows = connection.execute(f"FROM {file.stem} ORDER BY ALL").fetchall()
            of_file = reader.execute("DESCRIBE FROM read_parquet(?)", [str(file)]).fetchall()
            assert [(name, kind) for name, kind, *_ in of_file] == columns, file.stem
            assert reader.execute("FROM read_parquet(?) ORDER BY ALL", [str(file)]).fetchall() == rows, file.stem
            frame = polars.read_parquet(file)
            assert dict(frame.schema) == {name: _in_polars(kind) for name, kind in columns}, file.stem
            assert sorted(map(repr, frame.rows())) == sorted(repr(_utc(row)) for row in rows), file.stem


def _utc(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same moments on polars' clock: Parquet keeps moments, not the clock that they are shown on."""
    return tuple(value.astimezone(ZoneInfo("UTC")) if isinstance(value, datetime) else value for value in row)


def _draw(published: Path, out: Path, language: str) -> subprocess.CompletedProcess[str]:
    script = ROOT / "examples" / "month_heat_map.py"
    return subprocess.run(
        [sys.executable, str(script), "--published", str(published), "--out", str(out), "--language", language],
        capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "PATH": ""}, timeout=120,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ("УЧЕБНЫЕ ДАННЫЕ", "судить нельзя", "Не найдено — не значит не проведено.", "Ұлытау", "июн")),
        (
            "en",
            (
                "SAMPLE DATA: the meetings are invented",
                "not judged",
                "Not found does not mean not held.",
                "Ulytau",
                "Jun",
            ),
        ),
    ],
)
def test_the_months_are_drawn_for_a_slide_with_their_figures(
    published: Path, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    done = _draw(published.parent, tmp_path / "months.png", language)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "months.png").read_bytes().startswith(b"\x89PNG")
    drawn = (tmp_path / "months.svg").read_text(encoding="utf-8")
    for word in ("SAMPLE DATA", *words):
        assert word in drawn
    table = polars.read_csv(tmp_path / "months.csv")
    with open_published(published) as connection:
        question = "SELECT count(*), sum(met_share) FROM compliance_by_month WHERE clause = 1"
        rows, shares = connection.execute(question).fetchone() or (0, 0)
    assert (table.height, table["met_share"].sum()) == (rows, pytest.approx(shares))


def test_a_folder_without_parquet_is_told_in_one_line(tmp_path: Path) -> None:
    done = _draw(tmp_path, tmp_path / "months.png", "ru")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "no Parquet set of akimwatch" in done.stderr
