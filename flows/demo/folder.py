"""The demo's data folder: only what a demo made is ever cleared or taken for one."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.errors import BadInput

_MARKER = ".akimwatch-demo"


def mark_demo(data: Path) -> None:
    """Make the folder, or take that of an earlier demo. BadInput for one that holds something else."""
    if data.exists() and any(data.iterdir()) and not (data / _MARKER).exists():
        raise BadInput(f"{data} holds something that is no demo; name an empty folder with --data")
    data.mkdir(parents=True, exist_ok=True)
    (data / _MARKER).touch()


def begin_anew(data: Path) -> None:
    """Empty the folder of the last demo, but for Prefect's own state, which takes long to set up."""
    mark_demo(data)
    for entry in data.iterdir():
        if entry.name not in ("prefect", _MARKER):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
