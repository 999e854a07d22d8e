"""The sample web is a web: real servers, real shapes, and nothing left behind."""

from __future__ import annotations

import gzip
import html
import json
import re
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from lxml import etree

from extractors.sources.site import Site, Way, site_of
from flows.demo.chrome import NOW, Shown
from flows.demo.server import SampleWeb, sample_web
from flows.demo.sites import SampleSite, sample_sites

_FIRST_ADDRESS = 111  # away from the demo's own addresses, which may be in use on this machine
_SAMPLES = {f"sample-{sample.key}": sample for sample in sample_sites()}
_BROKEN = {"gone": 404, "server_error": 500, "moved": 301}
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_ENTRY_LINK = "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link"


@pytest.fixture(scope="module")
def web() -> Iterator[SampleWeb]:
    with sample_web(_FIRST_ADDRESS) as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client


def _address(site: Site, item: Shown) -> str:
    return f"{site.base_url}{item.listed_path}"


def _article_links(page: str, base: str, site: Site) -> set[str]:
    """Every address on a list page that has the shape of the site's articles."""
    links = {urljoin(base, html.unescape(link)) for link in re.findall(r'href="([^"]+)"', page)}
    return {link for link in links if re.match(site.article_url, link)}


def _listed_by(site: Site, client: httpx.Client) -> set[str]:
    """The addresses that a site's ways of discovery show, read here without our own discovery."""
    return set().union(*(_shown_by(way, site, client) for way in site.ways))


def _shown_by(way: Way, site: Site, client: httpx.Client) -> set[str]:
    if way.kind == "sitemap":
        index = etree.fromstring(client.get(way.address).content)
        children = [client.get(str(loc.text)).content for loc in index.iter(_LOC)]
        texts = [gzip.decompress(child) if child.startswith(b"\x1f\x8b") else child for child in children]
        return {str(loc.text) for text in texts for loc in etree.fromstring(text).iter(_LOC)}
    if way.kind == "feed":
        root = etree.fromstring(client.get(way.address).content)
        return {str(link.text) for link in root.findall("channel/item/link")} | {
            link.attrib["href"] for link in root.findall(_ENTRY_LINK)
        }
    pages = [client.get(address) for number in range(1, way.pages + 1) for address in way.addresses(number)]
    if way.kind == "json":
        records = [record for page in pages for record in json.loads(page.content)]
        return {str(way.link).replace("{id}", str(record["id"])) for record in records}
    return set().union(*(_article_links(page.text, str(page.url), site) for page in pages if page.status_code == 200))


@pytest.mark.parametrize("key", _SAMPLES)
def test_every_site_has_robots_rules_and_lists_each_of_its_articles(
    key: str, web: SampleWeb, client: httpx.Client
) -> None:
    site, sample = web.sites[key], _SAMPLES[key]
    robots = client.get(f"{site.base_url}/robots.txt")
    assert robots.status_code == 200
    assert robots.text.startswith("User-agent: *\n")
    assert _listed_by(site, client) == {_address(site, item) for item in sample.shown()}


@pytest.mark.parametrize("key", _SAMPLES)
def test_every_article_is_served_whole_under_an_address_of_the_sites_shape(
    key: str, web: SampleWeb, client: httpx.Client
) -> None:
    site, sample = web.sites[key], _SAMPLES[key]
    for item in sample.shown():
        answer = client.get(_address(site, item))
        assert re.match(site.article_url, f"{site.base_url}{item.path}"), item.path
        assert answer.status_code == _BROKEN.get(str(item.piece.fault), 200), item.piece.id
        if item.piece.fault in (None, "moved"):
            whole = client.get(answer.headers["location"]) if item.piece.fault == "moved" else answer
            _shows_every_paragraph(whole, item, key)


def _shows_every_paragraph(answer: httpx.Response, item: Shown, key: str) -> None:
    encoding = "cp1251" if key == "sample-gazette" else "utf-8"
    body = answer.content.decode(encoding)
    if key == "sample-akimats":
        body = json.loads(body)["body"]
    shown = html.unescape(body)
    assert all(paragraph in shown for paragraph in item.piece.paragraphs), item.piece.id


def test_the_gazette_says_its_encoding_in_the_page_alone_and_spells_kazakh_letters_as_references(
    web: SampleWeb, client: httpx.Client
) -> None:
    site, sample = web.sites["sample-gazette"], _SAMPLES["sample-gazette"]
    item = next(item for item in sample.shown() if "қазақша" in item.piece.text)
    answer = client.get(_address(site, item))
    assert answer.headers["content-type"] == "text/html"
    assert b"charset=windows-1251" in answer.content
    assert "&#1179;аза&#1179;ша".encode("cp1251") in answer.content


def test_the_portal_weighs_what_a_portal_weighs_and_surrounds_its_news_with_widgets(
    web: SampleWeb, client: httpx.Client
) -> None:
    site, sample = web.sites["sample-portal"], _SAMPLES["sample-portal"]
    for item in sample.shown():
        page = client.get(_address(site, item)).text
        assert 60_000 < len(page.encode()) < 150_000
        assert page.count("<option value=") == 20, "the weather list of twenty towns"
        assert all(mark in page for mark in ("ПОДЕЛИТЬСЯ", "Читайте также", "Курс валют", "WhatsApp"))
        assert "Воскресенье, 22 июня 2025" in page, "the day of the crawl in the header"
        if item.piece.fault is None:
            assert html.unescape(page).count(f"<p>{item.piece.paragraphs[0]}</p>") == 2, "the lead stands twice"


def test_the_portals_list_holds_twenty_items_a_page_and_says_today_and_yesterday(
    web: SampleWeb, client: httpx.Client
) -> None:
    origin = web.sites["sample-portal"].base_url
    first, second = (client.get(f"{origin}/news/page/{number}/").text for number in (1, 2))
    assert first.count('class="content_main_item"') == 20
    assert re.search(r">\s*Сегодня\s*<", first)
    assert re.search(r">\s*Вчера\s*<", first)
    assert second.count('class="content_main_item"') == 20
    assert client.get(f"{origin}/news/page/4/").status_code == 404


@pytest.mark.parametrize("key", ["sample-agency", "sample-portal", "sample-review", "sample-akimats"])
def test_a_page_that_has_not_changed_is_answered_with_304_by_its_tag(
    key: str, web: SampleWeb, client: httpx.Client
) -> None:
    site, sample = web.sites[key], _SAMPLES[key]
    address = _address(site, next(item for item in sample.shown() if item.piece.fault is None))
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("key", ["sample-law", "sample-review"])
def test_a_page_that_has_not_changed_is_answered_with_304_by_its_day(
    key: str, web: SampleWeb, client: httpx.Client
) -> None:
    site, sample = web.sites[key], _SAMPLES[key]
    address = _address(site, next(item for item in sample.shown() if item.piece.fault is None))
    since = client.get(address).headers["last-modified"]
    assert client.get(address, headers={"If-Modified-Since": since}).status_code == 304


def test_pages_are_packed_only_for_a_client_that_takes_gzip(web: SampleWeb, client: httpx.Client) -> None:
    address = f"{web.sites['sample-portal'].base_url}/news/"
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content


def test_the_cut_page_breaks_off_inside_its_text(web: SampleWeb, client: httpx.Client) -> None:
    site = web.sites["sample-law"]
    item = next(item for item in _SAMPLES["sample-law"].shown() if item.piece.fault == "cut")
    page = client.get(_address(site, item)).content
    assert b"</html>" not in page
    assert item.piece.paragraphs[0].encode() in page
    assert item.piece.paragraphs[2].encode() not in page


def test_every_site_has_a_host_of_its_own_and_is_marked_as_a_sample(web: SampleWeb) -> None:
    assert len({urlsplit(site.base_url).hostname for site in web.sites.values()}) == len(web.sites) >= 6
    assert {way.kind for site in web.sites.values() for way in site.ways} == {"feed", "sitemap", "listing", "json"}
    for site in web.sites.values():
        assert site.name.startswith("Пример: ")
        assert site_of(f"{site.base_url}/x", web.sites) is site


def test_the_lists_reach_back_over_the_whole_window(web: SampleWeb) -> None:
    for key in ("sample-portal", "sample-agency"):
        assert min(piece.at.date() for piece in _SAMPLES[key].pieces) == web.back_to
    assert (web.as_of - web.back_to).days >= 70
    assert web.now == NOW


def test_addresses_are_the_same_in_every_run() -> None:
    def paths(samples: tuple[SampleSite, ...]) -> list[str]:
        return [item.path for sample in samples for item in sample.shown()]

    first, second = paths(sample_sites()), paths(sample_sites())
    assert first == second
    assert len(set(first)) == len(first)


def test_nothing_is_left_running_even_with_a_connection_held_open() -> None:
    before = set(threading.enumerate())
    with sample_web(_FIRST_ADDRESS + 20) as web:
        places = [urlsplit(site.base_url) for site in web.sites.values()]
        held = socket.create_connection((str(places[0].hostname), int(places[0].port or 0)))
    with held:
        held.settimeout(5)
        assert held.recv(1) == b"", "the server has hung up"
    assert set(threading.enumerate()) == before
    for place in places:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((str(place.hostname), int(place.port or 0)), timeout=5)


def test_a_taken_port_is_answered_with_another() -> None:
    with sample_web(_FIRST_ADDRESS + 40) as first, sample_web(_FIRST_ADDRESS + 40) as second:
        origins = [{site.base_url for site in web.sites.values()} for web in (first, second)]
        assert origins[0].isdisjoint(origins[1])
