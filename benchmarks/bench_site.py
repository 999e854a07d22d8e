"""How long does the site of a big installation take, and how large is its largest page?

`bench_site.py [--articles N] [--appearances N]` (200,000 and 100,000 when left out). Fills a warehouse of 27 months
(`big_warehouse.sql`), judges it, publishes it, writes the site twice (the second time nothing is left to be loaded) and
prints the seconds of each and the largest pages.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench_inference import TODAY, fill, judge

from flows.site.command import write_site
from flows.site.record import read_record
from warehouse.connect import open_warehouse
from warehouse.publish import publish

# Two sentences an account, as reports have; the big warehouse has none, for nothing is inferred from them.
_SENTENCES = """
INSERT INTO evidence_sentences
SELECT meeting_id, place, article_id, repeat('Аким области провёл заседание Совета Ассамблеи. ', 3), 150 * place,
    150 * place + 144, 'assembly_council.asserts.past+turn_chair@4', run_id, recorded_at
FROM meetings CROSS JOIN range(2) AS places(place)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--appearances", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with open_warehouse(Path(folder) / "w.duckdb", sample=True) as connection:
            fill(connection, given.articles, given.appearances)
            judge(connection, Path(folder) / "stage", "20260630T000001")
            connection.execute(_SENTENCES)
            published = publish(connection, Path(folder) / "published", as_of=TODAY)
        begun = time.perf_counter()
        record = read_record(published)
        months = len({month.month_start for of in record.months.values() for month in of})
        events, accounts = sum(map(len, record.events.values())), len(record.accounts)
        print(f"{months} months, {events} gatherings of regions, {accounts} accounts read in "
              f"{time.perf_counter() - begun:.1f} s")  # fmt: skip
        for _ in range(2):
            begun, busy = time.perf_counter(), time.process_time()
            site = write_site(published, Path(folder) / "site").parent
            took, worked = time.perf_counter() - begun, time.process_time() - busy
            print(f"site written in {took:.1f} s ({worked:.1f} s of processor time)")
        pages = sorted(((path.stat().st_size, path) for path in site.rglob("*.html")), reverse=True)
        print(f"{len(pages)} pages; the largest:")
        for size, path in pages[:5]:
            print(f"{size / 1000:8.0f} kB  {path.relative_to(site)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
