"""Are time and memory per page flat from a thousand pages to a million?

    python benchmarks/bench_growth.py [--sizes 1000,10000,100000,1000000] [--stored] [--quick]

Small pages (some 20 KB), 10 % of them of known hosts (2 % and 20 % of those pass the gates), 90 % strangers'.
They are made while they are read (`streaming.py`, fetched over HTTP from this machine) and stored nowhere; `--stored`:
from a file, in a temporary folder. Each size is one `akimwatch run --warc`, down to the published file, in a process
of its own with an empty data folder on one core. A page's time is what a size takes more than the size before, by the
pages that it has more, so start-up is in none. Processor time; the peak of memory is of the largest process.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ccnews import CcNews
from measured import Spent, figure, pin, python
from news_texts import load_stories, where_from
from newsweb import Newsweb
from streaming import serving

_OURS = 0.1  # of a crawl's pages; in CC-NEWS itself fewer: here the work is to be seen


@contextmanager
def _address(pages: int, web: Newsweb, *, stored: bool) -> Iterator[str]:
    """Where a crawl of so many pages can be read."""
    if not stored:
        with serving(web, _OURS) as origin:
            yield f"{origin}/{pages}.warc.gz"
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{pages}.warc.gz"
        CcNews(pages, web=web, ours=_OURS, small=True).write(path)
        yield str(path)


def take(pages: int, web: Newsweb, *, stored: bool) -> Spent:
    with tempfile.TemporaryDirectory() as data, _address(pages, web, stored=stored) as address:
        return python(
            "-m", "flows.cli", "run", "--warc", address, "--direct", "--data", data, env={"AKIMWATCH_WORKERS": "1"}
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--stored", action="store_true")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    sizes = [1_000, 10_000] if given.quick else [int(size) for size in given.sizes.split(",")]
    pin()
    web = Newsweb(load_stories(), small=True)
    print(f"texts: {where_from()}; {_OURS:.0%} of the pages of known hosts")
    start = take(1, web, stored=given.stored)
    print(f"{1:>9,} page   {start.processor:8.1f} s, peak {start.peak:6.0f} MB: start-up")
    before, runs = (1, start), list[tuple[float, float]]()
    for pages in sizes:
        spent = take(pages, web, stored=given.stored)
        each = 1000 * (spent.processor - before[1].processor) / (pages - before[0])
        runs.append((each, spent.peak))
        few = runs[min(1, len(runs) - 1)]  # the first size loads the models, the second is the first without
        grown = 1024 * (spent.peak - before[1].peak) / (pages - before[0])
        print(
            f"{pages:>9,} pages  {spent.processor:8.1f} s, peak {spent.peak:6.0f} MB; behind the size before: "
            f"{each:6.3f} ms a page ({each / few[0]:.2f}), {grown:.2f} KB a page; "
            f" peak {spent.peak / few[1]:.2f}",
            flush=True,
        )
        before = (pages, spent)
    times, peaks = ([one[kind] / runs[min(1, len(runs) - 1)][kind] for one in runs] for kind in (0, 1))
    told = "; ".join(f"{n:,}: {t:.2f}, {p:.2f}" for n, t, p in zip(sizes, times, peaks, strict=True))
    figure("time a page, and peak memory, as ratios to the second size (the first loads the models)", told)


if __name__ == "__main__":
    main()
