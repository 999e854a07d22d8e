"""What readers find in the published folder: put in place of the old, and cleared of what a kill left."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from models.fault_points import passed

DATABASE = "akimwatch.duckdb"
MANIFEST = "manifest.json"
SET = "parquet-"  # and the publication's identifier: the folder of one Parquet set
NEW = ".new-"  # and the identifier: what is being made; a dead publication's is removed by the next
_KEPT_SETS = 2  # the newest, and the one before it for readers that have just begun with it


def replace(folder: Path, name: str, database: Path, manifest: bytes) -> None:
    """Put the new set of that name in place of the old: link to its Parquet, database, manifest, in this order.

    A kill in between leaves each of them whole, with the manifest of its own publication in that one's set.
    """
    parquet = folder / f"{SET}{name}"
    _write_through(parquet / MANIFEST, manifest)
    database.chmod(0o444)  # an analyst's slip must not write into it: a changed file no longer fits its manifest
    passed("publish.set_written")
    link = folder / f"{NEW}{name}.link"
    link.symlink_to(parquet.name, target_is_directory=True)
    os.replace(link, folder / "parquet")
    passed("publish.link_renamed")
    (folder / f"{DATABASE}.wal").unlink(missing_ok=True)  # left by one who did; it does not belong to the new file
    os.replace(database, folder / DATABASE)
    passed("publish.database_renamed")
    written = folder / f"{NEW}{name}.json"
    _write_through(written, manifest)
    os.replace(written, folder / MANIFEST)
    passed("publish.manifest_renamed")


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def clear(folder: Path) -> None:
    """Remove what a publication left unfinished, and Parquet sets that no reader can have just begun with.

    After a kill the manifest, the database and the link may be of different publications, in this order: all their sets
    stay, until all three name the newest.
    """
    if not folder.is_dir():
        return
    for path in folder.glob(f"{NEW}*"):
        path.unlink(missing_ok=True)
    current = (folder / "parquet").resolve().name
    finished = [path for path in sorted(folder.glob(f"{SET}*")) if path.name <= current]
    named = _named_set(folder) or current
    kept = {*finished[-_KEPT_SETS:], *(path for path in finished if path.name >= named)}
    for path in folder.glob(f"{SET}*"):
        if path not in kept:
            shutil.rmtree(path)


def _named_set(folder: Path) -> str | None:
    """The Parquet set that the manifest names; None where there is none that we could read."""
    try:
        return str(json.loads((folder / MANIFEST).read_bytes())["parquet"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
