"""What a person says of an account, in words by field: checked against the contract of reading, made an account.

The words are the same from the command line and from a spreadsheet; the fields and the rules between them are those of
the annotation guide (tests/gold/GUIDE.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import get_args

from models.errors import BadInput
from models.records import Attendance, DateBasis, How, Kind, Level, Meeting, Status
from models.registry import Registry

FIELDS = (
    *("kind", "status", "level", "region", "interethnic_topic", "assembly_present"),
    *("date_start", "date_end", "date_basis", "attendance"),
)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "status": get_args(Status),
    "level": get_args(Level),
    "date_basis": get_args(DateBasis),
}
# As people and spreadsheets write them, in either language.
_TRUE = frozenset({"true", "yes", "1", "да", "истина"})
_FALSE = frozenset({"false", "no", "0", "нет", "ложь"})
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")  # 2025-06-18
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")  # 18.06.2025, as a Russian spreadsheet saves a day
_ENTRY = re.compile(r"(KZ-\d\d)\s*=\s*(\w+)(\s+named)?")  # KZ-39=chaired named


def told(was: Meeting, said: Mapping[str, str], published_on: date | None, registry: Registry) -> Meeting:
    """The account with what is said in place of what it told. BadInput names the field and what it may hold."""
    strangers = sorted(set(said) - set(FIELDS))
    if strangers:
        raise BadInput(f"no field {', '.join(strangers)}; there are {', '.join(FIELDS)}")
    now = was
    for name in ("kind", "status", "level", "date_basis"):
        if name in said:
            now = replace(now, **{name: _chosen(name, said[name])})  # type: ignore[arg-type]
    for name in ("interethnic_topic", "assembly_present"):
        if name in said:
            now = replace(now, **{name: _truth(name, said[name])})  # type: ignore[arg-type]
    if "region" in said:
        now = replace(now, region=_region(said["region"], registry))
    now = _dated(now, said)
    if "attendance" in said or now.date_end != was.date_end:  # another day may have had another head
        words = said.get("attendance", attendance_words(now))
        now = replace(now, attendance=_attendance(words, now, registry))
    elif now.status != "held" and was.status == "held":
        now = replace(now, attendance=())  # nobody was at what is only planned
    _check(now, published_on)
    return now


def attendance_words(meeting: Meeting) -> str:
    """Who was there, as `told` reads it: «KZ-39=chaired named; KZ-71=attended»."""
    return "; ".join(f"{one.region}={one.how}{' named' if one.named else ''}" for one in meeting.attendance)


def _chosen(name: str, given: str) -> str:
    if given not in _CHOICES[name]:
        raise BadInput(f"{name} {given!r}: choose {', '.join(_CHOICES[name])}")
    return given


def _truth(name: str, given: str) -> bool:
    word = given.strip().casefold()
    if word not in _TRUE | _FALSE:
        raise BadInput(f"{name} {given!r}: say yes or no")
    return word in _TRUE


def _region(given: str, registry: Registry) -> str | None:
    if given in ("", "none"):
        return None
    if given not in registry.regions:
        raise BadInput(f"region {given!r}: no such region; give its ISO code, as KZ-39, or none for a national one")
    return given


def day_of(name: str, given: str) -> date | None:
    """A day as 2025-06-18 or 18.06.2025; None for none or nothing. BadInput names the field."""
    text = given.strip()
    if text in ("", "none"):
        return None
    iso, dotted = _ISO.fullmatch(text), _DOTTED.fullmatch(text)
    parts = iso.groups() if iso else dotted.groups()[::-1] if dotted else None
    try:
        return date(*map(int, parts)) if parts else _no_day(name, given)
    except ValueError:
        return _no_day(name, given)


def _no_day(name: str, given: str) -> date:
    raise BadInput(f"{name} {given!r}: no day; write 2025-06-18, or none")


def _dated(now: Meeting, said: Mapping[str, str]) -> Meeting:
    start = day_of("date_start", said["date_start"]) if "date_start" in said else now.date_start
    end = day_of("date_end", said["date_end"]) if "date_end" in said else now.date_end
    if "date_start" in said and "date_end" not in said and start is not None and (end is None or end < start):
        end = start  # one day alone is that day
    basis = now.date_basis
    if "date_basis" not in said:
        # A day that a person found is a stated one: how the text words it is not asked of them.
        basis = "none" if start is None and end is None else "stated" if basis == "none" else basis
    return replace(now, date_start=start, date_end=end, date_basis=basis)


def _attendance(given: str, now: Meeting, registry: Registry) -> tuple[Attendance, ...]:
    entries = []
    for part in filter(None, (each.strip() for each in re.split("[;,]", given) if each.strip() != "none")):
        match = _ENTRY.fullmatch(part)
        if not match or match[1] not in registry.regions or match[2] not in get_args(How):
            raise BadInput(f"attendance {part!r}: write KZ-39=chaired, attended or delegated (and `named` behind it)")
        entries.append(_entry(match[1], match[2], bool(match[3]), now, registry))  # type: ignore[arg-type]
    if len({one.region for one in entries}) < len(entries):
        raise BadInput(f"attendance {given!r}: one entry a region")
    return tuple(entries)


def _entry(region: str, how: How, named: bool, now: Meeting, registry: Registry) -> Attendance:
    """One head of a region, by the table of officials on the gathering's last day; as it was told where that stands."""
    was = next((one for one in now.attendance if one.region == region), None)
    tenure = registry.akim_on(region, now.date_end) if now.date_end else None
    akim = tenure.akim if tenure else was.akim if was else None
    return Attendance(region=region, akim=akim, named=named, how=how)


def _check(now: Meeting, published_on: date | None) -> None:
    """What cannot be together, by the annotation guide."""
    if (now.level == "national") != (now.region is None):
        raise BadInput("a national gathering has no region, any other has one: give both level and region")
    if (now.date_start is None) != (now.date_end is None):
        raise BadInput("give both days of an interval, or none")
    if now.date_start and now.date_end and now.date_start > now.date_end:
        raise BadInput(f"the first day {now.date_start} is after the last {now.date_end}")
    if (now.date_basis == "none") != (now.date_start is None):
        raise BadInput("date_basis is none where there are no days, and only there")
    if now.status != "held" and now.attendance:
        raise BadInput(f"nobody was at what is {now.status}: give its heads as none")
    if now.status == "held" and published_on and now.date_start and now.date_start > published_on:
        raise BadInput(
            f"held on {now.date_start}, after the article came out ({published_on}): one of the two is wrong"
        )
