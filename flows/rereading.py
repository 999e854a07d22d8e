"""What archived pages say by today's rules, told apart from what stands, and staged as it comes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from flows.extracting import Reread
from models.identity import address_of, article_id
from models.records import Article, Fetch, Standing
from warehouse.scratch import ArchivedPage
from warehouse.stage import Stage

_BATCH = 1000  # articles a part file: some ten megabytes of text, all that is held at once


@dataclass(slots=True)
class Retold:
    """What extraction comes to. `otherwise`: articles of which another version stands; `no_article`, `unreadable`: one
    line for each page that gives no article any more, and for each whose bytes cannot be read, which changes nothing.
    """

    pages: int = 0
    otherwise: int = 0
    no_article: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def retell(reread: Iterable[Reread], stage: Stage, standing: Container[str | None]) -> Retold:
    """Stage every version that is to stand and does not, every article that is none any more, and that an address is
    read which gave none before: the day that it left open is covered now.

    `standing`: the addresses of the articles that stand on pages of their own, which another page does not take over.
    """
    retold = Retold()
    changes = _changes(reread, standing, retold)
    while batch := list(islice(changes, _BATCH)):
        stage.articles([found.article for found in batch if found.article is not None])
        stage.fetches([found.fetch for found in batch if found.fetch is not None])
        stage.standings([one for found in batch for one in found.standings])
    return retold


class _Change(NamedTuple):
    """What a page says otherwise: the article it gives now, what stands from now on, and what became of its address."""

    article: Article | None
    standings: tuple[Standing, ...] = ()
    fetch: Fetch | None = None


def _changes(reread: Iterable[Reread], standing: Container[str | None], retold: Retold) -> Iterator[_Change]:
    """What every page that says otherwise changes. Counts in `retold`."""
    for page, article, rejected, unreadable in reread:
        retold.pages += 1
        if unreadable is not None:
            retold.unreadable.append(f"{page.url}: {unreadable}")
        elif article is None:
            if page.article_id is not None:
                retold.no_article.append(f"{page.url}: {rejected}")
                yield _Change(None, _fallen(page.address, rejected or ""))
        elif article_id(article) != page.article_id:
            address = address_of(article)
            if address == page.address:
                retold.otherwise += 1
                yield _Change(article, (_stands(article),))
            elif address not in standing:
                retold.otherwise += 1
                gone = _fallen(page.address, f"its page is now taken for {address}") if page.article_id else ()
                yield _Change(article, (*gone, _stands(article)), _read_now(page))
            elif page.address is None:
                yield _Change(None, fetch=_read_now(page))


def _read_now(page: ArchivedPage) -> Fetch | None:
    """The outcome of an address that no article was read from before."""
    if page.address is not None:
        return None
    return Fetch(
        source=page.source,
        url=page.url,
        fetched_at=page.fetched_at,
        outcome="fetched",
        reason="read by the rules of a replay",
        content_type=page.content_type,
        listed_published_at=page.listed_at,
        page_ref=page.ref,
    )


def _stands(article: Article) -> Standing:
    return Standing(address=address_of(article), article_id=article_id(article), reason="so by the rules of a replay")


def _fallen(address: str | None, reason: str) -> tuple[Standing, ...]:
    return (Standing(address=address, article_id=None, reason=reason),) if address else ()
