"""The benchmarks' pages are as large and readable as they say, their crawls ordinary WARC files, and docs keep up."""

from __future__ import annotations

import gzip
import importlib
import io
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors import gate
from extractors.article import Rejected, read_page
from extractors.sources import load_sites
from extractors.sources.site import site_of
from extractors.web.archive import iter_pages

ROOT = Path(__file__).parent.parent
SITES = load_sites()
FOLDER = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def bench() -> Iterator[SimpleNamespace]:
    """The modules of benchmarks/, as its scripts import them; texts are the repository's own."""
    sys.path.insert(0, str(FOLDER))
    try:
        names = ("newsweb", "news_texts", "news_sites", "ccnews", "members", "likeness", "all")
        yield SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def web(bench: SimpleNamespace) -> object:
    return bench.newsweb.Newsweb(bench.news_texts.load_stories(real=False))


def test_pages_are_as_large_as_real_ones(web) -> None:
    sizes = [len(page.payload) / 1024 for page in web.pages(120)]
    assert statistics.median(sizes) >= 150
    assert min(sizes) >= 80
    assert max(sizes) <= 400


def test_pages_have_as_many_tags_as_real_ones_and_pack_as_well(web) -> None:
    pages = [page.payload for page in web.pages(40)]
    assert 1000 <= statistics.median(page.count(b"<") for page in pages) <= 2500
    assert 5 <= statistics.median(len(page) / len(gzip.compress(page, 6)) for page in pages) <= 7.5


def test_every_family_is_a_source_whose_articles_stand_at_such_addresses(bench, web) -> None:
    for family in bench.news_sites.FAMILIES:
        url = web.page(7, family=family).url
        site = site_of(url, SITES)
        assert site is not None, family.host
        assert re.search(site.article_url, url), url


@pytest.mark.parametrize("small", [False, True])
def test_a_page_gives_back_the_article_that_was_put_in(bench, small: bool) -> None:
    made = bench.newsweb.Newsweb(bench.news_texts.load_stories(real=False), small=small)
    likeness = []
    for number, family in enumerate(bench.news_sites.FAMILIES * 5):
        page = made.page(number, family=family)
        found = read_page(page.payload, url=page.url, content_type="text/html", site=site_of(page.url, SITES))
        assert not isinstance(found, Rejected), (page.url, found)
        assert found.title == page.story.title
        assert found.published_at is not None
        assert found.published_at.date() == page.when.date()
        likeness.append(bench.likeness.f1(found.text, page.story.text))
    assert statistics.mean(likeness) >= 0.99


def test_clean_chrome_holds_no_word_of_any_gate(bench) -> None:
    stories = bench.news_texts.load_stories(real=False)
    silent = [story for story in stories if not story.passes]
    for clean in (True, False):
        made = bench.newsweb.Newsweb(silent, shown=stories, clean_chrome=clean)
        said = [page.payload.decode() for page in made.pages(20)]
        heard = [gate.topic(None, text) or gate.akim(None, text) for text in said]
        assert any(heard) is not clean


def test_the_same_seed_gives_the_same_bytes(bench, web) -> None:
    one, two = (b"".join(bench.ccnews.CcNews(6, web=web, ours=0.5).members()) for _ in range(2))
    assert one == two
    assert one != b"".join(bench.ccnews.CcNews(6, web=web, ours=0.5, seed=2).members())


def test_any_reader_takes_the_crawl_for_an_ordinary_file_with_sound_digests(bench, web, tmp_path: Path) -> None:
    path, answers = tmp_path / "crawl.warc.gz", []
    bench.ccnews.CcNews(40, web=web, ours=0.3).write(path, answers.append)
    with gzip.open(path) as file:
        assert file.read().count(b"WARC-Type: response") == 40
    kinds = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            kinds.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
            record.content_stream().read()
    assert kinds[0] == ("warcinfo", None)
    assert kinds[1:] == [(kind, answer.url) for answer in answers for kind in ("request", "response")]


def test_our_own_reader_finds_the_bytes_that_went_in(bench, web, tmp_path: Path) -> None:
    path, answers, faults = tmp_path / "crawl.warc.gz", [], []
    bench.ccnews.CcNews(40, web=web, ours=0.3).write(path, answers.append)
    pages = list(iter_pages(path, report=faults.append))
    assert faults == []
    assert [page.final_url for page in pages] == [answer.url for answer in answers]
    for page, answer in zip(pages, answers, strict=True):
        assert page.outcome == ("fetched" if answer.status.startswith("200") else "http_error")
        assert page.outcome != "fetched" or page.payload == answer.body.content


def test_a_crawl_read_while_it_is_made_is_the_one_that_is_stored(bench, web, tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    bench.ccnews.CcNews(20, web=web, ours=0.3).write(path)
    streamed = io.BufferedReader(bench.members.Streamed(bench.ccnews.CcNews(20, web=web, ours=0.3).members()), 1000)
    assert streamed.read() == path.read_bytes()


def test_likeness_counts_words_as_often_as_they_stand(bench) -> None:
    assert bench.likeness.f1("Аким, аким!", "аким") == pytest.approx(2 / 3)
    assert bench.likeness.f1("", "") == 1.0
    assert bench.likeness.f1("", "аким") == 0.0


def test_the_table_goes_between_its_marks_and_nothing_else_changes(bench, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{bench.all.BEGIN}\nold\n{bench.all.END}\nafter\n", encoding="utf-8")
    rows = bench.all.rows_of(["seconds 3", "= a | b = 4 times"])
    bench.all.write(bench.all.table([(what, "`python x.py`", value) for what, value in rows]), page)
    assert page.read_text(encoding="utf-8").split("\n") == [
        "before", bench.all.BEGIN, "| what | command | figure |", "|---|---|---|",
        "| a \\| b | `python x.py` | 4 times |", bench.all.END, "after", "",
    ]  # fmt: skip


def test_the_docs_name_only_benchmarks_that_there_are(bench) -> None:
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "Makefile"]
    named = {
        name for page in pages for name in re.findall(r"benchmarks/(\w+\.(?:py|sql))", page.read_text(encoding="utf-8"))
    }
    assert named
    assert [name for name in sorted(named) if not (FOLDER / name).is_file()] == []
    assert [one.name for one in bench.all.BENCHES if not (FOLDER / f"{one.name}.py").is_file()] == []
    assert bench.all.BEGIN in bench.all.PAGE.read_text(encoding="utf-8")
