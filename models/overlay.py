"""A table of heads of regions laid over another by date: whom the upper one names holds, the lower one fills the rest.

Only days on which the upper table says something are taken from the lower one. A term that is still running covers all
days from its first one, and none before it; behind a term that ended, and between two, the lower table speaks again. A
vacancy is a statement like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.terms import Precision, Tenure, in_order


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The days on which a term rules: from its first one to the day before `until`, whoever else is still listed."""

    term: Tenure
    since: date
    until: date | None


def overlaid(lower: Iterable[Tenure], upper: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """The terms of both tables such that each region has on each day the head that `upper` names, else `lower`'s.

    The terms of `upper` stay as they are. A term of `lower` is cut where they cover part of its days, into two where
    they lie within it, and goes where they cover all; its new ends are as exact as the dates of `upper` that made them.
    Regions of which `upper` says nothing keep their terms untouched. The order of neither table matters.
    """
    below, above = _by_region(lower), _by_region(upper)
    laid = [term for terms in above.values() for term in terms]
    for region, terms in below.items():
        if region in above:
            covering = _stretches(above[region])
            laid += [rest for stretch in _stretches(terms) for rest in _uncovered(stretch, covering)]
        else:
            laid += terms
    return tuple(sorted(laid, key=in_order))


def _by_region(terms: Iterable[Tenure]) -> dict[str, list[Tenure]]:
    found: defaultdict[str, list[Tenure]] = defaultdict(list)
    for term in sorted(terms, key=in_order):
        found[term.region].append(term)
    return found


def _stretches(terms: Sequence[Tenure]) -> list[_Stretch]:
    """When each term of one region rules, in order of time: who is appointed ends the term before."""
    following = [*(term.since for term in terms[1:]), None]
    found = (
        _Stretch(term, term.since, _earlier(term.until, after)) for term, after in zip(terms, following, strict=True)
    )
    return [one for one in found if one.until is None or one.since < one.until]


def _earlier(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days, default=None)


def _uncovered(stretch: _Stretch, covering: Sequence[_Stretch]) -> Iterator[Tenure]:
    """The term as often as it still rules for a time; as it was where nothing covers any of its days."""
    meeting = [one for one in covering if _meet(stretch, one)]
    if not meeting:
        yield stretch.term
        return
    rest = stretch.term
    for one in meeting:
        if rest.since < one.since:
            yield replace(rest, until=one.since, until_precision=one.term.since_precision)
        if one.until is None:
            return
        rest = replace(rest, since=one.until, since_precision=_end_precision(one))
    if stretch.until is None or rest.since < stretch.until:
        yield rest


def _meet(one: _Stretch, other: _Stretch) -> bool:
    return (other.until is None or one.since < other.until) and (one.until is None or other.since < one.until)


def _end_precision(stretch: _Stretch) -> Precision:
    """How exact the day is on which the stretch ends: by the term's own end, where that is it."""
    return (stretch.term.until_precision if stretch.until == stretch.term.until else None) or "day"
