"""A visit: every listed address gets exactly one outcome, and what is a page is in the archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from web_loopback import Loopback, Request, client, site, start, whole

from extractors.sources.site import Site, Way
from extractors.web.archive import Archive, iter_pages, read_payload
from extractors.web.check import check_site
from extractors.web.visit import Validators, visit_site
from models.coverage import settles
from models.records import Discovery, Fetch, Listed
from models.registry import load_registry
from models.zone import ALMATY

NOW = datetime(2024, 10, 17, 15, 30, tzinfo=ALMATY)
BACK = date(2024, 10, 14)
PAGE = "<html><body><p>Заседание совета прошло в среду.</p></body></html>"


@pytest.fixture
def web() -> Iterator[Loopback]:
    loopback, stop = start()
    yield loopback
    stop()


def rss(*links: str, hours: tuple[int, ...] = (3,)) -> str:
    """A feed of these links; each is listed once for every age in hours."""
    rows = "".join(
        f"<item><title>T</title><link>{link}{'' if age == hours[0] else f'-{age}'}</link>"
        f"<pubDate>{format_datetime(NOW - timedelta(hours=age))}</pubDate></item>"
        for age in hours
        for link in links
    )
    return f'<rss version="2.0"><channel>{rows}</channel></rss>'


def sample(web: Loopback, *ways: Way) -> Site:
    return site(web.base, *(ways or (Way(kind="feed", address=f"{web.base}/rss"),)))


def visit(
    source: Site,
    folder: Path,
    known: Mapping[str, Validators] | None = None,
    pending: tuple[Listed, ...] = (),
    refresh: bool = False,
    deep: bool = False,
) -> tuple[list[Discovery], list[Fetch]]:
    with client() as asked, Archive(folder) as archive:
        found = list(
            visit_site(
                source,
                asked,
                archive,
                known=known or {},
                back_to=BACK,
                now=NOW,
                pending=pending,
                refresh=refresh,
                deep=deep,
            )
        )
    looks = [each for each in found if isinstance(each, Discovery)]
    assert found[: len(looks)] == looks  # lists first, then pages
    return looks, [each for each in found if isinstance(each, Fetch)]


def test_a_page_is_fetched_archived_and_described(web: Loopback, tmp_path: Path) -> None:
    web.page("/rss", rss("/news/1"))
    body = PAGE.encode("windows-1251")
    headers = {
        "Content-Type": "text/html; charset=windows-1251",
        "ETag": '"v1"',
        "Last-Modified": "Thu, 17 Oct 2024 07:00:00 GMT",
    }
    web.page("/news/1", body, headers=headers)
    _, (fetch,) = visit(sample(web), tmp_path)
    assert (fetch.source, fetch.url, fetch.outcome, fetch.status) == ("sample", f"{web.base}/news/1", "fetched", 200)
    assert (fetch.content_type, fetch.size, fetch.etag) == ("text/html; charset=windows-1251", len(body), '"v1"')
    assert fetch.listed_published_at == NOW - timedelta(hours=3)
    assert fetch.page_ref is not None
    assert read_payload(tmp_path, fetch.page_ref) == body


def test_every_listed_address_has_exactly_one_outcome(web: Loopback, tmp_path: Path) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /news/secret\n")
    links = ["page", "missing", "secret", "picture", "pdf", "home", "away", "again", "page", "large", "loop", "cut"]
    web.page("/rss", rss(*(f"/news/{link}" for link in links)))
    web.page("/news/page", PAGE)
    web.page("/news/picture", b"GIF89a...", headers={"Content-Type": "image/gif"})
    web.page("/news/pdf", b"%PDF-1.7 ...")
    web.moved("/news/home", "/")
    web.page("/", PAGE)
    web.moved("/news/away", web.base.replace("127.0.0.1", "localhost") + "/news/casino")
    web.page("/news/casino", PAGE)
    web.moved("/news/again", "/news/page")
    web.page("/news/large", b"x" * (9 * 1024 * 1024))
    web.moved("/news/loop", "/news/loop")
    web.bytes("/news/cut", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx")
    _, fetches = visit(sample(web), tmp_path)
    outcomes = {fetch.url.rsplit("/", 1)[1]: fetch.outcome for fetch in fetches}
    assert len(fetches) == len(set(links))
    assert outcomes == {
        "page": "fetched",
        "missing": "http_error",
        "secret": "robots",
        "picture": "not_html",
        "pdf": "not_html",
        "home": "not_article",
        "away": "refused_address",
        "again": "duplicate",
        "large": "too_large",
        "loop": "redirect_loop",
        "cut": "network_error",
    }
    assert all(fetch.reason for fetch in fetches if fetch.outcome != "fetched")
    assert all((fetch.page_ref is not None) == (fetch.outcome == "fetched") for fetch in fetches)
    (path,) = tmp_path.iterdir()
    assert [page.url for page in iter_pages(path)] == [f"{web.base}/news/page"]


def test_an_empty_body_is_a_page_whose_text_is_missing_whatever_its_type_and_settles_nothing(
    web: Loopback, tmp_path: Path
) -> None:
    web.page("/rss", rss("/news/1", "/news/2", "/news/3"))
    web.page("/news/1", b"")
    web.page("/news/2", b"", headers={"Content-Type": "application/pdf"})
    web.page("/news/3", b"\n\n")
    _, fetches = visit(sample(web), tmp_path)
    assert [(fetch.outcome, fetch.status, settles(fetch)) for fetch in fetches] == [("no_text", 200, False)] * 3
    assert all(fetch.page_ref is None for fetch in fetches)


def test_known_addresses_are_not_fetched_again(web: Loopback, tmp_path: Path) -> None:
    web.page("/rss", rss("/news/1", "/news/2"))
    web.page("/news/2", PAGE)
    looks, fetches = visit(sample(web), tmp_path, known={f"{web.base}/news/1": Validators()})
    assert len(looks[0].items) == 2
    assert [fetch.url for fetch in fetches] == [f"{web.base}/news/2"]
    assert "/news/1" not in web.asked()


def test_a_second_look_archives_only_what_has_changed(web: Loopback, tmp_path: Path) -> None:
    """One page answers 304, one sends the same bytes, one has changed."""

    def conditional(request: Request, connection: object) -> None:
        same = request.headers.get("if-none-match") == '"v1"'
        connection.sendall(whole(b"", 304) if same else whole(PAGE.encode(), headers={"ETag": '"v1"'}))  # type: ignore[attr-defined]

    web.page("/rss", rss("/news/304", "/news/same", "/news/changed"))
    web.answer("/news/304", conditional)
    web.page("/news/same", PAGE)
    web.page("/news/changed", PAGE)
    _, first = visit(sample(web), tmp_path)
    web.page("/news/changed", PAGE + "<!-- corrected -->")
    known = {
        fetch.url: Validators(etag=fetch.etag, last_modified=fetch.last_modified, sha256=fetch.page_ref.sha256)
        for fetch in first
        if fetch.page_ref
    }
    _, second = visit(sample(web), tmp_path, known=known, refresh=True)
    assert [fetch.outcome for fetch in second] == ["unchanged", "unchanged", "fetched"]
    (path,) = tmp_path.iterdir()
    assert len(list(iter_pages(path))) == 4


def test_an_interrupted_visit_is_taken_up_again(web: Loopback, tmp_path: Path) -> None:
    """The list has moved on by then: what it named before is still fetched, once."""
    web.page("/rss", rss("/news/1", "/news/2", "/news/3"))
    for n in range(1, 5):
        web.page(f"/news/{n}", PAGE + str(n))
    with client() as asked, Archive(tmp_path) as archive:
        running = visit_site(sample(web), asked, archive, known={}, back_to=BACK, now=NOW)
        look, done = next(running), next(running)
        running.close()
    assert isinstance(look, Discovery)
    assert isinstance(done, Fetch)
    web.page("/rss", rss("/news/4", "/news/3"))
    _, rest = visit(sample(web), tmp_path, known={done.url: Validators()}, pending=look.items)
    assert sorted(fetch.url[-1] for fetch in rest) == ["2", "3", "4"]
    (path,) = tmp_path.iterdir()
    assert len(list(iter_pages(path))) == 4


def test_the_next_way_is_tried_only_where_one_gives_nothing(web: Loopback, tmp_path: Path) -> None:
    ways = [Way(kind="feed", address=f"{web.base}/{name}") for name in ("gone", "html", "good", "spare")]
    web.page("/html", "<!DOCTYPE html><html></html>")
    web.page("/good", rss("/news/1"))
    web.page("/news/1", PAGE)
    looks, fetches = visit(sample(web, *ways), tmp_path)
    assert [look.ok for look in looks] == [False, False, True]
    assert web.asked() == ["/gone", "/html", "/good", "/news/1"]
    assert len(fetches) == 1


def test_a_back_fill_goes_on_where_a_way_does_not_reach_far_enough(web: Loopback, tmp_path: Path) -> None:
    ways = [Way(kind="feed", address=f"{web.base}/{name}") for name in ("short", "long", "spare")]
    web.page("/short", rss("/news/1"))
    web.page("/long", rss("/news/1", hours=(3, 40, 100)))
    looks, fetches = visit(sample(web, *ways), tmp_path, deep=True)
    assert [look.complete for look in looks] == [False, True]
    assert [fetch.url[-1] for fetch in fetches] == ["1", "0"]
    assert "/spare" not in web.asked()


def test_an_akimat_whose_list_fails_is_tried_the_next_way_alone(web: Loopback, tmp_path: Path) -> None:
    slugs = [region.gov_kz for region in load_registry().regions.values()]
    for n, slug in enumerate(slugs):
        if n != 7:
            web.page(f"/{slug}/rss", rss(f"/news/{n}"))
    web.page(f"/{slugs[7]}/list", '<a href="/news/7">T</a>')
    ways = (
        Way(kind="feed", address=f"{web.base}/{{slug}}/rss"),
        Way(kind="listing", address=f"{web.base}/{{slug}}/list"),
    )
    looks, fetches = visit(sample(web, *ways), tmp_path)
    assert [look.ok for look in looks].count(False) == 1
    assert len(looks) == 21
    assert len(fetches) == 20


def test_a_check_says_of_each_way_what_it_answers_and_what_broke(web: Loopback) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /closed\n")
    web.page("/rss", rss("/news/1", "/news/2"), headers={"Content-Type": "application/rss+xml"})
    web.page("/html", "<!DOCTYPE html><html></html>")
    names = ("rss", "gone", "html", "closed")
    ways = [Way(kind="feed", address=f"{web.base}/{name}") for name in names]
    with client() as asked:
        good, gone, html, closed = check_site(sample(web, *ways), asked, NOW)
    assert (good.status, good.content_type, good.items, good.robots) == (200, "application/rss+xml", 2, "allowed")
    assert (good.newest, good.oldest, good.broken) == (date(2024, 10, 17), date(2024, 10, 17), None)
    assert (gone.status, gone.items, gone.newest, gone.broken) == (404, 0, None, "http_error: status 404")
    assert html.broken == "the feed answers with an HTML page"
    assert closed.robots == "robots.txt forbids this address to akimwatch"
    assert "/closed" not in web.asked()


def test_a_check_of_a_host_that_is_gone_ends_in_plain_words() -> None:
    source = site("http://no-such-host.invalid", Way(kind="feed", address="http://no-such-host.invalid/rss"))
    with client() as asked:
        (checked,) = check_site(source, asked, NOW)
    assert checked.status is None
    assert "name" in (checked.broken or "")


def test_a_day_counts_for_the_akimats_only_if_every_list_covers_it(web: Loopback, tmp_path: Path) -> None:
    """Twenty lists are one source: an akimat whose list fails must not seem to have been watched."""
    slugs = [region.gov_kz for region in load_registry().regions.values()]
    for n, slug in enumerate(slugs):
        web.page(f"/{slug}/rss", rss(f"/news/{n}", hours=(3, 30, 100 if n != 5 else 40)))
    way = Way(kind="feed", address=f"{web.base}/{{slug}}/rss")
    looks, _ = visit(sample(web, way), tmp_path)
    assert {(look.reached_back_to, look.complete) for look in looks} == {(date(2024, 10, 16), True)}
    web.page(f"/{slugs[9]}/rss", status=404)
    looks, _ = visit(sample(web, way), tmp_path)
    assert {look.reached_back_to for look in looks} == {None}
    assert "1 of the source's 20 lists cover no day" in (looks[0].reason or "")
