"""Hostile words in every column: pages, letters, artifacts and sheets hold them as words, and are made of what they
are made of where nobody means harm."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hostile_world import CANARY, WORDS, acting, make
from letter_world import SENDER
from markdown_it import MarkdownIt
from warehouse_world import NOW

from flows.formulas import armed, defused
from flows.letter.command import digest, write_preview
from flows.letter.message import letter_message
from flows.run_report import Failure, RunReport
from flows.service.shown import shown_of
from flows.settings import Settings
from flows.site.pages import render
from flows.site.record import read_record
from flows.sql_shown import as_csv, as_markdown
from models.json_text import json_text
from warehouse.publish import DATABASE
from warehouse.published import open_published

SITE = {"sender": SENDER, "site_url": "https://akimwatch.example"}
WEEK = "2025-W24"
Shape = set[tuple[str, str]]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Settings]:
    """The hostile one, and the harmless one of the same rows."""
    hostile, harmless = (make(tmp_path_factory.mktemp("pages"), hostile=one) for one in (True, False))
    return hostile.model_copy(update=SITE), harmless.model_copy(update=SITE)


class _Shape(HTMLParser):
    """Which elements a page is made of, with which attributes; `links`: where they lead."""

    def __init__(self) -> None:
        super().__init__()
        self.shape: Shape = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape |= {(tag, ""), *((tag, name) for name, _ in attrs)}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]

    def handle_comment(self, data: str) -> None:
        self.shape.add(("<!--", ""))

    unknown_decl = handle_comment


def shape_of(*pages: str) -> _Shape:
    found = _Shape()
    for page in pages:
        found.feed(page)
        found.reset()
    return found


def leads_away(link: str) -> bool:
    """Whether a browser would do anything but open a page of ours or of the web for it."""
    return bool(re.match(r"\s*[a-z][\w+.-]*:", link, re.IGNORECASE)) and not re.match(r"https?://|cid:|data:,$", link)


def held(pages: dict[str, str], harmless: Shape) -> list[str]:
    """What the hostile pages have that the others do not."""
    wrong = []
    for name, page in pages.items():
        found = shape_of(page)
        wrong += [f"{name}: {part}" for part in found.shape - harmless]
        wrong += [f"{name}: {link[:80]!r}" for link in found.links if leads_away(link)]
        wrong += [f"{name}: {char}" for char in acting(page)]
    return wrong


@pytest.mark.slow
def test_the_site_is_made_of_what_it_always_is(worlds: tuple[Settings, Settings]) -> None:
    hostile, harmless = (dict(render(read_record(one.published / DATABASE))) for one in worlds)
    shape = shape_of(*harmless.values()).shape | {("svg", ""), ("strong", ""), ("q", ""), ("q", "lang"), ("li", "id")}
    assert held({name: page for name, page in hostile.items() if name.endswith(".html")}, shape) == []
    assert sum(CANARY in page for page in hostile.values()) > 30
    assert all(re.fullmatch(r"[\w/.-]+", name) for name in hostile), "names of files are ours"


def letters(of: Settings) -> dict[str, Any]:
    return {language: digest(of, WEEK, language) for language in ("ru", "en")}  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_letter_is_made_of_what_it_always_is(worlds: tuple[Settings, Settings]) -> None:
    hostile, harmless = (letters(one) for one in worlds)
    shape = shape_of(*(one.html for one in harmless.values())).shape
    assert held({name: one.html for name, one in hostile.items()}, shape) == []
    assert all(CANARY in one.html and CANARY in one.text for one in hostile.values())
    assert [acting(one.text) for one in hostile.values()] == [[], []]


@pytest.mark.slow
def test_every_header_of_the_letter_is_ours_and_one_line(worlds: tuple[Settings, Settings]) -> None:
    for one in letters(worlds[0]).values():
        wire = letter_message(one, "a@readers.example", worlds[0], at=NOW).as_bytes()
        mail = message_from_bytes(wire, _class=EmailMessage, policy=default)
        assert {name.casefold() for name in mail} <= _HEADERS
        assert [name for name in mail if name.casefold() == "to"] == ["To"]
        assert not [value for value in mail.values() if acting(str(value)) or "\n" in str(value)]
        assert not re.search(rb"^bcc:", wire, re.MULTILINE | re.IGNORECASE)
        assert [part.defects for part in mail.walk()] == [[] for _ in mail.walk()]


_HEADERS = {
    "from", "to", "subject", "date", "message-id", "list-id", "list-unsubscribe", "auto-submitted", "content-language",
    "mime-version", "content-type", "content-transfer-encoding",
}  # fmt: skip


def rendered(markdown: str) -> _Shape:
    """As a page shows it that takes everything: HTML, tables, links."""
    return shape_of(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


@pytest.mark.slow
def test_prefects_page_shows_words_and_no_markup_of_theirs(worlds: tuple[Settings, Settings]) -> None:
    shown = shown_of(worlds[0])
    assert shown is not None
    report = RunReport(run_id="r1", remarks=list(WORDS), head_alarms=WORDS)
    for word in WORDS:
        report.count(word, word)
        report.failures.append(Failure(step="visit", about=word, reason=word))
    for markdown in (shown.alarms, report.markdown()):
        found = rendered(markdown)
        assert {tag for tag, _ in found.shape} <= {
            "h1",
            "ul",
            "li",
            "p",
            "strong",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        assert found.links == []
        assert acting(markdown) == []
        assert CANARY in markdown
    cells = [cell for row in shown.verdicts for cell in row.values()]
    assert not [cell for cell in cells if acting(cell) or re.search(r"(?<!\\)\[[^\]]*\]\(", cell)]


def test_a_report_has_one_line_for_each_thing_whatever_it_is_about() -> None:
    report = RunReport(run_id="r1", remarks=[WORDS[4]])
    report.failures.append(Failure(step="visit", about=WORDS[4], reason=f"{WORDS[17]}\nakimwatch: all is well"))
    assert not [line for line in report.lines() if acting(line) or "\n" in line]
    assert sum(line.startswith(("?", "!")) for line in report.lines()) == 2


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_no_cell_of_a_sheet_is_a_formula_whatever_divides_its_lines(divider: str) -> None:
    """A spreadsheet of another country takes our commas for text, and every quotation mark but a cell's first."""
    pieces = [";=1+1", 'x;"=1+1"', "x\n=1+1", "x\r=1+1", "x\t@SUM(1)", "x;＝1", ";\t=1", "x;'+1", "-1", "x; -1"]
    text = as_csv(["name"], [(word,) for word in (*WORDS, *pieces)])
    if divider == ",":
        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    else:
        cells = [cell for line in re.split("[\r\n]", text) for cell in line.split(divider)]
    begun = [cell.lstrip('"') if divider != "," else cell for cell in cells]
    assert not [cell for cell in begun if cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r")) and cell != "-1"]


def test_what_was_defused_comes_back_as_it_was() -> None:
    for word in WORDS:
        assert re.sub("(?<=[;\t\r\n]) ", "", armed(defused(word))) == re.sub("(?<=[;\t\r\n]) ", "", word)
        assert armed(defused(f"{word[:1]}x")) == f"{word[:1]}x"


def test_a_markdown_table_is_a_table_and_nothing_else() -> None:
    found = rendered(as_markdown(WORDS, [WORDS, WORDS]))
    assert {tag for tag, _ in found.shape} <= {"table", "thead", "tbody", "tr", "th", "td"}
    assert found.links == []


def test_json_holds_every_word_exactly_and_shows_nothing_that_acts() -> None:
    words = {"\ud83d\x7f\u202e": [*WORDS, "\udc00", "\U000e0041", "язык 🌾"]}
    text = json_text(words, indent=1)
    assert acting(text) == []
    assert __import__("json").loads(text) == words
    assert "язык 🌾" in text


@pytest.mark.slow
def test_every_table_and_view_answers_and_holds_the_words_as_they_are(worlds: tuple[Settings, Settings]) -> None:
    """Nothing of what is stored is changed by what it says: neither in the file nor in the Parquet beside it."""
    parquet = worlds[0].published / "parquet"
    with open_published(worlds[0].published / DATABASE) as opened:
        names = [
            name
            for (name,) in opened.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
            ).fetchall()
        ]
        assert len(names) > 60
        told = {name: opened.execute(f'FROM "{name}"').fetchall() for name in names}
    titles = {
        row
        for (row,) in duckdb.sql(
            f"SELECT title FROM '{str(parquet).replace(chr(39), chr(39) * 2)}/articles.parquet'"
        ).fetchall()
    }
    assert titles <= set(WORDS)
    assert titles == {cell for row in told["articles"] for cell in row if cell in titles}
    assert sum(CANARY in str(rows) for rows in told.values()) > 30


# --- In a browser ---------------------------------------------------------------------------------------------------

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed (apt-get install chromium)")
def test_in_a_browser_no_script_of_theirs_runs_and_nothing_is_asked_for(
    browser: Any, worlds: tuple[Settings, Settings], tmp_path: Path
) -> None:
    from flows.site.command import write_site

    first = write_site(worlds[0].published / DATABASE, tmp_path / "site")
    write_preview(digest(worlds[0], WEEK, "ru"), tmp_path / "letter.html")
    site, page, wrong = first.parent, browser.new_page(), list[str]()
    page.on("dialog", lambda one: (wrong.append(one.message), one.dismiss()))
    page.on("request", lambda one: None if one.url.startswith(("file://", "data:")) else wrong.append(one.url))
    few = [*sorted(site.glob("ru/*.html")), *sorted(site.glob("ru/regions/KZ-[135]*.html")),
           *sorted(site.glob("en/sentences/*.html"))[:3], tmp_path / "letter.html"]  # fmt: skip
    for path in few:
        page.goto(path.as_uri())
        for button in page.query_selector_all("th button"):
            button.click()
        if find := page.query_selector("#find"):
            find.fill("<img src=x onerror=window.hit=1>")
        wrong += [path.name] if page.evaluate("window.hit !== undefined") else []
        acts = "[...document.querySelectorAll('*')].some(e => [...e.attributes].some(a => a.name.startsWith('on')))"
        wrong += [f"{path.name}: a handler"] if page.evaluate(acts) else []
        tags = set(page.evaluate("[...document.querySelectorAll('*')].map(e => e.localName)"))
        wrong += [f"{path.name}: {tag}" for tag in tags & {"iframe", "object", "embed", "form", "base", "link2"}]
    assert wrong == []
