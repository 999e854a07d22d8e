"""One WARC file open for writing: found or made, locked, appended to, never behind a cut end."""

from __future__ import annotations

import fcntl
import os
import re
import stat
from collections.abc import Callable
from datetime import date
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Self

from extractors.web.gunzip import cut_at, is_whole
from models.errors import AkimwatchError
from models.fault_points import passed

MOST_RECORDS = 5000  # a page has two, its request and its response; some 60 MB a file
_NAME = "akimwatch-{day:%Y%m%d}-{number:04d}.warc.gz"
_NUMBER = re.compile(r"akimwatch-\d{8}-(\d{4,})\.warc\.gz")  # akimwatch-20241017-0003.warc.gz
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL


class ArchiveError(AkimwatchError):
    """An archive file cannot be written or read, or does not hold what a reference says."""


class WarcFile:
    """One file, locked against every other writer for as long as it is open.

    It is written without a buffer: what `append` has returned from is in the system's hands, and after a failed write
    nothing is left behind that could be written later.
    """

    def __init__(self, path: Path, file: FileIO, day: date, records: int) -> None:
        self.path = path
        self._file = file
        self._day = day
        self._records = records

    @classmethod
    def open(cls, folder: Path, day: date, info: bytes, report: Callable[[str], None]) -> Self:
        """The day's last file if it has room, a whole end and no writer; else a new one that begins with `info`.

        `report` gets one line where the last file's end was cut by a kill: the half record, which nobody was ever told
        of, is removed, so that every reader of WARC comes to the file's end.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            numbered = _files_of(folder, day)
            if numbered and (again := cls._reopen(numbered[max(numbered)], day, info, report)) is not None:
                return again
            return cls._create(folder, day, max(numbered, default=0) + 1, info)
        except OSError as error:
            raise ArchiveError(f"{folder}: the archive cannot be opened ({error}); is the folder writable?") from error

    @classmethod
    def _reopen(cls, path: Path, day: date, info: bytes, report: Callable[[str], None]) -> Self | None:
        if not path.stat().st_mode & stat.S_IWUSR:
            return None  # closed for good (`sealing`)
        file = path.open("r+b", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        whole, records = is_whole(file)
        if not whole and cut_off(path, file):
            report(f"{path}: the record that a killed run had half written is removed from its end")
        if not whole or records >= MOST_RECORDS:  # a mended one gets no more: a backup may hold it with its cut end
            file.close()
            return None
        again = cls(path, file, day, records)
        if not records:  # a run was killed between making it and its first record
            again.append(info, 1)
        return again

    @classmethod
    def _create(cls, folder: Path, day: date, number: int, info: bytes) -> Self:
        while True:
            path = folder / _NAME.format(day=day, number=number)
            try:
                file = os.fdopen(os.open(path, _NEW, 0o644), "r+b", buffering=0)
            except FileExistsError:
                number += 1  # another writer was quicker
                continue
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # another writer has found the file before we could lock it
                file.close()
                number += 1
                continue
            made = cls(path, file, day, 0)
            made.append(info, 1)
            return made

    def has_room(self, day: date, records: int) -> bool:
        return day == self._day and self._records + records <= MOST_RECORDS

    def append(self, data: bytes, records: int) -> int:
        """Writes whole records at the end; the offset where they begin.

        If the disk refuses, the file is cut back to where it stood, so that its end stays whole.
        """
        offset = self._file.seek(0, os.SEEK_END)
        try:
            left = memoryview(data)
            passed("archive.in_record", lambda: self._file.write(left[: len(left) // 2]))
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            self._cut_back(offset)
            raise ArchiveError(f"{self.path}: cannot be written ({error}); free some space and run again") from error
        self._records += records
        passed("archive.record_written")
        return offset

    def _cut_back(self, offset: int) -> None:
        try:
            os.ftruncate(self._file.fileno(), offset)
        except OSError:
            self._records = MOST_RECORDS  # a cut end stays: nothing more is put behind it

    def close(self) -> None:
        """Puts everything on the disk and lets the lock go."""
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


def cut_off(path: Path, file: BinaryIO) -> bool:
    """Remove the record inside which the open file ends; whether there was one. Damaged otherwise it stays as it is.

    A file that would be empty is removed, and its number not given again while it is: a backup may hold what it was.
    """
    at = cut_at(file)
    if at == 0:  # not even the record that opens a file is whole
        path.unlink()
    elif at is not None:
        os.truncate(path, at)
    return at is not None


def _files_of(folder: Path, day: date) -> dict[int, Path]:
    found = {}
    for path in folder.glob(f"akimwatch-{day:%Y%m%d}-*.warc.gz"):
        if match := _NUMBER.fullmatch(path.name):
            found[int(match[1])] = path
    return found
