"""Where a clause of a sentence begins and ends, and whether what it tells is over."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from extractors.appearance_words import STOPS, Keys, words
from extractors.russian.dates_phrase import tense_of
from extractors.russian.lemmas import morphology

_SUBORDINATE = frozenset(("что", "чтобы", "как", "где", "когда", "поскольку", "хотя", "если"))
_DASHES = frozenset(("–", "—", "-"))
_OPENING, _CLOSING = frozenset(("«", "“")), frozenset(("»", "”"))
_BEFORE_ASIDE = frozenset((",", "!", "?", "…"))
_QUOTES = frozenset('«»"“”„')
# «озвучил», «говорили», «решилась»: what the prefixes of `dates_phrase` leave out
_PAST_ENDINGS = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")


@lru_cache(maxsize=50_000)  # a look into the dictionary takes 50 µs
def told_tense(word: str) -> Literal["past", "future"] | None:
    """Of a verb, by its form or the dictionary; None for any other word («школа», «если»)."""
    if (tense := tense_of(word)) is not None or not word.endswith(_PAST_ENDINGS):
        return tense
    return "past" if morphology().parse(word)[0].tag.tense == "past" else None


def is_over(keys: Keys) -> bool:
    """Something in the sentence is past, nothing to come, nothing unreal or denied."""
    lexicon = words()
    tenses = {told_tense(word) for word in keys}
    past = "past" in tenses or any(word in lexicon.by_him for word in keys)
    return past and "future" not in tenses and not lexicon.unreal & set(keys) and "не" not in keys


def clause_start(keys: Keys, at: int, *, reach: int) -> int:
    """Where the clause of the word at `at` may begin: behind the nearest stop, comma or quote before it."""
    for back in range(at - 1, max(-1, at - 1 - reach), -1):
        if keys[back] in STOPS or keys[back] == "," or keys[back] in _QUOTES:
            return back + 1
    return max(0, at - reach)


def clause_end(keys: Keys, at: int, *, reach: int) -> int:
    """Where it may end: before «, что», «, который», a stop or a quote behind it; a mere comma does not end it."""
    end = min(len(keys), at + 1 + reach)
    for ahead in range(at + 1, end):
        if keys[ahead] in STOPS or keys[ahead] in _QUOTES or keys[ahead] in _SUBORDINATE or is_relative(keys[ahead]):
            return ahead
    return end


def is_relative(word: str) -> bool:
    """«которое», «котором»."""
    return word.startswith("котор")


def outside_speech(keys: Keys) -> Keys:
    """The words with those of direct speech left blank: «– На совещании всё решили, – сообщил» is told elsewhere."""
    dialogue = bool(keys) and keys[0] in _DASHES
    if not dialogue and _OPENING.isdisjoint(keys):
        return keys
    kept, said = [], dialogue
    for at, word in enumerate(keys):
        if said and (word in _CLOSING or (dialogue and at and word in _DASHES and keys[at - 1] in _BEFORE_ASIDE)):
            said, dialogue = False, False
        kept.append("" if said else word)
        said = said or word in _OPENING
    return tuple(kept)
