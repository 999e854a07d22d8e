"""Events: the gatherings themselves, made of the meetings that articles tell of.

An event keeps who says what: the interval is the intersection of all reports' intervals (where they share no day, what
most of them allow), disagreements are counted by independent report and listed in `conflicts`, and the identifier comes
from the report that was published first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from models.copies import OriginKind, origin_of
from models.event_days import days_of
from models.gatherings import bring_together
from models.identity import digest
from models.phrases import Told, say
from models.records import Attendance, FoundMeeting, How, Kind, Level
from models.testimonies import Cell, Testimony, cell_of, interval_of, seniority, testimonies_of
from models.voices import decisive, elect, heard, in_votes, voice_of, votes_of

# Where two values are told by equally many and equally sure reports, the earlier of these stands.
_KINDS: tuple[Kind, ...] = ("assembly_council", "working_meeting", "assembly_session", "public_event")
_CAMPS = ("in_person", "delegated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """How one head of a region took part in an event, with the independent reports for and against.

    `how` is `vacant` where nobody held the office (`heads.as_headed`). `meeting_ids`: the accounts that say so;
    `source_url`: the address of the earliest of them that has one.
    """

    region: str
    akim: str | None
    named: bool
    how: How | Literal["vacant"]
    in_person: int
    delegated: int
    source_url: str | None = None
    meeting_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One independent account of an event: an article with its copies and all who speak for the same body.

    `source`, `published_on` and the voice (`origin`, `origin_kind`) are of the member published first; `confidence` is
    the surest member's; `sources` and `meeting_ids` name those of all members.
    """

    origin: str | None
    origin_kind: OriginKind | None
    source: str | None
    published_on: date | None
    confidence: float
    meeting_ids: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One gathering held on some day of `start`..`end`.

    `dated`: some report gives the day or an interval, not only its own day of publication. `voices`: its independent
    reports, the earliest first; `meeting_ids`: every meeting merged into it, copies included.
    """

    event_id: str
    level: Level
    region: str | None
    kind: Kind
    start: date
    end: date
    dated: bool
    interethnic_topic: bool
    assembly_present: bool
    attendance: tuple[Presence, ...]
    voices: tuple[Report, ...]
    source_url: str | None
    first_published: date | None
    conflicts: tuple[Told, ...] = ()

    @property
    def reports(self) -> int:
        """How many independent reports there are."""
        return len(self.voices)

    @property
    def meeting_ids(self) -> tuple[str, ...]:
        return tuple(sorted(name for voice in self.voices for name in voice.meeting_ids))

    @property
    def state(self) -> str:
        """Changes whenever anything that is known of the event changes."""
        return digest("s-", (repr(self),))

    def presence_of(self, region: str) -> Presence | None:
        return next((entry for entry in self.attendance if entry.region == region), None)


def find_events(found: Iterable[FoundMeeting]) -> tuple[Event, ...]:
    """The events that the held meetings among `found` tell of, in order of region and time.

    Give one version of each article. Planned, cancelled and ordered gatherings make no event; a cancellation that
    meets an event is one of its conflicts. A meeting that neither its text nor its publication dates is left out
    (`undatable` lists those).
    """
    meetings = tuple(found)
    groups = bring_together(testimonies_of(meetings))
    events = [_merge(group, event_id) for group, event_id in zip(groups, _identify(groups), strict=True)]
    called_off: defaultdict[Cell, dict[str, FoundMeeting]] = defaultdict(dict)
    for one in meetings:
        if one.meeting.status == "cancelled":
            called_off[cell_of(one)][one.meeting_id] = one
    marked = [
        _with_cancellations(event, [one for cell in {t.cell for t in group} for one in called_off[cell].values()])
        for event, group in zip(events, groups, strict=True)
    ]
    return tuple(sorted(marked, key=lambda event: (event.region or "", event.start, event.end, event.event_id)))


def undatable(found: Iterable[FoundMeeting]) -> tuple[FoundMeeting, ...]:
    """Held meetings without a date in the text and without a day of publication: seen, but in no event."""
    unique = {one.meeting_id: one for one in found if one.meeting.status == "held" and not interval_of(one)}
    return tuple(unique[key] for key in sorted(unique))


def _identify(groups: Sequence[Sequence[Testimony]]) -> list[str]:
    """An identifier for each group from the earliest publication in it: later reports, and a day set right, keep it."""
    founders = [min((m for t in group for m in t.members), key=seniority) for group in groups]
    by_place: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, founder in enumerate(founders):
        by_place[(*cell_of(founder), founder.address, *_moved(founder))].append(index)
    names = [""] * len(founders)
    for place, indexes in by_place.items():
        for rank, index in enumerate(sorted(indexes, key=lambda i: (founders[i].ordinal, founders[i].meeting_id))):
            names[index] = digest("e-", (*place, rank))
    return names


def _moved(founder: FoundMeeting) -> tuple[str, ...]:
    """A gathering that a person moved to other days is another: who cited the old name did not cite this one."""
    return (founder.review,) if founder.redated and founder.review else ()


def _merge(group: Sequence[Testimony], event_id: str) -> Event:
    members = sorted((m for t in group for m in t.members), key=seniority)
    voices = voice_of(group)
    speaking = heard(members, voices)
    kinds = votes_of([(m.meeting.kind, voices[m.meeting_id]) for m in speaking])
    deciding = decisive(speaking)
    kind = elect([(m.meeting.kind, voices[m.meeting_id], m.meeting.confidence) for m in deciding], _KINDS)
    presences, disputes = _presences(speaking, voices)
    start, end, other_days = days_of(group, voices)
    mixed_kinds = [say("conflict_kind", votes=in_votes("kind", kinds))] if len(kinds) > 1 else []
    conflicts = [*other_days, *mixed_kinds, *disputes]
    ahead = sum(_is_ahead(member) for member in members)
    conflicts += [say("conflict_ahead", reports=ahead)] if ahead else []
    return Event(
        event_id=event_id,
        level=members[0].meeting.level,
        region=members[0].meeting.region,
        kind=kind,
        start=start,
        end=end,
        dated=any(t.dated for t in group),
        interethnic_topic=any(m.meeting.interethnic_topic for m in deciding),
        assembly_present=any(m.meeting.assembly_present for m in deciding),
        attendance=presences,
        voices=_reports(members, voices),
        source_url=next((m.url for m in members if m.url), None),
        first_published=members[0].published_on,
        conflicts=tuple(conflicts),
    )


def _is_ahead(one: FoundMeeting) -> bool:
    """Told as held, but on a day after its publication: one of the two dates is wrong, and we do not know which."""
    start = one.meeting.date_start
    return start is not None and one.published_on is not None and start > one.published_on


def _reports(members: Sequence[FoundMeeting], voices: dict[str, str]) -> tuple[Report, ...]:
    """The event's independent reports, the earliest first; `members` are in order of publication."""
    families: defaultdict[str, list[FoundMeeting]] = defaultdict(list)
    for member in members:
        families[voices[member.meeting_id]].append(member)
    return tuple(_report(family) for family in families.values())


def _report(family: Sequence[FoundMeeting]) -> Report:
    first = family[0]
    origin = origin_of(first.source, first.agency)
    return Report(
        origin=origin.key if origin else None,
        origin_kind=origin.kind if origin else None,
        source=first.source,
        published_on=first.published_on,
        confidence=max(member.meeting.confidence for member in family),
        meeting_ids=tuple(sorted(member.meeting_id for member in family)),
        sources=tuple(sorted({member.source for member in family if member.source})),
    )


_Told = tuple[Attendance, str, FoundMeeting]  # one head's entry, whose voice it is, and the account


def _presences(members: Sequence[FoundMeeting], voices: dict[str, str]) -> tuple[tuple[Presence, ...], list[Told]]:
    told: defaultdict[str, list[_Told]] = defaultdict(list)
    for member in members:
        for entry in member.meeting.attendance:
            told[entry.region].append((entry, voices[member.meeting_id], member))
    presences, conflicts = [], []
    for region in sorted(told):
        presence, disputes = _presence(region, told[region])
        presences.append(presence)
        conflicts += disputes
    return tuple(presences), conflicts


def _presence(region: str, told: list[_Told]) -> tuple[Presence, list[Told]]:
    """One head's part: in person or by deputy as most voices tell; who says only "attended" does not deny the chair.

    A person who has reviewed an account that tells of the head decides; the others are still counted and named.
    """
    deciding = [each for each in told if each[2].review] or told
    camp = elect([(_camp(entry), voice, one.meeting.confidence) for entry, voice, one in deciding], _CAMPS)
    camps = votes_of([(_camp(entry), voice) for entry, voice, _ in told])
    agreeing = [(entry, one) for entry, _, one in told if _camp(entry) == camp]
    names = [(entry.akim, voice, one.meeting.confidence) for entry, voice, one in deciding if entry.akim]
    akim = elect(names, sorted({name for name, _, _ in names})) if names else None
    akims = votes_of([(entry.akim, voice) for entry, voice, _ in told if entry.akim])
    how: How = "delegated" if camp == "delegated" else "attended"
    if any(entry.how == "chaired" for entry, _, _ in deciding if _camp(entry) == camp):
        how = "chaired"
    conflicts = [say("conflict_how", region=region, votes=in_votes("how", camps))] if len(camps) > 1 else []
    conflicts += [say("conflict_akim", region=region, votes=in_votes(None, akims))] if len(akims) > 1 else []
    presence = Presence(
        region=region,
        akim=akim,
        named=any(entry.named for entry, _, _ in told),
        how=how,
        in_person=camps["in_person"],
        delegated=camps["delegated"],
        source_url=next((one.url for _, one in agreeing if one.url), None),
        meeting_ids=tuple(sorted(one.meeting_id for _, one in agreeing)),
    )
    return presence, conflicts


def _camp(entry: Attendance) -> str:
    return "delegated" if entry.how == "delegated" else "in_person"


def _with_cancellations(event: Event, called_off: Sequence[FoundMeeting]) -> Event:
    """The event with a note of every article that says a gathering like it, on its days, was called off."""
    contradicting = sum(_meets(event, one.meeting.date_start, one.meeting.date_end) for one in called_off)
    if not contradicting:
        return event
    return replace(event, conflicts=(*event.conflicts, say("conflict_cancelled", reports=contradicting)))


def _meets(event: Event, start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and start <= event.end and event.start <= end
