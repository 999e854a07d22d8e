"""«Аким» as a given name and «Акимов» as a surname, told from the office."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from spacy.tokens import Doc

from extractors.russian.office_phrase import OfficePhrase
from extractors.russian.people_names import is_name_word, is_part_of_name, is_patronymic

_SURNAME_FORMS = frozenset({"акимов", "акимова", "акимову", "акимовым", "акимове", "акимовой"})
_NAMED_AFTER = frozenset({"имени", "им"})


def given_akims(
    doc: Doc, keys: Sequence[str], offices: Sequence[OfficePhrase], officials: Collection[str]
) -> list[OfficePhrase]:
    """The phrases among `offices` that are names of persons.

    Sure by itself: a patronymic follows («Аким Иванович»), a name stands before («Федоров Аким», «имени Акима …»), or
    a single surname that no head of a region bears follows inside a sentence («вышел Аким Федоров») or with a role
    behind it («Аким Федоров, ветеран труда, …»). Where a document
    holds a sure case and no office in lower case, the doubtful ones («Аким рассказал») are that person too.
    """
    possible = [o for o in offices if doc[o.head].text[:1].isupper() and o.area is None and o.start == o.head]
    sure = [o for o in possible if _is_sure(doc, keys, o, officials)]
    if not sure:
        return []
    lower = any(doc[o.head].text[:1].islower() for o in offices)
    return sure if lower else possible


def span_of(doc: Doc, phrase: OfficePhrase, taken: Collection[int]) -> tuple[int, int]:
    """The name words around «Аким»: known ones before it («Федоров Аким»), up to two of any kind behind."""
    start = end = phrase.head
    while start and start - 1 not in taken and is_part_of_name(doc, start - 1) and not doc[start].is_sent_start:
        start -= 1
    end += 1
    while end < min(len(doc), phrase.head + 3) and end not in taken and is_name_word(doc[end].text):
        end += 1
    return start, end


def _is_sure(doc: Doc, keys: Sequence[str], phrase: OfficePhrase, officials: Collection[str]) -> bool:
    at = phrase.head
    after = at + 1 if at + 1 < len(doc) else None
    opens = doc[at].is_sent_start or at == 0 or not doc[at - 1].text[-1:].isalnum()
    if keys[at] in _SURNAME_FORMS:
        return True
    if at and (keys[at - 1] in _NAMED_AFTER or (not opens and is_name_word(doc[at - 1].text))):
        return True
    if after is None or not is_name_word(doc[after].text):
        return False
    if is_patronymic(keys[after]):
        return True
    if (after + 1 < len(doc) and is_name_word(doc[after + 1].text)) or keys[after] in officials:
        return False
    return not opens or _has_a_role_behind(doc, after + 1)


def _has_a_role_behind(doc: Doc, at: int) -> bool:
    """«Аким Федоров, ветеран труда, вспомнил»: who he is follows the name, so «Аким» was no office."""
    if at + 1 >= len(doc) or doc[at].text != ",":
        return False
    noun = next((token for token in doc[at + 1 : at + 3] if token.pos_ == "NOUN"), None)
    return noun is not None and "Nom" in noun.morph.get("Case", []) and "Anim" in noun.morph.get("Animacy", [])
