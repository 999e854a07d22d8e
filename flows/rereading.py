"""What archived pages say by today's rules, told apart from what stands, and staged as it comes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from flows.extracting import Reread
from models.identity import address_of, article_id
from models.records import Article, Standing
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
    """Stage every version that is to stand and does not, and every article that is none any more.

    `standing`: the addresses of the articles that stand on pages of their own, which another page does not take over.
    """
    retold = Retold()
    changes = _changes(reread, standing, retold)
    while batch := list(islice(changes, _BATCH)):
        stage.articles([article for article, _ in batch if article is not None])
        stage.standings([one for _, standings in batch for one in standings])
    return retold


def _changes(
    reread: Iterable[Reread], standing: Container[str | None], retold: Retold
) -> Iterator[tuple[Article | None, tuple[Standing, ...]]]:
    """For each page that says otherwise: the article it gives now, and what stands from now on. Counts in `retold`."""
    for page, article, rejected, unreadable in reread:
        retold.pages += 1
        if unreadable is not None:
            retold.unreadable.append(f"{page.url}: {unreadable}")
        elif article is None:
            if page.article_id is not None:
                retold.no_article.append(f"{page.url}: {rejected}")
                yield None, _fallen(page.address, rejected or "")
        elif article_id(article) != page.article_id:
            address = address_of(article)
            if address == page.address:
                retold.otherwise += 1
                yield article, (_stands(article),)
            elif address not in standing:
                retold.otherwise += 1
                gone = _fallen(page.address, f"its page is now taken for {address}") if page.article_id else ()
                yield article, (*gone, _stands(article))


def _stands(article: Article) -> Standing:
    return Standing(address=address_of(article), article_id=article_id(article), reason="so by the rules of a replay")


def _fallen(address: str | None, reason: str) -> tuple[Standing, ...]:
    return (Standing(address=address, article_id=None, reason=reason),) if address else ()
