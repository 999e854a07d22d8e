"""From a WARC to meetings: pages a second a core, and how many times faster than the libraries alone.

    python benchmarks/bench_whole_way.py [--pages 3000] [--naive 300] [--times 3] [--quick]

Pages of known hosts around real texts (`newsweb.py`), in a file of CC-NEWS's shape. Ours: `akimwatch run --warc FILE
--direct` in a process of its own and an empty data folder, down to the published file, one core; its start-up is the
same command on a file of one page. Theirs: `naive.py` on the first pages of the same file, start-up left out. In
turns, the least processor time of each counts. A second file holds the same press among strangers (90 %).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ccnews import CcNews
from measured import ROOT, Spent, figure, least, pin, python
from news_texts import load_stories, mix, where_from
from newsweb import Newsweb

_AMONG = 0.1  # the press's share of the second file


def whole_way(warc: Path, folder: Path) -> Spent:
    """One run of the command over a WARC file, into an empty data folder."""
    with tempfile.TemporaryDirectory(dir=folder) as data:
        return python(
            "-m", "flows.cli", "run", "--warc", warc, "--direct", "--data", data, env={"AKIMWATCH_WORKERS": "1"}
        )


def naively(warc: Path, pages: int) -> Spent:
    spent = python(ROOT / "benchmarks" / "naive.py", warc, str(pages))
    _, _, seconds = spent.out.split()
    return Spent(processor=float(seconds), clock=spent.clock, peak=spent.peak, out=spent.out)


def _told(name: str, pages: int, run: Spent, start: Spent) -> float:
    """Prints pages a second with and without start-up; the latter is given back."""
    net = pages / max(run.processor - start.processor, 1e-9)
    print(f"{name:38} {pages / run.processor:8.0f} pages/s with start-up, {net:8.0f} without; peak {run.peak:.0f} MB")
    return net


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--naive", type=int, default=300)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    pages, naive, times = (600, 30, 1) if given.quick else (given.pages, given.naive, given.times)
    pin()
    stories = load_stories()
    with tempfile.TemporaryDirectory() as temporary:
        folder, web = Path(temporary), Newsweb(stories)
        sizes = {"one": (1, 1.0), "press": (pages, 1.0), "among": (pages, _AMONG)}
        for name, (number, ours) in sizes.items():
            CcNews(number, web=web, ours=ours).write(folder / f"{name}.warc.gz")
        jobs: dict[str, Callable[[], Spent]] = {
            name: partial(whole_way, folder / f"{name}.warc.gz", folder) for name in sizes
        }
        jobs["naive"] = partial(naively, folder / "press.warc.gz", naive)
        best = least(times, jobs)
    pages_read = [web.page(number).story for number in range(pages)]
    topic, akim = (sum(getattr(one, gate) for one in pages_read) / pages for gate in ("on_topic", "of_akims"))
    print(f"texts: {where_from()}; of the pages pass topic {topic:.1%}, akim {akim:.1%}")
    print(f"start-up (one page, published)         {best['one'].processor:.1f} s; least of {times} in turns")
    ours = _told("ours, the press", pages, best["press"], best["one"])
    among = _told(f"ours, the press among strangers ({1 - _AMONG:.0%})", pages, best["among"], best["one"])
    theirs = naive / best["naive"].processor
    print(f"{'the libraries alone, start-up left out':38} {theirs:8.2f} pages/s on {naive} of them (chance)")
    shares = f"{pages:,} pages, topic {topic:.1%}, akim {akim:.1%}"
    figure(f"WARC to meetings on {mix()} ({shares})", f"{ours:.0f} pages/s a core, start-up left out")
    figure("the same against the libraries alone", f"{ours / theirs:.1f} times as fast (aim 30, at least 20)")
    with_start = pages / best["press"].processor / theirs
    figure("the same, our start-up and publishing counted and theirs not", f"{with_start:.1f} times as fast")
    figure(f"the same press among strangers ({1 - _AMONG:.0%} of the pages)", f"{among:.0f} pages/s a core")


if __name__ == "__main__":
    main()
