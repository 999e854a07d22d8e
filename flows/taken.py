"""What a way in has taken and not yet staged: fetches with their final outcome, and the articles they brought."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from flows.workshop import Workshop
from models.records import Article, Fetch

_PART = 50  # pages in a part file: at 2 s a page a kill loses less than two minutes of politeness


@dataclass(slots=True)
class Taken:
    """Gathers fetches and articles, counts them in the report, and stages them part by part."""

    workshop: Workshop
    fetches: list[Fetch] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, fetch: Fetch, article: Article | None) -> None:
        self.fetches.append(fetch)
        if article is not None:
            self.articles.append(article)
        self.outcomes[fetch.outcome] += 1
        self.workshop.report.count(fetch.source, fetch.outcome)
        if len(self.fetches) >= _PART:
            self.stage()

    def stage(self) -> None:
        """Write what is gathered; articles first, for a fetch without its article would never be looked at again."""
        self.workshop.stage.articles(self.articles)
        self.workshop.stage.fetches(self.fetches)
        self.articles.clear()
        self.fetches.clear()
