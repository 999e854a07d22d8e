"""What a person at the keyboard sees: one clear line for a wrong input, exit codes as promised, results on stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def akimwatch(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process and a folder of its own."""
    surroundings = {**{k: v for k, v in os.environ.items() if not k.startswith("AKIMWATCH_")}, **environment}
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=folder,
        env={**surroundings, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_an_unknown_source_is_a_usage_error_that_names_it(tmp_path: Path) -> None:
    done = akimwatch("run", "--direct", "--source", "tengrinewz", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    told = "unknown source tengrinewz (nearest: tengrinews); `akimwatch sources list` shows the names"
    assert done.stderr == f"akimwatch: {told}\n"
    assert not (tmp_path / "data").exists()


def test_a_wrong_setting_is_named_with_what_was_given(tmp_path: Path) -> None:
    done = akimwatch("settings", folder=tmp_path, AKIMWATCH_BACK_DAYS="many")
    assert done.returncode == 2
    assert done.stderr.startswith("akimwatch: setting AKIMWATCH_BACK_DAYS:")
    assert "'many'" in done.stderr


def test_settings_show_every_value_with_its_meaning(tmp_path: Path) -> None:
    done = akimwatch("settings", folder=tmp_path, AKIMWATCH_BACK_DAYS="30")
    assert done.returncode == 0
    assert "AKIMWATCH_BACK_DAYS=30\t" in done.stdout


def test_a_file_that_is_no_warehouse_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    damaged = tmp_path / "data" / "warehouse.duckdb"
    damaged.write_text("this is no database")
    (tmp_path / "a.jsonl").write_text('{"text": "Новость."}\n', encoding="utf-8")
    done = akimwatch("run", "--direct", "--articles", "a.jsonl", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "warehouse.duckdb" in done.stderr
    assert damaged.read_text() == "this is no database"


def test_a_question_before_anything_is_published_says_what_to_do(tmp_path: Path) -> None:
    done = akimwatch("sql", "SELECT 1", folder=tmp_path)
    assert done.returncode == 1
    assert "nothing is published yet" in done.stderr


@pytest.mark.parametrize(
    "command",
    ["run", "demo", "read", "sources", "status", "show", "explain", "sql", "settings", "serve", "digest", "outbox"],
)
def test_every_command_explains_itself(command: str, tmp_path: Path) -> None:
    done = akimwatch(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert command == "sources" or "Example: " in done.stdout


def test_sources_list_gives_every_site_to_a_program(tmp_path: Path) -> None:
    done = akimwatch("sources", "list", "--json", folder=tmp_path)
    sites = {site["key"]: site for site in json.loads(done.stdout)}
    assert {"tengrinews", "zakon", "kazpravda", "nur", "govkz", "assembly", "lada"} <= set(sites)
    assert all(way["verified"] for site in sites.values() for way in site["ways"])


@pytest.mark.slow
def test_articles_are_read_published_and_asked_about(tmp_path: Path) -> None:
    """A missing file and a broken line are named, the rest is published; a formula in a cell is made plain text."""
    meeting = {
        "url": "https://example.kz/1",
        "title": '=HYPERLINK("https://example.kz")',
        "published_at": "2025-06-02T10:00:00+05:00",
        "text": "Аким Костанайской области Кумар Аксакалов 30 мая 2025 года провел совещание по межэтнической ситуации"
        " с участием представителей Ассамблеи народа Казахстана.",
    }
    lines = [json.dumps(meeting, ensure_ascii=False), "{"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = akimwatch("run", "--direct", "--articles", "a.jsonl", "--articles", "gone.jsonl", folder=tmp_path)
    assert done.returncode == 1
    assert done.stdout == f"published: {Path('data/published/akimwatch.duckdb')}\n"
    assert "a.jsonl:2: not JSON" in done.stderr
    assert "gone.jsonl: cannot be read" in done.stderr
    asked = akimwatch("sql", "--format", "csv", "SELECT title FROM articles", folder=tmp_path)
    assert asked.stdout.splitlines()[1].startswith("\"'=HYPERLINK")
    refused = akimwatch("sql", "DELETE FROM articles", folder=tmp_path)
    assert refused.returncode == 2
    assert "read-only" in refused.stderr
    told = akimwatch("status", "--json", folder=tmp_path)
    assert json.loads(told.stdout)["rows"]["articles"] == 1
