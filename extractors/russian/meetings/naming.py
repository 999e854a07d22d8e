"""One naming of a gathering: its words, its verb, and how the clause tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.modality import Outlook, predicate_of
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.meetings.standing import Standing, standing_of
from extractors.russian.meetings.why import Why, spot
from extractors.russian.meetings.words import Noun, modal_words, subjects
from models.records import Kind

Way = Literal["noun", "council", "verb", "company"]
"""What the gathering is named by: a noun, the Council, a verb alone, or the company that came."""

LONGEST_PHRASE = 16
"""Words after the noun that may belong to its name; the longest in real headlines of sessions has 14."""

_OTHER_BODIES = re.compile(
    r"маслихат|парламент|сенат|мажилис|правительств|оон\b|шос\b|штаб|комисси|оргкомитет|комитет|директоров|безопасност|коллеги|аппарат"
    r"|акимат\w* |суд\b|кабинет министров|инвестор|кенеш|общественн\w+ совет|совет\w* по (?!межэтн)"
    r"|правлени|бюро|партии|экзамен"
)
_ROMAN = re.compile(r"[IVXХІ]{1,7}")  # «XXVIII», also typed with Cyrillic Х and І
ASSEMBLY = re.compile(r"ассамбле|\b[а-я]?анк\b|\bкха\b")
ELDERS = re.compile(
    r"совет\w* (?:\w+ )?(?:аксакал|старейшин|матер|биев|директор|общественн|ветеран|молодеж)|общественн\w+ совет"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One naming of a gathering. `start`-`end`: the words of its name; `verb`: what is said of it."""

    token: int
    start: int
    end: int
    sentence: int
    kind: Kind | None  # None: takes the kind of what it is merged with
    standing: Standing
    outlook: Outlook
    verb: int | None
    several: bool  # «совещания», «проведёт их»: more than one gathering
    named_fully: bool  # the name itself says whose: «Совета Ассамблеи», «сессия АНК»
    other_body: bool  # «заседание штаба», «сессия маслихата»
    weak: bool
    recalled: bool
    quoted: bool
    way: Way = "noun"
    takes_up: int | None = None  # the noun that a pronoun or verb stands for
    standing_why: Why
    outlook_why: Why


def name_gathering(scene: Scene, token: Token, noun: Noun, *, first: int, several: bool = False) -> Mention:
    sentence = scene.at(token.i)
    start = _phrase_start(scene.doc[first], sentence)
    end = token.i + 1 if token.pos_ == "VERB" else min(phrase_end(token), sentence.end)
    phrase = key(scene.doc[start:end].text)
    verb = token if token.pos_ in {"VERB", "AUX"} else predicate_of(token)
    standing, told, standing_why = standing_of(token, verb, noun)
    return Mention(
        token=token.i,
        start=start,
        end=end,
        sentence=sentence.number,
        kind=noun.kind,
        standing=standing,
        outlook=told.outlook,
        verb=verb.i if verb is not None else None,
        several=several or _is_several(token),
        named_fully=bool(ASSEMBLY.search(phrase)),
        other_body=bool(_OTHER_BODIES.search(phrase))
        and not ASSEMBLY.search(phrase)
        and not subjects().assembly.search(phrase),
        weak=noun.weak,
        recalled=recalling(sentence) is not None,
        quoted=token.i in sentence.speech,
        standing_why=standing_why,
        outlook_why=Why(rule=f"told.{told.rule}", at=(spot(scene.doc[told.by]),)),
    )


def _is_several(token: Token) -> bool:
    """«совещания», and «две сессии», where the noun is singular by its form."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    before = token.doc[max(token.sent.start, token.i - 3) : token.i]
    if any(word.pos_ == "ADJ" and "Sing" in word.morph.get("Number", []) for word in before):
        return "Plur" in token.morph.get("Number", [])  # «двадцать вторая сессия»: the number is its name
    numbers = {word.lower_ for word in before if word.pos_ == "NUM" and word.lemma_ != "один"}
    return "Plur" in token.morph.get("Number", []) or bool(numbers - {"один", "одно", "одну", "одна", "1"})


def _phrase_start(token: Token, sentence: Sentence) -> int:
    start = token.i
    while start > sentence.start:
        before = token.doc[start - 1]
        described = before.pos_ in {"ADJ", "DET", "NUM", "X"} or (before.pos_ == "VERB" and before.dep_ == "amod")
        if not described and not _ROMAN.fullmatch(before.text):
            break
        start -= 1
    return start


def phrase_end(token: Token) -> int:
    """The end of the noun's name: genitives, adjectives and names after it, up to a verb, preposition or stop."""
    end = token.i + 1
    last = min(token.sent.end, token.i + LONGEST_PHRASE)
    while end < last:
        word = token.doc[end]
        if word.pos_ not in {"NOUN", "ADJ", "PROPN", "X", "DET"} or (
            "Nom" in word.morph.get("Case", []) and word.dep_ in {"nsubj", "ROOT"}
        ):
            break
        end += 1
    return end


def recalling(sentence: Sentence) -> Token | None:
    """The word near its start by which a sentence looks back: «Напомним, …»."""
    words = modal_words().recall
    return next((t for t in sentence.span[:6] if {t.lemma_, t.lower_} & words and t.i not in sentence.speech), None)
