"""Who is called or appointed head of a region whom the table of officials does not know: the table is out of date.

Read from word lists alone, and so that it may be believed: the region is named beside the office, the full name beside
both and in the office's case, the sentence tells of now. What may be a spelling, a predecessor, a stand-in or a slip is
left out: a change of head is told by dozens of articles, and one that is left out costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

from extractors.akim_mentions import AkimFinder, case_at, finder_for, is_local, name_end
from extractors.akim_sentences import LONGEST_SENTENCE, Sentence, sentences_of, title_of
from extractors.appointments import appointed_in
from extractors.head_names import HeadName, head_name
from extractors.russian.dates import find_dates
from extractors.russian.names import inflected
from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.wordlist import WordList, read_lexicon
from models.copies import origin_of
from models.records import Article, Evidence, OtherHead
from models.registry import Registry
from models.terms import SLACK, Tenure
from models.zone import ALMATY, local_day

_RECENT = timedelta(days=45)  # an article of a day tells of the last weeks; older days beside a name are its history
_OFFICES = ("аким", "глав", "градоначальник", "экс-аким")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Somebody in an office in one sentence."""

    at: Sentence
    office: OfficePhrase
    region: str
    said: Literal["called", "appointed"]
    name: HeadName


def find_other_heads(article: Article, registry: Registry) -> tuple[OtherHead, ...]:
    """Everybody whom the article calls head of a region on its day against the table, once a region and person.

    None where the table says nothing of the day, and none of an undated article. Silent too where the article knows
    the table's head of that region, calls the other one a former head, or gives the region several (but not of
    appointments), and of everybody who headed the region by that day.
    """
    if article.published_at is None:
        return ()
    day = local_day(article.published_at)
    finder = finder_for(registry)
    sentences = [s for s in sentences_of(article) if len(s.words) <= LONGEST_SENTENCE]
    told = [one for s in sentences if _may_tell(s) for one in _told_in(s, finder)]
    strangers = [one for one in told if _is_stranger(one, registry, day) and _tells_of_now(one, day)]
    if not strangers:
        return ()
    title = title_of(article)
    known = {word for s in (*sentences, *((title,) if title else ())) for word in s.keys}
    origin = origin_of(article.source, article.agency)
    found: dict[tuple[str, str], OtherHead] = {}
    for one in sorted(strangers, key=lambda one: one.said):  # an appointment says more
        head = registry.term_on(one.region, day)
        if head is not None and (one.said == "appointed" or not _is_doubtful(one, head, told, known)):
            found.setdefault((one.region, one.name.key), _other_head(one, head, origin.key if origin else None))
    return tuple(sorted(found.values(), key=lambda one: one.evidence.char_start))


def _may_tell(sentence: Sentence) -> bool:
    """Is an office among the words? Far cheaper than to look properly."""
    return any(key.startswith(_OFFICES) for key in sentence.keys)


def _told_in(sentence: Sentence, finder: AkimFinder) -> Iterator[_Told]:
    """Everybody whose full name stands beside the office of a region's head, or who is appointed to it."""
    offices, taken = finder.offices_in(sentence, sentence.keys)
    for office in offices:
        region = _region_of(office)
        if region is None:
            continue
        end = name_end(sentence, office.end, taken)
        follows = name_end(sentence, end, taken) > end if end > office.end else True
        name = None if follows else head_name(sentence, office.end, end, case_at(sentence, office))
        if name is not None:
            yield _Told(at=sentence, office=office, region=region, said="called", name=name)
    for office, name in appointed_in(sentence, finder):
        region = _region_of(office)
        if region is not None:
            yield _Told(at=sentence, office=office, region=region, said="appointed", name=name)


def _region_of(office: OfficePhrase) -> str | None:
    """The one region, named beside the office, whose head is meant as such."""
    if office.rank not in {"head", "former"} or office.acting or office.plural or office.elsewhere or office.chair:
        return None
    if len(office.places) != 1 or is_local(office):
        return None
    return office.places[0].region


def _is_stranger(told: _Told, registry: Registry, day: date) -> bool:
    """Whether the name is that of nobody who headed the region by then, in whatever spelling."""
    begun = [t for t in registry.tenures if t.region == told.region and t.since - SLACK[t.since_precision] <= day]
    return not any(told.name.may_be(term) for term in begun)


def _tells_of_now(told: _Told, day: date) -> bool:
    """Nothing in the sentence leads to another time, into somebody's speech, or to what is yet to come."""
    sentence, office = told.at, told.office
    if office.rank == "former" or any(key in _words()["history"] for key in sentence.keys):
        return False
    if office.start and sentence.keys[office.start - 1] in _words()["before"]:
        return False
    before = sentence.text[: sentence.starts[office.start]]
    if before.count("«") > before.count("»") or before.count("“") > before.count("”"):
        return False
    if any(int(year[0]) < day.year for year in _YEAR.finditer(sentence.text)):
        return False
    noon = datetime.combine(day, time(12), ALMATY)
    return not any(found.role == "event" and found.last < day - _RECENT for found in find_dates(sentence.text, noon))


def _is_doubtful(told: _Told, head: Tenure, others: Sequence[_Told], known: set[str]) -> bool:
    """Whether the article itself speaks against it: it knows the table's head, or a second one, or a former one."""
    if head.surname and not known.isdisjoint(inflected(head.surname)):
        return True
    beside = [one for one in others if one.region == told.region]
    return len({one.name.key for one in beside}) > 1 or any(one.office.rank == "former" for one in beside)


def _other_head(told: _Told, head: Tenure, voice: str | None) -> OtherHead:
    sentence, office = told.at, told.office
    last = office.end - 1
    return OtherHead(
        region=told.region,
        said=told.said,
        name=told.name.printed,
        person=told.name.person,
        person_key=told.name.key,
        office=sentence.text[sentence.starts[office.start] : sentence.starts[last] + len(sentence.words[last])],
        head=None if head.vacant else head.akim,
        voice=voice,
        evidence=Evidence(sentence=sentence.text, char_start=sentence.start, char_end=sentence.end),
    )


@cache
def _words() -> Mapping[str, WordList]:
    history = read_lexicon("other_heads.toml")["history"]
    return {"history": WordList(history["words"]), "before": WordList(history["before"])}
