"""What a backup says of itself: `backup.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from models.errors import BadInput

NAME = "backup.json"
ARCHIVE = "archive"
_FOLDER = re.compile(r"backup-\d{8}T\d{6}Z")  # backup-20261127T030000Z


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of a backup: its length, which of an archive file is the length it had then, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One backup. `own` and `archive`: files by their path in the data folder; `given`: files that settings name
    elsewhere, by their path in the backup; `stood`: where each of these stood."""

    made_at: str
    akimwatch: str
    schema_version: int
    sample: bool
    warehouse_made_at: str
    own: Mapping[str, Kept]
    archive: Mapping[str, Kept]
    given: Mapping[str, Kept]
    stood: Mapping[str, str]

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def backups_in(folder: Path) -> list[Path]:
    """The whole backups in a folder of backups, the oldest first."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _FOLDER.fullmatch(path.name) and (path / NAME).is_file())


def read_manifest(backup: Path) -> Manifest:
    """The manifest of one backup. BadInput where there is none, or where it is not ours."""
    path = backup / NAME
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        own, archive, given = (_files(told.pop(kind)) for kind in ("own", "archive", "given"))
        return Manifest(own=own, archive=archive, given=given, **told)
    except OSError as error:
        raise BadInput(
            f"{path}: cannot be read ({error.strerror}); name a folder that `akimwatch backup` wrote"
        ) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput(f"{path}: no manifest of a backup; name another one of the folder") from None


def _files(told: dict[str, dict[str, Any]]) -> dict[str, Kept]:
    return {_inside(name): Kept(**kept) for name, kept in told.items()}


def _inside(name: str) -> str:
    """The path, if it stays in its folder: a backup may come from anywhere."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(name)
    return name
