"""Who is meant: offices to the head of a region on the article's day, names to the people already introduced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractors.russian.officials import Officials, same_word
from extractors.russian.people_attach import Draft
from extractors.russian.people_context import Context
from extractors.russian.people_names import NameParts
from extractors.russian.people_offices import OfficePhrase
from extractors.russian.records import Office
from models.registry import Tenure

_LOCAL: frozenset[Office] = frozenset({"raion_akim", "town_akim"})


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


class Resolver:
    """Reads the drafts of one document in order. Introductions are read first, so that a headline's surname finds them."""

    def __init__(self, officials: Officials, context: Context, day: date | None) -> None:
        self._officials = officials
        self._context = context
        self._day = day
        self.chains: list[Chain] = []

    def introduce(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            if draft.office is not None and draft.name is not None and draft.office.area is not None:
                verdict = self._by_office(draft.office, draft.name.parts, draft.start)
                self._chain_of(verdict, draft.name.parts)

    def resolve(self, draft: Draft) -> tuple[Chain, Verdict]:
        parts = draft.name.parts if draft.name is not None else None
        if draft.office is not None:
            verdict = self._by_office(draft.office, parts, draft.start)
        else:
            assert parts is not None
            verdict = self._by_name(parts, draft)
        chain = self._chain_of(verdict, parts, plural=draft.office is not None and draft.office.plural)
        chain.at.append(draft.start)
        return chain, verdict

    # ---- an office, with or without a name

    def _by_office(self, phrase: OfficePhrase, parts: NameParts | None, at: int) -> Verdict:
        if any(place.foreign for place in phrase.places) or phrase.rank == "staff":
            return Verdict(office="other", acting=False, region=None, official=None)
        region = None if phrase.elsewhere else self._context.region_of(phrase, at, self._last_head())
        if phrase.rank == "former":
            return Verdict(office="former_akim", acting=False, region=region, official=None)
        if phrase.area is None:
            return self._bare(phrase, parts, region)
        if phrase.area in {"raion", "village"}:
            return self._local("raion_akim", phrase, region)
        if phrase.area == "town" or (phrase.area == "city" and not self._context.is_city_region(phrase, region)):
            head = self._officials.named_head_of(region, parts, self._day) if parts is not None and region else None
            # «аким Атырау Серик Шапкенов»: the press names the oblast by its centre
            if head is None or phrase.rank != "head" or phrase.area == "town":
                return self._local("town_akim", phrase, region)
        return self._head(phrase, parts, region)

    def _local(self, office: Office, phrase: OfficePhrase, region: str | None) -> Verdict:
        return Verdict(
            office="other" if phrase.rank == "deputy" else office,
            acting=phrase.acting,
            region=region,
            official=None,
            of=phrase.places[0].name if phrase.places and not phrase.plural else None,
        )

    def _head(self, phrase: OfficePhrase, parts: NameParts | None, region: str | None) -> Verdict:
        if phrase.rank == "deputy":
            return Verdict(office="deputy_akim", acting=phrase.acting, region=region, official=None)
        if phrase.plural and not phrase.places:
            return Verdict(office="akim", acting=False, region=None, official=None)
        official = self._official(phrase, parts, region)
        if official is None and parts is not None and region and self._officials.headed_ever(region, parts, self._day):
            return Verdict(office="former_akim", acting=False, region=region, official=None)
        return Verdict(
            office="akim", acting=phrase.acting, region=official.region if official else region, official=official
        )

    def _official(self, phrase: OfficePhrase, parts: NameParts | None, region: str | None) -> Tenure | None:
        holder = self._officials.head_of(region, self._day) if region else None
        if parts is None:
            known = next((c.official for c in self.chains if c.official and c.official.region == region), None)
            return known or holder
        named = self._officials.named_head_of(region, parts, self._day) if region else None
        if named is None and not phrase.places and parts.given is not None:
            named = self._officials.any_head_named(parts, self._day)
        return named or (holder if phrase.acting else None)

    def _bare(self, phrase: OfficePhrase, parts: NameParts | None, region: str | None) -> Verdict:
        """«аким», «заместитель акима» without saying of what: the one spoken of, else the head of the region at hand."""
        if phrase.rank == "deputy":
            return self._bare_deputy(parts, region)
        if parts is not None:
            chain = self._known(parts)
            if chain is not None and chain.office is not None:
                return Verdict(office=chain.office, acting=phrase.acting or chain.acting, region=chain.region, official=chain.official)
            official = self._official(phrase, parts, region)
            if official is None and region is not None and self._officials.head_of(region, self._day) is not None:
                # another man than the region's known head: an akim of something smaller
                return Verdict(office="raion_akim", acting=phrase.acting, region=region, official=None)
            return Verdict(office="akim", acting=phrase.acting, region=official.region if official else region, official=official)
        if phrase.plural:
            return Verdict(office="akim", acting=False, region=None, official=None)
        spoken = self._spoken_of({"akim", *_LOCAL})
        if spoken is not None:
            return Verdict(office=spoken.office, acting=spoken.acting, region=spoken.region, official=spoken.official)
        return self._head(phrase, None, region)

    def _bare_deputy(self, parts: NameParts | None, region: str | None) -> Verdict:
        akim = self._spoken_of({"akim", *_LOCAL})
        chain = self._known(parts) if parts is not None else self._spoken_of({"deputy_akim"})
        if chain is not None and chain.office in {"deputy_akim", "other"}:
            return Verdict(office=chain.office, acting=False, region=chain.region, official=None)
        if akim is not None and akim.office in _LOCAL:
            return Verdict(office="other", acting=False, region=akim.region, official=None)
        return Verdict(office="deputy_akim", acting=False, region=akim.region if akim else region, official=None)

    # ---- a name alone

    def _by_name(self, parts: NameParts, draft: Draft) -> Verdict:
        assert draft.name is not None
        chain = self._known(parts)
        if chain is not None:
            return Verdict(office=chain.office, acting=chain.acting, region=chain.region, official=chain.official)
        role = self._context.role_before(draft.name.start)
        official = None if role == "namesake" else self._official_by_name(parts)
        if official is not None:
            return Verdict(office="akim", acting=False, region=official.region, official=official)
        return Verdict(office="other" if role is not None else None, acting=False, region=None, official=None)

    def _official_by_name(self, parts: NameParts) -> Tenure | None:
        full = parts.given is not None and not parts.initial_only
        if full:
            return self._officials.any_head_named(parts, self._day)
        if parts.surname is None or self._context.home is None:
            return None
        return self._officials.any_head_named(parts, self._day, among=(self._context.home,))

    # ---- people of the document

    def _known(self, parts: NameParts) -> Chain | None:
        fitting = [chain for chain in self.chains if chain.called(parts)]
        return max(fitting, key=lambda c: (bool(c.at), c.at[-1] if c.at else 0, c.official is not None), default=None)

    def _spoken_of(self, offices: set[Office]) -> Chain | None:
        spoken = [c for c in self.chains if c.office in offices and c.at]
        return max(spoken, key=lambda c: c.at[-1], default=None)

    def _last_head(self) -> str | None:
        head = self._spoken_of({"akim"})
        return head.region if head is not None else None

    def _chain_of(self, verdict: Verdict, parts: NameParts | None, *, plural: bool = False) -> Chain:
        chain = None if plural else self._same_person(verdict, parts)
        if chain is None:
            chain = Chain(
                number=len(self.chains),
                parts=parts,
                office=verdict.office,
                acting=verdict.acting,
                region=verdict.region,
                official=verdict.official,
                of=verdict.of,
            )
            if not plural:
                self.chains.append(chain)
            else:
                self.chains.append(replace(chain, office=None))
            return chain
        if parts is not None:
            chain.parts = _fuller(chain.parts, parts)
        chain.official = chain.official or verdict.official
        chain.of = chain.of or verdict.of
        if chain.office in {None, "other"} and verdict.office is not None:
            chain.office, chain.region = verdict.office, verdict.region
        return chain

    def _same_person(self, verdict: Verdict, parts: NameParts | None) -> Chain | None:
        if parts is not None and (known := self._known(parts)) is not None and _agree(known, verdict):
            return known
        if verdict.official is not None:
            return self._same_head(verdict, parts)
        if parts is None and verdict.office in _LOCAL:
            akin = [c for c in self.chains if c.office == verdict.office and c.region == verdict.region]
            if verdict.of is not None:
                akin = [c for c in akin if c.of in {None, verdict.of}]
            return max(akin, key=lambda c: (c.of == verdict.of, c.at[-1] if c.at else -1), default=None)
        if parts is None and verdict.office in {"deputy_akim", "akim"}:
            return next((c for c in reversed(self.chains) if c.office == verdict.office and c.region == verdict.region and c.at), None)
        return None

    def _same_head(self, verdict: Verdict, parts: NameParts | None) -> Chain | None:
        """The chain of the same head of a region: the stand-in's apart from the holder's own, where both are named."""
        own = [c for c in self.chains if c.official == verdict.official]
        if parts is not None:
            own = [c for c in own if c.acting == verdict.acting and (c.parts is None or c.called(parts))]
        return max(own, key=lambda c: c.acting == verdict.acting, default=None)


def _agree(chain: Chain, verdict: Verdict) -> bool:
    return chain.official is None or verdict.official is None or chain.official == verdict.official


def _fuller(known: NameParts | None, parts: NameParts) -> NameParts:
    """What is known of a name after one more mention of it."""
    if known is None:
        return parts
    better = parts.given if known.given is None or (known.initial_only and parts.given is not None) else known.given
    return replace(
        known, surname=known.surname or parts.surname, given=better, patronymic=known.patronymic or parts.patronymic
    )
