"""docs/operate.md is held to the program: its commands run, its alarms are all there are."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main
from desk_world import make_data

from flows.cli import app
from models.glossary import own_words

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$|^(<!-- the first run is made here -->)$", DOC, re.MULTILINE | re.DOTALL)
HEADED = {name for line in re.findall(r"^#### (.*)$", DOC, re.MULTILINE) for name in re.findall(r"`([^`]+)`", line)}

_COMMAND = re.compile(r"(?:^|[\s`|&])(?:\.venv/bin/)?akimwatch ([a-z][^`|&\n#]*)", re.MULTILINE)


def sources_of(*folders: str) -> Iterator[str]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


# --- Every alarm has its heading -------------------------------------------------------------------------------------


def test_every_alarm_of_the_glossary_has_its_heading() -> None:
    assert {word.word for word in own_words() if word.kind == "alarm"} <= HEADED


def test_every_step_that_may_fail_in_a_run_has_its_heading() -> None:
    steps = {
        step for text in sources_of("flows") for step in re.findall(r"""(?:\bstep=|[^_\w]each\(\s*)"([\w ]+)\"""", text)
    }
    assert {"visit", "load", "judge", "read", "take WARC"} <= steps
    assert steps - HEADED == {"check"} & steps, "`sources check` prints what it finds of itself"
    assert "coverage alarm" in HEADED


def test_everything_that_the_doctor_finds_has_its_heading() -> None:
    names = {
        name for text in sources_of("flows/doctor") for name in re.findall(r'\b(?:fail|warn)\(\s*"([\w ]+)"', text)
    }
    names |= {name for text in sources_of("flows/doctor") for name in re.findall(r'\bfailed\("([\w ]+)"', text)}
    assert {"time zone", "disk", "pages", "service", "settings"} <= names
    assert names - HEADED == set()
    rooms = set(re.findall(r'\("(\w+)", _\w+\)', (ROOT / "flows/doctor/given.py").read_text(encoding="utf-8")))
    assert {"sources", "officials", "order", "priors"} <= rooms <= HEADED


def test_everything_that_grows_stale_has_its_heading() -> None:
    labels = (ROOT / "flows" / "desk" / "labels.toml").read_text(encoding="utf-8")
    stale = set(re.findall(r"^\[(stale_\w+)]$", labels, re.MULTILINE))
    assert stale
    assert stale <= HEADED


@pytest.mark.skipif(find_spec("warehouse.outbox") is None, reason="there is no outbox yet")
def test_every_state_of_a_letter_but_sent_has_its_heading() -> None:
    assert set(get_args(import_module("warehouse.outbox").PostState)) - {"sent"} <= HEADED


@pytest.mark.skipif(
    find_spec("flows.service.jobs") is None if find_spec("flows.service") else True, reason="no service"
)
def test_every_job_of_the_service_has_its_heading() -> None:
    assert {job.name for job in import_module("flows.service.jobs").JOBS} <= HEADED


# --- Every command is one --------------------------------------------------------------------------------------------


def commands() -> list[list[str]]:
    return [shlex.split(found.rstrip(" .,;:)")) for found in dict.fromkeys(_COMMAND.findall(DOC))]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_of_the_document_exists_with_its_options(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):  # a group
        name = words.pop(0)
        assert name in command.commands, name
        command = command.commands[name]
        if not words or words[0].startswith("-"):
            break
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_every_file_that_the_document_names_is_there() -> None:
    for name in re.findall(r"\]\((\.\./[^)#]+|[^)#:]+\.md)\)", DOC):
        assert (ROOT / "docs" / name).exists(), name
    for name in re.findall(r"`?\b((?:deploy|extractors|models|tests)/[\w./-]+)", DOC):
        assert (ROOT / name).exists() or not (ROOT / "deploy").exists(), name


# --- Every block that can be run is run ------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_documents_commands_run_word_by_word(tmp_path: Path) -> None:
    """From the first day to the restored folder: what is restored says the same, and every link of it holds."""
    place, programs = tmp_path / "app", tmp_path / "programs"
    place.mkdir()
    programs.mkdir()
    shutil.copy(ROOT / "akimwatch.example.toml", place)
    program = programs / "akimwatch"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m flows.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AKIMWATCH_", "PREFECT_"))}
    env = {**plain, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    run = 0
    for language, block, first_run in BLOCKS:
        if first_run:
            make_data(place / "data")
        if language != "sh":
            continue
        for line in block.replace("/mnt/backup", str(tmp_path / "mnt")).splitlines():
            done = subprocess.run(
                ["bash", "-o", "pipefail", "-c", line], cwd=place, env=env, capture_output=True, text=True
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            run += 1
    assert run > 15
    assert (place / "before.csv").read_text(encoding="utf-8").count("\n") == 41
    assert (place / "data-broken").is_dir()
