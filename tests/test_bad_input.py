"""Rubbish and odd typing: an answer in bounded time, no meeting out of nothing, and none lost to a soft hyphen."""

from __future__ import annotations

import time
from datetime import datetime
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.russian.reader import Reader
from models.records import Article, Reading
from models.registry import load_registry

SECONDS = 5.0
"""The longest that one article may take, in seconds of its thread; most take a tenth of it."""

MEETING = (
    "В Кокшетау 12 марта 2025 года под председательством акима Акмолинской области Марата Ахметжанова прошло заседание "
    "Совета Ассамблеи народа Казахстана. Обсудили межэтническую ситуацию в районах. Председатели этнокультурных "
    "объединений рассказали о работе медиаторов и воскресных школ."
)
NEWS = (
    "Вчера в областном центре открыли новую школу на шестьсот мест. Строители сдали здание раньше срока, дети пойдут в "
    "него после каникул. В классах тепло и светло, во дворе поставили турники и качели. "
) * 6
WORDS = (
    "Ассамблея",
    "АНК",
    "межэтнический",
    "акима",
    "Аким",
    "Ахметжанов",
    "Костанайская область",
    "5 мая",
    "7",
    "№",
    "«",
)


@lru_cache(maxsize=1)
def reader() -> Reader:
    made = Reader(load_registry())
    made.read(article(MEETING))  # the models load here, outside of any measurement
    return made


def article(text: str) -> Article:
    return Article(text=text, published_at=datetime.fromisoformat("2025-03-13T10:00:00+05:00"))


def read_in_time(text: str) -> Reading:
    the_reader = reader()
    begun = time.thread_time()
    reading = the_reader.read(article(text))
    assert time.thread_time() - begun < SECONDS
    if reading.outcome == "unreadable":
        assert reading.reason
    return reading


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\t \u2028", "\ufeff", "\u200b" * 1000, "\x00", "\ud800", "…", "?" * 9000]
)
def test_what_holds_no_words_holds_no_meeting(text: str) -> None:
    assert read_in_time(text).meetings == ()


@pytest.mark.parametrize("word", WORDS)
def test_a_word_repeated_a_hundred_thousand_times_is_no_meeting(word: str) -> None:
    assert read_in_time(f"{word} " * 100_000).meetings == ()


@pytest.mark.parametrize("word", WORDS)
def test_such_a_heap_behind_real_news_is_no_meeting_either(word: str) -> None:
    assert read_in_time(NEWS + f"{word} " * (50_000 // (len(word) + 1))).meetings == ()


@pytest.mark.parametrize(
    "text",
    [
        "строка без смысла и точки " * 80_000,  # 2 MB in one paragraph
        NEWS * 3_000,
        "Аким области провёл заседание Совета Ассамблеи. " * 42_000,
        NEWS + ("12.03.2025 " * 90_000),
        NEWS + "а" + "\u0301" * 50_000,
        NEWS + "," * 50_000,
        NEWS + "((((«" * 2_000,
        NEWS + "Иванов Иван Иванович\n" * 5_000,
        NEWS + "ф" * 100_000,
        NEWS + "\U0001f600" * 20_000,
        NEWS + " " * 500_000 + ".",
        NEWS + ". " * 30_000,
        NEWS + "№ " * 30_000,
    ],
    ids=[
        "2MB",
        "2MB of news", "2MB of the subject", "dates", "stress marks", "commas", "brackets", "names", "one long word",
        "emoji", "spaces", "full stops", "number signs",
    ],
)  # fmt: skip
def test_a_monstrous_text_is_answered_in_time(text: str) -> None:
    reading = read_in_time(text)
    assert reading.outcome in {"gated", "read", "other_language", "unreadable"}


def test_a_hundred_articles_in_one_paragraph_are_answered_in_time() -> None:
    read_in_time(MEETING * 100)


def latin(text: str) -> str:
    """Look-alikes of the Latin alphabet within Cyrillic words."""
    return text.translate(str.maketrans("аеосрх", "aeocpx"))


@pytest.mark.parametrize(
    "disguised",
    [
        MEETING.replace("акима", "а\u0301кима").replace("Совета", "Сове\u0301та"),
        MEETING.replace("председательством", "предсе\u00adдательством").replace("Ассамблеи", "Ассам\u00adблеи"),
        MEETING.replace(" ", "\u00a0"),
        MEETING.replace("Кокшетау", "\u200fКокшетау\u200e").replace("акима", "\u202aакима\u202c"),
        MEETING.replace("заседание", "засе\u200bдание"),
        MEETING.replace(". ", "."),
        MEETING.replace(". ", ".\r\n"),
        MEETING.replace(". ", ".\u2028"),
        "\ufeff" + MEETING,
        latin("Аким провел заседание. ") + MEETING.replace("Ассамблеи", latin("Ассамблеи")),
        MEETING + "\x00\x07 \ud83d конец",
        "Облыс әкімі жиын өткізді. " + MEETING,
    ],
    ids=[
        "stress marks", "soft hyphens", "no-break spaces", "right-to-left marks", "zero-width space",
        "glued sentences", "CRLF",
        "U+2028", "BOM", "homoglyphs", "controls and half a surrogate", "a Kazakh sentence first",
    ],
)  # fmt: skip
def test_the_same_meeting_is_read_under_odd_typing(disguised: str) -> None:
    (meeting,) = read_in_time(disguised).meetings
    assert (meeting.kind, meeting.status, meeting.region) == ("assembly_council", "held", "KZ-11")
    assert str(meeting.date_start) == "2025-03-12"
    assert [(a.akim, a.how) for a in meeting.attendance] == [("Ахметжанов Марат", "chaired")]
    for evidence in meeting.evidence:
        assert disguised[evidence.char_start : evidence.char_end] == evidence.sentence


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_no_text_breaks_the_gates_and_light_readers(text: str) -> None:
    assert reader().read(article(NEWS + " аким Акмолинской области " + text)).outcome != "unreadable"


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(MEETING.split())), max_size=60))
def test_no_text_breaks_the_pipeline(words: list[str]) -> None:
    assert reader().read(article(NEWS + " межэтническое согласие " + " ".join(words))).outcome == "read"


def test_a_letter_that_has_no_name_breaks_nothing() -> None:
    assert reader().read(article(NEWS + " межэтническое согласие 𗀀 " + MEETING)).outcome == "read"
