"""A look at a site's lists on a real server: what is found, and how far back it may be trusted."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import format_datetime

import pytest
from web_loopback import Loopback, client, site, start

from extractors.sources.site import Way
from extractors.web.discover import discover
from models.records import Discovery
from models.registry import load_registry
from models.zone import ALMATY

NOW = datetime(2024, 10, 17, 15, 30, tzinfo=ALMATY)
BACK = date(2024, 10, 14)


@pytest.fixture
def web() -> Iterator[Loopback]:
    loopback, stop = start()
    yield loopback
    stop()


def look(web: Loopback, way: Way, back_to: date = BACK, **more: object) -> Discovery:
    with client() as asked:
        (found,) = discover(way, site(web.base, way, **more), asked, back_to=back_to, now=NOW)  # type: ignore[arg-type]
    return found


def moment(days_ago: int, hour: int = 9) -> datetime:
    return (NOW - timedelta(days=days_ago)).replace(hour=hour, minute=0)


def rss(*ages: int, path: str = "/news/") -> str:
    rows = [
        f"<item><title>T{n}</title><link>{path}{n}</link><pubDate>{format_datetime(moment(age))}</pubDate></item>"
        for n, age in enumerate(ages)
    ]
    return f'<rss version="2.0"><channel>{"".join(rows)}</channel></rss>'


def urls(found: Discovery) -> list[str]:
    return [item.url.rsplit("/", 1)[1] for item in found.items]


def test_a_feed_reaches_back_to_the_day_after_its_oldest(web: Loopback) -> None:
    web.page("/rss", rss(0, 0, 1, 2), headers={"Content-Type": "application/rss+xml"})
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert (found.ok, found.method, found.address) == (True, "feed", f"{web.base}/rss")
    assert urls(found) == ["0", "1", "2", "3"]
    assert found.items[0].published_at == moment(0)
    assert (found.reached_back_to, found.complete) == (date(2024, 10, 15), False)


def test_a_feed_that_goes_beyond_covers_the_day_asked_for_and_lists_no_older(web: Loopback) -> None:
    web.page("/rss", rss(0, 1, 2, 3, 4, 5))
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert urls(found) == ["0", "1", "2", "3"]
    assert (found.reached_back_to, found.complete) == (BACK, True)


def test_a_list_that_answers_with_a_page_is_not_ok(web: Loopback) -> None:
    web.page("/rss", "<!DOCTYPE html><html><body>404</body></html>")
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert (found.ok, found.items, found.reached_back_to) == (False, (), None)
    assert found.reason == "the feed answers with an HTML page"


def test_a_list_that_cannot_be_fetched_says_why(web: Loopback) -> None:
    assert look(web, Way(kind="feed", address=f"{web.base}/rss")).reason == "http_error: status 404"
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n")
    assert (look(web, Way(kind="feed", address=f"{web.base}/rss")).reason or "").startswith(
        "robots: robots.txt forbids"
    )


def test_addresses_that_are_no_articles_of_the_site_are_counted_not_listed(web: Loopback) -> None:
    feed = rss(0, 0, 0).replace("/news/1", "https://other.example/news/1").replace("/news/2", "/tag/2")
    web.page("/rss", feed)
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert urls(found) == ["0"]
    assert found.reason == "1 links lead to other hosts; 1 links do not look like articles (article_url)"


def test_a_list_without_a_single_article_is_not_ok(web: Loopback) -> None:
    web.page("/rss", rss(0, 1, path="/tag/"))
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert not found.ok
    assert found.reason == "none of 2 links is an article; 2 links do not look like articles (article_url)"
    web.page("/rss", rss())
    assert look(web, Way(kind="feed", address=f"{web.base}/rss")).reason == "the list names no article"


def test_a_frozen_list_is_not_ok(web: Loopback) -> None:
    web.page("/rss", rss(20, 21))
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert (found.ok, found.reached_back_to) == (False, None)
    assert "2024-09-27" in (found.reason or "")


def cards(*ages: int | None, first: int = 0) -> str:
    """A page of a listing: numbered items with their dates as sites show them."""

    def shown(age: int | None) -> str:
        if age is None:
            return ""
        return {0: "Сегодня, 09:00", 1: "Вчера, 09:00"}.get(age) or f"{moment(age):%d.%m.%Y}"

    return "".join(
        f'<article><h2><a href="/news/{n}">T{n}</a></h2><time>{shown(age)}</time></article>'
        for n, age in enumerate(ages, start=first)
    )


def paged(web: Loopback, pages: int = 9) -> Way:
    return Way(
        kind="listing", address=f"{web.base}/list/{{page}}/", pages=pages, item="article", link="h2 a", date="time"
    )


def test_pages_are_turned_until_the_day_is_passed(web: Loopback) -> None:
    for page, ages in enumerate(((0, 0, 1), (1, 2, 2), (3, 4, 4), (5, 5, 6)), start=1):
        web.page(f"/list/{page}/", cards(*ages, first=page * 10))
    found = look(web, paged(web))
    assert web.asked() == ["/list/1/", "/list/2/", "/list/3/"]
    assert urls(found) == ["10", "11", "12", "20", "21", "22", "30"]
    assert (found.reached_back_to, found.complete) == (BACK, True)


def test_turning_ends_where_a_page_brings_nothing_new(web: Loopback) -> None:
    """Some sites show the first page again behind the last."""
    for page in (1, 2, 3):
        web.page(f"/list/{page}/", cards(0, 1))
    found = look(web, paged(web))
    assert web.asked() == ["/list/1/", "/list/2/"]
    assert (found.reached_back_to, found.reason) == (date(2024, 10, 16), "page 2 brings nothing new")


def test_a_page_that_fails_ends_the_turning_and_keeps_what_was_found(web: Loopback) -> None:
    web.page("/list/1/", cards(0, 1))
    web.page("/list/2/", status=500)
    found = look(web, paged(web))
    assert (found.ok, urls(found), found.reached_back_to) == (True, ["0", "1"], date(2024, 10, 16))
    assert found.reason == "page 2: http_error: status 500"


def test_turning_ends_at_the_bound_of_the_site_file(web: Loopback) -> None:
    for page in range(1, 5):
        web.page(f"/list/{page}/", cards(0, 0, first=page * 10))
    found = look(web, paged(web, pages=3))
    assert len(web.asked()) == 3
    assert (found.reached_back_to, found.complete) == (date(2024, 10, 17), False)


def test_one_pinned_old_item_does_not_end_the_turning(web: Loopback) -> None:
    web.page("/list/1/", cards(6, 0, 0))
    web.page("/list/2/", cards(1, 2, 3, 4, first=10))
    found = look(web, paged(web))
    assert len(web.asked()) >= 2
    assert "13" not in urls(found)
    assert "12" in urls(found)


def test_a_front_page_of_links_lists_articles_but_covers_no_day(web: Loopback) -> None:
    web.page("/", '<a href="/about">О нас</a><a href="/2024/10/16/news/7">T</a><a href="/2024/10/12/news/6">T</a>')
    found = look(web, Way(kind="listing", address=f"{web.base}/"))
    assert (found.ok, urls(found), found.reached_back_to) == (True, ["7"], None)


def test_undated_items_are_listed_but_cover_no_day(web: Loopback) -> None:
    web.page("/list/", cards(None, None))
    found = look(web, Way(kind="listing", address=f"{web.base}/list/", item="article", link="a", date="time"))
    assert (urls(found), found.reached_back_to) == (["0", "1"], None)
    assert "no dates" in (found.reason or "")


def urlset(*entries: tuple[str, int]) -> str:
    rows = "".join(
        f"<url><loc>/news/{name}</loc><lastmod>{moment(age).isoformat()}</lastmod></url>" for name, age in entries
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def index(*children: tuple[str, int | None]) -> str:
    rows = "".join(
        f"<sitemap><loc>{path}</loc>"
        + (f"<lastmod>{moment(age):%Y-%m-%d}</lastmod>" if age is not None else "")
        + "</sitemap>"
        for path, age in children
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def sitemap_way(web: Loopback) -> Way:
    return Way(kind="sitemap", address=f"{web.base}/sitemap.xml")


def test_of_an_index_only_files_changed_since_are_read_packed_or_not(web: Loopback) -> None:
    web.page("/sitemap.xml", index(("/old.xml", 40), ("/mid.xml.gz", 2), ("/new.xml", 0), ("/page-sitemap.xml", 0)))
    web.page("/new.xml", urlset(("a", 0), ("b", 1)))
    web.page("/mid.xml.gz", gzip.compress(urlset(("c", 2), ("d", 3), ("e", 4)).encode()))
    found = look(web, sitemap_way(web))
    assert web.asked() == ["/sitemap.xml", "/new.xml", "/mid.xml.gz"]
    assert urls(found) == ["a", "b", "c", "d"]
    assert (found.reached_back_to, found.complete) == (BACK, True)
    assert all(item.published_at is None for item in found.items)  # lastmod is no publication date


def test_a_file_of_an_index_without_articles_does_not_spoil_the_rest(web: Loopback) -> None:
    web.page("/sitemap.xml", index(("/tags.xml", 0), ("/new.xml", 0)))
    web.page("/tags.xml", urlset(("x", 0)).replace("/news/x", "/tag/x"))
    web.page("/new.xml", urlset(("a", 0), ("b", 4)))
    found = look(web, sitemap_way(web))
    assert (found.ok, urls(found), found.reached_back_to) == (True, ["a"], BACK)


def test_a_sitemap_file_that_fails_leaves_no_day_covered(web: Loopback) -> None:
    web.page("/sitemap.xml", index(("/1.xml", 0), ("/2.xml", 1)))
    web.page("/1.xml", urlset(("a", 0), ("b", 5)))
    found = look(web, sitemap_way(web))
    assert (found.ok, urls(found), found.reached_back_to) == (True, ["a"], None)
    assert "/2.xml: http_error: status 404" in (found.reason or "")


@pytest.mark.parametrize("newest_last", [True, False])
def test_files_without_dates_are_read_from_the_newer_end(web: Loopback, newest_last: bool) -> None:
    names = [f"/{n}.xml" for n in range(6)]
    web.page("/sitemap.xml", index(*((name, None) for name in (names if newest_last else names[::-1]))))
    for n, name in enumerate(names):
        web.page(name, urlset((f"x{n}", (5 - n) * 2), (f"y{n}", (5 - n) * 2 + 1)))
    found = look(web, sitemap_way(web))
    assert urls(found) == ["x5", "y5", "x4", "y4"]
    assert (found.reached_back_to, found.complete) == (BACK, True)
    assert len(web.asked()) == 4 if newest_last else 5


def test_more_files_than_one_look_may_read_bound_what_is_claimed(
    web: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.web.sitemap_walk.SITEMAP_FILES", 3)
    web.page("/sitemap.xml", index(*((f"/{n}.xml", n) for n in range(4))))
    for n in range(4):
        web.page(f"/{n}.xml", urlset((f"a{n}", n), (f"b{n}", n + 5)))
    found = look(web, sitemap_way(web))
    assert len(web.asked()) == 3
    assert (found.reached_back_to, found.complete) == (
        date(2024, 10, 16),
        True,
    )  # an unread file was changed on the 15th


def test_an_index_that_names_itself_and_its_own_files_again_is_asked_once(web: Loopback) -> None:
    web.page("/sitemap.xml", index(("/sitemap.xml", 0), ("/1.xml", 0), ("/1.xml", 1), ("/more.xml", 0)))
    web.page("/more.xml", index(("/sitemap.xml", 0), ("/more.xml", 0)))
    web.page("/1.xml", urlset(("a", 0), ("b", 5)))
    found = look(web, sitemap_way(web))
    assert (found.ok, urls(found)) == (True, ["a"])
    assert sorted(web.asked()) == ["/1.xml", "/more.xml", "/sitemap.xml"]


def test_a_list_made_to_be_slow_is_no_list(web: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    """An element with 40,000 attributes, which its parser compares with each other for half a minute."""
    monkeypatch.setattr("extractors.web.gather.LIST_COMPUTING", 1.0)
    attributes = " ".join(f"a{n}='1'" for n in range(40_000))
    web.page("/rss", f"<rss version='2.0'><channel><item {attributes}>")
    found = look(web, Way(kind="feed", address=f"{web.base}/rss"))
    assert (found.ok, found.reason) == (False, "too large: reading it takes more than 1 s of computing")


def test_a_rebuild_of_the_site_is_not_taken_for_news(web: Loopback) -> None:
    web.page("/sitemap.xml", urlset(*((f"m{n}", 0) for n in range(150)), ("real", 1)))
    found = look(web, sitemap_way(web), most=10)
    assert (urls(found), found.reached_back_to) == (["real"], None)
    assert "changed all at once" in (found.reason or "")


def json_way(web: Loopback) -> Way:
    return Way(
        kind="json",
        address=f"{web.base}/api?projects=eq:{{slug}}",
        link=f"{web.base}/news/{{id}}",
        title="title",
        date="created_date",
    )


def slugs() -> list[str]:
    return [region.gov_kz for region in load_registry().regions.values()]


def test_each_akimat_has_a_list_of_its_own(web: Loopback) -> None:
    for n, slug in enumerate(slugs()):
        row = {"id": n, "title": "T", "created_date": moment(0).isoformat()}
        web.page(f"/api?projects=eq:{slug}", json.dumps([row]), headers={"Content-Type": "application/json"})
    way = json_way(web)
    with client() as asked:
        found = discover(way, site(web.base, way), asked, back_to=BACK, now=NOW)
    assert len(found) == 20
    assert [look.items[0].url for look in found] == [f"{web.base}/news/{n}" for n in range(20)]


@pytest.mark.parametrize("status", [401, 403])
def test_a_guarded_interface_is_reported_and_left_alone(web: Loopback, status: int) -> None:
    for slug in slugs():
        web.page(f"/api?projects=eq:{slug}", "{}", status=status)
    way = json_way(web)
    with client() as asked:
        found = discover(way, site(web.base, way), asked, back_to=BACK, now=NOW)
    assert len(web.asked()) == 1
    assert all(not look.ok for look in found)
    assert f"guarded: the interface answers {status}" in (found[0].reason or "")
    assert (found[19].reason or "").startswith("not asked: guarded")
