"""The people of one document: who has been told of so far, and whether a name can be his."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractors.russian.officials import bears, same_word
from extractors.russian.people_names import NameParts
from extractors.russian.records import Office
from models.registry import Tenure

LOCAL: frozenset[Office] = frozenset({"raion_akim", "town_akim"})


@dataclass(slots=True, kw_only=True)
class Chain:
    """One person of the document, as far as it has been told of him."""

    number: int
    parts: NameParts | None
    office: Office | None
    acting: bool
    region: str | None
    official: Tenure | None
    of: str | None  # the raion or town of a local akim
    at: list[int] = field(default_factory=list)  # tokens of the mentions seen so far

    @property
    def gender(self) -> str:
        """m or f, by the table's name where the person is in it, else by the text's; an unnamed official is a man (of
        the 40 heads of regions since 2014, one was a woman, and she is in the table)."""
        if self.official is not None and not self.acting:
            return "f" if self.official.surname.endswith("а") else "m"
        return self.parts.gender if self.parts is not None else "m"

    def called(self, parts: NameParts) -> bool:
        """Whether a name can be this person's: nothing in it contradicts, and the surname or the given name is his."""
        own = self.parts
        if own is None:
            return False
        if parts.surname is not None and own.surname is not None:
            if not same_word(parts.surname, own.surname):
                return False
            if parts.given is None or own.given is None:
                return parts.gender == own.gender or parts.given is None
            if parts.initial_only or own.initial_only:
                return parts.given[0] == own.given[0]
            return same_word(parts.given, own.given)
        if parts.given is None or own.given is None or not same_word(parts.given, own.given):
            return False
        if parts.patronymic is not None and own.patronymic is not None:
            return same_word(parts.patronymic, own.patronymic)
        return parts.patronymic is not None or own.patronymic is not None or parts.surname is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one draft says by itself."""

    office: Office | None
    acting: bool
    region: str | None
    official: Tenure | None
    of: str | None = None


class Chains:
    """Everybody of the document, in the order of introduction."""

    def __init__(self) -> None:
        self._all: list[Chain] = []

    def head_of(self, region: str | None) -> Tenure | None:
        """The head of that region whom the document has introduced."""
        return next((c.official for c in self._all if c.official and c.official.region == region), None)

    def known(self, parts: NameParts) -> Chain | None:
        fitting = [chain for chain in self._all if chain.called(parts)]
        return max(fitting, key=lambda c: (bool(c.at), c.at[-1] if c.at else 0, c.official is not None), default=None)

    def spoken_of(self, offices: set[Office]) -> Chain | None:
        spoken = [c for c in self._all if c.office in offices and c.at]
        return max(spoken, key=lambda c: c.at[-1], default=None)

    def last(self) -> Chain | None:
        """The person mentioned last."""
        return max((c for c in self._all if c.at), key=lambda c: c.at[-1], default=None)

    def last_head(self) -> str | None:
        head = self.spoken_of({"akim"})
        return head.region if head is not None else None

    def join(self, verdict: Verdict, parts: NameParts | None, *, plural: bool = False) -> Chain:
        chain = None if plural else self._same_person(verdict, parts)
        if chain is None:
            chain = Chain(
                number=len(self._all),
                parts=parts,
                office=verdict.office,
                acting=verdict.acting,
                region=verdict.region,
                official=verdict.official,
                of=verdict.of,
            )
            if not plural:
                self._all.append(chain)
            else:
                self._all.append(replace(chain, office=None))
            return chain
        if parts is not None:
            chain.parts = _fuller(chain.parts, parts)
        chain.official = chain.official or verdict.official
        chain.of = chain.of or verdict.of
        if chain.office in {None, "other"} and verdict.office is not None:
            chain.office, chain.region = verdict.office, verdict.region
        return chain

    def _same_person(self, verdict: Verdict, parts: NameParts | None) -> Chain | None:
        if parts is not None and (known := self.known(parts)) is not None and _agree(known, verdict):
            return known
        if verdict.official is not None:
            return self._same_head(verdict, parts)
        if parts is None and verdict.office in LOCAL:
            akin = [c for c in self._all if c.office == verdict.office and c.region == verdict.region]
            if verdict.of is not None:
                akin = [c for c in akin if c.of in {None, verdict.of}]
            return max(akin, key=lambda c: (c.of == verdict.of, c.at[-1] if c.at else -1), default=None)
        if parts is None and verdict.office in {"deputy_akim", "akim"}:
            return next(
                (c for c in reversed(self._all) if c.office == verdict.office and c.region == verdict.region and c.at),
                None,
            )
        return None

    def _same_head(self, verdict: Verdict, parts: NameParts | None) -> Chain | None:
        """The chain of the same head of a region: the stand-in's apart from the holder's own, where both are named."""
        own = [c for c in self._all if c.official == verdict.official]
        if parts is not None:
            own = [c for c in own if c.acting == verdict.acting and (c.parts is None or c.called(parts))]
        return max(own, key=lambda c: c.acting == verdict.acting, default=None)


def _agree(chain: Chain, verdict: Verdict) -> bool:
    """A scholar Асет Исабаев, told of before, is not «аким области Исабаев»."""
    if verdict.official is None or verdict.acting:
        return True
    if chain.official is not None:
        return chain.official == verdict.official
    return chain.parts is None or bears(verdict.official, chain.parts, vouched=True)


def _fuller(known: NameParts | None, parts: NameParts) -> NameParts:
    """What is known of a name after one more mention of it."""
    if known is None:
        return parts
    better = parts.given if known.given is None or (known.initial_only and parts.given is not None) else known.given
    return replace(
        known, surname=known.surname or parts.surname, given=better, patronymic=known.patronymic or parts.patronymic
    )
