"""Of which level a gathering was: a region's, a raion's or town's, the republic's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.russian.letters import key
from extractors.russian.meetings.datelines import datelines_before, is_dateline
from extractors.russian.meetings.deeds import Deed, first_token, last_token
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.meetings.why import Spot, Why, spot, stretch, weighed
from extractors.russian.records import Place
from models.records import Level

# What the gathering's own name says: «районной Ассамблеи», «Совета Ассамблеи … Уйгурского района», «областного схода»
_LOCAL_NAME = re.compile(r"\bрайон\w*|\bсельск\w+|\bаульн\w+|\bпоселков\w+")
_REGION_NAME = re.compile(r"\b(?:област|регионал)\w+|\bгорода (?:алматы|астан|шымкент)\w*")
_REGION_BODY = re.compile(r"\b(?:областн|регионал)\w+")
_TOWN_BODY = re.compile(r"\bгородск\w+ (?:[\w-]+ )?(?:ассамбле|анк|филиал|ветв|акимат|совет|дом)\w*")
_REPUBLIC_NAME = re.compile(r"\bреспубликанск\w+|\bобщенациональн\w+")
_CITIES = frozenset({"KZ-71", "KZ-75", "KZ-79"})  # of republican significance: their Assembly is a region's
# «районный отдел внутренней политики», «аким района отметил», «районная ветвь Ассамблеи»
_LOCAL_BODIES = re.compile(
    r"\bрайонн\w+ (?:ассамбле|ветв|отдел|филиал|акимат|маслихат|дом)\w*|\bместн\w+ ветв|\bаким\w* района"
)
_TOWN_OFFICE = re.compile(r"\bгородск\w+ (?:акимат|маслихат|дом\w* дружбы)\w*|\bакимат\w* города\b|\bгоракимат\w*")
_IN_A_VILLAGE = re.compile(r"\b(?:сход|совещание|встреча|заседание)\w* (?:прош\w+ )?в (?:селе|ауле|поселке)\b")
# Who holds gatherings of the republic: «Президент», «Государственный советник», «заместитель председателя АНК»
_REPUBLIC_CHAIR = re.compile(
    r"президент\w*(?! компани)|глав\w+ государства|государственн\w+ советник\w*|госсоветник\w*|премьер-министр\w*"
    r"|(?:вице-)?министр\w*|вице-премьер\w*|спикер\w* (?:мажилис|сенат)\w*"
    r"|заместител\w+ председателя (?:ассамбле|анк)\w*(?! народа казахстана [а-я]+ой област)"
    r"(?![^.]{0,40}(?:област|город)\w*)"
)
_REPUBLIC_BODY = re.compile(
    r"мажилис|парламент|сенат|министерств|администраци\w+ президента|\bреспубликанск"
    r"|секретариат\w* (?:ассамбле|анк)\w*(?! [\w-]+ой област)"
)
_REGION_ASSEMBLY = re.compile(
    r"\b(?:областн|региональн|городск)\w+ (?:ассамбле|анк)\w*"
    r"|\b(?:ассамбле\w+|анк) (?:народа казахстана )?(?:[\w-]+ой области|области|города|зко|вко|ско)\b"
)
_REGION_HOUSE = re.compile(r"\b(?:областн|городск)\w+ (?:дом|двор|театр|филармони|библиотек|акимат|маслихат)\w*")
_HIGHEST_REGIONAL_NUMBER = 30  # sessions of the regions were numbered I-XXVIII in 2021-2025, the republic's XXIX-XXXIV
_ROMAN = re.compile(r"\b[IVXХІ]{2,7}\b")  # «XXVIII», also typed with Cyrillic Х and І
_ROMAN_FOLDED = re.compile(r"\b[ivxхи]{2,7}\b")
_CAPITAL = "KZ-71"
_LOCAL_OFFICES = frozenset({"deputy_akim", "raion_akim", "town_akim"})
_HEAD_OFFICES = frozenset({"akim", "deputy_akim", "raion_akim", "town_akim"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that one article says of one gathering, as far as its level hangs on it."""

    scene: Scene
    gathering: Gathering
    places: Sequence[Place]
    deeds: Sequence[Deed]  # of the gathering's own sentences
    home: str | None
    centres: frozenset[str]  # of the regions: what is held in one is as likely the region's own

    def names(self) -> str:
        """The words that name the gathering, folded."""
        told = [m for m in self.gathering.mentions if m.standing != "outside"]
        return " ; ".join(key(self.scene.doc[m.start : m.end + 1].text) for m in told)

    def asserted_names(self) -> str:
        """As `names`, of what the text tells of itself: «избрали делегатов на республиканскую сессию» is another."""
        told = [m for m in self.gathering.mentions if m.standing == "asserts"] or [self.gathering.founder]
        return " ; ".join(key(self.scene.doc[m.start : m.end + 1].text) for m in told)

    def spots_in_names(self, pattern: re.Pattern[str]) -> tuple[Spot, ...]:
        """Where `pattern` stands in the words that name the gathering."""
        found: list[Spot] = []
        for mention in self.gathering.mentions:
            first = self.scene.doc[mention.start].idx
            words = pattern.search(key(self.scene.doc[mention.start : mention.end + 1].text))
            if words and mention.standing != "outside":
                found.append((first + words.start(), first + words.end()))
        return tuple(found)

    def datelines(self) -> set[int]:
        """The sentences that only say when and where in front of those that tell of it: «Павлодар. Вчера…»."""
        found = set()
        for mention in self.gathering.mentions:
            for before in datelines_before(self.scene, mention.sentence):
                beside = self.scene.sentences[before]
                if is_dateline(beside) and not beside.in_title:
                    found.add(before)
        return found

    def places_where_told(self) -> Iterator[Place]:
        """Where in the country the sentences that tell of the gathering put it: «в Семее», «в Уйгурском районе»."""
        told = {m.sentence for m in self.gathering.mentions if m.standing == "asserts"}
        for place in self.places:
            if self.scene.sentence_of[place.start] in told and not place.foreign and place.start:
                before, last = self.scene.doc[place.start - 1], self.scene.doc[place.end - 1]
                if before.lower_ in {"в", "во"} and "Loc" in last.morph.get("Case", []):
                    yield place

    def towns_where_told(self) -> tuple[Spot, ...]:
        """Raions and towns among them, no region's centre."""
        return tuple(
            stretch(self.scene.doc, place.start, place.end)
            for place in self.places_where_told()
            if place.level in {"raion", "town"} and place.name not in self.centres
        )

    def told(self) -> list[Sentence]:
        numbers = {m.sentence for m in self.gathering.mentions if m.standing != "outside"}
        return [self.scene.sentences[n] for n in sorted(numbers)]

    def scope(self) -> list[Sentence]:
        return [self.scene.sentences[n] for n in self.gathering.sentences]


def level_of(account: Account) -> tuple[Level, tuple[Why, ...]]:
    """`national` where a body of the republic holds it, else `local` or `region` by the weight of what is said."""
    if (national := _why_national(account)) is not None:
        return "national", (national,)
    local, region = _local_points(account), _region_points(account)
    points = (*(replace(p, about="local") for p in local), *(replace(p, about="region") for p in region))
    said = tuple(point for point in points if point.weight)
    return ("local" if weighed(local) > weighed(region) else "region"), said or (Why(rule="level.nothing_said"),)


def _of_a_city(account: Account) -> bool:
    """Astana, Almaty or Shymkent is the place."""
    told = {s.number for s in account.told()}
    near = {p.region for p in account.places if account.scene.sentence_of[p.start] in told}
    return bool(_CITIES & near) or account.home in _CITIES


def _local_points(account: Account) -> list[Why]:
    scene, names = account.scene, account.names()
    points: list[Why] = []
    if _LOCAL_NAME.search(names) and not _REGION_BODY.search(names):
        points.append(Why(rule="level.local_name", at=account.spots_in_names(_LOCAL_NAME), weight=6.0))
    if _TOWN_BODY.search(names) and not _of_a_city(account):
        points.append(Why(rule="level.town_body", at=account.spots_in_names(_TOWN_BODY), weight=3.0))
    for deed in account.deeds:
        if deed.person.office in {"raion_akim", "town_akim"}:
            at = (_spot_of(scene, deed),)
            part = {"chaired": 3.0, "attended": 1.0}.get(deed.part, 0.0) * deed.strength
            points.append(Why(rule=f"level.local_akim_{deed.part}", at=at, weight=part))
            titled = 1.0 if scene.sentences[deed.sentence].in_title and deed.part != "none" else 0.0
            points.append(Why(rule="level.local_akim_in_title", at=at, weight=titled))
    for mention in account.gathering.mentions:
        inside = [p for p in account.places if mention.token <= p.start < mention.end and p.level in {"raion", "town"}]
        if inside and not _REGION_NAME.search(names):
            names_of_places = tuple(stretch(scene.doc, p.start, p.end) for p in inside)
            points.append(Why(rule="level.local_place_in_name", at=names_of_places, weight=2.0))
    if (towns := account.towns_where_told()) and not _of_a_city(account):
        points.append(Why(rule="level.in_a_town", at=towns, weight=0.9))
    scope = account.scope()
    bodies = [at for sentence in scope for at in _first_spot(_LOCAL_BODIES, sentence)]
    if not _of_a_city(account):
        bodies += [at for sentence in account.told() for at in _first_spot(_TOWN_OFFICE, sentence)]
    points.append(Why(rule="level.local_bodies", at=tuple(bodies[:3]), weight=0.7 * min(3, len(bodies))))
    if villages := [at for sentence in scope for at in _first_spot(_IN_A_VILLAGE, sentence)]:
        points.append(Why(rule="level.in_a_village", at=tuple(villages), weight=1.0))
    return points


def _region_points(account: Account) -> list[Why]:
    scene, names = account.scene, account.names()
    points: list[Why] = []
    of_city = bool(_TOWN_BODY.search(names)) and _of_a_city(account)
    if _REGION_NAME.search(names) or of_city:
        named = account.spots_in_names(_REGION_NAME) or account.spots_in_names(_TOWN_BODY)
        points.append(Why(rule="level.region_name", at=named, weight=4.0))
    for deed in account.deeds:
        office, official = deed.person.office, deed.person.official
        who = (_spot_of(scene, deed),)
        if office == "akim" or (official is not None and office not in {"raion_akim", "town_akim", "former_akim"}):
            weight = {"chaired": 4.0, "attended": 1.0, "stood_in_for": 2.0}.get(deed.part, 0.0) * deed.strength
            points.append(Why(rule=f"level.head_{deed.part}", at=who, weight=weight))
        elif office == "deputy_akim":
            weight = {"chaired": 3.0, "attended": 1.5}.get(deed.part, 0.0) * deed.strength
            points.append(Why(rule=f"level.deputy_{deed.part}", at=who, weight=weight))
    own = [at for sentence in account.told() for at in _first_spot(_REGION_ASSEMBLY, sentence)]
    if own and not _TOWN_BODY.search(names):
        points.append(Why(rule="level.region_assembly", at=tuple(own), weight=1.0))
    return points


def _spot_of(scene: Scene, deed: Deed) -> Spot:
    return stretch(scene.doc, first_token(deed.person), last_token(deed.person))


def _first_spot(pattern: re.Pattern[str], sentence: Sentence) -> tuple[Spot, ...]:
    found = pattern.search(sentence.folded)
    offset = sentence.span.start_char
    return ((offset + found.start(), offset + found.end()),) if found else ()


def _why_national(account: Account) -> Why | None:
    names, gathering = account.names(), account.gathering
    if _REPUBLIC_NAME.search(account.asserted_names()):
        return Why(rule="level.republic_name", at=account.spots_in_names(_REPUBLIC_NAME))
    active = [d for d in account.deeds if d.part in {"chaired", "attended", "stood_in_for"}]
    heads = {d.person.official.region for d in active if d.person.official}
    chaired = any(d.part == "chaired" and (d.person.official or d.person.office in _HEAD_OFFICES) for d in active)
    if gathering.region or _REGION_NAME.search(names) or _TOWN_BODY.search(names) or chaired:
        return None
    if (chair := next((at for s in account.told() for at in _republic_chairs(s)), None)) is not None:
        return Why(rule="level.republic_chair", at=(chair,))
    if (holder := _republic_holds(account)) is not None:
        return Why(rule="level.republic_holds", at=(holder,))
    if len(heads) >= 2:
        at = tuple(_spot_of(account.scene, d) for d in active if d.person.official)
        return Why(rule="level.several_heads", at=at)
    if gathering.kind == "assembly_session" and (number := _session_number(account)) >= _HIGHEST_REGIONAL_NUMBER:
        of_region = any(_REGION_ASSEMBLY.search(s.folded) for s in account.told())
        return (
            None
            if of_region
            else Why(rule="level.session_number", at=account.spots_in_names(_ROMAN_FOLDED), about=str(number))
        )
    formal = gathering.kind in {"assembly_session", "assembly_council"}
    whole = "народа казахстана" in names and (formal or _only_in_the_capital(account))
    of_region = any(_REGION_ASSEMBLY.search(s.folded) for s in account.scope())
    return Why(rule="level.whole_assembly") if whole and not of_region and not _some_regions_own(account) else None


def _some_regions_own(account: Account) -> bool:
    """Every Assembly bears the people's whole name: «районной Ассамблеи народа Казахстана», «сессия … в Семее».

    A raion's name, a place outside the capital («Павлодар. Вчера…» too), an «областной Дом дружбы», or one region's
    office alone among those who came says whose it is; to the capital they come from everywhere. Where nothing is said
    at all, a region's own paper tells of its own region's.
    """
    lines, number_of = account.datelines(), account.scene.sentence_of
    places = {place.region for place in account.places_where_told()}
    places |= {place.region for place in account.places if number_of[place.start] in lines and not place.foreign}
    places -= {None}
    if places - {_CAPITAL} or _LOCAL_NAME.search(account.names()):
        return True
    if any(_REGION_HOUSE.search(sentence.folded) for sentence in account.told()):
        return True
    if not places and account.home is not None and account.home != _CAPITAL:
        return True
    came = [d.person for d in account.deeds if d.part in {"chaired", "attended", "stood_in_for"}]
    regions = {p.official.region if p.official else p.region for p in came if p.official or p.office in _LOCAL_OFFICES}
    return regions == {_CAPITAL} if places else len(regions) == 1


def _republic_holds(account: Account) -> Spot | None:
    """«Депутатская группа Мажилиса провела круглый стол»: the subject of the verb is a body of the republic."""
    for mention in account.gathering.mentions:
        if mention.verb is None or mention.standing != "asserts":
            continue
        for child in account.scene.doc[mention.verb].children:
            if child.dep_ == "nsubj" and child.i != mention.token:
                words = key(" ".join(token.text for token in child.subtree))
                if _REPUBLIC_BODY.search(words) or _REPUBLIC_CHAIR.search(words):
                    return spot(child)
    return None


def _republic_chairs(sentence: Sentence) -> tuple[Spot, ...]:
    """An official of the republic is named in the sentence that tells of the gathering, as its subject."""
    match = _REPUBLIC_CHAIR.search(sentence.told())
    if match is None:
        return ()
    offset = sentence.span.start_char
    token = next((t for t in sentence.span if t.idx + len(t) - offset > match.start()), None)
    under = "председательств" in sentence.folded[: match.start()]
    if token is None or not ("Nom" in token.morph.get("Case", []) or under):
        return ()
    return ((offset + match.start(), offset + match.end()),)


def _only_in_the_capital(account: Account) -> bool:
    scope = set(account.gathering.sentences)
    return {p.region for p in account.places if account.scene.sentence_of[p.start] in scope and p.region} == {_CAPITAL}


def _session_number(account: Account) -> int:
    """The session's Roman number, typed in Latin or Cyrillic letters; 0 where there is none."""
    told = [m for m in account.gathering.mentions if m.standing != "outside"]
    match = _ROMAN.search(" ; ".join(account.scene.doc[m.start : m.end].text for m in told))
    if match is None:
        return 0
    digits = [{"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}[letter] for letter in match.group()]
    return sum(-d if i + 1 < len(digits) and d < digits[i + 1] else d for i, d in enumerate(digits))
