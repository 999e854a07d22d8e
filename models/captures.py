"""Capture histories: which source groups caught an occasion, of those that were looking.

A control is an occasion of the class sought (the head of a region at a sitting or meeting) or one that certainly took
place (`certain.toml`). Copies count once, in the group that had them first. A group can only have caught what fell on
days that it covered, so a capture by a group that was not looking counts for nothing, and a control that no looking
group could catch is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from models.coverage import Coverage
from models.events import Event
from models.identity import digest
from models.occasions import Occasion
from models.package_data import own_table

# The source groups of DESIGN; who writes for an akimat is official. Aggregators reprint: they catch nothing themselves.
GROUPS = ("official", "national_agency", "national_independent", "regional")
_GROUP_OF = {**{group: group for group in GROUPS}, "official_regional": "official"}
_BESIDE = timedelta(days=1)  # a feast's gathering may be held on the eve or the day after
NATIONWIDE = "KZ"  # the place of an occasion of the whole republic, beside the regions' own

Histories = Counter["Cell"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """One pattern of a capture history: `looking` and `caught` are groups in the order of GROUPS, caught of looking."""

    region: str
    certain: bool
    looking: tuple[str, ...]
    caught: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One occasion with its capture history. `sighting_ids` lead back to the sentences."""

    control_id: str
    region: str
    certain: bool
    start: date
    end: date
    looking: tuple[str, ...]
    caught: tuple[str, ...]
    sighting_ids: tuple[str, ...] = ()

    @property
    def cell(self) -> Cell:
        return Cell(region=self.region, certain=self.certain, looking=self.looking, caught=self.caught)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Which groups were looking at a region on a day, by the sources that have entered the model."""

    group_of: Mapping[str, str]
    coverage: Coverage
    days: Mapping[tuple[str, str], frozenset[date]]

    def looking(self, region: str, start: date, end: date) -> tuple[str, ...]:
        """The groups that covered most days from `start` to `end`."""
        span = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        seen = {group: self.days.get((region, group), frozenset()) for group in GROUPS}
        return tuple(group for group in GROUPS if sum(day in seen[group] for day in span) * 2 > len(span))

    def days_of(self, place: str) -> frozenset[date]:
        """The days on which any group was looking."""
        return frozenset(day for group in GROUPS for day in self.days.get((place, group), ()))

    def pattern_on(self, region: str, day: date) -> tuple[bool, ...]:
        return tuple(day in self.days.get((region, group), ()) for group in GROUPS)


def watch_of(coverage: Coverage, regions: Iterable[str], entered: Iterable[str] | None = None) -> Watch:
    """The days on which each group covers each region. `entered`: the sources that count (None: all)."""
    keys = {source.key for source in coverage.sources} if entered is None else set(entered)
    days: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
    group_of = {s.key: _GROUP_OF[s.group] for s in coverage.sources if s.group in _GROUP_OF and s.key in keys}
    for region in regions:
        for source in coverage.watching(region):
            if source.key in group_of:
                own = (coverage.days.get((source.key, shelf), frozenset()) for shelf in (None, region))
                days[region, group_of[source.key]].update(*own)
                if source.region is None:
                    days[NATIONWIDE, group_of[source.key]].update(coverage.days.get((source.key, None), ()))
    return Watch(group_of=group_of, coverage=coverage, days={key: frozenset(some) for key, some in days.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """All that a control is made of: when an occasion may have been, who told of it and by which sightings.

    `sources`: those of its voices' first accounts. Both lists are in order, each entry once.
    """

    occasion_id: str
    region: str
    start: date
    end: date
    sources: tuple[str, ...]
    sighting_ids: tuple[str, ...]


def sitting_of(one: Occasion) -> Sitting:
    """What is kept of an occasion."""
    return Sitting(
        occasion_id=one.occasion_id,
        region=one.region,
        start=one.start,
        end=one.end,
        sources=tuple(sorted({voice.source for voice in one.voices if voice.source is not None})),
        sighting_ids=tuple(sorted(name for voice in one.voices for name in voice.sighting_ids)),
    )


def sat(one: Sitting, watch: Watch) -> Control | None:
    """The control that an occasion is; None where no group caught it that was looking."""
    looking = watch.looking(one.region, one.start, one.end)
    had = {watch.group_of.get(source) for source in one.sources}
    caught = tuple(group for group in looking if group in had)
    if not caught:
        return None
    return Control(
        control_id=one.occasion_id,
        region=one.region,
        certain=False,
        start=one.start,
        end=one.end,
        looking=looking,
        caught=caught,
        sighting_ids=one.sighting_ids,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CertainDay:
    """A day on which an occasion certainly took place; in every region, or (`session`) once for the whole republic."""

    name: str
    day: date
    session: bool


@cache
def _calendar() -> tuple[tuple[tuple[str, int, int], ...], tuple[CertainDay, ...]]:
    raw = own_table("certain.toml")
    yearly = tuple((entry["name"], entry["month"], entry["day"]) for entry in raw["yearly"])
    sessions = tuple(CertainDay(name=entry["name"], day=entry["day"], session=True) for entry in raw["session"])
    return yearly, sessions


def certain_days(start: date, end: date) -> tuple[CertainDay, ...]:
    """The occasions that certainly took place from `start` to `end`."""
    yearly, sessions = _calendar()
    feasts = (
        CertainDay(name=name, day=date(year, month, day), session=False)
        for year in range(start.year, end.year + 1)
        for name, month, day in yearly
    )
    return tuple(one for one in (*feasts, *sessions) if start <= one.day <= end)


def certain_events(events: Iterable[Event], place: str, until: date = date.max - _BESIDE) -> tuple[Event, ...]:
    """The events of a place that may be occasions that certainly took place up to a day."""
    begun = [e for e in events if e.dated and e.start <= until + _BESIDE]
    if place == NATIONWIDE:
        return tuple(e for e in begun if e.level == "national" and e.kind == "assembly_session")
    return tuple(e for e in begun if e.region == place and e.kind == "public_event")


def certain_of(events: Iterable[Event], watch: Watch, place: str, span: tuple[date, date]) -> tuple[Control, ...]:
    """The controls of a region, or of the whole republic, that certainly took place while somebody was looking."""
    told = certain_events(events, place)
    made = (_certain(one, told, watch, place) for one in certain_days(*span) if one.session == (place == NATIONWIDE))
    return tuple(control for control in made if control.looking)


def _certain(one: CertainDay, told: Sequence[Event], watch: Watch, place: str) -> Control:
    looking = watch.looking(place, one.day, one.day)
    near = [event for event in told if event.end >= one.day - _BESIDE and event.start <= one.day + _BESIDE]
    had = {watch.group_of.get(voice.source or "") for event in near for voice in event.voices}
    return Control(
        control_id=digest("c-", (place, one.day, one.name)),
        region=place,
        certain=True,
        start=one.day,
        end=one.day,
        looking=looking,
        caught=tuple(group for group in looking if group in had),
    )


def histories_of(controls: Iterable[Control]) -> Histories:
    """How many controls show each pattern: all that the fit needs of them."""
    return Counter(control.cell for control in controls)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperBound:
    """Chapman's estimate of how much is caught: an upper bound, because outlets share one press release.

    `first` and `second` are the two groups that caught most, `both` what they caught in common; `caught_share` is what
    either of them caught of the estimated total.
    """

    first: str
    second: str
    by_first: int
    by_second: int
    both: int
    caught_share: float


def upper_bound(histories: Mapping[Cell, int], region: str | None = None) -> UpperBound | None:
    """Chapman (1951) over the two groups that caught most sittings while both were looking; None without two such.

    N = (n1 + 1)(n2 + 1)/(m + 1) - 1. Captures that depend on each other make m too large and N too small, so the share
    is too large: printed as a bound, never used.
    """
    cells = {c: n for c, n in histories.items() if not c.certain and region in (None, c.region)}
    totals = Counter({group: sum(n for c, n in cells.items() if group in c.caught) for group in GROUPS})
    ranked = [group for group, n in totals.most_common() if n > 0]
    if len(ranked) < 2:
        return None
    first, second = ranked[:2]
    together = {c: n for c, n in cells.items() if first in c.looking and second in c.looking}
    n1 = sum(n for c, n in together.items() if first in c.caught)
    n2 = sum(n for c, n in together.items() if second in c.caught)
    both = sum(n for c, n in together.items() if first in c.caught and second in c.caught)
    if not n1 or not n2:
        return None
    total = (n1 + 1) * (n2 + 1) / (both + 1) - 1
    return UpperBound(
        first=first,
        second=second,
        by_first=n1,
        by_second=n2,
        both=both,
        caught_share=min(1.0, (n1 + n2 - both) / total),
    )
