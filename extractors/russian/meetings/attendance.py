"""From what each sentence says of each person to one entry for each head of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.russian.meetings.deeds import FAIR, WEAK, Deed
from extractors.russian.meetings.where import Setting
from extractors.russian.records import Person
from models.records import Attendance, How
from models.registry import Registry, Tenure


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An attendance entry with the sentences that show it and how far they can be trusted."""

    attendance: Attendance
    sentences: tuple[int, ...]
    strength: float
    rule: str
    deeds: tuple[Deed, ...]  # what the sentences say, the strongest first
    outweighed: tuple[Deed, ...]  # what they say of him besides, and what did not count
    turned: str  # why the plain reading of the deeds was turned, or nothing
    tenure: Tenure | None
    named_by: Person | None


def attendance_of(
    deeds: Sequence[Deed],
    setting: Setting,
    people: Sequence[Person],
    *,
    other_chair: bool,
    day: date | None,
    registry: Registry,
) -> tuple[Entry, ...]:
    """Who of the heads of regions was there, who was stood in for. `deeds`: those of the gathering's own sentences."""
    entries: list[Entry] = []
    if day is None:  # a name alone tells of an akim only where the day tells that he was one
        called = {p.person_id for p in people if p.role_start is not None and p.office in {"akim", "deputy_akim"}}
        merely_named = {p.person_id for p in people if p.name is not None} - called
        deeds = [d for d in deeds if d.person.person_id not in merely_named]
    for region in _regions(deeds, setting):
        judged = _judge(region, deeds, setting, other_chair=other_chair)
        if judged is None:
            continue
        tenure = _holder(region, deeds, day, registry)
        named_by = next((p for p in people if tenure is not None and _names(p, tenure)), None)
        akim = tenure.akim if tenure is not None else None
        attendance = Attendance(region=region, akim=akim, named=named_by is not None, how=judged.how)
        entries.append(_entry(attendance, judged, tenure, named_by))
    return tuple(entries)


def _entry(attendance: Attendance, judged: _Judged, tenure: Tenure | None, named_by: Person | None) -> Entry:
    best = max(judged.deeds, key=lambda d: (d.strength, -d.sentence))
    ranked = sorted(judged.deeds, key=lambda d: (-d.strength, d.sentence))
    return Entry(
        attendance=attendance,
        sentences=tuple(dict.fromkeys(d.sentence for d in ranked))[:2],
        strength=best.strength,
        rule=best.rule,
        deeds=tuple(ranked),
        outweighed=tuple(d for d in judged.of_him if not any(d is counted for counted in judged.deeds)),
        turned=judged.turned,
        tenure=tenure,
        named_by=named_by,
    )


def head_region(person: Person, setting: Setting) -> str | None:
    """The region that the person heads; a bare «аким» at a region's gathering heads that region."""
    if person.office in {"deputy_akim", "raion_akim", "town_akim", "former_akim"}:
        return None
    if person.office == "other" and person.role_start is not None:
        return None  # «Госсекретарь Гульшара Абдыкаликова», who headed a region in other years
    if person.official is not None:
        return person.official.region
    if person.office != "akim":
        return None
    return person.region or (setting.region if setting.level == "region" else None)


def _regions(deeds: Sequence[Deed], setting: Setting) -> list[str]:
    found = [head_region(deed.person, setting) for deed in deeds if deed.part != "none"]
    found += [
        _deputy_region(deed, setting) for deed in deeds if deed.person.office == "deputy_akim" and deed.part != "none"
    ]
    if setting.level == "local":
        # At local level only the oblast's akim himself counts.
        found = [head_region(d.person, setting) for d in deeds if d.part in {"chaired", "attended"}]
    return list(dict.fromkeys(region for region in found if region))


def _deputy_region(deed: Deed, setting: Setting) -> str | None:
    return deed.person.region or (setting.region if setting.level == "region" else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    how: How
    deeds: Sequence[Deed]
    of_him: tuple[Deed, ...]
    turned: str


def _judge(region: str, deeds: Sequence[Deed], setting: Setting, *, other_chair: bool) -> _Judged | None:
    own = [d for d in deeds if head_region(d.person, setting) == region]
    deputies = [
        d
        for d in deeds
        if d.person.office == "deputy_akim"
        and _deputy_region(d, setting) == region
        and d.part in {"chaired", "attended"}
    ]
    stood_in = [d for d in own if d.part == "stood_in_for"]
    acting = [d for d in own if d.person.acting]
    away = any(d.part == "away" for d in own) and not any(d.part in {"chaired", "attended"} for d in acting)
    if away and not deputies:  # «из-за командировки акима ход сессии доверен заместителю», whatever the deputy did
        deputies = [d for d in deeds if d.person.office == "deputy_akim" and _deputy_region(d, setting) == region]
    if away and not deputies:  # «не смог приехать, и вёл разговор Кайрат Бекенов»
        deputies = [
            d for d in deeds if d.part == "chaired" and d.person.office in {"other", None} and not d.person.official
        ]
    chaired = [d for d in own if d.part == "chaired"]
    attended = [d for d in own if d.part == "attended"]
    turned = ""
    deputy_chairs = any(d.part == "chaired" for d in deputies)
    if stood_in or away:
        # Where somebody speaks for him, only a plain word that he came outweighs it.
        attended = (
            [d for d in attended if d.strength > FAIR]
            if away
            else [d for d in attended if d.strength >= FAIR and d.rule.startswith("with")]
        )
        chaired = [d for d in chaired if d.strength > FAIR] if away else chaired
    if (
        chaired
        and (deputy_chairs or other_chair)
        and all(d.strength <= WEAK or d.rule.startswith("meets") for d in chaired)
    ):
        attended, chaired, turned = attended + chaired, [], "another_chairs"
    of_him = tuple(own + deputies)
    if chaired:
        return _Judged(how="chaired", deeds=chaired, of_him=of_him, turned="")
    if attended:
        return _Judged(how="attended", deeds=attended, of_him=of_him, turned=turned)
    if setting.level == "local" or not (deputies or stood_in):
        return None
    return _Judged(how="delegated", deeds=stood_in + deputies, of_him=of_him, turned="away" if away else "")


def _holder(region: str, deeds: Sequence[Deed], day: date | None, registry: Registry) -> Tenure | None:
    """The office holder on the event day; a named one where the text's day falls beside a change."""
    officials = [
        d.person.official for d in deeds if d.person.official is not None and d.person.official.region == region
    ]
    if day is None:
        return officials[0] if officials else None
    return registry.akim_on(region, day) or (officials[0] if officials else None)


def _names(person: Person, tenure: Tenure) -> bool:
    """The article names the holder himself, not an official acting for him."""
    if person.official is None or person.name is None or person.official.akim != tenure.akim:
        return False
    stem = tenure.surname[: max(4, len(tenure.surname) - 2)].casefold()
    return not person.acting or stem in person.name.casefold()
