"""Which name belongs to which office: «аким области Xxx Yyy», «Xxx Yyy, аким области», two titles of one person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.russian.office_phrase import OfficePhrase, case_of
from extractors.russian.people_names import NameSpan

_DIVIDERS = frozenset({",", "–", "—", "-", "(", ")"})
_POLITE = frozenset({"лично", "сам", "господин", "господина", "г-н", "товарищ"})
# «заместитель акима области по социальным вопросам Xxx Yyy»
_FIELD = re.compile(r"по(?: [\w-]+){1,4} (?:вопросам|делам|развитию|политике)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One mention before it is known who is meant: an office, a name, or both."""

    office: OfficePhrase | None
    name: NameSpan | None

    @property
    def start(self) -> int:
        return min(part.start for part in (self.office, self.name) if part is not None)

    @property
    def end(self) -> int:
        return max(part.end for part in (self.office, self.name) if part is not None)


def attach(
    keys: Sequence[str],
    offices: Iterable[OfficePhrase],
    names: Sequence[NameSpan],
    heads_name: Callable[[OfficePhrase, NameSpan], bool],
) -> list[Draft]:
    """Drafts in the order of the text, every office and every name in exactly one.

    `heads_name` says whether a name is that of the region's own head: a deputy's title is followed by the akim's name
    in «заместитель акима Xxx Yyy-а», and a name before a comma is not the akim's unless it is his.
    """
    titles = _joined_titles(keys, offices)
    free = {name.start: name for name in names}
    ending = {name.end: name for name in names}
    drafts = _one_to_one(keys, titles, free)
    paired = {id(draft.office) for draft in drafts}
    for office in titles:
        if id(office) in paired:
            continue
        after = free.get(_name_start(keys, office.end, free))
        if after is not None and not office.plural and _agree(keys, office, after, heads_name):
            del free[after.start]
            drafts.extend(
                _deputy_and_akim(office, after) if _is_akims(office, after, heads_name) else [_both(office, after)]
            )
            continue
        before = ending.get(office.start - 1) if office.start and keys[office.start - 1] in _DIVIDERS else None
        if (
            before is not None
            and before.start in free
            and not office.plural
            and _may_stand_before(office, before, heads_name)
        ):
            del free[before.start]
            drafts.append(_both(office, before))
        elif before is not None and office.acting and (deputy := _deputy_called(drafts, before)) is not None:
            drafts[deputy] = _both(office, before)
        else:
            drafts.append(Draft(office=office, name=None))
    drafts += [Draft(office=None, name=name) for name in free.values()]
    return sorted(drafts, key=lambda draft: (draft.start, draft.end))


def _one_to_one(keys: Sequence[str], titles: Sequence[OfficePhrase], free: dict[int, NameSpan]) -> list[Draft]:
    """«акимы Павлодарской и Атырауской областей Xxx и Yyy»: as many names as regions, in the same order."""
    drafts: list[Draft] = []
    for _, group in groupby(titles, key=lambda office: office.head):
        offices = list(group)
        if len(offices) < 2:
            continue
        names: list[NameSpan] = []
        at = offices[-1].end
        while at in free and len(names) < len(offices):
            names.append(free[at])
            at = free[at].end
            at += at < len(keys) and keys[at] in {",", "и"}
        if len(names) == len(offices):
            drafts += [_both(office, name) for office, name in zip(offices, names, strict=True)]
            for name in names:
                del free[name.start]
    return drafts


def _deputy_called(drafts: Sequence[Draft], name: NameSpan) -> int | None:
    """Where the deputy stands whom «, исполняющий обязанности акима» behind his name makes the akim of the day."""
    return next(
        (at for at, d in enumerate(drafts) if d.name is name and d.office is not None and d.office.rank == "deputy"),
        None,
    )


def _both(office: OfficePhrase, name: NameSpan) -> Draft:
    return Draft(office=office, name=name)


def _joined_titles(keys: Sequence[str], offices: Iterable[OfficePhrase]) -> list[OfficePhrase]:
    """«председатель областной АНК, аким области» is one man's title; a deputy's chair goes with his own."""
    joined: list[OfficePhrase] = []
    for office in offices:
        last = joined[-1] if joined else None
        if last is not None and (last.chair or office.chair) and _adjoin(keys, last.end, office.start):
            main = office if last.chair and not (office.chair and office.area is None) else last
            joined[-1] = replace(main, start=last.start, end=office.end)
        else:
            joined.append(office)
    return [office for office in joined if not (office.chair and (office.rank == "deputy" or office.area is None))]


def _adjoin(keys: Sequence[str], end: int, start: int) -> bool:
    return start >= end and all(word in _DIVIDERS or word == "и" for word in keys[end:start]) and start - end <= 2


def _name_start(keys: Sequence[str], at: int, free: dict[int, NameSpan]) -> int:
    """Where the name after a title begins: at once, after a comma or «лично», after «по социальным вопросам»."""
    if at in free:
        return at
    if at < len(keys) and (keys[at] in _POLITE or keys[at] in {"–", "—", "(", ","}) and at + 1 in free:
        return at + 1 if keys[at] != "," else -1
    field = _FIELD.match(" ".join(keys[at : at + 8]))
    return at + field.group().count(" ") + 1 if field is not None else -1


def _agree(
    keys: Sequence[str], office: OfficePhrase, name: NameSpan, heads_name: Callable[[OfficePhrase, NameSpan], bool]
) -> bool:
    """«Распоряжением акима области Марат Игалиев назначен»: another man, unless the name is the head's own."""
    return not name.plainly_nominative or case_of(keys, office) in {None, "Nom"} or heads_name(office, name)


def _is_akims(office: OfficePhrase, name: NameSpan, heads_name: Callable[[OfficePhrase, NameSpan], bool]) -> bool:
    return office.rank in {"deputy", "staff"} and heads_name(office, name)


def _deputy_and_akim(office: OfficePhrase, name: NameSpan) -> list[Draft]:
    return [Draft(office=office, name=None), Draft(office=None, name=name)]


def _may_stand_before(
    office: OfficePhrase, name: NameSpan, heads_name: Callable[[OfficePhrase, NameSpan], bool]
) -> bool:
    return (
        office.rank in {"deputy", "former", "staff"}
        or office.area in {"raion", "village", "town"}
        or heads_name(office, name)
    )
