"""The example file of settings: every setting with its meaning and its default, each commented out.

`python -m flows.settings_example > akimwatch.example.toml` writes it anew; a test holds that it is not stale.
"""

from __future__ import annotations

import json

from pydantic import SecretStr

from flows.settings import Settings

_HEAD = """\
# Settings of one installation: copy this file to akimwatch.toml, beside where akimwatch is run (or name it by
# AKIMWATCH_SETTINGS), and take the # from the lines that are to differ. What stands behind # is the default; "" is: not
# given. A relative path is meant from the folder that the file lies in. Each setting can be given as a variable too
# (AKIMWATCH_BACK_DAYS=30), in the environment or in a file `.env`, which outrank this file: the place for the password.
# `akimwatch settings` shows what holds and where it came from; an unknown name is an error that names the nearest.
"""
# The setting that opens each part of the file.
_PARTS = {
    "data": "Where things lie, and what is judged by",
    "contact": "Collecting",
    "stage": "Reading, storing, publishing",
    "allow_private": "Seldom needed: the sample web and tests set these",
    "smtp_host": "The weekly letter",
    "monitor_seconds": "The service (`akimwatch serve`)",
}


def example() -> str:
    """The file's text."""
    lines = [_HEAD]
    for name, field in Settings.model_fields.items():
        if name in _PARTS:
            lines.append(f"\n# --- {_PARTS[name]}\n")
        lines.append(f"\n# {field.description}\n#{name} = {_toml(field.default)}\n")
    return "".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, SecretStr):
        return '""'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return json.dumps("" if value is None else str(value), ensure_ascii=False)


if __name__ == "__main__":
    print(example(), end="")
