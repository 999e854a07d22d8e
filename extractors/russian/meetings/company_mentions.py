"""Gatherings told by company alone: «сюда съехались председатели», «в акимате гости», «пил чай с аксакалами»."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.naming import ASSEMBLY, Mention, name_gathering
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.words import Noun, subjects

# «побывали в Доме дружбы, где познакомились с работой этноцентров»: who is in the clause is not who came
_CLAUSE = re.compile(r", (?:где|чтобы|когда|котор\w+|чь[яеи]\w*|[вско] котор\w+)\b[^,.:;—]*")


_PAST = re.compile(r"л[аои]?(?:с[ья])?$")  # by its letters: the tagger takes «расселись» for a present


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """`lexicon/meeting_company.toml` as typed data."""

    arrive: frozenset[str]
    guests: frozenset[str]
    confer: frozenset[str]
    together_verbs: frozenset[str]
    together: Mapping[str, frozenset[str]]
    rooms: re.Pattern[str]
    press: frozenset[str]


@lru_cache(maxsize=1)
def company() -> Company:
    raw = tomllib.loads(files("extractors.russian").joinpath("lexicon/meeting_company.toml").read_text("utf-8"))
    return Company(
        arrive=frozenset(raw["arrive"]),
        guests=frozenset(raw["guests"]),
        confer=frozenset(raw["confer"]),
        together_verbs=frozenset(raw["convene"]),
        together={verb: frozenset(objects) for verb, objects in raw["together"].items()},
        rooms=re.compile("|".join(raw["places"]["rooms"])),
        press=frozenset(raw["press"]["people"]),
    )


def company_mentions(scene: Scene) -> Iterator[Mention]:
    """Every verb or noun that puts the Assembly's people in a room together; weak, so that a real name outranks it."""
    for sentence in scene.sentences:
        if sentence.in_title:
            continue
        received = _received(sentence)
        for token in sentence.span:
            if token.i in sentence.speech:
                continue
            if _delegates_gather(token, sentence):
                yield name_gathering(scene, token, Noun(kind="assembly_session", weak=False), first=token.i)
            elif _confers(token):
                yield name_gathering(scene, token, Noun(kind="working_meeting", weak=False), first=token.i)
            elif received and _brings_them_in(token):
                yield name_gathering(
                    scene, token, Noun(kind="working_meeting", weak=True), first=token.i, several=False
                )


def _received(sentence: Sentence) -> bool:
    """The sentence names the Assembly's people and the room of somebody who receives them."""
    told = _CLAUSE.sub(" ", sentence.told())
    return bool(company().rooms.search(told) and subjects().assembly.search(told)) and not hits(sentence).absent


def _confers(token: Token) -> bool:
    """«совещались о вещах деликатных», «пил чай с аксакалами»."""
    if not is_finite(token):
        return False
    if token.lemma_ in company().confer:
        return True
    objects = company().together.get(token.lemma_, frozenset())
    shared = next((child for child in token.children if child.lemma_ in objects), None)
    return shared is not None and _with_people(shared)


def _delegates_gather(token: Token, sentence: Sentence) -> bool:
    """«Делегаты собрались, чтобы дать оценку работе ассамблеи»: only a session has delegates."""
    if token.lemma_ not in company().together_verbs or not is_finite(token) or not _PAST.search(token.lower_):
        return False
    who = next((child for child in token.children if child.dep_ == "nsubj" and child.lemma_ == "делегат"), None)
    return who is not None and bool(ASSEMBLY.search(key(sentence.told())))


def _with_people(shared: Token) -> bool:
    """«… с аксакалами»: right behind the noun."""
    after = shared.doc[shared.i + 1 : min(shared.i + 5, shared.sent.end)]
    together = len(after) > 0 and after[0].lower_ in {"с", "со"}
    return together and any("Ins" in w.morph.get("Case", []) for w in after)


def _brings_them_in(token: Token) -> bool:
    if token.lemma_ in company().arrive:
        if _is_one_of_them(token):
            return False
        return is_finite(token) and bool(_PAST.search(token.lower_)) and "не" not in {c.lower_ for c in token.children}
    return token.lemma_ in company().guests and token.dep_ in {"ROOT", "nsubj"} and "Nom" in token.morph.get("Case", [])


def _is_one_of_them(verb: Token) -> bool:
    """«Член ассамблеи сидел в зале»: one of the Assembly's people is no company."""
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    one = who is not None and "Sing" in who.morph.get("Number", [])
    return (
        one and who is not None and who.lemma_ in {"член", "председатель", "руководитель", "представитель", "активист"}
    )
