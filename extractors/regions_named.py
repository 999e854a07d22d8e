"""Which of the 20 regions an article names, without neural models: the gazetteer over sentences that may hold one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.folding import folded
from extractors.russian.boilerplate import kept_lines
from extractors.russian.gazetteer import Gazetteer, build_gazetteer
from extractors.russian.letters import cyrillic_capitals
from extractors.russian.places_match import Mention, PlaceMatcher
from models.registry import Registry, load_registry

_TOKEN = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
_SENTENCE = re.compile(r".+?(?:[.!?…][»”\")]*(?=\s+[А-ЯЁӘҒҚҢӨҰҮҺІ«\"“–—-])|$)")
# «АСТАНА. КАЗИНФОРМ –», «Астана, 25 января»: where an agency has its desk, not where the thing took place. Only the two
# towns where all of them sit; «ПЕТРОПАВЛОВСК. КАЗИНФОРМ» does say where.
_DESK = re.compile(
    r"(?:АСТАНА|НУР-СУЛТАН|АЛМАТЫ|Астана|Нур-Султан|Алматы)\s*(?:[.,/]|\s[–—-])\s*(?=\d|[A-ZА-Я]{4}|КазТАГ|/)"
)
_TIME_ZONE = re.compile(r"(?:по\s+)?времени\s+(?:Астаны|Алматы)|(?:время|времени)\s+г\.\s*Астаны")
# Words about a name that decide what it is: «улица «Астана», «ФК «Атырау»»; «Есильском, Акжарском и … районах»
_BEFORE, _BEHIND = 5, 40


@dataclass(frozen=True, slots=True)
class _Names:
    """The gazetteer, and the words (lower case, folded) at which a look is worth while."""

    matcher: PlaceMatcher
    hints: frozenset[str]
    small: frozenset[str]  # those that count without a capital: «костанайские аграрии», not «помощь семей»


def regions_named(title: str | None, text: str) -> tuple[str, ...]:
    """ISO codes of the regions that title and text name, in order of first mention, each once.

    Forecasts, currency lists, «Читайте также» and the desks of agencies are left out; a name that several regions
    share («Абайский район») and a bare «столица» name none. Well under a millisecond for an article of 300 words.
    """
    names = _names()
    found: dict[str, None] = {}
    for line in _lines(title, text):
        for iso in _regions_of_line(names, line):
            found.setdefault(iso)
    return tuple(found)


def _lines(title: str | None, text: str) -> Iterator[str]:
    if title:
        yield title
    for start, end in kept_lines(title, text):
        yield text[start:end]


def _regions_of_line(names: _Names, line: str) -> Iterator[str]:
    if names.hints.isdisjoint(_TOKEN.findall(folded(line))):
        return
    line = _TIME_ZONE.sub(" ", _DESK.sub(" ", line, count=1) if _DESK.match(line) else line)
    for sentence in _SENTENCE.findall(line):
        yield from (iso for _, iso in regions_of_sentence(sentence))


def regions_of_sentence(sentence: str) -> list[tuple[int, str]]:
    """Each mention of exactly one region: where it begins in the sentence, and its ISO code."""
    names = _names()
    lows = _TOKEN.findall(folded(sentence))
    if names.hints.isdisjoint(lows):
        return []
    tokens = list(_TOKEN.finditer(sentence))
    telling = [
        at
        for at, (token, low) in enumerate(zip(tokens, lows, strict=False))
        if low in names.hints and (low in names.small or token.group()[0].isupper())
    ]
    if not telling:
        return []
    window = tokens[max(0, telling[0] - _BEFORE) : telling[-1] + _BEHIND]
    return [
        (window[mention.start].start(), mention.meaning.regions[0])
        for mention in names.matcher.find([token.group() for token in window])
        if len(mention.meaning.regions) == 1 and not _is_bare_capital(names.matcher.gazetteer, mention)
    ]


def _is_bare_capital(gazetteer: Gazetteer, mention: Mention) -> bool:
    """«в столице»: whose, a page of world news does not say."""
    return mention.meaning in gazetteer.capital.values()


@lru_cache(maxsize=1)
def _names() -> _Names:
    registry: Registry = load_registry()
    gazetteer = build_gazetteer(registry.regions)
    tables = (gazetteer.names, gazetteer.oblast_nouns, gazetteer.raion_nouns)
    ours = [(form, name) for table in tables for form, name in table.items() if name.regions]
    adjectives = {form for form, (_, area) in gazetteer.adjectives.items() if area.oblast or area.raion or area.alone}
    small = {_telling_word(form) for form, name in ours if name.lower} | adjectives
    abbreviations = {cyrillic_capitals(short).lower() for short in gazetteer.abbreviations}
    hints = {_telling_word(form) for form, _ in ours} | adjectives | abbreviations
    return _Names(PlaceMatcher(gazetteer), frozenset(hints), frozenset(small))


def _telling_word(form: str) -> str:
    """The rarer word of a name: «сыра» of «земля Сыра», but «северный» of «Северный Казахстан»."""
    first, *_, last = f"{form} {form}".split(" ") if " " not in form else form.split(" ")
    return first if last.startswith("казахстан") else last
