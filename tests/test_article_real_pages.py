"""The saved pages of four real sites: their text whole and without a word of chrome, their title and time.

The pages are their publishers' and lie beside the repository, not in it: expected texts are given as digests only.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path

import pytest

from extractors.article import Rejected, read_page
from extractors.page.chrome import clean_paragraphs
from extractors.sources import load_sites
from extractors.sources.site import site_of
from models.records import Article, Language

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
PAGES = CORPUS / "html"
SITES = load_sites()
needs_corpus = pytest.mark.skipif(not PAGES.is_dir(), reason="the saved pages (../shared/corpus) are not here")

# page, characters without white space, digest of them, paragraphs, first word of the title, published, language
ARTICLES: list[tuple[str, int, str, int, str, str, Language]] = [
    (
        "tengrinews.kz/tgcontest_3440873158478552800",
        1923,
        "8b56d840e00f",
        11,
        "Аскар",
        "2019-11-01T12:45:00+00:00",
        "ru",
    ),
    (
        "tengrinews.kz/tgcontest_3440873158997723072",
        833,
        "9d4f97dd90e8",
        5,
        "Убийство",
        "2019-11-01T12:13:00+00:00",
        "ru",
    ),
    (
        "tengrinews.kz/tgcontest_3440873159613699283",
        1404,
        "d570e1b1ce69",
        7,
        "600",
        "2019-11-01T12:25:00+00:00",
        "ru",
    ),
    # its last paragraph calls to subscribe: gone
    (
        "tengrinews.kz/tgcontest_3440873159660136678",
        1021,
        "5bc87696efa3",
        6,
        '"K-pop',
        "2019-11-01T12:17:01+00:00",
        "kk",
    ),
    # two quotations hold a line break after a sentence: paragraphs of their own
    (
        "total.kz/tgcontest_4683986231343098290",
        4488,
        "91e99cffb95b",
        17,
        "Теолог",
        "2019-11-01T12:58:00+00:00",
        "ru",
    ),
    (
        "total.kz/tgcontest_4683986232009836151",
        675,
        "04ceffa77381",
        4,
        "Угрожал",
        "2019-11-01T12:44:00+00:00",
        "ru",
    ),
    ("yk.kz/tgcontest_5382480494945824891", 2433, "783cea5716bc", 13, "На", "2019-11-01T12:43:00+00:00", "ru"),
    ("yk.kz/tgcontest_5382480494978224729", 659, "be5f22d6439a", 4, "Глубокий", "2019-11-01T12:47:00+00:00", "ru"),
    # a template whose markup nobody filled in: lead and body stand in its JSON-LD
    (
        "www.nur.kz/article_2086925_show.blade.php",
        1886,
        "020c7156e0ad",
        2,
        "Госорганы",
        "2024-04-18T10:35:00+05:00",
        "ru",
    ),
]
LISTS = [
    "tengrinews.kz/news_list_2024-10-17",
    "tengrinews.kz/tengri_news",
    "tengrinews.kz/jekiworld_tengri_2024-04",  # a tag's page that declares itself an article
    "www.nur.kz/politics_list_welcome.blade.php",
]
CHROME = [
    "Читайте также",
    "Поделиться",
    "WhatsApp",
    "Подпис",
    "Другие новости",
    "Ссылки по теме",
    "Оригинал статьи",
    "{{",
    "Автор:",
]


def read(name: str, *, described: bool = True) -> Article | Rejected:
    payload = (PAGES / f"{name}.html").read_bytes()
    address = re.search(rb'og:url"\s+content="([^"]+)"', payload)
    assert address is not None
    url = address[1].decode() if address[1].startswith(b"http") else f"https://tengrinews.kz{address[1].decode()}"
    site = site_of(url, SITES) if described else None
    return read_page(payload, url=url, content_type="text/html", site=site)


@needs_corpus
@pytest.mark.parametrize("described", [True, False], ids=["site described", "site unknown"])
@pytest.mark.parametrize(
    ("name", "size", "digest", "paragraphs", "title", "published", "language"),
    ARTICLES,
    ids=[row[0] for row in ARTICLES],
)
def test_a_real_article_is_read_whole_and_bare(
    name: str,
    size: int,
    digest: str,
    paragraphs: int,
    title: str,
    published: str,
    language: Language,
    described: bool,
) -> None:
    article = read(name, described=described)
    assert isinstance(article, Article), article
    letters = re.sub(r"\s", "", article.text)
    assert len(letters) == size
    assert hashlib.sha256(letters.encode()).hexdigest().startswith(digest)
    assert len(article.text.split("\n\n")) == paragraphs
    assert article.title is not None
    assert article.title.split()[0] == title
    assert (article.published_at, article.language) == (datetime.fromisoformat(published), language)
    assert not [word for word in CHROME if word in article.text]


@needs_corpus
@pytest.mark.parametrize("described", [True, False], ids=["site described", "site unknown"])
@pytest.mark.parametrize("name", LISTS)
def test_a_real_list_page_is_no_article(name: str, described: bool) -> None:
    got = read(name, described=described)
    assert isinstance(got, Rejected)
    assert got.outcome == "not_article"


@needs_corpus
def test_the_report_of_the_order_loses_its_pages_rubbish_and_nothing_else() -> None:
    lines = (CORPUS / "000_c44650cce214e6b4.txt").read_text(encoding="utf-8").split("\n")
    kept = clean_paragraphs(lines, title=lines[0])
    assert [len(line) for line in kept] == [234, 196, 470, 475]
    rubbish = ["ПОДЕЛИТЬСЯ", "WhatsApp", "Курс валют", "Погода", "Усть-Каменогорск", "Шымкент", "Читайте", "482.55"]
    assert not [word for word in rubbish if any(word in line for line in kept)]
