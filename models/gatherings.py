"""Which accounts are of one gathering: compatible testimonies are brought together, by their days and by their words.

Everything here is a function of the set of testimonies given: their order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from models.likeness import Rarity
from models.testimonies import Cell, Testimony, seniority

# Bounds for the share of telling words that two accounts have in common, as measured on the odd bundles of
# tests/gold/bundles_events.jsonl: reports of one gathering share 0.11-0.5, those of two in one fortnight up to 0.08,
# those of two that follow up the same matter months later up to 0.24.
SHARED = 0.12  # the days leave it open, the words must tell
ONE_OFF = 0.28  # the days say no by one: «28 ноября» of what was on the 27th
OTHER_KIND = 0.32  # the kinds say no: a session that one text calls a sitting of the Council

_EXACT = timedelta(days=1)  # an interval of two days: «вчера» of an article without an hour, a night over midnight
_WEEK = timedelta(days=7)  # «на прошлой неделе»: one region seldom has two in it
_DAY = timedelta(days=1)

# Of two gatherings that fit, one called the same, or that saw the same head, is preferred to one a little more alike.
_CALLED_THE_SAME = 0.04
_SAME_HEADS = 0.02

_COMPARED = 4  # testimonies of a gathering whose words are compared: the surest come first, and the work stays linear
_BUCKET = 8  # days: testimonies and gatherings are looked up by stretches of days, not each with each

Place = tuple[str, str, str]  # level, region, and for a local gathering the region whose head was there


def bring_together(testimonies: Iterable[Testimony]) -> tuple[tuple[Testimony, ...], ...]:
    """The testimonies of each gathering, the founding one first.

    The surest dated come first and found gatherings; a wider one joins the gathering that it is most alike among those
    that its days allow, so a chain of wide intervals never glues two dated gatherings. Two meetings of one text are
    two gatherings, always. Where neither days nor words decide, an account stays alone.
    """
    regions: defaultdict[tuple[str, str], list[Testimony]] = defaultdict(list)
    for testimony in testimonies:
        regions[testimony.cell[0], testimony.cell[1]].append(testimony)
    return tuple(group for region in sorted(regions) for group in _of_region(regions[region]))


def _of_region(testimonies: Sequence[Testimony]) -> Iterator[tuple[Testimony, ...]]:
    rarity = Rarity(testimony.stems for testimony in testimonies)
    standing: defaultdict[tuple[Place, int], list[_Gathering]] = defaultdict(list)
    gatherings: list[_Gathering] = []
    for testimony in sorted(testimonies, key=_surest_first):
        keys = [(place, bucket) for place in _places(testimony) for bucket in _buckets(testimony)]
        near = {gathering.number: gathering for key in keys for gathering in standing[key]}
        home = _home(testimony, [near[number] for number in sorted(near)], rarity)
        if home is not None:
            home.add(testimony)
            continue
        founded = _Gathering(len(gatherings), testimony)
        gatherings.append(founded)
        for key in keys:
            standing[key].append(founded)
    return (tuple(gathering.testimonies) for gathering in gatherings)


def _home(testimony: Testimony, near: Sequence[_Gathering], rarity: Rarity) -> _Gathering | None:
    """The gathering that the testimony tells of: the best of those that its days and words allow."""
    open_to_it = [gathering for gathering in near if gathering.is_open_to(testimony)]
    rivals = sum(gathering.meets(testimony) and gathering.is_called_alike(testimony) for gathering in open_to_it)
    if len(open_to_it) == 1 == rivals and open_to_it[0].bound_for(testimony, alone=True) == 0.0:
        return open_to_it[0]  # the days decide; the same as below without weighing words
    fitting = []
    for gathering in open_to_it:
        likeness = gathering.likeness(testimony, rarity)
        if likeness >= gathering.bound_for(testimony, alone=rivals == 1):
            fitting.append((gathering.preference(testimony, likeness), -gathering.number, gathering))
    return max(fitting, key=lambda entry: entry[:2])[2] if fitting else None


class _Gathering:
    """A gathering while it is being put together: its interval is what those testimonies allow that meet it."""

    def __init__(self, number: int, first: Testimony) -> None:
        self.number = number
        self.start, self.end = first.start, first.end
        self.testimonies = [first]
        self._reports = {first.report}
        self._one_off: set[tuple[date, date]] = set()

    def is_open_to(self, testimony: Testimony) -> bool:
        """Not where the same text tells of both, nor where their days lie more than one apart."""
        near = testimony.start <= self.end + _DAY and self.start <= testimony.end + _DAY
        return near and testimony.report not in self._reports

    def meets(self, testimony: Testimony) -> bool:
        """Some day suits both: of the gathering, or of a member that tells of the day beside it."""
        spans = ((self.start, self.end), *self._one_off)
        return any(testimony.start <= end and start <= testimony.end for start, end in spans)

    def is_called_alike(self, testimony: Testimony) -> bool:
        return any(testimony.cell == own.cell for own in self.testimonies[:_COMPARED])

    def bound_for(self, testimony: Testimony, *, alone: bool) -> float:
        """The likeness from which the testimony is of this gathering; `alone`: no other one suits its days and kind."""
        exact = testimony.dated and _width(testimony) <= _EXACT and self.end - self.start <= _EXACT
        if not self.meets(testimony) or not self.is_called_alike(testimony):
            if not exact or not self.testimonies[0].dated:
                return 1.0 + SHARED  # never
            return max(
                0.0 if self.meets(testimony) else ONE_OFF, 0.0 if self.is_called_alike(testimony) else OTHER_KIND
            )
        decided = exact or (alone and testimony.dated and _width(testimony) <= _WEEK)
        return 0.0 if decided and self.testimonies[0].dated else SHARED

    def likeness(self, testimony: Testimony, rarity: Rarity) -> float:
        return max(rarity.likeness(testimony.stems, own.stems) for own in self.testimonies[:_COMPARED])

    def preference(self, testimony: Testimony, likeness: float) -> float:
        compared = self.testimonies[:_COMPARED]
        same_kind = any(testimony.kind == own.kind for own in compared)
        same_heads = any(testimony.heads & own.heads for own in compared)
        return likeness + _CALLED_THE_SAME * same_kind + _SAME_HEADS * same_heads

    def add(self, testimony: Testimony) -> None:
        if testimony.start <= self.end and self.start <= testimony.end:
            self.start, self.end = max(self.start, testimony.start), min(self.end, testimony.end)
        else:
            self._one_off.add((testimony.start, testimony.end))
        self.testimonies.append(testimony)
        self._reports.add(testimony.report)


def _places(testimony: Testimony) -> list[Place]:
    """Where gatherings of its kind are looked for.

    A local gathering's place is not known beyond its region: on 1 May every raion holds one. Only the same head of a
    region at both makes them one.
    """
    level, region, _ = testimony.cell
    return [(level, region, head) for head in sorted(testimony.heads)] if level == "local" else [(level, region, "")]


def _buckets(testimony: Testimony) -> range:
    """The stretches of days that it touches, with the day before and the day after."""
    first, last = (testimony.start - _DAY).toordinal(), (testimony.end + _DAY).toordinal()
    return range(first // _BUCKET, last // _BUCKET + 1)


def _width(testimony: Testimony) -> timedelta:
    return testimony.end - testimony.start


def _surest_first(one: Testimony) -> tuple[bool, timedelta, date, date, tuple[date, str, int, str], Cell]:
    return not one.dated, _width(one), one.start, one.end, seniority(one.lead), one.cell
