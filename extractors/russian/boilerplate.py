"""Which lines of a text are the article's own, and which are the page around it.

Scrapers leave share buttons, headlines of other articles («Читайте также»), weather and currency lists and doubled
leads in the text. Other articles' headlines are the dangerous ones: they name other akims and their meetings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_WORD_LETTER = re.compile(r"[^\W_]")
_SPACES = re.compile(r"\s+")
# a line that is only a date, with or without the hour: «4 Июль 2025 12:18», «14 Ноября, 2025», «25.04.2024, 14:08»
_STAMP = re.compile(
    r"(?:(?:сегодня|вчера|пн|вт|ср|чт|пт|сб|вс)?,?\s*)?(?:\d{1,2}\s+[а-яё]{3,9}\.?,?\s+\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|[а-яё]{3,9}\s+\d{1,2},\s+\d{4})(?:\s*г(?:ода|\.)?)?[\s,|–—-]*(?:в\s+)?(?:\d{1,2}:\d\d(?::\d\d)?)?",
    re.IGNORECASE,
)
# «Астана +14», «Усть-Каменогорск 18», «Сегодня 23.01.2026 Караганда -14 Темиртау -15»
_WEATHER = re.compile(r"(?:[А-ЯЁ][А-ЯЁа-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?\s*:?\s*[+–—-]?\s*\d{1,2}(?:°C?)?[\s,;|]*)+")
_FIGURES = re.compile(r"[\d\s.,+–—°%:;/()A-Z$€₽₸-]+")  # « 511.34   571.06   6.36», «USD 510.22 EUR 578.90»
_TRAIL = re.compile(r"\s+[/»>›|]\s+")  # breadcrumbs: «Главная / Общество / …»
_ENDS_SENTENCE = re.compile(r"[.!?…][»”\")]*\s*$")
LONGEST_HEADLINE = 160  # no site of ours prints a longer one (checked: 110 characters at most in the saved pages)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    raw = files("extractors.russian").joinpath("lexicon/meeting_boilerplate.toml").read_text(encoding="utf-8")
    return {name: frozenset(entries) for name, entries in tomllib.loads(raw).items()}


@lru_cache(maxsize=1)
def _starts() -> tuple[str, ...]:
    return tuple(_words()["starts"])


def kept_lines(title: str | None, text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines of `text` that belong to the article, in order."""
    seen = {_plain(title)} if title else set()
    in_section = False
    for match in _LINE.finditer(text):
        line = match.group()
        plain = _plain(line)
        if not plain:
            continue
        if _opens_section(plain):
            in_section = True
            continue
        if in_section and _looks_like_headline(line):
            continue
        in_section = False
        if plain in seen or _is_page_speaking(line, plain, title):
            continue
        seen.add(plain)
        yield match.span()


def _plain(line: str) -> str:
    lowered = line.lower().replace("ё", "е")
    first = _WORD_LETTER.search(lowered)
    if first is None:
        return ""
    end = len(lowered)  # walked back by hand: `[\W_]+$` begins anew at each sign of a long run of signs
    while not lowered[end - 1].isalnum():
        end -= 1
    return _SPACES.sub(" ", lowered[first.start() : end])


def _opens_section(plain: str) -> bool:
    words = _words()
    return plain in words["sections"] or plain in words["figures"]


def _looks_like_headline(line: str) -> bool:
    """A headline is short and has no full stop at its end; an article's paragraph has one."""
    if len(line) > LONGEST_HEADLINE:
        return False
    return not line.rstrip(' »”")').endswith((".", "…", ":"))


def _is_page_speaking(line: str, plain: str, title: str | None) -> bool:
    words = _words()
    lowered = line.strip().lower().replace("ё", "е")
    starts = _starts()
    if lowered.startswith(starts) or plain.startswith(starts):
        return len(line) <= 2 * LONGEST_HEADLINE
    stripped = line.strip()
    if len(stripped) > 2 * LONGEST_HEADLINE:
        return False
    if _STAMP.fullmatch(stripped) or _WEATHER.fullmatch(stripped) or _FIGURES.fullmatch(stripped):
        return True
    if _weather_share(stripped) or all(word in words["buttons"] for word in plain.split()):
        return True
    if title and plain.startswith(_plain(title)) and not _ENDS_SENTENCE.search(stripped):
        return True  # the title again with its photographer: «… Фото: gov.kz»
    return bool(_TRAIL.search(stripped)) and not _ENDS_SENTENCE.search(stripped)


# a place and degrees, several times in one line
_DEGREES = re.compile(r"[А-ЯЁ][а-яё-]+\s*:?\s*[+–—-]\s?\d{1,2}\b")


def _weather_share(line: str) -> bool:
    return len(_DEGREES.findall(line)) >= 2
