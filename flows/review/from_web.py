"""A report asked for at its address: through our own client, as politely as on any visit, and read as on one."""

from __future__ import annotations

from dataclasses import replace

from extractors.article import Rejected
from extractors.patience import Patience
from extractors.sources.site import site_of
from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.listed import clean_address
from extractors.web.response import Response
from extractors.web.visit import what_came
from flows.review.attribution import Attribution
from flows.review.offered import Offered
from models.records import Fetch, PageRef


def offered_by_web(client: Client, said: Attribution, url: str) -> Offered:
    """What stands at `url`, by the site's description where it is a known site's, under the address where it ended.

    BadInput where the page says another day of publication than the person does.
    """
    asked = site_of(url, said.sites)
    response = client.get(url, pace=asked.pace_seconds if asked else None)
    outcome, reason = what_came(response, asked)
    if outcome != "fetched" or response.body is None:
        return Offered(fetch=replace(_fetch(response, url, said), outcome=outcome, reason=reason))
    final = clean_address(response.final_url, url) or response.final_url
    fetch = _fetch(response, final, said)
    led = _led(response, url, final, said)
    page = replace(response, url=response.final_url)  # it is archived under the address at which it stands

    def archived(archive: Archive) -> PageRef:
        return archive.write_exchange(page)

    found = Patience().read(
        response.body,
        url=final,
        content_type=response.content_type,
        site=site_of(final, said.sites),
        fetched_at=response.at,
    )
    if isinstance(found, Rejected):
        refused = replace(fetch, outcome=found.outcome, reason=found.reason)
        return Offered(fetch=refused, archive=archived, led=led)
    return Offered(fetch=fetch, article=said.dated(replace(found, source=fetch.source)), archive=archived, led=led)


def _led(response: Response, url: str, final: str, said: Attribution) -> Fetch | None:
    """What became of the address asked for, where the page stands at another one: so that it is not asked for again."""
    if final == url:
        return None
    reason = f"the address leads to {final}"
    return replace(_fetch(response, url, said), final_url=final, outcome="duplicate", reason=reason)


def _fetch(response: Response, url: str, said: Attribution) -> Fetch:
    return Fetch(
        source=said.source_of(url),
        url=url,
        final_url=response.final_url,
        fetched_at=response.at,
        outcome=response.outcome,
        reason=response.reason,
        status=response.status,
        content_type=response.content_type,
        size=len(response.body) if response.body is not None else None,
        etag=response.header("etag"),
        last_modified=response.header("last-modified"),
        listed_published_at=said.moment,
    )
