"""Parts told by a turn of speech, read off the words themselves: «место во главе стола занял аким».

Newspapers put the person behind the verb, between dashes, in a caption; there the parse loses the subject, and the
order of a few words still says who chaired. The turns are data (`lexicon/meeting_turns.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from extractors.russian.meetings.deeds import FAIR, STRONG, WEAK, Part, Role, case_of, first_token, last_token
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.meetings.why import Spot
from extractors.russian.records import Person

# «хорошо бы аким сам вёл такие встречи», «хочется, чтобы встречу вёл аким»: wished, not told. No comma may stand
# between: «чтобы снять вопросы, аким собрал …» is told.
_WISHED_BEFORE = re.compile(r"\b(?:бы|чтобы|чтоб|представьте|должен|должна|пусть)\b[^,;:.]{0,60}$")
_WISHED_WITHIN = re.compile(r"\bбы\b|\bдолж(?:ен|на)\b")
# «раньше такие заседания вёл аким», «аким регулярно ведёт встречи»: a custom, not this gathering
_CUSTOM = re.compile(
    r"\b(?:так(?:ие|их)|подобн(?:ые|ых)|раньше|регулярно|ежемесячно|ежеквартально|ежегодно|постоянно|нередко)\b"
)
_SPACES = re.compile(r"\s+")
_OWN, _OTHER = "@", "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turns:
    part: Part
    strength: float
    rule: str
    expression: re.Pattern[str]


# Who was away or stood in for outweighs who chaired: «вместо акима встречу вёл …» names both.
_ORDER: tuple[tuple[str, Part, float, str], ...] = (
    ("by_link", "attended", STRONG, "turn_by_link"),
    ("stood_in_for", "stood_in_for", STRONG, "turn_stead"),
    ("chaired", "chaired", STRONG, "turn_chair"),
    ("granted", "chaired", STRONG, "turn_granted"),
    ("away", "away", STRONG, "turn_away"),
    ("named", "none", 0.0, "turn_words_only"),
    ("hosted", "chaired", FAIR, "meets:turn"),
    ("at_his_place", "chaired", FAIR, "meets:at_his_place"),
)


_OF_SUBJECTS = frozenset({"turn_chair", "meets:turn"})
# Where the parse finds no verb of the person's, these still show him there.
_LATE: tuple[tuple[str, Part, float, str], ...] = (("attended", "attended", WEAK, "turn_there"),)


def by_turn(
    scene: Scene, sentence: Sentence, person: Person, people: Sequence[Person], *, late: bool = False
) -> Role | None:
    """The part that a turn of speech gives the person, or None. `people`: everybody of the sentence.

    `late`: the turns to ask after the parse has given nothing.
    """
    pieces = _pieces(scene, sentence, person, people)
    masked = _SPACES.sub(" ", "".join(piece for piece, _, _ in pieces)).strip()
    declined = person.role_start is not None and not person.acting  # «врио акима» is not
    oblique = declined and case_of(scene, person) not in {"Nom", None}
    for turns in _turns(_LATE if late else _ORDER):
        found = turns.expression.search(masked)
        if found is None or masked[: found.start()].endswith("не "):
            continue
        if turns.rule in _OF_SUBJECTS and oblique:
            continue  # «заместитель по поручению акима провёл»: the akim is not who did it
        if turns.part == "stood_in_for" and person.office == "deputy_akim":
            continue  # «область представлял заместитель акима»: he stands in, nobody for him
        at = (_spot_of(pieces, found.start(), found.end()),)
        if turns.part == "chaired" and _CUSTOM.search(_clause_before(masked, found.start()) + found.group()):
            return Role("none", 0.0, "turn_custom", at)
        if _WISHED_BEFORE.search(masked[: found.start()]) or _WISHED_WITHIN.search(found.group()):
            return Role("none", 0.0, "turn_wished", at)
        return Role(turns.part, turns.strength, turns.rule, at)
    return None


def _clause_before(masked: str, start: int) -> str:
    return re.split(r"[,;:.]", masked[:start])[-1]


_Piece = tuple[str, int, int]  # masked words, and the characters of the document that they stand for


def _pieces(scene: Scene, sentence: Sentence, person: Person, people: Sequence[Person]) -> list[_Piece]:
    """The sentence in key form with the person as @ and other single persons as #; somebody's speech left out."""
    first = first_token(person)
    told = sentence.folded if first in sentence.speech else sentence.told()
    offset = sentence.span.start_char
    doc = scene.doc
    pieces: list[_Piece] = []
    at = 0
    for other in people:
        span = doc[first_token(other) : last_token(other)]
        start, end = span.start_char - offset, span.end_char - offset
        if other.plural or start < at:
            continue
        apposition = "," in told[start:end] and told[end : end + 1] == ","
        after = end + apposition  # «Налибаев, аким земли Сыра, пригласил их»: the comma only ends the apposition
        mask = _OWN if other.person_id == person.person_id else _OTHER
        pieces += [(told[at:start], offset + at, offset + start), (mask, offset + start, offset + after)]
        at = after
    pieces.append((told[at:], offset + at, offset + len(told)))
    return pieces


def _spot_of(pieces: Sequence[_Piece], start: int, end: int) -> Spot:
    """Where in the document the characters `start`-`end` of the masked sentence stand."""
    places: list[Spot] = []
    blank = True  # leading blanks are stripped, others stand once
    for piece, first, last in pieces:
        whole = len(piece) != last - first  # a mask stands for all the person's words
        for i, char in enumerate(piece):
            if not (char.isspace() and blank):
                places.append((first, last) if whole or piece in {_OWN, _OTHER} else (first + i, first + i + 1))
            blank = char.isspace()
    return places[start][0], places[end - 1][1]


@lru_cache(maxsize=2)
def _turns(groups: tuple[tuple[str, Part, float, str], ...]) -> tuple[_Turns, ...]:
    raw = tomllib.loads(files("extractors.russian").joinpath("lexicon/meeting_turns.toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = raw["parts"]
    return tuple(
        _Turns(
            part=part,
            strength=strength,
            rule=rule,
            expression=re.compile("|".join(f"(?:{_filled(turn, parts)})" for turn in raw[group]["turns"])),
        )
        for group, part, strength, rule in groups
    )


def _filled(turn: str, parts: dict[str, str]) -> str:
    for name, expression in parts.items():
        turn = turn.replace(f"{{{name}}}", expression)
    return turn
