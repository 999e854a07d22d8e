"""The archive: what evidence leads back to. Its newest file is whole, and pages still are what the warehouse says."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.web.archive import ArchiveError, read_payload
from extractors.web.gunzip import is_whole
from flows.doctor.check import Check, Visit, fail, ok, warn
from models.records import PageRef

_SHOWN = 3  # files or pages named in a line; the rest is a number
_BACK = "put the file back from a backup (`akimwatch restore` into a new folder has it)"


def checks(visit: Visit) -> Iterator[Check]:
    """One check of the newest file's end, one of all files that the warehouse names, one of pages read again."""
    folder = visit.settings.archive
    files = sorted(folder.glob("*.warc.gz")) if folder.is_dir() else []
    if not files and not visit.stored.files:
        yield warn("archive", "nothing yet", "`akimwatch run` fills it")
        return
    if files:
        yield _newest(files[-1], len(files))
    missing = [] if visit.stored.fault or visit.stored.holder else list(_missing(visit))
    if missing:
        more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield fail("archive files", "; ".join(missing[:_SHOWN]) + more, _BACK)
    if visit.stored.pages:
        yield _pages(visit.stored.pages, folder, deep=visit.deep)


def _newest(path: Path, number: int) -> Check:
    try:
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return ok("archive", f"{path.name}, the newest of {number:,}, is being written right now")
            whole, records = is_whole(file)
    except OSError as error:
        return fail("archive", f"{path}: {error.strerror}", "give the right to read there, or put the file back")
    if not whole or not records:
        told = f"{path.name} is cut or damaged behind {records:,} whole records"
        return warn("archive", told, "a kill costs one page, fetched again by the next run; if more is gone, a backup")
    return ok("archive", f"{path.name}, the newest of {number:,}, is whole ({records:,} records)")


def _missing(visit: Visit) -> Iterator[str]:
    """Files that the warehouse's pages lie in and that are gone, or end before the last of these pages begins."""
    for known in visit.stored.files:
        path = visit.settings.archive / known.archive_file
        try:
            size = path.stat().st_size
        except OSError:
            yield f"{known.archive_file} is missing ({known.pages:,} pages)"
            continue
        if size <= known.last_offset:
            yield f"{known.archive_file} ends at byte {size:,}, its last page begins at {known.last_offset:,}"


def _pages(pages: Sequence[PageRef], folder: Path, *, deep: bool) -> Check:
    lost: list[str] = []
    for ref in pages:
        try:
            read_payload(folder, ref)
        except ArchiveError:
            lost.append(f"{ref.file} at byte {ref.offset}")
    if lost:
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        told = f"{len(lost):,} of {len(pages):,} read again are not there: {', '.join(lost[:_SHOWN])}{more}"
        return fail("pages", told, _BACK)
    return ok("pages", f"{len(pages):,} read again, each with its SHA-256" + ("" if deep else "; more with --deep"))
