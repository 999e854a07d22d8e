"""In which region a gathering was held, and of which level it was: a region's, a raion's or town's, the republic's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.russian.letters import key
from extractors.russian.meetings.gatherings import Gathering
from extractors.russian.meetings.mentions import Mention
from extractors.russian.meetings.roles import Deed
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.records import Place
from models.records import Level

# What each kind of evidence for a region weighs: whose Assembly it was outranks who chaired, that outranks where it was.
_BODY, _CHAIR, _DEPUTY, _BESIDE, _TITLE, _HOME, _SCOPE = 6.0, 5.0, 4.0, 2.0, 2.0, 2.0, 0.4

_LOCAL_NAME = re.compile(r"\bрайон\w*|\bсельск\w+|\bаульн\w+|\bпоселков\w+|\bсельского округа\b")
_REGION_NAME = re.compile(
    r"\b(?:област|регионал)\w+|\bгородск\w+ (?:ассамбле|анк)\w*|\bгорода (?:алматы|астан|шымкент)\w*"
)
_REGION_BODY = re.compile(r"\b(?:областн|регионал)\w+")
_REPUBLIC_NAME = re.compile(r"\bреспубликанск\w+|\bобщенациональн\w+")
# Who chairs a gathering of the republic: «Провёл её Президент», «Государственный советник», «заместитель председателя АНК»
_REPUBLIC_CHAIR = re.compile(
    r"президент\w*(?! компани)|глав\w+ государства|государственн\w+ советник\w*|госсоветник\w*|премьер-министр\w*|министр\w*\b"
    r"|заместител\w+ председателя (?:ассамбле|анк)\w*(?! народа казахстана [а-я]+ой област)(?![^.]{0,40}(?:област|город)\w*)"
    r"|вице-премьер\w*|спикер\w* (?:мажилис|сенат)\w*|администраци\w+ президента"
)
_REGION_ASSEMBLY = re.compile(
    r"\b(?:областн|региональн|городск)\w+ (?:ассамбле|анк)\w*|\b(?:ассамбле\w+|анк) (?:народа казахстана )?(?:\w+ой области|области|города|зко|вко|ско)\b"
)
_HIGHEST_REGIONAL_NUMBER = 30  # sessions of the regions were numbered I-XXVIII in 2021-2025, the republic's XXIX-XXXIV
_ROMAN = re.compile(r"\b[IVXХІ]{2,7}\b")  # «XXVIII», also typed with Cyrillic Х and І


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Level and region of one gathering; `sure` is false where the region was only guessed from the article at large."""

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
    level = _level(scene, gathering, places, own)
    votes = _votes(scene, gathering, places, own, home, sole=sole)
    if level == "national":
        return Setting(level=level, region=None, sure=True)
    if not votes:
        return Setting(level=level, region=home, sure=False)
    (region, weight), *rest = votes.most_common(2)
    return Setting(level=level, region=region, sure=weight >= _BESIDE and (not rest or weight > rest[0][1]))


def _votes(
    scene: Scene, gathering: Gathering, places: Sequence[Place], deeds: list[Deed], home: str | None, *, sole: bool
) -> Counter[str]:
    votes: Counter[str] = Counter()
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
    return Counter({region: weight for region, weight in votes.items() if weight > 0})


def _comes_from(scene: Scene, place: Place) -> bool:
    """«гости из Актобе», «переселенцы из Туркестанской области»."""
    before = scene.doc[max(0, place.start - 4) : place.start]
    return any(token.lower_ in {"из", "от", "с", "между"} for token in before)


def _level(scene: Scene, gathering: Gathering, places: Sequence[Place], deeds: list[Deed]) -> Level:
    told = [scene.sentences[n] for n in sorted({m.sentence for m in gathering.mentions if m.standing != "outside"})]
    names = " ; ".join(key(scene.doc[m.start : m.end + 1].text) for m in gathering.mentions if m.standing != "outside")
    if _is_national(scene, gathering, names, places, told, deeds):
        return "national"
    local = _local_points(scene, gathering, names, places, deeds)
    region = _region_points(names, told, deeds)
    return "local" if local > region else "region"


def _local_points(scene: Scene, gathering: Gathering, names: str, places: Sequence[Place], deeds: list[Deed]) -> float:
    points = 6.0 if _LOCAL_NAME.search(names) and not _REGION_BODY.search(names) else 0.0
    for deed in deeds:
        if deed.person.office in {"raion_akim", "town_akim"}:
            points += {"chaired": 3.0, "attended": 1.0}.get(deed.part, 0.0) * deed.strength
            points += 1.0 if scene.sentences[deed.sentence].in_title and deed.part != "none" else 0.0
    for mention in gathering.mentions:
        inside = [p for p in places if mention.token <= p.start < mention.end and p.level in {"raion", "town"}]
        points += 2.0 if inside and not _REGION_NAME.search(names) else 0.0
    scope = [scene.sentences[n].folded for n in gathering.sentences]
    points += 0.7 * min(
        3,
        sum(
            bool(
                re.search(
                    r"\bрайонн\w+ (?:ассамбле|ветв|отдел|филиал|акимат|маслихат|дом)\w*|\bместн\w+ ветв|аким\w* района",
                    text,
                )
            )
            for text in scope
        ),
    )
    points += (
        1.0
        if any(
            re.search(r"\b(?:сход|совещание|встреча|заседание)\w* (?:прош\w+ )?в (?:селе|ауле|поселке)\b", text)
            for text in scope
        )
        else 0.0
    )
    return points


def _region_points(names: str, told: list[Sentence], deeds: list[Deed]) -> float:
    points = 4.0 if _REGION_NAME.search(names) else 0.0
    for deed in deeds:
        office = deed.person.office
        if office == "akim" or (
            deed.person.official is not None and office not in {"raion_akim", "town_akim", "former_akim"}
        ):
            points += {"chaired": 4.0, "attended": 1.0, "stood_in_for": 2.0}.get(deed.part, 0.0) * deed.strength
        elif office == "deputy_akim":
            points += {"chaired": 3.0, "attended": 1.5}.get(deed.part, 0.0) * deed.strength
    points += 1.0 if any(_REGION_ASSEMBLY.search(s.folded) for s in told) else 0.0
    return points


def _is_national(
    scene: Scene, gathering: Gathering, names: str, places: Sequence[Place], told: list[Sentence], deeds: list[Deed]
) -> bool:
    if _REPUBLIC_NAME.search(names):
        return True
    heads = {
        d.person.official.region
        for d in deeds
        if d.person.official and d.part in {"chaired", "attended", "stood_in_for"}
    }
    chaired = any(
        d.part == "chaired"
        and (d.person.official or d.person.office in {"akim", "deputy_akim", "raion_akim", "town_akim"})
        for d in deeds
    )
    if gathering.region or _REGION_NAME.search(names) or chaired:
        return False
    if any(_republic_chairs(s) for s in told) or _republic_holds(scene, gathering):
        return True
    if len(heads) >= 2:
        return True
    if gathering.kind == "assembly_session" and _session_number(scene, gathering) >= _HIGHEST_REGIONAL_NUMBER:
        return not any(_REGION_ASSEMBLY.search(s.folded) for s in told)
    scope = [scene.sentences[n] for n in gathering.sentences]
    formal = gathering.kind in {"assembly_session", "assembly_council"}
    whole = "народа казахстана" in names and (formal or _only_in_the_capital(scene, gathering, places))
    return whole and not any(_REGION_ASSEMBLY.search(s.folded) for s in scope) and len(heads) != 1


# Bodies of the republic that hold gatherings in any region.
_REPUBLIC_BODY = re.compile(
    r"мажилис|парламент|сенат|министерств|администраци\w+ президента|\bреспубликанск|секретариат\w* (?:ассамбле|анк)\w*(?! [\w-]+ой област)"
)


def _republic_holds(scene: Scene, gathering: Gathering) -> bool:
    """«Депутатская группа Мажилиса провела круглый стол»: the subject of the verb is a body of the republic."""
    for mention in gathering.mentions:
        if mention.verb is None or mention.standing != "asserts":
            continue
        for child in scene.doc[mention.verb].children:
            if child.dep_ == "nsubj" and child.i != mention.token:
                words = key(" ".join(token.text for token in child.subtree))
                if _REPUBLIC_BODY.search(words) or _REPUBLIC_CHAIR.search(words):
                    return True
    return False


def _republic_chairs(sentence: Sentence) -> bool:
    """A republican official is the one who holds it: named in the sentence that tells of the gathering, as its subject."""
    match = _REPUBLIC_CHAIR.search(sentence.told())
    if match is None:
        return False
    token = next((t for t in sentence.span if t.idx + len(t) - sentence.span.start_char > match.start()), None)
    return token is not None and (
        "Nom" in token.morph.get("Case") or "председательств" in sentence.folded[: match.start()]
    )


def _only_in_the_capital(scene: Scene, gathering: Gathering, places: Sequence[Place]) -> bool:
    inside = {p.region for p in places if scene.sentence_of[p.start] in gathering.sentences and p.region}
    return inside == {"KZ-71"}


def _session_number(scene: Scene, gathering: Gathering) -> int:
    """The session's Roman number, typed in Latin or Cyrillic letters; 0 where there is none."""
    names = " ; ".join(scene.doc[m.start : m.end].text for m in gathering.mentions if m.standing != "outside")
    match = _ROMAN.search(names)
    if match is None:
        return 0
    digits = [{"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}[letter] for letter in match.group()]
    return sum(-d if i + 1 < len(digits) and d < digits[i + 1] else d for i, d in enumerate(digits))
