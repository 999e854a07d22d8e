"""A region's gatherings, as many of them in full as a phone loads: the latest; the rest in short, or counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.site.corrections import that_stands_for
from flows.site.evidence import Account, Correction, Event, Sentence
from flows.site.marks import Look, look_of
from flows.site.record import Record
from flows.site.speech import Speech

# A page stays below 300 kB: gatherings in full 120 kB, in short 75 kB, decisions 45 kB, all else 50 kB.
_IN_FULL = 40
_HEAVIEST = 120_000  # bytes of those in full: long sentences leave room for fewer
_IN_SHORT = 150
_ACCOUNTS = 4  # accounts of one gathering, the earliest
_LINKED = 2  # sentences linked from a gathering in short


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    clause: int
    look: Look
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAccount:
    account: Account
    sentences: Sequence[Sentence]
    decided: Correction | None

    def weight(self) -> int:
        """About how many bytes it takes on a page: a Russian letter takes two."""
        text = (self.account.title or "", self.decided.reason if self.decided else "", self.account.url or "")
        words = 2 * sum(map(len, text)) + sum(2 * len(one.sentence) + 200 for one in self.sentences)
        return 500 + words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """A gathering with the accounts that tell of this region, and how many of them are not shown (`copies`)."""

    event: Event
    conflicts: Sequence[str]
    verdicts: Sequence[Badge]
    accounts: Sequence[ShownAccount]
    copies: int

    @property
    def links(self) -> Sequence[Sentence]:
        """The sentences that it is known by where it is told in short."""
        return [sentence for shown in self.accounts for sentence in shown.sentences][:_LINKED]

    def weight(self) -> int:
        return 500 + sum(one.weight() for one in self.accounts) + 2 * sum(map(len, self.conflicts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherings:
    """The latest in full, those before in short, and how many more there are."""

    full: Sequence[ShownEvent]
    short: Sequence[ShownEvent]
    left: int


def gatherings_of(record: Record, say: Speech, region: str) -> Gatherings:
    """What was found of a region, the latest first."""
    events = list(_events(record, say, region))
    full = _that_fit(events[:_IN_FULL])
    short = events[full : full + _IN_SHORT]
    return Gatherings(full=events[:full], short=short, left=len(events) - full - len(short))


def _that_fit(events: Sequence[ShownEvent]) -> int:
    """How many of them can be told in full; the latest always is."""
    weight = 0
    for number, one in enumerate(events):
        weight += one.weight()
        if weight > _HEAVIEST and number:
            return number
    return len(events)


def _events(record: Record, say: Speech, region: str) -> Iterator[ShownEvent]:
    for event in record.events.get(region, ()):
        accounts = [one for one in record.by_event.get(event.event_id, ()) if one.tells_of(region)]
        yield ShownEvent(
            event=event,
            conflicts=event.conflicts_ru if say.language == "ru" else event.conflicts,
            verdicts=list(_badges(record, say, region, accounts)),
            accounts=[
                ShownAccount(
                    account=one,
                    sentences=record.sentences.get(one.meeting_id, ()),
                    decided=that_stands_for(record, one.meeting_id),
                )
                for one in accounts[:_ACCOUNTS]
            ],
            copies=max(0, len(accounts) - _ACCOUNTS),
        )


def _badges(record: Record, say: Speech, region: str, accounts: Sequence[Account]) -> Iterator[Badge]:
    """Today's verdicts of the region that rest on these accounts."""
    clauses = {clause.clause: clause for clause in record.clauses}
    shows = {
        (one.clause, one.verdict)
        for account in accounts
        for one in record.shown.get(account.meeting_id, ())
        if one.stands and one.region == region and one.clause in clauses
    }
    for number, verdict in sorted(shows):
        yield Badge(clause=number, look=look_of(clauses[number], verdict), words=say.word("verdict", verdict))
