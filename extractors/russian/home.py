"""Which region an article is about, weighed from the places it names; None where several compete."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from extractors.russian.letters import key
from extractors.russian.places_match import Mention
from extractors.russian.wordlist import read_lexicon

# A region's own name says more than one of its villages; a headline or a dateline says what the piece is about.
# Set on the 70 worked cases so that no wrong region wins there; see tests/test_places_home.py.
_WEIGHT = {"region": 2.0, "raion": 1.5, "town": 1.0}
_IN_TITLE = 4.0
_IN_LEAD = 2.0
_LEAD_TOKENS = 60  # about two sentences of a lead
_DATELINE = 4.0
_OWN = 3.0  # a regional paper's own region: stands until the text names another one twice
_CLEAR_LEAD = 1.6  # how many times the runner-up's weight the winner needs
LONGEST_NAME = 6
"""Words between quotation marks from which they hold speech and not a name."""
_CAPITAL = "KZ-71"
_OF_CAPITAL = 0.5  # the capital is named in any report: ministers, datelines, sessions

# «КОСТАНАЙ. КАЗИНФОРМ –», «АСТАНА. 25 апреля. KAZINFORM», «Тараз, 12 мая.»: what may follow the town of a dateline.
_AFTER_DATELINE = re.compile(r"(?:\s*[.,]\s*(?:\d|[A-ZА-Я]{4,})|\s*/[^/\n]{3,30}/|\s*[-–—]\s)")
_DATELINE_TOKENS = 8  # «. 25 апреля. KAZINFORM –»
# «Астана -5», «Алматы +21°», «USD 510 Уральск +19 Аксай +20»: a line that ends in pairs of a name and a temperature.
_PLACE_AND_DEGREES = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+(?: [А-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+)?\s[+\-–−]?\d{1,2}(?:\s?°C?|\s?°)?"
_FORECAST = re.compile(
    rf"^(?:.*\s)??{_PLACE_AND_DEGREES}(?:[ ,;]+{_PLACE_AND_DEGREES})+\s*$|^\s*{_PLACE_AND_DEGREES}\s*$", re.MULTILINE
)
_HEADINGS = tuple(read_lexicon("places_context.toml")["chrome"]["headings"])


class Home:
    """Collects evidence for one document."""

    def __init__(self, own: str | None) -> None:
        self._scores: defaultdict[str, float] = defaultdict(float)
        if own is not None:
            self._scores[own] += _OWN

    def hear_title(self, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            self._hear(mention, _IN_TITLE)

    def hear(self, doc: Doc, mentions: Sequence[Mention]) -> None:
        """Everything named before the page's own chrome begins."""
        end = chrome_start(doc)
        title_end = _first_line_end(doc) if doc._.has_title else 0
        for mention in mentions:
            if mention.start >= end:
                return
            if mention.start < title_end:
                self._hear(mention, 1.0 if _is_quoted(doc, mention) else _IN_TITLE)
            elif not _is_dateline(doc, mention):
                self._hear(mention, _IN_LEAD if mention.start < title_end + _LEAD_TOKENS else 1.0)
            elif mention.meaning.regions != (_CAPITAL,):
                self._hear(mention, _DATELINE)

    def _hear(self, mention: Mention, factor: float) -> None:
        if len(mention.meaning.regions) == 1:
            region = mention.meaning.regions[0]
            weight = _WEIGHT.get(mention.meaning.level, 0.0) * factor
            self._scores[region] += weight * (_OF_CAPITAL if region == _CAPITAL else 1.0)

    def region(self) -> str | None:
        """The region with a clear lead, if there is one."""
        ranked = sorted(self._scores.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
        if not ranked or ranked[0][1] <= 0:
            return None
        if len(ranked) > 1 and ranked[0][1] < _CLEAR_LEAD * ranked[1][1]:
            return None
        return ranked[0][0]

    def choose(self, mentions: Sequence[Mention], at: int) -> str | None:
        """The region of one mention: its only one; of several, one named right beside it, else the likeliest here."""
        candidates = mentions[at].meaning.regions
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        for beside in (at + 1, at - 1):
            if 0 <= beside < len(mentions) and _gap(mentions[at], mentions[beside]) <= 2:
                named = mentions[beside].meaning.regions
                if len(named) == 1 and named[0] in candidates:
                    return named[0]
        ranked = sorted(((self._scores[region], region) for region in candidates), reverse=True)
        clear = ranked[0][0] > 0 and ranked[0][0] >= _CLEAR_LEAD * ranked[1][0]
        return ranked[0][1] if clear else None


def _gap(one: Mention, other: Mention) -> int:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return second.start - first.end


def _is_quoted(doc: Doc, mention: Mention) -> bool:
    """Between quotation marks that hold more than a name: «Мы ехали в Алма-Ату двое суток и пели»."""
    before = [token.i for token in doc[: mention.start] if token.text in {"«", "“", "„"}]
    closed = [token.i for token in doc[: mention.start] if token.text in {"»", "”"}]
    if not before or (closed and closed[-1] > before[-1]):
        return False
    end = next((token.i for token in doc[mention.end :] if token.text in {"»", "”"}), None)
    return end is not None and end - before[-1] > LONGEST_NAME


def _first_line_end(doc: Doc) -> int:
    return next((token.i for token in doc if "\n" in token.text), len(doc))


def _is_dateline(doc: Doc, mention: Mention) -> bool:
    """A town that opens a line and is followed by an agency, a day or a dash."""
    if mention.start and not doc[mention.start - 1].text.startswith("\n"):
        return False
    after = doc[mention.end : mention.end + _DATELINE_TOKENS].text
    shouted = doc[mention.start].text.isupper()
    return bool(_AFTER_DATELINE.match(after)) and (shouted or after.startswith((",", "/")))


def chrome_start(doc: Doc) -> int:
    """The token from which the page speaks of other pages («Читайте также», «Курс валют»); the length if none does."""
    at = 0
    for line in doc.text.split("\n"):
        low = key(line.strip()).rstrip(": ")
        if at and low in _HEADINGS:
            return next((token.i for token in doc if token.idx >= at), len(doc))
        at += len(line) + 1
    return len(doc)


def forecast_tokens(doc: Doc) -> frozenset[int]:
    """The tokens of lines that hold nothing but places and temperatures («Астана -5», «Уральск +19 Аксай +20»)."""
    text = doc.text
    spans = [match.span() for match in _FORECAST.finditer(text)]
    if not spans:
        return frozenset()
    return frozenset(token.i for token in doc if any(start <= token.idx < end for start, end in spans))
