"""How the templates are filled: everything escaped, nothing hidden, no link that a browser should not follow."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from flows.explain.visible import visible, web_address


def number(value: date | datetime | float | None) -> str:
    """A value as the table's script sorts it; nothing where there is none (it then comes last)."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    return f"{value:.6g}"


def shown(value: object) -> object:
    """A text as a page may hold it: no marks of direction, no control characters, whoever wrote it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def begun(words: str) -> str:
    """Words of the glossary at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def template(name: str) -> Template:
    """The template of that name, compiled once a run."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("flows.site"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(number=number, link=web_address)
    made.filters["begun"] = begun
    return made
