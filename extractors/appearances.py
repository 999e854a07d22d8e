"""Where a head of a region was seen in person, and on what day: the controls of the coverage model.

Read from word lists alone, for the quarter of the press that speaks of akims, and strictly: an appearance needs the
akim himself (not his deputy, his press service or an akim of a raion) and a thing done in person and in the past.
What is doubtful is left out; a control that is missing costs little, a false one bends the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.akim_mentions import AkimFinder, AkimMention, FoundAkims, finder_for
from extractors.akim_sentences import LONGEST_SENTENCE, Sentence, sentences_of, title_of
from extractors.appearance_acts import act_of
from extractors.appearance_days import day_of
from extractors.appearance_introduction import introduced_by
from extractors.appearance_scene import Beside
from extractors.appearance_stage import Stage, stage_of
from extractors.appearance_topic import mentions_of
from extractors.appearance_trip import meeting_of_his_trip, names_others
from extractors.appearance_words import Act, words
from extractors.russian.dates import FoundDate, find_dates
from models.records import Appearance, Article, Evidence
from models.registry import Registry
from models.zone import local_day

_TRIP = 12  # sentences behind the visit in which a report of the trip still tells of it


@dataclass(frozen=True, slots=True)
class _Seen:
    """An act of an akim in one sentence."""

    at: int  # the sentence's place in the article
    mention: AkimMention
    region: str
    act: Act
    visit: _Seen | None = None  # the visit that an act belongs to, whose day is its own where it has none


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
    seen = _acts(article, sentences, finder, published)
    if not seen:
        return ()
    dates = find_dates(article.text, article.published_at)
    found: dict[tuple[str, date | None, date | None, str], Appearance] = {}
    for each in seen:
        day, is_news = day_of(each.at, each.act, sentences, dates, published)
        if not is_news:
            continue
        if each.visit is not None:
            of_visit, _ = day_of(each.visit.at, each.visit.act, sentences, dates, published)
            if day is not None and of_visit is not None and (day.first > of_visit.last or of_visit.first > day.last):
                continue
            day = day or of_visit
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
    article: Article, sentences: Sequence[Sentence], finder: AkimFinder, published: date | None
) -> Iterable[_Seen]:
    akims = {at: finder.find(s, published) for at, s in enumerate(sentences) if _may_tell(s, finder)}
    if not any(found.mentions for found in akims.values()):
        return []
    title = title_of(article)
    headed = finder.find(title, published) if title is not None and _may_tell(title, finder) else None
    introduced = introduced_by(article, headed, akims, sentences, finder)
    stage = stage_of(title, sentences, akims)
    seen: list[_Seen] = []
    for at, mention in mentions_of(sentences, akims):
        region = introduced.region_of(mention)
        if region is None or (published is None and finder.is_young(region)):
            continue
        holder = mention.tenure or finder.officials.head_of(region, published)
        beside = _beside(sentences, akims, at, stage)
        act = act_of(sentences[at], mention, beside, female=holder is not None and holder.surname.endswith("а"))
        if act is not None:
            seen.append(_Seen(at, mention, region, act))
    return [*seen, *_on_his_trip(seen, sentences, akims)]


def _on_his_trip(
    seen: Sequence[_Seen], sentences: Sequence[Sentence], akims: Mapping[int, FoundAkims]
) -> Iterable[_Seen]:
    """«… состоялась встреча с населением», behind the akim's visit and as long as nobody else is told of."""
    visits = [one for one in seen if one.act.occasion == "visit"]
    if not visits or len({one.region for one in seen}) > 1:
        return
    visit, told = visits[0], {one.at for one in seen}
    if names_others(sentences[visit.at], but=visit.mention):
        return
    for at in range(visit.at + 1, min(len(sentences), visit.at + _TRIP)):
        sentence = sentences[at]
        if any(word in words().leaders for word in sentence.keys):
            return
        if at in told or (at in akims and akims[at].mentions):
            continue
        if (act := meeting_of_his_trip(sentence)) is not None:
            yield replace(visit, at=at, act=act, visit=visit)


def _beside(sentences: Sequence[Sentence], akims: dict[int, FoundAkims], at: int, stage: Stage) -> Beside:
    before = akims.get(at - 1)
    return Beside(
        before=sentences[at - 1] if at else None,
        behind=sentences[at + 1] if at + 1 < len(sentences) else None,
        lone=before is None or not before.local,
        lead=stage.lead[at],
        stage=stage.told[at],
    )


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
