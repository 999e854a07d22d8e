"""What the warehouse tells the doctor, gathered in one short look: a run must not wait for us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flows.settings import Settings
from models.errors import WarehouseError
from models.records import PageRef
from warehouse.connect import lock_holder, open_warehouse
from warehouse.health import ArchiveFile, archive_files, holds_sample, last_pages, sampled_pages
from warehouse.read import counts, last_recorded

# Pages read again from the archive: 2 ms each, so that a look takes a moment and a deep one a minute at most.
_PAGES, _DEEP_PAGES = 40, 10_000
_FILES, _DEEP_FILES = 20, 10_000  # files whose last page is read: a cut shows there first


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What was seen of the warehouse; where it could not be opened, `fault` says why and the rest is empty."""

    exists: bool
    holder: str | None = None
    fault: str | None = None
    sample: bool | None = None
    last_recorded: datetime | None = None
    articles: int = 0
    runs: int = 0
    files: tuple[ArchiveFile, ...] = ()
    pages: tuple[PageRef, ...] = ()


def look_at(settings: Settings, today: date, *, deep: bool) -> Stored:
    """Open the warehouse for reading, without waiting, and take what the rooms need. Makes no file and no folder."""
    path = settings.warehouse
    if not path.exists():
        return Stored(exists=False)
    holder = lock_holder(path)
    if holder is not None:
        return Stored(exists=True, holder=holder)
    try:
        with open_warehouse(
            path, sample=None, memory_limit=settings.memory_limit, read_only=True, wait_seconds=0
        ) as opened:
            rows = counts(opened)
            files = archive_files(opened)
            newest = [file.archive_file for file in files[-(_DEEP_FILES if deep else _FILES) :]]
            sampled = sampled_pages(opened, _DEEP_PAGES if deep else _PAGES, salt=today.isoformat())
            return Stored(
                exists=True,
                sample=holds_sample(opened),
                last_recorded=last_recorded(opened),
                articles=rows["articles"],
                runs=rows["runs"],
                files=files,
                pages=tuple(dict.fromkeys((*last_pages(opened, newest), *sampled))),
            )
    except WarehouseError as error:
        return Stored(exists=True, fault=str(error))
