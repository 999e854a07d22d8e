"""Which head of a region an article means by «глава региона», «аким» or a surname alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.akim_mentions import AkimFinder, AkimMention, FoundAkims
from extractors.akim_sentences import Sentence
from extractors.regions_named import regions_named
from models.records import Article

_POWER = ("аким", "маслихат")  # words of an akim or akimat, and of who sits with them


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduced:
    """`only`: the region of the one head whom the article introduces; `local`: lesser akims are about as well."""

    only: str | None
    local: bool

    def region_of(self, mention: AkimMention) -> str | None:
        """«Аким области» is the one head of a region whom the article introduces; a bare «аким» too, where no other
        akim is about; a bare surname, where he is introduced."""
        if mention.region is not None:
            return mention.region if not mention.bare or mention.region == self.only else None
        return None if mention.bare and self.local else self.only


def introduced_by(
    article: Article,
    title: FoundAkims | None,
    akims: Mapping[int, FoundAkims],
    sentences: Sequence[Sentence],
    finder: AkimFinder,
) -> Introduced:
    """By an office with its region or a full name in the text, else in the title; else by the one region named, or by a
    surname alone whose region the article tells of."""
    told = tuple(akims.values())
    named = [mention for found in told for mention in found.mentions]
    regions = _introduced(named) or _introduced(title.mentions if title is not None else ())
    if not regions and named:
        about = set(regions_named(article.title, article.text))
        regions = about if any(mention.region is None for mention in named) else set()
        if len(regions) != 1:
            regions = (
                set() if any(found.namesake for found in told) else _by_surname_alone(named, about, sentences, finder)
            )
    return Introduced(only=min(regions) if len(regions) == 1 else None, local=any(found.local for found in told))


def _introduced(mentions: Sequence[AkimMention]) -> set[str]:
    return {mention.region for mention in mentions if mention.region is not None and not mention.bare}


def _by_surname_alone(
    named: Sequence[AkimMention], about: set[str], sentences: Sequence[Sentence], finder: AkimFinder
) -> set[str]:
    """«На заседании акимата области … Сактаганов спросил»: of one head of a region, where his region and akims or
    their offices are told of."""
    regions = {mention.region for mention in named if mention.region is not None}
    of_power = [sentence for sentence in sentences if any(key.startswith(_POWER) for key in sentence.keys)]
    if len(regions) != 1 or not of_power:
        return set()
    return regions & about.union(*(finder.areas_in(sentence) for sentence in of_power))
