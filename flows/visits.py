"""Visiting live sites: what their lists name, each page archived, made an article or given the reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.article import Rejected
from extractors.patience import Patience
from extractors.sources import Site
from extractors.web.archive import Archive, read_payload
from extractors.web.client import Client
from extractors.web.settings import ClientSettings
from extractors.web.visit import Validators, visit_site
from flows.run_report import Failure
from flows.settings import Settings
from flows.taken import Taken
from flows.workshop import Workshop
from models.errors import SourceError
from models.records import Article, Discovery, Fetch, Listed
from models.zone import local_day

_USUAL_DAYS = 14  # feeds and front pages reach so far; beyond it, ways that reach deeper are tried too

_GLANCE_ATTEMPTS = 2  # what fails twice is asked for again by the next look, in half an hour
_DAYS_FOR_A_MEAN = 3  # a weekend alone says nothing of a site
_ENOUGH = 3  # one or two pages that are no articles are a quiet day of a small site


def client_settings(settings: Settings, *, glance: bool = False) -> ClientSettings:
    """The client's bounds and manners with what this installation says of itself; `glance`: see `Intake`."""
    own = ClientSettings(contact=settings.contact, allow_private=settings.allow_private)
    own = replace(own, attempts=_GLANCE_ATTEMPTS) if glance else own
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

    def visit(self, site: Site) -> Failure | None:
        """Stage everything that one visit brings; a Failure where not one of the pages it came to could be read.

        SourceError where none of the site's lists could be read: a second try may find them.
        """
        taken, looks, patience = Taken(self.workshop), list[Discovery](), Patience()
        for record in self._records(site):
            if isinstance(record, Discovery):
                looks.append(record)
                self.workshop.stage.discoveries([record])
            elif any(look.ok for look in looks):
                taken.add(*article_of(record, site, self.archive, patience))
            else:
                break  # every list is dead: the pages still waiting from earlier visits wait for a living site
        taken.stage()
        if not any(look.ok for look in looks):
            raise SourceError("; ".join(f"{look.address}: {look.reason}" for look in looks) or "no way to discover it")
        self.workshop.report.remarks += _unusual(site, looks, self.workshop.today)
        return unread(site, taken.outcomes)

    def _records(self, site: Site) -> Iterator[Discovery | Fetch]:
        return visit_site(
            site,
            self.client,
            self.archive,
            known=self.known.get(site.key, {}),
            back_to=self.back_to,
            now=self.workshop.now,
            pending=self.pending.get(site.key, ()),
            deep=self.workshop.settings.back_days > _USUAL_DAYS,
        )


def article_of(fetch: Fetch, site: Site, archive: Archive, patience: Patience) -> tuple[Fetch, Article | None]:
    """The fetch with its final outcome, and the article it brought, if any."""
    if fetch.outcome != "fetched" or fetch.page_ref is None:
        return fetch, None
    found = patience.read(
        read_payload(archive.folder, fetch.page_ref),
        url=fetch.url,
        content_type=fetch.content_type,
        site=site,
        page_ref=fetch.page_ref,
        fetched_at=fetch.fetched_at,
    )
    if isinstance(found, Rejected):
        return replace(fetch, outcome=found.outcome, reason=found.reason), None
    return fetch, replace(found, published_at=found.published_at or fetch.listed_published_at)


def unread(site: Site, outcomes: Counter[str]) -> Failure | None:
    """A site that answers and shows nothing is broken, or has changed its address: that must be seen, not averaged."""
    came_to = sum(outcomes.values())
    if came_to < _ENOUGH or any(outcomes[outcome] for outcome in ("fetched", "unchanged", "duplicate")):
        return None
    told = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common())
    return Failure(step="visit", about=site.key, reason=f"none of {came_to} addresses gave an article: {told}")


def _unusual(site: Site, looks: Sequence[Discovery], today: date) -> list[str]:
    """A remark where the lists show fewer or more articles a day than the site's description expects.

    Counted over the whole days of the stretch that the lists reached: the oldest and today are parts of days.
    """
    found = {item.url: local_day(item.published_at) for look in looks for item in look.items if item.published_at}
    oldest = min((look.reached_back_to for look in looks if look.reached_back_to), default=today)
    days = (today - oldest).days - 1
    if days < _DAYS_FOR_A_MEAN:
        return []
    mean = sum(oldest < day < today for day in found.values()) / days
    fewest, most = site.expected_per_day
    if fewest <= mean <= most:
        return []
    return [f"{site.key}: {mean:.1f} articles a day in its lists since {oldest}, expected {fewest} to {most}"]
