"""What each person does at a gathering: chairs, attends, is away, or is only named while another stands in.

Roles come from syntax: the case of the office or name, the verb it is the subject or agent of, the phrase it hangs
on. Where the parse gives nothing, the nearest verb of the clause stands in, with less strength.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.russian.letters import key
from extractors.russian.meetings.deeds import Deed, Role, case_of, first_token, last_token
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.role_phrases import by_agent, by_object, by_phrase
from extractors.russian.meetings.role_verbs import by_subject
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.meetings.stated_region import of_stated_region
from extractors.russian.meetings.turns import by_turn
from extractors.russian.records import Person

_BARE = re.compile(r"аким(?:а|у|ом|е)?|глав(?:а|ы|е|у|ой)|градоначальник(?:а|у|ом|е)?")

_OFFICE_WORD = re.compile(r"(?:зам|вице-|экс-)?аким|глав|руковод|градонач|заместит|председат|врио|исполня|и$|временно")


def find_deeds(scene: Scene, people: Sequence[Person], found: Found) -> tuple[Deed, ...]:
    """What the document says of every single person's part, in the order of the text."""
    deeds: list[Deed] = []
    local_only = _only_local_akims(scene, people)
    beside: dict[int, list[Person]] = {}
    for person in people:
        beside.setdefault(scene.sentence_of[person.start], []).append(person)
    for person in people:
        if person.plural or (local_only and _is_bare_akim(scene, person)):
            continue
        sentence = scene.at(person.start)
        role = _part(scene, sentence, person, found, beside[sentence.number])
        if role.part == "none" and deeds and _is_next_of_list(scene, deeds[-1].person, person):
            role = Role(deeds[-1].part, deeds[-1].strength, deeds[-1].rule, deeds[-1].at)
        person = of_stated_region(scene, sentence, person)
        deeds.append(_deed(person, role, sentence))
    return tuple(deeds)


def _deed(person: Person, role: Role, sentence: Sentence) -> Deed:
    return Deed(
        person=person,
        part=role.part,
        strength=role.strength,
        sentence=sentence.number,
        rule=role.rule,
        at=role.at,
    )


def _is_next_of_list(scene: Scene, before: Person, person: Person) -> bool:
    """«акимы Павлодарской и Атырауской областей»: the second head stands without the word for his office."""
    if before.role_end is None or person.role_start is None or before.office != person.office:
        return False
    between = {token.lower_ for token in scene.doc[before.role_end : person.role_start]}
    return bool(between) and between <= {"и", ",", "а", "также"} and not _OFFICE_WORD.match(_opening(scene, person))


def _opening(scene: Scene, person: Person) -> str:
    return key(scene.doc[first_token(person)].text)


def _only_local_akims(scene: Scene, people: Sequence[Person]) -> bool:
    """The text introduces akims of raions or towns, and never a head of a region by name or by his region."""
    if not any(p.office in {"raion_akim", "town_akim"} and not p.plural for p in people):
        return False
    heads = [p for p in people if not p.plural and (p.office == "akim" or p.official is not None)]
    return all(_is_bare_akim(scene, p) for p in heads)


def _is_bare_akim(scene: Scene, person: Person) -> bool:
    """«Аким», «акима» without a name, a region or the word for one."""
    if person.office != "akim" or person.name is not None:
        return False
    return _BARE.fullmatch(key(scene.doc[first_token(person) : last_token(person)].text).strip()) is not None


def _part(scene: Scene, sentence: Sentence, person: Person, found: Found, beside: Sequence[Person]) -> Role:
    turn = by_turn(scene, sentence, person, beside)
    if turn is not None:
        return turn
    for reading in (by_phrase, by_agent, by_subject, by_object):
        answer = reading(scene, sentence, person, found)
        if answer is not None:
            return answer
    if case_of(scene, person) in {"Nom", None}:
        return by_turn(scene, sentence, person, beside, late=True) or Role("none", 0.0, "named")
    return Role("none", 0.0, "named")
