"""A page of somebody else's crawl: its title and text first, the gates next, everything else where one of them opens.

Of a hundred pages of the press some seventy pass no gate. When they were published and which regions they name is all
that is kept of them (`models.records.PassedOver`); who wrote them nobody asks.
"""

from __future__ import annotations

from datetime import datetime

from extractors import gate
from extractors.article import Rejected, Told, read_told, told_at, whole_article
from extractors.kazakh_regions import kazakh_regions_named
from extractors.regions_named import regions_named
from extractors.sources.site import Site
from models.records import Article, PageRef, PassedOver


def read_gated(
    payload: bytes,
    *,
    url: str,
    content_type: str | None,
    site: Site | None,
    page_ref: PageRef | None = None,
    fetched_at: datetime | None = None,
) -> Article | PassedOver | Rejected:
    """The very article of `read_page` where a gate opens to it, `PassedOver` where none does, `Rejected` as there.

    Never raises for what a page is. The gates are those of `russian.reader`: topic and akim for Russian texts, the
    Kazakh lead for Kazakh ones, none for other languages.
    """
    told = read_told(payload, url=url, content_type=content_type, site=site)
    if isinstance(told, Rejected):
        return told
    if gate.passes(told.title, told.text, told.language):
        return whole_article(told, page_ref=page_ref, fetched_at=fetched_at)
    return PassedOver(title=told.title, published_at=told_at(told, fetched_at), regions=_regions(told))


def _regions(told: Told) -> tuple[str, ...]:
    """Those of the title and the first paragraph: to find all takes longer than to find the text itself."""
    opening = told.paragraphs[0]
    named = regions_named(told.title, opening)
    if told.language not in ("kk", "kk-Latn"):
        return named
    return tuple(dict.fromkeys((*kazakh_regions_named(told.title, opening), *named)))
