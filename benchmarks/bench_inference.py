"""How long does it take to judge everything anew, and how long when one report is added or a day has passed?

`bench_inference.py [--articles N] [--appearances N]` (a million and a hundred thousand when left out). Makes a
warehouse of 27 months in a temporary folder (`big_warehouse.sql`), then runs the real inference: all of it, again with
nothing new, with today's report of one region, with a sighting old enough to be a control (so that what is caught is
fitted anew and every region judged), and all the same a day later. Prints seconds on the clock, seconds of processor
time (DuckDB's on all cores included; the one to compare where others are at work) and the peak of memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import duckdb
from measured import figure

from extractors.sources import load_sites
from flows.analyse import source_of
from flows.judging import Bench, Judged, infer
from models.controls import MATURE
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
TODAY = date(2026, 6, 29)  # the day before the last that was collected: one can pass
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


def one_more(stage: Stage, on: date, *, council: bool) -> None:
    """A new report of a region's akim at a sitting, and (`council`) that it was the Assembly's council."""
    published = datetime.combine(on, time_of_day(6), UTC)
    text = "Аким провёл заседание Совета Ассамблеи народа Казахстана, говорили о согласии, воде и школах."
    article = Article(url=f"https://new/{on}", source=SITES[0].key, published_at=published, text=text)
    evidence = Evidence(sentence=text, char_start=0, char_end=len(text))
    head = Attendance(region="KZ-55", akim=None, named=False, how="chaired")
    meeting = Meeting(
        kind="assembly_council", status="held", level="region", region="KZ-55", interethnic_topic=True,
        assembly_present=True, date_start=on, date_end=on, date_basis="relative", attendance=(head,),
        evidence=(evidence,), confidence=0.9, rule="bench",
    )  # fmt: skip
    seen = Appearance(
        region="KZ-55", akim=None, first=on, last=on, basis="relative", occasion="sitting", sitting=True,
        evidence=evidence,
    )  # fmt: skip
    stage.articles([article])
    read_of = Reading(outcome="read", meetings=(meeting,) if council else (), appearances=(seen,))
    stage.readings([(article_id(article), read_of)], READER)


def judge(
    connection: duckdb.DuckDBPyConnection, folder: Path, run: str, *, today: date = TODAY
) -> tuple[float, float, Judged]:  # fmt: skip
    """Seconds of one inference on the clock and of the processor, and what it renewed."""
    stage = Stage(folder, run)
    stage.registry(REGISTRY, ORDER)
    load_stages(connection, folder)
    bench = Bench(
        connection=connection, stage=stage, registry=REGISTRY, order=ORDER, priors=PRIORS,
        sources=SITES, reader_version=READER, today=today,
    )  # fmt: skip
    begun, worked = time.perf_counter(), time.process_time()
    judged = infer(bench)
    assert judged is not None
    return time.perf_counter() - begun, time.process_time() - worked, judged


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
        whole, worked, first = judge(connection, Path(folder) / "stage", "20260630T000001")
        counts = {
            name: number
            for name, number in read.counts(connection).items()
            if name in ("months", "estimates", "verdicts", "controls", "events")
        }
        judged = len(first.renewed)
        print(f"everything: {whole:.2f} s (processor {worked:.2f} s), {judged} region x clause judged, {counts}")

        shares = []

        def step(told: str, number: int, today: date = TODAY) -> None:
            run = f"20260630T00000{number}"
            seconds, spent, judged = judge(connection, Path(folder) / "stage", run, today=today)
            print(f"{told}: {seconds:.2f} s (processor {spent:.2f} s), {len(judged.renewed)} judged anew")
            shares.append(f"{told} {spent / worked:.2f}")

        step("nothing new", 2)
        one_more(Stage(Path(folder) / "stage", "20260630T000003"), TODAY, council=True)
        step("one report more", 3)
        one_more(Stage(Path(folder) / "stage", "20260630T000004"), TODAY - MATURE * 4, council=False)
        step("one mature sighting more", 4)
        step("a day later", 5, TODAY + timedelta(days=1))
        figure(f"inference over {made}, as shares of judging everything", "; ".join(shares))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
