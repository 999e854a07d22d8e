"""Whether a naming can be of a gathering already known: no conflict of day, region, kind, or what is said of it."""

from __future__ import annotations

from extractors.russian.meetings.gathering import RANK, Gathering, Naming
from extractors.russian.meetings.why import Why


def conflict_of(gathering: Gathering, naming: Naming) -> Why | None:
    """Why the mention cannot be of this gathering: its day, region, kind or what is said of it; None: it can."""
    mention = naming.mention
    if naming.day and gathering.day and not naming.day.meets(gathering.day):
        return Why(rule="apart.day")
    if naming.region and gathering.region and naming.region != gathering.region:
        return Why(rule="apart.region")
    if naming.off_topic:
        return naming.off_topic
    if mention.other_body != gathering.founder.other_body:
        return Why(rule="apart.body")
    if mention.standing == "asserts" and not _alike_told(gathering, naming):
        return Why(rule="apart.told")
    if mention.recalled and mention.standing == "asserts" and naming.day is None and mention.named_fully:
        return Why(rule="apart.recalled")
    return None if _alike_kind(gathering, naming) else Why(rule="apart.kind")


_REAL = frozenset({"past", "present"})


def _alike_told(gathering: Gathering, naming: Naming) -> bool:
    told, known = naming.mention.outlook, gathering.founder.outlook
    if told == known or (told in _REAL and known in _REAL):
        return True
    if told in {"unreal", "habit"}:
        return True
    if {told, known} <= {"future", "cancelled", "postponed", "unreal"}:
        return True
    return naming.day is not None and gathering.day is not None and naming.day.meets(gathering.day)


def _alike_kind(gathering: Gathering, naming: Naming) -> bool:
    kind, known = naming.mention.kind, gathering.kind
    if kind is None or kind == known or naming.mention.weak:
        return True
    if naming.mention.standing != "asserts":
        formal = {kind, known} == {"assembly_session", "assembly_council"} and naming.mention.named_fully
        return not formal and "public_event" not in {kind, known}
    if {kind, known} == {"assembly_session", "assembly_council"}:
        return not naming.mention.named_fully
    if "public_event" in {kind, known}:
        # A concert after the meeting is part of it unless it has a day of its own.
        return naming.day is None or gathering.day is None or naming.day.meets(gathering.day)
    return not (
        RANK[kind] == 3
        and known == "working_meeting"
        and naming.day is not None
        and gathering.day is None
        and naming.mention.recalled
    )
