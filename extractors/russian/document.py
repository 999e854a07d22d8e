"""What the components write on a spaCy document, declared in one place."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from models.records import Article
from models.zone import local_day


def declare_attributes() -> None:
    """The attributes that components share. Declaring them again changes nothing.

    `article`: the Article read; `has_title`: the document's first line is its title; `places`, `people`: what the
    components of that name found; `home_region`: the region that the article is about, None where several compete.
    """
    shared = (("article", None), ("has_title", False), ("places", ()), ("people", ()), ("home_region", None))
    for name, default in shared:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def day_of(doc: Doc) -> date | None:
    """The local day on which the document's article was published; None where that is unknown."""
    article: Article | None = doc._.article
    return local_day(article.published_at) if article is not None and article.published_at is not None else None
