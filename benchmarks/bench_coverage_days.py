"""Seconds and memory to know the days of coverage: `python benchmarks/bench_coverage_days.py [ADDRESSES]` (1,000,000).

As many addresses listed and fetched, a look for every ten of them, 60 sources (one of them gov.kz with its 20 lists),
800 days, made in the database itself from numbers. One address in a hundred gives none to read, one in a hundred is a
duplicate, one in a thousand waits, one in a hundred is listed without a day. Measured in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from models.records import Source
from models.registry import load_registry
from warehouse import read
from warehouse.connect import open_warehouse

_SOURCES = 60
_SLUGS = tuple(region.gov_kz for region in load_registry().regions.values())

# Numbers stand for what is told: address n is listed by look n // 10; the looks go round the lists, day after day.
_MAKE = """
CREATE TEMP MACRO list_of(look) AS (look % $lists)::BIGINT;
CREATE TEMP MACRO source_of(list) AS 'source' || least(list, $sources - 1);
CREATE TEMP MACRO moment_of(look) AS
    TIMESTAMPTZ '2024-04-25 06:00:00+00' + to_seconds(look * 800.0 * 86400 / ($addresses / 10));
CREATE TEMP MACRO url_of(n) AS
    'https://' || source_of(list_of(n // 10)) || '.example/ru/news/obshchestvo/' || n || '-zasedanie-soveta-assamblei';

INSERT INTO discoveries
SELECT
    'd-' || md5(look::VARCHAR), source_of(list_of(look)), 'feed',
    CASE WHEN list_of(look) < $sources - 1 THEN 'https://' || source_of(list_of(look)) || '.example/feed'
         ELSE 'https://www.gov.kz/memleket/entities/' || $slugs[list_of(look) - $sources + 2] || '/press/news' END,
    moment_of(look), look % 50 <> 0, NULL, 10, (moment_of(look) AT TIME ZONE 'Asia/Almaty')::DATE - 2, look % 10 = 0,
    NULL, url_of(look * 10), moment_of(look) - INTERVAL 50 HOUR, 300, 'run' || look // 1000, moment_of(look)
FROM range($addresses // 10) AS looks(look);

INSERT INTO listed
SELECT
    'l-' || md5(n::VARCHAR), 'd-' || md5((n // 10)::VARCHAR), source_of(list_of(n // 10)), url_of(n), 'Заседание ' || n,
    CASE WHEN n % 100 <> 7 THEN moment_of(n // 10) - to_hours((n % 10 + 1) * 4) END,
    CASE WHEN n % 3 = 0 THEN 0 ELSE 300 END, 'run' || n // 10000, moment_of(n // 10)
FROM range($addresses) AS addresses(n);

INSERT INTO fetches
SELECT
    source_of(list_of(n // 10)), url_of(n), CASE WHEN n % 100 = 50 THEN url_of(n - 1) ELSE url_of(n) END,
    moment_of(n // 10),
    CASE WHEN n % 1000 = 3 THEN 'timeout' WHEN n % 100 = 50 THEN 'duplicate' WHEN n % 100 = 33 THEN 'not_article'
         ELSE 'fetched' END,
    NULL, 200, 'text/html', 50000, NULL, NULL, NULL, NULL, 'p-' || md5(n::VARCHAR), 'run' || n // 10000,
    moment_of(n // 10)
FROM range($addresses) AS addresses(n);
"""


def make(path: Path, addresses: int) -> None:
    """A warehouse with that many addresses."""
    given = {"addresses": addresses, "sources": _SOURCES, "lists": _SOURCES - 1 + len(_SLUGS), "slugs": list(_SLUGS)}
    with open_warehouse(path, sample=False, memory_limit="4GB") as connection:
        connection.execute("SET threads = 2")
        text = _MAKE
        for name, value in given.items():
            text = text.replace(f"${name}", str(value))
        connection.execute(text)
        print(", ".join(f"{read.counts(connection)[name]:,} {name}" for name in ("listed", "fetches", "discoveries")))


def measure(path: Path) -> None:
    """The days of coverage of the warehouse, as a run asks for them."""
    sources = [
        Source(key=f"source{n}", name=f"{n}", base_url="", group="regional", language="ru", expected_per_day=(1, 50))
        for n in range(_SOURCES)
    ]
    registry = load_registry()
    with open_warehouse(path, sample=False, memory_limit="1GB") as connection:
        connection.execute("SET threads = 2")
        begun, worked = time.perf_counter(), time.process_time()
        coverage = read.coverage(connection, sources, registry)
        seconds, processor = time.perf_counter() - begun, time.process_time() - worked
    days = sum(len(own) for own in coverage.days.values())
    print(f"days covered, of {len(coverage.days)} lists {days:9,}")
    print(f"seconds                      {seconds:9.2f}")
    print(f"of two cores' time           {processor:9.2f}")
    print(f"peak memory                  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--measure"]:
        return measure(Path(arguments[1]))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "warehouse.duckdb"
        make(path, int(arguments[0]) if arguments else 1_000_000)
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--measure", str(path)], check=True)
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
