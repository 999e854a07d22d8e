"""Articles as JSON lines as a way in. Every line lies in the archive before it counts."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.json_articles import Faults, Line, articles_in, host_of
from extractors.language import language_of
from extractors.mojibake import why_illegible
from extractors.sources import Site
from extractors.web.archive import Archive
from extractors.web.visit import Validators
from flows.taken import Taken
from flows.workshop import Workshop
from models.errors import BadInput
from models.records import Article, Fetch

_JSON_LINE = "application/json"
_SAID = 3  # faults of one file that are told in full; a terminal is no log


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIntake:
    """Takes files into the archive and the stage of one run.

    `known`: what stands at each address of a source already.
    """

    workshop: Workshop
    archive: Archive
    known: Mapping[str, Mapping[str, Validators]]

    def take_articles(self, path: Path) -> None:
        """Stage the articles of one file of JSON lines; BadInput at the end where lines were broken."""
        sites = _by_host(self.workshop.sites.values())
        complaints = io.StringIO()
        faults = Faults(complaints)
        taken = Taken(self.workshop)
        try:
            with path.open("rb") as file:
                for line in articles_in(str(path), file, faults):
                    try:
                        taken.add(*self._line(line, sites))
                    except Exception as error:  # noqa: BLE001 - kept: named with its line, and the file goes on
                        faults.report(line.where, f"{type(error).__name__}: {error}")
        except OSError as error:
            raise BadInput(f"{path}: cannot be read ({error.strerror}); give a file of JSON lines") from error
        finally:
            taken.stage()
        said = complaints.getvalue().splitlines()
        if faults.count == 0:
            self.workshop.report.remarks += said[:_SAID]
        _complain(path, said if faults.count else [], "broken lines")

    def _line(self, line: Line, sites: Mapping[str, Site]) -> tuple[Fetch, Article | None]:
        given = line.article
        site = sites.get(host_of(given.url or "") or given.source or "")
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
        if illegible := why_illegible(given.text.splitlines()):
            return replace(fetch, outcome="undecodable", reason=illegible, page_ref=ref), None
        return replace(fetch, page_ref=ref), replace(
            given, source=source, language=language_of(given.text), page_ref=ref
        )

    def _stands_already(self, source: str, url: str, sha256: str) -> bool:
        known = self.known.get(source, {}).get(url)
        return known is not None and known.sha256 == sha256


def _by_host(sites: Iterable[Site]) -> dict[str, Site]:
    return {host: site for site in sites for host in site.hosts}


def _complain(path: Path, faults: list[str], what: str) -> None:
    """BadInput with the first faults and the number of the others; nothing where there are none."""
    if faults:
        more = f"; and {len(faults) - _SAID} more" if len(faults) > _SAID else ""
        told = "; ".join(" ".join(fault.split()) for fault in faults[:_SAID])
        raise BadInput(f"{len(faults)} {what}, the rest is taken: {told}{more}")
