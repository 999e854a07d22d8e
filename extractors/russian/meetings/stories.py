"""A digest tells of several regions: what one story leaves unsaid comes from that story, not from the page at large."""

from __future__ import annotations

from dataclasses import replace

from extractors.russian.meetings.context import Context
from extractors.russian.meetings.deeds import Deed, first_token, last_token
from extractors.russian.records import Person


def within_story(context: Context, story: int) -> Context:
    """The context with the places and people of one story; a bare «аким области» there heads the story's own region."""
    scene = context.scene
    inside = {s.number for s in scene.sentences if scene.story_of_line[s.line] == story}
    places = [p for p in context.places if scene.sentence_of[p.start] in inside]
    home = next((p.region for p in places if p.region and not p.foreign), None)
    deeds = [relocated(context, deed, home) for deed in context.deeds if deed.sentence in inside]
    people = [deed.person for deed in deeds]
    return replace(context, places=places, people=people, deeds=deeds, home=home)


def relocated(context: Context, deed: Deed, home: str | None) -> Deed:
    """The deed of somebody whose region the text does not say beside him: he is of the region that is spoken of."""
    person = deed.person
    first, last = first_token(person), last_token(person)
    named_place = any(first <= place.start < last and place.region for place in context.places)
    if named_place or home is None or (person.official is not None and person.name is not None):
        return deed
    return replace(deed, person=_in_region(context, person, home))


def _in_region(context: Context, person: Person, region: str) -> Person:
    official = None
    if person.official is not None and context.published is not None:
        official = context.registry.akim_on(region, context.published)
    return replace(person, region=region, official=official)
