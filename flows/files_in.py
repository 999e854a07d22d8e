"""Files as a way in: WARC files and articles as JSON lines. Every page or line lies in the archive before it counts."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from extractors.article import Rejected, read_page
from extractors.json_articles import Faults, Line, articles_in
from extractors.language import language_of
from extractors.sources import Site
from extractors.web.archive import Archive, ArchivedPage, iter_pages
from extractors.web.visit import Validators
from flows.taken import Taken
from flows.workshop import Workshop
from models.errors import BadInput
from models.records import Article, Fetch

_JSON_LINE = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIntake:
    """Takes files into the archive and the stage of one run.

    `known`: what stands at each address of a source already.
    """

    workshop: Workshop
    archive: Archive
    known: Mapping[str, Mapping[str, Validators]]

    def take_warc(self, path: Path) -> None:
        """Stage the pages of one WARC file that belong to known sites; BadInput at the end where parts were damaged."""
        sites = _by_host(self.workshop.sites.values())
        taken, faults, strangers = Taken(self.workshop), list[str](), Counter[str]()
        for page in iter_pages(path, folder=self.archive.folder, report=faults.append):
            host = urlsplit(page.url).hostname or ""
            site = sites.get(host)
            if site is None:
                strangers[host] += 1
            else:
                taken.add(*self._page(page, site, inside=_lies_in(path, self.archive.folder)))
        taken.stage()
        self.workshop.report.strangers += strangers
        if faults:
            raise BadInput(f"{'; '.join(faults[:3])}{f' and {len(faults) - 3} more' if len(faults) > 3 else ''}")

    def _page(self, page: ArchivedPage, site: Site, *, inside: bool) -> tuple[Fetch, Article | None]:
        fetch = Fetch(
            source=site.key,
            url=page.url,
            final_url=page.final_url,
            fetched_at=page.at,
            outcome=page.outcome,
            reason=page.reason,
            status=page.status,
            content_type=page.content_type,
            size=len(page.payload),
        )
        if page.outcome != "fetched":
            return fetch, None
        if self._stands_already(site.key, page.url, page.page_ref.sha256):
            return replace(fetch, outcome="unchanged", reason="the same bytes as last time"), None
        ref = page.page_ref
        if not inside:  # the evidence must outlive a file that is not ours
            kind = page.content_type or "application/octet-stream"
            ref = self.archive.write_resource(page.url, page.payload, kind, page.at)
        found = read_page(
            page.payload, url=page.url, content_type=page.content_type, site=site, page_ref=ref, fetched_at=page.at
        )
        if isinstance(found, Rejected):
            return replace(fetch, outcome=found.outcome, reason=found.reason, page_ref=ref), None
        return replace(fetch, page_ref=ref), found

    def take_articles(self, path: Path) -> None:
        """Stage the articles of one file of JSON lines; BadInput at the end where lines were broken."""
        sites = _by_host(self.workshop.sites.values())
        complaints = io.StringIO()
        faults = Faults(complaints)
        taken = Taken(self.workshop)
        try:
            with path.open("rb") as file:
                for line in articles_in(str(path), file, faults):
                    taken.add(*self._line(line, sites))
        except OSError as error:
            raise BadInput(f"{path}: cannot be read ({error.strerror}); give a file of JSON lines") from error
        finally:
            taken.stage()
        said = complaints.getvalue().splitlines()
        if faults.count:
            raise BadInput(f"{faults.count} broken lines, the others are taken: {'; '.join(said[:3])}")
        self.workshop.report.remarks += said[:3]

    def _line(self, line: Line, sites: Mapping[str, Site]) -> tuple[Fetch, Article | None]:
        given = line.article
        site = sites.get(urlsplit(given.url or "").hostname or given.source or "")
        source = site.key if site else given.source or "articles"
        payload = line.raw.strip()
        sha256 = hashlib.sha256(payload).hexdigest()
        fetch = Fetch(
            source=source,
            url=given.url or f"urn:sha256:{sha256}",
            fetched_at=self.workshop.now,
            outcome="fetched",
            content_type=_JSON_LINE,
            size=len(payload),
            listed_published_at=given.published_at,
        )
        if self._stands_already(source, fetch.url, sha256):
            return replace(fetch, outcome="unchanged", reason="the same line as last time"), None
        ref = self.archive.write_resource(given.url, payload, _JSON_LINE, self.workshop.now)
        return replace(fetch, page_ref=ref), replace(
            given, source=source, language=language_of(given.text), page_ref=ref
        )

    def _stands_already(self, source: str, url: str, sha256: str) -> bool:
        known = self.known.get(source, {}).get(url)
        return known is not None and known.sha256 == sha256


def _by_host(sites: Iterable[Site]) -> dict[str, Site]:
    return {host: site for site in sites for host in site.hosts}


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
