"""A back-fill of a sample web that runs elsewhere, as a process of its own: it is killed, stopped, and begun again.

`python backfill_child.py FOLDER PACE KEY=ORIGIN…`: the outcome as JSON on stdout, the exit code as the command's.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import flows.backfill.backfill as room
from flows.backfill.command import run_backfill
from flows.demo.chrome import NOW
from flows.demo.server import sample_site
from flows.settings import load_settings
from flows.workshop import Workshop, open_workshop


def main(folder: str, pace: str, *origins: str) -> int:
    settings = load_settings(
        data=Path(folder), allow_private=True, sample=True, pace_seconds=float(pace), workers=1, sites_at_once=4
    )
    found = [sample_site(*given.split("=", 1)) for given in origins]
    sites = {site.key: replace(site, pace_seconds=float(pace)) for site in found if site is not None}

    def renew() -> Workshop:
        return open_workshop(settings, sites=sites, now=NOW)

    room.analyse = _unread  # what pages say takes models half a minute to read, and no test here asks
    return run_backfill(settings, since="2025-04-07", until="2025-06-22", as_json=True, renew=renew)


def _unread(workshop: Workshop, each: object) -> None:
    workshop.load()


if __name__ == "__main__":
    arguments: Sequence[str] = sys.argv[1:]
    sys.exit(main(*arguments))
