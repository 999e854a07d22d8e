"""What a sentence says of a person's part, and how a person's words stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractors.russian.letters import key
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.why import Spot
from extractors.russian.records import Person

Part = Literal["chaired", "attended", "away", "stood_in_for", "none"]

STRONG, FAIR, WEAK = 0.95, 0.8, 0.55
"""How far a turn of speech can be trusted: a phrase that says it («под председательством»), a verb whose subject the
parse names, a guess from nearness or from a dative («задали акиму вопрос»)."""


class Role(NamedTuple):
    """What one rule makes of a person's part in a sentence; `at`: the words that say it."""

    part: Part
    strength: float
    rule: str
    at: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One sentence's word on one person."""

    person: Person
    part: Part
    strength: float
    sentence: int
    rule: str
    at: tuple[Spot, ...]


def first_token(person: Person) -> int:
    return person.start if person.role_start is None else min(person.start, person.role_start)


def last_token(person: Person) -> int:
    return max(person.end, person.role_end or person.end)


# The office's own endings tell the case more surely than the model, to which «аким» is an unknown word.
_OFFICE_CASE = re.compile(
    r"(?:(?P<Nom>акимы?|глава|градоначальник|заместитель|руководитель|председатель|исполняющий)"
    r"|(?P<Gen>акима|акимов|главы|градоначальника|заместителя|руководителя|председателя|исполняющего)"
    r"|(?P<Dat>акиму|акимам|главе|градоначальнику|заместителю|руководителю|исполняющему)|(?P<Acc>главу)"
    r"|(?P<Ins>акимом|акимами|главой|градоначальником|заместителем|руководителем|председателем|исполняющим)"
    r"|(?P<Loc>акиме|акимах|градоначальнике|заместителе))"
)


def case_of(scene: Scene, person: Person) -> str | None:
    """The case of the office, or of the name where there is none: «под председательством акима …» is Gen."""
    for i in range(first_token(person), last_token(person)):
        token = scene.doc[i]
        if key(token.text) == "замакима":
            return None  # it is not declined
        office = _OFFICE_CASE.fullmatch(key(token.text))
        if office is not None and not (person.acting and i > first_token(person) and office.lastgroup == "Gen"):
            return office.lastgroup
        case = token.morph.get("Case", [])
        if case and token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}:
            if person.acting and token.lemma_ == "аким" and i == first_token(person) + 1:
                continue
            return str(case[0])
    return None
