"""In which region a gathering was held: weighed from whose Assembly it was, who chaired it, and where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.russian.meetings.deeds import Deed, first_token, last_token
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.level import Account, level_of
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.why import Why, stretch
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
    level_why: tuple[Why, ...]
    region_why: tuple[Why, ...]  # `about` is the region that each speaks for


def region_of_phrase(scene: Scene, mention: Mention, places: Sequence[Place]) -> Why | None:
    """The region (`about`) that the gathering's own name gives: «Совета Ассамблеи … Костанайской области»."""
    inside = [p for p in places if mention.start <= p.start and p.end <= mention.end + 1 and p.region and not p.foreign]
    named = [p for p in inside if p.level == "region"] or inside
    if not named:
        return None
    at = (stretch(scene.doc, named[0].start, named[0].end),)
    return Why(rule="region.in_its_name", at=at, about=named[0].region or "")


def setting(
    scene: Scene,
    gathering: Gathering,
    places: Sequence[Place],
    deeds: Sequence[Deed],
    home: str | None,
    *,
    sole: bool,
    centres: frozenset[str] = frozenset(),
) -> Setting:
    scope = set(gathering.sentences)
    own = [d for d in deeds if d.sentence in scope]
    account = Account(scene=scene, gathering=gathering, places=places, deeds=own, home=home, centres=centres)
    level, level_why = level_of(account)
    votes = _votes(scene, gathering, places, own, home, sole=sole)
    if level == "national":
        why = Why(rule="region.national")
        return Setting(level=level, region=None, sure=True, level_why=level_why, region_why=(why,))
    weights: dict[str, float] = {}
    for vote in votes:
        weights[vote.about] = weights.get(vote.about, 0.0) + (vote.weight or 0.0)
    ranking = sorted(((r, w) for r, w in weights.items() if w > 0), key=lambda entry: -entry[1])
    if not ranking:
        why = Why(rule="region.home_alone" if home else "region.unknown", about=home or "")
        return Setting(level=level, region=home, sure=False, level_why=level_why, region_why=(why,))
    (region, weight), *rest = ranking
    sure = weight >= _BESIDE and (not rest or weight > rest[0][1])
    counted = tuple(vote for vote in votes if vote.weight)
    return Setting(level=level, region=region, sure=sure, level_why=level_why, region_why=counted)


def _votes(
    scene: Scene, gathering: Gathering, places: Sequence[Place], deeds: list[Deed], home: str | None, *, sole: bool
) -> list[Why]:
    """What speaks for which region (`about`), in the order of the text, with its weight."""
    votes: list[Why] = []
    doc = scene.doc
    if gathering.region_why is not None:
        votes.append(replace(gathering.region_why, weight=_BODY))
    told = {m.sentence for m in gathering.mentions if m.standing != "outside"}
    for deed in deeds:
        region = deed.person.official.region if deed.person.official else deed.person.region
        at = (stretch(doc, first_token(deed.person), last_token(deed.person)),)
        if region and deed.part == "chaired":
            votes.append(Why(rule="region.chair", at=at, about=region, weight=_CHAIR * deed.strength))
        elif region and deed.person.office in {"akim", "deputy_akim"} and deed.part in {"attended", "stood_in_for"}:
            votes.append(Why(rule="region.official", at=at, about=region, weight=_DEPUTY * deed.strength))
    for place in places:
        if place.region is None or place.foreign:
            continue
        if (counted := _vote_of_place(scene, gathering, place, told, sole=sole)) is not None:
            at = (stretch(doc, place.start, place.end),)
            votes.append(Why(rule=counted[0], at=at, about=place.region, weight=counted[1]))
    if home and sole:
        votes.append(Why(rule="region.home", about=home, weight=_HOME))
    return votes


def _vote_of_place(
    scene: Scene, gathering: Gathering, place: Place, told: set[int], *, sole: bool
) -> tuple[str, float] | None:
    sentence = scene.at(place.start)
    if sentence.in_title and place.start in sentence.speech:
        return None  # «Мы ехали в Алма-Ату двое суток»: somebody's story, not where it was
    if sentence.in_title:
        return "region.place_in_title", _TITLE if sole else 0.0
    if sentence.number in told:
        return ("region.comes_from", _BESIDE * 0.1) if _comes_from(scene, place) else ("region.place_beside", _BESIDE)
    if sentence.number in gathering.sentences:
        return "region.place_around", _SCOPE * (0.0 if _comes_from(scene, place) else 1.0)
    return None


def _comes_from(scene: Scene, place: Place) -> bool:
    """«гости из Актобе», «переселенцы из Туркестанской области»."""
    before = scene.doc[max(0, place.start - 4) : place.start]
    return any(token.lower_ in {"из", "от", "с", "между"} for token in before)
