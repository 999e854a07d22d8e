"""Builders of small worlds for the tests of inference: what an article says, in one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from models.compliance import Grounds, Sees, Verdict, judge
from models.coverage import Coverage
from models.events import Event, Presence, Report
from models.order import Order, Window
from models.records import Attendance, DateBasis, FoundMeeting, How, Kind, Level, Meeting, Status
from models.registry import Registry
from models.sight import Range
from models.zone import ALMATY

TEXTS = (
    "Аким области провёл совещание о согласии с руководителями этнокультурных объединений, пишет {who}, номер {n}.",
    "В {who} рассказали, как прошёл совет ассамблеи: обсудили споры о воде и работу медиаторов, заметка {n} из архива.",
    "Накануне, сообщает {who}, в большом зале говорили о доверии между соседями, молодёжи и школах; выпуск {n} газеты.",
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment on Almaty's clock."""
    return datetime.combine(day(text), time(hour, minute), ALMATY)


def found(
    name: str,
    *,
    start: str | None = None,
    end: str | None = None,
    published: str | None = "2025-06-16",
    region: str | None = "KZ-39",
    kind: Kind = "assembly_council",
    status: Status = "held",
    level: Level = "region",
    topic: bool = True,
    assembly: bool = True,
    how: How | None = "chaired",
    attendance: tuple[Attendance, ...] | None = None,
    basis: DateBasis | None = None,
    source: str | None = None,
    agency: str | None = None,
    text: str | None = None,
    article: str | None = None,
    ordinal: int = 0,
    confidence: float = 0.9,
) -> FoundMeeting:
    """A held Council of Kostanay under its akim, on `start`, unless said otherwise. Each name has a text of its own."""
    article = article or name
    head = Attendance(region=region or "KZ-39", akim="Аксакалов Кумар", named=True, how=how) if how else None
    own = TEXTS[sum(article.encode()) % len(TEXTS)].format(who=f"{article} редакция", n=article * 3)
    return FoundMeeting(
        meeting_id=f"m-{name}",
        article_id=f"a-{article}",
        address=f"https://{article}.example/",
        ordinal=ordinal,
        source=source or article,
        url=f"https://{article}.example/",
        published_on=day(published) if published else None,
        agency=agency,
        text=text or own,
        meeting=Meeting(
            kind=kind,
            status=status,
            level=level,
            region=region,
            interethnic_topic=topic,
            assembly_present=assembly,
            date_start=day(start) if start else None,
            date_end=day(end or start) if start else None,
            date_basis=basis or ("relative" if start else "none"),
            attendance=attendance if attendance is not None else ((head,) if head else ()),
            confidence=confidence,
            rule="test.1",
        ),
    )


def report(name: str, confidence: float = 0.9) -> Report:
    """One site's own account."""
    return Report(
        origin=f"site:{name}",
        origin_kind="own",
        source=name,
        published_on=None,
        confidence=confidence,
        meeting_ids=(f"m-{name}",),
    )


def event(
    name: str, start: str, end: str | None = None, how: How | None = "chaired", confidence: float = 0.9, **given: Any
) -> Event:
    """A Council of Kostanay under its akim, on inter-ethnic accord, unless said otherwise."""
    region = given.get("region", "KZ-39")
    people = () if how is None else (presence(region or "KZ-39", how),)
    fields: dict[str, Any] = {
        "level": "region",
        "region": region,
        "kind": "assembly_council",
        "interethnic_topic": True,
        "assembly_present": True,
        "attendance": people,
        **given,
    }
    return Event(
        event_id=name,
        start=day(start),
        end=day(end or start),
        dated=True,
        voices=(report(name, confidence),),
        source_url=f"https://{name}.example/",
        first_published=day(end or start) + timedelta(days=1),
        **fields,
    )


def presence(region: str, how: How) -> Presence:
    there = how != "delegated"
    return Presence(region=region, akim="Кто-то", named=True, how=how, in_person=int(there), delegated=int(not there))


def sees_all(_region: str, _window: Window) -> Range:
    """A press that misses nothing."""
    return Range(mean=1.0, low=1.0, high=1.0)


def judge_all(
    registry: Registry, order: Order, events: Iterable[Event], coverage: Coverage, sees: Sees, as_of: date
) -> tuple[Verdict, ...]:
    """One verdict for each region and clause (40 for the built-in order), in their order."""
    known = tuple(events)
    grounds = Grounds(registry=registry, order=order, coverage=coverage, sees=sees)
    return tuple(
        judge(grounds, region, clause, known, as_of) for region in sorted(registry.regions) for clause in order.clauses
    )
