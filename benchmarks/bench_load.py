"""How long loading takes, against DuckDB reading the same files: `python benchmarks/bench_load.py [ARTICLES]` (10,000).

Texts are of about 2,500 characters, made of Russian words in random order, so that they compress no better than news.
Staging (part files of 200 articles, each with its fetch) and a publication are printed beside it. The floor: the same
part files brought into bare tables of a new database, without keys, digests or versions.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
from measured import figure

from models.records import Article, Fetch, PageRef
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.publish import publish
from warehouse.stage import Stage

_SYLLABLES = [a + b for a in "бвгдклмнпрст" for b in ("а", "е", "и", "о", "ст", "ние")]
_LONG = 2500  # characters of a text: the mean of the real articles the reader was measured on
_PART = 200  # articles in a part file, as the flow stages them
_NOW = datetime(2025, 6, 22, 9, tzinfo=UTC)


def _articles(number: int) -> Iterator[Article]:
    chance = random.Random(1)  # the same texts every time
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    for i in range(number):
        text = " ".join(chance.choices(words, k=_LONG // 7))[:_LONG]
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        yield Article(
            url=f"https://news{i % 50}.example/{i}",
            source=f"news{i % 50}",
            published_at=_NOW - timedelta(minutes=i),
            title=text[:80],
            lead=text[:200],
            text=text,
            page_ref=PageRef(file="20250622-000.warc.gz", offset=i * 25_000, sha256=sha256),
        )


def _fetch(article: Article) -> Fetch:
    return Fetch(
        source=article.source or "",
        url=article.url or "",
        fetched_at=_NOW,
        outcome="fetched",
        status=200,
        page_ref=article.page_ref,
    )


_taken: dict[str, float] = {}


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    _taken[what] = time.perf_counter() - begun
    print(f"{what:22}{_taken[what]:6.2f} s")


def _bare(stage: Path, database: Path) -> None:
    """The part files as they are, table by table."""
    with duckdb.connect(database) as connection:
        for kind in sorted({path.parent.name for path in stage.rglob("*.parquet")}):
            files = [str(path) for path in stage.glob(f"*/{kind}/*.parquet")]
            connection.read_parquet(files).create(kind)


def _stage(folder: Path, articles: list[Article]) -> None:
    stage = Stage(folder, "20250622T090000-bench1")
    for start in range(0, len(articles), _PART):
        some = articles[start : start + _PART]
        stage.articles(some)
        stage.fetches(_fetch(article) for article in some)


def main(number: int) -> None:
    articles = list(_articles(number))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for again in (False, True):
            with _timed("stage again" if again else "stage"):
                _stage(folder / "stage", articles)
            if not again:
                with _timed("bare tables"):
                    _bare(folder / "stage", folder / "bare.duckdb")
            with open_warehouse(folder / "warehouse.duckdb", sample=False) as connection:
                with _timed("load again" if again else "load"):
                    loaded = load_stages(connection, folder / "stage")
                print(f"  new rows            {sum(loaded.rows.values()):6}")
        with open_warehouse(folder / "warehouse.duckdb", sample=False) as connection:
            print(f"articles              {read.counts(connection)['articles']:6}")
            with _timed("publish"):
                publish(connection, folder / "published", as_of=None, full_text=True)
    bare = _taken["bare tables"]
    told = (
        f"{_taken['load'] / bare:.1f}, again {_taken['load again'] / bare:.1f}, publish {_taken['publish'] / bare:.1f}"
    )
    figure(f"load of {number:,} articles against DuckDB's bare reading of the same part files", f"{told} times as long")
    print(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
