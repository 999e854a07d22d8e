"""From an article to its reading: gates first, one outcome each, and nothing stops a batch."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from meeting_reader import article, read, the_reader

from extractors.russian.reader import LONGEST_TEXT, MOST_READ, Reader
from models.records import Article, Reading
from models.registry import load_registry

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
MEETING = "17 июня аким СКО Гауез Нурмухамбетов провел заседание Совета областной Ассамблеи о межэтническом согласии."


def test_an_article_without_a_word_on_the_subject_is_gated() -> None:
    assert read("В Актау открыли сквер.").outcome == "gated"


def test_no_model_is_loaded_before_an_article_passes_the_topic_gate() -> None:
    code = (
        "import sys\n"
        "from extractors.russian.reader import Reader\n"
        "from models.records import Article\n"
        "from models.registry import load_registry\n"
        "assert Reader(load_registry()).read(Article(text='Аким открыл сквер.')).outcome == 'gated'\n"
        "assert not {'slovnet', 'navec', 'spacy'} & set(sys.modules)\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_page_that_only_links_to_the_subject_is_gated() -> None:
    text = "В Актау открыли сквер.\n\nЧитайте также\n\nСессия Ассамблеи народа Казахстана прошла в Таразе"
    assert read(text).outcome == "gated"


def test_a_kazakh_article_that_names_the_assembly_is_an_unread_lead() -> None:
    text = (
        "Облыс әкімінің төрағалығымен Қазақстан халқы Ассамблеясы кеңесінің отырысы өтті. "
        "Жиында этносаралық келісім мәселелері талқыланды, деп хабарлайды баспасөз қызметі."
    )
    reading = read(text)
    assert (reading.outcome, reading.unread_lead, reading.meetings) == ("other_language", True, ())


def test_readings_come_in_the_order_of_the_articles_whatever_the_batch() -> None:
    texts = [MEETING, "В Актау открыли сквер.", MEETING.replace("СКО", "ЗКО").replace("Гауез Нурмухамбетов", "")] * 3
    articles = [article(text) for text in texts]
    one = list(the_reader().read_many(articles, batch=2))
    other = list(the_reader().read_many(articles, batch=64))
    assert one == other
    assert [r.outcome for r in one] == ["read", "gated", "read"] * 3


def test_a_reading_does_not_depend_on_its_neighbours() -> None:
    together = next(the_reader().read_many([article(MEETING), article("Ассамблея. " * 200)]))
    assert together == read(MEETING)


def test_an_article_that_breaks_the_reader_is_unreadable_with_the_reason_and_the_batch_goes_on() -> None:
    naive = Article(text=MEETING, published_at=datetime(2025, 6, 18))
    readings = list(the_reader().read_many([naive, article(MEETING)]))
    assert readings[0].outcome == "unreadable"
    assert "time zone" in (readings[0].reason or "")
    assert len(readings[1].meetings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ассамблея " * (LONGEST_TEXT // 10 - 1),
        "Ассамблея " * (MOST_READ // 10 - 1),
        "заседание Совета Ассамблеи народа Казахстана " * 500,
        "Ассамблея" * 2000,
        "\u202eАссамблея народа\u202c \u00adзаседание\u00ad",
        "Әкім облыстық ассамблеямен кездесті. Аким встретился с ассамблеей.",
        "АНК.\n" * 300,
    ],
)
def test_rubbish_is_read_without_a_crash_and_gives_no_meeting_of_an_akim(text: str) -> None:
    reading = read(text)
    assert reading.outcome in {"read", "unreadable", "gated", "other_language"}
    assert all(not m.attendance or "Аким" in text for m in reading.meetings)


def test_evidence_points_into_the_text_as_given_through_boilerplate_and_hidden_characters() -> None:
    hidden = MEETING.replace("заседание", "засе\u00adдание")
    text = f"ПОДЕЛИТЬСЯ\r\n\r\n{hidden}\r\n\r\nЧитайте также\r\n\r\nПогода"
    [meeting] = the_reader().read(Article(text=text, published_at=article("x").published_at)).meetings
    assert meeting.evidence
    assert all(text[e.char_start : e.char_end] == e.sentence for e in meeting.evidence)


def test_without_a_publication_time_only_a_full_date_resolves() -> None:
    [relative] = read(MEETING, published=None).meetings
    [stated] = read(MEETING.replace("17 июня", "17 июня 2025 года"), published=None).meetings
    assert (relative.date_start, relative.date_basis) == (None, "none")
    assert (str(stated.date_start), stated.date_basis) == ("2025-06-17", "stated")


def test_a_meeting_deep_in_a_very_long_text_is_read_and_its_evidence_points_there() -> None:
    filler = "В районе отремонтировали дорогу, которую ждали жители трёх сёл, и открыли новую школу.\n\n" * 2_000
    text = f"{filler}{MEETING}\n\n{filler}"
    [meeting] = read(text).meetings
    assert (len(filler), MEETING) in {(e.char_start, e.sentence) for e in meeting.evidence}
    assert all(text[e.char_start : e.char_end] == e.sentence for e in meeting.evidence)


def test_more_around_the_subject_than_any_article_has_is_unreadable_with_the_reason() -> None:
    reading = read("В городе прошло заседание Ассамблеи, на котором мы были и говорили о единстве. " * 2_000)
    assert reading.outcome == "unreadable"
    assert "characters around the subject" in (reading.reason or "")


@pytest.mark.slow
def test_a_programme_of_156_000_characters_in_the_real_press_is_read_and_counts_for_nothing() -> None:
    file = CORPUS / "kz_media_2016-17.jsonl"
    if not file.exists():
        pytest.skip("the real corpus is not beside the repository")
    row = max((json.loads(line) for line in file.open(encoding="utf-8")), key=lambda row: len(row["text"]))
    assert len(row["text"]) == 155_984
    reading = read(row["text"], published=None)
    assert reading.outcome == "read"
    assert not _counts(reading)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tengrinews_2024-04.jsonl", "kz_media_2016-17.jsonl"])
def test_nothing_in_the_real_press_of_those_months_counts_for_the_order(name: str) -> None:
    file = CORPUS / name
    if not file.exists():
        pytest.skip(f"the real corpus is not beside the repository ({name})")
    reader = Reader(load_registry(), light=False)
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    articles = [
        Article(
            text=row["text"],
            title=row["title"],
            url=row["url"],
            published_at=datetime.fromisoformat(row["published_at"]) if row["published_at"] else None,
        )
        for row in rows
    ]
    assert [a.url for a, r in zip(articles, reader.read_many(articles), strict=True) if _counts(r)] == []


def _counts(reading: Reading) -> bool:
    """Strict or broad for clause 1, as the guide computes it."""
    return any(
        m.status == "held"
        and m.level == "region"
        and m.kind != "public_event"
        and m.assembly_present
        and any(a.region == m.region and a.how in {"chaired", "attended"} for a in m.attendance)
        for m in reading.meetings
    )


def test_the_report_of_the_order_with_its_pages_rubbish_holds_no_meeting() -> None:
    file = CORPUS / "000_c44650cce214e6b4.txt"
    if not file.exists():
        pytest.skip("the real page is not beside the repository")
    assert the_reader().read(Article(text=file.read_text(encoding="utf-8"))).meetings == ()
