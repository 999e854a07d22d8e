"""The names of places, indexed by every form that a text may hold. Built from the regions' table and the lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.russian.letters import cyrillic_capitals, key
from extractors.russian.places_forms import adjective_forms, declined, spaced
from extractors.russian.records import PlaceLevel
from extractors.russian.wordlist import read_lexicon
from models.registry import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One thing a form may mean. `regions`: today's ISO codes it may lie in; `homonym`: needs a cue beside it."""

    name: str
    regions: tuple[str, ...] = ()
    level: PlaceLevel
    foreign: bool = False
    homonym: bool = False
    lower: bool = False  # «южная столица»: no capital letter is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaAdjective:
    """What «Абайский» means beside «область», beside «район», and alone."""

    oblast: Name | None = None
    raion: Name | None = None
    alone: Name | None = None
    foreign: Name | None = None


@dataclass(slots=True, kw_only=True)
class Gazetteer:
    """Forms in key form (see `letters.key`), multi-word names as tokens divided by one space."""

    names: dict[str, Name] = field(default_factory=dict)
    abbreviations: dict[str, Name] = field(default_factory=dict)
    adjectives: dict[str, tuple[str, AreaAdjective]] = field(default_factory=dict)  # form -> (agreement, meaning)
    oblast_nouns: dict[str, Name] = field(default_factory=dict)
    raion_nouns: dict[str, Name] = field(default_factory=dict)
    capital: dict[str, Name] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """The most tokens a name has."""
        return max(form.count(" ") + 1 for table in (self.names, self.raion_nouns) for form in table)


def build_gazetteer(regions: Mapping[str, Region]) -> Gazetteer:
    """Regions first, then towns, then places abroad: where a form means two things, the earlier stands."""
    home, abroad = read_lexicon("places.toml"), read_lexicon("places_abroad.toml")
    built = Gazetteer()
    for entry in home["region"]:
        _add_region(built, regions[entry["iso"]], entry)
    for entry in home["shared"]:
        _add_name(built, entry["name"], Name(name=entry["name"], regions=tuple(entry["regions"]), level="region"))
    _add_towns(built, regions, home)
    _add_abroad(built, abroad)
    _add_capital(built, regions, home["capital"])
    _add_adjectives(built, regions, home, abroad)
    _add_raion_nouns(built, regions, home["raion"])
    return built


def _add_name(built: Gazetteer, spelling: str, meaning: Name) -> None:
    for form in declined(spelling):
        built.names.setdefault(form, meaning)


def _add_region(built: Gazetteer, region: Region, entry: Mapping[str, Any]) -> None:
    meaning = Name(name=region.name, regions=(region.iso,), level="region")
    for spelling in entry.get("alone", ()):
        _add_name(built, spelling, _lower(meaning) if spelling[:1].islower() else meaning)
    for spelling in entry.get("nouns", ()):
        for form in declined(spelling):
            built.oblast_nouns.setdefault(form, meaning)
    for short in entry.get("abbreviations", ()):
        built.abbreviations[cyrillic_capitals(short)] = meaning


def _lower(meaning: Name) -> Name:
    return Name(name=meaning.name, regions=meaning.regions, level=meaning.level, lower=True)


def _add_towns(built: Gazetteer, regions: Mapping[str, Region], lexicon: Mapping[str, Any]) -> None:
    homonyms = {key(name) for name in lexicon["homonyms"]["towns"]}
    spellings = {entry["name"]: entry.get("spellings", ()) for entry in lexicon["town"]}
    for region in regions.values():
        if region.kind == "city":
            continue  # its own name is a region's
        for town in region.towns:
            for spelling in (town, *spellings.get(town, ())):
                meaning = Name(name=town, regions=(region.iso,), level="town", homonym=key(spelling) in homonyms)
                _add_name(built, spelling, meaning)


def _add_abroad(built: Gazetteer, lexicon: Mapping[str, Any]) -> None:
    kinds: tuple[tuple[str, PlaceLevel, bool], ...] = (
        ("home", "country", False),
        ("countries", "country", True),
        ("foreign", "other", True),
    )
    for kind, level, foreign in kinds:
        for spelling in lexicon[kind]["names"]:
            _add_name(built, spelling, Name(name=spelling, level=level, foreign=foreign))
        for short in lexicon[kind].get("abbreviations", ()):
            meaning = Name(name=short, level=level, foreign=foreign)
            built.abbreviations.setdefault(cyrillic_capitals(short), meaning)


def _add_capital(built: Gazetteer, regions: Mapping[str, Region], entry: Mapping[str, Any]) -> None:
    meaning = Name(name=regions[entry["region"]].name, regions=(entry["region"],), level="region", lower=True)
    for word in entry["words"]:
        built.capital.update(dict.fromkeys(declined(word), meaning))


def _add_adjectives(
    built: Gazetteer, regions: Mapping[str, Region], home: Mapping[str, Any], abroad: Mapping[str, Any]
) -> None:
    oblasts: dict[str, list[str]] = defaultdict(list)
    alone: dict[str, list[str]] = defaultdict(list)
    raions: dict[str, list[str]] = defaultdict(list)
    for entry in home["region"]:
        for adjective in entry.get("adjectives", ()):
            alone[adjective].append(entry["iso"])
            if regions[entry["iso"]].kind == "oblast":
                oblasts[adjective].append(entry["iso"])
    for adjective in home["capital"]["adjectives"]:
        alone[adjective].append(home["capital"]["region"])
    town_region = {town: region.iso for region in regions.values() for town in region.towns}
    for entry in home["town"]:
        for adjective in entry.get("adjectives", ()):
            alone[adjective].append(town_region[entry["name"]])
    for region in regions.values():
        for raion in (name for name in region.raions if name.endswith("ский")):
            raions[key(raion)].append(region.iso)
    for entry in home["raion"]:
        for adjective in entry.get("adjectives", ()):
            raions[key(adjective)].append(entry["region"])
    for adjective in {*oblasts, *alone, *raions, *abroad["foreign"]["oblast_adjectives"]}:
        meaning = AreaAdjective(
            oblast=_region_name(regions, oblasts.get(adjective)),
            raion=_raion_name(f"{adjective.capitalize()} район", raions.get(key(adjective))),
            alone=None if adjective in home["homonyms"]["adjectives"] else _region_name(regions, alone.get(adjective)),
            foreign=_foreign_oblast(adjective) if adjective in abroad["foreign"]["oblast_adjectives"] else None,
        )
        for form, agreement in adjective_forms(adjective).items():
            built.adjectives[form] = (agreement, meaning)


def _region_name(regions: Mapping[str, Region], isos: Iterable[str] | None) -> Name | None:
    found = tuple(isos or ())
    if not found:
        return None
    return Name(name=regions[found[0]].name if len(found) == 1 else "", regions=found, level="region")


def _raion_name(name: str, isos: Iterable[str] | None) -> Name | None:
    return Name(name=name, regions=tuple(dict.fromkeys(isos)), level="raion") if isos else None


def _foreign_oblast(adjective: str) -> Name:
    return Name(name=f"{adjective.capitalize()[:-2]}ая область", level="other", foreign=True)


def _add_raion_nouns(built: Gazetteer, regions: Mapping[str, Region], entries: Iterable[Mapping[str, Any]]) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    shown: dict[str, str] = {}
    own = [(region.iso, name) for region in regions.values() for name in region.raions if not name.endswith("ский")]
    for iso, name in [*own, *((entry["region"], name) for entry in entries for name in entry["names"])]:
        spelling = name.removeprefix("район ")
        for form in {spaced(spelling), *(declined(spelling) if " " not in spelling else ())}:
            found[form].append(iso)
            shown.setdefault(form, spelling)
    for form, isos in found.items():
        meaning = _raion_name(f"район {shown[form]}", isos)
        if meaning is not None:
            built.raion_nouns[form] = meaning
