"""Word lists of the page readers: TOML files, each odd entry with its reason beside it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def load_words(name: str) -> dict[str, Any]:
    """The tables of `lexicon/<name>.toml`."""
    return tomllib.loads(files("extractors.page.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
