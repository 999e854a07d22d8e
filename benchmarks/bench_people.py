"""Heads of regions that the people component resolves in real articles, against a plain search for their surnames.

`bench_people.py FILE.jsonl…`. Counted are pairs of an article and an akim in office on its day. The search finds every
surname of the table in any case form; what it alone finds are akims in one plural list («акимов регионов X и Y»),
what the component alone finds are akims named by office alone, some in undated articles where the search can say
nobody (looked at by hand once: see docs/performance.md). Only articles that pass the akim gate are parsed; no text is
printed.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from spacy.tokens import Doc

from extractors import gate
from extractors.json_articles import Faults, articles_in
from extractors.russian.cleaning import clean
from extractors.russian.letters import key
from extractors.russian.names import inflected
from extractors.russian.pipeline import build_pipeline
from models.records import Article
from models.registry import Registry, load_registry
from models.zone import local_day

WORD = re.compile(r"[\w-]+")
BATCH = 32


def named_by_search(article: Article, registry: Registry, forms: dict[str, set[str]]) -> set[str]:
    """Akims in office on the article's day whose surname stands in it, in any case form."""
    if article.published_at is None:
        return set()
    day = local_day(article.published_at)
    words = {key(word) for word in WORD.findall(article.text)}
    in_office = (t for t in registry.tenures if t.surname and t.holds_on(day))
    return {t.akim for t in in_office if forms[t.surname] & words}


def documents(articles: list[Article], registry: Registry) -> Iterator[Doc]:
    pipeline = build_pipeline(registry)
    docs = []
    for article in articles:
        cleaned = clean(article.title, article.text)
        doc = pipeline.make_doc(cleaned.text)
        doc._.article = article
        docs.append(doc)
    yield from pipeline.pipe(docs, batch_size=BATCH, disable=["akimwatch_dates", "meetings"])


def counts(paths: list[str]) -> Counter[str]:
    """How many pairs of article and akim were found by both, by the component alone, by the search alone."""
    registry = load_registry()
    forms = {t.surname: {key(form) for form in inflected(t.surname)} for t in registry.tenures if t.surname}
    articles: list[Article] = []
    for path in paths:
        with Path(path).open("rb") as file:
            articles += [line.article for line in articles_in(path, file, Faults(sys.stderr))]
    gated = [article for article in articles if gate.akim(article.title, article.text)]
    found: Counter[str] = Counter(articles=len(articles), gated=len(gated))
    for article, doc in zip(gated, documents(gated, registry), strict=True):
        people = [person for person in doc._.people if not person.plural]
        resolved = {person.official.akim for person in people if person.official is not None}
        searched = named_by_search(article, registry, forms)
        found["mentions"] += len(people)
        found["mentions resolved"] += sum(person.official is not None for person in people)
        found["both"] += len(resolved & searched)
        found["component alone"] += len(resolved - searched)
        found["search alone"] += len(searched - resolved)
    return found


def main(paths: list[str]) -> None:
    if not paths or not all(Path(path).is_file() for path in paths):
        sys.exit(__doc__)
    found = counts(paths)
    print(f"articles {found['articles']}, passing the akim gate {found['gated']}")
    print(f"people mentioned {found['mentions']}, resolved to a head of a region {found['mentions resolved']}")
    for name in ("both", "component alone", "search alone"):
        print(f"article x akim, {name:16} {found[name]}")
    pairs = found["both"] + found["search alone"]
    print(f"of what the search finds, resolved: {found['both'] / pairs:.3f}" if pairs else "the search finds nobody")


if __name__ == "__main__":
    main(sys.argv[1:])
