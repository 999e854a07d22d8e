"""A report that was missed comes in: fetched or read from a file, archived, attributed, read, and never twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from web_loopback import Loopback, start

from extractors.sources import Site
from extractors.web.archive import read_payload
from flows.demo.server import SampleWeb, sample_web
from flows.extracting import extract_all
from flows.rereading import Retold, retell
from flows.review.bring_in import BroughtIn, bring_in
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.errors import BadInput, SourceError
from models.identity import address_of
from models.records import Article
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.read_articles import standing_article
from warehouse.scratch import archived_pages
from warehouse.stage import Stage

pytestmark = pytest.mark.slow  # whole runs, each of seconds

TITLE = "В Костанае открыли новую школу"
TEXT = (
    "Новую школу на девятьсот мест открыли в понедельник в микрорайоне Аэропорт, её строили два года.",
    "В здании есть спортивный зал, столовая и две мастерские, а осенью откроется бассейн для младших классов.",
    "До сих пор дети микрорайона ездили на занятия на автобусах, дорога занимала около сорока минут.",
)
REPORT = (
    "Аким Костанайской области Кумар Аксакалов 30 мая 2025 года провел совещание по межэтнической ситуации с участием "
    "представителей Ассамблеи народа Казахстана.",
    "На нём выступили руководители этнокультурных объединений, которые рассказали о работе с молодёжью в районах.",
    "По итогам совещания акимам районов даны поручения, их исполнение обсудят на следующей встрече осенью.",
)
STAMP = '<meta property="article:published_time" content="2025-06-02T10:00:00+05:00">'
DAY = date(2025, 6, 2)
WHERE = "https://gazeta.example/news/1"


def page(*paragraphs: str, stamp: str = STAMP) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or TEXT)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{stamp}<title>{TITLE}</title></head>'
        f"<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )


class Desk:
    """One installation, and what stands in it."""

    def __init__(self, folder: Path, sites: dict[str, Site], web: SampleWeb) -> None:
        self.settings = Settings(data=folder, allow_private=True, sample=True, pace_seconds=0.0)
        self.sites, self.now = sites, web.now

    def workshop(self) -> Workshop:
        return open_workshop(self.settings, sites=self.sites, now=self.now)

    def add(self, what: object, **said: Any) -> BroughtIn:
        return bring_in(self.workshop(), str(what), **said)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with open_warehouse(self.settings.warehouse, sample=True, read_only=True) as connection:
            return connection.execute(query).fetchall()

    def fetches(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT source, url, outcome FROM fetches ORDER BY fetched_at, url")

    def article(self, brought: BroughtIn) -> Article:
        with open_warehouse(self.settings.warehouse, sample=True, read_only=True) as connection:
            standing = standing_article(connection, brought.address)
        assert standing is not None
        assert standing[0] == brought.article_id
        assert address_of(standing[1]) == brought.address
        return standing[1]

    def payload(self, article: Article) -> bytes:
        assert article.page_ref is not None
        return read_payload(self.settings.archive, article.page_ref)

    def retold(self) -> Retold:
        """What a replay would make of the archive, told apart from what stands."""
        with open_warehouse(self.settings.warehouse, sample=True, read_only=True) as connection:
            pages = archived_pages(connection)
        reread = extract_all(pages, self.settings.archive, self.sites, 1)
        parts = Stage(self.settings.data / "parts", "replay")
        return retell(reread, parts, {page.address for page in pages if page.article_id})


@pytest.fixture(scope="module")
def web() -> Iterator[SampleWeb]:
    with sample_web(first_address=191) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, web: SampleWeb) -> Desk:
    return Desk(tmp_path / "data", web.sites, web)


@pytest.fixture
def paper() -> Iterator[Loopback]:
    """A paper that is none of the sources, on this machine."""
    loopback, stop = start()
    yield loopback
    stop()


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def law_address(web: SampleWeb) -> str:
    from flows.demo.sites import sample_sites

    (law,) = [sample for sample in sample_sites() if sample.key == "law"]
    path = next(law.path(piece) for piece in law.pieces if not piece.fault)
    return f"{web.sites['sample-law'].base_url.rstrip('/')}{path}"


def test_a_page_of_a_known_site_comes_in_as_a_visit_would_bring_it(desk: Desk, web: SampleWeb) -> None:
    url = law_address(web)
    brought = desk.add(url)
    assert (brought.known, brought.outcome, brought.address) == (False, "fetched", url)
    article = desk.article(brought)
    assert (article.source, article.url) == ("sample-law", url)
    assert article.published_at is not None
    assert article.page_ref is not None
    assert hashlib.sha256(desk.payload(article)).hexdigest() == article.page_ref.sha256
    assert desk.fetches() == [("sample-law", url, "fetched")]
    assert desk.rows("SELECT count(*) FROM readings") == [(1,)], "the next run finds nothing left to read"


def test_a_report_of_an_unknown_paper_is_read_and_its_meeting_found(desk: Desk, paper: Loopback) -> None:
    paper.page("/news/1", page(*REPORT))
    article = desk.article(desk.add(f"{paper.base}/news/1", source="Костанайская газета"))
    assert (article.source, article.title) == ("Костанайская газета", TITLE)
    assert article.text == "\n\n".join(REPORT)
    assert desk.rows("SELECT kind, region, date_start FROM meetings") == [
        ("working_meeting", "KZ-39", date(2025, 5, 30))
    ]
    ((sentence, start, end, text),) = desk.rows(
        "SELECT sentence, char_start, char_end, text FROM evidence_sentences JOIN articles USING (article_id)"
    )
    assert text[start:end] == sentence


def test_what_is_known_is_not_asked_for_again_in_whatever_spelling(desk: Desk, paper: Loopback) -> None:
    paper.page("/news/1", page())
    first = desk.add(f"{paper.base}/news/1")
    asked = len(paper.seen)
    for url in (f"{paper.base}/news/1", f"{paper.base}/news/1/", f"{paper.base}/news/1?utm_source=tg#top"):
        assert desk.add(url) == replace(first, known=True, outcome="known")
    assert len(paper.seen) == asked
    assert desk.rows("SELECT count(*) FROM articles") == [(1,)]


def test_an_address_that_leads_on_brings_the_article_under_its_own_and_once(desk: Desk, paper: Loopback) -> None:
    paper.page("/news/1", page())
    paper.moved("/s/1", "/news/1")
    paper.moved("/s/2", "/news/1")
    brought = desk.add(f"{paper.base}/s/1")
    assert brought.address == f"{paper.base}/news/1"
    assert desk.add(f"{paper.base}/s/2") == replace(brought, known=True, outcome="duplicate")
    asked = len(paper.seen)
    assert desk.add(f"{paper.base}/s/1").known
    assert desk.add(f"{paper.base}/s/2").known
    assert len(paper.seen) == asked
    assert desk.rows("SELECT count(*) FROM articles") == [(1,)]
    assert desk.retold() == Retold(pages=1)


@pytest.mark.parametrize(
    ("path", "outcome", "advice"),
    [
        ("/gone", "http_error", "--url"),
        ("/front", "not_article", "--url"),
        ("/closed/1", "robots", "save the page"),
        ("/empty", "no_text", ".txt"),
        ("/picture", "not_html", "save the page"),
    ],
)
def test_an_address_without_a_report_is_one_line_with_what_to_do_and_its_outcome_stays(
    desk: Desk, paper: Loopback, path: str, outcome: str, advice: str
) -> None:
    paper.page("/robots.txt", "User-agent: *\nDisallow: /closed/\n", headers={"Content-Type": "text/plain"})
    paper.page("/", page())
    paper.moved("/front", "/")
    paper.page("/closed/1", page())
    paper.page("/empty", "")
    paper.page("/picture", b"\x89PNG", headers={"Content-Type": "image/png"})
    url = f"{paper.base}{path}"
    with pytest.raises(SourceError) as failed:
        desk.add(url)
    assert f"({outcome}" in str(failed.value)
    assert advice in str(failed.value)
    assert "\n" not in str(failed.value)
    assert desk.fetches() == [("127.0.0.1", url, outcome)]
    assert desk.rows("SELECT count(*) FROM articles") == [(0,)]


def test_private_addresses_are_refused_where_the_settings_do_not_allow_them(desk: Desk, paper: Loopback) -> None:
    paper.page("/news/1", page())
    workshop = desk.workshop()
    workshop.settings = workshop.settings.model_copy(update={"allow_private": False})
    with pytest.raises(SourceError, match="refused_address"):
        bring_in(workshop, f"{paper.base}/news/1")
    assert paper.seen == []


@pytest.mark.parametrize("what", ["ftp://gazeta.example/1", "https://user:pass@gazeta.example/1", "http://[::1/x"])
def test_what_is_no_address_is_refused_and_nothing_is_written(desk: Desk, what: str) -> None:
    with pytest.raises(BadInput, match="https://"):
        desk.add(what)
    assert not desk.settings.warehouse.exists()


def test_a_name_that_another_site_bears_is_refused(desk: Desk, web: SampleWeb, paper: Loopback) -> None:
    with pytest.raises(BadInput, match="sample-law"):
        desk.add(f"{paper.base}/news/1", source="sample-law")
    with pytest.raises(BadInput, match="belongs to sample-law"):
        desk.add(law_address(web), source="sample-portal")
    assert paper.seen == []


def test_a_saved_page_leads_back_to_the_bytes_that_were_given(desk: Desk, file: Callable[..., Path]) -> None:
    given = page().replace("utf-8", "windows-1251").encode("cp1251")
    brought = desk.add(file("report.HTML", given), url=WHERE)
    assert (brought.address, brought.outcome) == (WHERE, "file")
    article = desk.article(brought)
    assert desk.payload(article) == given
    assert (article.source, article.text) == ("gazeta.example", "\n\n".join(TEXT))
    assert desk.add(file("report.html", given), url=WHERE) == replace(brought, known=True, outcome="known")
    assert desk.rows("SELECT count(*) FROM pages") == [(1,)]


def test_a_page_saved_on_some_day_or_other_is_not_of_today(desk: Desk, file: Callable[..., Path]) -> None:
    """«Сегодня, 09:10» is of the day on which it was saved, and nobody knows that."""
    saved = page("Сегодня, 09:10", *TEXT, stamp="")
    article = desk.article(desk.add(file("a.html", saved), url=WHERE))
    assert article.published_at is None
    dated = desk.article(desk.add(file("b.html", saved), url=f"{WHERE}2", published=DAY))
    assert dated.published_at is not None
    assert dated.published_at.isoformat() == "2025-06-02T12:00:00+05:00"
    assert desk.rows("SELECT published_on FROM articles ORDER BY url") == [(None,), (DAY,)]


def test_a_day_that_the_page_contradicts_is_refused(desk: Desk, paper: Loopback, file: Callable[..., Path]) -> None:
    paper.page("/news/1", page())
    for what, said in ((f"{paper.base}/news/1", {}), (file("a.html", page()), {"url": WHERE})):
        with pytest.raises(BadInput, match="the report itself says 2025-06-02"):
            desk.add(what, published=date(2025, 6, 5), **said)
    assert desk.rows("SELECT count(*) FROM articles") == [(0,)]
    with pytest.raises(BadInput, match="--published 2031-01-01"):
        desk.add(file("a.html", page()), url=WHERE, published=date(2031, 1, 1))


def test_a_bare_text_comes_in_with_its_address_or_with_its_paper_and_day(desk: Desk, file: Callable[..., Path]) -> None:
    given = "\r\n\r\n".join(TEXT)
    first = desk.add(file("a.txt", b"\xef\xbb\xbf" + given.encode()), url=WHERE)
    assert desk.article(first).text == "\n\n".join(TEXT)
    second = desk.add(file("b.txt", given.encode("cp1251")), source="Районка", published=DAY)
    article = desk.article(second)
    assert (article.source, article.url, second.address[:7]) == ("Районка", None, "sha256:")
    assert desk.payload(article) == given.encode("cp1251")
    assert desk.add(file("c.txt", given), source="Районка", published=DAY).known


def test_one_article_as_a_json_line(desk: Desk, file: Callable[..., Path]) -> None:
    line = {"url": WHERE, "title": TITLE, "text": "\n\n".join(TEXT)}
    brought = desk.add(file("a.jsonl", json.dumps(line, ensure_ascii=False) + "\n"), published=DAY)
    article = desk.article(brought)
    assert (article.title, article.source) == (TITLE, "gazeta.example")
    assert article.published_at is not None
    assert json.loads(desk.payload(article)) == line


def test_a_replay_reads_what_was_given_as_it_was_read(desk: Desk, file: Callable[..., Path]) -> None:
    text = "\n\n".join(TEXT)
    desk.add(file("a.html", page("Сегодня, 09:10", *TEXT, stamp="")), url=WHERE, source="Районка", published=DAY)
    desk.add(file("b.txt", f"{text} Первый."), source="Районка", published=DAY)
    desk.add(file("c.txt", f"{text} Второй."), url=f"{WHERE}2")
    desk.add(file("d.jsonl", json.dumps({"text": f"{text} Третий."})), url=f"{WHERE}3", published=DAY)
    desk.add(file("e.jsonl", json.dumps({"text": f"{text} Четвёртый."})), source="Районка")
    assert desk.retold() == Retold(pages=5)


def _one(**line: object) -> str:
    return json.dumps(line) + "\n"


@pytest.mark.parametrize(
    ("name", "content", "said", "told"),
    [
        ("missing.html", None, {"url": WHERE}, "cannot be read"),
        ("empty.txt", b" \n", {"url": WHERE}, "an empty file"),
        ("binary.txt", bytes(range(256)) * 20, {"url": WHERE}, "undecodable"),
        ("binary.html", b"\x89PNG\r\n\x1a\n" + bytes(200), {"url": WHERE}, "not_html"),
        ("bare.html", page("")[:120], {"url": WHERE}, "no_text"),
        ("page.html", page(), {}, "--url"),
        ("text.txt", "Новость.", {"source": "Районка"}, "--published"),
        ("markup.txt", page(), {"url": WHERE}, "name it .html"),
        ("letter.docx", b"PK\x03\x04", {"url": WHERE}, "a file of another kind"),
        ("two.jsonl", _one(text="Первая.", url=WHERE) * 2, {}, r"holds 2 articles \(lines 1, 2\)"),
        ("broken.jsonl", '{"text": ', {"url": WHERE}, "broken.jsonl:1: not JSON"),
        ("nobody.jsonl", _one(text="Новость."), {}, "--source"),
        ("other.jsonl", _one(text="Новость.", url=WHERE), {"url": f"{WHERE}2"}, "leave --url out"),
        ("when.jsonl", _one(text="Новость.", url=WHERE, published_at="вчера"), {}, "published_at"),
        ("large.txt", b"a" * (8 * 1024 * 1024 + 1), {"url": WHERE}, "larger than"),
        ("page.html", page(), {"url": "gazeta.example/1"}, "https://"),
    ],
)
def test_a_file_that_cannot_be_taken_is_one_clear_line_and_leaves_nothing(
    desk: Desk, tmp_path: Path, name: str, content: str | bytes | None, said: dict[str, Any], told: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BadInput, match=told) as refused:
        desk.add(path, **said)
    assert "\n" not in str(refused.value)
    assert not desk.settings.data.exists()


def test_a_report_of_a_paper_that_is_not_watched_covers_no_day_and_counts_in_no_capture(
    tmp_path: Path, web: SampleWeb, paper: Loopback
) -> None:
    from flows.analyse import analyse, source_of
    from flows.each import each_in_threads
    from flows.monitor import run_in
    from flows.workshop import Intake
    from models.entry import entries_of
    from models.registry import load_registry

    desk = Desk(tmp_path / "data", web.sites, web)
    desk.settings = desk.settings.model_copy(update={"back_days": (web.as_of - web.back_to).days})
    run_in(desk.workshop(), Intake(sources=("sample-agency",)), direct=True)
    registry, sources = load_registry(), [source_of(site) for site in web.sites.values()]

    def looked() -> list[object]:
        with open_warehouse(desk.settings.warehouse, sample=True, read_only=True) as connection:
            coverage = read.coverage(connection, sources, registry)
        controls = desk.rows("SELECT region, looking, caught, printed FROM current_controls ORDER BY ALL")
        health = desk.rows("SELECT source, alarm FROM source_health ORDER BY source")
        return [coverage, entries_of(coverage, web.as_of), controls, health]

    before = looked()
    paper.page("/news/1", page(*REPORT))
    desk.add(f"{paper.base}/news/1")
    with pytest.raises(SourceError):
        desk.add(f"{paper.base}/news/2")
    workshop = desk.workshop()
    analyse(workshop, each_in_threads)
    assert workshop.report.failures == []
    assert desk.rows("SELECT count(*) FROM event_reports WHERE source = '127.0.0.1'") != [(0,)]
    assert looked() == before


def test_a_report_of_a_watched_site_that_a_person_brings_in_was_not_caught_by_it(
    tmp_path: Path, web: SampleWeb
) -> None:
    """It was missed: counted as caught, it would make silence say more than it does."""
    from flows.analyse import analyse
    from flows.each import each_in_threads
    from flows.monitor import run_in
    from flows.workshop import Intake

    desk = Desk(tmp_path / "data", web.sites, web)
    desk.settings = desk.settings.model_copy(update={"back_days": (web.as_of - web.back_to).days})
    run_in(desk.workshop(), Intake(sources=("sample-agency",)), direct=True)
    seen = ("SELECT region, caught, printed FROM current_controls ORDER BY ALL", "FROM current_occasions ORDER BY ALL")
    before = [desk.rows(query) for query in seen]
    missed = tmp_path / "missed.txt"
    missed.write_text("2 июня 2025 года аким Костанайской области Кумар Аксакалов провёл аппаратное совещание.\n")
    desk.add(missed, url=f"{web.sites['sample-agency'].base_url}/news/by-hand", published=date(2025, 6, 2))
    assert desk.rows("SELECT count(*) FROM appearances WHERE sitting AND region = 'KZ-39'") != [(0,)]
    analyse(desk.workshop(), each_in_threads)
    assert [desk.rows(query) for query in seen] == before
