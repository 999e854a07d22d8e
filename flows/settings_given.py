"""Where settings come from: `akimwatch.toml`, `.env`, the environment. What is named there and unknown is an error."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import get_args

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flows.faults import VARIABLE
from models.errors import BadInput

PREFIX = "AKIMWATCH_"
FILE = "akimwatch.toml"
FILE_NAMED = "AKIMWATCH_SETTINGS"  # names another file than the one in the folder we run in
# Ours and no settings; they count in the environment alone: in a file they would hold for whoever comes next.
_ENVIRONMENTS_OWN = (FILE_NAMED, VARIABLE)
LINE_BREAKS = re.compile(r"[\r\n\x00\v\f\x1c-\x1e\x85\u2028\u2029]")  # all that str.splitlines breaks at, and NUL


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One value, as it was written, and where: a file's name or an environment variable's."""

    value: object
    origin: str


def given_values(model: type[BaseModel]) -> dict[str, Given]:
    """What is given for the fields of `model`; the environment outranks `.env`, and that the file.

    BadInput for a file that cannot be read and for a name that no field has.
    """
    return {
        **_from_file(model),
        **_from_variables(model, _dotenv(), ".env"),
        **_from_variables(model, os.environ, None),
    }


def _from_file(model: type[BaseModel]) -> dict[str, Given]:
    """The file's values; a relative path in it is meant from the folder that the file lies in."""
    named = os.environ.get(FILE_NAMED)
    path = Path(named or FILE)
    if not named and not path.exists() and not path.is_symlink():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad writes a BOM
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:  # no UTF-8, a number of 5,000 digits, brackets nested without end
        raise BadInput(f"{path}: not TOML ({error})") from error
    found = {}
    for key, value in told.items():
        field = model.model_fields.get(key)
        if field is None:
            raise BadInput(f"{path}: unknown setting {key}{_nearest(key, model)}")
        if value == "" and not _holds_empty(field):
            continue  # an empty line of the example file: not given
        found[key] = Given(value=_inside(path.parent, field, value), origin=str(path))
    return found


def _inside(folder: Path, field: FieldInfo, value: object) -> object:
    """A relative path is meant from the file's folder; an address, where the setting may be one, is no path."""
    if not _is_path(field) or not isinstance(value, str) or ("://" in value and str in get_args(field.annotation)):
        return value
    return folder / value


def _dotenv() -> Mapping[str, str | None]:
    """What `.env` holds, letter by letter: a password with `${` in it is no reference to another variable.

    BadInput for a line that says nothing: what stands there would else be missing without a word.
    """
    try:
        if not Path(".env").is_file():
            return {}
        text = Path(".env").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f".env: cannot be read ({error})") from error
    for one in parse_stream(StringIO(text)):
        ours = one.key is not None and one.key.upper().startswith(PREFIX)
        if one.error or (ours and one.value is None):
            raise BadInput(f".env:{one.original.line}: not NAME=value, or a quote is not closed")
        if one.key in _ENVIRONMENTS_OWN:
            raise BadInput(f".env:{one.original.line}: {one.key} counts in the environment alone; give it there")
    return dotenv_values(stream=StringIO(text), interpolate=False)


def _from_variables(
    model: type[BaseModel], variables: Mapping[str, str | None], origin: str | None
) -> dict[str, Given]:
    """Those variables that begin with our prefix; an empty one counts as not given where the field may be empty."""
    found = {}
    for name, value in variables.items():
        if not name.upper().startswith(PREFIX) or name in _ENVIRONMENTS_OWN or value is None:
            continue
        key = name.upper().removeprefix(PREFIX).lower()
        if key not in model.model_fields:
            told = f"{origin}: unknown setting {name}" if origin else f"unknown setting {name} in the environment"
            raise BadInput(told + _nearest(key, model, PREFIX))
        if value == "" and not _holds_empty(model.model_fields[key]):
            continue
        found[key] = Given(value=value, origin=origin or name)
    return found


def _is_path(field: FieldInfo) -> bool:
    return field.annotation is Path or Path in get_args(field.annotation)


def _holds_empty(field: FieldInfo) -> bool:
    """Whether "" is a value of it; else it means: not given. An empty path would be the folder that we run in."""
    return type(None) not in get_args(field.annotation) and not _is_path(field)


def _nearest(key: str, model: type[BaseModel], prefix: str = "") -> str:
    near = get_close_matches(key.lower(), model.model_fields, n=1, cutoff=0.5)
    shown = (prefix + near[0].upper() if prefix else near[0]) if near else ""
    return f"; did you mean {shown}?" if near else "; `akimwatch settings` shows all there are"
