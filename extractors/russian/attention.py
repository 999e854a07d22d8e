"""Which part of a long text is read by the models: where it speaks of the Assembly or of accord, and its opening.

Reports of a meeting are short; what is long is an overview, a transcript or a list with a passing word on the subject.
The models cost 10-20 ms a sentence, so they see a long text's opening and what stands around each such word.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

from razdel import sentenize

from extractors import gate
from extractors.russian.cleaning import CleanText

LONG = 3_000
"""Characters from which a text counts as long: the longest of the gold reports of one meeting has 2,600."""

_OPENING = 4  # sentences: title, lead and the paragraph after it
_AROUND = 6  # sentences on either side: a report comes back to its subject every three or four


def attended(cleaned: CleanText) -> CleanText:
    """The text as it is, or, of a long one, the sentences that may belong to a gathering of ours."""
    if len(cleaned.text) <= LONG:
        return cleaned
    spans = _sentences(cleaned.text)
    hits = [n for n, (start, end) in enumerate(spans) if gate.topic(None, cleaned.text[start:end])]
    near = {n for hit in hits for n in range(hit - _AROUND, hit + _AROUND + 1)} | set(range(_OPENING))
    return _only(cleaned, [span for n, span in enumerate(spans) if n in near])


def _sentences(text: str) -> list[tuple[int, int]]:
    """Sentence spans, each up to the start of the next, so that together they are the text."""
    starts: list[int] = []
    base = 0
    for line in text.split("\n"):
        starts += [base + sentence.start for sentence in sentenize(line)]
        base += len(line) + 1
    return list(pairwise([*starts, len(text)]))


def _only(cleaned: CleanText, spans: list[tuple[int, int]]) -> CleanText:
    chars: list[str] = []
    starts: array[int] = array("l")
    ends: array[int] = array("l")
    body_start = 0
    last_end = 0
    for start, end in spans:
        if start > last_end and chars and chars[-1] != "\n":
            chars.append("\n")  # a gap in the text ends the line
            starts.append(cleaned.ends[last_end - 1])
            ends.append(cleaned.ends[last_end - 1])
        chars.extend(cleaned.text[start:end])
        starts.extend(cleaned.starts[start:end])
        ends.extend(cleaned.ends[start:end])
        last_end = end
        if end <= cleaned.body_start:
            body_start = len(chars)
    return CleanText(text="".join(chars), body_start=body_start, starts=starts, ends=ends)
