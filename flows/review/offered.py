"""A report on its way in: read, and not yet archived or staged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from extractors.web.archive import Archive
from models.records import Article, Fetch, PageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What came, how it is archived (None: no page came), and the article in it, if there is one.

    `led`: the address that was asked for, where it led on to that of `fetch`.
    """

    fetch: Fetch
    article: Article | None = None
    archive: Callable[[Archive], PageRef] | None = None
    led: Fetch | None = None

    def kept(self, archive: Archive) -> tuple[Fetch, Article | None]:
        """Fetch and article with the place of their bytes, which are archived now."""
        if self.archive is None:
            return self.fetch, self.article
        ref = self.archive(archive)
        article = replace(self.article, page_ref=ref) if self.article else None
        return replace(self.fetch, page_ref=ref), article
