"""The days of an event where its reports do not agree: what most independent voices allow stands, the rest is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from models.phrases import Told, listed, say
from models.testimonies import Testimony, seniority


def days_of(group: Sequence[Testimony], voices: Mapping[str, str]) -> tuple[date, date, tuple[Told, ...]]:
    """First and last day, and the disagreement in words, if there is one.

    The intersection of all intervals; where they share no day, that of the testimonies which a person has reviewed,
    then which most independent voices stand behind, then of those told first: what is told as held was held by then.
    `voices` names each meeting's voice.
    """
    start, end = max(t.start for t in group), min(t.end for t in group)
    if start <= end:
        return start, end, ()
    dated = [t for t in group if t.dated] or list(group)
    camps = [[t for t in dated if t.start <= first <= t.end] for first in sorted({t.start for t in dated})]
    best = min(camps, key=lambda camp: (_unreviewed(camp), -len(_voices(camp, voices)), _first_told(camp)))
    told: defaultdict[tuple[date, date], set[str]] = defaultdict(set)
    for testimony in dated:
        told[testimony.start, testimony.end] |= _voices([testimony], voices)
    votes = listed(say("vote", what=_days(*days), reports=len(told[days])) for days in sorted(told))
    return max(t.start for t in best), min(t.end for t in best), (say("conflict_day", votes=votes),)


def _unreviewed(camp: Sequence[Testimony]) -> bool:
    return not any(testimony.lead.review for testimony in camp)


def _first_told(camp: Sequence[Testimony]) -> tuple[date, str, int, str]:
    return min(seniority(testimony.lead) for testimony in camp)


def _voices(camp: Sequence[Testimony], voices: Mapping[str, str]) -> set[str]:
    return {voices[member.meeting_id] for testimony in camp for member in testimony.members}


def _days(start: date, end: date) -> Told:
    return say("day", day=start) if start == end else say("from_to", first=start, last=end)
