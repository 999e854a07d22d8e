"""`akimwatch review add`: a report that was missed comes into the warehouse as any other does.

It is fetched or read, archived, attributed, staged, loaded and read. It makes no day covered: a list did not name it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from extractors.web.archive import Archive
from extractors.web.client import Client
from flows.analyse import read_articles
from flows.each import each_in_threads
from flows.review.attribution import Attribution, attribution, page_address, spellings
from flows.review.from_file import offered_by_file
from flows.review.from_web import offered_by_web
from flows.review.offered import Offered
from flows.taken import Taken
from flows.visits import client_settings
from flows.workshop import Workshop
from models.errors import BadInput, SourceError, WarehouseError
from models.identity import address_of, article_id
from models.records import Article, Fetch, Outcome, Standing
from warehouse.read_articles import address_standing, standing_article

# What came so was not caught by anybody who watches: queries/sightings.sql leaves it out of what is caught.
BY_HAND = "brought in by a person"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)  # https://…, and what is refused: ftp://…, file://…
_SAVE = "open it in a browser, save the page, and give the file with --url {url}"
_ADVICE: dict[Outcome, str] = {
    "robots": "its publisher wants no programs there: " + _SAVE,
    "http_error": "look whether the address is right; where it is, " + _SAVE,
    "refused_address": "give the public address at which the report itself stands",
    "timeout": "try again later, or " + _SAVE,
    "network_error": "look whether the address is right and try again later, or " + _SAVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """The article that stands now, and how it came: `outcome` is `fetched`, `file`, or why nothing had to come.

    `known`: it was in the warehouse already (`outcome`: `known`; `duplicate` where the address only leads to it).
    """

    address: str
    article_id: str
    known: bool
    outcome: str


def bring_in(
    workshop: Workshop, what: str, *, url: str | None = None, source: str | None = None, published: date | None = None
) -> BroughtIn:
    """Bring in the report at an http(s) address or in a file (.html, .txt, .jsonl); nothing comes in twice.

    `url`: the address that a file came from; `source`: whose it is, where that is no known site; `published`: the day
    of publication, where the report gives none. Afterwards every article of the warehouse is read, this one included.
    BadInput for what cannot be used as it was given, SourceError where the address gave no article (its outcome is
    recorded), WarehouseError as `Workshop.check_clock` gives it.
    """
    by_web = _ADDRESS.match(what) is not None
    if by_web and url is not None:
        raise BadInput(f"--url {url}: says where a file came from; {what} is an address itself")
    asked = page_address(what, workshop.sites) if by_web else url
    said = attribution(workshop.sites, asked, source, published, workshop.today)
    if said.url:
        said.source_of(said.url)  # a name that cannot be is refused before anything is asked for
    offered = None if by_web else offered_by_file(Path(what), said, workshop.now)
    workshop.settings.data.mkdir(parents=True, exist_ok=True)
    workshop.load()  # what an earlier run staged and did not come to load
    workshop.check_clock()
    brought = _from_file(workshop, offered) if offered else _from_web(workshop, said, said.url or "")
    read_articles(workshop, each_in_threads)
    if workshop.report.failures:
        told = "; ".join(failure.line() for failure in workshop.report.failures)
        raise WarehouseError(
            f"{brought.address}: stored, but not all is read ({told}); `akimwatch run` goes on with it"
        )
    return brought


def _known(workshop: Workshop, url: str, outcome: str) -> BroughtIn | None:
    """The article that stands at an address, in whatever spelling, or where it was once found to lead."""
    with workshop.warehouse() as connection:
        address = address_standing(connection, spellings(url))
        standing = standing_article(connection, address) if address else None
    if address is None or standing is None:
        return None
    return BroughtIn(address=address, article_id=standing[0], known=True, outcome=outcome)


def _from_web(workshop: Workshop, said: Attribution, url: str) -> BroughtIn:
    known = _known(workshop, url, "known")
    if known is not None:
        return known
    with Client(client_settings(workshop.settings)) as client:
        offered = offered_by_web(client, said, url)
    if offered.led is not None:
        known = _known(workshop, offered.fetch.url, "duplicate")
        if known is not None:
            _store(workshop, [(offered.led, None)])
            return known
    article = _keep(workshop, offered)
    if article is None:
        raise SourceError(_what_happened(offered.fetch, url))
    return _stands(workshop, article, "fetched")


def _from_file(workshop: Workshop, offered: Offered) -> BroughtIn:
    assert offered.article is not None, "a file without an article is refused"
    known = _known(workshop, address_of(offered.article), "known")
    if known is not None:
        return known
    _keep(workshop, offered)
    return _stands(workshop, offered.article, "file")


def _keep(workshop: Workshop, offered: Offered) -> Article | None:
    """Archive what came, then stage and load what is known of it; the article, if there is one."""
    with Archive(workshop.settings.archive, report=workshop.report.repaired.append) as archive:
        fetch, article = offered.kept(archive)
    if article is not None:
        fetch = replace(fetch, reason=BY_HAND)
    _store(workshop, [(fetch, article), *([(offered.led, None)] if offered.led else [])])
    return article


def _store(workshop: Workshop, pairs: list[tuple[Fetch, Article | None]]) -> None:
    taken = Taken(workshop)
    for fetch, article in pairs:
        taken.add(fetch, article)
    taken.stage()
    workshop.load()


def _stands(workshop: Workshop, article: Article, outcome: str) -> BroughtIn:
    """The article as it stands now. A version that had fallen (in a replay) stands again: a person brought it back."""
    address, name = address_of(article), article_id(article)
    with workshop.warehouse() as connection:
        standing = standing_article(connection, address)
    if standing is None or standing[0] != name:
        workshop.stage.standings([Standing(address=address, article_id=name, reason=BY_HAND)])
        workshop.load()
    return BroughtIn(address=address, article_id=name, known=False, outcome=outcome)


def _what_happened(fetch: Fetch, url: str) -> str:
    """One line: what came, why, and what to do next."""
    advice = _ADVICE.get(fetch.outcome, _SAVE + ", or its text alone as .txt").format(url=url)
    reason = " ".join((fetch.reason or "").split())
    return f"{url}: no report came ({fetch.outcome}{f': {reason}' if reason else ''}); {advice}"
