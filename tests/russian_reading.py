"""One pipeline for all tests of this room: loading its models takes seconds."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.russian.pipeline import build_pipeline
from extractors.russian.records import Person
from models.records import Article
from models.registry import load_registry


@lru_cache(maxsize=1)
def pipeline() -> Language:
    return build_pipeline(load_registry(), {"vestnik-rudnogo.kz": "KZ-39"})


def read(text: str, day: str | None = "2025-06-16", **fields: str) -> Doc:
    doc = pipeline().make_doc(text)
    published = datetime.fromisoformat(f"{day}T10:00:00+05:00") if day else None
    doc._.article = Article(published_at=published, text=text, **fields)
    return pipeline()(doc)


def people(text: str, day: str | None = "2025-06-16", **fields: str) -> tuple[Person, ...]:
    return tuple(read(text, day, **fields)._.people)


def heads(text: str, day: str | None = "2025-06-16", **fields: str) -> list[str]:
    """The heads of regions that the text names or means, as «region surname», each once, in order."""
    named = (p.official for p in people(text, day, **fields) if p.official is not None)
    return list(dict.fromkeys(f"{tenure.region} {tenure.surname}" for tenure in named))


def offices(text: str, day: str | None = "2025-06-16", **fields: str) -> list[tuple[str | None, str | None]]:
    """(office, name) of every mention."""
    return [(person.office, person.name) for person in people(text, day, **fields)]
