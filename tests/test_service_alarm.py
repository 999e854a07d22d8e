"""A run that failed is told in the service's log and to the operator, also where the settings are what is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from post_world import MailHouse, settings

from flows.service.alarm import on_failure, remember

FLOW: Any = SimpleNamespace(name="digest")
RUN: Any = SimpleNamespace(name="quiet-owl", id="01a2")
STATE: Any = SimpleNamespace(message="BadInput: akimwatch.toml: unknown setting\nback_dayz")


@pytest.fixture(autouse=True)
def _a_slip_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "akimwatch.toml").write_text("back_dayz = 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPERATOR_OF_AKIMWATCH", "")


def test_a_slip_in_the_settings_is_told_by_those_that_the_service_began_with(tmp_path: Path) -> None:
    with MailHouse().open() as house:
        remember(settings(tmp_path / "data", house, operator="duty@akimwatch.example"))
        on_failure(FLOW, RUN, STATE)
    (told,) = house.letters
    assert told.rcpt_tos == ["duty@akimwatch.example"]
    assert b"unknown setting back_dayz" in (told.content or b"").replace(b"=\r\n", b"")


def test_where_nobody_can_be_told_the_log_says_what_failed(capsys: pytest.CaptureFixture[str]) -> None:
    on_failure(FLOW, RUN, STATE)
    said = capsys.readouterr().err
    assert said == "akimwatch: digest failed: BadInput: akimwatch.toml: unknown setting back_dayz\n"


def test_a_run_that_outlives_a_killed_service_still_tells_the_operator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, write = os.pipe()
    os.close(read)  # the service that read what its runs say is gone
    with MailHouse().open() as house, os.fdopen(write, "w", buffering=1) as gone:
        remember(settings(tmp_path / "data", house, operator="duty@akimwatch.example"))
        monkeypatch.setattr("sys.stderr", gone)
        on_failure(FLOW, RUN, STATE)
        monkeypatch.undo()
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), gone.fileno())  # to be closed in peace
    assert house.recipients() == ["duty@akimwatch.example"]
