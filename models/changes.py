"""What changed between two states of the record: which meetings, events and verdicts came, went, or became others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

What = Literal["meeting", "event", "verdict"]
How = Literal["added", "gone", "changed"]

_ORDER = ("meeting", "event", "verdict")  # what follows from what
_ALIKE = 0.5  # of the fields: with fewer in common, one account went and another came


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A meeting, an event or a verdict as it stands.

    `key` says of which thing it speaks: two facts of one key are two states of it. A meeting's is its article's
    address, which other meetings may share. `fields` is all that is compared; `first`..`last` its day, where it has
    one.
    """

    what: What
    key: str
    region: str | None
    first: date | None
    last: date | None
    url: str | None
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, before and after."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A fact that came, went or became another. `fact` is the new one, or the old one where it went."""

    how: How
    fact: Fact
    fields: tuple[FieldChange, ...] = ()


def changes_between(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[Change, ...]:
    """Every difference, meetings first, then events, then verdicts, each in order of region and day.

    A fact that is the same on both sides is no change. Of several under one key (the meetings of one article), those
    that have most in common are taken for the same one; a meeting whose place in the article moved has not changed.
    """
    sides: defaultdict[tuple[str, str], tuple[list[Fact], list[Fact]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((before, after)):
        for fact in facts:
            sides[fact.what, fact.key][side].append(fact)
    found = [change for old, new in sides.values() for change in _changes(old, new)]
    return tuple(sorted(found, key=_place))


def _place(change: Change) -> tuple[int, str, date, str, str]:
    fact = change.fact
    return _ORDER.index(fact.what), fact.region or "", fact.first or date.min, fact.key, change.how


def _changes(old: list[Fact], new: list[Fact]) -> list[Change]:
    for fact in tuple(old):
        if fact in new:
            old.remove(fact)
            new.remove(fact)
    changes = []
    for before, after in _pairs(old, new):
        old.remove(before)
        new.remove(after)
        changes.append(Change(how="changed", fact=after, fields=_differences(before, after)))
    changes += [Change(how="gone", fact=fact) for fact in old]
    return changes + [Change(how="added", fact=fact) for fact in new]


def _pairs(old: Sequence[Fact], new: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """The old and new states of one thing: of each other all that there is, or the most alike first."""
    if len(old) == len(new) == 1 and old[0].what != "meeting":
        return [(old[0], new[0])]
    rated = sorted(
        ((_likeness(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new)),
        key=lambda rating: (-rating[0], rating[1], rating[2]),
    )
    taken_old, taken_new, pairs = set[int](), set[int](), []
    for likeness, i, j in rated:
        if likeness >= _ALIKE and i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append((old[i], new[j]))
    return pairs


def _likeness(before: Fact, after: Fact) -> float:
    names = before.fields.keys() | after.fields.keys()
    return 1 - len(_differences(before, after)) / len(names) if names else 1.0


def _differences(before: Fact, after: Fact) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*before.fields, *after.fields])
    return tuple(
        FieldChange(name=name, before=before.fields.get(name), after=after.fields.get(name))
        for name in names
        if before.fields.get(name) != after.fields.get(name)
    )
