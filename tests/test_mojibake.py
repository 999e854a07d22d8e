"""Words whose encoding was lost before they came here reach no table: the article is refused, a title is unknown."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import fewer, russian, texts

from extractors.article import Rejected, read_page
from extractors.given import GIVEN_TEXT, read_archived
from extractors.mojibake import garbled_share, is_garbled
from extractors.web.archive import Archive
from extractors.web.feeds import read_feed
from extractors.web.listed import plain
from flows.extracting import extract
from flows.files_in import FileIntake
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.records import Article
from models.zone import ALMATY
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.scratch import ArchivedPage, archived_pages

TITLE = "Аким области провёл заседание совета"
LINE = "Аким области провёл заседание совета Ассамблеи, на котором говорили о школах, дорогах и о весеннем севе."
SECOND = "В заседании участвовали руководители этнокультурных объединений, учителя и жители сёл; спрашивали о воде."
KAZAKH = "Облыс әкімі этномәдени бірлестіктермен кездесу өткізіп, ұлтаралық келісім туралы мәселелерді талқылады."
NOW = datetime(2025, 10, 22, 18, 0, tzinfo=ALMATY)
# (written in, read as): each turns «Аким» into words that are valid UTF-8 and nobody's.
LOST = [
    *(("utf-8", read) for read in ("windows-1251", "latin-1", "windows-1252", "koi8-r", "cp866")),
    *(("windows-1251", read) for read in ("latin-1", "koi8-r", "cp866")),
    *(("koi8-r", "windows-1251"), ("koi8-r", "latin-1"), ("iso-8859-5", "windows-1251")),
    *(("cp866", "windows-1251"), ("cp866", "koi8-r")),
]


def garbled(text: str, written: str, read: str) -> str:
    return text.encode(written, "ignore").decode(read, "replace")


def page(*paragraphs: str, title: str = TITLE) -> Article | Rejected:
    body = "".join(f"<p>{line}</p>" for line in paragraphs)
    payload = f"<html><body><h1>{title}</h1><article>{body}</article></body></html>".encode()
    return read_page(payload, url="https://news.example/a-1", content_type=None, site=None)


@pytest.mark.parametrize(("written", "read"), LOST)
def test_a_page_whose_encoding_was_lost_is_undecodable(written: str, read: str) -> None:
    got = page(garbled(LINE, written, read), garbled(SECOND, written, read))
    assert isinstance(got, Rejected)
    assert got.outcome == "undecodable"
    assert "garbled" in got.reason


@fewer
@given(texts(russian), st.sampled_from(LOST))
def test_any_text_whose_encoding_was_lost_is_known_for_it(text: str, lost: tuple[str, str]) -> None:
    """As written, for all in capitals or small letters the other case comes of KOI8: «упчеф», a word like any other."""
    wrong = garbled(text, *lost)
    swapped = {"koi8-r"} & set(lost) and (text.isupper() or text.islower())
    assert swapped or is_garbled(wrong) or garbled_share(wrong) > 0


@fewer
@given(texts())
def test_russian_and_kazakh_are_never_taken_for_garbled(text: str) -> None:
    assert garbled_share(text) == 0


@pytest.mark.parametrize(
    "line",
    [
        "ТІРІСІ БІРІКТІРІЛГЕН",  # capitals only: in «РёСЃ», what UTF-8 became, small letters stand between them
        "Größe und Straße für Künstler, créée à l'été",
        "Здоров’я українців є найвищою цінністю їхньої держави, ґанок",
        "Србија је земља у којој живе људи, њихова деца",
        "Ўзбекистон Республикасининг ҳукумати қарор қабул қилди",
        "МВД РК, АНК, МЧС, КНБ и СВР РК: ЧП на ЦГЭ, ФЭЩ",
        "КазМунайГаз и КазАгроФинанс — в Нур-Султане, +25 °C",
        "中国新闻 · ქართული · ελληνικά · हिन्दी",
        "──────────── ■ ────────────",
    ],
)
def test_other_languages_and_names_are_not_garbled(line: str) -> None:
    assert not is_garbled(line)


def test_a_widget_that_nobody_can_read_costs_the_article_only_itself() -> None:
    got = page(LINE, KAZAKH, SECOND, garbled("Погода: ясно", "utf-8", "windows-1251"))
    assert isinstance(got, Article)
    assert got.text == f"{LINE}\n\n{KAZAKH}\n\n{SECOND}"


def test_a_text_with_a_fifth_of_it_garbled_is_refused() -> None:
    assert isinstance(page(LINE, KAZAKH, garbled(LINE, "utf-8", "windows-1251")), Rejected)


def test_one_lost_letter_in_fifty_is_a_sign_of_its_own_and_more_are_none() -> None:
    one = page(LINE.replace("школах", "шк\ufffdлах"), KAZAKH)
    assert isinstance(one, Article)
    assert one.text.count("\ufffd") == 1
    assert isinstance(page(LINE.replace("о", "\ufffd"), KAZAKH), Rejected)


@pytest.mark.parametrize(("written", "read"), LOST)
def test_a_garbled_title_is_unknown(written: str, read: str) -> None:
    wrong = garbled(TITLE, written, read)
    got = page(LINE, KAZAKH, title=wrong)
    assert isinstance(got, Article)
    assert got.title is None
    assert plain(wrong) is None
    rss = f"<rss version='2.0'><channel><item><title>{wrong}</title><link>https://a.kz/1</link></item></channel></rss>"
    listed = read_feed(rss.encode(), content_type="text/xml", base="https://a.kz/", now=NOW).entries
    assert [one.title for one in listed] in ([None], [TITLE])  # one kind the parser of feeds undoes itself


def test_a_given_text_whose_encoding_was_lost_is_undecodable() -> None:
    payload = garbled(LINE, "windows-1251", "latin-1").encode()
    got = read_archived(payload, url="urn:x", content_type=GIVEN_TEXT, site=None)
    assert isinstance(got, Rejected)
    assert got.outcome == "undecodable"


def taken(folder: Path, *lines: dict[str, str]) -> Workshop:
    """A run that has taken a file of JSON lines and loaded it."""
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    workshop = open_workshop(Settings(data=folder / "data"), sites={}, now=NOW)
    with Archive(workshop.settings.archive) as archive:
        FileIntake(workshop=workshop, archive=archive, known={}).take_articles(folder / "a.jsonl")
    with open_warehouse(workshop.settings.warehouse, sample=False) as connection:
        load_stages(connection, workshop.settings.stage_at)
    return workshop


def test_lines_of_json_whose_encoding_was_lost_reach_no_table_now_nor_in_a_replay(tmp_path: Path) -> None:
    wrong = garbled(LINE, "utf-8", "windows-1251")
    workshop = taken(tmp_path, {"text": LINE, "title": garbled(TITLE, "utf-8", "latin-1")}, {"text": wrong})
    with open_warehouse(workshop.settings.warehouse, sample=False) as connection:
        assert connection.execute("SELECT title, text FROM articles").fetchall() == [(None, LINE)]
        pages = archived_pages(connection)
        outcomes = connection.execute("SELECT outcome, reason FROM fetches WHERE reason IS NOT NULL").fetchall()
    assert [outcome for outcome, _ in outcomes] == ["undecodable"]
    assert [line.partition(": ")[2] for line in workshop.report.remarks] == [
        "title is garbled: its encoding was lost before it came here; read without it"
    ]
    again = extract(pages, workshop.settings.archive, {})
    assert [(one.article and (one.article.title, one.article.text), bool(one.rejected)) for one in again] == [
        ((None, LINE), False),
        (None, True),
    ]


def test_a_json_answer_nested_without_end_does_not_end_a_replay(tmp_path: Path) -> None:
    """Python's parser gives up on 100,000 brackets with an error that is no ValueError."""
    with Archive(tmp_path) as archive:
        ref = archive.write_resource("https://a.kz/1", b"[" * 100_000, "application/json", NOW)
    page = ArchivedPage("a", "https://a.kz/1", "application/json", NOW, None, ref, None, None)
    (again,) = extract([page], tmp_path, {})
    assert (again.rejected or "").startswith("not_article")
