"""Which accounts are of one gathering: reports are dated, copies aligned, and compatible reports brought together.

Everything here is a function of the set of meetings given: their order, and giving one twice, change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.copies import collapse_copies
from models.records import FoundMeeting

REACH_DAYS = 11  # how far apart the press reports one event (docs: domain, "one event is reported up to 11 days apart")

# Kinds that the press uses for one gathering: a Council's sitting is also called совещание and встреча. A session and
# a public event keep to themselves: a Council often meets on the day of the session, and they are two gatherings.
ALIKE = {
    "working_meeting": "working",
    "assembly_council": "working",
    "assembly_session": "session",
    "public_event": "public",
}

Cell = tuple[str, str, str]  # level, region, family of kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """What one independent text (an article and its copies) says of one gathering.

    The gathering took place on some day of `start`..`end`; `dated` is False where only the day of publication bounds
    it. `lead` is the member whose dates and words are followed.
    """

    report: str
    cell: Cell
    start: date
    end: date
    dated: bool
    lead: FoundMeeting
    members: tuple[FoundMeeting, ...]

    @property
    def heads(self) -> frozenset[str]:
        """The regions whose heads the text lets us judge."""
        return frozenset(entry.region for member in self.members for entry in member.meeting.attendance)


def interval_of(found: FoundMeeting) -> tuple[date, date, bool] | None:
    """First and last possible day, and whether the text gives them; None where neither text nor publication dates it.

    Without a date in the text the gathering lies in the REACH_DAYS before the publication day or on it. What is told
    as held was held by then: an interval that runs on past publication («в ноябре», published on the 12th) ends there.
    """
    first, last, published = found.meeting.date_start, found.meeting.date_end, found.published_on
    if first is not None and last is not None:
        return (first, min(last, published), True) if published and first <= published else (first, last, True)
    if published is None:
        return None
    return published - timedelta(days=REACH_DAYS), published, False


def cell_of(found: FoundMeeting) -> Cell:
    meeting = found.meeting
    return meeting.level, meeting.region or "", ALIKE[meeting.kind]


def testimonies_of(found: Iterable[FoundMeeting]) -> tuple[Testimony, ...]:
    """The testimonies of all held meetings that can be dated, each copy laid beside its original.

    A copy's own reading of «вчера» counts from the day of copying, so the earliest copy's dates are followed, or those
    of one that states the year. Two copies that state different days are reports of two gatherings in stock phrases.
    """
    unique = {one.meeting_id: one for one in found if one.meeting.status == "held" and interval_of(one)}
    report_of = collapse_copies({one.article_id: one.text for one in unique.values()})
    piles: defaultdict[tuple[str, Cell], list[list[FoundMeeting]]] = defaultdict(list)
    for one in sorted(unique.values(), key=_seniority):
        piles_here = piles[report_of[one.article_id], cell_of(one)]
        pile = next((p for p in piles_here if _same_account(p, one)), None)
        if pile is None:
            piles_here.append([one])
        else:
            pile.append(one)
    return tuple(_testimony(report, cell, pile) for (report, cell), here in piles.items() for pile in here)


def bring_together(testimonies: Iterable[Testimony]) -> tuple[tuple[Testimony, ...], ...]:
    """The testimonies of each gathering; all intervals of one gathering share at least one day.

    The narrowest come first and found a gathering; a wider one joins a gathering it is compatible with, so a chain of
    wide intervals never glues two dated gatherings. Two meetings of one text are two gatherings, always.
    """
    cells: defaultdict[Cell, list[_Gathering]] = defaultdict(list)
    for testimony in sorted(testimonies, key=_narrowest_first):
        here = cells[testimony.cell]
        fitting = [gathering for gathering in here if gathering.takes(testimony)]
        if fitting:
            max(fitting, key=lambda gathering: gathering.likeness(testimony)).add(testimony)
        else:
            here.append(_Gathering(testimony))
    return tuple(tuple(gathering.testimonies) for cell in sorted(cells) for gathering in cells[cell])


class _Gathering:
    """A gathering while it is being put together: its interval is the intersection of its testimonies'."""

    def __init__(self, first: Testimony) -> None:
        self.start, self.end = first.start, first.end
        self.testimonies = [first]

    def takes(self, testimony: Testimony) -> bool:
        if testimony.start > self.end or self.start > testimony.end:
            return False
        if any(testimony.report == own.report for own in self.testimonies):
            return False
        # A local gathering's place is not known beyond its region: on 1 May every raion holds one. Only the same
        # head of a region at both makes them one.
        return testimony.cell[0] != "local" or any(testimony.heads & own.heads for own in self.testimonies)

    def likeness(self, testimony: Testimony) -> tuple[bool, bool, date, date]:
        """Best match: called the same, the same heads seen, nearest before publication; then the first founded."""
        return (
            any(testimony.lead.meeting.kind == own.lead.meeting.kind for own in self.testimonies),
            any(testimony.heads & own.heads for own in self.testimonies),
            self.end,
            self.start,
        )

    def add(self, testimony: Testimony) -> None:
        self.start, self.end = max(self.start, testimony.start), min(self.end, testimony.end)
        self.testimonies.append(testimony)


def _testimony(report: str, cell: Cell, pile: list[FoundMeeting]) -> Testimony:
    lead = min(pile, key=lambda one: (one.meeting.date_basis != "stated", _seniority(one)))
    interval = interval_of(lead)
    assert interval is not None, "undatable meetings were left out"
    start, end, dated = interval
    return Testimony(report=report, cell=cell, start=start, end=end, dated=dated, lead=lead, members=tuple(pile))


def _same_account(pile: list[FoundMeeting], one: FoundMeeting) -> bool:
    if any(one.article_id == other.article_id for other in pile):
        return False
    return not any(_stated_apart(one, other) for other in pile)


def _stated_apart(one: FoundMeeting, other: FoundMeeting) -> bool:
    if one.meeting.date_basis != "stated" or other.meeting.date_basis != "stated":
        return False
    mine, theirs = interval_of(one), interval_of(other)
    return mine is not None and theirs is not None and (mine[0] > theirs[1] or theirs[0] > mine[1])


def _seniority(one: FoundMeeting) -> tuple[date, str, int, str]:
    return one.published_on or date.max, one.address, one.ordinal, one.meeting_id


def _narrowest_first(one: Testimony) -> tuple[timedelta, date, date, tuple[date, str, int, str]]:
    return one.end - one.start, one.start, one.end, _seniority(one.lead)
