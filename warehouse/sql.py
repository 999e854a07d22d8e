"""The SQL of this room, read from its files: one object a file, the first line says what it is for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# Views that macros and other views are made of come first, then macros, then all else in order of name.
BASIC_VIEWS = (
    "versions_said",
    "current_articles",
    "current_regions",
    "current_officials",
    "current_clauses",
    "current_sources",
    "current_events",
    "current_cases",
    "current_occasions",
    "current_controls",
    "current_verdicts",
    "unread_leads",
    "named_days",
    "glossary",
    "source_days",
)
# Macros that others are made of come first.
_FIRST_MACROS = ("compliance_of", "evidence_of", "coverage_of", "published_run")
LAST_MACROS = ("changes_since",)  # made of views


@cache
def schema() -> dict[str, str]:
    """Every table's name and its file's text; these are published, all of them."""
    return _texts("schema")


@cache
def private_tables() -> dict[str, str]:
    """The tables that stay in the warehouse, such as those with addresses of people; never published, never copied."""
    return _texts("private/tables")


@cache
def views() -> dict[str, str]:
    """Every view's name and its file's text, in an order in which they can be created."""
    found = _texts("views")
    ordered = [*BASIC_VIEWS, *sorted(set(found) - set(BASIC_VIEWS))]
    return {name: found[name] for name in ordered}


@cache
def private_views() -> dict[str, str]:
    """The views that stay in the warehouse with the private tables that they show."""
    return _texts("private/views")


@cache
def upgrades() -> dict[int, str]:
    """By version of the schema, what makes it of the one before."""
    return {int(name): text for name, text in _texts("upgrades").items()}


@cache
def macros() -> dict[str, str]:
    """Every table macro's name and its file's text, in an order in which they can be created."""
    found = _texts("macros")
    return {name: found[name] for name in [*_FIRST_MACROS, *sorted(set(found) - set(_FIRST_MACROS))]}


@cache
def search() -> dict[str, str]:
    """The steps that make the published file's index and its macro `search`, in their order."""
    return _texts("search")


@cache
def query(name: str) -> str:
    """The text of `queries/<name>.sql`."""
    return _room().joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")


@cache
def questions() -> dict[str, str]:
    """The questions that are ready to be asked of the published file, by name."""
    return _texts("questions")


def _room() -> Traversable:
    return files("warehouse")


def _texts(folder: str) -> dict[str, str]:
    entries = (entry for entry in _room().joinpath(folder).iterdir() if entry.name.endswith(".sql"))
    return {entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8") for entry in sorted(entries, key=_name)}


def _name(entry: Traversable) -> str:
    return entry.name
