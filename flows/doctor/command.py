"""`akimwatch doctor`: walks through its rooms, prints one line a finding with the fix below it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.text import Text

from flows.desk.screen import screen
from flows.doctor.check import Check, State, Visit, fail, failed, ok
from flows.doctor.stored import Stored, look_at
from flows.explain.visible import visible
from flows.faults import MEANING, VARIABLE
from flows.settings import Settings, load_settings
from flows.settings_given import FILE, given_values
from models.errors import AkimwatchError, BadInput
from models.json_text import json_text

# In the order in which a person would ask: can it stand here at all, what is stored, what goes out, who runs it.
ROOMS = ("clock", "folders", "packages", "archive", "warehouse", "given", "mail", "service")
_SETTLED_WITHOUT = ("clock", "packages")  # rooms that need no setting: looked at even where those cannot be read
_SIGNS: dict[State, tuple[str, str]] = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "fail": ("✗", "bold red")}
_NAMES = 14  # columns for the name of a check


def run_doctor(data: Path | None, *, deep: bool, as_json: bool, no_color: bool = False) -> int:
    """Print every finding; 1 where something is broken, else 0. What cannot even be looked at is a finding too."""
    checks = tuple(examine(data, datetime.now(UTC), deep=deep))
    if as_json:
        broken = any(check.state == "fail" for check in checks)
        print(json_text({"well": not broken, "checks": [asdict(check) for check in checks]}))
    else:
        tell(screen(no_color=no_color), checks)
    return 1 if any(check.state == "fail" for check in checks) else 0


def examine(data: Path | None, now: datetime, *, deep: bool, rooms: Sequence[str] = ROOMS) -> Iterator[Check]:
    """Every finding, room by room; that of the settings comes first."""
    try:
        settings = load_settings(data=data)
    except BadInput as error:
        yield failed("settings", error, f"put it right in {FILE}, .env or the environment")
        yield from _rooms(
            Visit(settings=Settings.model_construct(), now=now, stored=Stored(exists=False)), _SETTLED_WITHOUT
        )
        return
    yield _settings(settings)
    if (fault := os.environ.get(VARIABLE)) is not None:
        yield fail("fault", f"{VARIABLE}={fault}: {MEANING}", f"unset {VARIABLE}")
    stored = look_at(settings, now.date(), deep=deep)
    yield from _rooms(Visit(settings=settings, now=now, stored=stored, deep=deep), rooms)


def _settings(settings: Settings) -> Check:
    given = given_values(Settings)
    origins = ", ".join(sorted({one.origin for one in given.values()}))
    where = f"{len(given)} given ({origins})" if given else "none given"
    return ok("settings", f"{where}; data in {settings.data.resolve()}")


def _rooms(visit: Visit, names: Sequence[str]) -> Iterator[Check]:
    for name in names:
        try:
            yield from import_module(f"flows.doctor.{name}").checks(visit)
        except AkimwatchError as error:
            yield failed(name, error)
        except Exception as error:  # noqa: BLE001 - a doctor that dies of what it finds tells nobody
            told = f"could not be looked at: {type(error).__name__}: {error}"
            yield fail(name, told, "`make install`; if that does not help, report it with this line")


def tell(console: Console, checks: Sequence[Check]) -> None:
    """One line a finding, the fix in a line of its own, and how many there are of each."""
    for check in checks:
        sign, style = _SIGNS[check.state]
        console.print(Text.assemble((sign, style), f" {check.name:{_NAMES}} {_one_line(check.seen)}"), soft_wrap=True)
        if check.fix:
            console.print(Text(f"  {'':{_NAMES}} → {_one_line(check.fix)}", style="bold"), soft_wrap=True)
    counted = {state: sum(check.state == state for check in checks) for state in _SIGNS}
    console.print(f"\n{counted['ok']} well, {counted['warn']} to know of, {counted['fail']} broken")


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))
