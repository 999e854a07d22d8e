"""The words that tell of appearances (`lexicon/appearances.toml`), and gatherings by the form that names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from extractors.russian.wordlist import WordList, read_lexicon

Occasion = Literal["sitting", "meeting", "visit", "other"]
OCCASIONS: tuple[Occasion, ...] = ("sitting", "meeting", "visit", "other")
Gender = Literal["m", "f", "n"]
Form = Literal["object", "subject", "place", "of", "by"]
_FORMS: tuple[Form, ...] = ("object", "subject", "place", "of", "by")

Keys = tuple[str, ...]

STOPS = frozenset((";", ":", "–", "—"))
"""What ends a clause."""
_PLACING = frozenset(("на", "в", "во", "при"))
_EARLIER = 8  # words between «напомним» and the verb: an office and a name stand between
_TO_NOUN = 6  # words between a preposition and its noun: «на прошедшем в минувший понедельник совещании»


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A noun of a sitting or a meeting; `body`: it also stands («комиссия»), so its name alone is no gathering."""

    kind: Occasion
    gender: Gender
    body: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A thing done in person: the word that says so, and the kind of occasion."""

    at: int
    occasion: Occasion
    needs_day: bool = False  # told without a verb: without a past day beside it, it may be a plan


class AppearanceWords:
    """The lexicon, ready for look-ups."""

    def __init__(self, raw: dict[str, Any]) -> None:
        verbs, phrases, others = raw["verbs"], raw["phrases"], raw["others"]
        self.nouns = {kind: WordList(raw["nouns"][kind]) for kind in OCCASIONS}
        self.forms: dict[Form, dict[str, Gathering]] = {form: {} for form in _FORMS}
        for entry in raw["gatherings"]:
            self._add(entry)
        self.by_kind: dict[str, Occasion] = {verb: kind for kind in OCCASIONS for verb in verbs[kind]}
        self.with_object = frozenset(verbs["with_object"])
        self.needs_own_object = frozenset(("был",))  # «был на заседании» may be said of anything
        self.convening = frozenset(verbs["convening"])
        self.speech = frozenset(verbs["speech"])
        self.in_the_room = frozenset(verbs["in_the_room"])
        self.bodily = frozenset(verbs["bodily"])
        self.bodily_with = {verb: frozenset(objects) for verb, objects in raw["bodily_with"].items()}
        self.said_with = {verb: frozenset(objects) for verb, objects in raw["said_with"].items()}
        self.before_people = frozenset(verbs["before_people"])
        self.with_people = frozenset(verbs["with_people"])
        self.imperfective = frozenset(verbs["imperfective"])
        self.to_him = WordList(verbs["to_him"])
        self.in_his_face = WordList(verbs["in_his_face"])
        self.things_said = WordList(verbs["things_said"])
        self.asked = WordList(verbs["asked"])
        self.floor = WordList(verbs["floor"])
        self.dealt = WordList(verbs["dealt"])
        self.deliberated = frozenset((*verbs["at_his_place"], *verbs["decided"]))
        self.present: dict[str, Occasion] = raw["present"]["by_kind"]
        self.present_held = frozenset(raw["present"]["with_object"])
        self.pictured = frozenset(raw["present"]["pictured"])
        self.now = frozenset(raw["present"]["now"])
        self.with_him = frozenset(verbs["with_him"])
        self.at_his_place = frozenset(verbs["at_his_place"])
        self.came = frozenset(verbs["came"])
        self.participles = WordList(verbs["participles"])
        self.gerunds = frozenset(verbs["gerunds"])
        self.objects = {
            "был": WordList(raw["objects"]["byl"]),
            "провел": WordList(raw["objects"]["provel"]),
            "принял": WordList(raw["objects"]["prinyal"]),
            "открыл": WordList(raw["objects"]["otkryl"]),
            "собрал": WordList(raw["objects"]["sobral"]),
            "вышел": WordList(raw["objects"]["vyshel"]),
        }
        self.people_before = frozenset(raw["people"]["before"])
        self.received = frozenset(raw["objects"]["received"])
        self.people_here = frozenset(raw["people"]["here"])
        self.people_told = WordList(raw["people"]["told"])
        self.guests = {pronoun: WordList(forms) for pronoun, forms in raw["guests"].items()}
        self.people_given = frozenset(raw["people"]["given"])
        self.presence = tuple(phrases["presence"])
        self.trips = frozenset(phrases["trips"])
        self.accompanied = frozenset(phrases["accompanied"])
        self.directed = tuple(phrases["directed"])
        self.led = tuple(phrases["led"])
        self.happened = WordList(phrases["happened"])
        self.by_him = frozenset(phrases["by_him"])
        self.bodies = frozenset(phrases["bodies"])
        self.bodies_did = WordList(phrases["bodies_did"])
        self.there = tuple(tuple(phrase.split()) for phrase in phrases["there"])
        self.sat = frozenset(phrases["sat"])
        self.telling = self.sat.union(phrases["bodies"], *self.forms.values())  # no gathering is told without one
        self.reports = WordList(phrases["reports"])
        self.seats = tuple(phrases["seats"])
        self.before_eyes = tuple(phrases["before_eyes"])
        self.founded = WordList(phrases["founded"])
        self.during = tuple(tuple(phrase.split()) for phrase in phrases["during"])
        self.after = tuple(tuple(phrase.split()) for phrase in phrases["after"])
        self.absent = frozenset(verbs["absent"])
        self.told_by_him = frozenset(raw["people"]["told_by_him"])
        self.heard = WordList(verbs["heard"])
        self.coming = frozenset(others["coming"])
        self.turns = tuple(tuple(phrase.split()) for phrase in others["turns"])
        self.sent = WordList(others["sent"])
        self.openers = frozenset(others["openers"])
        self.subjects = frozenset(others["subjects"])
        self.leaders = WordList(others["leaders"])
        self.others = WordList(others["others"])
        self.unreal = frozenset(others["unreal"])
        self.chairs = WordList(others["chairs"])
        self.habit = frozenset(others["habit"])
        self.earlier = WordList(others["earlier"])
        self.remote = WordList(others["remote"])

    def _add(self, entry: dict[str, Any]) -> None:
        noun = Gathering(kind=entry["kind"], gender=entry["gender"], body=entry.get("body", False))
        for form in _FORMS:
            # Things without life look the same as object and as subject, but for the feminine.
            for word in entry.get(form, entry["object"] if form == "subject" else ()):
                self.forms[form][word] = noun

    def occasion_in(self, keys: Sequence[str]) -> Occasion | None:
        """The kind of the first noun in the order of kinds: «на заседании по итогам встречи» is a sitting."""
        return next((kind for kind in OCCASIONS if any(word in self.nouns[kind] for word in keys)), None)

    def held(self, verb: str, keys: Sequence[str]) -> Gathering | None:
        """The first gathering in `keys` that one can hold by this verb."""
        form: Form = "by" if verb == "руководил" else "object"
        found = (self.forms[form][word] for word in keys if word in self.forms[form])
        return next((noun for noun in found if not noun.body or verb in self.convening), None)

    def placed(self, keys: Keys, at: int, *, after: bool = False) -> Gathering | None:
        """The gathering whose noun stands at `at` behind «на», «в ходе», «во время» (and `after`: «по итогам»)."""
        word = keys[at]
        noun = self.forms["place"].get(word)
        if noun is not None and self._is_behind_a_place(keys, at):
            return noun
        if word == "столом" and {"круглым", "переговоров"} & set(keys[at - 1 : at + 2]):
            return self.forms["by"][word]  # «за круглым столом»
        noun = self.forms["of"].get(word)
        phrases = self.during + self.after if after else self.during
        before = keys[max(0, at - _TO_NOUN) : at]
        return noun if noun is not None and any(_holds(before, phrase) for phrase in phrases) else None

    def _is_behind_a_place(self, keys: Keys, at: int) -> bool:
        """«на расширенном заседании», not «на заседание»; a comma, a verb or a noun of place between divides."""
        for back in range(at - 1, max(-1, at - 1 - _TO_NOUN), -1):
            if keys[back] in _PLACING:
                if keys[back] == "на" or (keys[back] == "во" and self.forms["place"][keys[at]].kind == "meeting"):
                    return True
                continue  # «на прошедшем в понедельник совещании»
            if keys[back] in STOPS or keys[back] == ",":
                return False
        return False


def _holds(words: Sequence[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[i : i + len(phrase)]) == phrase for i in range(len(words) - len(phrase) + 1))


@cache
def words() -> AppearanceWords:
    """The lexicon, read once."""
    return AppearanceWords(read_lexicon("appearances.toml"))


def speaks_of_an_occasion(keys: Keys) -> bool:
    """Does a sentence name a sitting, a meeting, a visit or a public occasion?"""
    return words().occasion_in(keys) is not None or _has_a_place(keys)


def tells_of_earlier_days(keys: Keys, at: int) -> bool:
    """«Ранее аким на заседании поручил»: beside the verb and without a date of its own it is no news."""
    return any(word in words().earlier for word in keys[max(0, at - _EARLIER) : at + _EARLIER])


def speaks_of_a_gathering(keys: Keys) -> bool:
    """Does it name a sitting or a meeting?"""
    return words().occasion_in(keys) in ("sitting", "meeting") or _has_a_place(keys)


def _has_a_place(keys: Keys) -> bool:
    return any(words().placed(keys, at) is not None for at in range(len(keys)))
