"""Capture histories: which source groups caught an occasion, of those that were looking.

A control is an occasion of the class sought (the head of a region at a sitting or meeting) or one that certainly took
place (`certain.toml`). Copies count once, in the group that had them first; which groups printed it at all is kept
beside that. A group can only have caught what fell on days that it covered, so a capture by a group that was not
looking counts for nothing, and a control that no looking group could catch is left out.

Whoever only reprints counts as having missed it. Where many print one release this makes captures exclude each other,
and the fit reads that as much unseen: it excuses (docs/method.md, part 5, with what else was weighed).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.coverage import Coverage
from models.occasions import Occasion

# The source groups of DESIGN; who writes for an akimat is official. Aggregators reprint: they catch nothing themselves.
GROUPS = ("official", "national_agency", "national_independent", "regional")
_GROUP_OF = {**{group: group for group in GROUPS}, "official_regional": "official"}
NATIONWIDE = "KZ"  # the place of an occasion of the whole republic, beside the regions' own

Histories = Counter["Cell"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """One pattern of a capture history: all are groups in the order of GROUPS, `caught` and `printed` of `looking`.

    `caught`: by a voice of their own; `printed`: in whatever words, copies included.
    """

    region: str
    certain: bool
    looking: tuple[str, ...]
    caught: tuple[str, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One occasion with its capture history (as `Cell`). `sighting_ids` lead back to the sentences."""

    control_id: str
    region: str
    certain: bool
    start: date
    end: date
    looking: tuple[str, ...]
    caught: tuple[str, ...]
    printed: tuple[str, ...]
    sighting_ids: tuple[str, ...] = ()

    @property
    def cell(self) -> Cell:
        return Cell(
            region=self.region,
            certain=self.certain,
            looking=self.looking,
            caught=self.caught,
            printed=self.printed,
        )


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

    def groups_at(self, region: str) -> dict[str, str]:
        """The sources that count and report on the region, each with its group."""
        watching = (source.key for source in self.coverage.watching(region))
        return {key: self.group_of[key] for key in watching if key in self.group_of}

    def groups_of(self, sources: Iterable[str], looking: Sequence[str]) -> tuple[str, ...]:
        """Which of the looking groups these sources belong to."""
        had = {self.group_of.get(source) for source in sources}
        return tuple(group for group in looking if group in had)

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

    `sources`: those of its voices' first accounts; `printed`: of all, copies included. All lists are in order, each
    entry once.
    """

    occasion_id: str
    region: str
    start: date
    end: date
    sources: tuple[str, ...]
    printed: tuple[str, ...]
    sighting_ids: tuple[str, ...]


def sitting_of(one: Occasion) -> Sitting:
    """What is kept of an occasion."""
    return Sitting(
        occasion_id=one.occasion_id,
        region=one.region,
        start=one.start,
        end=one.end,
        sources=tuple(sorted({voice.source for voice in one.voices if voice.source is not None})),
        printed=tuple(sorted({source for voice in one.voices for source in voice.sources})),
        sighting_ids=tuple(sorted(name for voice in one.voices for name in voice.sighting_ids)),
    )


def sat(one: Sitting, watch: Watch) -> Control | None:
    """The control that an occasion is; None where no group caught it that was looking."""
    looking = watch.looking(one.region, one.start, one.end)
    caught = watch.groups_of(one.sources, looking)
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
        printed=watch.groups_of(one.printed, looking),
        sighting_ids=one.sighting_ids,
    )


def histories_of(controls: Iterable[Control]) -> Histories:
    """How many controls show each pattern: all that the fit needs of them."""
    return Counter(control.cell for control in controls)
