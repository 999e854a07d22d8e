"""What a region's page shows: findings, the time since the order, heads, evidence, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.site import corrections
from flows.site.gatherings import gatherings_of
from flows.site.judged import Clause, Month, Region, Verdict
from flows.site.marks import HOW, Look, look_of
from flows.site.record import Record
from flows.site.speech import Speech
from flows.site.timeline import timeline

_LISTED = 60  # rows of a list: what is more is counted, never dropped in silence
_CORRECTIONS = 15  # decisions with what was read beside them, 3 kB each: see gatherings.py for what a page holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One clause's finding."""

    clause: Clause
    ladder: bool
    look: Look
    verdict: Verdict


def shown(record: Record, say: Speech, region: Region) -> dict[str, object]:
    name = region.region
    decided = list(corrections.of_region(record, say, name))
    claims = record.claims.get(name, ())
    t = say.texts["region"]
    sections = ("found", "time", "heads", "events", "reviews", "unread", *(("claims",) if claims else ()))
    return {
        "region": region,
        "name": say.region(region),
        "contents": [(section, t[section]) for section in sections],
        "cards": [_card(clause, record.verdicts[name]) for clause in record.clauses],
        "chart": timeline(record, say, name),
        "hows": HOW,
        "by_clause": list(_by_clause(record, name)),
        "terms": record.terms.get(name, ()),
        "other_heads": record.other_heads.get(name, ()),
        "gatherings": gatherings_of(record, say, name),
        "corrections": decided[:_CORRECTIONS],
        "listed": {one.one.review_id for one in decided[:_CORRECTIONS]},
        "corrections_left": max(0, len(decided) - _CORRECTIONS),
        "claims": claims[:_LISTED],
        "claims_left": max(0, len(claims) - _LISTED),
        **_missing(record, name),
    }


def _missing(record: Record, name: str) -> dict[str, object]:
    """What was not looked at or not read."""
    unread, gaps = record.unread.get(name, ()), record.gaps.get(name, ())
    return {
        "gaps": gaps[-_LISTED:][::-1],
        "gaps_left": max(0, len(gaps) - _LISTED),
        "unread": unread[:_LISTED],
        "unread_left": max(0, len(unread) - _LISTED),
        "silent": [one for one in record.sources if one.region == name and one.alarm],
        "own_sources": sum(one.region == name for one in record.sources),
        "national_silent": sum(one.region is None and bool(one.alarm) for one in record.sources),
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
