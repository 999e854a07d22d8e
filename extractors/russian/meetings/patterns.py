"""The spaCy patterns of `lexicon/meeting_patterns.json`, run once over a document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where each pattern matched: token spans of the linear ones, (verb, doer) pairs of the syntactic ones."""

    spans: Mapping[str, tuple[tuple[int, int], ...]]
    subjects: Mapping[int, int]  # doer token -> verb token
    agents: Mapping[int, int]

    def of(self, label: str) -> tuple[tuple[int, int], ...]:
        return self.spans.get(label, ())


class Patterns:
    """Compiled for one vocabulary; a call reads one document."""

    def __init__(self, vocab: Vocab) -> None:
        raw = json.loads(files("extractors.russian").joinpath("lexicon/meeting_patterns.json").read_text("utf-8"))
        self._linear = Matcher(vocab)
        for label, patterns in raw["matcher"].items():
            self._linear.add(label, patterns)
        self._syntactic = DependencyMatcher(vocab)
        for label, patterns in raw["dependency"].items():
            self._syntactic.add(label, patterns)

    def __call__(self, doc: Doc) -> Found:
        spans: dict[str, set[tuple[int, int]]] = {}
        for label, start, end in self._linear(doc):
            spans.setdefault(doc.vocab.strings[label], set()).add((start, end))
        arcs: dict[str, dict[int, int]] = {"subject": {}, "agent": {}}
        for label, (verb, doer) in self._syntactic(doc):
            arcs[doc.vocab.strings[label]][doer] = verb
        return Found(
            spans={label: tuple(sorted(found)) for label, found in spans.items()},
            subjects=arcs["subject"],
            agents=arcs["agent"],
        )
