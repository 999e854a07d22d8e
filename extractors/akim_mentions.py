"""Heads of regions in the sentences of an article, by office and by name, from word lists alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from extractors.akim_sentences import Sentence
from extractors.russian.gazetteer import build_gazetteer
from extractors.russian.letters import is_capitalised
from extractors.russian.names import given_names, nominative
from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.officials import Officials
from extractors.russian.people_names import take_apart
from extractors.russian.people_offices import OfficeFinder
from extractors.russian.places_match import Mention, PlaceMatcher
from extractors.russian.records import Place
from extractors.russian.wordlist import WordList, read_lexicon
from models.registry import Registry, Tenure

Case = Literal["Nom", "Gen", "Dat", "Ins", "other"]

_NAME_WORD = re.compile(r"[А-ЯЁӘІҢҒҮҰҚӨҺ](?:[а-яёәіңғүұқөһ]+|[А-ЯЁӘІҢҒҮҰҚӨҺ]{3,})")
_INITIAL = re.compile(r"[А-ЯЁӘІҢҒҮҰҚӨҺ]")
_CASES: dict[str, Case] = {
    **dict.fromkeys(("аким", "глава", "градоначальник", "руководитель", "председатель"), "Nom"),
    **dict.fromkeys(("акима", "главы", "градоначальника", "руководителя", "председателя"), "Gen"),
    **dict.fromkeys(("акиму", "главе", "градоначальнику", "руководителю", "председателю"), "Dat"),
    **dict.fromkeys(("акимом", "главой", "градоначальником", "руководителем", "председателем"), "Ins"),
}
_NAME_CASES: dict[str, Case] = {"Nom": "Nom", "Gen": "Gen", "Dat": "Dat", "Ins": "Ins"}
_LONGEST_NAME = 3  # words: given name, surname, patronymic


@dataclass(frozen=True, slots=True)
class AkimMention:
    """Words `start` up to `end` that mean the head of `region` (None: «аким области», to be settled by the article)."""

    start: int
    end: int
    case: Case
    region: str | None
    tenure: Tenure | None  # only where the text gives his name
    bare: bool = False  # «аким» alone, which may be any akim of the article


@dataclass(frozen=True, slots=True)
class FoundAkims:
    """What one sentence says of akims; `local`: it also speaks of the akim of a raion, a town or a village."""

    mentions: tuple[AkimMention, ...]
    local: bool
    namesake: bool = False  # somebody else bears the surname of a head of a region


class AkimFinder:
    """Finds heads of regions in office about a day."""

    def __init__(self, registry: Registry) -> None:
        self.officials = Officials(registry)
        self._registry = registry
        self._places = PlaceMatcher(build_gazetteer(registry.regions))
        self._offices = OfficeFinder()
        self._roles = WordList(read_lexicon("offices.toml")["namesake"]["roles"])
        self._subjects = frozenset(read_lexicon("appearances.toml")["others"]["subjects"])
        self._hints = frozenset(_CASES) | self.officials.surname_forms | self.officials.patronymic_forms

    def is_young(self, region: str) -> bool:
        """Whether the region has not always been one: in a text of unknown date its akim may be a mere town's."""
        return self._registry.regions[region].since is not None

    def may_hold(self, sentence: Sentence) -> bool:
        """Is an office or an official's surname among the words? Far cheaper than to look properly."""
        return not self._hints.isdisjoint(sentence.keys)

    def areas_in(self, sentence: Sentence) -> set[str]:
        """The regions whose places it names."""
        places = (_place(mention) for mention in self._places.find(sentence.words))
        return {place.region for place in places if place.region is not None}

    def offices_in(self, sentence: Sentence, keys: Sequence[str]) -> tuple[list[OfficePhrase], set[int]]:
        """The offices in these keys of the sentence, and which of its words name places."""
        places = [_place(mention) for mention in self._places.find(sentence.words)]
        return self._offices.find(keys, places), {at for place in places for at in range(place.start, place.end)}

    def find(self, sentence: Sentence, day: date | None) -> FoundAkims:
        """Every mention, offices first, names without an office after them."""
        offices, taken = self.offices_in(sentence, sentence.keys)
        mentions = []
        for office in offices:
            mention = self._of_office(sentence, office, taken, day)
            if mention is not None:
                mentions.append(mention)
        # «аким Есильского района Нурмухамбетов», «заместитель акима Ерлан Нурмухамбетов»: the office has its bearer
        covered = {at for office in offices for at in range(office.start, name_end(sentence, office.end, taken))}
        named, namesake = self._by_name(sentence, covered, taken, day)
        local = any(is_local(office) for office in offices)
        return FoundAkims((*mentions, *named), local, namesake)

    def _of_office(
        self, sentence: Sentence, office: OfficePhrase, taken: set[int], day: date | None
    ) -> AkimMention | None:
        if office.rank != "head" or office.acting or office.plural or office.elsewhere or is_local(office):
            return None
        region = office.places[0].region if office.places else None
        if office.places and region is None:
            return None
        case = case_at(sentence, office)
        bare = office.area is None and not office.places
        end = name_end(sentence, office.end, taken)
        mention = AkimMention(office.start, office.end, case, region, None, bare)
        if end == office.end:
            return mention
        tenure = self._bearer(sentence.words[office.end : end], region, day)
        if tenure is None and region is not None and not self._reaches(region, day):
            return replace(mention, end=end, bare=False)
        return replace(mention, end=end, tenure=tenure, region=tenure.region, bare=False) if tenure else None

    def _reaches(self, region: str, day: date | None) -> bool:
        """Whether the table knows who headed the region on that day; without a day it may be any year's akim."""
        return day is not None and self.officials.head_of(region, day) is not None

    def _bearer(self, words: Sequence[str], region: str | None, day: date | None) -> Tenure | None:
        """The head of a region (of this one, where it is said) who bears the name; None for anybody else's name."""
        words = [word for word in words if word != "."]
        read = nominative(words)
        parts = take_apart(read.words, read.gender, self.officials.surname_forms)
        if region is not None:
            return self.officials.named_head_of(region, parts, day)
        return self.officials.any_head_named(parts, day)

    def _by_name(
        self, sentence: Sentence, covered: set[int], taken: set[int], day: date | None
    ) -> tuple[list[AkimMention], bool]:
        """«Кумар Аксакалов», «К. Аксакалов», «Кумар Иргибаевич»; a surname alone is settled by the article.

        And whether the name of a head of a region is borne by somebody else («депутат Аксакалов», «Е. Аксакалов»).
        """
        found: list[AkimMention] = []
        namesake = False
        for start, end in self._names_in(sentence, covered, taken):
            words = [w for w in sentence.words[start:end] if w != "."]
            tenure = self._bearer(words, None, day)
            of_surname = sentence.keys[end - 1] not in self.officials.patronymic_forms
            case = _NAME_CASES.get(nominative(words).case, "other")
            alone = len(words) == 1
            if alone and self._has_a_role(sentence.keys, start, case):
                namesake = True
            elif tenure is not None:
                found.append(AkimMention(start, end, case, tenure.region, tenure, bare=alone or not of_surname))
            else:
                namesake = namesake or (of_surname and not alone)
        return found, namesake

    def _names_in(self, sentence: Sentence, covered: set[int], taken: set[int]) -> Iterator[tuple[int, int]]:
        keys, officials = sentence.keys, self.officials
        for at, word in enumerate(keys):
            if at in covered or not is_capitalised(sentence.words[at]):
                continue
            if word in officials.surname_forms:
                yield _name_around(sentence, at, covered | taken)
                continue
            alone = word in officials.patronymic_forms and officials.surname_forms.isdisjoint(
                keys[max(0, at - 2) : at + 2]
            )
            if at and alone and is_name_word(sentence, at - 1, covered | taken):
                yield at - 1, at + 1

    def _has_a_role(self, keys: tuple[str, ...], at: int, case: Case) -> bool:
        """«депутат Аксакалов», «директор школы Аксакалов»."""
        if at and keys[at - 1] in self._roles:
            return True
        return case == "Nom" and any(keys[n] in self._subjects for n in range(max(0, at - 2), at))


def case_at(sentence: Sentence, office: OfficePhrase) -> Case:
    """The case in which the office stands."""
    return _CASES.get(sentence.keys[office.head].removeprefix("экс-"), "other")


def _place(mention: Mention) -> Place:
    regions = mention.meaning.regions
    return Place(
        start=mention.start,
        end=mention.end,
        region=regions[0] if len(regions) == 1 else None,
        level=mention.meaning.level,
        name=mention.meaning.name,
        foreign=mention.meaning.foreign,
        adjective=mention.adjective,
    )


def is_local(office: OfficePhrase) -> bool:
    """The akim of a raion, a village, or a town that is no region of its own."""
    if office.places:
        return office.places[0].level != "region"
    return office.area in ("raion", "village", "town")


def name_end(sentence: Sentence, at: int, taken: set[int]) -> int:
    """Where the name that begins at `at` ends; `at` itself where none does."""
    end, words = at, 0
    while end < len(sentence.words) and end not in taken and words < _LONGEST_NAME:
        word = sentence.words[end]
        if _NAME_WORD.fullmatch(word):
            words += 1
        elif not (
            _INITIAL.fullmatch(word) or (word == "." and end > at and _INITIAL.fullmatch(sentence.words[end - 1]))
        ):
            break
        end += 1
    return end if words else at


def _name_around(sentence: Sentence, at: int, taken: set[int]) -> tuple[int, int]:
    """The surname with the given name or initials beside it."""
    start, end = at, at + 1
    words = sentence.words
    while start >= 2 and words[start - 1] == "." and _INITIAL.fullmatch(words[start - 2]):
        start -= 2
    if start == at and start and is_name_word(sentence, start - 1, taken):
        start -= 1
    if start == at and end < len(words) and is_name_word(sentence, end, taken):
        end += 1
    return start, end


def is_name_word(sentence: Sentence, at: int, taken: set[int]) -> bool:
    """A capital inside a sentence is a name's; its first word («Вчера Аксакалов …») must be a known given name."""
    if at in taken or not _NAME_WORD.fullmatch(sentence.words[at]):
        return False
    return at > 0 or sentence.keys[at] in given_names()


@lru_cache(maxsize=4)  # a process has one registry, a test run a few
def finder_for(registry: Registry) -> AkimFinder:
    """The finder of a registry, built once: its word forms take about 50 ms."""
    return AkimFinder(registry)
