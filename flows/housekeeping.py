"""Keeping the house: what a week of runs leaves behind is removed or closed; what evidence rests on is not touched."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from extractors.web.sealing import seal
from flows.analyse import publish_warehouse
from flows.settings import Settings
from flows.workshop import Workshop
from models.zone import local_day
from warehouse.parts_place import DAMAGED
from warehouse.publications import runs_since_publication, settle
from warehouse.publish import DATABASE
from warehouse.scratch import judged_as_of

_ABANDONED_S = 24 * 3600.0  # a part is written in seconds, a site in minutes: what is a day old has no writer any more
_LEFT_BEHIND = "*/*/.*.unfinished"  # below the stage: run, table, part
_CUT = "its last page was cut off by a kill and is removed, or it is damaged; all else can be read"
_DAMAGED_S = 90 * 24 * 3600.0  # its work was done again by the next run; it is kept for whoever asks what happened


def tidy(workshop: Workshop) -> list[str]:
    """Do everything that can wait for a quiet hour; one line for each thing done, none where nothing was to do.

    Whoever calls holds the run's turn: nobody else is at work on the data folder.
    """
    settings = workshop.settings
    workshop.load()  # first: what an earlier run staged and did not come to load is work, not rubbish
    done = [failure.line() for failure in workshop.report.failures]
    done += _remove(settings)
    sealed = seal(settings.archive, local_day(workshop.begun))
    if sealed.files:
        done.append(f"{len(sealed.files)} archive files of earlier days closed")
    done += [f"{name}: {_CUT}" for name in sealed.cut]
    done += _publish_anew(workshop)
    with workshop.warehouse() as connection:
        settle(connection)
    return [*done, f"warehouse {_megabytes(settings.warehouse)}, archive {_megabytes(settings.archive)}"]


def _remove(settings: Settings) -> list[str]:
    """Part files that nobody will finish, long-kept damaged ones, and half-made sites."""
    now, removed = time.time(), 0
    for path in _rubbish(settings, now):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        removed += 1
    stage = settings.stage_at
    if isinstance(stage, Path) and stage.is_dir():
        for folder in sorted(stage.rglob("*"), reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return [f"{removed} abandoned files and folders removed"] if removed else []


def _rubbish(settings: Settings, now: float) -> Iterator[Path]:
    """What nobody needs. In a store nothing is unfinished, and what is damaged its own rules of keeping remove."""
    site, stage = settings.site_folder.resolve(), settings.stage_at
    folders = [stage] if isinstance(stage, Path) else []
    for path in (
        *(found for folder in folders for found in folder.glob(_LEFT_BEHIND)),
        *site.parent.glob(f".{site.name}.new-*"),
        *site.parent.glob(f".{site.name}.old-*"),
    ):
        if now - path.lstat().st_mtime > _ABANDONED_S:
            yield path
    for path in (found for folder in folders for found in (folder / DAMAGED).glob("*/*/*")):
        if now - path.lstat().st_mtime > _DAMAGED_S:
            yield path


def _publish_anew(workshop: Workshop) -> list[str]:
    """Publish where the warehouse has learnt something since: looks alone are not published after each run."""
    settings = workshop.settings
    if not (settings.published / DATABASE).exists():
        return []  # nobody was judged yet, or nothing could be published: a run's matter
    with workshop.warehouse() as connection:
        if not runs_since_publication(connection):
            return []
        workshop.report.as_of = judged_as_of(connection)
    publish_warehouse(workshop)
    return ["published anew, Parquet and all"]


def _megabytes(path: Path) -> str:
    files = [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]
    return f"{sum(file.stat().st_size for file in files) / 1e6:,.1f} MB"
