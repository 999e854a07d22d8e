"""Pages out of the WARC files of a folder: all of one file, or the bytes that a reference stands for."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from extractors.web.warcfile import ArchiveError
from extractors.web.warcpage import PAGE_FAULTS, ArchivedPage, told
from extractors.web.warcwalk import Broken, Walked, walk
from models.errors import BadInput
from models.records import PageRef

_log = logging.getLogger(__name__)


def iter_pages(
    path: Path, *, folder: Path | None = None, report: Callable[[str], None] = _log.warning
) -> Iterator[ArchivedPage]:
    """Every page of a WARC file in order, gzipped record by record or plain.

    `report` gets one line for each place that is cut or damaged; the pages before and behind it are still given.
    References are relative to `folder` (the file's own folder by default), absolute for a file outside it. BadInput
    where the file cannot be opened.
    """
    name = _relative(path, folder)
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); give a WARC file") from error
    with file:
        for met in walk(file, wanted=_any_host):
            if isinstance(met, Broken):
                report(f"{path}: at byte {met.offset}: {met.told}")
            elif isinstance(met, Walked):
                try:
                    page = met.page()
                except PAGE_FAULTS as error:
                    report(f"{path}: at byte {met.offset}: not a readable record ({told(error)})")
                    continue
                sha256 = hashlib.sha256(page.payload).hexdigest()
                yield replace(page, page_ref=PageRef(file=name, offset=met.offset, sha256=sha256))


def _any_host(host: str) -> bool:
    return True


def _relative(path: Path, folder: Path | None) -> str:
    if folder is None:
        return path.name
    whole = path.resolve()
    return whole.relative_to(folder.resolve()).as_posix() if whole.is_relative_to(folder.resolve()) else str(whole)


def read_payload(folder: Path, ref: PageRef) -> bytes:
    """The bytes that a reference stands for, verified. ArchiveError where they are missing or not the same."""
    path = folder / ref.file
    try:
        file = path.open("rb")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror}); is the archive folder complete?") from error
    with file:
        file.seek(ref.offset)
        for met in walk(file, offset=ref.offset, wanted=_any_host):
            if met.offset != ref.offset or isinstance(met, Broken):
                break
            payload = _payload(met) if isinstance(met, Walked) else None
            if payload is not None and hashlib.sha256(payload).hexdigest() == ref.sha256:
                return payload
    raise ArchiveError(f"{path}: byte {ref.offset} does not hold the page with SHA-256 {ref.sha256}")


def _payload(met: Walked) -> bytes | None:
    try:
        page = met.page()
    except PAGE_FAULTS:
        return None
    return page.payload if page.outcome == "fetched" else None
