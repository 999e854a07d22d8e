"""The warehouse and what is published of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.desk.service import PUBLISHED
from flows.doctor.check import Check, Visit, fail, failed, ok, warn
from flows.settings import Settings
from models.errors import WarehouseError
from models.zone import ALMATY
from warehouse.publish import DATABASE
from warehouse.published import open_published
from warehouse.read import broken_sources

_HASHED = 512 * 1024 * 1024  # bytes hashed without --deep: a second or two
_ANEW = "`akimwatch run` publishes anew"


def checks(visit: Visit) -> Iterator[Check]:
    """One check of the warehouse, two of the published set (what it is, and that its files are the manifest's), and one
    more where sources are published as broken.
    """
    yield _warehouse(visit)
    folder = visit.settings.published
    if not (folder / DATABASE).exists():
        yield warn("published", "nothing yet", "`akimwatch run` publishes")
        return
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        at = datetime.fromisoformat(manifest["published_at"])
        files = {name: (int(told["bytes"]), str(told["sha256"])) for name, told in manifest["files"].items()}
        if at.tzinfo is None:
            raise ValueError("a moment without its zone")
    except OSError as error:
        yield fail("published", f"{folder / 'manifest.json'}: {error.strerror}", _ANEW)
        return
    except (ValueError, KeyError, TypeError, AttributeError):
        yield fail("published", f"{folder / 'manifest.json'}: no manifest of akimwatch", _ANEW)
        return
    yield _published(visit, manifest, at)
    yield from _broken(folder / DATABASE)
    yield _files(folder, files, deep=visit.deep)


def _warehouse(visit: Visit) -> Check:
    stored, path = visit.stored, visit.settings.warehouse
    if not stored.exists and _held_one(visit.settings):
        told = f"{path}: gone, though it was published from, and the archive has pages"
        return fail("warehouse", told, "restore a backup: a run would begin anew, without its past and its outbox")
    if not stored.exists:
        return warn("warehouse", f"{path}: nothing yet", "`akimwatch run` makes it")
    if stored.holder:
        return warn("warehouse", f"in use by {stored.holder}", "a run is at work: ask again when it is done")
    if stored.fault:
        return failed("warehouse", WarehouseError(stored.fault))
    if stored.sample and not visit.settings.sample:
        fix = "a live `akimwatch run` is refused here: name another data folder"
        return warn("warehouse", f"{path}: sample data", fix)
    if not stored.sample and visit.settings.sample:
        told = f"{path}: live data, and the setting sample is true"
        return fail("warehouse", told, "take sample out of the settings, or name another data folder")
    kind = "sample" if stored.sample else "live"
    return ok("warehouse", f"{path}: {kind} data, {stored.articles:,} articles, {stored.runs:,} runs")


def _held_one(settings: Settings) -> bool:
    """Whether a warehouse lay here. A published file alone may be a copy that an analyst was given."""
    return (settings.published / DATABASE).exists() and any(settings.archive.glob("*.warc*"))


def _published(visit: Visit, manifest: dict[str, Any], at: datetime) -> Check:
    path = visit.settings.published / DATABASE
    try:
        with open_published(path):
            pass
    except WarehouseError as error:
        return failed("published", error)
    told = f"{path}: as of {manifest.get('as_of') or 'no day yet'}, published {at.astimezone(ALMATY):%Y-%m-%d %H:%M}"
    if manifest.get("sample"):
        return ok("published", f"{told}, SAMPLE DATA")
    if visit.now - at > PUBLISHED:
        fix = "`akimwatch run`, or see why `akimwatch serve` is not up"
        return warn("published", f"{told}, {(visit.now - at).days} days ago", fix)
    return ok("published", told)


def _broken(path: Path) -> Iterator[Check]:
    try:
        with open_published(path) as published:
            broken = broken_sources(published)
    except WarehouseError:
        return  # told above
    if broken:
        fix = "mend the selectors in its file, then `akimwatch replay --accept`"
        yield warn("broken", "; ".join(broken), fix)


def _files(folder: Path, files: Mapping[str, tuple[int, str]], *, deep: bool) -> Check:
    """The manifest's files by their size, and by their SHA-256 as far as there is time (all with --deep)."""
    wrong: list[str] = []
    hashed = 0
    left = _HASHED
    for name, (size, sha256) in sorted(files.items(), key=lambda one: one[1]):
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            wrong.append(name)
        elif deep or size <= left:
            left, hashed = left - size, hashed + 1
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    wrong.append(name)
    if wrong:
        return fail("manifest", f"not as the manifest says: {', '.join(wrong)}", f"somebody wrote into it; {_ANEW}")
    rest = "" if hashed == len(files) else "; the others by size (all with --deep)"
    return ok("manifest", f"{hashed} of {len(files)} files have the SHA-256 it names{rest}")
