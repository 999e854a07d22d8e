"""Frozen records out of TOML tables: a key missing, unknown or of another type is one line that names file and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from models.errors import BadInput

Record = TypeVar("Record")

_WORDS: Mapping[type, str] = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    date: "a day like 2024-04-25, without quotes",
    list: "a list in square brackets",
}


def record_of(kind: type[Record], raw: Mapping[str, Any], where: str, **given: object) -> Record:
    """A record of the frozen dataclass `kind` from a table's keys; the fields `given` are no keys of the table.

    Its fields are texts, whole numbers, truth values, days, words of a Literal, or tuples of these. BadInput begins
    with `where` (file and table).
    """
    asked = {field.name: field for field in fields(kind) if field.name not in given}  # type: ignore[arg-type]
    refuse_unknown(raw, asked, where)
    for name, field in asked.items():
        if name not in raw and field.default is MISSING:
            raise BadInput(f"{where}: {name} is missing")
    hints = get_type_hints(kind)
    return kind(**{name: _value(value, hints[name], f"{where}: {name}") for name, value in raw.items()}, **given)


def refuse_unknown(raw: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """BadInput for a key that has no meaning here: a slip of the pen would else leave its duty out in silence."""
    names = tuple(known)
    for key in raw:
        if key not in names:
            raise BadInput(f"{where}: unknown key {key}; there are {', '.join(names)}")


def table_of(raw: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    """The one table `[key]`."""
    value = raw.get(key)
    if not isinstance(value, dict):
        raise BadInput(f"{where}: needs one table [{key}]")
    return value


def tables_of(raw: Mapping[str, Any], key: str, where: str) -> list[tuple[str, Mapping[str, Any]]]:
    """All tables `[[key]]`, each with where it stands (`mine.toml: clause 2`); none where there is no such key."""
    found = raw.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise BadInput(f"{where}: {key} must be tables that begin with [[{key}]], in double brackets")
    return [(f"{where}: {key} {number}", each) for number, each in enumerate(found, start=1)]


def _value(value: object, hint: Any, where: str) -> object:
    """The value as a record wants it; BadInput where it is of another type. A bool is no int, a datetime no date."""
    if isinstance(hint, UnionType):  # date | None: TOML has no null, an absent key stands for it
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        if type(value) is not list:
            raise BadInput(f"{where}: must be {_WORDS[list]}, not {value!r}")
        return tuple(_value(each, get_args(hint)[0], where) for each in value)
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise BadInput(f"{where}: {value!r} is none of {', '.join(get_args(hint))}")
    elif type(value) is not hint:
        raise BadInput(f"{where}: must be {_WORDS[hint]}, not {value!r}")
    elif value == "":
        raise BadInput(f"{where}: is empty")
    return value
