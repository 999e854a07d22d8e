"""How long does each view take on the published file of a big installation?

`bench_views.py [--articles N] [--appearances N]` (a million and a hundred thousand when left out). Fills a warehouse of
27 months (`big_warehouse.sql`, `big_sentences.sql`), judges, publishes it without texts, and asks each view and ready
question of the published file, and searches it, all rows, twice: printed is the second time, the slowest first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench_inference import TODAY, fill, judge

from warehouse import sql
from warehouse.connect import open_warehouse
from warehouse.publish import publish
from warehouse.published import open_published

SENTENCES = Path(__file__).with_name("big_sentences.sql")
SEARCHES = {
    "search: words of half the sentences": "FROM search('встречи с этноактивами в Домах дружбы')",
    "search: a rare word": "FROM search('слово17')",
    "search: every word": "FROM search('советы Ассамблеи слово17', every_word := true)",
}


def asked(published: Path) -> Iterator[tuple[str, float, int]]:
    """Each view and ready question with its seconds and rows."""
    with open_published(published) as connection:
        statements = {name: f"FROM {name}" for name in sql.views()} | sql.questions() | SEARCHES
        for name, statement in statements.items():
            for _ in range(2):
                begun = time.perf_counter()
                rows = len(connection.execute(statement).fetchall())
                seconds = time.perf_counter() - begun
            yield name, seconds, rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--appearances", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with open_warehouse(Path(folder) / "w.duckdb", sample=True) as connection:
            fill(connection, given.articles, given.appearances)
            judge(connection, Path(folder) / "stage", "20260630T000001")
            connection.execute(SENTENCES.read_text(encoding="utf-8"))
            begun = time.perf_counter()
            published = publish(connection, Path(folder) / "published", as_of=TODAY)
            print(f"published in {time.perf_counter() - begun:.1f} s, {published.stat().st_size / 1e6:.0f} MB")
        for name, seconds, rows in sorted(asked(published), key=lambda one: -one[1]):
            print(f"{seconds:7.2f} s  {rows:9,} rows  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
