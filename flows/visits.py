"""Visiting live sites: what their lists name, each page archived, made an article or given the reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.article import Rejected, read_page
from extractors.sources import Site
from extractors.web.archive import Archive, read_payload
from extractors.web.client import Client
from extractors.web.settings import ClientSettings
from extractors.web.visit import Validators, visit_site
from flows.settings import Settings
from flows.taken import Taken
from flows.workshop import Workshop
from models.errors import SourceError
from models.records import Article, Discovery, Fetch, Listed

_USUAL_DAYS = 14  # feeds and front pages reach so far; beyond it, ways that reach deeper are tried too


def client_settings(settings: Settings) -> ClientSettings:
    """The client's bounds and manners with what this installation says of itself."""
    own = ClientSettings(contact=settings.contact, allow_private=settings.allow_private)
    return own if settings.pace_seconds is None else replace(own, pace_seconds=settings.pace_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Visits sites for one run; safe to use from several threads, one site each."""

    workshop: Workshop
    client: Client
    archive: Archive
    known: Mapping[str, Mapping[str, Validators]]
    pending: Mapping[str, Sequence[Listed]]
    back_to: date

    def visit(self, site: Site) -> None:
        """Stage everything that one visit brings. SourceError where none of the site's lists could be read."""
        taken, looks = Taken(self.workshop), list[Discovery]()
        for record in visit_site(
            site,
            self.client,
            self.archive,
            known=self.known.get(site.key, {}),
            back_to=self.back_to,
            now=self.workshop.now,
            pending=self.pending.get(site.key, ()),
            deep=self.workshop.settings.back_days > _USUAL_DAYS,
        ):
            if isinstance(record, Discovery):
                looks.append(record)
                self.workshop.stage.discoveries([record])
            else:
                taken.add(*self._page(record, site))
        taken.stage()
        self.workshop.report.sources_visited += 1
        if not any(look.ok for look in looks):
            raise SourceError("; ".join(f"{look.address}: {look.reason}" for look in looks) or "no way to discover it")
        self.workshop.report.sources_reached += 1

    def _page(self, fetch: Fetch, site: Site) -> tuple[Fetch, Article | None]:
        """The fetch with its final outcome, and the article it brought, if any."""
        if fetch.outcome != "fetched" or fetch.page_ref is None:
            return fetch, None
        found = read_page(
            read_payload(self.archive.folder, fetch.page_ref),
            url=fetch.url,
            content_type=fetch.content_type,
            site=site,
            page_ref=fetch.page_ref,
            fetched_at=fetch.fetched_at,
        )
        if isinstance(found, Rejected):
            return replace(fetch, outcome=found.outcome, reason=found.reason), None
        return fetch, replace(found, published_at=found.published_at or fetch.listed_published_at)
