"""How a page of somebody else's crawl is looked at, as the WARC way does it, in this process: for floor and profile.

The way itself hands a page that was not skimmed to a reading process (`Patience`); here it is read where it is, so that
what is timed is the work.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from extractors.article import Rejected
from extractors.gated_page import read_gated
from extractors.skim import skim
from extractors.sources import load_sites
from extractors.web.warcsource import open_source
from extractors.web.warcwalk import Walked, walk
from models.records import PassedOver


def look_through(warc: Path) -> Counter[str]:
    """Every record of a WARC file, told apart: others', skimmed, passed over, read, rejected."""
    sites = {host.removeprefix("www."): site for site in load_sites().values() for host in site.hosts}
    seen: Counter[str] = Counter()
    with open_source(str(warc)).open(0) as file:
        for met in walk(file, offset=0, wanted=sites.__contains__):
            if not isinstance(met, Walked):
                seen["others"] += 1
                continue
            page, site = met.page(), sites[met.host]
            if skim(page.payload, url=page.url, content_type=page.content_type, site=site, fetched_at=page.at):
                seen["skimmed"] += 1
                continue
            found = read_gated(
                page.payload, url=page.url, content_type=page.content_type, site=site, fetched_at=page.at
            )
            if isinstance(found, Rejected):
                seen["rejected"] += 1
            else:
                seen["passed over" if isinstance(found, PassedOver) else "read"] += 1
    return seen
