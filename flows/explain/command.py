"""The work of `akimwatch read --explain` and `--html FILE`: the same articles as `read`, told to a person."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TextIO

from extractors.json_articles import Faults
from extractors.read_lines import explain_files
from extractors.russian.reader import Reader
from flows.explain.page import PageWriter
from flows.explain.sheet import article_sheet
from flows.explain.terminal import TerminalWriter
from flows.explain.wording import Wording
from models.errors import BadInput
from models.registry import Registry


def explain(
    paths: Sequence[str],
    registry: Registry,
    *,
    text: TextIO | None,
    page: Path | None,
    err: TextIO,
    standard_input: IO[bytes] | None = None,
) -> int:
    """Read every file and show what decided, on `text`, on the page, or both; the exit code of `read_files`."""
    if page is not None:
        _check_page(page, paths)
    reader = Reader(registry, light=False)
    wording = Wording(regions={iso: region.name for iso, region in registry.regions.items()})
    faults = Faults(err)
    with ExitStack() as stack:
        terminal = TerminalWriter(text) if text is not None else None
        pages = stack.enter_context(PageWriter(page)) if page is not None else None
        for line, explained in explain_files(paths, faults, reader, standard_input=standard_input):
            sheet = article_sheet(line, explained, wording)
            if terminal is not None:
                terminal.write(sheet)
            if pages is not None:
                pages.add(sheet, explained)
    if pages is not None:
        print(f"{page}: {pages.told}", file=err)
    return 1 if faults.count else 0


def _check_page(page: Path, paths: Sequence[str]) -> None:
    """BadInput where writing the page would destroy what is to be read, or nothing could be written."""
    if page.is_dir():
        raise BadInput(f"--html {page}: a folder; name the file to write")
    if not page.parent.is_dir():
        raise BadInput(f"--html {page}: there is no folder {page.parent}; make it first")
    if any(path != "-" and os.path.exists(path) and page.exists() and os.path.samefile(path, page) for path in paths):
        raise BadInput(f"--html {page}: also a file to read; it would be overwritten")
