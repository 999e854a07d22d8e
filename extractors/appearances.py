"""Where a head of a region was seen in person, and on what day: the controls of the coverage model.

Read from word lists alone, for the quarter of the press that speaks of akims, and strictly: an appearance needs the
akim himself (not his deputy, his press service or an akim of a raion) and a thing done in person and in the past.
What is doubtful is left out; a control that is missing costs little, a false one bends the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.akim_mentions import (
    LONGEST_SENTENCE,
    AkimFinder,
    AkimMention,
    FoundAkims,
    Sentence,
    finder_for,
    sentences_of,
)
from extractors.appearance_acts import act_of
from extractors.appearance_days import day_of
from extractors.appearance_scene import Beside, by_pronoun, told, told_by_the_lead
from extractors.appearance_words import Act, Occasion
from extractors.regions_named import regions_named
from extractors.russian.dates import FoundDate, find_dates
from models.records import Appearance, Article, Evidence
from models.registry import Registry
from models.zone import local_day

_LEAD = 3  # sentences in which a report says where what it tells was said


@dataclass(frozen=True, slots=True)
class _Seen:
    """An act of an akim in one sentence."""

    at: int  # the sentence's place in the article
    mention: AkimMention
    region: str
    act: Act


def find_appearances(article: Article, registry: Registry) -> tuple[Appearance, ...]:
    """Every occasion on which the article shows a head of a region in person; one for each region, day and occasion.

    The day is that of the date nearest to the verb in the sentence; else the only one in the sentence before or behind,
    if that speaks of an occasion; else, for sittings and meetings, the one recent day of an article that tells of a
    gathering on it. A report without such a date leaves the day open (`basis` none): the publication day is never put
    in its place. What the sentence itself dates to more than a month before is history and no appearance.
    """
    published = local_day(article.published_at) if article.published_at is not None else None
    finder = finder_for(registry)
    sentences = sentences_of(article)
    akims = {at: finder.find(s, published) for at, s in enumerate(sentences) if _may_tell(s, finder)}
    seen = list(_acts(article, sentences, akims, finder, published))
    if not seen:
        return ()
    dates = find_dates(article.text, article.published_at)
    found: dict[tuple[str, date | None, date | None, str], Appearance] = {}
    for each in seen:
        day, is_news = day_of(each.at, each.act, sentences, dates, published)
        if not is_news:
            continue
        appearance = _appearance(each, sentences[each.at], finder, day, published)
        found.setdefault((appearance.region, appearance.first, appearance.last, appearance.occasion), appearance)
    return _without_twins(tuple(found.values()))


def _without_twins(found: tuple[Appearance, ...]) -> tuple[Appearance, ...]:
    """«Вчера аким провёл встречу. На совещании он отметил …»: one sitting, told twice, is one appearance.

    Of one region and class, those whose days meet are one: the first with a day, else the first. Two sittings of one
    day in one article are rare, and what it tells of them does not tell them apart.
    """
    kept: list[Appearance] = []
    for one in sorted(found, key=lambda a: a.first is None):
        if not any(_is_twin(one, other) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda a: a.evidence.char_start))


def _is_twin(one: Appearance, other: Appearance) -> bool:
    if one.region != other.region or (one.occasion != other.occasion and not (one.sitting and other.sitting)):
        return False
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return True
    return one.first <= other.last and other.first <= one.last


def _may_tell(sentence: Sentence, finder: AkimFinder) -> bool:
    return len(sentence.words) <= LONGEST_SENTENCE and finder.may_hold(sentence)


def _acts(
    article: Article,
    sentences: Sequence[Sentence],
    akims: dict[int, FoundAkims],
    finder: AkimFinder,
    published: date | None,
) -> Iterable[_Seen]:
    named = [mention for found in akims.values() for mention in found.mentions]
    introduced = {mention.region for mention in named if mention.region is not None and not mention.bare}
    if not introduced and any(mention.region is None for mention in named):
        introduced = set(regions_named(article.title, article.text))
    only = introduced.pop() if len(introduced) == 1 else None
    local = any(found.local for found in akims.values())
    ours = (at for at in range(min(_LEAD, len(sentences))) if at not in akims or not akims[at].local)
    lead = told_by_the_lead([sentences[at] for at in ours])
    for at, mention in _mentions(sentences, akims):
        region = _region_of(mention, only, local)
        if region is None or (published is None and finder.is_young(region)):
            continue
        holder = mention.tenure or finder.officials.head_of(region, published)
        beside = _beside(sentences, akims, at, lead)
        act = act_of(sentences[at], mention, beside, female=holder is not None and holder.surname.endswith("а"))
        if act is not None:
            yield _Seen(at, mention, region, act)


def _mentions(sentences: Sequence[Sentence], akims: dict[int, FoundAkims]) -> Iterable[tuple[int, AkimMention]]:
    """Every mention with its sentence's place, those by «он» behind the named ones."""
    nobody = FoundAkims((), local=False)
    for at, sentence in enumerate(sentences):
        own, before = akims.get(at, nobody), akims.get(at - 1, nobody)
        yield from ((at, mention) for mention in own.mentions)
        if own.mentions or before.mentions:
            earlier = told(sentences[at - 1], before.mentions, local=before.local) if before.mentions else None
            if (meant := by_pronoun(sentence, own.mentions, earlier)) is not None:
                yield at, meant


def _beside(sentences: Sequence[Sentence], akims: dict[int, FoundAkims], at: int, lead: Occasion | None) -> Beside:
    before = akims.get(at - 1)
    return Beside(
        before=sentences[at - 1] if at else None,
        behind=sentences[at + 1] if at + 1 < len(sentences) else None,
        lone=before is None or not before.local,
        lead=lead,
    )


def _region_of(mention: AkimMention, only: str | None, local: bool) -> str | None:
    """«Аким области» is the one head of a region whom the article introduces; a bare «аким» too, where no other akim is
    about; a bare surname, where he is introduced."""
    if mention.region is not None:
        return mention.region if not mention.bare or mention.region == only else None
    return None if mention.bare and local else only


def _appearance(
    seen: _Seen, sentence: Sentence, finder: AkimFinder, day: FoundDate | None, published: date | None
) -> Appearance:
    last = min(day.last, published) if day is not None and published is not None else day.last if day else None
    tenure = seen.mention.tenure or finder.officials.head_of(seen.region, last or published)
    return Appearance(
        region=seen.region,
        akim=tenure.akim if tenure is not None else None,
        first=day.first if day is not None else None,
        last=last,
        basis=day.basis if day is not None else "none",
        occasion=seen.act.occasion,
        sitting=seen.act.occasion in ("sitting", "meeting"),
        evidence=Evidence(sentence=sentence.text, char_start=sentence.start, char_end=sentence.end),
    )
