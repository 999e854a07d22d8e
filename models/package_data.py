"""This package's own tables, and TOML tables made ready for frozen records."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


def own_table(name: str) -> dict[str, Any]:
    """The TOML file `models/<name>`."""
    return tomllib.loads(own_text(name))


def own_text(name: str) -> str:
    """The text of `models/<name>`."""
    return files("models").joinpath(name).read_text(encoding="utf-8")


def with_tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A TOML table's fields with tuples for its lists, as frozen records want them."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
