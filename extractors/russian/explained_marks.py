"""What an eye should find in the text: gatherings, people in office, places, dates, the subject, what decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from extractors.russian.cleaning import CleanText
from extractors.russian.explained_quotes import Quoter
from extractors.russian.meetings.deeds import first_token, last_token
from extractors.russian.meetings.trace import Refused, Told
from extractors.russian.meetings.why import Spot
from extractors.russian.records import Office, Person
from models.explained import Label, Mark, Quote

_OFFICES: dict[Office | None, Label] = {
    "akim": "akim",
    "deputy_akim": "deputy",
    "raion_akim": "local",
    "town_akim": "local",
    "former_akim": "official",
    "other": "official",
}


def marks_of(
    doc: Doc | None, quoter: Quoter | None, subject: Sequence[Quote], answers: Iterable[Told | Refused]
) -> tuple[Mark, ...]:
    """Marks in the order of the text, title first; they may overlap."""
    marks = [Mark(where=quote, label="subject") for quote in subject]
    if doc is not None and quoter is not None:
        marks += _found(doc, quoter)
        for answer in answers:
            marks += [Mark(where=quoter.tokens(m.start, m.end), label="gathering") for m in answer.mentions]
            marks += [Mark(where=quoter.quote(spot), label="decides") for spot in _deciding(answer)]
            marks += [Mark(where=quoter.quote(spot), label="subject") for spot in _of_subject(answer)]
    return tuple(sorted(set(marks), key=lambda m: (not m.where.in_title, m.where.start, m.where.end, m.label)))


def _found(doc: Doc, quoter: Quoter) -> Iterator[Mark]:
    for place in doc._.places:
        about = place.region or ("abroad" if place.foreign else place.name)
        yield Mark(where=quoter.tokens(place.start, place.end), label="place", about=about)
    for dated in doc._.dates:
        days = str(dated.first) if dated.first == dated.last else f"{dated.first} to {dated.last}"
        yield Mark(where=quoter.tokens(dated.start, dated.end), label="date", about=f"{days} ({dated.role})")
    for person in doc._.people:
        label = "akim" if person.official is not None else _OFFICES.get(person.office)
        if label is not None:
            where = quoter.tokens(first_token(person), last_token(person))
            yield Mark(where=where, label=label, about=_who(person))


def _who(person: Person) -> str:
    holder = f"{person.official.akim}, {person.official.region}" if person.official is not None else person.region or ""
    return f"acting for {holder}" if person.acting and holder else holder


def _deciding(answer: Told | Refused) -> Iterator[Spot]:
    if isinstance(answer, Refused):
        yield from answer.why.at
        return
    yield from (spot for why in answer.why["status"] for spot in why.at)
    yield from (spot for entry in answer.entries for deed in entry.deeds for spot in deed.at)


def _of_subject(answer: Told | Refused) -> Iterator[Spot]:
    if isinstance(answer, Told):
        reasons = (*answer.why["interethnic_topic"], *answer.why["assembly_present"])
        yield from (spot for why in reasons for spot in why.at)


def unread_of(text: str, cleaned: CleanText) -> tuple[tuple[int, int], ...]:
    """Stretches of the given text that hold letters and are not in the cleaned one."""
    read = bytearray(len(text))
    for start, end in zip(cleaned.starts, cleaned.ends, strict=True):
        if 0 <= start < end:
            read[start:end] = b"\1" * (end - start)
    spans: list[tuple[int, int]] = []
    at = 0
    while (start := read.find(b"\0", at)) >= 0:
        at = read.find(b"\1", start)
        at = len(text) if at < 0 else at
        if any(char.isalnum() for char in text[start:at]):
            spans.append((start, at))
    return tuple(spans)
