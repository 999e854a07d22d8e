"""Which language a text is in: a headline is enough."""

from __future__ import annotations

import pytest

from extractors.language import language_of
from models.records import Language

TEXTS: list[tuple[str, Language]] = [
    ("Аким области провёл заседание совета", "ru"),
    ("Касым-Жомарт Токаев принял акима области Ұлытау Берика Әбдіғалиұлы", "ru"),
    ("АНК", "ru"),
    ("Центр «Қоғамдық келісім» открыли в Таразе после ремонта", "ru"),
    ("Облыс әкімі этномәдени бірлестіктермен кездесті", "kk"),
    ("Мамандар жиналды деп хабарлайды", "kk"),
    ("Семинар өтті", "kk"),
    ("Қазақстан халқы Ассамблеясы кеңесінің отырысы: «Мы вместе» акциясы туралы", "kk"),
    ("Qazaqstan halqy Assambleiasynyń keńesi ótti", "kk-Latn"),
    ("Oblys äkimi etnomädeni birlestiktermen kezdesti dep habarlaidy", "kk-Latn"),
    ("The President met the members of the Assembly", "other"),
    ("Зустріч голови області з представниками громад відбулася у Києві", "other"),
    ("Кыргызстандын президенти жолугушуу өткөрдү", "other"),
    ("O‘zbekiston Respublikasi Prezidenti qaror qabul qildi", "other"),
    ("Cumhurbaşkanı toplantıya katıldı", "other"),
    ("12345 — 67 %", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_short_text_shows_its_language(text: str, language: Language) -> None:
    assert language_of(text) == language


def test_a_russian_text_with_kazakh_names_in_every_sentence_is_russian() -> None:
    text = "В Ұлытау прошёл сход. Выступили Қасым Әлімбек, Гүлнәр Өтеген и Жәнібек Ықылас, гости из Жетісу и Қызылорды."
    assert language_of(text) == "ru"


def test_long_bulgarian_is_not_russian() -> None:
    text = "Президентът на България пристигна на посещение и се срещна с министрите в двореца. " * 6
    assert language_of(text) == "other"
