"""WARC files that wait beside the part files: pages taken out of somebody else's file, on their way to the archive."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from models.errors import BadInput
from warehouse.parts_place import PartsPlace, runs_at

WARCS = "warcs"  # the folder among a run's tables
_ENDING = ".warc.gz"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,200}\.warc\.gz", re.ASCII)
# The archive's own files: it numbers and continues them itself.
_OWN = re.compile(r"akimwatch-\d{8}-\d{4,}\.warc\.gz")


def warc_name(run: str, name: str) -> PurePosixPath:
    """Where a run stages the WARC file `name`. BadInput for a name that is none, or one of the archive's own."""
    if not _NAME.fullmatch(name) or _OWN.fullmatch(name):
        raise BadInput(f"{name!r}: no name for a staged WARC file; letters, digits, «.-_» and {_ENDING} at the end")
    return PurePosixPath(run, WARCS, name)


def staged_warcs(place: PartsPlace) -> list[PurePosixPath]:
    """The whole WARC files of all runs, oldest run first; `place.fetch` copies one, `place.remove` removes it."""
    return [name for run in runs_at(place) for name in place.parts(run, [WARCS], _ENDING).get(WARCS, ())]
