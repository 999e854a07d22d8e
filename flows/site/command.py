"""`akimwatch site`: the published file as pages for a browser."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from flows.site.folder import check_ours, replace_folder
from flows.site.pages import render
from flows.site.record import Record, read_record

ASSETS = ("site.css", "table.js")


def write_site(published: Path, folder: Path) -> Path:
    """Write the site of a published file into the folder; the path of its first page.

    BadInput where the folder is not ours to replace, WarehouseError where the file cannot be read or the folder not
    written: the site that stood there stays.
    """
    check_ours(folder.resolve())
    replace_folder(folder, site_files(read_record(published)))
    return folder / "index.html"


def site_files(record: Record) -> Iterator[tuple[str, str]]:
    """Everything that belongs to the site: path and text. The same record gives the same files."""
    for name in ASSETS:
        yield name, files("flows.site").joinpath("assets", name).read_text(encoding="utf-8")
    yield from render(record)
