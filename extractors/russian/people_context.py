"""What stands around a mention: the region its words leave open, and another role beside a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from spacy.tokens import Doc

from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.records import Place
from extractors.russian.wordlist import WordList, read_lexicon
from models.registry import Region

Role = Literal["namesake", "other"]
_ROLE_REACH = 6  # words: «директор областного центра «Қоғамдық келісім» Xxx» has five between
_IN = frozenset({"в", "во", "по"})


class Context:
    """One document's places and words, asked for what an office leaves unsaid."""

    def __init__(self, doc: Doc, keys: Sequence[str], regions: Mapping[str, Region], words: RoleWords) -> None:
        self.home: str | None = doc._.home_region
        self._doc = doc
        self._keys = keys
        self._regions = regions
        self._words = words
        self._places: tuple[Place, ...] = tuple(p for p in doc._.places if p.region is not None)
        self._abroad: tuple[Place, ...] = tuple(p for p in doc._.places if p.foreign)

    def region_of(self, phrase: OfficePhrase, at: int, last_head: str | None) -> str | None:
        """The region of an office: named with it, else where the sentence is set, else that of its item in a digest,
        else what the article is about, else that of the head spoken of last, else the last region named before."""
        if phrase.places:
            return phrase.places[0].region
        open_to = (self._set_in(phrase, at), self._of_item(at), self.home, last_head, self._named_before(at))
        return next((region for region in open_to if region is not None and self._fits(phrase, region)), None)

    def is_city_region(self, phrase: OfficePhrase, region: str | None) -> bool:
        """Whether «аким города» heads a city of republican significance."""
        if phrase.places:
            return phrase.places[0].level == "region"
        return region is not None and self._regions[region].kind == "city"

    def is_set_abroad(self, phrase: OfficePhrase) -> bool:
        """«В Омске глава региона провёл»: somebody else's head; «аким области» is ours wherever he is."""
        if phrase.places or self._keys[phrase.head].startswith("аким"):
            return False
        start = self._doc[phrase.start].sent.start
        abroad = any(start < p.start < phrase.start and self._keys[p.start - 1] in _IN for p in self._abroad)
        return abroad and self._set_in(phrase, phrase.start) is None

    def role_before(self, start: int) -> Role | None:
        """Another role in the words before a name, back to a comma or a verb."""
        for i in range(start - 1, max(-1, start - 1 - _ROLE_REACH), -1):
            token = self._doc[i]
            if token.is_space or token.text in {",", ".", ";", ":", "–", "—"} or token.pos_ in {"VERB", "AUX"}:
                return None
            if self._keys[i] in self._words.namesake:
                return "namesake"
            if self._keys[i] in self._words.other:
                return "other"
        return None

    def _fits(self, phrase: OfficePhrase, region: str) -> bool:
        """«аким области» heads no city."""
        says_oblast = any(self._keys[i].startswith("област") for i in range(phrase.start, phrase.end))
        return not (says_oblast and self._regions[region].kind == "city")

    def _set_in(self, phrase: OfficePhrase, at: int) -> str | None:
        """«В Улытау аким области провёл»: a region or its town named with «в» before the office in its sentence."""
        start = self._doc[at].sent.start
        found = [
            p
            for p in self._places
            if start < p.start < at and self._keys[p.start - 1] in _IN and p.level in {"region", "town"}
        ]
        regions = {p.region for p in found if p.region and self._fits(phrase, p.region)}
        return regions.pop() if len(regions) == 1 else None

    def _of_item(self, at: int) -> str | None:
        """The region of the item that a digest's line is: its dateline («УРАЛЬСК. …»), else, in an article about no one
        region, the last region that the same line named before."""
        start = next((i + 1 for i in range(at - 1, -1, -1) if "\n" in self._doc[i].text), 0)
        line = [p for p in self._places if start <= p.start < at]
        if (
            line
            and line[0].start == start
            and self._doc[start].text.isupper()
            and self._keys[line[0].end] in {".", ",", "/"}
        ):
            return line[0].region
        return line[-1].region if line and self.home is None else None

    def _named_before(self, at: int) -> str | None:
        return next((p.region for p in reversed(self._places) if p.start < at), None)


class RoleWords:
    """The role lists of the lexicon, read once."""

    def __init__(self) -> None:
        lexicon = read_lexicon("offices.toml")
        self.namesake = WordList(lexicon["namesake"]["roles"])
        self.other = WordList(lexicon["other"]["roles"])
        self.he = frozenset(lexicon["pronouns"]["masculine"])
        self.she = frozenset(lexicon["pronouns"]["feminine"])
