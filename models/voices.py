"""Who speaks of an event, and what they say together: independent voices, and how they decide between values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from models.copies import connected, origin_of
from models.glossary import WordKind, named
from models.phrases import Told, listed, say
from models.records import FoundMeeting
from models.testimonies import Testimony

Value = TypeVar("Value", bound=str)


def voice_of(group: Sequence[Testimony]) -> dict[str, str]:
    """Each meeting's independent voice: copies are one, and so are all who speak for one agency, akimat or site."""
    names: dict[str, list[str]] = defaultdict(list)
    for testimony in group:
        for member in testimony.members:
            origin = origin_of(member.source, member.agency)
            names[f"report:{testimony.report}"].append(member.meeting_id)
            if origin:
                names[f"origin:{origin.key}"].append(member.meeting_id)
    links = [(told[0], other) for told in names.values() for other in told[1:]]
    return connected([m.meeting_id for t in group for m in t.members], links)


def heard(members: Sequence[FoundMeeting], voices: Mapping[str, str]) -> list[FoundMeeting]:
    """The accounts that speak: where a person has reviewed one of a voice, its unreviewed copies say nothing more."""
    reviewed = {voices[one.meeting_id] for one in members if one.review}
    return [one for one in members if one.review or voices[one.meeting_id] not in reviewed]


def decisive(accounts: Sequence[FoundMeeting]) -> list[FoundMeeting]:
    """Those whose word decides: the reviewed ones, where there are any; a person outweighs any number of readings."""
    return [one for one in accounts if one.review] or list(accounts)


def votes_of(told: Iterable[tuple[Value, str]]) -> Counter[Value]:
    """How many independent voices tell each value."""
    return Counter(value for value, _ in set(told))


def elect(votes: Iterable[tuple[Value, str, float]], order: Sequence[Value]) -> Value:
    """The value that most independent voices tell, then the surer, then the first in `order`."""
    surest: dict[tuple[Value, str], float] = {}
    for value, voice, confidence in votes:
        surest[value, voice] = max(confidence, surest.get((value, voice), 0.0))
    counts = Counter(value for value, _ in surest)
    weight = {value: sum(c for (v, _), c in sorted(surest.items()) if v == value) for value in counts}
    return max(counts, key=lambda value: (counts[value], round(weight[value], 9), -order.index(value)))


def in_votes(kind: WordKind | None, counts: Counter[Value]) -> Told:
    """Who tells what, each value by how many voices; `kind`: the values are words of the glossary."""
    values = [(named(kind, value) if kind else value, counts[value]) for value in sorted(counts)]
    return listed(say("vote", what=value, reports=reports) for value, reports in values)
