"""Are the reports of one gathering brought together, and those of two kept apart? B-cubed over bundles of articles.

`bench_linking.py BUNDLES.jsonl… [--odd | --even] [--misses]`. Each article is read, loaded and linked as in a run;
its event (or the occasion at which it shows an akim) is compared with the one it was written about. An article in which
nothing was found, or that tells of nothing, is alone; «linking alone» leaves those out in which nothing was found.
B-cubed (Bagga and Baldwin 1998): for each article the share of those linked with it that belong with it (precision),
and of those that belong with it that are linked (recall), averaged.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from extractors.russian.reader import Reader
from extractors.sources import load_sites
from models.events import find_events
from models.identity import article_id
from models.occasions import find_occasions
from models.records import Article
from models.registry import load_registry
from warehouse import read, read_inferred
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

VERSION = "bench"


def article_of(line: Mapping[str, Any]) -> Article:
    """The article that a line of a bundle holds."""
    return Article(
        id=line["id"],
        url=f"https://{line['source']}.example/{line['id']}",
        source=line["source"],
        published_at=datetime.fromisoformat(line["published_at"]),
        title=line["title"],
        text=line["text"],
        agency=line["agency"],
    )


def link(lines: Iterable[Mapping[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """For each article in which one was found, its event and its occasion. A bundle is a world of its own."""
    bundles: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in lines:
        bundles[line["bundle"]].append(line)
    registry = load_registry()
    home = {site.key: site.region for site in load_sites().values() if site.region}
    reader = Reader(registry, home_regions=home)
    events: dict[str, str] = {}
    occasions: dict[str, str] = {}
    for bundle in bundles.values():
        articles = [article_of(line) for line in bundle]
        ids = {article_id(article): article.id or "" for article in articles}
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(Path(folder) / "stage", "run")
            stage.articles(articles)
            stage.readings(zip(map(article_id, articles), reader.read_many(articles), strict=True), VERSION)
            with open_warehouse(Path(folder) / "w.duckdb", sample=True) as connection:
                load_stages(connection, Path(folder) / "stage")
                found = read.found_meetings(connection, VERSION)
                places = read_inferred.sightings_digests(connection, VERSION)
                seen = [s for own in read_inferred.sightings(connection, VERSION, list(places)).values() for s in own]
        of_meeting = {one.meeting_id: ids[one.article_id] for one in found}
        for event in find_events(found):
            events |= {of_meeting[name]: event.event_id for name in reversed(event.meeting_ids)}
        occasion_of = {
            name: occasion.occasion_id
            for occasion in find_occasions(seen)
            for voice in occasion.voices
            for name in voice.sighting_ids
        }
        for one in sorted(seen, key=lambda sighting: sighting.ordinal):  # what an article tells first it is about
            occasions.setdefault(ids[one.article_id], occasion_of[one.sighting_id])
    return events, occasions


def _shown(true: Mapping[str, str], made: Mapping[str, str], only: Set[str] | None = None) -> str:
    keys = true.keys() if only is None else only
    figures = b_cubed({key: true[key] for key in keys}, {key: made[key] for key in keys})
    return "precision {:.3f} recall {:.3f} F1 {:.3f}".format(*figures)


def b_cubed(true: Mapping[str, str], made: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1; both name every article's group."""
    together, linked = _groups(true), _groups(made)
    both = {key: len(together[true[key]] & linked[made[key]]) for key in true}
    precision = sum(both[key] / len(linked[made[key]]) for key in true) / len(true)
    recall = sum(both[key] / len(together[true[key]]) for key in true) / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _groups(label: Mapping[str, str]) -> dict[str, set[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for key, group in label.items():
        groups[group].add(key)
    return groups


def main(arguments: list[str]) -> int:
    files = [Path(name) for name in arguments if not name.startswith("--")]
    if not files or not all(path.is_file() for path in files):
        print(f"usage: {__doc__.splitlines()[2]}" if __doc__ else "usage", file=sys.stderr)
        return 2
    lines = [json.loads(text) for path in files for text in path.read_text(encoding="utf-8").splitlines()]
    for half, rest in (("--odd", 1), ("--even", 0)):
        if half in arguments:
            lines = [line for line in lines if int(line["bundle"][1:]) % 2 == rest]
    events, occasions = link(lines)
    for kind, made in (("event", events), ("appearance", occasions)):
        bundles = {line["bundle"] for line in lines if line[kind]}
        told = [line for line in lines if line["bundle"] in bundles]
        if not told:
            continue
        true = {line["id"]: line[kind] or line["id"] for line in told}
        linked = {line["id"]: made.get(line["id"], line["id"]) for line in told}
        missed = sum(bool(line[kind]) and line["id"] not in made for line in told)
        invented = sum(not line[kind] and line["id"] in made for line in told)
        print(
            f"{kind}s: {len(bundles)} bundles, {len(told)} articles, {len(set(true.values()) - set(true))} true; "
            f"B-cubed {_shown(true, linked)}; nothing found in {missed}, something where nothing is in {invented}"
        )
        found = true.keys() & made.keys()
        if found:
            print(f"  linking alone, {len(found)} articles in which something was found: {_shown(true, linked, found)}")
        if "--misses" in arguments:
            print(*misses(true, linked, made), sep="\n")
    return 0


def misses(true: Mapping[str, str], linked: Mapping[str, str], made: Mapping[str, str]) -> list[str]:
    """One line for each article that is not where it belongs: who is missing, and who is there too."""
    together, groups = _groups(true), _groups(linked)
    told = []
    for key in true:
        missing, extra = together[true[key]] - groups[linked[key]], groups[linked[key]] - together[true[key]]
        if missing or extra:
            note = "" if key in made else " (nothing found)"
            told.append(f"  {key}{note} [{true[key]}]: without {sorted(missing)}, with {sorted(extra)}")
    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
