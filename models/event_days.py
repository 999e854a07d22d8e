"""The days of an event where its reports do not agree: what most independent voices allow stands, the rest is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from models.testimonies import Testimony, seniority


def days_of(group: Sequence[Testimony], voices: Mapping[str, str]) -> tuple[date, date, tuple[str, ...]]:
    """First and last day, and the disagreement in words, if there is one.

    The intersection of all intervals; where they share no day, that of the testimonies which most independent voices
    stand behind, then of those told first: what is told as held was held by then. `voices` names each meeting's voice.
    """
    start, end = max(t.start for t in group), min(t.end for t in group)
    if start <= end:
        return start, end, ()
    dated = [t for t in group if t.dated] or list(group)
    camps = [[t for t in dated if t.start <= first <= t.end] for first in sorted({t.start for t in dated})]
    best = min(camps, key=lambda camp: (-len(_voices(camp, voices)), min(seniority(t.lead) for t in camp)))
    told: defaultdict[str, set[str]] = defaultdict(set)
    for testimony in dated:
        told[_days(testimony)] |= _voices([testimony], voices)
    disagreement = "day: " + ", ".join(f"{days} {len(told[days])}" for days in sorted(told))
    return max(t.start for t in best), min(t.end for t in best), (disagreement,)


def _voices(camp: Sequence[Testimony], voices: Mapping[str, str]) -> set[str]:
    return {voices[member.meeting_id] for testimony in camp for member in testimony.members}


def _days(testimony: Testimony) -> str:
    return str(testimony.start) if testimony.start == testimony.end else f"{testimony.start}..{testimony.end}"
