"""What people decided, beside what was read: who, when, why, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.site.evidence import Content, Correction, Sentence
from flows.site.record import Record
from flows.site.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that the account says; None where that side says nothing of it."""

    name: str
    read: str | None
    decided: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCorrection:
    """A decision; `read` are the sentences of the account it is about, `stand` those of the one in its place."""

    one: Correction
    detail: str | None
    fields: Sequence[Field]
    read: Sequence[Sentence]
    stand: Sequence[Sentence]


def of_region(record: Record, say: Speech, region: str) -> Iterator[ShownCorrection]:
    """Those of accounts that were read or decided to tell of the region."""
    return (
        _shown(record, say, one)
        for one in record.corrections
        if any(region in side.regions for side in _sides(record, one))
    )


def of_account(record: Record, say: Speech, meeting_id: str) -> Iterator[ShownCorrection]:
    """Those that are about the account, and the one that made it."""
    return (_shown(record, say, one) for one in record.decisions.get(meeting_id, ()))


def that_stands_for(record: Record, meeting_id: str) -> Correction | None:
    """The decision that counts of an account: the one that made it, or the one that put it aside."""
    return next((one for one in record.decisions.get(meeting_id, ()) if one.state == "counts"), None)


def _sides(record: Record, one: Correction) -> tuple[Content, ...]:
    sides = (record.as_read.get(one.meeting_id or ""), record.as_decided.get(one.review_id))
    return tuple(side for side in sides if side is not None)


def _shown(record: Record, say: Speech, one: Correction) -> ShownCorrection:
    read = _told(record, say, record.as_read.get(one.meeting_id or ""))
    decided = _told(record, say, record.as_decided.get(one.review_id))
    fields = [Field(name=name, read=read.get(name), decided=decided.get(name)) for name in {**read, **decided}]
    if one.action == "confirm":
        fields = [Field(name=field.name, read=field.read, decided=None) for field in fields]
    elif one.action == "amend":
        fields = [field for field in fields if field.read != field.decided]
    return ShownCorrection(
        one=one,
        detail=one.detail_ru if say.language == "ru" else one.detail,
        fields=fields,
        read=record.sentences.get(one.meeting_id or "", ()),
        stand=record.sentences.get(one.standing_meeting or "", ()) if one.standing_meeting != one.meeting_id else (),
    )


def _told(record: Record, say: Speech, said: Content | None) -> Mapping[str, str]:
    """What the account says, by the names of what it says."""
    if said is None:
        return {}
    t = say.texts["correction"]
    names = {region.region: say.region(region) for region in record.regions}
    told = {
        say.texts["sentence"]["kind"]: say.word("kind", said.kind),
        t["status"]: say.word("status", said.status),
        say.texts["region"]["level"].casefold(): say.word("level", said.level),
        say.word("figure", "region"): names.get(said.region or "", said.region or say.unknown),
        t["topic"]: say.truth(said.interethnic_topic),
        t["assembly"]: say.truth(said.assembly_present),
        t["day"]: say.days(said.date_start, said.date_end),
    }
    for region, how in zip(said.head_regions, said.hows, strict=True):
        told[f"{say.word('figure', 'akim')} ({names.get(region, region)})"] = say.word("how", how)
    return told
