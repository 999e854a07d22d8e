"""What is never listed: the order itself, gatherings abroad, history, and talk without a gathering."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from extractors.russian.letters import key
from extractors.russian.meetings.gatherings import Gathering
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.subjects import hits
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
_KAZAKHSTAN = re.compile(r"народа казахстана|\bкха\b")
_ASSEMBLY_WORD = re.compile(r"[Аа]ссамбле\w+")
_ITS_PEOPLE = re.compile(r"\bанк\b|\bкха\b|этнокультурн|этноцентр|этнообъединен|дом\w* дружбы|совет\w* матерей")
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:-[а-я]+)?\b(?!\s*[-–]?\s*(?:год\w* (?:планир|намеч)))")


def speaks_of_another_assembly(scene: Scene) -> bool:
    """Whether every «Ассамблея» or «АНК» of the text is somebody else's: «целая ассамблея гармоней», another «АНК»."""
    text = scene.doc.text
    if _OTHER_LETTERS.search(scene.folded):
        return "ассамбле" not in scene.folded
    named = [m.group() for m in _ASSEMBLY_WORD.finditer(text)]
    if not named or any(word[0] == "А" for word in named) or "народа казахстана" in scene.folded:
        return False
    return not any(hits(s).topic for s in scene.sentences) and not _ITS_PEOPLE.search(scene.folded)


_YEARS_AGO = re.compile(r"\b(?:[\w-]+ ){0,2}(?:лет|года?) (?:тому )?назад\b")  # «пять лет назад», «год назад»


def is_history(scene: Scene, gathering: Gathering, published: date | None) -> bool:
    """Older than two months before `published` (or before the latest day told), by its date or by a bare year."""
    text = key(scene.sentences[gathering.founder.sentence].told())
    if gathering.founder.outlook in {"past", "present", "habit"} and gathering.day is None and _YEARS_AGO.search(text):
        return True
    if published is None:
        return False
    limit = months_before(published, MONTHS_BACK)
    if gathering.day is not None:
        return gathering.day.last < limit
    if gathering.founder.recalled:
        return True
    years = [
        int(match.group()[:4])
        for match in _YEAR.finditer(text)
        if "год" in text[match.start() : match.end() + 6] or "-х" in match.group()
    ]
    return bool(years) and max(years) < limit.year and gathering.founder.outlook in {"past", "present", "habit"}


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_foreign(scene: Scene, gathering: Gathering, places: Sequence[Place]) -> bool:
    """The sentence that tells of it puts it abroad or names another country's Assembly, and nothing of ours."""
    founder = scene.sentences[gathering.founder.sentence]
    near = [p for p in places if scene.sentence_of[p.start] == founder.number]
    home = [p for p in near if p.region is not None and not p.foreign]
    abroad = [p for p in near if p.foreign]
    if _FOREIGN_BODY.search(founder.folded):
        return not home or len(abroad) >= len(home)
    return bool(abroad) and not home and not _KAZAKHSTAN.search(founder.folded)


def is_the_order(scene: Scene, gathering: Gathering) -> bool:
    """The session of 25 April 2024, or the order's own words: a rhythm of meetings, not a meeting."""
    day = gathering.day
    if (
        day is not None
        and day.first <= ORDER_DAY <= day.last
        and day.first == day.last
        and gathering.kind == "assembly_session"
    ):
        return True
    texts = [scene.sentences[m.sentence].folded for m in gathering.mentions if m.standing != "outside"]
    if gathering.kind == "assembly_session" and any(_ORDER_SESSION.search(text) for text in texts):
        return True
    founder = scene.sentences[gathering.founder.sentence].folded
    return gathering.founder.outlook in {"ordered", "unreal", "habit", "future"} and bool(_RECURRENCE.search(founder))
