"""What pages print around an article goes; what the article says stays, word for word."""

from __future__ import annotations

import re

import pytest

from extractors.page.chrome import clean_paragraphs
from extractors.page.lexicon import load_words

FIRST = "Жители аула собрались у мельницы и выбрали старосту на следующие два года."
SECOND = "Старостой стал учитель истории, он рассказал о планах на весну."

CHROME = [
    "ПОДЕЛИТЬСЯ",
    "Поделитесь новостью",
    "Поделиться: Facebook Twitter Telegram WhatsApp",
    "Бөлісу",
    "Наши новости теперь в WhatsApp! Подписывайтесь на наш канал",
    "Подписывайтесь на Telegram-канал газеты",
    "Telegram арнамызға жазылыңыз!",
    "Если вы нашли ошибку в тексте, выделите ее мышью и нажмите Ctrl+Enter",
    "Нашли ошибку?",
    "Возврат к списку",
    "Теги: аул, выборы",
    "#аул #староста",
    "Фото: пресс-служба акимата",
    "Фото автора",
    "Иллюстративное фото из архива",
    "Кадр из видео",
    "Сурет: автордан",
    "Фото Ерлана Омарова",
    "Просмотров: 506",
    "25 апреля 2024, 11:12",
    "13:51, 15 Август 2025 | GMT +5",
    "Сегодня, 09:10",
    "18.10.2024",
    "13 Июня, 2025 Просмотров: 118",
    "***",
    "482.55   555.73   5.81",
    "Курс валют",
    "USD 510.22 EUR 578.90 RUB 6.41",
    "Погода: Астана +9 Алматы +17 Актобе +12",
    "Сегодня 23.01.2026 Караганда -14 Темиртау -15",
    "Главная / Общество / Новости аула",
    "https://example.kz/novost",
    "Читайте также: В соседнем ауле построили баню",
    "© Все права защищены",
    "Автор: Имя Фамилия",
]


@pytest.mark.parametrize("line", CHROME)
def test_a_line_of_chrome_goes_wherever_it_stands(line: str) -> None:
    assert clean_paragraphs([line, FIRST, line, SECOND, line]) == [FIRST, SECOND]


TEXT = [
    "По теме межэтнического согласия выступил аким области.",
    "Популярное место отдыха горожан закрыли на ремонт.",
    "Последние новости из штаба обсуждали до ночи: вода отступает.",
    "Фото с праздника жители аула подарили музею.",
    "Погода в день схода стояла тёплая.",
    "Рекомендуем жителям не выходить на лёд, сказал спасатель.",
    "Нет.",
    "— 5 и 6 мая будет ветрено.",
    "Казахстан 3",
    "Новости культуры и спорта в ауле читают все.",
    "В аул пришли газ, вода и Telegram.",
]


@pytest.mark.parametrize("line", TEXT)
def test_a_line_of_text_stays_even_if_it_begins_like_chrome(line: str) -> None:
    assert clean_paragraphs([FIRST, line, SECOND]) == [FIRST, line, SECOND]


def test_a_heading_over_other_articles_takes_their_headlines_with_it() -> None:
    lines = [FIRST, "Читайте также", "Аким района провёл совещание", "В школе открыли музей", SECOND]
    assert clean_paragraphs(lines) == [FIRST, SECOND]


def test_a_weather_list_goes_with_its_initials_and_the_city_on_top() -> None:
    weather = ["Погода", "Алматы", "А", "Алматы 10", "Астана -1", "Усть-Каменогорск 18", "Б", "Балхаш +5°C"]
    assert clean_paragraphs([FIRST, *weather, SECOND]) == [FIRST, SECOND]


def test_the_title_printed_again_goes_with_its_picture_credit() -> None:
    title = "«Старосту выбрали». Как прошёл сход в ауле"
    again = [title, f"{title} Фото: gov.kz", f"{title.upper()}"]
    assert clean_paragraphs([*again, FIRST], title=title) == [FIRST]


def test_a_doubled_lead_stands_once() -> None:
    assert clean_paragraphs([FIRST, FIRST, SECOND, FIRST]) == [FIRST, SECOND]


def test_short_lines_may_repeat() -> None:
    assert clean_paragraphs(["Да.", "Да."]) == ["Да.", "Да."]


def test_a_call_that_goes_on_with_networks_goes_whole() -> None:
    lines = [FIRST, "YouTube-арнамызға жазылуды ұмытпаңыздар.", "Автор Facebook, Instagram және Telegram желісінде."]
    assert clean_paragraphs(lines) == [FIRST]


def test_every_entry_of_the_word_lists_can_match() -> None:
    words = load_words("chrome")
    assert all(entry == entry.lower().replace("ё", "е") for entries in words.values() for entry in entries)
    bare = [entry for name in ("exact", "sections") for entry in words[name]]
    assert [entry for entry in bare if entry != re.sub(r"^\W+|\W+$", "", entry)] == []
    assert all(len(entries) == len(set(entries)) for entries in words.values())


def test_nothing_in_nothing_out() -> None:
    assert clean_paragraphs([]) == []
    assert clean_paragraphs(["", "   "]) == []
