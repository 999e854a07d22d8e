"""What is never listed: the order itself, gatherings abroad, history, and talk without a gathering."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from extractors.russian.letters import key
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.naming import recalling
from extractors.russian.meetings.scene import Scene, Sentence
from extractors.russian.meetings.why import Spot, Why, spot, stretch
from extractors.russian.records import Place

MONTHS_BACK = 2
"""A past meeting recalled with its date is listed when it is of the last two months before publication (the guide)."""

ORDER_DAY = date(2024, 4, 25)
"""The XXXIII session, where the order was given: it is never listed, under whatever name."""

# «раз в два месяца проводить совещания», «не реже одного раза в квартал», «обязательные встречи»
_RECURRENCE = re.compile(
    r"\bраз в (?:два |2 |три |3 )?(?:месяц|квартал|год|полгода|полугоди)\w*|\bне реже\b"
    r"|\bежемесячн\w+|\bежеквартальн\w+|\bрегулярн\w+"
)
_ORDER_SESSION = re.compile(r"\b(?:xxxiii|хххиии|тридцать третьей|33[- ](?:я|й|ей))\b")
_FOREIGN_BODY = re.compile(
    r"(?:ассамбле\w+|анк) (?:народ\w+ )?(?:кыргызстан|киргизи|росси|татарстан|дагестан|тюркск|евраз|узбекистан)\w*"
    r"|тюркпа|кенеш\w*|\bгубернатор\w*|\bнародов россии"
)
_KAZAKHSTAN = re.compile(r"народа казахстана|\bкха\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:-[а-я]+)?\b(?!\s*[-–]?\s*(?:год\w* (?:планир|намеч)))")


_YEARS_AGO = re.compile(r"\b(?:[\w-]+ ){0,2}(?:лет|года?) (?:тому )?назад\b")  # «пять лет назад», «год назад»


def is_history(scene: Scene, gathering: Gathering, published: date | None) -> Why | None:
    """Older than two months before `published` (or before the latest day told), by its date or by a bare year."""
    founder = gathering.founder
    sentence = scene.sentences[founder.sentence]
    text = key(sentence.told())
    told = founder.outlook in {"past", "present", "habit"}
    if told and gathering.day is None and (ago := _YEARS_AGO.search(text)):
        return Why(rule="refused.years_ago", at=(_within(sentence, ago),))
    if published is None:
        return None
    limit = months_before(published, MONTHS_BACK)
    if (day := gathering.day) is not None:
        at = (stretch(scene.doc, day.token, day.end),)
        return Why(rule="refused.old_day", at=at, about=limit.isoformat()) if day.last < limit else None
    if founder.recalled:
        word = recalling(sentence)
        return Why(rule="refused.recalled", at=(spot(word),) if word is not None else ())
    years = [
        match
        for match in _YEAR.finditer(text)
        if "год" in text[match.start() : match.end() + 6] or "-х" in match.group()
    ]
    if not years or not told:
        return None
    latest = max(years, key=lambda match: int(match.group()[:4]))
    old = int(latest.group()[:4]) < limit.year
    return Why(rule="refused.old_year", at=(_within(sentence, latest),), about=limit.isoformat()) if old else None


def _within(sentence: Sentence, match: re.Match[str]) -> Spot:
    offset = sentence.span.start_char
    return offset + match.start(), offset + match.end()


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_foreign(scene: Scene, gathering: Gathering, places: Sequence[Place]) -> Why | None:
    """The sentence that tells of it puts it abroad or names another country's Assembly, and nothing of ours."""
    founder = scene.sentences[gathering.founder.sentence]
    near = [p for p in places if scene.sentence_of[p.start] == founder.number]
    home = [p for p in near if p.region is not None and not p.foreign]
    abroad = [p for p in near if p.foreign]
    if body := _FOREIGN_BODY.search(founder.folded):
        foreign = not home or len(abroad) >= len(home)
        return Why(rule="refused.foreign_body", at=(_within(founder, body),)) if foreign else None
    there = [p for p in abroad if _is_where(scene, p)]
    if there and not any(_is_where(scene, p) for p in home):
        return Why(rule="refused.abroad", at=tuple(stretch(scene.doc, p.start, p.end) for p in there))
    if not abroad or home or _KAZAKHSTAN.search(founder.folded):
        return None
    return Why(rule="refused.abroad", at=tuple(stretch(scene.doc, p.start, p.end) for p in abroad))


def _is_where(scene: Scene, place: Place) -> bool:
    """«в Ташкенте», «на Алтае»: where it was, unlike whose delegation came."""
    before = scene.doc[max(0, place.start - 2) : place.start]
    located = any(token.lower_ in {"в", "во", "на"} for token in before)
    return located and "Loc" in scene.doc[place.end - 1].morph.get("Case", [])


# «XXXIII сессия Ассамблеи народа Казахстана города Алматы»: regions number theirs too
_OF_A_REGION = re.compile(r"\b(?:областн|городск|региональн|столичн)\w+ (?:ассамбле|анк\b)")


def _is_of_a_region(scene: Scene, gathering: Gathering) -> bool:
    """Its own name says that it is a region's."""
    if gathering.region_why is not None and gathering.region_why.rule == "region.in_its_name":
        return True
    told = [m for m in gathering.mentions if m.standing != "outside"]
    return any(_OF_A_REGION.search(key(scene.doc[m.start : m.end + 1].text)) for m in told)


def is_the_order(scene: Scene, gathering: Gathering) -> Why | None:
    """The session of 25 April 2024, or the order's own words: a rhythm of meetings, not a meeting."""
    day = gathering.day
    if (
        day is not None
        and day.first <= ORDER_DAY <= day.last
        and day.first == day.last
        and gathering.kind == "assembly_session"
    ):
        return Why(rule="refused.session_of_the_order", at=(stretch(scene.doc, day.token, day.end),))
    sentences = [scene.sentences[m.sentence] for m in gathering.mentions if m.standing != "outside"]
    if gathering.kind == "assembly_session" and not _is_of_a_region(scene, gathering):
        for sentence in sentences:
            if number := _ORDER_SESSION.search(sentence.folded):
                return Why(rule="refused.session_of_the_order", at=(_within(sentence, number),))
    founder = scene.sentences[gathering.founder.sentence]
    rhythm = _RECURRENCE.search(founder.folded)
    if rhythm is None or gathering.founder.outlook not in {"ordered", "unreal", "habit", "future"}:
        return None
    return Why(rule="refused.rhythm", at=(_within(founder, rhythm),))
