"""Pages and texts that a person gave as files, read alike when they come and whenever the archive is read again.

Nobody knows when such a page was saved. So it is read without a moment of the visit: «Сегодня, 09:10» has no day then,
and only a day that the page prints whole, or that the person gave, dates it.
"""

from __future__ import annotations

from datetime import datetime

from extractors.article import Rejected, read_page
from extractors.encoding import UndecodableError, decode
from extractors.language import language_of
from extractors.mojibake import why_illegible
from extractors.sources.site import Site
from models.records import Article, PageRef

# Content types of the archived records. The parameter is ours: what a server sends is never taken for what was given.
GIVEN_PAGE = "text/html; given=file"
GIVEN_TEXT = "text/plain; given=file"


def read_archived(
    payload: bytes,
    *,
    url: str,
    content_type: str | None,
    site: Site | None,
    page_ref: PageRef | None = None,
    fetched_at: datetime | None = None,
) -> Article | Rejected:
    """The article that archived bytes hold, or why they hold none: as `read_page`, given files included."""
    if content_type == GIVEN_TEXT:
        return _read_text(payload, url=url, site=site, page_ref=page_ref)
    return read_page(
        payload,
        url=url,
        content_type=content_type,
        site=site,
        page_ref=page_ref,
        fetched_at=None if content_type == GIVEN_PAGE else fetched_at,
    )


def address_given(url: str) -> str | None:
    """The address of a page; None for the name that a record without an address bears (urn:sha256:…)."""
    return None if url.startswith("urn:") else url


def _read_text(payload: bytes, *, url: str, site: Site | None, page_ref: PageRef | None) -> Article | Rejected:
    try:
        text = decode(payload)
    except UndecodableError as error:
        return Rejected(outcome="undecodable", reason=str(error))
    text = "\n".join(text.splitlines()).strip()
    if not text:
        return Rejected(outcome="no_text", reason="an empty file")
    if illegible := why_illegible(text.splitlines()):
        return Rejected(outcome="undecodable", reason=illegible)
    return Article(
        url=address_given(url),
        source=site.key if site else None,
        language=language_of(text),
        text=text,
        page_ref=page_ref,
    )
