"""A disk that is really full: a small tmpfs of its own, filled to the last byte and given room again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Disk:
    """The mounted folder; what fills it lies in `.ballast`."""

    folder: Path

    @property
    def _ballast(self) -> Path:
        return self.folder / ".ballast"

    def fill(self, *, but: int = 0) -> None:
        """Leave `but` bytes (to a page of 4 KiB) and no more."""
        room = os.statvfs(self.folder)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, room.f_bavail * room.f_frsize - but))

    def make_room(self) -> None:
        self._ballast.unlink()

    def read_only(self, on: bool) -> None:
        """Mount it anew as read-only, or writable again: permission bits do not bind root."""
        subprocess.run(["mount", "-o", f"remount,{'ro' if on else 'rw'}", str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A tmpfs of that size at `folder`. Skips where mounting is not permitted: `unshare -Urm pytest …` permits it."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"a disk cannot be mounted here ({done.stderr.strip()}); `unshare -Urm pytest` may")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
