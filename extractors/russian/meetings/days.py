"""Which date of the text is the day of which gathering. A day is never invented: no date near it means none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, Protocol

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.datelines import datelines_before, is_dateline
from extractors.russian.meetings.modality import outlook, predicate_of
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.words import modal_words, verbs
from models.records import DateBasis

_DATE_LINE = ("дата проведения", "дата мероприятия", "дата события", "время проведения", "дата и место", "когда:")
LONGEST_INTERVAL = 45
"""Days: a wider interval (a quarter, a season) does not date one gathering."""
LONGEST_OF_LEAD = 11
"""Days: a third of a month («в конце мая») is the widest that a lead lends to what it tells."""
LEAD_LINES = 2
"""Paragraphs of the body in which news say when it was."""
DAYS_OF_NEWS = 31
"""A lead tells of what is not a month old."""
# «Состоялось в минувший вторник», «Было это 5 мая», «День выбрали не случайно — 28 августа»
_GOING_ON = re.compile(r"^(?:состоял|прош[её]?л|было|был[аи]?|случил|произош|дата|день)\w*\b")


# «Это вторая встреча, первая была неделю назад», «прежняя прошла в мае»: right before a date, it is another one's
_OF_ANOTHER = re.compile(r"\b(?:перв|предыдущ|прежн|прошл)\w+ (?:был|прош|состоял|собир)\w*(?: [\w-]+){0,3} ?$")


How = Literal["clause", "row", "date_line", "beside", "lead", "counted_from", "same_day", "deadline"]
"""Which way led from the gathering to its day: its own clause, a row of dates, the line «Дата проведения», the sentence
beside it, the lead, the day of the gathering before (counted from, or the same), or the deadline of an order."""


class Dated(Protocol):
    """What `doc._.dates` holds, as far as it is used here."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def basis(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The interval that a gathering's day lies in, and the token where the text says so."""

    first: date
    last: date
    basis: DateBasis
    token: int
    end: int  # the token behind its phrase
    how: How
    counted: str = ""  # the words that count it from another day

    def meets(self, other: Day) -> bool:
        return self.first <= other.last and other.first <= self.last


def as_day(dated: Dated, how: How) -> Day:
    return Day(
        first=dated.first,
        last=dated.last,
        basis="stated" if dated.basis == "stated" else "relative",
        token=dated.start,
        end=dated.end,
        how=how,
    )


def days_of(scene: Scene, mention: Mention, dates: Sequence[Dated], published: date | None) -> tuple[Day, ...]:
    """The days that the mention's own clause gives; several only for «проведёт их 12 февраля, 16 апреля и 11 июня»."""
    sentence = scene.sentences[mention.sentence]
    usable = [d for d in _in(sentence, dates) if _can_date(d, mention, sentence)]
    scored = sorted(
        ((_distance(scene, mention, d), _width(d), d.start, d) for d in usable), key=lambda entry: entry[:3]
    )
    if not scored or scored[0][0] > 1:
        return ()
    if mention.several or mention.outlook == "future":
        row = [entry[3] for entry in scored if entry[0] <= 1 and entry[1] == 0]
        if len(row) > 1 and _is_row(scene, sorted(row, key=lambda d: d.start)):
            return tuple(as_day(d, "row") for d in sorted(row, key=lambda d: d.start))
    best = [entry[3] for entry in scored if entry[0] == scored[0][0]]
    return (_narrowest(best, mention, published),)


def _narrowest(dates: list[Dated], mention: Mention, published: date | None) -> Day:
    """The shortest interval; of several days, one on the right side of the publication; then the first named."""
    day = min(dates, key=lambda d: (_wrong_side(d, mention, published), _width(d), d.start))
    return as_day(day, "clause")


def _wrong_side(dated: Dated, mention: Mention, published: date | None) -> bool:
    if published is None:
        return False
    if mention.outlook in {"future", "ordered", "postponed"}:
        return dated.last < published
    return mention.outlook in {"past"} and dated.first > published


def _in(sentence: Sentence, dates: Sequence[Dated]) -> list[Dated]:
    return [d for d in dates if sentence.start <= d.start < sentence.end]


def _width(dated: Dated) -> int:
    return (dated.last - dated.first).days


def _can_date(dated: Dated, mention: Mention, sentence: Sentence) -> bool:
    """A deadline dates only what is ordered; a reference, a stamp and a beginning date nothing."""
    if _width(dated) > LONGEST_INTERVAL or (dated.start in sentence.speech and not mention.quoted):
        return False
    if _is_of_another(dated, mention, sentence):
        return False
    return dated.role == "event" or (dated.role == "deadline" and mention.outlook == "ordered")


def _is_of_another(dated: Dated, mention: Mention, sentence: Sentence) -> bool:
    """Between the gathering's name and the date stands «первая была», «прежняя прошла»."""
    between = sentence.span.doc[mention.token + 1 : max(mention.token + 1, dated.start)]
    return bool(_OF_ANOTHER.search(key(between.text)))


def _distance(scene: Scene, mention: Mention, dated: Dated) -> int:
    """0: the same predicate by the parse; else how many other finite verbs stand between the date and the mention."""
    if mention.outlook == "future" and _was_the_old_plan(scene, dated):
        return 1
    if any(_inside_name(scene.doc[i], mention) for i in range(dated.start, dated.end)):
        return 0
    if mention.verb is not None:
        for i in range(dated.start, dated.end):
            verb = predicate_of(scene.doc[i])
            if verb is not None and (verb.i == mention.verb or _says_of(verb, mention)):
                return 0
    anchor = mention.token if mention.verb is None else mention.verb
    low, high = sorted(
        (dated.start, min(anchor, mention.token) if dated.start < mention.token else max(anchor, mention.token))
    )
    between = [
        token
        for token in scene.doc[low + 1 : high]
        if is_finite(token) and token.i != mention.verb and token.dep_ not in {"cop", "aux"}
    ]
    return 1 + len(between)


def _says_of(verb: Token, mention: Mention) -> bool:
    """«напутствовал участников фестиваля, который прошёл в воскресенье»: the clause hangs on the gathering's noun."""
    return verb.dep_ == "acl:relcl" and mention.start <= verb.head.i < mention.end


def _was_the_old_plan(scene: Scene, dated: Dated) -> bool:
    """«Ожидавшееся 8 октября заседание состоится 15-го»: the day that a participle of planning has."""
    if dated.start == scene.at(dated.start).start:
        return False
    before = scene.doc[dated.start - 1]
    return not is_finite(before) and before.lemma_ in verbs().ahead | {"ожидаться", "планировать", "ожидавшийся"}


def _inside_name(token: Token, mention: Mention) -> bool:
    """«Назначенное на 24 апреля заседание»."""
    node = token
    for _ in range(6):
        if node.i == mention.token:
            return True
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def _is_row(scene: Scene, row: list[Dated]) -> bool:
    """Dates one after another with nothing but commas, «и» and places between."""
    for one, other in pairwise(row):
        if any(is_finite(token) for token in scene.doc[one.end : other.start]) or other.start - one.end > 6:
            return False
    return True


def day_nearby(
    scene: Scene,
    mentions: Sequence[Mention],
    dates: Sequence[Dated],
    published: date | None,
    *,
    own: Collection[int],
    alone: bool,
) -> Day | None:
    """A date told beside the gathering: in the line «Дата проведения», in the sentence before or behind, in the lead.

    `own`: the sentences that are the gathering's. The lead of an article dates it only where the gathering is `alone`
    there, and only if every day that the lead tells is the same.
    """
    for sentence in scene.sentences:
        if alone and sentence.folded.startswith(_DATE_LINE):
            named = [d for d in _in(sentence, dates) if _width(d) <= LONGEST_INTERVAL]
            if named:
                return as_day(named[0], "date_line")
    told = [m for m in mentions if m.standing != "outside"]
    for mention in told:
        for number in (*datelines_before(scene, mention.sentence), mention.sentence + 1):
            found = _day_beside(scene, mention, number, dates, published) if number in own else None
            if found is not None:
                return found
    return _day_of_the_lead(scene, told, dates, published, own) if alone and told else None


def _day_beside(
    scene: Scene, mention: Mention, number: int, dates: Sequence[Dated], published: date | None
) -> Day | None:
    """The sentence before, in the same line; the one behind only where it goes on to say when it was."""
    beside = scene.sentences[number]
    if beside.in_title or beside.line != scene.sentences[mention.sentence].line:
        return None
    if number > mention.sentence and not (_GOING_ON.search(beside.told()) or is_dateline(beside)):
        return None
    for dated in _in(beside, dates):
        if _can_date(dated, mention, beside) and _told_alike(scene, dated, mention, published):
            return as_day(dated, "beside")
    return None


def _day_of_the_lead(
    scene: Scene, told: Sequence[Mention], dates: Sequence[Dated], published: date | None, own: Collection[int]
) -> Day | None:
    """The day of an article's lead and title: what it tells of happened then, if it tells of one day only."""
    mention = told[0]
    body = sorted({scene.sentences[number].line for number in own if not scene.sentences[number].in_title})
    own_sentences = [scene.sentences[number] for number in sorted(own)]
    before = [s for s in own_sentences if s.number <= mention.sentence or not any(map(is_finite, s.span))]
    lead = [s for s in before if s.in_title or s.line in body[:LEAD_LINES]]
    found = [
        dated
        for sentence in lead
        if not _recalls(sentence)
        for dated in _in(sentence, dates)
        if _can_date(dated, mention, sentence)
        and _width(dated) <= LONGEST_OF_LEAD
        and _is_news(dated, published)
        and _told_alike(scene, dated, mention, published)
    ]
    return as_day(found[0], "lead") if len({(dated.first, dated.last) for dated in found}) == 1 else None


def _is_news(dated: Dated, published: date | None) -> bool:
    return published is None or abs((published - dated.last).days) <= DAYS_OF_NEWS


def _recalls(sentence: Sentence) -> bool:
    return any(token.lemma_ in modal_words().recall for token in sentence.span[:6])


def _told_alike(scene: Scene, dated: Dated, mention: Mention, published: date | None) -> bool:
    """What the date belongs to is told in the same tense, and the day lies on the same side of the publication."""
    verb = predicate_of(scene.doc[dated.start])
    if mention.outlook == "future":
        return published is not None and dated.first >= published and (verb is None or outlook(verb) == "future")
    ahead = mention.outlook == "present" and verb is None  # «Пятница, 20 июня. Аким встречается с этноцентрами»
    gone_by = published is None or dated.last <= published or ahead
    return gone_by and (verb is None or not is_finite(verb) or "Past" in verb.morph.get("Tense", []))
