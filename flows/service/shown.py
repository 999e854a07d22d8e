"""The published record as Prefect's page shows it: one row a region and clause, and the sources that need a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from flows.desk.words import Words, between, share
from flows.explain.visible import web_address
from flows.inert import markdown_text
from flows.settings import Settings
from warehouse.desk import Alarm, HeadAlarm, Place, Today, holds_sample, rows, words_of
from warehouse.publish import DATABASE
from warehouse.published import open_published


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`verdicts`: rows with the glossary's heads; `alarms`: Markdown; `about`: as of when, and whether it is sample."""

    verdicts: list[dict[str, str]]
    alarms: str
    about: str


def shown_of(settings: Settings) -> Shown | None:
    """What is published now, in the installation's language; None before anything is. WarehouseError if unreadable."""
    path = settings.published / DATABASE
    if not path.exists():
        return None
    with open_published(path) as published:
        return _shown(published, Words(words_of(published), settings.language))


def _shown(published: duckdb.DuckDBPyConnection, words: Words) -> Shown:
    today = rows(published, Today, "desk_verdicts", {"region": None})
    places = {place.region: place for place in rows(published, Place, "desk_regions")}
    alarms = rows(published, Alarm, "desk_alarms")
    heads = rows(published, HeadAlarm, "desk_head_alarms")
    sample = f"{words.say('mark', 'sample')}. " if holds_sample(published) else ""
    as_of = max((one.as_of for one in today if one.as_of), default=None)
    about = f"{sample}{words.label('title', day=as_of or '')}. {words.say('mark', 'careful')}"
    return Shown(
        verdicts=[_row(one, places[one.region], words) for one in today],
        alarms="\n".join([f"# {markdown_text(about)}", "", *_lines(alarms, heads, words)]),
        about=markdown_text(about),
    )


def _row(one: Today, place: Place, words: Words) -> dict[str, str]:
    head, say = words.figure, words.say
    mark = "" if one.bound else f" ({say('mark', 'not_bound')})"
    address = words.label("source_address")
    told = {
        head("region"): f"{words.place(place)}{mark}",
        head("clause"): str(one.clause),
        head("verdict"): say("verdict", one.verdict),
        head("last_event"): words.days(one.last_event_start, one.last_event_end),
        address: _address(one.source_url),
        head("deadline"): words.day(one.deadline),
        head("akim"): one.akim or "",
        head("belief"): between(one.belief, one.belief_low, one.belief_high),
        head("p_seen"): share(one.p_seen),
        head("covered_share"): share(one.covered_share),
    }
    return {name: value if name == address else markdown_text(value, cell=True) for name, value in told.items()}


# Prefect's page makes links of «[…](…)» in a table's cells.
_BRACKETS = str.maketrans({"[": "%5B", "]": "%5D", "(": "%28", ")": "%29"})


def _address(url: str | None) -> str:
    """The address where a browser may open it; nothing else is one."""
    return (web_address(url) or "").translate(_BRACKETS)


def _lines(alarms: Sequence[Alarm], heads: Sequence[HeadAlarm], words: Words) -> list[str]:
    told = [f"* **{markdown_text(one.name)}**: {markdown_text(words.pick(one.alarm, one.alarm_ru))}" for one in alarms]
    told += [f"* **{one.region}**: {markdown_text(words.pick(one.alarm, one.alarm_ru))}" for one in heads]
    return told or [words.label("no_alarm")]
