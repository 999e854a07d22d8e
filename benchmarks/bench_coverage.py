"""What is one source for some days worth? The coverage table of a file of articles, taken as complete for its days.

`bench_coverage.py ARTICLES.jsonl`. Files bring no coverage in a run, because nobody vouches for what they leave out;
here the file's source is taken to be covered on every day from its first to its last publication. Printed are the days
covered of a clause's window, p and q with their intervals, the band of pi, and what silence would mean; no text.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from extractors.json_articles import Faults, articles_in, host_of
from extractors.russian.reader import Reader
from extractors.sources import load_sites
from flows.analyse import source_of
from models.captures import NATIONWIDE, histories_of, sat, sitting_of, watch_of
from models.catching import fit_catching
from models.chapman import upper_bound
from models.compliance import COVERED_SHARE_NEEDED
from models.coverage import Coverage
from models.identity import article_id
from models.occasions import find_occasions
from models.order import Window, load_order, window
from models.priors import load_priors
from models.records import Article, Sighting
from models.registry import load_registry
from models.sight import Range, Sight, silence_counts
from models.zone import local_day

PRIORS, ORDER, REGISTRY = load_priors(), load_order(), load_registry()
OPENING = 1200  # characters of the text that tell what an occasion was about, as in warehouse/queries/sightings.sql


def sightings_in(articles: list[Article], source: str) -> list[Sighting]:
    """Every head of a region at a sitting or meeting that the articles show."""
    found = []
    for article, reading in zip(articles, Reader(REGISTRY).read_many(articles), strict=True):
        for place, seen in enumerate(one for one in reading.appearances if one.sitting):
            name = article_id(article)
            found.append(
                Sighting(
                    sighting_id=f"{name}:{place}", article_id=name, address=article.url or name, ordinal=place,
                    source=source, agency=article.agency,
                    published_on=local_day(article.published_at) if article.published_at else None,
                    told=f"{article.title or ''} {article.text[:OPENING]}", region=seen.region, akim=seen.akim,
                    first=seen.first, last=seen.last, sitting=True,
                )
            )  # fmt: skip
    return found


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: bench_coverage.py ARTICLES.jsonl", file=sys.stderr)
        return 2
    with Path(arguments[0]).open("rb") as file:
        articles = [line.article for line in articles_in(arguments[0], file, Faults(sys.stderr))]
    days = sorted({local_day(article.published_at) for article in articles if article.published_at})
    sites = {host: site for site in load_sites().values() for host in site.hosts}
    site = next((sites[h] for a in articles if (h := host_of(a.url or "") or a.source or "") in sites), None)
    if site is None or not days:
        print(f"{arguments[0]}: its articles name no known site or no day of publication", file=sys.stderr)
        return 1
    stretch = Window(start=days[0], end=days[-1])
    coverage = Coverage(sources=(source_of(site),), days={(site.key, None): frozenset(stretch.days())})
    watch = watch_of(coverage, REGISTRY.regions)
    sittings = [sat(sitting_of(one), watch) for one in find_occasions(sightings_in(articles, site.key))]
    histories = histories_of(one for one in sittings if one is not None)
    fit = fit_catching(histories, (*sorted(REGISTRY.regions), NATIONWIDE), PRIORS.catching)
    sight = Sight(fit=fit, watch=watch, priors=PRIORS)
    span = window(stretch.end + timedelta(days=1), ORDER.clauses[0].months)
    print(
        f"{site.key} ({site.group}), {stretch.start} to {stretch.end}, {len(articles)} articles; one source, one group"
    )
    print(f"sittings of heads of regions found: {sum(histories.values())}, all by one group: Chapman says nothing")
    assert upper_bound(histories) is None
    print(f"window {span.start} to {span.end}: days covered {stretch.length} of {span.length}")
    print(f"needed before silence is judged: {COVERED_SHARE_NEEDED:.0%} of days, and 5 % quantile of q at least 0.5")
    print()
    print("region  p on a covered day    q of the window      q at pi 0.3 / 0.6 / 0.9   silence")
    for region in sorted(REGISTRY.regions):
        covered, whole = sight.of(region, stretch).caught_in(stretch), sight.seen(region, span)
        band = " / ".join(f"{sight.seen(region, span, pi).mean:.2f}" for pi in PRIORS.trace_band)
        low, high = sorted(covered)[len(covered) // 20], sorted(covered)[-len(covered) // 20]
        p = Range(mean=float(covered.mean()), low=float(low), high=float(high))
        word = "counts" if silence_counts(whole) else "says nothing"
        print(f"{region}   {_shown(p)}   {_shown(whole)}   {band:20}      {word}")
    return 0


def _shown(one: Range) -> str:
    return f"{one.mean:.2f} ({one.low:.2f}-{one.high:.2f})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
