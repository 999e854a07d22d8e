"""Of what region a deputy is, where the sentence says it beside him: «от области Абай доложил заместитель акима»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.russian.meetings.deeds import first_token, last_token
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.records import Person, Place

_FROM = frozenset({"от", "из", "за"})
_REPRESENT = frozenset({"представлять", "представить", "представленный"})


def of_stated_region(scene: Scene, sentence: Sentence, person: Person) -> Person:
    """The deputy with the region he speaks for, if his own title names none and the sentence names exactly one."""
    if person.office != "deputy_akim":
        return person
    places: Sequence[Place] = [p for p in scene.doc._.places if sentence.start <= p.start < sentence.end and p.region]
    if any(first_token(person) <= place.start < last_token(person) for place in places):
        return person
    spoken_for = {p.region for p in places if not p.foreign and _is_spoken_for(scene, sentence, p)}
    return replace(person, region=spoken_for.pop(), official=None) if len(spoken_for) == 1 else person


def _is_spoken_for(scene: Scene, sentence: Sentence, place: Place) -> bool:
    before = scene.doc[max(sentence.start, place.start - 2) : place.start]
    if any(token.lower_ in _FROM for token in before):
        return True
    after = scene.doc[place.end : min(place.end + 3, sentence.end)]
    return any(token.lemma_ in _REPRESENT for token in after)
