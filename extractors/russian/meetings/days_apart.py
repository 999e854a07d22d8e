"""Days told apart from the clause: counted from another gathering's («днём позже»), or in front of its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from extractors.russian.meetings.datelines import datelines_before, is_dateline
from extractors.russian.meetings.days import Dated, Day, as_day
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.scene import Scene

# «двумя днями раньше», «днём позже», «неделей ранее», «за день до этого», «на следующий день»
_APART = re.compile(
    r"\b(?:(?P<number>двумя|тремя|четырьмя|пятью|за|два|три) )?"
    r"(?P<unit>днем|днями|день|дня|неделей|неделями|неделю) "
    r"(?P<way>раньше|ранее|позже|позднее|спустя|до этого|до того)\b"
    r"|\bна (?:следующий|другой) (?P<unit_next>день)\b"
)
_NUMBERS = {"двумя": 2, "два": 2, "тремя": 3, "три": 3, "четырьмя": 4, "пятью": 5}
_LATER = frozenset({None, "спустя", "позже", "позднее"})
# «Утром… Во второй половине дня глава региона встретился…»: the second gathering was on the day of the first.
_SAME_DAY = re.compile(
    r"\b(?:во второй половине дня|после обеда|вечером|днем|позже|затем|следом|тогда же|в (?:тот|этот) (?:же )?день)\b"
)


def day_counted_from(known: Day, told: str) -> Day | None:
    """The day that `told` (a folded sentence) counts from `known`; None where it counts none."""
    counted = _APART.search(told)
    if counted is None:
        return None
    unit = counted["unit"] or counted["unit_next"]
    apart = timedelta(days=_NUMBERS.get(counted["number"] or "", 1) * (7 if unit.startswith("недел") else 1))
    shift = apart if counted["way"] in _LATER else -apart
    return replace(
        known, first=known.first + shift, last=known.last + shift, how="counted_from", counted=counted.group()
    )


def goes_on_with_the_day(told: str) -> bool:
    """Whether the folded sentence goes on with the day told before: «тогда же», «вечером», «после обеда»."""
    return bool(_SAME_DAY.search(told))


def day_of_its_line(scene: Scene, mention: Mention, dates: Sequence[Dated]) -> Day | None:
    """The day in front of what a line of a chronicle tells: «17 июня. Сессия», «16 июня. Дом дружбы. Встреча»."""
    for number in datelines_before(scene, mention.sentence):
        beside = scene.sentences[number]
        if not is_dateline(beside) or beside.in_title or beside.line != scene.sentences[mention.sentence].line:
            return None
        for dated in dates:
            if beside.start <= dated.start < beside.end and dated.role == "event" and dated.first == dated.last:
                return as_day(dated, "beside")
    return None
