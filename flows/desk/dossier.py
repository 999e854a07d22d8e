"""`akimwatch show REGION`: everything that is published of one region, read for its dossier."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from flows.desk.regions import region_named
from models.errors import BadInput
from models.glossary import Glossary
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
    """One region: what stands for each clause, and what that rests on; `since`: nothing older is in the lists."""

    sample: bool
    glossary: Glossary
    place: Place
    since: date | None
    today: tuple[Today, ...]
    events: tuple[Gathering, ...]
    key_events: tuple[KeyEvent, ...]
    months: tuple[MonthShown, ...]
    leads: tuple[Lead, ...]
    corrections: tuple[Correction, ...]

    def as_json(self) -> str:
        """The same for a program: one JSON object, whole lists."""
        told: dict[str, Any] = {"sample": self.sample, "since": self.since, "region": asdict(self.place)}
        for name in ("today", "events", "key_events", "months", "leads", "corrections"):
            told["verdicts" if name == "today" else name] = [asdict(one) for one in getattr(self, name)]
        return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def read_dossier(published: duckdb.DuckDBPyConnection, given: str, since: date | None) -> Dossier:
    """The dossier of the region that `given` names. BadInput where it names none, or several."""
    place = region_named(given, rows(published, Place, "desk_regions"))
    asked = {"region": place.region}
    first = since or date.min
    return Dossier(
        sample=holds_sample(published),
        glossary=words_of(published),
        place=place,
        since=since,
        today=rows(published, Today, "desk_verdicts", asked),
        events=tuple(one for one in rows(published, Gathering, "desk_events", asked) if one.date_end >= first),
        key_events=tuple(one for one in rows(published, KeyEvent, "desk_key_events", asked) if one.date_end >= first),
        months=tuple(one for one in rows(published, MonthShown, "desk_months", asked) if one.month_end >= first),
        # A lead without a day may be of any: it is never left out.
        leads=tuple(
            one
            for one in rows(published, Lead, "desk_leads", asked)
            if one.published_on is None or one.published_on >= first
        ),
        corrections=tuple(
            one for one in rows(published, Correction, "desk_corrections", asked) if one.reviewed_on >= first
        ),
    )


def day_given(given: str | None) -> date | None:
    """The day of `--since`. BadInput for what is none."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadInput(f"--since {given}: not a day; write it as 2025-06-30") from error
