"""Sitemaps and their indexes, streamed: a file of 50,000 addresses never stands in memory as a tree."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from extractors.bounds import SITEMAP_BYTES, SITEMAP_ENTRIES, SITEMAP_TAGS
from extractors.encoding import UndecodableError, as_utf8
from extractors.web.bounded import DamagedError, TooLargeError, gunzip
from extractors.web.listdates import machine_moment, moment_in_address
from extractors.web.listed import ListRead, Seen, clean_address, looks_like_html, plain

_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.I)
_DOCTYPE = "the sitemap declares a document type or entities: refused"  # it needs neither; both serve attacks


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One sitemap that an index names, with the day of its last change if it says one."""

    url: str
    changed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapRead:
    """What one file holds: articles, or (an index) other files."""

    articles: ListRead
    children: tuple[Child, ...] = ()


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _fields(element: etree._Element) -> dict[str, str]:
    """The texts of an entry's children by name, those of <news:news> as news:…, pictures and videos left out."""
    own = etree.QName(element).namespace
    found: dict[str, str] = {}
    for child in element:
        if _local(child) == "news":
            found.update({f"news:{_local(grandchild)}": grandchild.text or "" for grandchild in child})
        elif isinstance(child.tag, str) and etree.QName(child).namespace == own:
            found.setdefault(_local(child), child.text or "")
    return found


class _DocumentType(Exception):
    """A sitemap with a <!DOCTYPE>."""


def _entries(xml: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Each <url> or <sitemap> with its fields; XMLSyntaxError where the file is cut or broken.

    _DocumentType where it declares one, wherever it does and in whatever encoding: the parser is asked.
    """
    parser = etree.iterparse(
        io.BytesIO(xml),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    root: etree._Element | None = None
    for event, element in parser:
        if root is None:
            root = element
            if element.getroottree().docinfo.internalDTD is not None:
                raise _DocumentType
        name = _local(element)
        if event == "end" and name in ("url", "sitemap"):
            yield name, _fields(element)
            element.clear()
            while (before := element.getprevious()) is not None:
                before.getparent().remove(before)


def _article(fields: dict[str, str], base: str, now: datetime) -> Seen | None:
    url = clean_address(fields.get("loc", ""), base)
    if url is None:
        return None
    published = machine_moment(fields.get("news:publication_date"), now) or moment_in_address(url, now)
    changed = machine_moment(fields.get("lastmod"), now)
    return Seen(url=url, title=plain(fields.get("news:title")), published_at=published, not_after=published or changed)


def _said(error: etree.XMLSyntaxError) -> str:
    """The parser's message as one short line: it may quote the file."""
    return " ".join(error.msg.split())[:120]


def _fault(xml: bytes) -> str | None:
    if not xml.strip():
        return "the sitemap is empty: no bytes"
    if looks_like_html(xml[:3000].decode("utf-8", errors="replace")):
        return "the sitemap answers with an HTML page"
    if _ENTITY.search(xml[:100_000]):
        return _DOCTYPE
    if (tags := xml.count(b"<")) > SITEMAP_TAGS:
        return f"{tags:,} tags in one sitemap, more than {SITEMAP_TAGS:,}"
    return None


def read_sitemap(payload: bytes, *, base: str, now: datetime) -> SitemapRead:
    """The articles and child sitemaps of a file, plain or gzipped; of a cut file all whole entries, and `cut`.

    `lastmod` bounds the publication from above (`not_after`), it is no publication date.
    """
    try:
        xml = gunzip(payload, SITEMAP_BYTES)
    except (DamagedError, TooLargeError) as error:
        return SitemapRead(articles=ListRead(fault=f"the gzipped sitemap cannot be unpacked: {error}", cut=True))
    try:
        xml = as_utf8(xml)
    except UndecodableError as error:
        return SitemapRead(articles=ListRead(fault=f"the sitemap is no text: {error}"))
    fault = _fault(xml)
    if fault is not None:
        return SitemapRead(articles=ListRead(fault=fault))
    articles: list[Seen] = []
    children: list[Child] = []
    problem: str | None = None
    try:
        for name, fields in _entries(xml):
            if len(articles) + len(children) >= SITEMAP_ENTRIES:
                problem = f"more than {SITEMAP_ENTRIES:,} entries: the rest is left out"
                break
            if name == "url":
                articles += [seen] if (seen := _article(fields, base, now)) else []
            elif url := clean_address(fields.get("loc", ""), base):
                children.append(Child(url=url, changed=machine_moment(fields.get("lastmod"), now)))
    except _DocumentType:
        return SitemapRead(articles=ListRead(fault=_DOCTYPE))
    except etree.XMLSyntaxError as error:
        if not articles and not children:
            return SitemapRead(articles=ListRead(fault=f"the sitemap is not XML ({_said(error)})"))
        problem = f"cut off or broken after {len(articles) + len(children)} entries ({_said(error)})"
    notes = (problem,) if problem else ()
    read = ListRead(entries=tuple(articles), notes=notes, cut=problem is not None)
    return SitemapRead(articles=read, children=tuple(children))
