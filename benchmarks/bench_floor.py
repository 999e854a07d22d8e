"""How near is a look at pages that pass no gate to reading and unpacking the same file, and nothing else?

    python benchmarks/bench_floor.py [--pages 1500] [--times 5] [--quick]

A file of CC-NEWS's shape, all of it pages of known hosts whose texts pass neither gate: once with chrome that holds no
gate word, once with others' headlines, which do. Floors: the standard library's gzip to the end of the file, and
isal's igzip, the quickest known. Ours: walk, skim, gates, in one process on one core. Processor time, in turns, least.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from measured import Spent, figure, least, pin

pin()

from ccnews import CcNews
from isal import igzip
from looks import look_through
from news_texts import load_stories, where_from
from newsweb import Newsweb

_BLOCK = 1024 * 1024  # bytes a read: larger ones gain nothing


def by_gzip(path: Path) -> None:
    with gzip.open(path, "rb") as file:
        while file.read(_BLOCK):
            pass


def by_igzip(path: Path) -> None:
    with igzip.open(path, "rb") as file:
        while file.read(_BLOCK):
            pass


def timed(work: Callable[[Path], Counter[str] | None], path: Path) -> Spent:
    begun, clock = time.process_time(), time.perf_counter()
    seen = work(path)
    told = str(dict(seen)) if seen else ""
    return Spent(processor=time.process_time() - begun, clock=time.perf_counter() - clock, peak=0, out=told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1500)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    pages, times = (300, 2) if given.quick else (given.pages, given.times)
    stories = load_stories()
    silent = [story for story in stories if not story.passes] or list(stories)
    print(f"texts: {where_from()}; {len(silent)} of {len(stories)} pass no gate; least of {times} in turns")
    with tempfile.TemporaryDirectory() as temporary:
        for name, clean in (("clean chrome", True), ("gate words in the chrome", False)):
            path = Path(temporary) / "floor.warc.gz"
            # Others' headlines are of the whole press, the texts of what passes nothing.
            web = Newsweb(silent, shown=stories, clean_chrome=clean)
            size = CcNews(pages, web=web).write(path)
            look_through(path)  # words and selectors are compiled once a process
            best = least(
                times,
                {what: partial(timed, work, path) for what, work in
                 (("gzip", by_gzip), ("igzip", by_igzip), ("ours", look_through))},
            )  # fmt: skip
            print(f"{name}: {pages} pages, {size / pages / 1024:.0f} KB a page packed; {best['ours'].out}")
            for what, spent in best.items():
                print(f"  {what:6} {1000 * spent.processor / pages:7.2f} ms a page")
            gz, isal, ours = (best[what].processor for what in ("gzip", "igzip", "ours"))
            told = f"{ours / gz:.1f} times gzip (aim: within 4), {ours / isal:.1f} times igzip"
            figure(f"a look at pages that pass no gate against unpacking them, {name}", told)


if __name__ == "__main__":
    main()
