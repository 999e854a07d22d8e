"""One back-fill at a time in a data folder: a second would ask the same hosts for the same pages."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from models.errors import AkimwatchError


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder of a back-fill; AkimwatchError where another process holds it. A killed holder holds nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 200, 0).decode(errors="replace") or "another process"
            raise AkimwatchError(
                f"a back-fill is running in this data folder ({holder}); let it finish or stop it with Ctrl-C, "
                "nothing of it is lost"
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC".encode(), 0)
        yield
    finally:
        os.close(handle)
