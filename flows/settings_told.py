"""`akimwatch settings`: each setting with its value, where that came from, and what it means; secrets masked."""

from __future__ import annotations

import os
from typing import Any

from pydantic import SecretStr

from flows.faults import MEANING, VARIABLE
from flows.settings import Settings
from flows.settings_given import PREFIX, given_values

_MASK = "********"  # of one length: a mask as long as the password would tell its length
_DEFAULT = "default"


def setting_lines(settings: Settings) -> list[str]:
    """One line a setting: variable=value, where the value came from, what it means; three columns, by tabs.

    A fault that is armed is no setting, and stands behind them.
    """
    told = [
        f"{PREFIX}{name.upper()}={one['value']}\t{one['from']}\t{one['meaning']}"
        for name, one in settings_told(settings).items()
    ]
    fault = os.environ.get(VARIABLE)
    return [*told, f"{VARIABLE}={fault}\t{VARIABLE}\t{MEANING}"] if fault else told


def settings_told(settings: Settings) -> dict[str, dict[str, Any]]:
    """The same for programs: by the setting's name its `value` (as text), `from` and `meaning`."""
    given = given_values(Settings)
    return {
        name: {
            "value": _shown(getattr(settings, name)),
            "from": given[name].origin if name in given else _DEFAULT,
            "meaning": field.description,
        }
        for name, field in Settings.model_fields.items()
    }


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return _MASK if value.get_secret_value() else ""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
