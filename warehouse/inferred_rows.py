"""Rows of what follows from the reading, events and verdicts, and of what they are judged by, registry and order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from models.copies import origin_of
from models.estimates import STATED
from models.events import Event, Report
from models.glossary import glossary_of
from models.identity import digest
from models.inference import RegionRecord
from models.order import Order
from models.phrases import in_russian
from models.records import FoundMeeting
from models.registry import Registry
from warehouse.rows import Row


def event_rows(events: Sequence[Event], meetings: Mapping[str, FoundMeeting]) -> Iterator[tuple[str, Row]]:
    """Every row that one inference makes, each with its table. The inference itself comes last."""
    for event in events:
        state = event.state
        yield "events", _event_row(event, state)
        for position, report in enumerate(event.voices):
            own = {"event_state": state, "event_id": event.event_id, "position": position}
            yield "event_reports", {**own, **_report_row(report)}
        for meeting in event.meeting_ids:
            found = meetings.get(meeting)
            origin = origin_of(found.source, found.agency) if found else None
            own = {"event_state": state, "event_id": event.event_id, "meeting_id": meeting}
            yield "event_meetings", {**own, "origin": origin.key if origin else None}
        for presence in event.attendance:
            yield (
                "event_attendance",
                {
                    "event_state": state,
                    "event_id": event.event_id,
                    "region": presence.region,
                    "akim": presence.akim,
                    "named": presence.named,
                    "how": presence.how,
                    "in_person": presence.in_person,
                    "delegated": presence.delegated,
                    "source_url": presence.source_url,
                },
            )
    yield "inferences", {"event_states": [event.state for event in events], "events": len(events)}


def _report_row(report: Report) -> Row:
    return {
        "origin": report.origin,
        "origin_kind": report.origin_kind,
        "source": report.source,
        "published_on": report.published_on,
        "confidence": report.confidence,
        "meetings": list(report.meeting_ids),
    }


def _event_row(event: Event, state: str) -> Row:
    return {
        "event_state": state,
        "event_id": event.event_id,
        "level": event.level,
        "region": event.region,
        "kind": event.kind,
        "date_start": event.start,
        "date_end": event.end,
        "dated": event.dated,
        "interethnic_topic": event.interethnic_topic,
        "assembly_present": event.assembly_present,
        "reports": event.reports,
        "source_url": event.source_url,
        "first_published": event.first_published,
        "conflicts": list(event.conflicts),
        "conflicts_ru": [in_russian(conflict) for conflict in event.conflicts],
    }


def verdict_id(case_digest: str) -> str:
    """The name of the verdict that follows from a case."""
    return digest("v-", (case_digest,))


def verdict_rows(record: RegionRecord, events: Mapping[str, Event]) -> Iterator[tuple[str, Row]]:
    """The verdict's row, and one for each account of each event that shows it. KeyError for an event not given."""
    verdict, name = record.verdict, verdict_id(record.case_digest)
    stated = next((one for one in record.estimates if one.assumption == STATED), None)
    yield (
        "verdicts",
        {
            "verdict_id": name,
            "region": verdict.region,
            "clause": verdict.clause,
            "as_of": verdict.as_of,
            "in_force": verdict.in_force,
            "bound": verdict.bound,
            "verdict": verdict.rung,
            "last_event_start": verdict.last_start,
            "last_event_end": verdict.last_end,
            "source_url": verdict.source_url,
            "window_start": verdict.window.start,
            "window_end": verdict.window.end,
            "covered_share": verdict.covered_share,
            "deadline": verdict.deadline,
            "p_met": verdict.p_met,
            "in_person": verdict.in_person,
            "delegated": verdict.delegated,
            "unknown": verdict.unknown,
            "reasons": list(verdict.reasons),
            "reasons_ru": [in_russian(reason) for reason in verdict.reasons],
            "met_share": record.met_share,
            "belief": stated.held.mean if stated else None,
            "belief_low": stated.held.low if stated else None,
            "belief_high": stated.held.high if stated else None,
            "belief_in_person": stated.in_person.mean if stated else None,
            "p_seen": verdict.seen.mean,
            "p_seen_low": verdict.seen.low,
            "p_seen_high": verdict.seen.high,
            "akim": verdict.head.akim if verdict.head else None,
            "akim_capacity": verdict.head.capacity if verdict.head else "unknown",
            "unread_leads": record.unread_leads,
            "case_digest": record.case_digest,
            "rule": verdict.rule,
        },
    )
    for rank, event in enumerate(events[each] for each in verdict.event_ids):
        shown = {"verdict_id": name, "event_id": event.event_id, "event_state": event.state, "rank": rank}
        for meeting in _accounts_for(event, verdict.region):
            yield "verdict_events", {**shown, "meeting_id": meeting}


def _accounts_for(event: Event, region: str) -> tuple[str, ...]:
    """The accounts of an event that speak for a region: all of its own event, of others those that tell of its head."""
    presence = event.presence_of(region)
    if event.region == region or presence is None or not presence.meeting_ids:
        return event.meeting_ids
    return presence.meeting_ids


def registry_rows(registry: Registry, order: Order) -> Iterator[tuple[str, Row]]:
    """Regions, heads of regions, clauses and the words of both, as this run knows them."""
    for region in registry.regions.values():
        named = {"region": region.iso, "name": region.name, "name_kk": region.name_kk, "name_en": region.name_en}
        drawn = dict(zip(("tile_row", "tile_column"), region.tile, strict=True))
        short = {"short": region.short, "short_en": region.short_en, **drawn}
        unit = {"kind": region.kind, "centre": region.centre, "since": region.since, "before": region.before}
        yield "regions", {**named, **short, **unit}
    for tenure in registry.tenures:
        yield (
            "officials",
            {
                "region": tenure.region,
                "surname": tenure.surname,
                "given": tenure.given,
                "patronymic": tenure.patronymic,
                "capacity": tenure.capacity,
                "since": tenure.since,
                "since_precision": tenure.since_precision,
                "until": tenure.until,
                "until_precision": tenure.until_precision,
                "confidence": tenure.confidence,
                "source": tenure.source,
                "note": tenure.note or None,
                "origin": tenure.origin,
            },
        )
    for clause in order.clauses:
        yield (
            "clauses",
            {
                "clause": clause.number,
                "name": clause.name,
                "text": clause.text,
                "judged_by": clause.judged_by,
                "bound": list(clause.bound),
                "months": clause.months,
                "rungs": [rung.name for rung in clause.rungs],
                "kinds": sorted({kind for rung in clause.rungs for kind in rung.kind}),
                "force_from": order.force_from,
                "force_until": order.force_until,
                "order_version": f"{order.key}.{order.version}",
            },
        )
    for word in glossary_of(order.words).words:
        yield "words", asdict(word)
