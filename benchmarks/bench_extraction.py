"""Page to article, against news-please, newspaper4k and plain trafilatura: how fast, and how near the truth.

    python benchmarks/bench_extraction.py [--pages 200] [--times 3] [--quick]

Two sets of pages, the same for everybody: those of the sample web (`flows/demo`, up to 85 KB; its articles are the
truth) and of the synthetic press (`newsweb.py`, median above 150 KB). Each library runs in a process of its own on one
core, warmed up; the least processor time of its passes, taken in turns, counts. F1: words (1-grams, as often as they
stand) of the text found against those of the truth, a page; the mean over all pages, a failure counts as 0. Ours reads
with the site's description, as it runs, and again without any. `rivals_home.py` keeps the others' environment.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from likeness import f1
from measured import ROOT, Spent, figure, least, pin, run
from news_texts import load_stories, where_from
from newsweb import Newsweb
from rival import LIBRARIES
from rivals_home import interpreter

from flows.demo.server import sample_web
from flows.demo.sites import sample_sites

_RIVAL = ROOT / "benchmarks" / "rival.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A page, where it stands, how its site is described (TOML), and the text that is in it."""

    url: str
    payload: bytes
    site: str | None
    truth: str


def of_the_sample() -> Iterator[Given]:
    """The sample web's Russian article pages that nothing is wrong with."""
    with sample_web(first_address=231) as web, tempfile.TemporaryDirectory() as folder:
        web.describe_in(Path(folder))
        for sample in sample_sites():
            key = next(key for key in web.sites if key.endswith(sample.key))
            description = (Path(folder) / f"{key}.toml").read_text(encoding="utf-8")
            for shown in sample.shown():
                reply, piece = web.pages[key].get(shown.path), shown.piece
                html = reply is not None and reply.status == 200 and reply.content_type.startswith("text/html")
                if reply is None or not html or piece.fault is not None or piece.lang != "ru":
                    continue
                if b"windows-1251" in reply.body[:1000]:  # the others get text: as one who knew the encoding would give
                    continue
                url = f"{web.sites[key].base_url.rstrip('/')}{shown.path}"
                yield Given(url=url, payload=reply.body, site=description, truth=piece.text)


def of_the_press(number: int) -> Iterator[Given]:
    from extractors.sources import load_sites
    from extractors.sources.site import site_of

    sites = load_sites()
    for page in Newsweb(load_stories()).pages(number):
        site = site_of(page.url, sites)
        assert site is not None
        toml = (ROOT / "extractors" / "sources" / f"{site.key}.toml").read_text(encoding="utf-8")
        yield Given(url=page.url, payload=page.payload, site=toml, truth=page.story.text)


def compare(name: str, given: list[Given], times: int) -> None:
    """Prints the table of one set of pages."""
    others = interpreter()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with (folder / "pages.jsonl").open("w", encoding="utf-8") as index:
            for number, page in enumerate(given):
                (folder / f"{number}.html").write_bytes(page.payload)
                index.write(json.dumps({"file": f"{number}.html", "url": page.url, "site": page.site}) + "\n")

        def one(library: str) -> Spent:
            python = sys.executable if library.startswith("akimwatch") else str(others)
            spent = run([python, str(_RIVAL), library, str(folder)])
            seconds = json.loads(spent.out)["seconds"]
            return Spent(processor=seconds, clock=spent.clock, peak=spent.peak, out=spent.out)

        jobs: dict[str, Callable[[], Spent]] = {name: partial(one, name) for name in LIBRARIES}
        best = least(times, jobs)
    median = statistics.median(len(page.payload) / 1024 for page in given)
    print(f"\n{name}: {len(given)} pages, median {median:.0f} KB; least of {times} passes in turns")
    print(f"{'library':32}{'ms a page':>10}{'slower':>8}{'F1':>8}{'failures':>10}")
    told = []
    for library, spent in best.items():
        texts = json.loads(spent.out)["texts"]
        likeness = statistics.mean(f1(text or "", page.truth) for text, page in zip(texts, given, strict=True))
        slower = spent.processor / best["akimwatch"].processor
        ms = 1000 * spent.processor / len(given)
        print(f"{library:32}{ms:10.1f}{slower:8.1f}{likeness:8.3f}{texts.count(None):10}")
        told.append(f"{library} {slower:.1f} times as long (F1 {likeness:.3f}, {texts.count(None)} failed)")
    figure(f"page to article, {name} ({len(given)} pages, median {median:.0f} KB)", "; ".join(told))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    pages, times = (40, 1) if given.quick else (given.pages, given.times)
    pin()
    print(f"texts: {where_from()}")
    compare("the sample web", list(of_the_sample()), times)
    compare("the synthetic press", list(of_the_press(pages)), times)


if __name__ == "__main__":
    main()
