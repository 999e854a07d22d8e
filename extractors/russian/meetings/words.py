"""The word lists of `lexicon/meeting_*.toml` as typed, frozen data, read once a process."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, get_args

from models.records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun that names a gathering; `kind` None: any kind («мероприятие»); `weak`: only takes up one already named."""

    kind: Kind | None
    weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """Verb lemmas by what they say of a gathering or of a person's part in it."""

    happen: frozenset[str]
    council_acts: frozenset[str]
    hold: frozenset[str]
    chair: frozenset[str]
    meet_with: frozenset[str]
    gather_people: frozenset[str]
    feast: frozenset[str]
    attend: frozenset[str]
    say: frozenset[str]
    read_out: frozenset[str]
    absent: frozenset[str]
    come: frozenset[str]
    depart: frozenset[str]
    cancel: frozenset[str]
    postpone: frozenset[str]
    ahead: frozenset[str]
    begin: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalWords:
    """Words that take an infinitive or a clause out of the told facts."""

    order: frozenset[str]
    duty: frozenset[str]
    wish: frozenset[str]
    plan: frozenset[str]
    conjunctions: frozenset[str]
    habit: frozenset[str]
    called_off: frozenset[str]
    made: frozenset[str]
    put_off: frozenset[str]
    recall: frozenset[str]
    keep_in_mind: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextWords:
    """Words around a gathering's name or a person; the lexicon file says what each list is for."""

    outside_prepositions: frozenset[str]
    at_prepositions: frozenset[str]
    heads_outside: frozenset[str]
    people_there: frozenset[str]
    houses: frozenset[str]
    feasts: frozenset[str]
    passed: frozenset[str]
    papers: frozenset[str]
    sent: frozenset[str]
    listen: frozenset[str]
    not_at: frozenset[str]
    chaired: frozenset[str]
    other_councils: frozenset[str]
    talks: frozenset[str]
    said: frozenset[str]
    awards: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Expressions for what a gathering is about and for the Assembly's people."""

    topic: re.Pattern[str]
    weak_topic: re.Pattern[str]
    stated: re.Pattern[str]
    not_topic: re.Pattern[str]
    assembly: re.Pattern[str]
    reference: re.Pattern[str]
    absent: re.Pattern[str]


_KINDS: dict[str, Kind | None] = {**{kind: kind for kind in get_args(Kind)}, "generic": None}


@lru_cache(maxsize=1)
def nouns() -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for kind, lists in _toml("meeting_nouns").items():
        for strength in ("weak", "strong"):
            for lemma in lists[strength]:
                found[lemma] = Noun(kind=_KINDS[kind], weak=strength == "weak")
    return found


def noun_named(lemma: str) -> Noun | None:
    """The gathering noun of a lemma: «приём», «гала-концерт» by its last part."""
    plain = lemma.replace("ё", "е")
    return nouns().get(plain) or nouns().get(plain.rsplit("-", 1)[-1])


@lru_cache(maxsize=1)
def verbs() -> Verbs:
    return Verbs(**{name: frozenset(lemmas) for name, lemmas in _toml("meeting_verbs").items()})


@lru_cache(maxsize=1)
def modal_words() -> ModalWords:
    return ModalWords(**{name: frozenset(lemmas) for name, lemmas in _toml("meeting_modality").items()})


@lru_cache(maxsize=1)
def context_words() -> ContextWords:
    return ContextWords(**{name: frozenset(words) for name, words in _toml("meeting_context").items()})


@lru_cache(maxsize=1)
def subjects() -> Subjects:
    raw = _toml("meeting_subjects")
    topic, assembly = raw["topic"], raw["assembly"]
    return Subjects(
        topic=_any(topic["strong"]),
        weak_topic=_any(topic["weak"]),
        stated=_any(topic["stated"]),
        not_topic=_any(topic["not_topic"]),
        assembly=_any(assembly["strong"]),
        reference=_any(assembly["reference"]),
        absent=_any(assembly["absent"]),
    )


def _any(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("extractors.russian").joinpath(f"lexicon/{name}.toml").read_text(encoding="utf-8"))
