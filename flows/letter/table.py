"""The table of regions, the map and the deadlines, as the letter tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.letter.places import Places
from flows.letter.record import Verdict, WeekRecord
from flows.letter.say import Say
from flows.letter.tile_map import Tile, colours_of
from flows.marks import mark_of
from flows.site.judged import Clause, Region

_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What was found for one clause: `lines` are what there is to add, `last` the day of the latest meeting.

    `own_url` is its source, where no cell before it leads there.
    """

    clause: str
    sign: str
    ground: str
    ink: str
    words: str
    last: str | None
    own_url: str | None
    lines: Sequence[str]

    def told(self) -> str:
        """All of it in a line."""
        return f"{self.clause}: {'; '.join([f'{self.sign} {self.words}', *filter(None, [self.last]), *self.lines])}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A region's row; what its figures are, the head of their column says."""

    name: str
    short: str
    bound: bool
    dossier: str | None
    akim: str
    cells: Sequence[Cell]
    figures: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of a column: its name, what stands in it, in order, and what a cell that stands alone is called."""

    name: str
    holds: str
    label: str

    def told(self) -> str:
        """Both in a line."""
        return f"{self.name}: {self.holds}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline of the next fortnight."""

    head: str
    notes: str
    source_url: str | None
    dossier: str | None


def counted_on(record: WeekRecord) -> date:
    """The day from which days since and days left are counted: the week's last, or the later one that is shown."""
    shown = [one.as_of for one in record.now if one.as_of]
    return max([record.week.sunday, *shown]) if record.span.late else record.week.sunday


def first_ladder(record: WeekRecord) -> Clause | None:
    """The clause that has a rhythm, which map and headline show; the first one where none has."""
    ladders = [clause for clause in record.clauses if clause.judged_by == "ladder"]
    return next(iter(ladders or record.clauses), None)


def of_clause(record: WeekRecord, clause: Clause) -> Mapping[str, Verdict]:
    """What stands for the clause, by region."""
    return {one.region: one for one in record.now if one.clause == clause.clause}


def lines_of(record: WeekRecord, say: Say, places: Places, longest: int) -> Sequence[Line]:
    """A row for each region; links to sources of at most `longest` letters."""
    return [_line(record, say, places, region, longest) for region in record.regions]


def _line(record: WeekRecord, say: Say, places: Places, region: Region, longest: int) -> Line:
    verdicts = {one.clause: one for one in record.now if one.region == region.region}
    main = first_ladder(record)
    return Line(
        name=say.region(region),
        short=say.short(region),
        bound=all(one.bound for one in verdicts.values()),
        dossier=places.region(region.region),
        akim=_akim(next(iter(verdicts.values()), None), say),
        cells=_cells(record, say, verdicts, longest),
        figures=list(_figures(verdicts[main.clause], say)) if main else [],
    )


def _akim(verdict: Verdict | None, say: Say) -> str:
    if verdict is None or verdict.akim is None:
        return say.word("capacity", verdict.akim_capacity if verdict else "unknown")
    if verdict.akim_capacity == "akim":
        return verdict.akim
    return f"{verdict.akim} ({say.word('capacity', verdict.akim_capacity)})"


def _cells(record: WeekRecord, say: Say, verdicts: Mapping[int, Verdict], longest: int) -> Sequence[Cell]:
    cells, linked = [], set[str]()
    for clause in record.clauses:
        one = verdicts[clause.clause]
        url = one.source_url if one.last_event_end and one.source_url not in linked else None
        url = url if url and len(url) <= longest else None
        linked.update([url] if url else [])
        cells.append(_cell(record, say, clause, one, url))
    return cells


def _cell(record: WeekRecord, say: Say, clause: Clause, one: Verdict, url: str | None) -> Cell:
    mark = mark_of(one.verdict, clause.rungs)
    ground, ink = colours_of(mark.standing)
    ladder = clause.judged_by == "ladder"
    return Cell(
        clause=say.clause(clause.clause),
        sign=mark.sign,
        ground=ground,
        ink=ink,
        words=say.word("verdict", one.verdict),
        last=say.days(one.last_event_start, one.last_event_end) if one.last_event_end else None,
        own_url=url,
        lines=list(_rhythm(record, say, one) if ladder else _attendance(say, one)),
    )


def _rhythm(record: WeekRecord, say: Say, one: Verdict) -> Iterator[str]:
    today = counted_on(record)
    if one.last_event_end:
        yield say.text("table", "since", days=(today - one.last_event_end).days)
    if one.deadline and not has_ended(record):
        left = (one.deadline - today).days
        yield say.text("table", "left" if left >= 0 else "over", days=abs(left))


_COUNTS = ("in_person", "delegated", "unknown")


def _attendance(say: Say, one: Verdict) -> Iterator[str]:
    if one.in_person is not None:
        yield f"{one.in_person} / {one.delegated or 0} / {one.unknown or 0}"


def _figures(one: Verdict, say: Say) -> Iterator[str]:
    yield say.between(one.belief, one.belief_low, one.belief_high)
    yield say.between(one.p_seen, one.p_seen_low, one.p_seen_high)
    yield say.share(one.covered_share)
    if one.unread_leads:
        yield f"{say.word('figure', 'unread_leads')}: {one.unread_leads}"


def columns_of(record: WeekRecord, say: Say) -> Sequence[Column]:
    """The heads of the table: regions, a column for each clause, the figures of the clause with a rhythm."""
    words = {name: say.word("figure", name) for name in ("akim", "last_event", "p_seen", "covered_share", *_COUNTS)}
    main = first_ladder(record)
    belief = say.word("figure", "belief" if main and main.judged_by == "ladder" else "belief_attends")
    clauses = [_clause_column(clause, say, words) for clause in record.clauses]
    figures = f"{belief}; {words['p_seen']}; {words['covered_share']}"
    region = say.text("table", "region")
    return [
        Column(name=region, holds=words["akim"], label=region),
        *clauses,
        Column(name=say.text("table", "figures"), holds=figures, label=figures),
    ]


def _clause_column(clause: Clause, say: Say, words: Mapping[str, str]) -> Column:
    name = say.clause(clause.clause)
    if clause.judged_by == "ladder":
        return Column(name=name, holds=f"{words['last_event']}; {say.text('table', 'days')}", label=name)
    counts = " / ".join(words[one] for one in _COUNTS)
    return Column(name=name, holds=f"{words['last_event']}; {counts}", label=f"{name}: {counts}")


def has_ended(record: WeekRecord) -> bool:
    """Whether the order was in force no more when the week ended."""
    return bool(record.clauses) and all(
        clause.force_until is not None and clause.force_until < record.week.sunday for clause in record.clauses
    )


def fortnight(record: WeekRecord) -> tuple[date, date]:
    """The first and the last day of the fortnight after the week."""
    return record.week.sunday + timedelta(days=1), record.week.sunday + _FORTNIGHT


def dues_of(record: WeekRecord, say: Say, places: Places, longest: int) -> Sequence[Due]:
    """The deadlines that lie in the next fortnight, the nearest first; none of an order that has ended.

    Links to sources are of at most `longest` letters.
    """
    first, last = fortnight(record)
    names = {region.region: say.region(region) for region in record.regions}
    due = sorted(
        (one.deadline, one.region, one.clause, one)
        for one in record.now
        if one.deadline and first <= one.deadline <= last
    )
    if has_ended(record):
        return []
    return [_due(one, day, say, places, names, record, longest) for day, _, _, one in due]


def _due(
    one: Verdict, day: date, say: Say, places: Places, names: Mapping[str, str], record: WeekRecord, longest: int
) -> Due:  # fmt: skip
    word = say.word("verdict", one.verdict)
    region = names.get(one.region, one.region) + ("" if one.bound else " *")
    left = say.text("deadlines", "left", days=(day - counted_on(record)).days)
    last = say.text("deadlines", "last", days=say.days(one.last_event_start, one.last_event_end))
    return Due(
        head=say.text("deadlines", "line", day=say.day(day), region=region, word=word),
        notes=f"{left}; {last}",
        source_url=one.source_url if one.source_url and len(one.source_url) <= longest else None,
        dossier=places.region(one.region),
    )


def tiles_of(record: WeekRecord, say: Say) -> Sequence[Tile]:
    """The map of the clause that has a rhythm."""
    clause = first_ladder(record)
    if clause is None:
        return []
    verdicts = of_clause(record, clause)
    return [
        Tile(
            region=region,
            name=say.short(region),
            words=say.word("verdict", verdicts[region.region].verdict),
            mark=mark_of(verdicts[region.region].verdict, clause.rungs),
            bound=verdicts[region.region].bound,
        )
        for region in record.regions
    ]


def grouped(record: WeekRecord, say: Say) -> Sequence[tuple[str, str, Sequence[str]]]:
    """Sign, word and regions of each verdict that occurs, the highest rung first."""
    clause, groups = first_ladder(record), dict[str, list[str]]()
    if clause is None:
        return []
    for region in record.regions:
        groups.setdefault(of_clause(record, clause)[region.region].verdict, []).append(say.short(region))
    place = {rung: number for number, rung in enumerate(clause.rungs)}
    ordered = sorted(groups, key=lambda verdict: (place.get(verdict, len(place)), verdict))
    return [(mark_of(one, clause.rungs).sign, say.word("verdict", one), groups[one]) for one in ordered]
