"""Who is meant: offices to the head of a region on the article's day, names to the people already introduced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.officials import Officials
from extractors.russian.people_attach import Draft
from extractors.russian.people_chains import LOCAL, Chain, Chains, Verdict
from extractors.russian.people_context import Context
from extractors.russian.people_names import NameParts
from extractors.russian.records import Office
from models.registry import Tenure


class Resolver:
    """Reads one document's drafts in order. Introductions are read first, so that a headline's surname finds them."""

    def __init__(self, officials: Officials, context: Context, day: date | None) -> None:
        self._officials = officials
        self._context = context
        self._day = day
        self._chains = Chains()

    def introduce(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            if draft.office is not None and draft.name is not None and draft.office.area is not None:
                verdict = self._by_office(draft.office, draft.name.parts, draft.start)
                self._chains.join(verdict, draft.name.parts)

    def resolve(self, draft: Draft) -> tuple[Chain, Verdict]:
        parts = draft.name.parts if draft.name is not None else None
        if draft.office is not None:
            verdict = self._by_office(draft.office, parts, draft.start)
        else:
            assert parts is not None
            verdict = self._by_name(parts, draft)
        chain = self._chains.join(verdict, parts, plural=draft.office is not None and draft.office.plural)
        chain.at.append(draft.start)
        return chain, verdict

    # ---- an office, with or without a name

    def _by_office(self, phrase: OfficePhrase, parts: NameParts | None, at: int) -> Verdict:
        abroad = any(place.foreign for place in phrase.places) or (
            parts is None and self._context.is_set_abroad(phrase)
        )
        if abroad or phrase.rank == "staff":
            return Verdict(office="other", acting=False, region=None, official=None)
        region = None if phrase.elsewhere else self._context.region_of(phrase, at, self._chains.last_head())
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
            known = self._chains.head_of(region)
            return known or holder
        named = self._officials.named_head_of(region, parts, self._day) if region else None
        if named is None and not phrase.places and parts.given is not None:
            named = self._officials.any_head_named(parts, self._day)
        return named or (holder if phrase.acting else None)

    def _bare(self, phrase: OfficePhrase, parts: NameParts | None, region: str | None) -> Verdict:
        """«аким», «заместитель акима» and not of what: the one spoken of, else the head of the region at hand."""
        if phrase.rank == "deputy":
            return self._his_deputy(parts) if phrase.his else self._bare_deputy(parts, region)
        if parts is not None:
            chain = self._chains.known(parts)
            if chain is not None and chain.office is not None:
                return Verdict(
                    office=chain.office,
                    acting=phrase.acting or chain.acting,
                    region=chain.region,
                    official=chain.official,
                )
            official = self._official(phrase, parts, region)
            if official is None and region is not None and self._officials.head_of(region, self._day) is not None:
                # another man than the region's known head: an akim of something smaller
                return Verdict(office="raion_akim", acting=phrase.acting, region=region, official=None)
            return Verdict(
                office="akim", acting=phrase.acting, region=official.region if official else region, official=official
            )
        if phrase.plural:
            return Verdict(office="akim", acting=False, region=None, official=None)
        spoken = self._chains.spoken_of({"akim", *LOCAL})
        if spoken is not None:
            return Verdict(office=spoken.office, acting=spoken.acting, region=spoken.region, official=spoken.official)
        return self._head(phrase, None, region)

    def _his_deputy(self, parts: NameParts | None) -> Verdict:
        """«его заместитель»: an akim's only where the akim is the person spoken of last."""
        chain = self._chains.known(parts) if parts is not None else None
        if chain is not None and chain.office is not None:
            return Verdict(office=chain.office, acting=False, region=chain.region, official=None)
        last = self._chains.last()
        if last is not None and last.office == "akim":
            return Verdict(office="deputy_akim", acting=False, region=last.region, official=None)
        return Verdict(office="other", acting=False, region=None, official=None)

    def _bare_deputy(self, parts: NameParts | None, region: str | None) -> Verdict:
        akim = self._chains.spoken_of({"akim", *LOCAL})
        chain = self._chains.known(parts) if parts is not None else self._chains.spoken_of({"deputy_akim"})
        if chain is not None and chain.office in {"deputy_akim", "other"}:
            return Verdict(office=chain.office, acting=False, region=chain.region, official=None)
        if akim is not None and akim.office in LOCAL:
            return Verdict(office="other", acting=False, region=akim.region, official=None)
        return Verdict(office="deputy_akim", acting=False, region=akim.region if akim else region, official=None)

    # ---- a name alone

    def _by_name(self, parts: NameParts, draft: Draft) -> Verdict:
        assert draft.name is not None
        chain = self._chains.known(parts)
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
