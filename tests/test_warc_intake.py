"""Files of other people's crawls as a way in: looked through once, resumed at a record, and never trusted."""

from __future__ import annotations

import gzip
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ccnews_files import ABOUT_AKIM, ABOUT_MEETING, WORDLESS, Crawled, article_page, crawl
from flaky_store import flaky_store, put

from extractors import gate
from extractors.web import warcstore
from extractors.web.archive import read_payload
from flows.collect import collect
from flows.each import each_in_threads
from flows.run_report import RunReport
from flows.settings import Settings
from flows.warcs import stretch, taking
from flows.workshop import Intake, Workshop, open_workshop
from models.errors import BadInput
from models.records import PageRef

NOW = datetime(2025, 6, 10, tzinfo=UTC)
SITE = "https://tengrinews.kz/kazakhstan_news"
MENU = "<a href='/a'>Аким Астаны выступил</a> <a href='/b'>Ассамблея народа Казахстана</a>"
PAGES = [
    Crawled(url=f"{SITE}/pogoda-1/", body=article_page(WORDLESS, title="Погода")),
    Crawled(url=f"{SITE}/pogoda-2/", body=article_page(WORDLESS, title="Погода в Костанае", menu=MENU)),
    Crawled(url=f"{SITE}/akim-3/", body=article_page(ABOUT_AKIM), encoding="gzip"),
    Crawled(url="https://lemonde.example/a/", body=article_page(ABOUT_MEETING)),
    Crawled(url=f"{SITE}/ank-4/", body=article_page(ABOUT_MEETING), encoding="chunked"),
    Crawled(url=f"{SITE}/gone-5/", body=b"<html><body>404</body></html>", status="404 Not Found"),
]


class House:
    """A data folder, and what it holds after each run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(data=folder / "data", workers=1)

    def workshop(self) -> Workshop:
        return open_workshop(self.settings, now=NOW)

    def take(self, *files: Path | str) -> RunReport:
        workshop = self.workshop()
        collect(workshop, Intake(warcs=tuple(map(str, files))), each_in_threads)
        return workshop.report

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with self.workshop().warehouse() as connection:
            return connection.execute(statement).fetchall()

    def file(self, pages: Sequence[Crawled], name: str = "CC-NEWS-1.warc.gz") -> Path:
        path = self.folder / name
        path.write_bytes(crawl(pages))
        return path

    def held(self) -> dict[str, list[tuple[Any, ...]]]:
        """What the files brought, without what names the run and the moment, or the place in the archive."""
        return {
            "articles": self.rows("SELECT article_id, source, url, title FROM articles ORDER BY ALL"),
            "passed": self.rows("SELECT source, url, title, published_on, regions, gate FROM passed_over ORDER BY ALL"),
            "fetches": self.rows("SELECT DISTINCT source, url, outcome, reason FROM fetches ORDER BY ALL"),
            "hosts": self.rows("SELECT host, source, records FROM hosts_seen ORDER BY ALL"),
            "files": self.rows(
                "SELECT warc_file, taken_to, whole, records, pages, broken FROM warc_files ORDER BY ALL"
            ),
        }


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_pages_that_no_gate_lets_through_leave_their_title_and_nothing_else(house: House) -> None:
    report = house.take(house.file(PAGES))
    assert report.failures == []
    assert report.outcomes == {"gated": 2, "fetched": 2, "http_error": 1}
    assert house.rows("SELECT title, published_on::VARCHAR, regions FROM passed_over ORDER BY url") == [
        ("Погода", "2025-06-02", []),
        ("Погода в Костанае", "2025-06-02", ["KZ-39"]),
    ]
    assert house.rows("SELECT count(*) FROM fetches WHERE outcome = 'gated' AND page_id IS NOT NULL") == [(0,)]
    assert [url for (url,) in house.rows("SELECT url FROM articles ORDER BY url")] == [
        f"{SITE}/akim-3/",
        f"{SITE}/ank-4/",
    ]


def test_what_is_kept_leads_back_to_bytes_that_outlive_the_file(house: House) -> None:
    file = house.file(PAGES)
    house.take(file)
    file.unlink()
    bodies = {page.url: page.body for page in PAGES}
    rows = house.rows(
        "SELECT articles.url, archive_file, archive_offset, archive_sha256 FROM articles JOIN pages USING (page_id)"
    )
    assert len(rows) == 2
    for url, name, offset, sha256 in rows:
        assert read_payload(house.settings.archive, PageRef(file=name, offset=offset, sha256=sha256)) == bodies[url]


def test_hosts_are_told_ours_and_strangers(house: House) -> None:
    report = house.take(house.file(PAGES))
    assert report.strangers == {"lemonde.example": 1}
    assert any("lemonde.example 1" in line for line in report.lines())
    assert house.rows("SELECT host, source, records FROM hosts_seen") == [
        ("tengrinews.kz", "tengrinews", 5),
        ("lemonde.example", None, 1),
    ]


def test_a_file_is_taken_once_and_again_when_the_gates_ask_for_other_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = house.file(PAGES)
    house.take(file)
    again = house.take(file)
    assert again.outcomes == {}
    assert again.remarks == [f"{file}: taken in before, to its end"]
    monkeypatch.setattr(gate, "version", lambda: "another")
    assert house.take(file).outcomes == {"gated": 2, "unchanged": 2, "http_error": 1}
    assert house.rows("SELECT count(*) FROM articles") == [(2,)]


@pytest.mark.parametrize("after", range(1, 12))
def test_a_run_that_dies_goes_on_at_the_record_where_it_stood(
    house: House, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = House(tmp_path / "other")
    undisturbed.folder.mkdir()
    file = house.file(PAGES)
    undisturbed.take(shutil.copy2(file, undisturbed.folder))
    monkeypatch.setattr(stretch, "MOST_RECORDS", 2)
    met, own = [0], taking._Taking.meet

    def die(self: Any, *given: Any) -> None:
        met[0] += 1
        if met[0] > after:
            raise KeyboardInterrupt
        own(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(taking._Taking, "meet", die)
        with pytest.raises(KeyboardInterrupt):
            house.take(file)
    report = house.take(file)
    assert report.failures == []
    assert house.held() == undisturbed.held()
    assert sum(report.outcomes.values()) < 5 or after < 5


@pytest.mark.parametrize("spoil", ["cut", "garbage", "no address"])
def test_what_is_spoilt_is_named_counted_and_the_rest_is_taken(house: House, spoil: str) -> None:
    whole, one = crawl(PAGES), crawl(PAGES[:1])
    nameless = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2025-06-03T10:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    )
    content = {
        "cut": whole[:-40],
        "garbage": one + b"no gzip member" + whole,
        "no address": one + gzip.compress(nameless) + whole,
    }[spoil]
    file = house.folder / "CC-NEWS-1.warc.gz"
    file.write_bytes(content)
    report = house.take(file)
    (failure,) = report.failures
    assert failure.reason.startswith("1 place in it could not be read, the rest is taken: CC-NEWS-1.warc.gz: at byte")
    assert report.exit_code == 1
    assert report.outcomes["fetched"] == 2
    assert house.rows("SELECT len(broken), whole FROM warc_files") == [(1, spoil != "cut")]
    if spoil == "cut":
        file.write_bytes(whole)  # the download is done again, and brings the rest
        assert house.take(file).failures == []
    undisturbed = House(house.folder / "other")
    undisturbed.folder.mkdir()
    undisturbed.take(undisturbed.file(PAGES))
    for held in ("articles", "passed", "fetches"):
        mine = [row for row in house.held()[held] if "unchanged" not in row]
        assert mine == undisturbed.held()[held]


def test_a_bucket_that_fails_half_of_the_time_gives_everything(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcstore, "_WAIT_FIRST", 0.01)
    monkeypatch.setattr(warcstore, "_WAIT_MOST", 0.02)
    monkeypatch.setattr(warcstore, "_BLOCK", 2000)
    with flaky_store(monkeypatch) as store:
        address = put("crawl-data/CC-NEWS-1.warc.gz", crawl(PAGES))
        store.fails = 0.5
        report = house.take(address)
    assert store.failed > 2
    assert (report.failures, report.outcomes) == ([], {"gated": 2, "fetched": 2, "http_error": 1})
    assert house.rows("SELECT warc_file, whole FROM warc_files") == [(address, True)]


def test_a_bucket_that_stays_away_costs_the_rest_of_its_file_until_the_next_run(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warcstore, "_WAIT_FIRST", 0.01)
    monkeypatch.setattr(warcstore, "_WAIT_MOST", 0.02)
    monkeypatch.setattr(warcstore, "_PATIENCE", 0.3)
    monkeypatch.setattr(warcstore, "_BLOCK", 500)
    with flaky_store(monkeypatch) as store:
        address = put("CC-NEWS-1.warc.gz", crawl(PAGES))
        own, met = taking._Taking.meet, [0]

        def go_away(self: Any, *given: Any) -> None:
            met[0] += 1
            store.fails = 1.0 if met[0] == 5 else store.fails
            own(self, *given)

        with monkeypatch.context() as patched:
            patched.setattr(taking._Taking, "meet", go_away)
            first = house.take(address)
        (failure,) = first.failures
        assert "Service Unavailable" in failure.reason
        assert "goes on there" in failure.reason
        store.fails = 0.0
        second = house.take(address)
    assert second.failures == []
    assert Counter(first.outcomes) + Counter(second.outcomes) == {"gated": 2, "fetched": 2, "http_error": 1}
    assert house.rows("SELECT DISTINCT whole FROM warc_files") == [(True,)]


def test_an_older_capture_takes_nothing_from_what_stands(house: House) -> None:
    new = Crawled(url=f"{SITE}/akim-3/", body=article_page(ABOUT_AKIM, title="Новое"), at="2025-06-05T10:00:00Z")
    old = Crawled(url=f"{SITE}/akim-3/", body=article_page(ABOUT_AKIM, title="Старое"), at="2025-06-03T10:00:00Z")
    house.take(house.file([new], "new.warc.gz"))
    assert house.take(house.file([old], "old.warc.gz")).outcomes == {"unchanged": 1}
    assert house.rows("SELECT title FROM current_articles") == [("Новое",)]


def test_a_later_capture_without_the_words_takes_the_place_of_the_one_with_them(house: House) -> None:
    one = Crawled(url=f"{SITE}/akim-3/", body=article_page(ABOUT_AKIM), at="2025-06-03T10:00:00Z")
    other = Crawled(url=f"{SITE}/akim-3/", body=article_page(WORDLESS), at="2025-06-05T10:00:00Z")
    house.take(house.file([one], "one.warc.gz"))
    house.take(house.file([other], "other.warc.gz"))
    ((text,),) = house.rows("SELECT text FROM current_articles")
    assert WORDLESS in text


def test_of_two_captures_in_one_run_that_of_the_later_file_stands(house: House) -> None:
    files = [
        house.file(
            [Crawled(url=f"{SITE}/akim-3/", body=article_page(ABOUT_AKIM, title=f"Заголовок {number}"))],
            f"{number}.warc.gz",
        )
        for number in range(6)
    ]
    house.take(*reversed(files))
    assert house.rows("SELECT title FROM current_articles") == [("Заголовок 0",)]


def test_an_address_with_a_login_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadInput) as caught:
        Intake(warcs=("https://me:hush@host.example/a.warc.gz",))
    assert "hush" not in str(caught.value)
    assert "https://***@host.example/a.warc.gz" in str(caught.value)


def test_a_missing_file_is_one_clear_line_and_the_others_are_taken(house: House) -> None:
    report = house.take(house.folder / "none.warc.gz", house.file(PAGES))
    (failure,) = report.failures
    assert failure.about == str(house.folder / "none.warc.gz")
    assert failure.reason.endswith("cannot be read (No such file or directory); give a WARC file")
    assert report.outcomes["fetched"] == 2


def test_a_moved_file_is_the_same_file(house: House) -> None:
    file = house.file(PAGES)
    house.take(file)
    (house.folder / "elsewhere").mkdir()
    moved = house.folder / "elsewhere" / file.name
    os.rename(file, moved)
    assert house.take(moved).outcomes == {}
    assert str(house.folder) not in str(house.rows("FROM warc_parts") + house.rows("FROM passed_over"))


def test_a_file_named_twice_is_taken_once(house: House) -> None:
    file = house.file(PAGES)
    report = house.take(file, f"{house.folder}/./{file.name}", file)
    assert (report.failures, report.remarks) == ([], [])
    assert report.outcomes == {"gated": 2, "fetched": 2, "http_error": 1}


def test_a_capture_from_the_future_is_no_capture(house: House) -> None:
    """It would stand for ever: nothing that is fetched later would be later."""
    report = house.take(
        house.file([Crawled(url=f"{SITE}/a-1/", body=article_page(ABOUT_AKIM), at="9999-01-01T00:00:00Z")])
    )
    (failure,) = report.failures
    assert "fetched in the future, 9999-01-01" in failure.reason
    assert house.rows("SELECT count(*) FROM fetches") == [(0,)]


@pytest.mark.parametrize("host", ["WWW.TengriNews.KZ", "tengrinews.kz:443", "tengrinews.kz."])
def test_a_host_is_ours_however_it_is_spelt(house: House, host: str) -> None:
    report = house.take(house.file([Crawled(url=f"https://{host}/news/a-1/", body=article_page(ABOUT_AKIM))]))
    assert (report.failures, report.outcomes) == ([], {"fetched": 1})


def test_hosts_made_to_spoil_a_list_are_none(house: House) -> None:
    hosts = ["a" * 5000 + ".kz", "x\u202ey.kz", "ok.example"]
    house.take(house.file([Crawled(url=f"https://{host}/", body=b"<html>") for host in hosts]))
    assert house.rows("SELECT host FROM hosts_seen") == [("ok.example",)]


@pytest.mark.parametrize("kind", ["fifo", "device", "folder"])
def test_what_is_no_file_is_one_clear_line(house: House, kind: str) -> None:
    path = {"fifo": house.folder / "fifo", "device": Path("/dev/zero"), "folder": house.folder}[kind]
    if kind == "fifo":
        os.mkfifo(path)
    (failure,) = house.take(path).failures
    assert failure.reason.endswith("give a WARC file")


@pytest.mark.parametrize("status", ["99999999999999999999999 X", "9" * 5000, "-1 X", "X"])
def test_an_absurd_status_costs_its_own_page_alone(house: House, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretch, "MOST_RECORDS", 3)
    body = article_page(ABOUT_AKIM)
    pages = [Crawled(url=f"{SITE}/a-{number}/", body=body) for number in range(6)]
    pages[1] = Crawled(url=f"{SITE}/absurd/", body=body, status=status)
    house.take(house.file(pages))
    assert house.rows("SELECT count(*) FROM articles") == [(5,)]
    assert house.rows("SELECT whole FROM warc_files") == [(True,)]
    assert house.rows("SELECT count(*) FROM fetches WHERE outcome = 'fetched'") == [(5,)]
