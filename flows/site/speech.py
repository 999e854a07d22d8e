"""How one language says things on the pages: the glossary's words, the site's own texts, days and shares."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from flows.explain.visible import visible
from flows.site.judged import Region, Term, Verdict
from models.glossary import Glossary, Language, Word, WordKind

LANGUAGES: tuple[Language, ...] = ("ru", "en")
_UNKNOWN = "—"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speech:
    """One language. Everything it gives is plain text that the template escapes, or Markup that is escaped already."""

    language: Language
    glossary: Glossary

    @property
    def texts(self) -> Mapping[str, Any]:
        return _texts(self.language)

    @property
    def other(self) -> Language:
        return "en" if self.language == "ru" else "ru"

    def word(self, kind: WordKind, word: str) -> str:
        """How the glossary says it; what it does not have is shown by its name."""
        return self._entry(kind, word).said(self.language)

    def meaning(self, kind: WordKind, word: str) -> str:
        return self._entry(kind, word).meaning(self.language)

    def _entry(self, kind: WordKind, word: str) -> Word:
        try:
            return self.glossary.word(kind, word)
        except KeyError:  # a file of a later program may hold a word that this one has not learned
            return Word(kind=kind, word=word, ru=word, en=word, means_ru="", means_en="")

    @property
    def unknown(self) -> str:
        return _UNKNOWN

    def truth(self, truth: bool) -> str:
        return str(self.texts["site"]["yes" if truth else "no"])

    def region(self, region: Region) -> str:
        return region.name if self.language == "ru" else region.name_en

    def short(self, region: Region) -> str:
        return region.short if self.language == "ru" else region.short_en

    def reasons(self, verdict: Verdict) -> list[str]:
        return verdict.reasons_ru if self.language == "ru" else verdict.reasons

    def day(self, day: date | datetime | None) -> str:
        if day is None:
            return _UNKNOWN
        return f"{day:%d.%m.%Y}" if self.language == "ru" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, moment: datetime | None) -> str:
        return f"{self.day(moment)}, {moment:%H:%M}" if moment else _UNKNOWN

    def days(self, first: date | None, last: date | None) -> str:
        """A day, or the days between which something was."""
        if first is None or last is None or first == last:
            return self.day(first or last)
        return f"{self.day(first)} – {self.day(last)}"

    def month(self, day: date) -> str:
        return f"{day:%m.%Y}"

    def share(self, share: float | None) -> str:
        """A share as per cent; nearly nothing and nearly all are not rounded to nothing and all."""
        if share is None:
            return _UNKNOWN
        told = "<1" if 0 < share < 0.005 else ">99" if 0.995 <= share < 1 else f"{100 * share:.0f}"
        return f"{told}\u00a0%" if self.language == "ru" else f"{told}%"

    def between(self, mean: float | None, low: float | None, high: float | None) -> str:
        """A share with its 90 % interval: «45 % (4–91 %)»."""
        if mean is None or low is None or high is None:
            return self.share(mean)
        first, last = self._bare(low), self.share(high)
        dash = " – " if {first[0], last[0]} & {"<", ">"} else "–"
        return f"{self.share(mean)} ({first}{dash}{last})"

    def band(self, told: str | None) -> str:
        """A figure under each assumption, as the views give it («0.07 / 0.13»), as per cents."""
        if not told:
            return _UNKNOWN
        return " / ".join(self.share(float(one)) for one in told.split(" / "))

    def _bare(self, share: float) -> str:
        return self.share(share).removesuffix("%").removesuffix("\u00a0")

    def term(self, term: Term) -> str:
        """From when until when somebody headed a region; what the table knows only roughly is said to be so."""
        since = self._border(term.since, term.since_precision)
        if term.until is None:
            return str(self.texts["region"]["since"].format(day=since))
        return f"{since} – {self._border(term.until, term.until_precision)}"

    def _border(self, day: date | None, precision: str | None) -> str:
        if day is not None and precision == "year":
            return f"{day.year}"
        if day is not None and precision == "month":
            return self.month(day)
        rough = day is not None and precision not in {"day", None}
        return f"{self.texts['region']['about']} {self.day(day)}" if rough else self.day(day)


# A syllable ends before a consonant with its vowel, or between two consonants: «Кы-зыл-ор-да», «Man-gys-tau».
_VOWEL, _CONSONANT = "аеёиоуыэюяұүіөәaeiouy", "бвгджзйклмнпрстфхцчшщқғңһbcdfghjklmnpqrstvwxz"
_SYLLABLE = re.compile(
    f"(?<=[{_VOWEL}])(?=[{_CONSONANT}][{_VOWEL}])|(?<=[{_VOWEL}][{_CONSONANT}])(?=[{_CONSONANT}])", re.I
)


def breakable(name: str) -> Markup:
    """A name that a narrow tile may break at its syllables, never leaving a single letter."""
    parts = [
        0,
        *(found.start() for found in _SYLLABLE.finditer(name) if 2 <= found.start() <= len(name) - 2),
        len(name),
    ]
    return Markup("&shy;").join(escape(visible(name[a:b])) for a, b in pairwise(parts))


@cache
def _texts(language: Language) -> Mapping[str, Any]:
    text = files("flows.site").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
