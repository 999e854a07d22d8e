"""One line for each page as soon as it is archived: what is fetched between two part files survives a kill.

A part file holds fifty pages; at 3 s a page a kill would cost a host fifty requests that were answered already.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from models.errors import AkimwatchError
from models.fault_points import passed
from models.records import Fetch, PageRef

_MOMENTS = ("fetched_at", "listed_published_at")


class Journal:
    """The lines of one run, `<folder>/<run_id>.jsonl`; safe to share between threads."""

    def __init__(self, folder: Path, run_id: str) -> None:
        self.path = folder / f"{run_id}.jsonl"
        self._file = self.path.open("ab", buffering=0)
        self._lock = Lock()

    def note(self, fetch: Fetch) -> None:
        """Write the line and hand it to the system: a kill of this process does not touch it any more.

        AkimwatchError where the disk has no room for it; then no part of it stays, which the next line would join.
        """
        left = memoryview(json.dumps(asdict(fetch), default=_told, ensure_ascii=True).encode() + b"\n")
        with self._lock:
            whole = os.fstat(self._file.fileno()).st_size
            try:
                while left:
                    left = left[self._file.write(left) :]
            except OSError as error:
                os.ftruncate(self._file.fileno(), whole)
                raise AkimwatchError(
                    f"{self.path}: cannot be written ({error.strerror}); make room, then run again"
                ) from error
        passed("journal.noted")

    def settled(self) -> None:
        """All that it tells is loaded."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def left_behind(folder: Path) -> list[Path]:
    """The journals of runs that did not come to their end, oldest first; the name is the run's id."""
    return sorted(folder.glob("*.jsonl"))


def fetches_noted(path: Path) -> Iterator[Fetch]:
    """What a journal tells, in order. A line that was cut off, or that a power cut left as zeros, is no fetch: its
    page is asked for once more."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                told = json.loads(line) if line.endswith("\n") else None
            except json.JSONDecodeError:
                continue
            if told is not None:
                yield _fetch(told)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} in a fetch")


def _fetch(told: dict[str, Any]) -> Fetch:
    ref = told.pop("page_ref")
    moments = {name: datetime.fromisoformat(told[name]) if told[name] else None for name in _MOMENTS}
    return replace(Fetch(**{**told, **moments}), page_ref=PageRef(**ref) if ref else None)
