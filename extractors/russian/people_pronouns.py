"""«Он», «она» as subjects: the person spoken of last, where the text leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from extractors.russian.records import Person

# «– …, – сказал он» closes a quotation of up to four sentences; beyond that the thread is lost.
_REACH = 4


def find_pronouns(
    doc: Doc, people: Sequence[Person], genders: Sequence[str], she: frozenset[str], he: frozenset[str]
) -> Iterator[Person]:
    """One record for each pronoun in the nominative that takes up a person; `genders`: m or f, as `people`.

    Nothing is found where the sentence before has a thing of the same gender for its subject («Форум прошёл … Он
    собрал») or where two people of that gender stand in the nearest sentence and neither is its subject.
    """
    sentences = list(doc.sents)
    number = {token.i: at for at, sentence in enumerate(sentences) for token in sentence}
    spoken = sorted(zip(people, genders, strict=True), key=lambda pair: pair[0].start)
    for token in doc:
        low = token.lower_
        if low not in he and low not in she:
            continue
        gender = "m" if low in he else "f"
        before = [person for person, own in spoken if own == gender and person.end <= token.i]
        antecedent = _antecedent(token, before, number)
        if antecedent is not None and not _thing_between(sentences, token, antecedent, gender, number):
            taken_up = _taken_up(token, antecedent)
            spoken.append((taken_up, gender))
            yield taken_up


def _antecedent(token: Token, before: Sequence[Person], number: dict[int, int]) -> Person | None:
    reachable = [p for p in before if not p.plural and number[token.i] - number[p.start] <= _REACH]
    if not reachable:
        return None
    latest = max(number[p.start] for p in reachable)
    near = [p for p in reachable if number[p.start] == latest]
    subjects = [p for p in near if _is_subject(token.doc, p)]
    choices = subjects or near
    return choices[-1] if len({p.person_id for p in choices}) == 1 else None


def _is_subject(doc: Doc, person: Person) -> bool:
    first = person.start if person.role_start is None else min(person.start, person.role_start)
    last = max(person.end, person.role_end or 0)
    return any(token.dep_.startswith("nsubj") for token in doc[first:last])


def _thing_between(
    sentences: Sequence[Span], token: Token, antecedent: Person, gender: str, number: dict[int, int]
) -> bool:
    """A subject of the same gender that is no person stands between, and what is said of «он» needs no person."""
    wanted = {"m": "Masc", "f": "Fem"}[gender]
    first = max(number[antecedent.start], number[token.i] - 1)
    between = (
        word
        for sentence in sentences[first : number[token.i] + 1]
        for word in sentence
        if antecedent.end <= word.i < token.i
    )
    return any(
        word.dep_.startswith("nsubj")
        and word.pos_ == "NOUN"
        and wanted in word.morph.get("Gender", [])
        and "Inan" in word.morph.get("Animacy", [])
        for word in between
    )


def _taken_up(token: Token, person: Person) -> Person:
    return Person(
        start=token.i,
        end=token.i + 1,
        office=person.office,
        acting=person.acting,
        region=person.region,
        official=person.official,
        name=None,
        role_start=None,
        role_end=None,
        person_id=person.person_id,
    )
