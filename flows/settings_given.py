"""Where settings come from: `akimwatch.toml`, `.env`, the environment. What is named there and unknown is an error."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from dotenv import dotenv_values
from pydantic import BaseModel

from models.errors import BadInput

PREFIX = "AKIMWATCH_"
FILE = "akimwatch.toml"
FILE_NAMED = "AKIMWATCH_SETTINGS"  # names another file than the one in the folder we run in
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
    if not path.exists() and not named:
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: not TOML ({error})") from error
    found = {}
    for key, value in told.items():
        field = model.model_fields.get(key)
        if field is None:
            raise BadInput(f"{path}: unknown setting {key}{_nearest(key, model)}")
        if value == "" and type(None) in get_args(field.annotation):
            continue  # an empty line of the example file: not given
        is_path = field.annotation is Path or Path in get_args(field.annotation)
        inside = path.parent / value if is_path and isinstance(value, str) else value
        found[key] = Given(value=inside, origin=str(path))
    return found


def _dotenv() -> Mapping[str, str | None]:
    try:
        return dotenv_values(".env") if Path(".env").is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f".env: cannot be read ({error})") from error


def _from_variables(
    model: type[BaseModel], variables: Mapping[str, str | None], origin: str | None
) -> dict[str, Given]:
    """Those variables that begin with our prefix; an empty one counts as not given where the field may be empty."""
    found = {}
    for name, value in variables.items():
        if not name.upper().startswith(PREFIX) or name == FILE_NAMED or value is None:
            continue
        key = name.upper().removeprefix(PREFIX).lower()
        if key not in model.model_fields:
            told = f"{origin}: unknown setting {name}" if origin else f"unknown setting {name} in the environment"
            raise BadInput(told + _nearest(key, model, PREFIX))
        if value == "" and type(None) in get_args(model.model_fields[key].annotation):
            continue
        found[key] = Given(value=value, origin=origin or name)
    return found


def _nearest(key: str, model: type[BaseModel], prefix: str = "") -> str:
    near = get_close_matches(key.lower(), model.model_fields, n=1, cutoff=0.5)
    shown = (prefix + near[0].upper() if prefix else near[0]) if near else ""
    return f"; did you mean {shown}?" if near else "; `akimwatch settings` shows all there are"
