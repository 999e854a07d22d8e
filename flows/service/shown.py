"""The published record as Prefect's page shows it: one row a region and clause, and the sources that need a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from flows.desk.words import Words, between, share
from flows.explain.visible import visible
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
        alarms="\n".join([f"# {about}", "", *_lines(alarms, heads, words)]),
        about=about,
    )


def _row(one: Today, place: Place, words: Words) -> dict[str, str]:
    head, say = words.figure, words.say
    mark = "" if one.bound else f" ({say('mark', 'not_bound')})"
    return {
        head("region"): f"{words.place(place)}{mark}",
        head("clause"): str(one.clause),
        head("verdict"): say("verdict", one.verdict),
        head("last_event"): words.days(one.last_event_start, one.last_event_end),
        words.label("source_address"): visible(one.source_url or ""),
        head("deadline"): words.day(one.deadline),
        head("akim"): visible(one.akim or ""),
        head("belief"): between(one.belief, one.belief_low, one.belief_high),
        head("p_seen"): share(one.p_seen),
        head("covered_share"): share(one.covered_share),
    }


def _lines(alarms: Sequence[Alarm], heads: Sequence[HeadAlarm], words: Words) -> list[str]:
    told = [f"* **{_plain(one.name)}**: {_plain(words.pick(one.alarm, one.alarm_ru))}" for one in alarms]
    told += [f"* **{one.region}**: {_plain(words.pick(one.alarm, one.alarm_ru))}" for one in heads]
    return told or [words.label("no_alarm")]


def _plain(text: str) -> str:
    """Names are the sites' own words: nothing in them is markup of ours."""
    return "".join(f"\\{char}" if char in r"\`*_[]<>#|!" else char for char in visible(text))
