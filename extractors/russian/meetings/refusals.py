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
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.why import Spot, Why, spot, stretch
from extractors.russian.meetings.words import subjects
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
# «АНК — Ассоциация налогоплательщиков», «(АНК), Академия наук»: the letters of another body
_OTHER_LETTERS = re.compile(
    r"\bанк\b\)?\s*[—–(,-]\s*(?!ассамбле)(?:ассоциаци|академи|агентств|альянс|акционерн|антикоррупционн)\w+"
    r"|(?:ассоциаци|академи|агентств|альянс)\w+ (?:[\w-]+ ){0,3}\(анк\)"
)
# «Ассамблея деловых женщин», «Генеральная Ассамблея ООН», «Ассамблея университетов»: other bodies of that name
_OTHER_ASSEMBLIES = re.compile(
    r"\b(?:генеральн|парламентск|всемирн|международн|студенческ|молодежн|детск|ученическ|медицинск|петровск)\w+ "
    r"ассамбле\w+(?! народ)"
    r"|\bассамбле\w+ (?:делов|женщин|университет|оон|здоровь|спикер|муниципал|предпринимат|банк|юрист|адвокат|музе"
    r"|парламент|федерац|мэров|городов|театр|детск|учител|педагог|врач|писател|творч|учен|бизнес|инвест|финанс|музык"
    r"|дизайн|мод|искусств|олимпийск|спорт|студент|ректор|тюркск|евраз|издател|журналист|кочев)\w*"
)
# «Ассамблея» in quotation marks and nothing more: a play, a café, a dance company
_A_TITLE = re.compile(r"[«\"“]ассамбле[яиюей]+[»\"”]")
_KAZAKHSTAN = re.compile(r"народа казахстана|\bкха\b")
_ASSEMBLY_WORD = re.compile(r"[Аа]ссамбле\w+")
_ITS_PEOPLE = re.compile(r"\bанк\b|\bкха\b|этнокультурн|этноцентр|этнообъединен|дом\w* дружбы|совет\w* матерей")
# «на заседании Совета столичной ассамблеи»: a region's Assembly with its Council, whatever the letter
_ITS_COUNCIL = re.compile(r"\bсовет\w* (?:областн|городск|столичн|региональн|районн)\w* ассамбле")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:-[а-я]+)?\b(?!\s*[-–]?\s*(?:год\w* (?:планир|намеч)))")


def _names_only_others(folded: str, named: int) -> tuple[int, int] | None:
    """Where an Assembly of another kind is named, if neither ours nor any of its people is."""
    others = [m.span() for m in (*_OTHER_ASSEMBLIES.finditer(folded), *_A_TITLE.finditer(folded))]
    ours = "народа казахстана" in folded or _ITS_PEOPLE.search(folded) or subjects().topic.search(folded)
    # named once in full, such a body is «Ассамблея» from then on
    return others[0] if others and named and not ours else None


_YEARS_AGO = re.compile(r"\b(?:[\w-]+ ){0,2}(?:лет|года?) (?:тому )?назад\b")  # «пять лет назад», «год назад»


def another_assembly(scene: Scene) -> Why | None:
    """Whether every «Ассамблея» or «АНК» of the text is somebody else's: «целая ассамблея гармоней», another «АНК»."""
    text = scene.doc.text
    if letters := _OTHER_LETTERS.search(scene.folded):
        return None if "ассамбле" in scene.folded else Why(rule="refused.other_letters", at=(letters.span(),))
    named = list(_ASSEMBLY_WORD.finditer(text))
    if other := _names_only_others(scene.folded, len(named)):
        return Why(rule="refused.other_assembly", at=(other,))
    if not named or any(word.group()[0] == "А" for word in named) or "народа казахстана" in scene.folded:
        return None
    if any(hits(s).topic for s in scene.sentences) or _ITS_PEOPLE.search(scene.folded):
        return None
    if _ITS_COUNCIL.search(scene.folded):
        return None
    return Why(rule="refused.small_letter", at=tuple(word.span() for word in named))


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
    if gathering.kind == "assembly_session":
        for sentence in sentences:
            if number := _ORDER_SESSION.search(sentence.folded):
                return Why(rule="refused.session_of_the_order", at=(_within(sentence, number),))
    founder = scene.sentences[gathering.founder.sentence]
    rhythm = _RECURRENCE.search(founder.folded)
    if rhythm is None or gathering.founder.outlook not in {"ordered", "unreal", "habit", "future"}:
        return None
    return Why(rule="refused.rhythm", at=(_within(founder, rhythm),))
