"""What a region's page shows: findings, the time since the order, heads, evidence, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from flows.site.marks import HOW, Look, look_of
from flows.site.record import Record
from flows.site.rows import Account, Clause, Event, Month, Region, Sentence, Verdict
from flows.site.speech import Speech

# A page stays small enough for a phone (300 KB): what is older or more is reached by links, never dropped in silence.
_IN_FULL = 40  # gatherings told with their sentences
_ACCOUNTS = 4  # accounts of one gathering, the earliest
_LISTED = 60  # rows of any other list


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One clause's finding."""

    clause: Clause
    ladder: bool
    look: Look
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    clause: int
    look: Look
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvent:
    """A gathering with the accounts that tell of this region, and how many of them are not shown (`copies`)."""

    event: Event
    conflicts: Sequence[str]
    verdicts: Sequence[Badge]
    accounts: Sequence[tuple[Account, Sequence[Sentence]]]
    copies: int


def shown(record: Record, say: Speech, region: Region, chart: Markup | None) -> dict[str, object]:
    name = region.region
    events = list(_events(record, say, name))
    reviews = [(one, record.sentences.get(one.meeting_id or "", ())) for one in record.reviews if one.region == name]
    unread, gaps = record.unread.get(name, ()), record.gaps.get(name, ())
    claims = record.claims.get(name, ())[:_LISTED]
    t = say.texts["region"]
    sections = ("found", "time", "heads", "events", "reviews", "unread", *(("claims",) if claims else ()))
    return {
        "region": region,
        "name": say.region(region),
        "contents": [(section, t[section]) for section in sections],
        "cards": [_card(clause, record.verdicts[name]) for clause in record.clauses],
        "chart": chart,
        "hows": [(how, look) for how, (_, look) in HOW.items()],
        "by_clause": list(_by_clause(record, name)),
        "gaps": gaps[-_LISTED:][::-1],
        "gaps_left": max(0, len(gaps) - _LISTED),
        "terms": record.terms.get(name, ()),
        "events": events[:_IN_FULL],
        "older": events[_IN_FULL:],
        "reviews": reviews,
        "unread": unread[:_LISTED],
        "unread_left": max(0, len(unread) - _LISTED),
        "silent": [one for one in record.sources if one.region == name and one.alarm],
        "own_sources": sum(one.region == name for one in record.sources),
        "national_silent": sum(one.region is None and bool(one.alarm) for one in record.sources),
        "claims": claims,
    }


def _card(clause: Clause, verdicts: Sequence[Verdict]) -> Card:
    verdict = next(one for one in verdicts if one.clause == clause.clause)
    return Card(
        clause=clause, ladder=clause.judged_by == "ladder", look=look_of(clause, verdict.verdict), verdict=verdict
    )


def _by_clause(record: Record, region: str) -> Iterator[tuple[Clause, Sequence[tuple[Month, int]]]]:
    """Each clause's months, with how often the head was seen in each (weeks belong to the month of their Monday)."""
    seen: Counter[tuple[int, int]] = Counter()
    for week in record.sittings.get(region, ()):
        seen[week.week.year, week.week.month] += week.sittings
    for clause in record.clauses:
        months = [one for one in record.months.get(region, ()) if one.clause == clause.clause]
        yield clause, [(one, seen[one.month_start.year, one.month_start.month]) for one in months]


def _events(record: Record, say: Speech, region: str) -> Iterator[ShownEvent]:
    clauses = {clause.clause: clause for clause in record.clauses}
    for event in record.events.get(region, ()):
        accounts = [one for one in record.by_event.get(event.event_id, ()) if one.tells_of(region)]
        shows = {
            (one.clause, one.verdict)
            for account in accounts
            for one in record.shown.get(account.meeting_id, ())
            if one.stands and one.region == region and one.clause in clauses
        }
        yield ShownEvent(
            event=event,
            conflicts=event.conflicts_ru if say.language == "ru" else event.conflicts,
            verdicts=[
                Badge(clause=number, look=look_of(clauses[number], verdict), words=say.word("verdict", verdict))
                for number, verdict in sorted(shows)
            ],
            accounts=[(one, record.sentences.get(one.meeting_id, ())) for one in accounts[:_ACCOUNTS]],
            copies=max(0, len(accounts) - _ACCOUNTS),
        )
