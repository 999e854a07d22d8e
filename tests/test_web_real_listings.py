"""The stored listing pages of real sites, read with the selectors of the sites' own files."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from extractors.encoding import decode
from extractors.sources.site import Way, load_sites
from extractors.web.listed import ListRead, sort_out
from extractors.web.listings import read_listing
from models.zone import ALMATY, local_day

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "html"
NOW = datetime(2024, 10, 17, 20, 0, tzinfo=ALMATY)


def stored(name: str) -> bytes:
    path = CORPUS / name
    if not path.exists():
        pytest.skip(f"the corpus of real pages is not beside this checkout ({name})")
    return path.read_bytes()


def listing_of(key: str) -> Way:
    return next(way for way in load_sites()[key].ways if way.kind == "listing" and way.item)


def read(key: str, html: str) -> ListRead:
    way = listing_of(key)
    return read_listing(html, way, base=way.address.replace("{page}", "1"), now=NOW)


@pytest.mark.parametrize("name", ["news_list_2024-10-17.html", "tengri_news.html"])
def test_the_tengrinews_page_yields_all_its_20_items(name: str) -> None:
    payload = stored(f"tengrinews.kz/{name}")
    found = read("tengrinews", decode(payload, "text/html"))
    assert len(found.entries) == 20
    assert len({entry.url for entry in found.entries}) == 20
    assert all(entry.title and len(entry.title) > 20 for entry in found.entries)
    assert all(entry.published_at and local_day(entry.published_at) == date(2024, 10, 17) for entry in found.entries)
    assert len(sort_out(found.entries, load_sites()["tengrinews"]).entries) == 20


LOOP = re.compile(r"@foreach\(\$articles as [^)]*\)(.*?)@endforeach", re.S)


def fill_nur_template(template: str, number: int) -> str:
    """The stored page is a template of the real one, with one item between its loop marks: here it is filled in."""
    pattern = LOOP.search(template)
    assert pattern is not None
    items = [
        pattern[1]
        .replace("{{route('show', $article->id) }}", f"https://www.nur.kz/politics/kazakhstan/{2086000 + n}-sovet-{n}/")
        .replace("{{$article->title}}", f"Заголовок новости номер {n}")
        .replace("{{ now()->toIso8601ZuluString() }}", f"2024-04-24T{n % 24:02d}:00:00Z")
        .replace("{{$article->published}}", "24 апреля")
        for n in range(number)
    ]
    return template[: pattern.start()] + "".join(items) + template[pattern.end() :]


def test_the_nur_page_yields_every_item_it_is_filled_with() -> None:
    template = stored("www.nur.kz/politics_list_welcome.blade.php.html").decode("utf-8")
    found = read("nur", fill_nur_template(template, 30))
    assert len(found.entries) == 30
    assert found.entries[4].url == "https://www.nur.kz/politics/kazakhstan/2086004-sovet-4/"
    assert found.entries[4].title == "Заголовок новости номер 4"
    assert found.entries[4].published_at == datetime.fromisoformat("2024-04-24T04:00:00+00:00")
    assert len(sort_out(found.entries, load_sites()["nur"]).entries) == 30


def test_the_nur_page_as_stored_gives_the_addresses_that_it_declares() -> None:
    """Its one item is a template that a server never filled; the thirty articles stand in its JSON-LD, undated."""
    found = read("nur", stored("www.nur.kz/politics_list_welcome.blade.php.html").decode("utf-8"))
    assert len({entry.url for entry in found.entries}) == 30
    assert all(re.search(load_sites()["nur"].article_url, entry.url) for entry in found.entries)
    assert not any(entry.published_at for entry in found.entries)
