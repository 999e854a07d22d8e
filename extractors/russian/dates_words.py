"""Text as a string of grammar letters: one letter a word, so that the grammar of dates is a handful of short patterns.

«с 25 по 26 апреля» becomes `bDoDM`. The words and their letters are data (`lexicon/dates.toml`); letters made here:
D day of the month, Y year, 9 another number, 8 a date in figures, - , ( ) . signs, _ anything else.
"""

from __future__ import annotations

import re
from typing import Any

from extractors.russian.wordlist import read_lexicon

GAP = "_"
FIGURES = "8"
YEARS = range(1900, 2100)  # a four-figure number outside is no year of the news

_YEAR = r"(?:19|20)\d\d"
# A whole date in figures: «12.03.2025», «12/03/25», «12-03-2025», «2025-03-12». Nothing numeric may touch it
# («10.12.24.1»); two figures of a year stand only behind dots and slashes («12-03-25» ends a telephone number). Day
# and month alone («05/11») need a leading zero: «10/12» may be a score.
_IN_FIGURES = (
    rf"(?<![\d.,/:№])(?:{_YEAR}-[01]\d-[0-3]\d|[0-3]?\d\.[01]?\d\.(?:{_YEAR}|\d\d)|[0-3]?\d/[01]?\d/(?:{_YEAR}|\d\d)"
    rf"|[0-3]?\d-[01]?\d-{_YEAR}|0[1-9]/[01]\d|[0-3]\d/0[1-9])(?![\d/-]|[.,:]\d)"
)
_UPPER, _LOWER = "А-ЯЁӘІҢҒҮҰҚӨҺ", "а-яёәіңғүұқөһ"
# «под конец третьего дня форума»: the day of something, not the day before yesterday
_OF_THIRD_DAY = "форум|фестивал|визит|конференц|съезд|недел|месяц|марафон|турнир|выставк|учени|праздник|поездк|пут"
_LEXER = re.compile(
    rf"""(?!\s)(?:                                  # turned away at once: halves the time
        (?<![-\w])[Тт]ретьего\ дня\b(?!\s+(?:{_OF_THIRD_DAY}))  # «третьего дня»; not «третьего дня форума»
      |
        [{_UPPER}]*[{_LOWER}]{{2,}}                 # most words by far; «апреляТокаев», glued by the page, is two
      | [^\w\s]
      | (?=\d)(?:{_IN_FIGURES}
          | \d+(?:[.,:/]\d+)+                       # «9:30», «1,5», «24/7»: a number, no day
          | \d+(?:-?(?:ого|ому|го|му|ое|ом|е|м|й|х)(?![{_LOWER}]))?)    # «25», «5-го», «2007-м»
      | [тс]\.\s?г\b\.?                             # «т.г.», «с. г.»
      | г\.                                         # «2025 г.»
      | [{_UPPER}]*[{_LOWER}] | [{_UPPER}]+
      | [A-Za-z]+)""",
    re.VERBOSE,
)
_WHOLE_FIGURES = re.compile(rf"(?=\d){_IN_FIGURES}").fullmatch
_ANY_FIGURES = re.compile(r"\d[./-]\d\d?[./-]\d|\d\d/\d\d")  # a paragraph without this holds no date in figures
_SIGNS = {**dict.fromkeys("-–—‑−", "-"), ",": ",", "(": "(", ")": ")", **dict.fromkeys(".!?…;", ".")}
_DAY_ENDINGS = ("", "-го", "го", "-е", "-ое", "-му", "-м", "-ом", "-ого", "-ому", "-й")
_YEAR_ENDINGS = ("", "-м", "-го", "-й", "-му", "-ом")


class _Vocabulary:
    """Letter and number of every form, in the three ways it is capitalised."""

    def __init__(self, lexicon: dict[str, Any]) -> None:
        self.letters: dict[str, str] = dict(_SIGNS)
        self.values: dict[str, int] = {}
        self._add_numbers()
        for letter, forms in lexicon["plain"].items():
            self._add(letter, forms)
        for letter in ("M", "L"):
            self._add_valued(letter, lexicon["months"][letter])
        for letter in ("S", "s"):
            self._add_valued(letter, lexicon["seasons"][letter])
        for name, letter in (
            ("weekdays", "W"),
            ("tens", "T"),
            ("roman", "I"),
            ("cardinals", "c"),
            ("days", "R"),
            ("parts", "p"),
        ):
            self._add_valued(letter, lexicon[name])
        for letter, forms in lexicon["half_marks"].items():
            self._add(letter, forms)
        self._add_ordinals(lexicon["ordinals"], lexicon["ordinal_forms"])
        self._add_kazakh_months(lexicon["kazakh_months"])

    def _add(self, letter: str, forms: list[str], value: int | None = None) -> None:
        for form in forms:
            for shape in {form, form.capitalize(), form.upper()}:
                self.letters[shape] = letter
            if value is not None:
                self.values[form] = value

    def _add_valued(self, letter: str, table: dict[str, list[str]]) -> None:
        for value, forms in table.items():
            self._add(letter, forms, int(value))

    def _add_numbers(self) -> None:
        for number in range(100):
            shapes = [f"{n}{ending}" for n in {str(number), f"{number:02}"} for ending in _DAY_ENDINGS]
            self._add("D" if 1 <= number <= 31 else "9", shapes, number)
        for tens in (10, 20):
            self._add("O", [f"{tens}-х"], tens)  # «в 20-х числах»
        for year in YEARS:
            self._add("Y", [f"{year}{ending}" for ending in _YEAR_ENDINGS], year)

    def _add_ordinals(self, stems: dict[str, str], forms: dict[str, list[str]]) -> None:
        for number, stem in stems.items():
            self._add("O", [stem + ending for ending in forms["endings"]], int(number))
            if stem == "четверт":
                self._add("O", ["четвёрт" + ending for ending in forms["endings"]], int(number))
        self._add("O", forms["3"], 3)
        self._add("w", forms["last"])

    def _add_kazakh_months(self, table: dict[str, Any]) -> None:
        for number, stem in enumerate(table["stems"], start=1):
            stems = {stem, table["voiced"].get(stem, stem)}
            self._add("V", [s + ending for s in stems for ending in table["endings"]], number)


_LEXICON = read_lexicon("dates.toml")
_VOCABULARY = _Vocabulary(_LEXICON)
FUTURE = frozenset(_LEXICON["verbs"]["future"])
TIMELESS = frozenset(_LEXICON["verbs"]["timeless"])
COUNTED = tuple(_LEXICON["verbs"]["counted"])


class Words:
    """The words of one paragraph by position: what each says and where it stands in the text."""

    __slots__ = ("_matches",)

    def __init__(self, matches: list[re.Match[str]]) -> None:
        self._matches = matches

    def __len__(self) -> int:
        return len(self._matches)

    def text(self, at: int) -> str:
        """The word in lower case."""
        return self._matches[at].group().lower()

    def is_capital(self, at: int) -> bool:
        """Whether the word begins with a capital and goes on in small letters, as names do."""
        word = self._matches[at].group()
        return word[:1].isupper() and word[1:].islower()

    def value(self, at: int) -> int | None:
        """The number that the word says (month 1-12, weekday 1-7, day, year), if it says one."""
        return _VOCABULARY.values.get(self.text(at))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of the text from the word `first` to the word `last`, both included."""
        return self._matches[first].start(), self._matches[last].end()


def spell(text: str, start: int, end: int) -> tuple[str, Words]:
    """The grammar letters of `text[start:end]`, one a word, and the words."""
    known = _VOCABULARY.letters
    matches = list(_LEXER.finditer(text, start, end))
    letters = [known.get(match.group(), GAP) for match in matches]
    if _ANY_FIGURES.search(text, start, end):
        for at, match in enumerate(matches):
            if letters[at] == GAP and match.end() - match.start() >= 5 and _WHOLE_FIGURES(match.group()):
                letters[at] = FIGURES
    return "".join(letters), Words(matches)
