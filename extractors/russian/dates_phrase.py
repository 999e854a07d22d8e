"""A date phrase in its sentence: its numbers, the year it names, the part it plays, the time its verbs look to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from extractors.russian.dates_calendar import Interval, Lean, choose_year
from extractors.russian.dates_words import COUNTED, FUTURE, GAP, TIMELESS, Words
from extractors.russian.lemmas import morphology

Role = Literal["event", "deadline", "beginning", "reference", "stamp"]
Unit = Literal["day", "range", "week", "part_of_month", "month", "season", "quarter", "year"]
Prefer = Literal["context", "past", "future", "nearest"]

_ROLES: dict[str, Role] = {
    **dict.fromkeys("tkoP", "deadline"),  # до, к, по, не позднее
    **dict.fromkeys("ba", "beginning"),  # с, после
    **dict.fromkeys("uj", "reference"),  # «Указ от 25 апреля», «отчёт за 2024 год»
}
_STRETCHES = ("span", "days", "months")
_REACH = 20  # words on either side in which a verb may stand: the press's sentences have about 20
# «провёл», «состоялось», «обсудили»: by prefix and ending; nouns of that shape are in the lexicon
_PAST_VERB = re.compile(
    r"(?:бы|вы|вст|де|за|из|на|об|от|пере|под|по|при|про|рас|раз|сказ|со|ст|у)\w*(?:[аеёиоуыя]л|шл)(?:[аои]|ся|[аои]сь)?"
)

# «состоится», «рассмотрят»; not the first person, which speaks to the reader («напомним», «отметим»)
_THIRD_PERSON = re.compile(r".{2,}(?:[еёи]т|[уюая]т)(?:ся)?")


@lru_cache(maxsize=50_000)  # the words beside dates in some weeks of the press; a look into the dictionary takes 50 µs
def tense_of(word: str) -> Literal["past", "future"] | None:
    """Of a verb in lower case («состоится», «прошло»), by its form alone; None for any other word."""
    if word in FUTURE:
        return "future"
    if word in TIMELESS:
        return None
    if _PAST_VERB.fullmatch(word):
        return "past"
    return "future" if _THIRD_PERSON.fullmatch(word) and _is_in_future_tense(word) else None


def _is_in_future_tense(word: str) -> bool:
    parses = morphology().parse(word)
    return parses[0].tag.POS == "VERB" and all(p.tag.tense == "futr" for p in parses if p.tag.POS == "VERB")


@dataclass(frozen=True)
class Phrase:
    """Words `start` up to `end` of a paragraph, as one kind of the grammar found them."""

    kind: str
    letters: str  # of the whole paragraph
    words: Words
    start: int
    end: int
    published: date | None
    prefer: Prefer = "context"

    @cached_property
    def own(self) -> str:
        return self.letters[self.start : self.end]

    @property
    def text(self) -> str:
        return " ".join(self.words.text(at) for at in range(self.start, self.end))

    def numbers(self, kinds: str) -> list[int]:
        """What the words with these letters say, in order."""
        values = (self.words.value(at) for at in range(self.start, self.end) if self.letters[at] in kinds)
        return [value for value in values if value is not None]

    def days(self) -> list[tuple[int, int, int]]:
        """Days of the month in order, each with the words (start, end) that say it; «двадцать пятого» is one day."""
        found: list[tuple[int, int, int]] = []
        tens = 0
        for at in range(self.start, self.end):
            number = self.words.value(at) or 0
            if self.letters[at] == "T":
                tens = number
            elif self.letters[at] in "DO":
                found.append((tens + number, at - bool(tens), at + 1))
                tens = 0
        return found

    def year(self) -> tuple[int | None, bool]:
        """The year that the phrase names, and whether it is written out in figures."""
        written = self.numbers("Y")
        if written:
            return written[-1], True
        if self.published is None:
            return None, False
        this = self.published.year
        if "C" in self.own or "AG" in self.own:
            return this, False
        if "BG" in self.own:
            return this - 1, False
        if "NG" in self.own:
            return this + 1, False
        if "EG" in self.own:  # «уходящий год» is said for some weeks after it has gone
            return (this - 1 if self.published.month == 1 else this), False
        return None, False

    def resolve(
        self, of_year: Callable[[int], Interval | None], *, lean: Lean | None = None
    ) -> tuple[Interval, bool] | None:
        """The interval in the year named, else in the year meant, and whether the year is written; None if unknown."""
        year, stated = self.year()
        if year is not None:
            interval = of_year(year)
        elif self.published is not None:
            interval = choose_year(of_year, self.published, lean if lean and self.prefer == "context" else self.lean)
        else:
            interval = None
        return (interval, stated) if interval is not None else None

    @property
    def preposition(self) -> str:
        """The letter of the preposition that opens the phrase (behind the gap in «в самом начале»), or ''."""
        return self.own[0] if self.own[0] in "btkonuajPi" else ""

    @cached_property
    def role(self) -> Role:
        if self._beside_a_reference_word():
            return "reference"
        if self.kind in _STRETCHES and self.preposition == "b":  # «с 25 по 26 апреля»: the «с» only opens the stretch
            return "event"
        if self.preposition == "P" and (self.start == 0 or self.words.text(self.start - 1) != "не"):
            return "event"  # «позже, 15 мая»; «не позже 15 мая» is a deadline
        return _ROLES.get(self.preposition, "event")

    def _beside_a_reference_word(self) -> bool:
        """«курс доллара на 5 марта», «по состоянию на 1 апреля», «в честь 1 мая»."""
        before = self.letters[max(0, self.start - 4) : self.start]
        return "m" in before.rpartition(".")[2]

    @cached_property
    def lean(self) -> Lean:
        """Which year a phrase without one is likely to mean."""
        if self.prefer != "context":
            return self.prefer
        if self.role == "deadline":
            return "deadline"
        if self.role == "reference" and self.preposition in ("u", "j"):
            return "past"  # documents and reports are of the past; feasts kept («в честь 1 мая») are near
        if (
            self.role in ("reference", "beginning")
            or self.kind == "eve_of"
            or self.preposition == "n"
            or "R" in self.own
        ):
            return "nearest"
        if self.tense == "future":
            return "announced"
        return "past" if self._happened_there else "news"

    @property
    def _happened_there(self) -> bool:
        """«20 апреля прошло», «состоялось 20 апреля»: the verb is the date's own, not one further off."""
        near = (self.start - 2, self.start - 1, self.end, self.end + 1)
        return any(self._tense_of(at, -1 if at < self.start else 1) == "past" for at in near)

    @property
    def looks_ahead(self) -> bool:
        """Is what the phrase dates still to come, by the caller's word or by the sentence's verbs?"""
        return self.tense == "future" if self.prefer == "context" else self.prefer == "future"

    @cached_property
    def tense(self) -> Literal["past", "future"] | None:
        """The time of the sentence's nearest verb («состоялось», «назначена»); the past wins a draw."""
        for distance in range(1, _REACH + 1):
            beside = {self._tense_of(self.start - distance, -1), self._tense_of(self.end - 1 + distance, 1)}
            if "past" in beside:
                return "past"
            if "future" in beside:
                return "future"
        return None

    def _tense_of(self, index: int, side: int) -> Literal["past", "future"] | None:
        """Tense of the word at `index`, if no sentence ends between it and the phrase."""
        if not 0 <= index < len(self.letters) or self.letters[index] != GAP:
            return None
        if "." in (self.letters[index : self.start] if side < 0 else self.letters[self.end : index]):
            return None
        if self._is_a_name(index):
            return None
        return tense_of(self.words.text(index))

    def _is_a_name(self, index: int) -> bool:
        """A capital inside a sentence: «Ермаганбет», «Раскопов», whatever verb its letters resemble."""
        opens = index == 0 or self.letters[index - 1] == "."
        return not opens and self.words.is_capital(index)

    def without_a_false_year(self) -> Phrase:
        """«5 мая 2000 человек вышли»: the number counts people, it is no year."""
        after = self.words.text(self.end) if self.end < len(self.words) else ""
        if self.own[-1] != "Y" or len(self.own) < 2 or not after.startswith(COUNTED):
            return self
        shorter = self.end - (2 if self.own[-2] == "," else 1)
        return replace(self, end=shorter)
