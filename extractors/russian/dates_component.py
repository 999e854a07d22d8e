"""The spaCy component that writes `doc._.dates`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.russian.dates import DateMention, FoundDate, find_dates
from extractors.russian.document import declare_attributes
from models.records import Article


@Language.factory("akimwatch_dates", assigns=["doc._.dates"])
def make_dates(nlp: Language, name: str) -> DatesComponent:
    """Build the component; it needs no model and no component before it."""
    return DatesComponent()


class DatesComponent:
    """Sets `doc._.dates`: every date phrase, the relative ones counted from `doc._.article.published_at`."""

    def __init__(self) -> None:
        declare_attributes()
        if not Doc.has_extension("dates"):
            Doc.set_extension("dates", default=())

    def __call__(self, doc: Doc) -> Doc:
        article: Article | None = doc._.article
        published = article.published_at if article is not None else None
        mentions = (_mention(doc, found) for found in find_dates(doc.text, published))
        doc._.dates = tuple(mention for mention in mentions if mention is not None)
        return doc


def _mention(doc: Doc, found: FoundDate) -> DateMention | None:
    """The whole tokens that hold the phrase: a glued «апреляТокаев» is one token here."""
    span = doc.char_span(found.char_start, found.char_end, alignment_mode="expand")
    if span is None:  # a tokenizer that drops the phrase's letters has nothing to point at
        return None
    return DateMention(
        start=span.start,
        end=span.end,
        first=found.first,
        last=found.last,
        basis=found.basis,
        unit=found.unit,
        role=found.role,
        phrase=found.phrase,
    )
