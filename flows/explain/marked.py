"""The article's own words with everything marked that the reading found, by spaCy's displacy.

Text goes in as given and comes out as given: every character stands once, in order, so that an offset in the table
is an offset in the text. Marks that overlap are cut, the more telling one on top.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape
from spacy import displacy

from flows.explain.visible import same_length
from models.explained import Label, Mark, Quote

# Of two marks on the same words the earlier of these shows: who and when before where, all before what is told.
_ON_TOP: tuple[Label, ...] = (
    *("akim", "deputy", "local", "date", "place", "gathering", "decides", "official", "subject", "quoted"),
)
_MARK = (
    '<mark class="entity {label}" id="{anchor}" data-label="{label}" title="{tip}" style="background: {bg}">'
    "{text}</mark>"
)
_OPTIONS = {"template": _MARK, "colors": {label: f"var(--{label})" for label in _ON_TOP}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A stretch of the text on a ground of its own: a sentence that shows a meeting, or words left unread."""

    start: int
    end: int
    name: str  # shown | unread
    number: str  # of the meeting
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    start: int
    end: int
    mark: Mark


class MarkedText:
    """One text (or title) ready to be rendered; `anchor` says where a quotation of it stands on the page."""

    def __init__(self, text: str, marks: Sequence[Mark], *, prefix: str) -> None:
        self._text = same_length(text)
        self._prefix = prefix
        self._cuts = _cut(self._text, marks)
        self._starts = [cut.start for cut in self._cuts]

    def anchor(self, quote: Quote) -> str:
        """The id of the mark that a quotation begins in, or of the next one it holds; else of its paragraph."""
        at = bisect_right(self._starts, quote.start) - 1
        for cut in self._cuts[max(at, 0) : at + 2]:
            if cut.start < quote.end and quote.start < cut.end:
                return f"{self._prefix}{cut.start}"
        return f"{self._prefix}p{self._text.rfind(chr(10), 0, quote.start) + 1}"

    def paragraphs(self, layers: Sequence[Layer] = ()) -> list[tuple[str, Markup]]:
        """Each line with letters in it, as an id and its markup."""
        found: list[tuple[str, Markup]] = []
        start = 0
        for line in self._text.split("\n"):
            if line.strip():
                found.append((f"{self._prefix}p{start}", self._line(start, start + len(line), layers)))
            start += len(line) + 1
        return found

    def _line(self, start: int, end: int, layers: Sequence[Layer]) -> Markup:
        inside = [layer for layer in layers if layer.start < end and start < layer.end]
        edges = {edge for layer in inside for edge in (layer.start, layer.end) if start < edge < end}
        stops = sorted({start, end, *edges})
        return Markup("").join(self._piece(first, last, inside) for first, last in pairwise(stops))

    def _piece(self, start: int, end: int, layers: Sequence[Layer]) -> Markup:
        words = self._rendered(start, end)
        own = [layer for layer in layers if layer.start <= start and end <= layer.end]
        if not own:
            return words
        numbers = " ".join(dict.fromkeys(layer.number for layer in own if layer.number))
        tip = "; ".join(dict.fromkeys(layer.tip for layer in own))
        opens = ' data-opens="1"' if any(layer.start == start and layer.number for layer in own) else ""
        return Markup('<div class="{}" data-number="{}"{} title="{}">{}</div>').format(
            own[0].name, numbers, Markup(opens), tip, words
        )

    def _rendered(self, start: int, end: int) -> Markup:
        """displacy's markup of one stretch; a mark that crosses its edge is shown on both sides."""
        ents = [
            {
                "start": max(cut.start, start) - start,
                "end": min(cut.end, end) - start,
                "label": cut.mark.label,
                "params": {
                    "anchor": f"{self._prefix}{cut.start}" if cut.start >= start else f"{self._prefix}{start}",
                    "tip": escape(_tip(cut.mark)),
                },
            }
            for cut in self._cuts
            if cut.start < end and start < cut.end
        ]
        words = {"text": self._text[start:end], "ents": ents, "title": None}
        return Markup(displacy.render(words, style="ent", manual=True, jupyter=False, options=_OPTIONS))


def _tip(mark: Mark) -> str:
    place = f"{'title ' if mark.where.in_title else ''}{mark.where.start}-{mark.where.end}"
    return ", ".join(filter(None, (mark.label, mark.about, place)))


def _cut(text: str, marks: Sequence[Mark]) -> list[_Cut]:
    """The marks without overlaps, in order: each character belongs to the mark on top, blanks at edges to none."""
    owner: dict[int, Mark] = {}
    for mark in sorted(marks, key=lambda m: -_ON_TOP.index(m.label)):
        owner.update(dict.fromkeys(range(mark.where.start, min(mark.where.end, len(text))), mark))
    cuts: list[_Cut] = []
    for at in sorted(owner):
        last = cuts[-1] if cuts else None
        if last is not None and last.end == at and last.mark is owner[at]:
            cuts[-1] = _Cut(start=last.start, end=at + 1, mark=last.mark)
        else:
            cuts.append(_Cut(start=at, end=at + 1, mark=owner[at]))
    trimmed = (_without_blanks(text, cut) for cut in cuts)
    return [cut for cut in trimmed if any(char.isalnum() for char in text[cut.start : cut.end])]


def _without_blanks(text: str, cut: _Cut) -> _Cut:
    words = text[cut.start : cut.end]
    start = cut.start + len(words) - len(words.lstrip())
    return _Cut(start=start, end=start + len(words.strip()), mark=cut.mark)
