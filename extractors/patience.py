"""Pages read within bounds of time and memory, whatever they are made of; those that were not are told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec, TypeVar

from extractors.article import Rejected
from extractors.bounds import PAGE_COMPUTING, PAGE_COMPUTING_LATER, SLOW_PAGES
from extractors.confined import NoReader, OutOfBounds, confined
from extractors.gated_page import read_gated
from extractors.given import read_archived
from extractors.sources.site import Site
from models.records import Article, PageRef, PassedOver

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(slots=True)
class Patience:
    """What one visit, file or batch has for the pages in it. `slow`: those that were not read to their end."""

    slow: int = 0

    def read(
        self,
        payload: bytes,
        *,
        url: str,
        content_type: str | None,
        site: Site | None,
        page_ref: PageRef | None = None,
        fetched_at: datetime | None = None,
    ) -> Article | Rejected:
        """As `read_archived`; `too_large` where reading takes more than it may, `no_text` where it breaks.

        NoReader where nothing can be read now: that is no page's fault, and none may be called textless for it.
        """
        return self._bounded(
            read_archived,
            payload,
            url=url,
            content_type=content_type,
            site=site,
            page_ref=page_ref,
            fetched_at=fetched_at,
        )

    def read_gated(
        self,
        payload: bytes,
        *,
        url: str,
        content_type: str | None,
        site: Site | None,
        page_ref: PageRef | None = None,
        fetched_at: datetime | None = None,
    ) -> Article | PassedOver | Rejected:
        """As `gated_page.read_gated`, for pages of somebody else's crawl; bounds and errors as of `read`."""
        return self._bounded(
            read_gated,
            payload,
            url=url,
            content_type=content_type,
            site=site,
            page_ref=page_ref,
            fetched_at=fetched_at,
        )

    def _bounded(self, read: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result | Rejected:
        try:
            return confined(PAGE_COMPUTING if self.slow < SLOW_PAGES else PAGE_COMPUTING_LATER, read, *args, **kwargs)
        except OutOfBounds as error:
            self.slow += 1
            return Rejected(outcome="too_large", reason=str(error))
        except NoReader:
            raise
        except Exception as error:  # noqa: BLE001 - kept: the outcome names it, its day stays open, the next page is read
            return Rejected(outcome="no_text", reason=f"reading it fails: {type(error).__name__}: {str(error)[:200]}")
