"""Turns by which a gathering has been, though the clause says something else: told after it, or photographed."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.modality import Telling
from extractors.russian.meetings.scene import is_finite
from extractors.russian.meetings.words import subjects, verbs

_AN_AKIM = re.compile(
    r"со? (?:[\w-]+ ){0,2}(?:акимом|главой (?:[\w-]+ )?(?:области|региона|города|столицы)|градоначальником)\b"
)
_AFTER = frozenset({"после"})
_OUTCOME = frozenset({"итог", "окончание", "завершение", "результат"})  # «по итогам встречи», «по окончании заседания»
# «Снимок сделан за минуту до начала сессии», «На фото: перед заседанием»; an old picture shows history
_PICTURE = re.compile(r"\b(?:сним(?:ок|к[аеиу])|фото(?:граф\w+)?|кадр\w*)\b")
_OLD_PICTURE = re.compile(r"\b(?:архив\w*|стар\w+|давн\w+|семейн\w+|пожелтевш\w+|черно-бел\w+)\b")
_BESIDE = frozenset({"до", "перед", "после", "во", "время", "накануне", "ходе"})
_FROM_NOUN_TO_VERB = 3  # heads between «встречи» and what «по итогам» hangs on


def told_after(token: Token, verb: Token | None, before: Token | None) -> Token | None:
    """The verb in «стало известно после встречи», «сказал аким по итогам заседания»: the press hears of what has been.

    One gathering only, and no other company in its name: «после встречи с инвесторами» places something else.
    """
    introduced = (before is not None and before.lower_ in _AFTER) or _hangs_on_outcome(token)
    if not introduced or verb is None or not _tells(verb) or "Plur" in token.morph.get("Number", []):
        return None
    return None if _with_others(token) else verb


def _hangs_on_outcome(token: Token) -> bool:
    head = token.head
    return head.lemma_ in _OUTCOME and head.i > token.sent.start and head.nbor(-1).lower_ == "по"


def _tells(verb: Token) -> bool:
    """Told and done: «сообщил», «рассказали», «стало известно», «объявлено»; not «сообщит», «мог сказать»."""
    if not is_finite(verb) or "Past" not in verb.morph.get("Tense", []):
        return False
    words = {child.lower_ for child in verb.children}
    if "не" in words or "бы" in words:
        return False
    known = verb.lemma_ in {"стать", "быть"} and bool(words & {"известно", "объявлено"})
    return known or verb.lemma_ in verbs().say | {"объявить", "решить"}


def _with_others(token: Token) -> bool:
    """«встречи с инвесторами», «разговора с врачом»: company that is not the Assembly's."""
    after = token.doc[token.i + 1 : min(token.i + 6, token.sent.end)]
    with_whom = next((word for word in after if word.lower_ in {"с", "со"}), None)
    if with_whom is None or any(is_finite(word) or word.text in ",;:–—" for word in token.doc[token.i : with_whom.i]):
        return False
    phrase = key(token.doc[with_whom.i : min(with_whom.i + 9, token.sent.end)].text)
    return not (subjects().assembly.search(phrase) or _AN_AKIM.match(phrase))


def photographed(token: Token, preposition: str | None) -> Token | None:
    """The picture that was taken at the gathering, or right before or behind it, and shows that it has been."""
    if preposition not in _BESIDE and token.head.lemma_ not in {"начало", "конец", "открытие"}:
        return None
    sentence = token.sent
    folded = key(sentence.text)
    if _OLD_PICTURE.search(folded) or any("Fut" in word.morph.get("Tense", []) for word in sentence):
        return None
    picture = next((word for word in sentence if _PICTURE.fullmatch(key(word.text))), None)
    if picture is None or picture.i > token.i:
        return None
    taken = any(word.lemma_ in {"сделать", "снять", "сделанный", "снятый"} for word in sentence)
    shown = picture.i > sentence.start and picture.nbor(-1).lower_ == "на"
    return picture if taken or shown else None


def silent_there(token: Token, verb: Token, told: Telling) -> int | None:
    """The «не» of «ни одного доклада на заседании не прозвучало»: what was missing there, not that it was not held."""
    there = "Loc" in token.morph.get("Case", [])
    if not there or told.rule != "negated" or not is_finite(verb) or "Past" not in verb.morph.get("Tense", []):
        return None
    return told.by


_NAMES_A_DATE = frozenset({"назвать", "определить", "объявить", "утвердить", "назначить", "известный", "стать"})


def date_named(date: Token, verb: Token | None) -> Token | None:
    """The word that gives the date in «названа дата сессии – 25 июня», «известна дата встречи»: it is to come."""
    near = [verb, date.head, *date.children]
    if any(child.lower_ == "не" for word in near if word is not None for child in word.children):
        return None
    return next((word for word in near if word is not None and word.lemma_ in _NAMES_A_DATE), None)
