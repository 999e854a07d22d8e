"""Feeds, sitemaps, listing pages and JSON lists, as bytes."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_loopback import site

from extractors.bounds import SITEMAP_BYTES
from extractors.sources.site import Way
from extractors.web.bounded import TooLargeError, read_bounded
from extractors.web.feeds import read_feed
from extractors.web.jsonlists import read_json_list
from extractors.web.listdates import machine_moment, moment_in_address, shown_moment
from extractors.web.listed import ListRead, Seen, clean_address, sort_out
from extractors.web.listings import read_listing
from extractors.web.sitemaps import SitemapRead, read_sitemap
from models.zone import ALMATY

NOW = datetime(2024, 10, 17, 15, 30, tzinfo=ALMATY)
BASE = "https://news.example/rss"


def feed(payload: str | bytes, content_type: str | None = "application/rss+xml") -> ListRead:
    data = payload.encode("utf-8") if isinstance(payload, str) else payload
    return read_feed(data, content_type=content_type, base=BASE, now=NOW)


def rss(*items: str, encoding: str = "utf-8") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'


def item(number: int, date: str = "Thu, 17 Oct 2024 09:00:00 +0500", title: str = "Заголовок") -> str:
    return f"<item><title>{title} {number}</title><link>/news/{number}</link><pubDate>{date}</pubDate></item>"


def test_a_feed_gives_address_title_and_moment_in_its_order() -> None:
    read = feed(rss(item(2), item(1, "Wed, 16 Oct 2024 23:30:00 +0600")))
    assert read.fault is None
    assert [entry.url for entry in read.entries] == ["https://news.example/news/2", "https://news.example/news/1"]
    assert read.entries[0].title == "Заголовок 2"
    assert read.entries[1].published_at == datetime.fromisoformat("2024-10-16T23:30+06:00")


def test_a_feed_in_windows_1251_is_read() -> None:
    read = feed(rss(item(1), encoding="windows-1251").encode("windows-1251"), "text/xml")
    assert read.entries[0].title == "Заголовок 1"


def test_a_feed_date_without_a_zone_is_kazakhstans() -> None:
    read = feed(rss(item(1, "17 Oct 2024 09:00:00"), item(2, "16 октября 2024, 10:00"), item(3, "скоро")))
    assert [entry.published_at for entry in read.entries] == [
        datetime(2024, 10, 17, 9, tzinfo=ALMATY),
        datetime(2024, 10, 16, 10, tzinfo=ALMATY),
        None,
    ]


def test_tags_and_entities_in_a_feed_title_are_undone() -> None:
    read = feed(rss("<item><title><![CDATA[<b>Аким</b> &laquo;A&raquo; &amp; B]]></title><link>/n/1</link></item>"))
    assert read.entries[0].title == "Аким «A» & B"


def test_an_atom_update_bounds_the_publication_but_is_not_one() -> None:
    read = feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/news/1"/>'
        "<updated>2024-10-17T09:00:00Z</updated></entry></feed>",
        "application/atom+xml",
    )
    assert read.entries[0].published_at is None
    assert read.entries[0].not_after == datetime.fromisoformat("2024-10-17T09:00:00+00:00")


@pytest.mark.parametrize(
    ("payload", "fault"),
    [
        ("<!DOCTYPE html><html><body>Страница не найдена</body></html>", "the feed answers with an HTML page"),
        ("\n <html lang='ru'><head></head></html>", "the feed answers with an HTML page"),
        ('{"items": []}', "the answer is neither RSS nor Atom"),
        ("", "the feed is empty: no bytes"),
        ('<!DOCTYPE a [<!ENTITY x "y">]>' + rss(item(1)), "the feed declares entities of its own: refused"),
    ],
)
def test_what_is_no_feed_is_a_fault_said_plainly(payload: str, fault: str) -> None:
    assert feed(payload) == ListRead(fault=fault)


def test_of_a_cut_feed_the_last_item_is_not_believed() -> None:
    whole = rss(item(1), item(2), item(3))
    read = feed(whole[: whole.index("/news/3") + 6])
    assert [entry.url[-1] for entry in read.entries] == ["1", "2"]
    assert read.cut
    assert read.notes == ("the feed is cut off after 2 whole items",)


def test_a_feed_with_an_unescaped_ampersand_is_still_whole() -> None:
    read = feed(rss(item(1, title="A & B"), item(2)))
    assert ([entry.url[-1] for entry in read.entries], read.cut) == (["1", "2"], False)


def sitemap(payload: str | bytes) -> SitemapRead:
    data = payload.encode("utf-8") if isinstance(payload, str) else payload
    return read_sitemap(data, base="https://news.example/sitemap.xml", now=NOW)


def urlset(*entries: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{"".join(entries)}</urlset>'
    )


NEWS = (
    "<url><loc>https://news.example/news/1</loc><image:image><image:loc>https://i.example/1.jpg</image:loc></image:image>"
    "<news:news><news:publication_date>2024-10-16T09:00:00+05:00</news:publication_date><news:title>Совет</news:title>"
    "</news:news><lastmod>2024-10-17</lastmod></url>"
)
CHANGED = "<url><loc> http://news.example/news/2 </loc><lastmod>2024-10-15T10:00:00Z</lastmod></url>"


def test_a_sitemap_tells_publication_from_change() -> None:
    articles = sitemap(urlset(NEWS, CHANGED)).articles
    first, second = articles.entries
    assert (first.url, first.title) == ("https://news.example/news/1", "Совет")
    assert first.published_at == datetime.fromisoformat("2024-10-16T09:00+05:00")
    assert (second.url, second.published_at) == ("http://news.example/news/2", None)
    assert second.not_after == datetime.fromisoformat("2024-10-15T10:00:00+00:00")


def test_a_gzipped_sitemap_is_read() -> None:
    assert len(sitemap(gzip.compress(urlset(NEWS, CHANGED).encode())).articles.entries) == 2


def test_a_bomb_in_place_of_a_sitemap_takes_no_more_than_one_in_place_of_a_page() -> None:
    """A sitemap may have 50 MB, and one packed by fifty times is a sitemap; what is packed by a thousand is none."""
    bomb = gzip.compress(bytes(20 * 2**20))
    with pytest.raises(TooLargeError, match="more than 200 times the"):
        read_bounded([bomb], "gzip", SITEMAP_BYTES)
    one = "<url><loc>https://news.example/ru/news/{}-vstrecha-akima-s-zhitelyami</loc></url>"
    honest = "".join(map(one.format, range(130_000))).encode()
    assert read_bounded([gzip.compress(honest)], "gzip", SITEMAP_BYTES) == honest


def test_a_sitemap_bomb_is_refused() -> None:
    read = sitemap(gzip.compress(b"<urlset>" + bytes(60 * 1024 * 1024)))
    assert "more than" in (read.articles.fault or "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_wherever_it_stands_and_however_it_is_encoded(encoding: str) -> None:
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9))
    attack = (
        f"<!--{'x' * 200_000}--><!DOCTYPE u [<!ENTITY a0 'ha'>{laughs}]><urlset><url><loc>&a8;</loc></url></urlset>"
    )
    read = read_sitemap(attack.encode(encoding), base="https://news.example/", now=NOW).articles
    assert (read.entries, "refused" in (read.fault or "") or "not XML" in (read.fault or "")) == ((), True)


def test_of_a_feed_without_end_the_first_items_are_taken_and_it_says_so() -> None:
    items = "".join(f"<item><link>https://news.example/{n}</link></item>" for n in range(2_100))
    payload = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
    read = read_feed(payload, content_type=None, base="https://news.example/", now=NOW)
    assert (len(read.entries), read.cut) == (2_000, True)
    assert read.entries[-1].url == "https://news.example/1999"
    assert read.notes == ("only the first 2,000 items of the feed are taken",)


def test_an_address_longer_than_any_is_none() -> None:
    assert clean_address("/news/" + "a" * 2_000, "https://news.example/") is not None
    assert clean_address("/news/" + "a" * 2_100, "https://news.example/") is None
    assert clean_address("/news/" + "ы" * 500, "https://news.example/") is None  # six signs each, as it is sent


def test_an_index_names_its_files() -> None:
    read = sitemap(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>https://news.example/2.xml</loc><lastmod>2024-10-17</lastmod></sitemap>"
        "<sitemap><loc>https://news.example/1.xml</loc><lastmod>0001-01-01</lastmod></sitemap></sitemapindex>"
    )
    assert [(child.url[-5:], child.changed is None) for child in read.children] == [("2.xml", False), ("1.xml", True)]


def test_entities_in_a_sitemap_are_refused() -> None:
    attack = '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + urlset("<url><loc>&x;</loc></url>")
    assert "refused" in (sitemap(attack).articles.fault or "")


def test_an_html_page_as_sitemap_is_a_fault() -> None:
    assert sitemap("<!DOCTYPE html><html></html>").articles.fault == "the sitemap answers with an HTML page"
    assert (sitemap("<html><body>x</body></html>").articles.entries) == ()


def test_of_a_cut_sitemap_the_whole_entries_count() -> None:
    whole = urlset(NEWS, CHANGED, CHANGED.replace("/2", "/3"))
    read = sitemap(whole[: whole.index("/news/3")]).articles
    assert (len(read.entries), read.cut) == (2, True)
    cut_gzip = sitemap(gzip.compress(whole.encode())[:-40]).articles
    assert "cannot be unpacked" in (cut_gzip.fault or "")


def test_a_sitemap_of_50_000_addresses_is_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.web.sitemaps.SITEMAP_ENTRIES", 3)
    read = sitemap(urlset(*(CHANGED.replace("/2", f"/{n}") for n in range(5)))).articles
    assert (len(read.entries), read.cut) == (3, True)


def listing(html: str, **selectors: str | None) -> ListRead:
    way = Way(kind="listing", address="https://news.example/list/", **selectors)  # type: ignore[arg-type]
    return read_listing(html, way, base="https://news.example/list/", now=NOW)


CARD = (
    '<div class="card"><a class="pic" href="/news/{0}"><img src="x.jpg"></a><span class="t"><a href="/news/{0}">\n'
    ' Совет  Ассамблеи {0}</a></span><i class="d"><span>{1}</span></i></div>'
)


def test_a_listing_gives_each_card_with_title_and_date() -> None:
    html = CARD.format(3, "Сегодня, 10:05") + CARD.format(2, "Вчера") + CARD.format(1, "14 октября 2024")
    read = listing(html, item="div.card", link=".t a", title=".t a", date=".d > span")
    assert [entry.url for entry in read.entries] == [f"https://news.example/news/{n}" for n in (3, 2, 1)]
    assert read.entries[0].title == "Совет Ассамблеи 3"
    assert [entry.published_at for entry in read.entries] == [
        datetime(2024, 10, 17, 10, 5, tzinfo=ALMATY),
        datetime(2024, 10, 16, tzinfo=ALMATY),
        datetime(2024, 10, 14, tzinfo=ALMATY),
    ]


def test_the_datetime_attribute_outranks_the_text() -> None:
    html = '<li><a href="/n/1">A</a><time datetime="2024-10-16T09:00:00+05:00">вчера</time></li>'
    assert listing(html, item="li", date="time").entries[0].published_at == datetime(2024, 10, 16, 9, tzinfo=ALMATY)


@pytest.mark.parametrize("order", ["{link}{date}", "{date}{link}"])
def test_links_and_dates_without_a_frame_are_paired_by_their_order(order: str) -> None:
    pieces = [("1", "17 октября 2024 года"), ("2", ""), ("3", "15 октября 2024 года")]
    html = "".join(
        order.format(link=f'<h3><a href="/n/{n}">T{n}</a></h3>', date=f"<h5>{date}</h5>" if date else "")
        for n, date in pieces
    )
    read = listing(f"<div>{html}</div>", link="h3 > a", date="h5")
    assert [entry.title for entry in read.entries] == ["T1", "T2", "T3"]
    days = [entry.published_at and entry.published_at.day for entry in read.entries]
    assert (days[0], days[2]) == (17, 15)


def test_a_card_without_an_address_is_counted() -> None:
    html = CARD.format(1, "Вчера") + '<div class="card"><a href="{{route(\'show\')}}">A</a></div>'
    read = listing(html, item="div.card", date=".d")
    assert len(read.entries) == 1
    assert read.notes == ("1 items without an address",)


def test_selectors_that_match_nothing_are_a_fault() -> None:
    page = "<main>" + "<p>Длинный текст страницы.</p>" * 50 + "</main>"
    assert listing(page, item="div.card").fault == "no item matches the selectors (div.card)"


def test_an_empty_shell_is_told_from_a_changed_page() -> None:
    shell = '<html><head><title>gov</title></head><body><app-root></app-root><script src="m.js"></script></body></html>'
    assert listing(shell, link="a[href]").fault == "an empty shell that a script fills in a browser, not a list"


def test_an_address_is_spelt_as_the_site_spells_it() -> None:
    """With www or without, http or https: one page. What the site's own file calls no part of an address is dropped."""
    own = replace(
        site("https://news.example", article_url=r"^https://news\.example/news/\d+(?P<drop>\?tag=.*)?$"),
        hosts=("news.example", "www.news.example"),
    )
    spelt = (
        "http://news.example/news/1",
        "https://www.news.example/news/1?tag=council",
        "http://kaz.news.example/news/1",
    )
    found = sort_out(tuple(Seen(url=url) for url in spelt), own)
    assert [entry.url for entry in found.entries] == ["https://news.example/news/1"]
    assert found.left_out == ("1 links lead to other hosts",)


def json_list(answer: object, **fields: str | None) -> ListRead:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    way = Way(kind="json", address="https://gov.example/api/news", **fields)  # type: ignore[arg-type]
    return read_json_list(text, way, base="https://gov.example/api/news", now=NOW)


def test_a_json_list_is_read_by_its_field_names() -> None:
    rows = [{"id": 7, "title": None, "name": "Совет", "created_date": "2024-10-16T10:00:00"}, {"name": "no id"}]
    read = json_list(
        {"content": rows}, link="https://gov.example/news/{id}?lang=ru", title="title|name", date="created_date"
    )
    (entry,) = read.entries
    assert (entry.url, entry.title) == ("https://gov.example/news/7?lang=ru", "Совет")
    assert entry.published_at == datetime(2024, 10, 16, 10, tzinfo=ALMATY)
    assert read.notes == ("1 items without an address",)


@pytest.mark.parametrize(
    "answer", [[{"url": "/n/1"}], {"data": {"items": [{"url": "/n/1"}]}}, {"news": [{"link": "/n/1"}]}]
)
def test_a_json_list_is_found_where_interfaces_keep_it(answer: object) -> None:
    assert [entry.url for entry in json_list(answer).entries] == ["https://gov.example/n/1"]


def test_moments_as_numbers_are_read() -> None:
    read = json_list([{"url": "/1", "at": 1729069200}, {"url": "/2", "at": 1729069200000}], date="at")
    assert [entry.published_at for entry in read.entries] == [datetime.fromisoformat("2024-10-16T09:00:00+00:00")] * 2


@pytest.mark.parametrize(
    ("answer", "fault", "guarded"),
    [
        ({"error": "Invalid token"}, "guarded: the interface asks for a token; it is not circumvented", True),
        ("<!DOCTYPE html><html></html>", "an HTML page (a shell that a script fills) in place of the JSON list", False),
        ("[1, 2", "the answer is not JSON", False),
        ({"page": 1}, "the answer holds no list", False),
        ("[" * 100_000, "the answer is not JSON", False),
    ],
)
def test_what_is_no_json_list_is_a_fault_said_plainly(answer: object, fault: str, guarded: bool) -> None:
    read = json_list(answer)
    assert (read.fault or "").startswith(fault)
    assert read.guarded is guarded


@pytest.mark.parametrize(
    ("href", "clean"),
    [
        ("/news/1", "https://news.example/news/1"),
        ("../news/1/", "https://news.example/news/1/"),
        ("//NEWS.example./news/1#comments", "https://news.example/news/1"),
        ("http://news.example:80/news/1", "http://news.example/news/1"),
        ("http://other.example:80/a", "http://other.example/a"),
        ("https://news.example/news/1?utm_source=tg&id=5&utm_medium=x", "https://news.example/news/1?id=5"),
        (
            "/новости/акт%d1%8b",
            "https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D0%B0%D0%BA%D1%82%D1%8B",
        ),
        ("mailto:a@b.example", None),
        ("javascript:void(0)", None),
        ("{{route('show', $article->id) }}", None),
        ("http://[::1", None),
        ("", None),
    ],
)
def test_one_page_has_one_address(href: str, clean: str | None) -> None:
    assert clean_address(href, "https://news.example/list/") == clean


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_no_bytes_break_a_reader(payload: bytes) -> None:
    """Whatever a site sends, a reader says what it found or what is wrong."""
    feed(payload, None)
    sitemap(payload)
    text = payload.decode("utf-8", errors="replace")
    listing(text, item="li", date="time")
    listing(text, link="a", date="h5")
    json_list(text)


@settings(deadline=None)  # dateparser takes a second to load
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_dates_and_addresses(text: str) -> None:
    shown_moment(text, NOW)
    machine_moment(text, NOW)
    moment_in_address(text, NOW)
    clean_address(text, "https://news.example/list/")


@given(
    st.from_regex(
        r"[0-9]{1,4}[-./ ][0-9]{1,4}[-./ ][0-9]{1,5}( [0-9]{1,2}:[0-9]{1,2})?|[0-9]{1,6} (дней|недель|мая) назад"
    )
)
def test_no_numbers_break_the_reading_of_dates(text: str) -> None:
    found = shown_moment(text, NOW)
    assert found is None or found.tzinfo is not None


def test_a_page_nested_without_end_is_refused_before_it_costs_time() -> None:
    assert "nested" in (listing("<div>" * 5000 + '<a href="/n/1">A</a>', item="div", link="a").fault or "")
