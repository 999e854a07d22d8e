"""Finished archive files: checked, closed for writing, and known by their digest; nothing in them is ever moved.

A file of an earlier day gets no more pages. Evidence names pages by file and offset, so files are neither packed
together nor packed anew: closing them is all that is safe, and a digest is what a backup is checked by.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extractors.web.gunzip import is_whole
from extractors.web.warcfile import ArchiveError, cut_off
from models.fault_points import passed

DIGESTS = "sha256sums.txt"  # in the archive's folder: `sha256sum --check sha256sums.txt` there tells of any damage
_OF_A_DAY = re.compile(r"akimwatch-(\d{4})(\d{2})(\d{2})-\d{4,}\.warc\.gz")  # akimwatch-20241017-0003.warc.gz
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Files closed now, and those of them whose last record was cut by a kill (it is removed) or is damaged."""

    files: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


def seal(folder: Path, today: date) -> Sealed:
    """Close every file of a day before `today` that is open yet. ArchiveError where one cannot be read or closed."""
    files, cut = [], []
    known = _known(folder)
    for path in sorted(folder.glob("akimwatch-*.warc.gz")):
        if path.name in known or not _is_of_before(path.name, today):
            continue
        try:
            whole, digest = _close(path)
        except BlockingIOError:
            continue  # somebody writes in it still
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be closed ({error.strerror}); is it yours?") from error
        passed("seal.closed")
        if not path.exists():
            continue
        with (folder / DIGESTS).open("a", encoding="ascii") as digests:
            digests.write(f"{digest}  {path.name}\n")
        files.append(path.name)
        cut += [] if whole else [path.name]
    return Sealed(files=tuple(files), cut=tuple(cut))


def _known(folder: Path) -> frozenset[str]:
    try:
        return frozenset(
            line.split()[-1] for line in (folder / DIGESTS).read_text(encoding="ascii").splitlines() if line
        )
    except FileNotFoundError:
        return frozenset()


def _is_of_before(name: str, today: date) -> bool:
    match = _OF_A_DAY.fullmatch(name)
    return match is not None and "".join(match.groups()) < f"{today:%Y%m%d}"


def _close(path: Path) -> tuple[bool, str]:
    """Whether the file is whole, and its digest; from now on it is read-only. BlockingIOError: it is being written."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        whole, _ = is_whole(file)
        if not whole and os.access(path, os.W_OK):  # not where a run was killed between closing it and noting that
            cut_off(path, file)
            if not path.exists():
                return False, ""
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        path.chmod(_READ_ONLY)
    return whole, digest
