"""Which words of a token sequence name a place: pure look-ups, no model. What several regions share stays undecided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.russian.gazetteer import AreaAdjective, Gazetteer, Name
from extractors.russian.letters import cyrillic_capitals, is_capitalised, key
from extractors.russian.wordlist import WordList, read_lexicon

_CHAIN = frozenset({",", "и", "а", "также", "или"})  # «в Кызылжарском, Есильском и Тайыншинском районах»
_SEVERAL = frozenset(("районы", "районов", "районам", "районами", "районах"))
_CHAIN_BOUND = 40  # a list of all raions of a large oblast with its commas
_RURAL = ("сельск", "поселков", "аульн")
_ADJECTIVE_ENDINGS = ("ский", "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ские", "ских", "скими")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at tokens `start` up to `end`, with everything it may mean."""

    start: int
    end: int
    meaning: Name
    adjective: bool = False


class PlaceMatcher:
    """Finds mentions left to right, the longest first, none overlapping."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._longest = gazetteer.longest
        self._beginnings = frozenset(form.partition(" ")[0] for form in gazetteer.names)
        context = read_lexicon("places_context.toml")
        self._units = {kind: WordList(words) for kind, words in context["units"].items()}
        self._not_before = WordList(context["not_before"]["words"])
        self._cue_prepositions = frozenset(context["cues"]["prepositions"])
        self._cue_words = WordList(context["cues"]["words"])
        self._opening = frozenset(context["quotes"]["opening"])
        self._closing = frozenset(context["quotes"]["closing"])

    def find(self, words: Sequence[str]) -> list[Mention]:
        """All mentions in the tokens of one text."""
        keys = [key(word) for word in words]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention = self._at(words, keys, at, found)
            if mention is not None:
                found.append(mention)
            at = mention.end if mention is not None else at + 1
        return found

    def _at(self, words: Sequence[str], keys: list[str], at: int, found: list[Mention]) -> Mention | None:
        return (
            self._abbreviation(words, keys, at)
            or self._unit_first(words, keys, at)
            or self._rural_area(words, keys, at)
            or self._by_adjective(words, keys, at)
            or self._by_name(words, keys, at, found)
            or self._village(words, keys, at)
        )

    def _abbreviation(self, words: Sequence[str], keys: list[str], at: int) -> Mention | None:
        if not (words[at].isupper() and 2 <= len(words[at]) <= 4):
            return None
        meaning = self.gazetteer.abbreviations.get(cyrillic_capitals(words[at]))
        return Mention(at, at + 1, meaning) if meaning is not None else None

    def _unit_first(self, words: Sequence[str], keys: list[str], at: int) -> Mention | None:
        """«области Абай», «область «Жетісу»», «районе имени Габита Мусрепова»."""
        kind = next((kind for kind in ("region", "raion") if keys[at] in self._units[kind]), None)
        if kind is None:
            return None
        table = self.gazetteer.oblast_nouns if kind == "region" else self.gazetteer.raion_nouns
        start = at + 1
        while start < len(keys) and (keys[start] in {"имени", "им", "."} or keys[start] in self._opening):
            start += 1
        quoted = start > at + 1
        for length in range(min(self._longest, len(keys) - start), 0, -1):
            form = " ".join(keys[start : start + length])
            if form in table and is_capitalised(words[start]):
                end = start + length
                if (
                    kind == "raion"
                    and form in self.gazetteer.names
                    and not quoted
                    and self._is_the_towns(keys, at, table[form])
                ):
                    return None
                closed = end < len(keys) and quoted and keys[end] in self._closing
                return Mention(at, end + closed, table[form])
        return None

    def _is_the_towns(self, keys: list[str], at: int, raion: Name) -> bool:
        """«В районе Алматы» is «near Almaty»; «районов Астаны» are the city's, «районов Астана и …» those of Aktobe."""
        belongs = at > 0 and keys[at - 1] in self._cue_words
        return not belongs or (keys[at] in _SEVERAL and keys[at + 1] != key(raion.name.removeprefix("район ")))

    def _rural_area(self, words: Sequence[str], keys: list[str], at: int) -> Mention | None:
        """«Теректинского сельского округа», and raions that the table does not have («Кара-Суйского района»)."""
        if not (is_capitalised(words[at]) and keys[at].endswith(_ADJECTIVE_ENDINGS)) or at + 1 >= len(keys):
            return None
        after = keys[at + 2] if at + 2 < len(keys) else ""
        if keys[at + 1].startswith(_RURAL) and after.startswith(("округ", "админ")):
            return Mention(at, at + 3, Name(name=" ".join(words[at : at + 3]), level="town"))
        if keys[at] not in self.gazetteer.adjectives and keys[at + 1] in self._units["raion"]:
            following = self.gazetteer.adjectives.get(after)
            abroad = following is not None and following[1].oblast is None and following[1].foreign is not None
            return Mention(at, at + 2, Name(name=" ".join(words[at : at + 2]), level="raion", foreign=abroad))
        return None

    def _by_adjective(self, words: Sequence[str], keys: list[str], at: int) -> Mention | None:
        entry = self.gazetteer.adjectives.get(keys[at])
        if entry is None:
            return None
        agreement, meaning = entry
        unit_at = self._end_of_chain(words, keys, at)
        unit = keys[unit_at] if unit_at < len(keys) else ""
        end = at + 1
        if unit_at == at + 1 and (unit in self._units["region"] or unit in self._units["raion"]):
            end += 1 + (unit in {"обл", "р-н"} and unit_at + 1 < len(keys) and keys[unit_at + 1] == ".")
        chosen = self._with_unit(meaning, agreement, unit)
        if chosen is not None:
            if chosen.level == "raion" and not is_capitalised(words[at]):
                return None  # «майского района» has a capital
            return Mention(at, end, chosen)
        return self._adjective_alone(words, keys, at, meaning)

    def _end_of_chain(self, words: Sequence[str], keys: list[str], at: int) -> int:
        """The first token after the adjectives and commas that begin at `at`."""
        end = at + 1
        while end < min(len(keys), at + _CHAIN_BOUND) and (
            keys[end] in _CHAIN or (is_capitalised(words[end]) and keys[end].endswith(_ADJECTIVE_ENDINGS))
        ):
            end += 1
        return end

    def _with_unit(self, meaning: AreaAdjective, agreement: str, unit: str) -> Name | None:
        if unit in self._units["raion"] and agreement != "f":
            return meaning.raion
        if unit in self._units["region"]:
            feminine = unit.startswith("обл")
            if not feminine or agreement in {"f", "p", "mp"}:
                return meaning.oblast or meaning.foreign
        return None

    def _adjective_alone(
        self, words: Sequence[str], keys: list[str], at: int, meaning: AreaAdjective
    ) -> Mention | None:
        alone = meaning.alone
        following = keys[at + 1] if at + 1 < len(keys) else ""
        if following.startswith("областн") and meaning.oblast is not None:
            return Mention(at, at + 1, meaning.oblast, adjective=True)
        if alone is None or (at > 0 and keys[at - 1] in self._opening):
            return None
        if following.startswith("городск") and len(alone.regions) > 1:  # «Алматинской городской прокуратуры»
            cities = tuple(iso for iso in alone.regions if meaning.oblast is None or iso not in meaning.oblast.regions)
            alone = replace(alone, regions=cities or alone.regions)
        return Mention(at, at + 1, alone, adjective=True)

    def _by_name(self, words: Sequence[str], keys: list[str], at: int, found: list[Mention]) -> Mention | None:
        longest = min(self._longest, len(keys) - at) if keys[at] in self._beginnings else 0
        for length in range(longest, 0, -1):
            form = " ".join(keys[at : at + length])
            meaning = self.gazetteer.names.get(form)
            if meaning is None or not (meaning.lower or is_capitalised(words[at])):
                continue
            end = at + length
            if end < len(keys) and keys[end].startswith("облыс"):  # «Қостанай облысы»
                return Mention(at, end + 1, self.gazetteer.oblast_nouns.get(form, meaning))
            if self._is_something_else(words, keys, at, end):
                return None
            if meaning.homonym and not self._has_cue(words, keys, at, found):
                return None
            return Mention(at, end, meaning)
        return self._capital(keys, at)

    def _is_something_else(self, words: Sequence[str], keys: list[str], at: int, end: int) -> bool:
        """A street, a bank, a club: «улица Астана», «ФК «Атырау»», «банк «Жетысу»»."""
        before = at - 1
        quoted = before >= 0 and keys[before] in self._opening and end < len(keys) and keys[end] in self._closing
        if quoted:
            return not (before > 0 and keys[before - 1] in self._units["town"])
        while before >= 0 and (keys[before] == "." or keys[before] in self._opening):
            before -= 1
        return before >= 0 and keys[before] in self._not_before

    def _has_cue(self, words: Sequence[str], keys: list[str], at: int, found: list[Mention]) -> bool:
        before = at - 1
        while before > 0 and keys[before] == ".":
            before -= 1
        if before < 0:
            return False
        if keys[before] in self._cue_prepositions or keys[before] in self._units["town"]:
            return True
        listed = (
            keys[before] in {",", "и"} and bool(found) and found[-1].end == before and found[-1].meaning.level == "town"
        )
        return listed or keys[before] in self._cue_words

    def _capital(self, keys: list[str], at: int) -> Mention | None:
        """«в столице», not «в столице Татарстана», «шахтерская столица», «столица Игр»."""
        meaning = self.gazetteer.capital.get(keys[at])
        if meaning is None:
            return None
        before = keys[at - 1] if at else ""
        if before.endswith(("ая", "ой", "ую")) or (at + 1 < len(keys) and self._names_owner(keys, at + 1)):
            return None
        return Mention(at, at + 1, meaning)

    def _names_owner(self, keys: list[str], at: int) -> bool:
        name = self.gazetteer.names.get(keys[at])
        return (name is not None and name.name != "Казахстан") or keys[at] in {
            "региона",
            "области",
            "края",
            "игр",
            "мира",
        }

    def _village(self, words: Sequence[str], keys: list[str], at: int) -> Mention | None:
        """«в селе Шиели», «поселка «Достык»»: a local place whose region is not known."""
        if keys[at] not in self._units["village"]:
            return None
        start = at + 1
        while start < len(keys) and (keys[start] == "." or keys[start] in self._opening):
            start += 1
        if start >= len(keys) or not is_capitalised(words[start]) or not words[start][0].isalpha():
            return None
        known = self.gazetteer.names.get(keys[start])
        regions = known.regions if known is not None and known.level == "town" else ()
        return Mention(at, start + 1, Name(name=words[start], regions=regions, level="town"))
