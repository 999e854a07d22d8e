"""Several commands on one data folder at once, as real processes: each waits or says so, nothing comes twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

import duckdb
import pytest
from desk_world import make_data

from models.errors import WarehouseError
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.tables import KEYS

ROOT = Path(__file__).parents[1]
_ARTICLES = 40
# Rows that say that a run was here: each run writes its own.
_OF_RUNS = {"runs", "sources", "regions", "officials", "clauses", "words", "inferences", "cases", "publications"}


def akimwatch(*words: str) -> subprocess.Popen[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *words],
        env={**plain, "PYTHONPATH": str(ROOT), "AKIMWATCH_SAMPLE": "true", "AKIMWATCH_WORKERS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def articles(path: Path) -> Path:
    text = "Этой весной жители области чинили дороги, мосты и школы: сообщили в управлении, заметка {}. " * 4
    with path.open("w", encoding="utf-8") as out:
        for n in range(_ARTICLES):
            line = {
                "id": f"a{n}",
                "url": f"https://paper.example/news/{n}",
                "source": "paper",
                "published_at": f"2025-06-{n % 20 + 1:02}T10:00:00+05:00",
                "title": f"Заметка {n}",
                "text": text.format(*[n] * 4),
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


@pytest.mark.slow
def test_two_runs_decisions_and_a_backup_at_once_each_wait_and_nothing_comes_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    make_data(data)
    with open_warehouse(data / "warehouse.duckdb", sample=None) as connection:
        before = connection.execute("SELECT count(*) FROM articles").fetchone()
    given = str(articles(tmp_path / "articles.jsonl"))
    here = ("--data", str(data))
    at_once = [
        akimwatch("run", "--direct", "--articles", given, *here),
        akimwatch("run", "--direct", "--articles", given, *here),
        akimwatch("review", "apply", *here),
        akimwatch("backup", str(tmp_path / "kept"), *here),
    ]
    for each in at_once:
        _, said = each.communicate(timeout=300)
        assert each.returncode == 0, said
        assert "Traceback" not in said
    with open_warehouse(data / "warehouse.duckdb", sample=None) as connection:
        assert before is not None
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (before[0] + _ARTICLES,)
        assert connection.execute("SELECT count(DISTINCT archive_offset) FROM pages").fetchone() == (
            connection.execute("SELECT count(*) FROM pages").fetchone()
        )
        for name in sorted(set(KEYS) - _OF_RUNS):
            key = ", ".join(KEYS[name])
            twice = connection.execute(f"SELECT {key} FROM {name} GROUP BY {key} HAVING count(*) > 1").fetchall()
            assert twice == [], name
    assert not [path for path in (data / "stage").rglob("*") if path.is_file()]
    with duckdb.connect(str(data / "published" / DATABASE), read_only=True) as published:
        assert published.execute("SELECT count(*) FROM articles").fetchone() == (before[0] + _ARTICLES,)


_HOLDER = """
import sys, duckdb
held = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "ro")
print("open", flush=True)
sys.stdin.readline()
held.close()
"""


@pytest.mark.parametrize("how", ["ro", "rw"])
def test_a_run_waits_for_whoever_looks_into_the_warehouse_with_a_shell(tmp_path: Path, how: str) -> None:
    path = tmp_path / "data" / "warehouse.duckdb"
    make_data(tmp_path / "data")
    analyst = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert analyst.stdout is not None
    assert analyst.stdin is not None
    analyst.stdout.readline()
    waiting = open_warehouse(path, sample=None, wait_seconds=0.6)
    told = rf"open in another program.*PID {analyst.pid}.*published file"
    with pytest.raises(WarehouseError, match=told) as refused, waiting:
        pass
    assert "\n" not in str(refused.value)
    Timer(1.0, analyst.stdin.close).start()  # the shell is closed while the run waits
    with open_warehouse(path, sample=None, wait_seconds=60) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() is not None
    analyst.wait(timeout=60)
