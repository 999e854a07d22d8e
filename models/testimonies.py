"""What each independent text tells of a gathering: its days, its kind, its words; copies laid beside their original.

Everything here is a function of the set of meetings given: their order, and giving one twice, change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.copies import collapse_copies
from models.likeness import telling_stems
from models.records import FoundMeeting, Kind

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

_READ = 2500  # characters: a news item; behind that stand memories and other news


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """What one independent text (an article and its copies) says of one gathering.

    The gathering took place on some day of `start`..`end`; `dated` is False where only the day of publication bounds
    it. `lead` is the member whose dates and words are followed, `stems` what these words tell.
    """

    report: str
    cell: Cell
    start: date
    end: date
    dated: bool
    lead: FoundMeeting
    members: tuple[FoundMeeting, ...]
    stems: frozenset[str]

    @property
    def kind(self) -> Kind:
        return self.lead.meeting.kind

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

    A copy's own reading of «вчера» counts from the day of copying, so the earliest copy's dates are followed, those
    of one that states the year, or before both those of one that a person has reviewed. Two copies that state different
    days are reports of two gatherings in stock phrases.
    """
    unique = {one.meeting_id: one for one in found if one.meeting.status == "held" and interval_of(one)}
    ordered = sorted(unique.values(), key=seniority)
    report_of = collapse_copies({one.article_id: one.text for one in ordered})
    beside: defaultdict[str, list[FoundMeeting]] = defaultdict(list)
    piles: defaultdict[tuple[str, Cell], list[list[FoundMeeting]]] = defaultdict(list)
    for one in ordered:
        beside[one.article_id].append(one)
        piles_here = piles[report_of[one.article_id], cell_of(one)]
        pile = next((p for p in piles_here if _same_account(p, one)), None)
        if pile is None:
            piles_here.append([one])
        else:
            pile.append(one)
    return tuple(_testimony(report, cell, pile, beside) for (report, cell), here in piles.items() for pile in here)


def seniority(one: FoundMeeting) -> tuple[date, str, int, str]:
    """The earliest published comes first."""
    return one.published_on or date.max, one.address, one.ordinal, one.meeting_id


def _testimony(
    report: str, cell: Cell, pile: Sequence[FoundMeeting], beside: dict[str, list[FoundMeeting]]
) -> Testimony:
    lead = min(pile, key=lambda one: (one.review is None, one.meeting.date_basis != "stated", seniority(one)))
    interval = interval_of(lead)
    assert interval is not None, "undatable meetings were left out"
    start, end, dated = interval
    return Testimony(
        report=report,
        cell=cell,
        start=start,
        end=end,
        dated=dated,
        lead=lead,
        members=tuple(pile),
        stems=telling_stems(_told(lead, beside[lead.article_id])),
    )


def _told(one: FoundMeeting, beside: Sequence[FoundMeeting]) -> str:
    """The words that may tell of this meeting: the text, without the sentences that tell of another one in it."""
    own = {evidence.sentence for evidence in one.meeting.evidence}
    told = one.text[:_READ]
    for other in beside:
        for evidence in other.meeting.evidence:
            if evidence.sentence not in own:
                told = told.replace(evidence.sentence, " ")
    return "\n".join((told, *sorted(sentence for sentence in own if sentence not in told)))


def _same_account(pile: list[FoundMeeting], one: FoundMeeting) -> bool:
    if any(one.article_id == other.article_id for other in pile):
        return False
    return not any(_stated_apart(one, other) for other in pile)


def _stated_apart(one: FoundMeeting, other: FoundMeeting) -> bool:
    if one.meeting.date_basis != "stated" or other.meeting.date_basis != "stated":
        return False
    mine, theirs = interval_of(one), interval_of(other)
    return mine is not None and theirs is not None and (mine[0] > theirs[1] or theirs[0] > mine[1])
