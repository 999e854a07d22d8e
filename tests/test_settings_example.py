"""The example file of settings names every setting, with its default, and is what the code says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flows.settings import Settings, load_settings
from flows.settings_example import example

FILE = Path(__file__).parents[1] / "akimwatch.example.toml"


def test_the_example_is_not_stale() -> None:
    told = "run `python -m flows.settings_example > akimwatch.example.toml`"
    assert FILE.read_text(encoding="utf-8") == example(), told


def test_as_it_stands_it_sets_nothing() -> None:
    assert tomllib.loads(example()) == {}


def test_with_every_line_taken_in_all_is_as_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's installation changes because they uncommented a default."""
    monkeypatch.chdir(tmp_path)
    without = load_settings()
    taken = re.sub(r"^#(?=[a-z_]+ = )", "", example(), flags=re.MULTILINE)
    assert set(tomllib.loads(taken)) == set(Settings.model_fields)
    (tmp_path / "akimwatch.toml").write_text(taken, encoding="utf-8")
    assert load_settings() == without
