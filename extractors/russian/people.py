"""The `people` component: every person named, and who of them headed a region on the article's day."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extractors.russian.document import day_of, declare_attributes
from extractors.russian.letters import key
from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.officials import Officials
from extractors.russian.people_akim_name import given_akims, span_of
from extractors.russian.people_attach import Draft, attach
from extractors.russian.people_chains import Chain, Verdict
from extractors.russian.people_context import Context, RoleWords
from extractors.russian.people_names import NameSpan, find_names
from extractors.russian.people_offices import OfficeFinder
from extractors.russian.people_pronouns import find_pronouns
from extractors.russian.people_resolve import Resolver
from extractors.russian.records import Person, Place
from models.registry import Registry, load_registry


@Language.factory("people", assigns=["doc._.people"], requires=["doc.ents", "doc._.places"])
def make_people(nlp: Language, name: str) -> PeopleFinder:
    return PeopleFinder(load_registry())


class PeopleFinder:
    """Sets `doc._.people`: one record a mention, in the order of the text."""

    def __init__(self, registry: Registry) -> None:
        declare_attributes()
        self._offices = OfficeFinder()
        self._words = RoleWords()
        self.judge_by(registry)

    def judge_by(self, registry: Registry) -> None:
        """Resolve against this table of officials from now on."""
        self._registry = registry
        self._officials = Officials(registry)

    def __call__(self, doc: Doc) -> Doc:
        keys = [key(token.text) for token in doc]
        places: Sequence[Place] = doc._.places
        offices = self._offices.find(keys, places)
        akims = given_akims(doc, keys, offices, self._officials.surname_forms)
        offices = [office for office in offices if office not in akims]
        taken = _taken(offices, places)
        called_akim = [span_of(doc, phrase, taken) for phrase in akims]
        names = find_names(doc, keys, taken, offices, self._officials.surname_forms, called_akim)
        context = Context(doc, keys, self._registry.regions, self._words)
        resolver = Resolver(self._officials, context, day_of(doc))
        drafts = attach(keys, offices, names, lambda office, name: self._is_heads(doc, context, office, name))
        resolver.introduce(drafts)
        resolved = [(draft, *resolver.resolve(draft)) for draft in drafts]
        people = [_person(draft, chain, verdict) for draft, chain, verdict in resolved]
        genders = [chain.gender for _, chain, _ in resolved]
        pronouns = find_pronouns(doc, people, genders, self._words.she, self._words.he)
        doc._.people = tuple(sorted([*people, *pronouns], key=lambda person: (person.start, person.end)))
        return doc

    def _is_heads(self, doc: Doc, context: Context, office: OfficePhrase, name: NameSpan) -> bool:
        region = context.region_of(office, office.start, None)
        if region is None:
            return name.parts.given is not None and self._officials.any_head_named(name.parts, day_of(doc)) is not None
        return self._officials.named_head_of(region, name.parts, day_of(doc)) is not None


def _taken(offices: Sequence[OfficePhrase], places: Sequence[Place]) -> frozenset[int]:
    spans = [(o.start, o.end) for o in offices] + [(p.start, p.end) for p in places]
    return frozenset(i for start, end in spans for i in range(start, end))


def _person(draft: Draft, chain: Chain, verdict: Verdict) -> Person:
    name, office = draft.name, draft.office
    start, end = (name.start, name.end) if name is not None else (draft.start, draft.end)
    return Person(
        start=start,
        end=end,
        office=verdict.office,
        acting=verdict.acting,
        region=verdict.region,
        official=verdict.official,
        name=name.parts.shown if name is not None else None,
        role_start=office.start if office is not None else None,
        role_end=office.end if office is not None else None,
        person_id=chain.number,
        plural=office is not None and office.plural,
    )
