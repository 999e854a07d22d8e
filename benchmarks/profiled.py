"""Where the time goes: the fifteen functions that take most of it themselves.

    python benchmarks/profiled.py [--only whole|look|read] [--pages 500]

`whole`: the command from a WARC to the published file, as the process that drives it sees it (what children do shows
as waiting). `look`: the look at each page in this process, as `bench_floor.py` times it, on the real mix. `read`: the
reading of those articles that pass a gate. Under cProfile small functions look dearer than they are: it says where to
look, the benchmarks say what a change gave.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from measured import ROOT, pin, python

pin()

from ccnews import CcNews
from looks import look_through
from news_texts import load_stories, where_from
from newsweb import Newsweb

_TOP = 15


def _shown(stats: pstats.Stats, out: io.StringIO) -> str:
    stats.sort_stats("tottime").print_stats(_TOP)
    told = out.getvalue()
    for folder in (ROOT, sys.prefix, sys.base_prefix):
        told = told.replace(f"{folder}/", "")
    return "\n".join(line for line in told.splitlines() if line.strip())


def _profile(work: Callable[[], object]) -> str:
    profile, out = cProfile.Profile(), io.StringIO()
    profile.runcall(work)
    return _shown(pstats.Stats(profile, stream=out), out)


def whole(warc: Path) -> str:
    with tempfile.TemporaryDirectory() as data:
        dump, out = Path(data) / "profile", io.StringIO()
        command = ("-m", "flows.cli", "run", "--warc", warc, "--direct", "--data", Path(data) / "data")
        python("-m", "cProfile", "-o", dump, *command, env={"AKIMWATCH_WORKERS": "1"})
        return _shown(pstats.Stats(str(dump), stream=out), out)


def look(warc: Path) -> str:
    look_through(warc)  # words and selectors are compiled once a process
    return _profile(lambda: look_through(warc))


def read(web: Newsweb, pages: int) -> str:
    from extractors.russian.reader import Reader
    from models.records import Article
    from models.registry import load_registry

    articles = [
        Article(url=page.url, source=None, published_at=page.when, language="ru", title=page.story.title,
                text=page.story.text)
        for page in web.pages(pages)
        if page.story.passes
    ]  # fmt: skip
    reader = Reader(load_registry())
    reader.read(replace(articles[0], text=f"{articles[0].text} Ассамблея народа Казахстана."))  # loads the models
    return _profile(lambda: list(reader.read_many(articles)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("whole", "look", "read"))
    parser.add_argument("--pages", type=int, default=500)
    given = parser.parse_args()
    web = Newsweb(load_stories())
    print(f"texts: {where_from()}")
    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder) / "press.warc.gz"
        CcNews(given.pages, web=web).write(warc)
        profiles: dict[str, Callable[[], str]] = {
            "whole": lambda: whole(warc),
            "look": lambda: look(warc),
            "read": lambda: read(web, given.pages),
        }
        for name in (given.only,) if given.only else profiles:
            print(f"\n{name}, {given.pages} pages\n{profiles[name]()}")


if __name__ == "__main__":
    main()
