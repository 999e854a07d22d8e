"""Ten moments at which a kill is worst; `make torture` kills at random ones (docs/torture.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

_POINTS = (
    "archive.in_record",
    "archive.record_written",
    "stage.in_part",
    "load.before_commit",
    "load.committed",
    "publish.set_written",
    "publish.database_renamed",
    "post.sending_recorded",
    "post.after_dot",
    "upgrade.step_taken",
)
_FIRST_ADDRESS = 240


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[str, Any]]:
    """What became of a kill at each of them: all begin with one small world, made once."""
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "tests/torture.py", "--json", "--address", str(_FIRST_ADDRESS), "--points", *_POINTS],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.stdout, done.stderr
    return {one["point"]: one for one in json.loads(done.stdout)}


def whole(outcome: dict[str, Any]) -> bool:
    """It was killed, and begun again it is as if it had not been; else pytest shows what is not."""
    assert outcome["faults"] == []
    return len(outcome["landed"]) == 1


def test_a_kill_in_the_middle_of_a_page_costs_that_page_and_the_record_is_repaired_and_counted(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    outcome = outcomes["archive.in_record"]
    assert whole(outcome)
    assert [(kill["phase"], kill["cut"], kill["repaired"]) for kill in outcome["landed"]] == [("collect", 1, 1)]


def test_a_page_that_was_archived_and_not_noted_is_fetched_again_and_stands_once(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert whole(outcomes["archive.record_written"])


def test_half_a_part_file_is_never_loaded(outcomes: dict[str, dict[str, Any]]) -> None:
    assert whole(outcomes["stage.in_part"])


def test_between_stage_and_commit_nothing_is_lost(outcomes: dict[str, dict[str, Any]]) -> None:
    assert whole(outcomes["load.before_commit"])


def test_between_commit_and_the_removal_of_its_parts_nothing_is_loaded_twice(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert whole(outcomes["load.committed"])


def test_between_commit_and_publication_readers_have_the_old_set_and_the_next_run_publishes(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert whole(outcomes["publish.set_written"])


def test_between_the_renames_whatever_a_reader_opens_is_whole_and_fits_its_manifest(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert whole(outcomes["publish.database_renamed"])


def test_between_the_word_sending_and_the_sending_the_letter_is_uncertain_and_not_sent_again(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    outcome = outcomes["post.sending_recorded"]
    assert whole(outcome)
    assert outcome["uncertain"] == 1


def test_after_data_the_letter_is_uncertain_and_nobody_has_it_twice(outcomes: dict[str, dict[str, Any]]) -> None:
    outcome = outcomes["post.after_dot"]
    assert whole(outcome)
    assert outcome["uncertain"] == 1


def test_in_the_middle_of_an_upgrade_the_warehouse_stays_of_its_old_schema(
    outcomes: dict[str, dict[str, Any]],
) -> None:
    assert whole(outcomes["upgrade.step_taken"])
