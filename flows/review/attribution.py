"""Whose a report is and of which day: what its address says, what the person says, and where the two disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from urllib.parse import urlsplit, urlunsplit

from extractors.page.document import host_of
from extractors.sources import Site
from extractors.sources.site import site_of
from extractors.web.address import RefusedAddress, check_url
from extractors.web.listed import Seen, clean_address, sort_out
from models.errors import BadInput
from models.records import Article
from models.zone import ALMATY, local_day

_NOON = time(12)  # on any clock within eleven hours of Almaty's noon it is the same day; midnight is not
_EARLIEST = date(1990, 1, 1)  # no news site is older (as in extractors.json_articles)
_LONGEST_NAME = 100  # characters of a source's name: a key or a paper's title, never a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """What a person says of a report: its address, whose it is, the day of publication; None: nothing."""

    sites: Mapping[str, Site]
    url: str | None
    source: str | None
    published: date | None

    @property
    def moment(self) -> datetime | None:
        """Noon in Kazakhstan of the day that was said: of the hour nothing is known."""
        return datetime.combine(self.published, _NOON, ALMATY) if self.published else None

    def source_of(self, url: str | None) -> str:
        """The key of the site that an address belongs to; else the name that was said; else the host.

        BadInput where a name was said that another site bears: its silence and its reports would be mixed up.
        """
        site = site_of(url, self.sites) if url else None
        if site is not None:
            if self.source not in (None, site.key, *site.hosts):
                raise BadInput(f"--source {self.source}: {url} belongs to {site.key}; leave --source out")
            return site.key
        if url and self.source is not None and self.source in self.sites:
            hosts = ", ".join(self.sites[self.source].hosts)
            raise BadInput(f"--source {self.source}: its pages stand on {hosts}, not at {url}; give another name")
        named = self.source or (host_of(url) if url else "")
        if not named:
            raise BadInput("whose report is it? give its address with --url, or a name with --source")
        return named

    def dated(self, article: Article) -> Article:
        """The article with the day that was said, where it has none itself. BadInput where it says another one."""
        own = article.published_at
        if own is not None and self.published is not None and local_day(own) != self.published:
            raise BadInput(
                f"--published {self.published}: the report itself says {local_day(own)}; leave --published out, or "
                "give its text alone (.txt) where what it says is wrong"
            )
        return replace(article, published_at=own or self.moment)


def attribution(
    sites: Mapping[str, Site], url: str | None, source: str | None, published: date | None, today: date
) -> Attribution:
    """What was said, checked. BadInput for an address that is none, a name that is none, or a day that cannot be."""
    if source is not None and (not source.strip() or not source.isprintable() or len(source) > _LONGEST_NAME):
        raise BadInput(f"--source {source[:_LONGEST_NAME]!r}: give a name in one line, as `sources list` shows them")
    if published is not None and not _EARLIEST <= published <= today:
        raise BadInput(f"--published {published}: give the day of publication, {_EARLIEST} to {today}")
    return Attribution(
        sites=sites,
        url=page_address(url, sites) if url is not None else None,
        source=source.strip() if source else None,
        published=published,
    )


def page_address(url: str, sites: Mapping[str, Site]) -> str:
    """The address in the spelling under which a visit would know its article. BadInput for what is no address."""
    try:
        check_url(url.strip(), any_port=True)  # a name to keep; what is asked for goes through the client's own door
    except RefusedAddress as error:
        raise BadInput(f"{url}: {error}; give the address as the browser shows it, with https://") from error
    clean = clean_address(url, url)
    if clean is None:
        raise BadInput(f"{url}: not an address; give it as the browser shows it, with https://")
    site = site_of(clean, sites)
    kept = sort_out((Seen(url=clean),), site).entries if site else ()
    return kept[0].url if kept else clean


def spellings(url: str) -> list[str]:
    """The address, then the others that lead to the same page: http or https, www. or not, a slash behind or none."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    paths = dict.fromkeys((parts.path, f"{parts.path.rstrip('/')}/", parts.path.rstrip("/")))
    schemes = dict.fromkeys((parts.scheme, "https", "http"))
    hosts = dict.fromkeys((parts.netloc, host, f"www.{host}"))
    return [urlunsplit((s, h, path, parts.query, "")) for path in paths for h in hosts for s in schemes]
