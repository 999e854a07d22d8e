"""How long does it take to judge everything anew, and how long when one report is added?

`bench_inference.py [--articles N] [--appearances N]` (a million and a hundred thousand when left out). Makes a
warehouse of 27 months in a temporary folder (`big_warehouse.sql`), then runs the real inference: all of it, again with
nothing new, and with one more report of one region. Prints seconds and the peak of memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import duckdb

from extractors.sources import load_sites
from flows.analyse import source_of
from flows.judging import Bench, Judged, infer
from models.identity import article_id
from models.order import load_order
from models.priors import load_priors
from models.records import Appearance, Article, Attendance, Evidence, Meeting, Reading
from models.registry import load_registry
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

READER = "bench"
TODAY = date(2026, 6, 30)
REGISTRY, ORDER, PRIORS = load_registry(), load_order(), load_priors()
SITES = [source_of(site) for site in load_sites().values() if site.watches and "ru" in site.language.split(",")][:40]
FILL = Path(__file__).with_name("big_warehouse.sql")


def fill(connection: duckdb.DuckDBPyConnection, articles: int, appearances: int) -> None:
    """A warehouse of 27 months, made in the database itself."""
    given = {
        "articles": articles,
        "appearances": appearances,
        "regions": sorted(REGISTRY.regions),
        "sources": [source.key for source in SITES],
    }
    for statement in FILL.read_text(encoding="utf-8").split(";\n"):
        used = {name: value for name, value in given.items() if f"${name}" in statement}
        if statement.strip():
            connection.execute(statement, used)


def one_more(stage: Stage) -> None:
    """Today's new report: a council of one region, with its akim at it."""
    published = datetime(2026, 6, 30, 6, tzinfo=UTC)
    text = "Аким провёл заседание Совета Ассамблеи народа Казахстана, говорили о согласии, воде и школах."
    article = Article(url="https://new/1", source=SITES[0].key, published_at=published, text=text)
    evidence = Evidence(sentence=text, char_start=0, char_end=len(text))
    head = Attendance(region="KZ-55", akim=None, named=False, how="chaired")
    meeting = Meeting(
        kind="assembly_council", status="held", level="region", region="KZ-55", interethnic_topic=True,
        assembly_present=True, date_start=TODAY, date_end=TODAY, date_basis="relative", attendance=(head,),
        evidence=(evidence,), confidence=0.9, rule="bench",
    )  # fmt: skip
    seen = Appearance(
        region="KZ-55", akim=None, first=TODAY, last=TODAY, basis="relative", occasion="sitting", sitting=True,
        evidence=evidence,
    )  # fmt: skip
    stage.articles([article])
    stage.readings([(article_id(article), Reading(outcome="read", meetings=(meeting,), appearances=(seen,)))], READER)


def judge(connection: duckdb.DuckDBPyConnection, folder: Path, run: str, *, more: bool = False) -> tuple[float, Judged]:
    """Seconds of one inference, and what it renewed."""
    stage = Stage(folder, run)
    stage.registry(REGISTRY, ORDER)
    if more:
        one_more(stage)
    load_stages(connection, folder)
    bench = Bench(
        connection=connection, stage=stage, stage_folder=folder, registry=REGISTRY, order=ORDER, priors=PRIORS,
        sources=SITES, reader_version=READER, today=TODAY,
    )  # fmt: skip
    begun = time.perf_counter()
    judged = infer(bench)
    assert judged is not None
    return time.perf_counter() - begun, judged


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--appearances", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder) / "w.duckdb", sample=True) as connection:
        begun = time.perf_counter()
        fill(connection, given.articles, given.appearances)
        made = f"{given.articles:,} articles, {given.appearances:,} appearances"
        print(f"filled in {time.perf_counter() - begun:.1f} s: {made}")
        whole, first = judge(connection, Path(folder) / "stage", "20260630T000001")
        counts = {
            name: number
            for name, number in read.counts(connection).items()
            if name in ("months", "estimates", "verdicts", "controls", "events")
        }
        print(f"everything: {whole:.2f} s, {len(first.renewed)} region x clause judged, {counts}")
        again, second = judge(connection, Path(folder) / "stage", "20260630T000002")
        print(f"nothing new: {again:.2f} s ({again / whole:.0%} of everything), {len(second.renewed)} judged anew")
        more, third = judge(connection, Path(folder) / "stage", "20260630T000003", more=True)
        print(f"one report more: {more:.2f} s ({more / whole:.0%} of everything), {len(third.renewed)} judged anew")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
