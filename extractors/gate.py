"""Is this article worth reading? Two cheap gates over folded text, and the first look at a Kazakh one.

The gates only say where to look; they never say what is there. A miss here is a meeting lost for good, so the word
lists (`russian/lexicon/gate.toml`) lean to the wide side: about 2-4 % of the press passes `topic`, a quarter `akim`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.folding import FOLDING, folded
from extractors.regions_named import regions_named
from extractors.russian.wordlist import read_lexicon
from models.records import Language

__all__ = [
    "PATTERNS",
    "TopicWord",
    "akim",
    "in_one_alphabet",
    "kazakh_lead",
    "passes",
    "regions_named",
    "topic",
    "topic_words",
    "version",
]


def in_one_alphabet(text: str) -> str:
    """Lower case in one alphabet, framed by spaces, soft hyphens gone, every other break a plain space."""
    plain = text.replace("\xad", "").replace("\xa0", " ").replace("\n", " ")
    return f" {folded(plain, lookalikes=True)} "


def _source(pattern: str) -> str:
    """The regular expression of one lexicon pattern: «дом* дружбы» -> `дом\\w*\\s+дружбы`, « анк » -> `\\bанк\\b`."""
    words = in_one_alphabet(pattern)[1:-1]
    inner = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split())
    return (r"\b" if words[:1] == " " else "") + inner + (r"\b" if words[-1:] == " " else "")


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_source(pattern) for pattern in patterns))


_Seen = tuple[int, int, bool]  # characters of the folded text, and whether they let an article through


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWord:
    """One word of the topic gate: its code points in the text, or in the title; not `counted`: somebody else's."""

    start: int
    end: int
    in_title: bool
    counted: bool


class _Words:
    """Patterns by the root that each contains: `str.find` settles nearly every article, the pattern the rest."""

    def __init__(self, lexicon: Mapping[str, list[str]]) -> None:
        self._patterns = tuple((in_one_alphabet(root).strip(), _any_of(patterns)) for root, patterns in lexicon.items())

    def found_in(self, text: str) -> bool:
        return any(root in text and pattern.search(text) for root, pattern in self._patterns)

    def seen_in(self, text: str) -> Iterator[_Seen]:
        for root, pattern in self._patterns:
            if root in text:
                yield from ((*match.span(), True) for match in pattern.finditer(text))


class _Namesakes:
    """A root that counts unless the words beside it say that somebody else of that name is meant («ассамблея ООН»)."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        before = "|".join(_source(word) for word in lexicon["before"])
        after = "|".join(_source(word) for word in lexicon["after"])
        self._root: str = lexicon["root"]
        # «Генассамблея», «генеральной ассамблее», «Парламентская ассамблея Совета Европы», «Ассамблея народов России»
        self._foreign = re.compile(rf"\b(?:{before})[\s-]*{self._root}\w*|{self._root}\w*\s+(?:{after})")

    def found_in(self, text: str) -> bool:
        return self._root in text and self._root in self._foreign.sub(" ", text)

    def seen_in(self, text: str) -> Iterator[_Seen]:
        strangers = [match.span() for match in self._foreign.finditer(text)]
        yield from ((*stranger, False) for stranger in strangers)
        for match in re.finditer(rf"{self._root}\w*", text):
            if not any(start <= match.start() < end for start, end in strangers):
                yield (*match.span(), True)


class _Doubtful:
    """A word of two meanings, which counts only where one of its companions stands near («председатели ЭКО»)."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        self._root: str = lexicon["root"]
        self._word = re.compile(_source(lexicon["word"]))
        self._near = _any_of(lexicon["near"])
        self._within: int = lexicon["within"]

    def found_in(self, text: str) -> bool:
        return self._root in text and any(
            self._near.search(text, max(0, hit.start() - self._within), hit.end() + self._within)
            for hit in self._word.finditer(text)
        )

    def seen_in(self, text: str) -> Iterator[_Seen]:
        for hit in self._word.finditer(text):
            near = self._near.search(text, max(0, hit.start() - self._within), hit.end() + self._within)
            yield (*hit.span(), near is not None)


_LEXICON = read_lexicon("gate.toml")
_TOPIC = (_Words(_LEXICON["topic"]), _Namesakes(_LEXICON["namesakes"]), _Doubtful(_LEXICON["doubtful"]))
_AKIM = _Words(_LEXICON["akim"])
_KAZAKH = _Words(_LEXICON["kazakh"])


PATTERNS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (in_one_alphabet(root).strip(), tuple(patterns))
    for table in ("topic", "akim", "kazakh")
    for root, patterns in _LEXICON[table].items()
) + tuple(
    (_LEXICON[table]["root"], (_LEXICON[table][word],)) for table, word in (("namesakes", "root"), ("doubtful", "word"))
)
"""Every root with its patterns, as the lexicon writes them. What is doubtful, or somebody else's, is among them."""


def topic(title: str | None, text: str) -> bool:
    """Does the article use a word of the Assembly or of inter-ethnic relations? Some 50 µs an article."""
    whole = in_one_alphabet(f"{title or ''}\n{text}")
    return any(words.found_in(whole) for words in _TOPIC)


def topic_words(title: str | None, text: str) -> tuple[TopicWord, ...]:
    """The words that `topic` went by, and those that it passed over as somebody else's («ассамблея ООН»)."""
    raw = f"{title or ''}\n{text}"
    # of each folded character but the frame's: a soft hyphen leaves none, «İ» leaves two
    places = [at for at, char in enumerate(raw) if char != "\xad" for _ in char.lower()]
    body = len(title or "") + 1
    found = sorted({seen for words in _TOPIC for seen in words.seen_in(in_one_alphabet(raw))})
    answer: list[TopicWord] = []
    for start, end, counted in found:
        first, last = _whole_words(raw, places[max(0, start - 1)], places[min(end - 2, len(places) - 1)] + 1)
        if first < body:
            answer.append(TopicWord(start=first, end=min(last, body - 1), in_title=True, counted=counted))
        else:
            answer.append(TopicWord(start=first - body, end=last - body, in_title=False, counted=counted))
    return tuple(dict.fromkeys(answer))


def _whole_words(raw: str, start: int, end: int) -> tuple[int, int]:
    """A pattern is the beginning of a word more often than not: its letters on both sides belong to it."""
    while start and (raw[start - 1].isalpha() or raw[start - 1] == "\xad"):
        start -= 1
    while end < len(raw) and (raw[end].isalpha() or raw[end] == "\xad"):
        end += 1
    return start, end


def akim(title: str | None, text: str) -> bool:
    """Does the article speak of an akim, his office or «главе региона»?"""
    return _AKIM.found_in(in_one_alphabet(f"{title or ''}\n{text}"))


def kazakh_lead(title: str | None, text: str) -> bool:
    """Does a Kazakh text name the Assembly or inter-ethnic accord, in Cyrillic or Latin letters?

    The text's language is the caller's to know: Russian texts that quote a Kazakh name answer yes as well.
    """
    return _KAZAKH.found_in(in_one_alphabet(f"{title or ''}\n{text}"))


def passes(title: str | None, text: str, language: Language) -> bool:
    """May anything be read out of it (`russian.reader`): meetings, appearances, claims, a lead in Kazakh?"""
    if language == "ru":
        return topic(title, text) or akim(title, text)
    return language in _KAZAKH_TEXTS and kazakh_lead(title, text)


_KAZAKH_TEXTS = frozenset({"kk", "kk-Latn"})
_RULES = "1"  # counts up with every change of this file that lets other articles through


@cache
def version() -> str:
    """A short digest of the gates' words and rules: what was passed over by other ones is looked at again."""
    words = json.dumps([_RULES, _LEXICON, FOLDING], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:8]
