"""How long does it take to read ten thousand archived pages again?

`bench_replay.py [--pages N]`. Archives N copies of the sample web's article pages under addresses of their own (one in
forty of them on the subject, as in the press), loads them in one run, and replays: extraction, reading, judging and the
comparison. Prints seconds and the peak of memory of this process and of its workers.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from extractors import gate
from extractors.sources import Site
from extractors.web.archive import Archive
from flows.demo.server import sample_web
from flows.demo.sites import sample_sites
from flows.monitor import run_in
from flows.replay import replay_archive
from flows.settings import Settings
from flows.workshop import Intake, open_workshop

ON_SUBJECT = 40  # one page in so many: 2.5 % of the press


def _pages(sites: Mapping[str, Site]) -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    """The sample's article pages that are read as such: on the subject, and not."""
    told, quiet = [], []
    for sample in sample_sites():
        site = next(one for key, one in sites.items() if key.endswith(sample.key))
        replies = sample.pages(site.base_url.rstrip("/"))
        for shown in sample.shown():
            reply = replies.get(shown.path)
            if reply is None or reply.status != 200 or not reply.content_type.startswith("text/html"):
                continue
            pile = told if gate.topic(shown.piece.title, shown.piece.text) else quiet
            pile.append((f"{site.base_url.rstrip('/')}{shown.path}", reply.body))
    return told, quiet


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sample_web(first_address=241) as web:
        settings = Settings(data=Path(folder), allow_private=True, sample=True, workers=os.cpu_count() or 2)
        settings.archive.mkdir(parents=True)
        told, quiet = _pages(web.sites)
        with Archive(settings.archive) as archive:
            for number in range(given.pages):
                pile = told if number % ON_SUBJECT == 0 else quiet
                url, payload = pile[number % len(pile)]
                archive.write_resource(f"{url}?copy={number}", payload, "text/html; charset=utf-8", web.now)
        begun = time.perf_counter()
        run_in(
            open_workshop(settings, sites=web.sites, now=web.now),
            Intake(warcs=tuple(settings.archive.glob("*"))),
            direct=True,
        )
        print(f"taken in: {time.perf_counter() - begun:.0f} s")
        begun = time.perf_counter()
        with replay_archive(open_workshop(settings, sites=web.sites, now=web.now)) as found:
            pages, changes = found.replayed.retold.pages, len(found.replayed.changes)
            print(f"replayed {pages:,} pages in {time.perf_counter() - begun:.1f} s; {changes} changes")
    for who, name in ((resource.RUSAGE_SELF, "this process"), (resource.RUSAGE_CHILDREN, "a worker")):
        print(f"peak memory of {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
