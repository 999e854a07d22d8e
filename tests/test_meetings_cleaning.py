"""What is not the article goes; what stays can be found again in the text as given."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.russian.cleaning import clean

GOLD = Path(__file__).parent / "gold" / "dev.jsonl"
BODY = "Вчера в Таразе прошло заседание Совета областной Ассамблеи."


def kept(text: str, title: str | None = None) -> list[str]:
    cleaned = clean(title, text)
    return cleaned.text[cleaned.body_start :].split("\n")


def test_headlines_of_other_articles_go_up_to_the_next_full_sentence() -> None:
    headlines = "Аким ВКО встретился с этноцентрами\n\nВ Актау открыли сквер"
    text = f"{BODY}\n\nЧитайте также:\n\n{headlines}\n\nПовестка была короткой."
    assert kept(text) == [BODY, "Повестка была короткой."]


@pytest.mark.parametrize(
    "marker", ["ЧИТАЙТЕ ТАКЖЕ", "Смотрите также:", "Ещё по теме", "Новости партнёров", "Оқи отырыңыз"]
)
def test_every_usual_marker_opens_a_list_of_headlines(marker: str) -> None:
    assert kept(f"{BODY}\n{marker}\nГлава СКО собрал Совет АНК") == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        "ПОДЕЛИТЬСЯ",
        "Поделиться Распечатать",
        "Facebook Telegram WhatsApp",
        "Подписывайтесь на наш Telegram-канал!",
        "Теги: аким, Ассамблея",
        "Главная / Новости / Общество",
        " 482.55   555.73   5.81",
        "USD 510.22 EUR 578.90 RUB 6.41",
        "Усть-Каменогорск 18",
        "Погода в Астане, Алматы и Шымкенте на 4-6 июля",
        "Сегодня 23.01.2026 Караганда -14 Темиртау -15 Балхаш -11",
        "4 Июль 2025 12:18",
        "14 Ноября, 2025",
        "Фото: пресс-служба акима",
    ],
)
def test_the_pages_own_lines_go(line: str) -> None:
    assert kept(f"{line}\n\n{BODY}\n\n{line}") == [BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Дата проведения: 15 Август 2025 года. Место: город Актау, Дом дружбы.",
        "Астана, 25 января 2017 г. Под председательством акима прошло совещание.",
        "УРАЛЬСК. Члены Совета собрались 19 ноября.",
        "На реке Урал -14 градусов, но люди пришли.",
    ],
)
def test_lines_that_tell_something_stay(line: str) -> None:
    assert kept(f"{line}\n\n{BODY}") == [line, BODY]


def test_a_doubled_lead_is_read_once_and_the_title_is_not_read_as_the_lead() -> None:
    title = "Совет собрался в Таразе"
    assert kept(f"{title}\n\n{title} Фото: gov.kz\n\n{BODY}\n\n{BODY}", title) == [BODY]


def test_hidden_characters_and_latin_letters_do_not_hide_a_word() -> None:
    given_text = "А\u00adким обла\u0301сти принял учаcтие в заcедании AHK, пи\u0306сал он."
    cleaned = clean(None, given_text)
    assert cleaned.text == "Аким области принял участие в заседании АНК, йсал он.".replace("йсал", "пйсал")
    start = cleaned.text.index("области")
    assert given_text[slice(*cleaned.given_span(start, start + 7) or (0, 0))] == "обла\u0301сти"


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("сообщили в акимате.Отметим, что Совет собрался.", "сообщили в акимате. Отметим, что Совет собрался."),
        ("передаетTengrinews.kzсо ссылкой на акимат", "передает Tengrinews.kz со ссылкой на акимат"),
        ('в комитете МЧС."На месторождении три скважины".', 'в комитете МЧС. "На месторождении три скважины".'),
        ("сказал он.«Нас много»", "сказал он. «Нас много»"),
    ],
)
def test_glued_sentences_come_apart(glued: str, apart: str) -> None:
    assert clean(None, glued).text == apart


@pytest.mark.parametrize("whole", ["А.Б. Иванов", "Zakon.kz сообщил", "в 2024 г. прошло", "1.5 млн"])
def test_initials_sites_and_numbers_stay_whole(whole: str) -> None:
    assert clean(None, whole).text == whole


def test_a_text_without_full_stops_is_broken_before_it_reaches_the_parser() -> None:
    assert max(map(len, clean(None, "слово " * 5000).text.split("\n"))) < 2000
    assert max(map(len, clean(None, "а" * 9000).text.split("\n"))) < 2000


def test_every_line_kept_of_a_gold_article_is_found_again_in_the_text_as_given() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        cleaned = clean(case["title"], case["text"])
        for match in re.finditer(r"[^\n]+", cleaned.text):
            span = cleaned.given_span(*match.span())
            if span is not None:
                assert case["text"][slice(*span)] == match.group()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from('аА .\n«»"-–\u00ad\u0301\u0306иaC5\u200b\u2028,'), max_size=200))
def test_offsets_never_leave_the_text_and_never_go_back(text: str) -> None:
    cleaned = clean("Заголовок", text)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    body = [(s, e) for s, e in zip(cleaned.starts, cleaned.ends, strict=True) if s >= 0]
    assert all(0 <= s <= e <= len(text) for s, e in body)
    assert [s for s, _ in body] == sorted(s for s, _ in body)
