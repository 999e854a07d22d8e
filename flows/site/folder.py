"""The site's folder: written whole beside the old one, then put in its place."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from flows.site.exchange import exchange
from models.errors import BadInput, WarehouseError
from models.fault_points import passed

MARKER = ".akimwatch-site"  # a folder that holds it was written here, and may be replaced
_MARKED = "Written by `akimwatch site`, which replaces this folder whole.\n"


def replace_folder(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Write the files (path, text) as the folder, in place of the site that stood there.

    Where anything fails, the old site stays whole. A folder that this did not write is never touched: BadInput.
    """
    folder = folder.resolve()  # a link stays a link to the new site
    check_ours(folder)
    new = folder.with_name(f".{folder.name}.new-{secrets.token_hex(4)}")
    try:
        _write(new, files)
        passed("site.written")
        _swap(new, folder)
    except OSError as error:
        raise WarehouseError(
            f"{folder}: cannot be written ({error.strerror or error}); the site that stood there stays"
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def check_ours(folder: Path) -> None:
    """BadInput unless the folder is new, empty, or a site written here."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadInput(f"{folder}: a file; name a folder with --out")
    if not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise BadInput(f"{folder}: holds files that `akimwatch site` did not write; name another folder with --out")


def _write(new: Path, files: Iterable[tuple[str, str]]) -> None:
    new.mkdir(parents=True)
    (new / MARKER).write_text(_MARKED, encoding="utf-8")
    for name, text in files:
        path = new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "replace"))  # half a surrogate pair in a title is no reason for no site


def _swap(new: Path, folder: Path) -> None:
    """One step where the system has it; else two renames, and for less than a millisecond between them no site.

    What stood there is behind it under the other name; a failed second rename undoes the first.
    """
    if not folder.exists():
        os.rename(new, folder)
        return
    if exchange(new, folder):
        passed("site.swapped")
        return
    old = folder.with_name(f".{folder.name}.old-{secrets.token_hex(4)}")
    os.rename(folder, old)
    try:
        os.rename(new, folder)
    except OSError:
        os.rename(old, folder)
        raise
    passed("site.swapped")
    shutil.rmtree(old, ignore_errors=True)
