"""In which region a gathering was held: weighed from whose Assembly it was, who chaired it, and where it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.russian.meetings.deeds import Deed
from extractors.russian.meetings.gatherings import Gathering
from extractors.russian.meetings.level import Account, level_of
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.scene import Scene
from extractors.russian.records import Place
from models.records import Level

# What each kind of evidence for a region weighs: whose Assembly outranks who chaired, that outranks where.
_BODY, _CHAIR, _DEPUTY, _BESIDE, _TITLE, _HOME, _SCOPE = 6.0, 5.0, 4.0, 2.0, 2.0, 2.0, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Level and region of one gathering; not `sure`: the region was guessed from the article at large."""

    level: Level
    region: str | None
    sure: bool


def region_of_phrase(scene: Scene, mention: Mention, places: Sequence[Place]) -> str | None:
    """The region that the gathering's own name gives: «Совета Ассамблеи народа Казахстана Костанайской области»."""
    inside = [p for p in places if mention.start <= p.start and p.end <= mention.end + 1 and p.region and not p.foreign]
    named = [p for p in inside if p.level == "region"] or inside
    return named[0].region if named else None


def setting(
    scene: Scene, gathering: Gathering, places: Sequence[Place], deeds: Sequence[Deed], home: str | None, *, sole: bool
) -> Setting:
    scope = set(gathering.sentences)
    own = [d for d in deeds if d.sentence in scope]
    level = level_of(Account(scene=scene, gathering=gathering, places=places, deeds=own, home=home))
    votes = _votes(scene, gathering, places, own, home, sole=sole)
    if level == "national":
        return Setting(level=level, region=None, sure=True)
    if not votes:
        return Setting(level=level, region=home, sure=False)
    (region, weight), *rest = sorted(votes.items(), key=lambda vote: -vote[1])
    return Setting(level=level, region=region, sure=weight >= _BESIDE and (not rest or weight > rest[0][1]))


def _votes(
    scene: Scene, gathering: Gathering, places: Sequence[Place], deeds: list[Deed], home: str | None, *, sole: bool
) -> dict[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    if gathering.region:
        votes[gathering.region] += _BODY
    told = {m.sentence for m in gathering.mentions if m.standing != "outside"}
    for deed in deeds:
        region = deed.person.official.region if deed.person.official else deed.person.region
        if region and deed.part == "chaired":
            votes[region] += _CHAIR * deed.strength
        elif region and deed.person.office in {"akim", "deputy_akim"} and deed.part in {"attended", "stood_in_for"}:
            votes[region] += _DEPUTY * deed.strength
    for place in places:
        if place.region is None or place.foreign:
            continue
        sentence = scene.at(place.start)
        if sentence.in_title:
            votes[place.region] += _TITLE if sole else 0.0
        elif sentence.number in told:
            votes[place.region] += _BESIDE * (0.1 if _comes_from(scene, place) else 1.0)
        elif sentence.number in gathering.sentences:
            votes[place.region] += _SCOPE * (0.0 if _comes_from(scene, place) else 1.0)
    if home and sole:
        votes[home] += _HOME
    return {region: weight for region, weight in votes.items() if weight > 0}


def _comes_from(scene: Scene, place: Place) -> bool:
    """«гости из Актобе», «переселенцы из Туркестанской области»."""
    before = scene.doc[max(0, place.start - 4) : place.start]
    return any(token.lower_ in {"из", "от", "с", "между"} for token in before)
