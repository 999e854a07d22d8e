"""One region's dossier on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from flows.desk.corrections import tell_corrections
from flows.desk.dossier import Dossier
from flows.desk.overview import tell_more, tell_standing
from flows.desk.screen import marked, spark, wrapped
from flows.desk.words import Words, between, share
from flows.explain.visible import visible
from flows.marks import mark_of
from warehouse.desk import Gathering, KeyEvent, MonthShown, Today


def tell_dossier(console: Console, dossier: Dossier, words: Words, lines: int) -> None:
    """Print it, each list at most `lines` long."""
    if dossier.sample:
        wrapped(console, words.say("mark", "sample"), indent=0, style="reverse")
    place = dossier.place
    console.print(f"{words.place(place)} · {place.region} · {visible(place.name_kk)}", style="bold")
    tell_standing(console, dossier.today, words)
    for one in dossier.today:
        _tell_verdict(console, one, words)
    _tell_months(console, dossier.months, words)
    _tell_events(console, dossier, words, lines)
    for clause in sorted({one.clause for one in dossier.key_events}):
        _tell_key_events(console, dossier, clause, words, lines)
    _tell_leads(console, dossier, words, lines)
    tell_corrections(console, dossier.corrections, words, lines)


def _tell_verdict(console: Console, one: Today, words: Words) -> None:
    said = marked(mark_of(one.verdict, one.rungs), words.say("verdict", one.verdict))
    head = words.label("clause", number=one.clause)
    bound = "" if one.bound else f"  ({words.say('mark', 'not_bound')})"
    console.print(Text.assemble("\n", (head, "bold"), "  ", said, bound))
    wrapped(console, words.meaning("verdict", one.verdict), indent=4, style="dim")
    if one.as_of is None:
        return
    for name, told in _figures(one, words):
        wrapped(console, f"{name}: {told}", indent=4, hang=6)
    for reason in words.reasons(one.reasons, one.reasons_ru):
        wrapped(console, f"{words.label('why')}: {reason}", indent=4, hang=6)
    for name_or_link in (one.source_url, one.verdict_id):
        if name_or_link:
            console.print(f"    {visible(name_or_link)}", soft_wrap=True)


def _figures(one: Today, words: Words) -> list[tuple[str, str]]:
    """Every figure of a verdict with its name; those that it has none of are left out."""
    counts = ", ".join(
        f"{words.figure(name)} {number}"
        for name, number in (("in_person", one.in_person), ("delegated", one.delegated), ("unknown", one.unknown))
        if number is not None
    )
    told = [
        (words.figure("window"), words.days(one.window_start, one.window_end)),
        (words.figure("last_event"), words.days(one.last_event_start, one.last_event_end)),
        (words.figure("deadline"), words.day(one.deadline)),
        (words.label("key_events_counted"), counts),
        (
            words.figure("belief" if one.in_person is None else "belief_attends"),
            between(one.belief, one.belief_low, one.belief_high),
        ),
        (words.figure("p_seen"), between(one.p_seen, one.p_seen_low, one.p_seen_high)),
        (words.figure("p_seen_band"), one.p_seen_band or ""),
        (words.figure("covered_share"), "" if one.covered_share is None else f"{one.covered_share:.0%}"),
        (words.figure("akim"), _head(one, words)),
    ]
    return [(name, value) for name, value in told if value]


def _head(one: Today, words: Words) -> str:
    capacity = words.say("capacity", one.akim_capacity)
    return f"{visible(one.akim)} ({capacity})" if one.akim else capacity


_CURVES = ("p_seen", "met_share", "believed", "compliant")


def _tell_months(console: Console, months: Sequence[MonthShown], words: Words) -> None:
    """Four curves over the months that fit on the screen, the latest on the right."""
    if not months:
        return
    width = max(len(words.figure(name)) for name in _CURVES)
    shown = months[-max(console.width - width - 20, 12) :]
    head = words.label("months", first=f"{shown[0].month_start:%Y-%m}", last=f"{shown[-1].month_start:%Y-%m}")
    console.print(f"\n{head}", style="bold")
    for name in _CURVES:
        values: list[float | None] = [getattr(month, name) for month in shown]
        last = words.label("last_month", value=share(values[-1]))
        console.print(f"  {words.figure(name):{width}}  {spark(values)}  {last}", soft_wrap=True)


def _tell_events(console: Console, dossier: Dossier, words: Words, lines: int) -> None:
    _section(console, words.label("events", number=len(dossier.events)), dossier, words)
    for one in dossier.events[:lines]:
        _tell_event(console, one, words)
    tell_more(console, len(dossier.events) - lines, words)


def _tell_event(console: Console, one: Gathering, words: Words) -> None:
    days = words.days(one.date_start, one.date_end)
    part = words.say("how", one.how) + (f" ({visible(one.akim)})" if one.akim else "")
    told = (
        f"{days}  {_kind(one.kind, one.level, words)}; {words.figure('akim')}: {part}; {_reports(one.reports, words)}"
    )
    wrapped(console, told, hang=4)
    if one.sentence:
        wrapped(console, f"«{visible(one.sentence)}»", indent=4)
    for conflict in words.reasons(one.conflicts, one.conflicts_ru):
        wrapped(console, f"! {conflict}", indent=4, hang=6)
    if one.source_url:
        console.print(f"    {visible(one.source_url)}", soft_wrap=True)
    console.print(f"    {one.event_id}" + (f"  {one.meeting_id}" if one.meeting_id else ""), style="dim")


def _kind(kind: str, level: str, words: Words) -> str:
    return f"{words.say('kind', kind)} ({words.say('level', level)})"


def _reports(number: int, words: Words) -> str:
    return f"{words.figure('reports')}: {number}"


def _tell_key_events(console: Console, dossier: Dossier, clause: int, words: Words, lines: int) -> None:
    rungs = next((one.rungs for one in dossier.today if one.clause == clause), [])
    counted = [one for one in dossier.key_events if one.clause == clause and one.in_window]
    _section(console, words.label("key_events", number=clause, events=len(counted)), dossier, words)
    for one in counted[:lines]:
        _tell_key_event(console, one, rungs, words)
    tell_more(console, len(counted) - lines, words)


def _tell_key_event(console: Console, one: KeyEvent, rungs: Sequence[str], words: Words) -> None:
    said = marked(mark_of(one.counts_as, rungs), words.say("verdict", one.counts_as))
    days = words.days(one.date_start, one.date_end)
    console.print(Text.assemble(f"  {days}  ", said, f"  {visible(one.akim or '')}".rstrip()))
    console.print(f"    {_kind(one.kind, one.level, words)}")
    if one.source_url:
        console.print(f"    {visible(one.source_url)}", soft_wrap=True)


def _tell_leads(console: Console, dossier: Dossier, words: Words, lines: int) -> None:
    _section(console, words.label("leads", number=len(dossier.leads)), dossier, words)
    for lead in dossier.leads[:lines]:
        wrapped(console, f"{words.day(lead.published_on)}  {visible(lead.title or '')}", hang=4)
        if lead.url:
            console.print(f"    {visible(lead.url)}", soft_wrap=True)
    tell_more(console, len(dossier.leads) - lines, words)


def _section(console: Console, head: str, dossier: Dossier, words: Words) -> None:
    spans = (("since", dossier.since), ("until", dossier.until))
    told = " ".join(words.label(name, day=day) for name, day in spans if day)
    console.print(f"\n{head}{f' ({told})' if told else ''}", style="bold")
