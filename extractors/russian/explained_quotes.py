"""From places in the cleaned document to words of the article as given."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.russian.cleaning import CleanText
from extractors.russian.meetings.why import Spot, Why, stretch
from models.explained import Quote, Reason
from models.records import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoter:
    """Quotes one document. Every quotation is a slice of the given text or title, hidden characters and all."""

    article: Article
    doc: Doc
    cleaned: CleanText

    def quote(self, spot: Spot) -> Quote:
        if (span := self.cleaned.given_span(*spot)) is not None:
            return Quote(text=self.article.text[slice(*span)], start=span[0], end=span[1], in_title=False)
        title = self.article.title or ""
        start, end = self.cleaned.title_span(*spot) or (0, 0)
        return Quote(text=title[start:end], start=start, end=end, in_title=True)

    def tokens(self, start: int, end: int) -> Quote:
        return self.quote(stretch(self.doc, start, end))

    def sentence(self, token: int) -> Quote:
        """The sentence that holds a token, without the blanks around it."""
        span = self.doc[token].sent
        words = [word.i for word in span if not word.is_space]
        return self.tokens(words[0], words[-1] + 1)

    def is_in_text(self, start: int, end: int) -> bool:
        return self.cleaned.given_span(start, end) is not None

    def reason(self, why: Why) -> Reason:
        quotes = tuple(dict.fromkeys(self.quote(spot) for spot in why.at))
        return Reason(rule=why.rule, quotes=quotes, about=why.about, weight=why.weight)
