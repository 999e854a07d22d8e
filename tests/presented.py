"""Every text that this program may show to a reader, found in its sources: literals of Python, TOML, SQL and templates.

Not in it: the glossary, the phrases and the order (where words have their home), comments, docstrings, the sample web's
invented articles, what is read and not shown (names of regions, lists of stock words), and `COMMENT ON`, which explains
tables to analysts by the tables' own words.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_HOMES = {"models/glossary.toml", "models/phrases.toml", "models/order.toml"}
_LEXICON = {"models/regions.toml", "models/likeness.toml", "models/certain.toml", "flows/desk/region_names.toml"}
# extractors/ is full of Russian too, but that meets the press and no reader.
_ROOMS = ("flows", "warehouse", "models")
_INVENTED = ("flows/demo/",)
_TEMPLATES = {".html", ".txt", ".j2", ".jinja", ".mjml", ".md", ".js", ".svg"}
_SQL_COMMENT = re.compile(r"--[^\n]*")
_SQL_DOCUMENTED = re.compile(r"COMMENT ON [^']*? IS '(?:[^']|'')*'")
_SQL_TEXT = re.compile(r"'((?:[^']|'')*)'")
_MARKUP = re.compile(r"\{[#%{].*?[#%}]\}|<!--.*?-->|<[^>]*>|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """A text, the file it stands in (from the root), and the key or name it is given there, where it has one."""

    file: str
    text: str
    key: str | None = None


@cache
def presented(root: Path = ROOT) -> tuple[Said, ...]:
    """Every such text below `root`."""
    return tuple(
        said
        for room in _ROOMS
        for path in sorted((root / room).rglob("*"))
        if path.is_file()
        for said in _of(path, root)
    )


def _of(path: Path, root: Path) -> Iterator[Said]:
    name = path.relative_to(root).as_posix()
    if name in _HOMES | _LEXICON or name.startswith(_INVENTED) or "__pycache__" in name:
        return
    if path.suffix == ".py":
        yield from (Said(name, text, key) for key, text in _python(ast.parse(path.read_text(encoding="utf-8"))))
    elif path.suffix == ".toml":
        yield from (Said(name, text, key) for key, text in _toml(tomllib.loads(path.read_text(encoding="utf-8"))))
    elif path.suffix == ".sql":
        yield from (Said(name, text) for text in _sql(path.read_text(encoding="utf-8")))
    elif path.suffix in _TEMPLATES:
        yield from (
            Said(name, line.strip()) for line in _MARKUP.sub("\n", path.read_text(encoding="utf-8")).splitlines()
        )


def _python(tree: ast.Module) -> Iterator[tuple[str | None, str]]:
    """Literals, the parts of f-strings one by one; values of dictionaries with their key."""
    keyed = {
        value: key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, whole in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
        for value in ast.walk(whole)
    }
    documented = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documented:
            yield keyed.get(node), node.value


def _toml(table: Any, key: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Strings with the name of the table or key that holds them; `en` and `ru` are no names."""
    if isinstance(table, str):
        yield key, table
    elif isinstance(table, dict):
        for name, value in table.items():
            yield from _toml(value, key if name in ("en", "ru") else name)
    elif isinstance(table, list):
        for value in table:
            yield from _toml(value, key)


def _sql(text: str) -> Iterator[str]:
    own = _SQL_COMMENT.sub("", _SQL_DOCUMENTED.sub("", text))
    yield from (found.replace("''", "'") for found in _SQL_TEXT.findall(own))
