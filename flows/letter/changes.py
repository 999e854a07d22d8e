"""What changed in the week, as the letter tells it: gatherings, verdicts, decisions, and who else is called akim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.letter.places import Places
from flows.letter.record import Correction, Found, OtherHead, Verdict, WeekRecord
from flows.letter.say import Say, quoted
from flows.marks import Standing, mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that changed: what, what there is to add, the press's words, and where they are to be read."""

    head: str
    notes: Sequence[str]
    sentence: str | None
    source: str | None
    source_url: str | None
    dossier: str | None
    archived: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed. `warned` are those who were called akim before this week and still are."""

    found: Sequence[Item]
    moved: Sequence[Item]
    corrections: Sequence[Item]
    other_heads: Sequence[Item]
    warned: Sequence[Item]

    @property
    def none(self) -> bool:
        """Whether the week brought no news."""
        return not (self.found or self.moved or self.corrections or self.other_heads)


def changes_of(record: WeekRecord, say: Say, places: Places) -> Changes:
    """What changed between the state before the week and the one at its end; before a first letter no verdict stood."""
    names = {region.region: say.region(region) for region in record.regions}
    this_week = [one for one in record.other_heads if one.last_day and one.last_day >= record.week.monday]
    return Changes(
        found=[_found(one, say, places, names) for one in record.found],
        moved=list(_moved(record, say, places, names)),
        corrections=[_correction(one, say, places, names) for one in record.corrections],
        other_heads=[_other_head(one, say, places, names) for one in this_week],
        warned=[_other_head(one, say, places, names) for one in record.other_heads if one not in this_week],
    )


def _found(one: Found, say: Say, places: Places, names: Mapping[str, str]) -> Item:
    place = f"{names.get(one.region, one.region)}: " if one.region else ""
    return Item(
        head=f"{say.days(one.date_start, one.date_end)}. {place}{say.word('kind', one.kind)}",
        notes=list(_found_notes(one, say)),
        sentence=quoted(one.sentence),
        source=one.source_name,
        source_url=one.source_url,
        dossier=places.region(one.region, one.event_id),
        archived=places.sentence(one.meeting_id) if one.region is None else None,
    )


def _found_notes(one: Found, say: Say) -> Iterator[str]:
    if one.region:
        who = f" ({one.akim})" if one.akim else ""
        yield f"{say.word('figure', 'akim')}{who}: {say.word('how', one.how)}"
    else:
        yield f"{say.word('figure', 'in_person')}: {one.in_person}; {say.word('figure', 'delegated')}: {one.delegated}"
    if one.level != "region":
        yield say.text("changes", "level", level=say.word("level", one.level))
    if one.published_on:
        yield say.text("changes", "reported", day=say.day(one.published_on))
    if not one.dated:
        yield say.text("changes", "undated")
    if one.reports > 1:
        yield f"{say.word('figure', 'reports')}: {one.reports}"
    if not one.counts:
        yield say.text("changes", "not_counted")


def _moved(record: WeekRecord, say: Say, places: Places, names: Mapping[str, str]) -> Iterator[Item]:
    fresh = {one.event_id for one in record.found}
    rungs = {clause.clause: clause.rungs for clause in record.clauses}
    for now in record.now:
        before = record.before.get((now.region, now.clause))
        if before is None or before.verdict == now.verdict:
            continue
        words = [say.word("verdict", one.verdict) for one in (before, now)]
        change = say.text("changes", "was_now", before=words[0], after=words[1])
        clause = say.clause(now.clause)
        told_above = now.event_id in fresh
        fell = _depth(now.verdict, rungs[now.clause]) > _depth(before.verdict, rungs[now.clause])
        yield Item(
            head=f"{names.get(now.region, now.region)}. {clause}: {change}",
            notes=list(_reasons(before, now, say, told_above=told_above, fell=fell)),
            sentence=None if told_above else quoted(now.sentence),
            source=None,
            source_url=now.source_url,
            dossier=places.region(now.region),
            archived=places.sentence(now.meeting_id),
        )


_STANDINGS: tuple[Standing, ...] = ("highest", "between", "lowest", "not_found", "not_judged", "not_told")


def _depth(verdict: str, rungs: Sequence[str]) -> tuple[int, int]:
    """How far below the highest rung a verdict stands."""
    return _STANDINGS.index(mark_of(verdict, rungs).standing), rungs.index(verdict) if verdict in rungs else 0


def _reasons(before: Verdict, now: Verdict, say: Say, *, told_above: bool, fell: bool) -> Iterator[str]:
    """Why, by what the tables say: first what the verdict before stood on and lost, then what the one now stands on.

    A deputy's gathering that is found after the head's own has run out did not lower the verdict: time did.
    """
    if fell and before.deadline and now.as_of and before.deadline < now.as_of:
        yield say.text("changes", "by_lapsed", day=say.day(before.deadline))
    elif fell and before.event_id and now.event_id != before.event_id:
        yield say.text("changes", "by_gone")
    days = say.days(now.last_event_start, now.last_event_end)
    if told_above:
        yield say.text("changes", "by_found", days=days)
    elif not fell and now.event_id:
        yield say.text("changes", "by_known", days=days)
    if reasons := quoted(say.chosen("; ".join(now.reasons), "; ".join(now.reasons_ru))):
        yield f"{say.texts['changes']['by_reasons']}: {reasons}"


def _correction(one: Correction, say: Say, places: Places, names: Mapping[str, str]) -> Item:
    place = f"{names.get(one.region, one.region)}: " if one.region else ""
    action, state = say.word("review", one.action), say.word("standing", one.state)
    return Item(
        head=f"{say.day(one.reviewed_on)}. {place}{action} ({state})",
        notes=[f"{one.reviewer}: {quoted(one.reason)}"],
        sentence=quoted(one.sentences),
        source=None,
        source_url=one.source_url,
        dossier=places.region(one.region),
        archived=places.sentence(one.meeting_id),
    )


def _other_head(one: OtherHead, say: Say, places: Places, names: Mapping[str, str]) -> Item:
    return Item(
        head=f"{names.get(one.region, one.region)}: {say.chosen(one.alarm, one.alarm_ru)}",
        notes=[],
        sentence=quoted(one.sentence),
        source=None,
        source_url=one.source_url,
        dossier=places.region(one.region),
        archived=None,
    )
