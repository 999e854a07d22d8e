"""A report given as a file: a saved page, a bare text, or one article as a JSON line. Its bytes are kept as given."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from extractors.article import Rejected
from extractors.given import GIVEN_PAGE, GIVEN_TEXT
from extractors.json_articles import Faults, Line, articles_in
from extractors.language import language_of
from extractors.mojibake import why_illegible
from extractors.patience import Patience
from extractors.sources.site import site_of
from extractors.web.archive import Archive
from extractors.web.settings import ClientSettings
from flows.review.attribution import Attribution, page_address
from flows.review.offered import Offered
from models.errors import BadInput
from models.records import Article, Fetch, PageRef

_JSON_LINE = "application/json"
_LARGEST = ClientSettings().max_bytes  # as of any page: what is larger could not be read back from the archive
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|div|p)\b", re.I)
_KINDS = "give a saved page (.html with --url), a text (.txt), or one article as a JSON line (.jsonl)"


def offered_by_file(path: Path, said: Attribution, now: datetime) -> Offered:
    """The one article in a file, attributed and dated. BadInput says what is wrong with the file, in one line."""
    kind = path.suffix.lower()
    payload = _bytes(path)
    if kind in (".html", ".htm"):
        if said.url is None:
            raise BadInput(f"{path}: where did the page stand? give its address with --url")
        return _offered(path, payload, GIVEN_PAGE, said, now)
    if kind == ".txt":
        if said.url is None and (said.source is None or said.published is None):
            raise BadInput(f"{path}: whose text is it? give its address with --url, or --source and --published")
        return _offered(path, payload, GIVEN_TEXT, said, now)
    if kind == ".jsonl":
        return _offered_line(path, payload, said, now)
    raise BadInput(f"{path}: a file of another kind; {_KINDS}")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            payload = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); {_KINDS}") from error
    if len(payload) > _LARGEST:
        raise BadInput(f"{path}: larger than {_LARGEST:,} bytes, no report is; give its text alone (.txt)")
    if not payload.strip():
        raise BadInput(f"{path}: an empty file; {_KINDS}")
    return payload


def _offered(path: Path, payload: bytes, kind: str, said: Attribution, now: datetime) -> Offered:
    """A saved page or a bare text."""
    fetch = _fetch(payload, kind, said.url, said, now)
    site = site_of(said.url, said.sites) if said.url else None
    found = Patience().read(payload, url=fetch.url, content_type=kind, site=site)
    if isinstance(found, Rejected):
        advice = _KINDS if found.outcome == "undecodable" else "give its text alone (.txt in UTF-8)"
        raise BadInput(f"{path}: {found.outcome}: {found.reason}; {advice}")
    if kind == GIVEN_TEXT and _MARKUP.search(found.text):
        raise BadInput(f"{path}: holds the markup of a page; name it .html, or give its text alone")
    return _whole(found, fetch, payload, said)


def _offered_line(path: Path, payload: bytes, said: Attribution, now: datetime) -> Offered:
    line = _only_line(path, payload)
    given = line.article
    if illegible := why_illegible(given.text.splitlines()):
        raise BadInput(f"{path}: undecodable: {illegible}; put the line right")
    url = _agreed(path, "url", page_address(given.url, said.sites) if given.url else None, said.url)
    source = _agreed(path, "source", given.source, said.source)
    whose = replace(said, url=url, source=source if site_of(url or "", said.sites) is None else None)
    raw = line.raw.strip()
    fetch = _fetch(raw, _JSON_LINE, given.url or url, whose, now)
    article = replace(given, url=given.url or url, language=language_of(given.text))
    return _whole(article, fetch, raw, whose)


def _only_line(path: Path, payload: bytes) -> Line:
    """The one article of the file. BadInput where there are several, none, or anything odd about it."""
    complaints = io.StringIO()
    found = list(articles_in(str(path), io.BytesIO(payload), Faults(complaints)))
    if said := complaints.getvalue().splitlines():
        raise BadInput(f"{said[0]}; put the line right" + (f" (and {len(said) - 1} more)" if len(said) > 1 else ""))
    if len(found) != 1:
        lines = ", ".join(line.where.rpartition(":")[2] for line in found[:5])
        raise BadInput(
            f"{path}: holds {len(found)} articles (lines {lines}{' …' if len(found) > 5 else ''}); give one, or take "
            "them all with `akimwatch run --articles`"
        )
    return found[0]


def _agreed(path: Path, name: str, own: str | None, said: str | None) -> str | None:
    if own and said and own != said:
        raise BadInput(f"{path}: its {name} is {own}, not {said}; leave --{name} out, or put the line right")
    return own or said


def _fetch(payload: bytes, kind: str, url: str | None, said: Attribution, now: datetime) -> Fetch:
    return Fetch(
        source=said.source_of(url),
        url=url or f"urn:sha256:{hashlib.sha256(payload).hexdigest()}",
        fetched_at=now,
        outcome="fetched",
        reason="given as a file",
        content_type=kind,
        size=len(payload),
        listed_published_at=said.moment,
    )


def _whole(article: Article, fetch: Fetch, payload: bytes, said: Attribution) -> Offered:
    def archived(archive: Archive) -> PageRef:
        return archive.write_resource(fetch.url, payload, fetch.content_type or "", fetch.fetched_at)

    return Offered(fetch=fetch, article=said.dated(replace(article, source=fetch.source)), archive=archived)
