"""A full name beside the office of a region's head, and whether it may be somebody's of the table, in any spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors.akim_mentions import Case
from extractors.akim_sentences import Sentence
from extractors.russian.letters import key
from extractors.russian.names import given_names, nominative
from extractors.russian.officials import bears
from extractors.russian.people_names import NameParts, take_apart
from models.terms import Tenure

# «Килыбай» and «Кылыбаев», «Кошербаев» and «Көшербай» are one name in two spellings; «Ахметов» and «Ахметжанов» are
# taken for one too: better no alarm than one over a slip of the pen.
_ALIKE = 0.7
_SURNAME = re.compile(r".{2,}(?:[оеё]ва?|[иы]на?|ск(?:ий|ая)|бай|бек|улы|кызы|ко|юк)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadName:
    """A surname with a given name or its initial."""

    printed: str
    parts: NameParts

    @property
    def person(self) -> str:
        """Surname and given name as the table writes them, in the nominative."""
        words = {key(word.rstrip(".")): word for word in self.parts.shown.split()}
        return " ".join(words[part] for part in (self.parts.surname, self.parts.given) if part is not None)

    @property
    def key(self) -> str:
        """The same for every spelling of letters and every order of the words."""
        return f"{self.parts.surname} {(self.parts.given or '')[:1]}"

    def may_be(self, term: Tenure) -> bool:
        """Whether this can be the person of the table: Kazakh letters, slips, word order and short forms forgiven."""
        if term.vacant:
            return False
        if bears(term, self.parts, vouched=True):
            return True
        surname, words = key(term.surname), [key(word.rstrip(".")) for word in self.parts.shown.split()]
        return any(len(word) > 1 and SequenceMatcher(None, word, surname).ratio() >= _ALIKE for word in words)


def head_name(sentence: Sentence, start: int, end: int, case: Case) -> HeadName | None:
    """The name at these words, where it is a full one in that case; None for anything else that has capitals."""
    words = [word for word in sentence.words[start:end] if word != "."]
    if len(words) < 2:
        return None
    read = nominative(words, case if case != "other" else None)
    if case == "other" or read.case not in ({"Gen", "Acc"} if case == "Gen" else {case}):
        return None
    parts = take_apart(read.words, read.gender)
    if parts.surname is None or parts.given is None or not _is_a_persons(parts, read.words):
        return None
    if sum(len(word) > 1 for word in words) > 2 and parts.patronymic is None:
        return None  # «акиму области Марату Сулееву Ерлан …», «указом Президента Марат Сулеев …»: two people's words
    last = end - 1
    printed = sentence.text[sentence.starts[start] : sentence.starts[last] + len(sentence.words[last])]
    return HeadName(printed=printed, parts=parts)


def _is_a_persons(parts: NameParts, words: Sequence[str]) -> bool:
    """A given name that is known as one, a patronymic, or a surname by its suffix: capitals alone may be anything."""
    if parts.given in given_names() or parts.patronymic is not None:
        return True
    return bool(_SURNAME.fullmatch(parts.surname or "")) and len(words) <= 3
