"""What a page prints around its article: calls to share and subscribe, lists of other articles, weather, currencies.

Rules over lines, so that they serve text taken from HTML and text that somebody copied from a page alike. A line goes
only for what it says as a whole; nothing is cut out of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.page.lexicon import load_words

_WORDS = load_words("chrome")
_EXACT = frozenset(_WORDS["exact"])
_BEGINS = tuple(_WORDS["begins"])
_HOLDS = tuple(_WORDS["holds"])
_STAMP_WORDS = frozenset({"сегодня", "вчера", "бүгін", "кеше"})  # all that stands in tengrinews' lists
_STRIP_WORDS = frozenset(_WORDS["strip_words"])
_NETWORKS = tuple(_WORDS["networks"])
_CREDITS = tuple(_WORDS["credits"])
_SECTIONS = frozenset(_WORDS["sections"])
_SECTION_STARTS = tuple(f"{name}{mark}" for name in _WORDS["sections"] for mark in (":", " –", " —")) + tuple(
    f"{name} " for name in _WORDS["sections"] if name.startswith(("читайте", "смотрите", "оқи", "тағы"))
)
_LONGEST_CALL = 220  # characters: two sentences of a call to subscribe; longer lines are text, whatever they begin with
_LONGEST_FURNITURE = 400  # a strip of twenty cities and four currencies
_CHARACTERS_A_DIGIT = 20  # at most, in a line of dates, degrees or rates: sentences have fewer figures
_LONGEST_CREDIT = 140
_LONGEST_HEADLINE = 160
_LEAST_DOUBLED = 40  # shorter lines may well repeat: «Нет», «Ответ:», a name before each answer
_FEWEST_CITIES = 3  # in a row; two may be the score of a match

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][»”\")]*$")
# Алматы +10, Усть-Каменогорск 18°C
_CITY = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:[- ][А-ЯЁ][а-яё]+)?,?\s*[+−–-]?\s?\d{1,2}\s?(?:°\s?[CС]?)?")
_INITIAL = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]")  # «К» over Караганда, Кокшетау, Костанай
# USD 482.55 EUR 555.73 RUB 5.81, $ 482,55
_RATES = re.compile(
    r"(?:(?:USD|EUR|RUB|RUR|CNY|GBP|KGS|[$€₽¥])\s*[:=/–—-]?\s*\d+[.,]?\d*\s*(?:₸|тг\.?|тенге)?[\s,;|/]*)+"
)
# The pieces of a strip of weather and currencies on one line: «Погода: Астана +9 Алматы +17, USD 510.22»
_STRIP = re.compile(
    r"(?:в\s)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?,?:?\s*[+−–-]\s?\d{1,2}(?:\s?°\s?[CС]?)?"
    r"|(?:USD|EUR|RUB|RUR|CNY|GBP|KGS|[$€₽¥])\s*[:=]?\s*\d+[.,]?\d*|\d{1,2}[.]\d{2}[.]\d{4}",
)
_FEWEST_PIECES = 2
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
# 25 апреля 2024, 11:12 · 13:51, 15 Август 2025 | GMT +5 · Сегодня, 09:10 · 18.10.2024
_STAMP = re.compile(
    r"(?:(?:\d{1,2}:\d\d(?::\d\d)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\s[а-яәіңғүұқөһ]{3,9},?\s\d{4}(?:\sг(?:ода|\.)?)?"
    r"|просмотр\w*:?\s*\d+|\d+\sпросмотр\w*|сегодня|вчера|бүгін|кеше|gmt\s?[+-]\d|в|пн|вт|ср|чт|пт|сб|вс|\d{1,2}\s(?:минут|час|дн|день)\w*\sназад)[\s,|–—-]*)+"
)
_PHOTO_BY = re.compile(r"фото(?:графии|граф)?\s[А-ЯЁ][а-яё]+\s[А-ЯЁ][А-Яа-яё]+", re.I)  # Фото Имени Фамилии
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_TRAIL = re.compile(r"(?:Главная|Басты бет|Home)\s*[/>»›|→].*")  # Главная / Новости / Общество


def _plain(line: str) -> str:
    return _SPACES.sub(" ", _EDGES.sub("", line.lower().replace("ё", "е")))


def _is_strip(line: str) -> bool:
    """Weather and currencies on one line, with no word beside them but «погода» and its like."""
    rest, pieces = _STRIP.subn(" ", line)
    return pieces >= _FEWEST_PIECES and all(word in _STRIP_WORDS for word in _WORD.findall(rest.lower()))


def _is_furniture(line: str) -> bool:
    """A line of figures, dates, links or marks: no sentence in it."""
    if not _LETTER.search(line):
        return True
    if len(line) > _LONGEST_FURNITURE:
        return False
    full_of_figures = len(_DIGIT.findall(line)) * _CHARACTERS_A_DIGIT >= len(line)
    if full_of_figures and (_is_strip(line) or _RATES.fullmatch(line) or _STAMP.fullmatch(line.lower())):
        return True
    return line.lower() in _STAMP_WORDS or any(form.fullmatch(line) for form in (_LINK, _HASHTAGS, _TRAIL, _PHOTO_BY))


def _is_call(line: str, plain: str) -> bool:
    low = line.lower().replace("ё", "е").lstrip('▶►→•-–— "«“')
    if plain in _EXACT or (len(line) <= _LONGEST_CALL and (low.startswith(_BEGINS) or any(h in low for h in _HOLDS))):
        return True
    return len(line) <= _LONGEST_CREDIT and low.startswith(_CREDITS) and not _SENTENCE_END.search(line)


def _names_networks(plain: str) -> bool:
    """«Имя Фамилия Facebook, Instagram және Telegram желісінде»: what a call to subscribe goes on with."""
    return len(plain) <= _LONGEST_CREDIT and sum(network in plain for network in _NETWORKS) >= 2


def _opens_section(plain: str) -> bool:
    """«Читайте также», «По теме: …», «Смотрите также …»; «По теме единства выступил аким» opens nothing."""
    return plain in _SECTIONS or (len(plain) <= _LONGEST_HEADLINE and plain.startswith(_SECTION_STARTS))


def _is_doubled_title(plain: str, title: str) -> bool:
    """The headline over again, alone or with the picture's credit glued to it."""
    if not title or not plain.startswith(title):
        return False
    rest = plain.removeprefix(title).strip()
    return not rest or rest.startswith(_CREDITS) or rest.startswith(("фото", "сурет"))


def _weather_lines(lines: Sequence[str]) -> set[int]:
    """Indices of the runs of at least three cities with their degrees, and of the initials that head their groups."""
    found: set[int] = set()
    run: list[int] = []
    cities = 0
    for number, line in enumerate([*lines, "end of the list"]):
        if _CITY.fullmatch(line):
            cities += 1
        elif not _INITIAL.fullmatch(line):
            if cities >= _FEWEST_CITIES:
                found.update(run)
                chosen = run[0] - 1  # «Алматы» over the list: the city that the visitor chose
                if chosen >= 0 and any(lines[city].startswith(f"{lines[chosen]} ") for city in run):
                    found.add(chosen)
            run, cities = [], 0
            continue
        run.append(number)
    return found


def _section_ends(line: str) -> bool:
    """Whether a line after «Читайте также» is text again: no headline ends in a stop, a colon or a semicolon."""
    return line.endswith((":", ";", ",")) or _SENTENCE_END.search(line) is not None or len(line) > _LONGEST_HEADLINE


def clean_paragraphs(paragraphs: Sequence[str], *, title: str | None = None) -> list[str]:
    """The paragraphs that are the article's own, in order and unchanged; `title` is dropped where it is printed again.

    A heading such as «Читайте также» that stands alone takes the headlines after it with it, up to the next sentence.
    """
    lines = [line.strip() for line in paragraphs]
    weather = _weather_lines(lines)
    plain_title = _plain(title or "")
    kept: list[str] = []
    seen: set[str] = set()
    in_section = after_call = False
    for number, line in enumerate(lines):
        plain = _plain(line)
        after_call = _is_call(line, plain) or (after_call and _names_networks(plain))
        if after_call or number in weather or not plain or _is_furniture(line):
            continue
        if _opens_section(plain):
            in_section = in_section or plain in _SECTIONS
            continue
        if in_section and not _section_ends(line):
            continue
        in_section = False
        if _is_doubled_title(plain, plain_title) or (len(plain) >= _LEAST_DOUBLED and plain in seen):
            continue
        seen.add(plain)
        kept.append(line)
    return kept
