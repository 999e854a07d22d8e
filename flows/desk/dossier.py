"""`akimwatch show REGION`: everything that is published of one region, read for its dossier."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from flows.desk.regions import region_named
from models.errors import BadInput
from models.glossary import Glossary
from models.json_text import json_text
from warehouse.desk import (
    Correction,
    Gathering,
    KeyEvent,
    Lead,
    MonthShown,
    Place,
    Today,
    holds_sample,
    rows,
    words_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One region: what stands for each clause, and why; `since`, `until`: the lists hold those days alone."""

    sample: bool
    glossary: Glossary
    place: Place
    since: date | None
    until: date | None
    today: tuple[Today, ...]
    events: tuple[Gathering, ...]
    key_events: tuple[KeyEvent, ...]
    months: tuple[MonthShown, ...]
    leads: tuple[Lead, ...]
    corrections: tuple[Correction, ...]

    def as_json(self) -> str:
        """The same for a program: one JSON object, whole lists."""
        told: dict[str, Any] = {"sample": self.sample, "since": self.since, "until": self.until}
        told["region"] = asdict(self.place)
        for name in ("today", "events", "key_events", "months", "leads", "corrections"):
            told["verdicts" if name == "today" else name] = [asdict(one) for one in getattr(self, name)]
        return json_text(told, indent=1)


def read_dossier(
    published: duckdb.DuckDBPyConnection, given: str, since: date | None = None, until: date | None = None
) -> Dossier:
    """The dossier of the region that `given` names, of all days or some. BadInput where it names none, or several."""
    first, last = since or date.min, until or date.max
    if first > last:
        raise BadInput(f"--since {since} is after --until {until}")
    place = region_named(given, rows(published, Place, "desk_regions"))
    asked = {"region": place.region}

    def inside(start: date | None, end: date | None) -> bool:
        """What has no day may be of any: it is never left out."""
        return (end is None or end >= first) and (start is None or start <= last)

    events = rows(published, Gathering, "desk_events", asked)
    key_events = rows(published, KeyEvent, "desk_key_events", asked)
    months = rows(published, MonthShown, "desk_months", asked)
    leads = rows(published, Lead, "desk_leads", asked)
    corrections = rows(published, Correction, "desk_corrections", {**asked, "ids": None})
    return Dossier(
        sample=holds_sample(published),
        glossary=words_of(published),
        place=place,
        since=since,
        until=until,
        today=rows(published, Today, "desk_verdicts", asked),
        events=tuple(one for one in events if inside(one.date_start, one.date_end)),
        key_events=tuple(one for one in key_events if inside(one.date_start, one.date_end)),
        months=tuple(one for one in months if inside(one.month_start, one.month_end)),
        leads=tuple(one for one in leads if inside(one.published_on, one.published_on)),
        corrections=tuple(one for one in corrections if inside(one.reviewed_on, one.reviewed_on)),
    )


def day_given(option: str, given: str | None) -> date | None:
    """The day that an option gives. BadInput for what is none."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInput(f"{option} {given}: not a day; write it as 2025-06-30") from error
