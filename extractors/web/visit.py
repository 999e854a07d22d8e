"""One visit to a site: what its lists name, then every article not yet known, each with exactly one outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from extractors.sources.site import Site
from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.discover import discover
from extractors.web.response import Response
from models.records import Discovery, Fetch, Listed, Outcome

# First bytes of what is no page, whatever its content type says.
_NOT_TEXT = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"RIFF")
_TEXT_TYPES = ("html", "xml", "json", "text/", "octet-stream")  # the last: what servers send for pages without a type
_MEDIA = ("image/", "audio/", "video/", "font/")  # image/svg+xml is no page


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What is known of an address fetched before: for asking only for changes, and for telling same bytes."""

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


@dataclass(slots=True, kw_only=True)
class _Visit:
    site: Site
    client: Client
    archive: Archive
    known: Mapping[str, Validators]
    fetched: set[str] = field(default_factory=set)  # final addresses of this visit

    def fetch(self, listed: Listed) -> Fetch:
        """The one outcome of one listed address; what is a page is archived."""
        known = self.known.get(listed.url, Validators())
        response = self.client.get(
            listed.url, etag=known.etag, last_modified=known.last_modified, pace=self.site.pace_seconds
        )
        outcome, reason = self._judge(response, listed, known)
        ref = self.archive.write_exchange(response) if outcome == "fetched" else None
        if outcome == "fetched":
            self.fetched.add(response.final_url)
        return Fetch(
            source=self.site.key,
            url=listed.url,
            final_url=response.final_url,
            fetched_at=response.at,
            outcome=outcome,
            reason=reason,
            status=response.status,
            content_type=response.content_type,
            size=len(response.body) if response.body is not None else None,
            etag=response.header("etag"),
            last_modified=response.header("last-modified"),
            listed_published_at=listed.published_at,
            page_ref=ref,
        )

    def _judge(self, response: Response, listed: Listed, known: Validators) -> tuple[Outcome, str | None]:
        outcome, reason = what_came(response, self.site)
        if response.body is None or outcome in ("refused_address", "not_article"):
            return outcome, reason
        if response.final_url != listed.url and response.final_url in self.fetched:
            return "duplicate", f"the address leads to {response.final_url}, which is fetched already"
        if outcome == "fetched" and hashlib.sha256(response.body).hexdigest() == known.sha256:
            return "unchanged", "the same bytes as last time"
        return outcome, reason


def what_came(response: Response, site: Site | None) -> tuple[Outcome, str | None]:
    """`fetched` where a page came that may hold the article asked for, else what came and why it cannot.

    `site`: whose address was asked for; what lies on another host is not its article.
    """
    if response.body is None:
        return response.outcome, response.reason
    final = urlsplit(response.final_url)
    if site is not None and final.hostname not in site.hosts:
        # Not read, so not settled: a wall or a sister site may hold the article.
        return "refused_address", f"the address leads to another host: {response.final_url}"
    if response.final_url != response.url and final.path in ("", "/"):
        return "not_article", "the address leads to the front page"
    if not response.body.strip():
        return "no_text", "an empty body"  # not settled: a server in trouble answers so, and the article may follow
    if not _is_text(response):
        return "not_html", f"not a page: {response.content_type or 'no content type'}"
    return "fetched", None


def _is_text(response: Response) -> bool:
    kind = response.media_type
    if (response.body or b"").startswith(_NOT_TEXT) or kind.startswith(_MEDIA):
        return False
    return not kind or any(text in kind for text in _TEXT_TYPES)


def fetch_listed(
    site: Site, client: Client, archive: Archive, listed: Iterable[Listed], *, fetched: Iterable[str] = ()
) -> Iterator[Fetch]:
    """Exactly one Fetch for each address, in order, each asked for only when it is wanted.

    `fetched`: final addresses that are archived already; what leads to one of them is a `duplicate`.
    """
    visit = _Visit(site=site, client=client, archive=archive, known={}, fetched=set(fetched))
    for one in listed:
        yield visit.fetch(one)


def _first_whole_day(look: Discovery) -> date | None:
    if look.reached_back_to is None or look.complete:
        return look.reached_back_to
    return look.reached_back_to + timedelta(days=1)


def _claim_together(looks: list[Discovery], answers: Mapping[int, Discovery]) -> list[Discovery]:
    """What several lists that make up one source may claim: a day that every one of them covers.

    The akimats' 20 lists are one source. If a day counted that only some of them show, an akimat whose list has failed
    would seem to have been watched.
    """
    days = [_first_whole_day(look) if look.ok else None for look in answers.values()]
    known = [day for day in days if day is not None]
    if len(known) == len(days):
        return [replace(look, reached_back_to=max(known), complete=True) if look.ok else look for look in looks]
    silent = f"{len(days) - len(known)} of the source's {len(days)} lists cover no day, so none is claimed for it"
    return [
        replace(look, reached_back_to=None, complete=False, reason="; ".join(filter(None, (look.reason, silent))))
        if look.ok
        else look
        for look in looks
    ]


def _suffices(look: Discovery, back_to: date, deep: bool) -> bool:
    day = _first_whole_day(look)
    return look.ok and (not deep or (day is not None and day <= back_to))


def _look(site: Site, client: Client, *, back_to: date, now: datetime, deep: bool) -> list[Discovery]:
    """The site's ways in order; a list that one way gives is not looked for by the next (`deep`: unless too short).

    The akimats' lists on gov.kz are tried one by one: only those that gave nothing are looked for another way.
    """
    found: list[Discovery] = []
    answers: dict[int, Discovery] = {}
    missing: set[int] | None = None
    for way in site.ways:
        single = len(way.addresses()) == 1
        positions = None if missing is None or single else missing
        looks = discover(way, site, client, back_to=back_to, now=now, positions=positions)
        found += looks
        if single and _suffices(looks[0], back_to, deep):
            return found
        if not single:
            for position, look in zip(sorted(positions or range(len(looks))), looks, strict=True):
                if look.ok or position not in answers:
                    answers[position] = look
            missing = {position for position, look in answers.items() if not _suffices(look, back_to, deep)}
            if not missing:
                break
    return _claim_together(found, answers) if answers else found


def visit_site(
    site: Site,
    client: Client,
    archive: Archive,
    *,
    known: Mapping[str, Validators],
    back_to: date,
    now: datetime,
    pending: Iterable[Listed] = (),
    refresh: bool = False,
    deep: bool = False,
) -> Iterator[Discovery | Fetch]:
    """Discovery records, then exactly one Fetch for each address that they list and that is not in `known`.

    `known` are addresses that need no fetching, by address as listed; with `refresh` they are asked for again, only
    for changes (`unchanged` where there are none, without a second record in the archive). `pending` are addresses
    that an earlier, interrupted visit listed and did not come to. `deep` (a back-fill) goes on to the site's next way
    where one works but does not reach back to `back_to`: a feed of one day, then the sitemap. What is yielded is done:
    a visit may be broken off at any point and taken up by another with the outcomes so far added to `known`.

    Addresses outside the site's hosts, or unlike its articles, are no items of a Discovery (its reason counts them).
    """
    waiting = {listed.url: listed for listed in pending}
    for look in _look(site, client, back_to=back_to, now=now, deep=deep):
        yield look
        for listed in look.items:
            waiting.setdefault(listed.url, listed)
    visit = _Visit(site=site, client=client, archive=archive, known=known)
    for listed in waiting.values():
        if refresh or listed.url not in known:
            yield visit.fetch(listed)
