"""Articles out of archived pages again, in processes of their own: a page takes some milliseconds of pure computing."""

from __future__ import annotations

import io
import json
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extractors.article import Rejected
from extractors.given import address_given
from extractors.json_articles import Faults, articles_in
from extractors.language import language_of
from extractors.mojibake import why_illegible
from extractors.patience import Patience
from extractors.sources import Site
from extractors.web.archive import read_payload
from models.errors import AkimwatchError
from models.records import Article
from warehouse.scratch import ArchivedPage

_BATCH = 100  # pages a task: half a second's work, so that neither process waits for the other at the end
_WORTH = 4  # tasks for which a process is started: it takes two seconds to begin


class Reread(NamedTuple):
    """A page as today's rules read it: the article that it gives; or why it gives none; or why nobody can tell."""

    page: ArchivedPage
    article: Article | None = None
    rejected: str | None = None
    unreadable: str | None = None


def extract_all(
    pages: Sequence[ArchivedPage], archive: Path, sites: Mapping[str, Site], processes: int
) -> Iterator[Reread]:
    """Every page with the article that today's rules make of it, in order."""
    batches = [pages[start : start + _BATCH] for start in range(0, len(pages), _BATCH)]
    processes = min(processes, len(batches) // _WORTH)
    if processes <= 1:
        for batch in batches:
            yield from extract(batch, archive, sites)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy the locks of Prefect's threads as they stand
    with ProcessPoolExecutor(processes, context) as pool:
        for done in pool.map(extract, batches, [archive] * len(batches), [sites] * len(batches)):
            yield from done


def extract(pages: Sequence[ArchivedPage], archive: Path, sites: Mapping[str, Site]) -> list[Reread]:
    """One batch. A page that cannot be read has the reason in one line; the others are read all the same."""
    made: list[Reread] = []
    patience = Patience()
    for page in pages:
        try:
            made.append(_reread(page, archive, sites.get(page.source), patience))
        except (OSError, AkimwatchError, ValueError) as error:
            made.append(Reread(page, unreadable=" ".join(str(error).split()) or type(error).__name__))
    return made


def _reread(page: ArchivedPage, archive: Path, site: Site | None, patience: Patience) -> Reread:
    payload = read_payload(archive, page.ref)
    if page.content_type == "application/json" and _is_line(payload):
        return _line(page, payload)
    found = patience.read(
        payload,
        url=page.url,
        content_type=page.content_type,
        site=site,
        page_ref=page.ref,
        fetched_at=page.fetched_at,
    )
    if isinstance(found, Rejected):
        return Reread(page, rejected=f"{found.outcome}: {found.reason}")
    # As when it was collected, or brought in by a person who said whose it is.
    return Reread(page, replace(found, source=page.source, published_at=found.published_at or page.listed_at))


def _is_line(payload: bytes) -> bool:
    """Whether it is an article given as a line of JSON, and not what a site's own JSON interface answers."""
    try:
        given = json.loads(payload)
    except (ValueError, RecursionError):  # no JSON; an interface's answer nested without end
        return False
    return isinstance(given, dict) and isinstance(given.get("text"), str)


def _line(page: ArchivedPage, payload: bytes) -> Reread:
    """An article that came as a line of JSON, taken as `flows.files_in` and `flows.review` take it."""
    said = io.StringIO()
    for line in articles_in(page.url, io.BytesIO(payload), Faults(said)):
        given = line.article
        if illegible := why_illegible(given.text.splitlines()):
            return Reread(page, rejected=f"undecodable: {illegible}")
        article = replace(
            given,
            url=given.url or address_given(page.url),
            source=page.source,
            published_at=given.published_at or page.listed_at,
            language=language_of(given.text),
            page_ref=page.ref,
        )
        return Reread(page, article)
    return Reread(page, rejected=" ".join(said.getvalue().split()) or "no article in the line")
