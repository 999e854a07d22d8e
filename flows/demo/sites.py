"""The seven sample sites: each builds every address that it answers, robots.txt and lists and articles alike."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Final

from flows.demo.articles import Piece, load_pieces
from flows.demo.chrome import Shown, agency_stamp, bitrix_day, genitive_day, neighbours, render
from flows.demo.reply import Reply, with_status
from models.registry import load_registry

Pages = Mapping[str, Reply]

_XML: Final = "application/xml; charset=utf-8"
_PORTAL_PAGE: Final = 20  # items on a section page of Tengrinews
_GAZETTE_PAGE: Final = 6  # small papers list little: paging shows with a dozen articles
_HOUSES_PAGE: Final = 5
_JSON_PAGE: Final = 20  # `size` in the akimats' interface
_INTERFACE: Final = "/api/v1/public/content-manager/news"  # as on gov.kz


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSite:
    """One sample site: its name among the sources, and what it serves at an origin such as http://127.0.0.11:8725."""

    key: str
    pieces: tuple[Piece, ...]
    path: Callable[[Piece], str]
    build: Callable[[str, Sequence[Shown]], dict[str, Reply]]

    def shown(self) -> tuple[Shown, ...]:
        """The articles with their addresses, newest first."""
        found = []
        for piece in self.pieces:
            path = self.path(piece)
            moved = piece.fault == "moved"
            found.append(Shown(piece=piece, path=path, listed_path=f"/old{path}" if moved else path))
        return tuple(found)

    def pages(self, origin: str) -> Pages:
        """Every address that the site answers; made once a process, and not to be changed."""
        return _pages(self, origin)

    def _built(self, origin: str) -> dict[str, Reply]:
        shown = self.shown()
        pages = self.build(origin, shown)
        for item in shown:
            if item.piece.fault == "gone":
                del pages[item.path]
            elif item.piece.fault == "server_error":
                pages[item.path] = with_status(pages[item.path], 500)
            elif item.piece.fault == "moved":
                pages[item.listed_path] = Reply(status=301, location=f"{origin}{item.path}")
        return pages


@cache
def _pages(site: SampleSite, origin: str) -> Pages:
    return MappingProxyType(site._built(origin))


def _text(body: str, content_type: str) -> Reply:
    return Reply(content_type=content_type, body=body.encode())


def _robots(*rules: str, sitemap: str | None = None) -> Reply:
    lines = ["User-agent: *", *rules] + ([f"Sitemap: {sitemap}"] if sitemap else [])
    return _text("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def _in_pages(shown: Sequence[Shown], size: int) -> list[Sequence[Shown]]:
    return [shown[start : start + size] for start in range(0, len(shown), size)]


def _article(template: str, origin: str, shown: Sequence[Shown], index: int, stamp: str) -> str:
    item = shown[index]
    return render(
        template,
        origin=origin,
        piece=item.piece,
        path=item.path,
        url=f"{origin}{item.path}",
        utc=item.utc,
        shown=stamp,
        others=neighbours(shown, index, 4),
        popular=shown[:6],
    )


def _build_agency(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    pages = {"/robots.txt": _robots("Disallow: /search", "Disallow: /admin/", sitemap=f"{origin}/sitemap.xml")}
    months = {f"yyyy={item.piece.at:%Y}&mm={item.piece.at:%m}": None for item in shown}
    for month in months:
        items = [item for item in shown if f"yyyy={item.piece.at:%Y}&mm={item.piece.at:%m}" == month]
        pages[f"/sitemap.xml?{month}"] = _text(render("sitemap.xml", origin=origin, items=items), _XML)
    children = [{"path": f"/sitemap.xml?{month}"} for month in months]
    pages["/sitemap.xml"] = _text(render("sitemap_index.xml", origin=origin, children=children), _XML)
    feed = render("agency_feed.xml", origin=origin, items=shown).encode()
    pages["/rss/ru.xml"] = Reply(content_type="application/rss+xml; charset=utf-8", body=feed, tagged=True, packs=True)
    for index, item in enumerate(shown):
        body = _article("agency_article.html", origin, shown, index, agency_stamp(item.piece.at)).encode()
        pages[item.path] = Reply(body=body, tagged=True, packs=True)
    return pages


def _build_portal(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    pages = {"/robots.txt": _robots("Disallow: /search/", "Disallow: /*?text=")}
    lists = _in_pages(shown, _PORTAL_PAGE)
    for number, items in enumerate(lists, start=1):
        body = render("portal_list.html", origin=origin, items=items, page=number, pages=len(lists)).encode()
        pages[f"/news/page/{number}/"] = Reply(body=body, packs=True)
    pages["/news/"] = pages["/news/page/1/"]
    for index, item in enumerate(shown):
        stamp = f"{item.day}, {item.clock}"
        body = _article("portal_article.html", origin, shown, index, stamp).encode()
        pages[item.path] = Reply(body=body, tagged=True, packs=True)
    return pages


def _build_law(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    pages = {"/robots.txt": _robots("Disallow: /amp/", sitemap=f"{origin}/sitemap/index.xml")}
    children = []
    for month in sorted({f"{item.piece.at:%Y-%m}" for item in shown}):
        items = [item for item in shown if f"{item.piece.at:%Y-%m}" == month]
        path = f"/sitemap/{month}.xml.gz"
        packed = gzip.compress(render("sitemap.xml", origin=origin, items=items).encode(), mtime=0)
        pages[path] = Reply(content_type="application/gzip", body=packed, modified=items[0].piece.at)
        children.append({"path": path, "newest": items[0].piece.at.isoformat()})
    pages["/sitemap/index.xml"] = _text(render("sitemap_index.xml", origin=origin, children=children), _XML)
    for index, item in enumerate(shown):
        body = _article("law_article.html", origin, shown, index, "").encode()
        if item.piece.fault == "cut":
            body = body[: body.index(item.piece.paragraphs[1].encode()) + 60]
        pages[item.path] = Reply(body=body, modified=item.piece.at)
    return pages


def _build_review(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    pages = {"/robots.txt": _robots("Disallow: /partners/")}
    feed = render("review_feed.xml", origin=origin, items=shown)
    pages["/feed/"] = Reply(
        content_type="application/atom+xml", body=feed.encode(), tagged=True, modified=shown[0].piece.at
    )
    for index, item in enumerate(shown):
        body = _article("review_article.html", origin, shown, index, genitive_day(item.piece.at)).encode()
        pages[item.path] = Reply(body=body, tagged=True, modified=item.piece.at)
    return pages


def _build_gazette(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    """An old paper: windows-1251 said only in a meta element, Kazakh letters as numeric references."""

    def legacy(html: str) -> Reply:
        return Reply(content_type="text/html", body=html.encode("cp1251", errors="xmlcharrefreplace"))

    pages = {"/robots.txt": _robots("Disallow: /forum/", "Crawl-delay: 0")}
    lists = _in_pages(shown, _GAZETTE_PAGE)
    for number, items in enumerate(lists, start=1):
        html = render("gazette_list.html", origin=origin, items=items, page=number, pages=len(lists))
        pages[f"/news/?page={number}"] = legacy(html)
    for index, item in enumerate(shown):
        pages[item.path] = legacy(_article("gazette_article.html", origin, shown, index, genitive_day(item.piece.at)))
    return pages


def _record(piece: Piece) -> dict[str, object]:
    """An item of the akimats' interface."""
    return {
        "id": piece.number,
        "slug": str(piece.number),
        "name": piece.title,
        "created_date": piece.at.isoformat(),
        "short_description": piece.paragraphs[0],
        "projects": piece.section,
        "lang": piece.lang,
        "body": "".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs),
    }


def _json(value: object) -> Reply:
    return Reply(content_type="application/json", body=json.dumps(value, ensure_ascii=False).encode(), tagged=True)


def _build_akimats(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    """The shape of gov.kz: one portal, a section an akimat; lists and articles come from a JSON interface.

    The page that a reader sees is a shell which its own scripts would fill.
    """
    pages = {"/robots.txt": _robots("Allow: /", "Disallow: /cabinet")}
    for region in load_registry().regions.values():
        own = [_record(item.piece) for item in shown if item.piece.section == region.gov_kz]
        query = f"sort-by=created_date:DESC&projects=eq:{region.gov_kz}&page=1&size={_JSON_PAGE}"
        pages[f"{_INTERFACE}?{query}"] = _json(own)
    for item in shown:
        piece = item.piece
        pages[item.path] = _json(_record(piece))
        shell = f"/memleket/entities/{piece.section}/press/news/details/{piece.number}?lang={piece.lang}"
        pages[shell] = _text(render("akimats_shell.html", origin=origin, piece=piece), "text/html; charset=utf-8")
    return pages


def _build_houses(origin: str, shown: Sequence[Shown]) -> dict[str, Reply]:
    pages = {"/robots.txt": _robots("Disallow: /bitrix/", "Disallow: /*?*print=")}
    lists = _in_pages(shown, _HOUSES_PAGE)
    for number, items in enumerate(lists, start=1):
        rows = [{"piece": item.piece, "path": item.path, "day": bitrix_day(item.piece.at)} for item in items]
        html = render("houses_list.html", origin=origin, items=rows, page=number, pages=len(lists))
        pages[f"/ru/news/?PAGEN_1={number}"] = _text(html, "text/html; charset=UTF-8")
    for index, item in enumerate(shown):
        html = _article("houses_article.html", origin, shown, index, bitrix_day(item.piece.at))
        pages[item.path] = _text(html, "text/html; charset=UTF-8")
    return pages


def _review_path(piece: Piece) -> str:
    return f"/{'partners' if piece.section == 'partners' else 'novosti'}/{piece.number}-{piece.slug}.html"


# By name: where an article lies and what the site makes of them. Here, so that two of one name are the same site.
_PLANS: Final[tuple[tuple[str, Callable[[Piece], str], Callable[[str, Sequence[Shown]], dict[str, Reply]]], ...]] = (
    ("agency", lambda p: f"/ru/{p.slug}-{p.number:06x}/", _build_agency),
    ("portal", lambda p: f"/{p.section}/{p.slug}-{p.number}/", _build_portal),
    ("law", lambda p: f"/{p.section}/{p.number + 6_000_000}-{p.slug}.html", _build_law),
    ("review", _review_path, _build_review),
    ("gazette", lambda p: f"/{p.at:%Y/%m/%d}/{p.slug}", _build_gazette),
    ("akimats", lambda p: f"{_INTERFACE}/{p.number}?lang=ru", _build_akimats),
    ("houses", lambda p: f"/ru/news/{p.slug}/", _build_houses),
)


def sample_sites() -> tuple[SampleSite, ...]:
    """The sample sites, in the order of their loopback addresses."""
    return tuple(SampleSite(key=key, pieces=load_pieces(key), path=path, build=build) for key, path, build in _PLANS)
