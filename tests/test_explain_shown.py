"""`akimwatch read --explain` and `--html`: for a person, whole in themselves, harmless whatever a publisher writes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from explaining import explained, gold_cases, sheet
from lxml import html

from flows.explain.command import explain
from flows.explain.page import PageWriter, article_html
from flows.explain.terminal import PIPE_WIDTH, TerminalWriter
from models.errors import BadInput
from models.explained import Explained
from models.registry import load_registry

GATED = "В Актау открыли новый сквер, жители рады."
MEETING = (
    "Аким Костанайской области Кумар Аксакалов 27 июня 2025 года провел совещание по межэтнической ситуации с участием"
    " представителей Ассамблеи народа Казахстана."
)
HOSTILE = "<script>alert(1)</script> & \"'><img src=x onerror=alert(1)> {{ 7*7 }} {label} </details></div>"
ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e"
FIELDS = (
    *("kind", "status", "level", "region", "interethnic_topic", "assembly_present", "date_start .. date_end"),
    *("date_basis", "attendance", "confidence", "rule"),
)


def write(path: Path, *lines: str | dict[str, Any]) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def run(*paths: Path | str, page: Path | None = None, text: bool = True, stdin: bytes = b"") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = explain(
        [str(path) for path in paths],
        load_registry(),
        text=out if text else None,
        page=page,
        err=err,
        standard_input=io.BytesIO(stdin),
    )
    return code, out.getvalue(), err.getvalue()


def text_of(each: Explained) -> str:
    out = io.StringIO()
    TerminalWriter(out).write(sheet(each))
    return out.getvalue()


def page_of(tmp_path: Path, *all_explained: Explained) -> str:
    with PageWriter(tmp_path / "page.html") as page:
        for number, each in enumerate(all_explained, start=1):
            page.add(sheet(each, where=f"a.jsonl:{number}"), each)
    return (tmp_path / "page.html").read_text(encoding="utf-8")


def command(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "read", *arguments], input=stdin, capture_output=True, check=False
    )


def test_the_text_shows_every_field_with_the_words_that_decided() -> None:
    shown = text_of(explained(MEETING, title="Совещание в Костанае", published="2025-06-28T12:00:00+05:00"))
    for field in FIELDS:
        assert f"\n  {field}  " in shown
    assert "«провел» (60-66) tells it in the past tense" in shown
    assert "KZ-39 Костанайская область: Аксакалов Кумар, chaired, named" in shown
    assert "«27 июня 2025 года» (42-59) stands in its own clause" in shown


def test_in_a_pipe_the_text_is_plain_and_of_a_fixed_width() -> None:
    shown = text_of(explained(MEETING, title="Совещание в Костанае"))
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= PIPE_WIDTH
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_nothing_that_a_publisher_writes_acts_on_a_terminal() -> None:
    shown = text_of(explained(f"{ESCAPES}{MEETING}\n\n{ESCAPES}", title=f"{ESCAPES} [bold]Совещание[/bold] :smile:"))
    assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert "[bold]Совещание[/bold] :smile:" in shown


def test_several_files_and_standard_input_are_told_in_order_and_broken_lines_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # short names: a head longer than the screen is folded
    one = write(Path("a.jsonl"), {"id": 7, "text": MEETING}, "{", {"text": GATED})
    page = Path("page.html")
    code, out, err = run(one, "-", Path("none.jsonl"), page=page, stdin=b'{"text": "%s"}' % GATED.encode())
    assert code == 1
    heads = [line for line in out.splitlines() if line.startswith((str(one), "-:"))]
    assert heads == [f"{one}:1  read, 1 meeting", f"{one}:3  gated", "-:1  gated"]
    assert err.splitlines()[0].startswith(f"{one}:2: not JSON")
    assert "none.jsonl: cannot be read" in err.splitlines()[1]
    assert err.splitlines()[-1] == f"{page}: 3 articles, 1 meeting"
    assert len(html.fromstring(page.read_text(encoding="utf-8")).xpath("//article")) == 3


def test_an_article_without_title_day_or_address_is_shown_as_such(tmp_path: Path) -> None:
    each = explained(MEETING, published=None)
    assert "published day unknown" in text_of(each)
    assert "(no title)" in page_of(tmp_path, each)


@pytest.mark.slow
def test_the_plain_command_prints_json_lines_and_nothing_else(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": 1, "title": HOSTILE, "text": MEETING}, {"id": 2, "text": GATED})
    plain = command(str(file))
    assert [json.loads(line)["id"] for line in plain.stdout.splitlines()] == [1, 2]
    assert (plain.returncode, plain.stderr) == (0, b"")
    page = tmp_path / "page.html"
    only_page = command(str(file), "--html", str(page))
    assert (only_page.returncode, only_page.stdout) == (0, b"")
    both = command("-", "--explain", "--html", str(page), stdin=file.read_bytes())
    assert (both.returncode, both.stdout[:4]) == (0, b"-:1 ")
    assert command(str(file)).stdout == plain.stdout


@pytest.mark.parametrize("title", [HOSTILE, f"Совещание {HOSTILE}", "\x00\x1b[0m\ud83d"])
def test_no_word_of_a_publisher_becomes_markup(tmp_path: Path, title: str) -> None:
    each = explained(f"{title}\n\n{MEETING} {title}", title=title)
    page = page_of(tmp_path, each)
    tree = html.fromstring(page)
    assert tree.xpath("//script | //img | //link | //iframe | //@onerror | //@onclick") == []
    assert len(tree.xpath("//article")) == 1
    assert "{{ 7*7 }}" in page or HOSTILE not in title
    assert not set(page) & set("\x00\x1b\ud83d")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://", "http://[::1"])
def test_an_address_that_no_browser_should_open_is_no_link(url: str) -> None:
    each = explained(MEETING)
    shown = article_html("a1", _at(sheet(each), url), each)
    assert [href for href in html.fromstring(shown).xpath("//@href") if not href.startswith("#")] == []
    assert url.strip() in html.fromstring(shown).text_content()


def _at(shown: Any, url: str) -> Any:
    from dataclasses import replace

    return replace(shown, url=url)


def test_the_page_fetches_nothing_and_links_only_to_the_articles_themselves(tmp_path: Path) -> None:
    each = explained(MEETING, title="Совещание")
    with PageWriter(tmp_path / "page.html") as page:
        page.add(_at(sheet(each), "https://example.kz/1"), each)
    shown = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "url(" not in shown
    assert "@import" not in shown
    tree = html.fromstring(shown)
    assert tree.xpath("//@src") == []
    assert {href for href in tree.xpath("//@href") if not href.startswith("#")} == {"https://example.kz/1"}


@pytest.mark.slow
def test_the_marked_text_is_the_text_as_given_and_every_quotation_finds_its_words(tmp_path: Path) -> None:
    from explaining import dev_explained

    shown = dev_explained()
    tree = html.fromstring(page_of(tmp_path, *shown))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    assert {href[1:] for href in tree.xpath("//a[@class='quote']/@href")} <= set(tree.xpath("//mark/@id"))
    for each, article in zip(shown, tree.xpath("//article"), strict=True):
        lines = [line.text_content() for line in article.xpath(".//div[@class='paragraph']")]
        assert lines == [line for line in each.article.text.split("\n") if line.strip()]
        assert "".join(article.xpath("./header/h2")[0].itertext()).strip() == (each.article.title or "").strip()


def test_a_quotation_leads_to_the_mark_on_its_words() -> None:
    each = explained(MEETING, title="Совещание в Костанае")
    tree = html.fromstring(article_html("a1", sheet(each), each))
    marks = {mark.get("id"): mark.text_content() for mark in tree.xpath("//mark")}
    quoted = {link.text_content(): marks[link.get("href")[1:]] for link in tree.xpath("//a[@class='quote']")}
    assert quoted["«совещание»"] == "совещание"
    assert quoted["«провел»"] == "провел"
    assert quoted["«27 июня 2025 года»"] == "27 июня 2025 года"
    assert quoted["«Аким Костанайской области Кумар Аксакалов»"] == "Аким Костанайской области Кумар Аксакалов"


@pytest.mark.slow
def test_the_table_of_the_page_has_every_field_of_every_meeting(tmp_path: Path) -> None:
    from explaining import dev_explained

    shown = [each for each in dev_explained() if each.meetings]
    tree = html.fromstring(page_of(tmp_path, *shown))
    meetings = tree.xpath("//section[@class='meeting']")
    assert len(meetings) == sum(len(case["meetings"]) for case in gold_cases("dev"))
    for meeting in meetings:
        assert set(FIELDS) <= {name.text_content() for name in meeting.xpath(".//th")}
        assert all(row.xpath(".//li") for row in meeting.xpath(".//tr"))


@pytest.mark.slow
def test_no_markup_of_the_page_itself_is_shown_as_words(tmp_path: Path) -> None:
    from explaining import dev_explained

    words = html.fromstring(page_of(tmp_path, *dev_explained())).text_content()
    assert not [tag for tag in ("<span", "<mark", "<div", "&lt;", "&amp;", "Markup(") if tag in words]


def test_a_page_never_overwrites_what_is_to_be_read(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"text": GATED})
    before = file.read_bytes()
    with pytest.raises(BadInput, match="would be overwritten"):
        run(file, page=file)
    with pytest.raises(BadInput, match="a folder"):
        run(file, page=tmp_path)
    with pytest.raises(BadInput, match="no folder"):
        run(file, page=tmp_path / "none" / "page.html")
    assert file.read_bytes() == before
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_a_page_that_is_not_finished_leaves_the_one_before(tmp_path: Path) -> None:
    each = explained(GATED)
    page_of(tmp_path, each)
    before = (tmp_path / "page.html").read_bytes()
    with pytest.raises(AttributeError), PageWriter(tmp_path / "page.html") as page:
        page.add(None, each)  # type: ignore[arg-type]
    assert (tmp_path / "page.html").read_bytes() == before
    assert os.listdir(tmp_path) == ["page.html"]
