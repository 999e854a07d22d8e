"""How a page of somebody else's crawl is looked at, as the WARC way does it, in this process: for floor and profile."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from extractors import gate
from extractors.article import Rejected, read_page
from extractors.page.document import host_of
from extractors.sources import load_sites
from extractors.web.archive import iter_pages


def look_through(warc: Path) -> Counter[str]:
    """Every page of a WARC file, told apart: strangers, passed over, read, rejected."""
    by_host = {host.removeprefix("www."): site for site in load_sites().values() for host in site.hosts}
    seen: Counter[str] = Counter()
    for page in iter_pages(warc):
        site = by_host.get(host_of(page.url))
        if site is None:
            seen["strangers"] += 1
            continue
        found = read_page(page.payload, url=page.url, content_type=page.content_type, site=site, fetched_at=page.at)
        if isinstance(found, Rejected):
            seen["rejected"] += 1
        elif gate.topic(found.title, found.text) or gate.akim(found.title, found.text):
            seen["read"] += 1
        else:
            seen["passed over"] += 1
    return seen
