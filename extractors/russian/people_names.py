"""Where a document names people: the model's spans repaired, officials' surnames, and what follows an office."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.russian.letters import is_capitalised, key
from extractors.russian.names import given_names, nominative
from extractors.russian.office_phrase import OfficePhrase, case_of

if TYPE_CHECKING:  # spaCy takes a second to import, and whoever only looks for officials' names needs none of it
    from spacy.tokens import Doc

# «Аксакалов», «АКСАКАЛОВ», «Касым-Жомарт», «Мұрат»: a word of letters with a capital, no abbreviation by itself.
_NAME_WORD = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ](?:[а-яёәғқңөұүһі]+|[А-ЯЁӘҒҚҢӨҰҮҺІ]{3,})(?:-[А-ЯЁӘҒҚҢӨҰҮҺІ][\w]+)?")
_INITIAL = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]")
# «Адаевич», «Наушаевна», «Махмудулы», «Жумабайқызы», in any case
_PATRONYMIC = re.compile(
    r".+(?:[оеё]вич|ьич|мич|кич|лич)(?:а|у|ем|е)?|.+(?:[оеё]вн|ичн)(?:а|ы|е|у|ой)|.{2,}(?:улы|ұлы|кызы|қызы)"
)
# «Омаров», «Сейтова», «Литневская»: surnames by their suffix, in any case
_SURNAME = re.compile(r".{2,}(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой|ою)?|.+(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)")
_PLAIN_NOMINATIVE = re.compile(r".{2,}(?:[оеё]в|[иы]н|ский)")
_LONGEST_NAME = 4  # words: surname, given name, patronymic, and one more of a double name


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A name taken apart, in the nominative, in key form; None where the text does not give it.

    `given` may be an initial. `shown` is the nominative as printed, words in the text's order.
    """

    surname: str | None
    given: str | None
    patronymic: str | None
    gender: str
    shown: str

    @property
    def initial_only(self) -> bool:
        return self.given is not None and len(self.given) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    start: int
    end: int
    parts: NameParts
    plainly_nominative: bool  # «Марат Игалиев»: no other case looks so


def find_names(
    doc: Doc,
    keys: Sequence[str],
    taken: Collection[int],
    offices: Sequence[OfficePhrase],
    officials: Collection[str],
    given_akims: Iterable[tuple[int, int]] = (),
) -> list[NameSpan]:
    """Every name of a person, left to right, none overlapping.

    `taken`: tokens of places and offices, never part of a name; `officials`: every form of every official's surname;
    `given_akims`: where «Аким» is a given name.
    """
    rough = [(ent.start, ent.end) for ent in doc.ents if ent.label_ == "PER"]
    rough += [(i, i + 1) for i, word in enumerate(keys) if word in officials and is_capitalised(doc[i].text)]
    rough += [(i, i + 1) for i, word in enumerate(keys) if is_capitalised(doc[i].text) and _PATRONYMIC.fullmatch(word)]
    rough += list(given_akims)
    rough += [span for office in offices if (span := _after_office(doc, keys, office.end, taken)) is not None]
    pieces = [piece for start, end in rough for piece in _pieces(doc, start, end, taken)]
    merged = _merged([_extended(doc, start, end, taken) for start, end in pieces])
    titled = {office.end: case_of(keys, office) for office in offices}
    read = (_span(doc, start, end, officials, titled.get(start)) for start, end in merged)
    spans = [span for span in read if span is not None]
    fuller = {word for span in spans if span.parts.given and span.parts.surname for word in _words(span.parts)}
    return [
        span
        for span in spans
        if span.start in titled or not _is_one_word(span.parts) or _says_person(doc, keys, span, officials, fuller)
    ]


def _words(parts: NameParts) -> set[str]:
    return {word for word in (parts.surname, parts.given) if word is not None}


def _is_one_word(parts: NameParts) -> bool:
    return [parts.surname, parts.given, parts.patronymic].count(None) == 2


def _says_person(
    doc: Doc, keys: Sequence[str], span: NameSpan, officials: Collection[str], fuller: Collection[str]
) -> bool:
    """One word alone is a person by its suffix, by the lexicon, or as part of a name that the document gives in full.

    The model takes «Наурыз», «Аксакалы» and «Мажилис» for people too.
    """
    word = keys[span.start]
    if word in officials or _words(span.parts) & set(fuller):
        return True
    if doc[span.start].pos_ in {"ADJ", "VERB", "DET"}:
        return False
    return bool(_SURNAME.fullmatch(word)) or bool(_words(span.parts) & given_names().keys())


def _pieces(doc: Doc, start: int, end: int, taken: Collection[int]) -> list[tuple[int, int]]:
    """What places and offices leave of a model's span («Улытау | Дастан Рыспеков»)."""
    while end - start > 2 and doc[start].pos_ == "ADJ" and not _SURNAME.fullmatch(key(doc[start].text)):
        start += 1  # «Одиннадцатилетняя Дана Ким»
    pieces: list[tuple[int, int]] = []
    for i in range(start, end):
        if i in taken or not (is_name_word(doc[i].text) or _is_initial(doc, i) or doc[i].text == "."):
            continue
        if pieces and pieces[-1][1] == i:
            pieces[-1] = (pieces[-1][0], i + 1)
        elif doc[i].text != ".":
            pieces.append((i, i + 1))
    return [piece for piece in pieces if any(is_name_word(doc[i].text) for i in range(*piece))]


def _after_office(doc: Doc, keys: Sequence[str], at: int, taken: Collection[int]) -> tuple[int, int] | None:
    """«аким ⟨where⟩ Xxx Yyy» names a person, whatever the model says; one word alone only where it is a surname."""
    end = at
    words = 0
    while end < len(doc) and end not in taken and words < _LONGEST_NAME:
        if words and doc[end].pos_ == "VERB" and doc[end - 1].text == ".":
            break  # «аким области Аксакалов К. И. Обсудили лагеря»: the parse missed the sentence's end
        if is_name_word(doc[end].text) and not doc[end].is_sent_start:
            words += 1
        elif not _is_initial(doc, end) and not (doc[end].text == "." and end > at and _is_initial(doc, end - 1)):
            break
        end += 1
    if words >= 2 or (words == 1 and (end - at > 1 or _SURNAME.fullmatch(keys[end - 1]))):
        return at, end
    return None


def _extended(doc: Doc, start: int, end: int, taken: Collection[int]) -> tuple[int, int]:
    """A surname alone takes its initials, and its given name where the lexicon knows the word beside it as one."""
    while True:
        if start >= 2 and doc[start - 1].text == "." and _is_initial(doc, start - 2) and start - 2 not in taken:
            start -= 2
        elif start >= 1 and start - 1 not in taken and _is_known(doc[start - 1].text) and not doc[start].is_sent_start:
            start -= 1
        else:
            break
    while end < len(doc) and end not in taken and _is_known(doc[end].text) and not doc[end].is_sent_start:
        end += 1
    if end + 1 < len(doc) and _is_initial(doc, end) and doc[end + 1].text == "." and end not in taken:
        end += 2  # «Аксакалов К.»
        if end + 1 < len(doc) and _is_initial(doc, end) and doc[end + 1].text == ".":
            end += 2
    return start, end


@lru_cache(maxsize=20_000)
def _is_known(text: str) -> bool:
    """A patronymic, or a given name in any case."""
    if not is_name_word(text):
        return False
    if is_patronymic(key(text)):
        return True
    return any(name in given_names() for name in (key(text), *(key(word) for word in nominative([text]).words)))


def is_part_of_name(doc: Doc, i: int) -> bool:
    """A capitalised word that is a surname by its suffix, or a given name or patronymic that the lexicon knows."""
    return is_name_word(doc[i].text) and (_is_known(doc[i].text) or bool(_SURNAME.fullmatch(key(doc[i].text))))


def is_name_word(text: str) -> bool:
    """A word that can be part of a name by its letters: «Аксакалов», «АКСАКАЛОВ», «Касым-Жомарт»."""
    return bool(_NAME_WORD.fullmatch(text))


def is_patronymic(word: str) -> bool:
    """A patronymic in any case, in key form: «адаевича», «наушаевной», «махмудулы»."""
    return bool(_PATRONYMIC.fullmatch(word))


def _is_initial(doc: Doc, i: int) -> bool:
    return bool(_INITIAL.fullmatch(doc[i].text)) and i + 1 < len(doc) and doc[i + 1].text == "."


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _span(doc: Doc, start: int, end: int, officials: Collection[str], office_case: str | None) -> NameSpan | None:
    while end > start and doc[end - 1].text == "." and not (end - 2 >= start and _INITIAL.fullmatch(doc[end - 2].text)):
        end -= 1
    at = [i for i in range(start, end) if doc[i].text != "."]
    if not any(len(doc[i].text) > 1 for i in at):
        return None
    tagged = [doc[i] for i in at if len(doc[i].text) > 1]
    case = office_case or next((str(c[0]) for t in tagged if (c := t.morph.get("Case", []))), None)
    gender = next((str(g[0])[0].lower() for t in tagged if (g := t.morph.get("Gender", []))), None)
    read = nominative([doc[i].text for i in at], case, gender)
    parts = take_apart(read.words, read.gender, officials)
    printed = [key(doc[i].text) for i in at]
    plainly = printed == [key(word) for word in read.words] and bool(_PLAIN_NOMINATIVE.fullmatch(parts.surname or ""))
    return NameSpan(start=start, end=end, parts=parts, plainly_nominative=plainly)


def take_apart(words: Sequence[str], gender: str, officials: Collection[str] = ()) -> NameParts:
    """Which word is the surname: the rest of a full name, the word beside initials, or by suffix and lexicon."""
    shown = " ".join(f"{word}." if len(word) == 1 else word for word in words)
    initials = [key(word) for word in words if len(word) == 1]
    full = [key(word) for word in words if len(word) > 1]
    # «Абдыгалиулы» is a patronymic by its form and a head's surname by the table
    patronymic = next((word for word in full[1:] if is_patronymic(word) and word not in officials), None)
    rest = [word for word in full if word != patronymic]
    surname: str | None
    given: str | None
    if initials or (len(rest) == 1 and patronymic is None):
        alone = rest[-1] if rest else full[-1]
        is_given = not initials and alone in given_names() and alone not in officials and not _SURNAME.fullmatch(alone)
        surname, given = (None, alone) if is_given else (alone, initials[0] if initials else None)
    elif len(rest) == 1:
        surname, given = None, rest[0]
    elif len(rest) >= 2:
        given, surname = (
            (rest[1], rest[0]) if _surname_first(rest, full, patronymic, officials) else (rest[0], rest[-1])
        )
    else:
        surname, given = patronymic, None
        patronymic = None
    return NameParts(surname=surname, given=given, patronymic=patronymic, gender=gender, shown=shown)


def _surname_first(rest: list[str], full: list[str], patronymic: str | None, officials: Collection[str]) -> bool:
    """«Аксакалов Кумар», «Уали Берик Сагатулы»: a patronymic at the end, or only the first looks so."""
    if patronymic is not None and len(full) > 2:
        return full.index(patronymic) == 2
    names = given_names()
    looks = [bool(word in officials or _SURNAME.fullmatch(word)) and word not in names for word in rest]
    return looks[0] and not looks[-1] and rest[-1] in names
