"""Two folders swap their names in one step, so that there is no moment without a site (on Linux)."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

# renameat2(2): both paths as seen from the working folder, both names kept in use.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def exchange(one: Path, other: Path) -> bool:
    """Swap what the two names stand for, all at once; False where this system or this file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):  # another system than Linux, or a C library without it
        return False
    failed = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return not failed
