"""`akimwatch status`: what the record shows, what needs a look, how the installation stands, what is stored."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.desk.overview import Overview, read_overview, tell_overview
from flows.desk.screen import screen
from flows.desk.service import Stale, Standing, stale_letter, stale_looks, stale_publication, stale_stages
from flows.desk.service_told import tell_service
from flows.desk.words import Words
from flows.inert import told_line
from flows.prefect_seen import see_service
from flows.service.turn import holder
from flows.settings import Settings
from models.errors import WarehouseError
from models.glossary import Language, glossary_of
from models.json_text import json_text
from warehouse.connect import open_warehouse
from warehouse.health import LastLetter, LastRun, holds_sample, last_letter, last_looks, last_runs
from warehouse.parts_place import DAMAGED, place_at
from warehouse.publish import DATABASE
from warehouse.published import open_published
from warehouse.read import counts

_PATIENCE = 2.0  # seconds for a run that is loading: a glance does not wait a minute
_RUNS = 3  # the last ones, enough to see whether a failure is a series


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """What the warehouse tells: rows a table, the last runs, when each site was last looked at."""

    rows: dict[str, int]
    runs: tuple[LastRun, ...]
    looks: dict[str, datetime | None]
    letter: LastLetter | None
    sample: bool


def show_status(
    settings: Settings, *, as_json: bool, language: Language = "en", no_color: bool = False, lines: int = 5
) -> int:
    """Print the published record at a glance, what is stale, last and next runs, and what is stored.

    What cannot be read is named on stderr, the rest is shown all the same, and the exit code is 1. WarehouseError where
    there is nothing at all.
    """
    database = settings.published / DATABASE
    if not settings.warehouse.exists() and not database.exists():
        raise WarehouseError(f"{settings.warehouse}: no warehouse yet; run `akimwatch run` or `akimwatch demo` first")
    faults: list[str] = []
    overview, stored = _overview(settings, faults), _stored(settings, faults)
    rows = stored.rows if stored else None
    manifest = _manifest(settings, faults)
    unfinished = _unfinished(settings, faults)
    standing = _standing(settings, stored, manifest, unfinished)
    if as_json:
        told = {"rows": rows, "published": manifest, "unfinished": unfinished, **standing.as_dict()}
        told["at_work"] = holder(settings.data) or None
        print(json_text({**told, **_seen(overview)}, indent=1))
    else:
        _tell(overview, standing, language, no_color=no_color, lines=lines)
        _tell_stored(settings, rows, manifest, unfinished)
    for fault in faults:
        print(f"akimwatch: {told_line(fault)}", file=sys.stderr)
    return 1 if faults else 0


def _unfinished(settings: Settings, faults: list[str]) -> list[str]:
    """What lies staged: runs that were not loaded, and DAMAGED where something was set aside."""
    try:
        return place_at(settings.stage_at).entries()
    except (OSError, WarehouseError) as error:
        faults.append(str(error))
        return []


def _overview(settings: Settings, faults: list[str]) -> Overview | None:
    """What the published file shows; None where nothing is published, or where it cannot be read."""
    if not (settings.published / DATABASE).exists():
        return None
    try:
        with open_published(settings.published / DATABASE) as published:
            return read_overview(published)
    except WarehouseError as error:
        faults.append(str(error))
        return None


def _stored(settings: Settings, faults: list[str]) -> _Stored | None:
    """None where no warehouse is here (only a copy of the published file), or none that can be read."""
    if not settings.warehouse.exists():
        return None
    limit = settings.memory_limit
    try:
        with open_warehouse(
            settings.warehouse, sample=None, memory_limit=limit, read_only=True, wait_seconds=_PATIENCE
        ) as opened:
            return _Stored(
                rows=dict(counts(opened)),
                runs=last_runs(opened, _RUNS),
                looks=last_looks(opened),
                letter=last_letter(opened),
                sample=holds_sample(opened),
            )
    except WarehouseError as error:
        faults.append(str(error))
        return None


def _standing(
    settings: Settings, stored: _Stored | None, manifest: dict[str, Any] | None, unfinished: list[str]
) -> Standing:
    """How the installation stands. A sample stands still at a moment of its own: nothing of it grows stale."""
    now, stale = datetime.now(UTC), list[Stale]()
    if manifest and not manifest.get("sample"):
        stale += stale_publication(_published_at(manifest), now)
    if stored and not stored.sample:
        stale += stale_looks(stored.looks, now, settings.monitor_seconds)
        if settings.smtp_host and settings.own_recipients.exists():
            stale += stale_letter(stored.letter, now)
    stale += stale_stages([name for name in unfinished if name != DAMAGED])
    return Standing(
        runs=stored.runs if stored else (),
        service=see_service(settings),
        stale=tuple(stale),
        letter=stored.letter if stored else None,
    )


def _published_at(manifest: dict[str, Any]) -> datetime | None:
    try:
        at = datetime.fromisoformat(manifest["published_at"])
        return at if at.tzinfo else None
    except (KeyError, TypeError, ValueError):
        return None  # `akimwatch doctor` tells of a manifest that is not ours


def _manifest(settings: Settings, faults: list[str]) -> dict[str, Any] | None:
    path = settings.published / "manifest.json"
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        faults.append(f"{path}: not JSON ({error}); publish anew with `akimwatch run`")
        return None
    if not isinstance(told, dict):
        faults.append(f"{path}: no manifest of akimwatch; publish anew with `akimwatch run`")
        return None
    return told


def _seen(overview: Overview | None) -> dict[str, Any]:
    empty: dict[str, Any] = {"sample": None, "regions": [], "deadlines": [], "alarms": [], "corrections": []}
    return empty if overview is None else overview.as_dict()


def _tell(overview: Overview | None, standing: Standing, language: Language, *, no_color: bool, lines: int) -> None:
    console = screen(no_color=no_color)
    words = Words(overview.glossary if overview else glossary_of(()), language)
    if overview is not None:
        tell_overview(console, overview, words, lines)
    tell_service(console, standing, words, lines)
    print()


def _tell_stored(
    settings: Settings, rows: dict[str, int] | None, manifest: dict[str, Any] | None, unfinished: list[str]
) -> None:
    if rows is None:
        print("warehouse   none that can be read here")
    else:
        print(f"warehouse   {settings.warehouse}")
        print(*_in_columns([f"{name:20} {number:>10,}" for name, number in rows.items()]), sep="\n")
    if manifest:
        mark = "  SAMPLE DATA" if manifest.get("sample") else ""
        print(f"published   {settings.published / DATABASE} as of {manifest.get('as_of')}{mark}")
    else:
        print("published   nothing yet")
    print(f"unfinished  {', '.join(unfinished) if unfinished else 'nothing'}")
    print(f"at work     {holder(settings.data) or 'nobody'}")


def _in_columns(cells: list[str], columns: int = 2) -> list[str]:
    """The cells two a line, the first half on the left: forty tables fit on a screen."""
    height = -(-len(cells) // columns)
    return ["  " + "   ".join(cells[row::height]) for row in range(height)]
