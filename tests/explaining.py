"""Explanations for tests: of the worked cases, and of short articles."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from meeting_cases import own_cases
from meeting_reader import article, the_reader

from extractors.json_articles import Line
from flows.explain.sheet import ArticleSheet, article_sheet
from flows.explain.wording import Said, Wording
from models.explained import Explained, Quote
from models.records import Article
from models.registry import load_registry

GOLD = Path(__file__).parent / "gold"
WORDING = Wording(regions={iso: region.name for iso, region in load_registry().regions.items()})


def gold_cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@lru_cache(maxsize=1)
def dev_explained() -> tuple[Explained, ...]:
    """The worked cases of `dev.jsonl`, explained."""
    return tuple(the_reader().explain_many(map(case_article, gold_cases("dev"))))


@lru_cache(maxsize=1)
def all_explained() -> tuple[Explained, ...]:
    """Every worked case of this project, explained; those of `dev.jsonl` first."""
    cases = [*gold_cases("own"), *gold_cases("check"), *own_cases()]
    return (*dev_explained(), *the_reader().explain_many(map(case_article, cases)))


def case_article(case: dict[str, Any]) -> Article:
    published = datetime.fromisoformat(case["published_at"]) if case["published_at"] else None
    return Article(
        id=case["id"],
        text=case["text"],
        title=case["title"],
        url=case["url"],
        source=case["source"],
        published_at=published,
    )


def explained(text: str, *, title: str | None = None, published: str | None = "2025-06-18T12:00:00+05:00") -> Explained:
    return next(the_reader().explain_many([article(text, title=title, published=published)]))


def sheet(each: Explained, *, where: str = "a.jsonl:1") -> ArticleSheet:
    return article_sheet(Line(id=None, url=None, article=each.article, raw=b"", where=where), each, WORDING)


def words(said: Said) -> str:
    """A sentence without offsets."""
    return "".join(f"«{part.text}»" if isinstance(part, Quote) else part for part in said)
