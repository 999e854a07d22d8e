"""One page, one article: its title, text, time of publication, credits and language, or why it is none.

Pure: bytes in, a record out. Per-site selectors come first, what the page declares next, trafilatura last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from extractors.bounds import ARTICLE_CHARACTERS, PAGE_DEPTH, PAGE_TAGS
from extractors.encoding import UndecodableError, decode
from extractors.language import language_of
from extractors.mojibake import legible, legible_part, why_illegible
from extractors.page.body import find_body, guess_body, holds_whole_articles
from extractors.page.chrome import clean_paragraphs
from extractors.page.credit import find_agency
from extractors.page.document import Page, host_of, is_too_deep, parse_page
from extractors.page.kind import is_article_address, is_made_of_links, says_it_is_a_list, shows_cards
from extractors.page.metadata import declared_lead, find_byline, find_lead, find_title
from extractors.page.published import published_at
from extractors.page.record import as_html, parse_record
from extractors.sources.site import Selectors, Site
from models.records import Article, Language, Outcome, PageRef

_NO_SELECTORS = Selectors()
_OTHER_TYPES = re.compile(r"^\s*(?:image|audio|video|font|application/(?:pdf|zip|msword|octet-stream|vnd\.))", re.I)
_MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")
_TAG = re.compile(r"<\s*(?:!doctype|html|head|body|div|p|article|h1|meta)\b", re.I)
_CARDS = "a list of articles: cards with headlines, no text of its own"
_LEAD_WITHIN = 2  # paragraphs: the title or a picture's credit may stand before the lead
_EMBEDS = ("iframe", "video", "embed", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A page that yields no article: `undecodable` (its words, too, may be garbled), `not_html`, `too_large`,
    `not_article` or `no_text`, and why."""

    outcome: Outcome
    reason: str


def is_no_page(payload: bytes, content_type: str | None) -> bool:
    """Whether bytes or header say that this is a picture, a PDF, an archive or the like."""
    return payload.startswith(_MAGIC) or bool(content_type and _OTHER_TYPES.match(content_type))


def _markup(payload: bytes, content_type: str | None) -> str | Rejected:
    """The page as HTML text; a record of a JSON interface becomes the small page that it stands for."""
    if not payload or payload.isspace():
        return Rejected(outcome="no_text", reason="an empty page")
    if is_no_page(payload, content_type):
        return Rejected(outcome="not_html", reason=f"no page but {content_type or 'a file of another kind'}")
    try:
        text = decode(payload, content_type)
    except UndecodableError as error:
        return Rejected(outcome="undecodable", reason=str(error))
    if "json" in (content_type or "") or text.lstrip()[:1] in ("{", "["):
        record = parse_record(text)
        return as_html(record) if record else Rejected(outcome="not_article", reason="JSON that holds no single item")
    if not _TAG.search(text):
        return Rejected(outcome="not_html", reason="text without a single tag")
    if (tags := text.count("<")) > PAGE_TAGS:
        return _too_large(f"{tags:,} tags, more than {PAGE_TAGS:,}")
    return text


def _too_large(what: str) -> Rejected:
    return Rejected(outcome="too_large", reason=f"{what}: no article page has so many")


def _missing_text(page: Page) -> Rejected:
    if next(page.root.iter(*_EMBEDS), None) is not None:
        return Rejected(outcome="not_article", reason="a stub: an embedded video or frame and no text")
    if not page.declares_article() and shows_cards(page):
        return Rejected(outcome="not_article", reason=_CARDS)
    return Rejected(outcome="no_text", reason="no text found by selectors, markup, JSON-LD or trafilatura")


def _with_lead(lead: str | None, body: list[str]) -> tuple[str | None, list[str]]:
    """The lead and the text that it opens, once. What stands deep in the body is a phrase in bold, no lead."""
    if not lead:
        return None, body
    places = [number for number, line in enumerate(body) if lead.strip(" .") in line]
    if not places:
        return lead, [lead, *body]
    return (lead, body) if places[0] < _LEAD_WITHIN else (None, body)


def _read_text(
    page: Page, selectors: Selectors, title: str | None, site: Site | None
) -> tuple[str | None, list[str]] | Rejected:
    """Lead and clean paragraphs of the page, or why there are none."""
    known = is_article_address(page.url, site) or page.declares_article()
    body, how = find_body(page, selectors, title)
    if how == "markup" and not known and holds_whole_articles(page, selectors):
        return Rejected(outcome="not_article", reason="a list that prints several articles whole")
    if not body:
        if not known and shows_cards(page):
            return Rejected(outcome="not_article", reason=_CARDS)
        body = guess_body(page, selectors, title)
        if body and is_made_of_links(page, body):
            return Rejected(outcome="not_article", reason="a list of headlines: its text is made of links")
    if not body:
        return _missing_text(page)
    body = legible_part(body)
    lead = legible(find_lead(page, selectors) or (declared_lead(page) if how == "structured" else None))
    return _with_lead(lead if lead and clean_paragraphs([lead], title=title) else None, body)


def _own_names(host: str, site: Site | None) -> tuple[str, ...]:
    """What an outlet calls itself: «Мой Город (Уральск)» prints «Мой Город» and mgorod.kz."""
    return (host, site.name, site.name.partition(" (")[0]) if site else (host,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page tells before it is asked who wrote it and when: enough for the gates. `paragraphs` make `text`."""

    page: Page
    site: Site | None
    title: str | None
    lead: str | None
    paragraphs: list[str]
    text: str
    language: Language

    @property
    def selectors(self) -> Selectors:
        return self.site.selectors if self.site else _NO_SELECTORS


def read_told(payload: bytes, *, url: str, content_type: str | None, site: Site | None) -> Told | Rejected:
    """Title and text of the page, or the outcome and reason where it holds none; the cheaper part of `read_page`."""
    markup = _markup(payload, content_type)
    if isinstance(markup, Rejected):
        return markup
    page = parse_page(markup, url)
    if page is None:
        return Rejected(outcome="no_text", reason="an empty page")
    if is_too_deep(page):
        return Rejected(outcome="too_large", reason=f"elements nested more than {PAGE_DEPTH} deep: no article page is")
    if says_it_is_a_list(page, site):
        return Rejected(outcome="not_article", reason="a list of articles, by its address or its JSON-LD")
    selectors = site.selectors if site else _NO_SELECTORS
    title = legible(find_title(page, selectors))
    read = _read_text(page, selectors, title, site)
    if isinstance(read, Rejected):
        return read
    lead, body = read
    if illegible := why_illegible(body):
        return Rejected(outcome="undecodable", reason=illegible)
    text = "\n\n".join(body)
    if len(text) > ARTICLE_CHARACTERS:
        return _too_large(f"a text of {len(text):,} characters, more than {ARTICLE_CHARACTERS:,}")
    return Told(page=page, site=site, title=title, lead=lead, paragraphs=body, text=text, language=language_of(text))


def told_at(told: Told, fetched_at: datetime | None) -> datetime | None:
    """When the page says it was published; None where it does not say."""
    return published_at(told.page, title=told.title, selectors=told.selectors, fetched_at=fetched_at)


def whole_article(told: Told, *, page_ref: PageRef | None, fetched_at: datetime | None) -> Article:
    """The article with everything else that its page says of it: time, byline, credit."""
    page, site = told.page, told.site
    host = host_of(page.url)
    return Article(
        url=page.url,
        source=site.key if site else host or None,
        published_at=told_at(told, fetched_at),
        language=told.language,
        title=told.title,
        lead=told.lead,
        text=told.text,
        byline=legible(find_byline(page, told.selectors)),
        agency=find_agency(told.paragraphs, own_names=_own_names(host, site)),
        page_ref=page_ref,
    )


def read_page(
    payload: bytes,
    *,
    url: str,
    content_type: str | None,
    site: Site | None,
    page_ref: PageRef | None = None,
    fetched_at: datetime | None = None,
) -> Article | Rejected:
    """The article that a page holds, or the outcome and reason where it holds none. Never raises for what a page is.

    `url` is the address after redirects; `site` the source's description, if it has one; `fetched_at` (aware) gives
    «сегодня» its day and exposes stamps of the visit. `text` holds the paragraphs, lead first, divided by blank lines.
    """
    told = read_told(payload, url=url, content_type=content_type, site=site)
    if isinstance(told, Rejected):
        return told
    return whole_article(told, page_ref=page_ref, fetched_at=fetched_at)
