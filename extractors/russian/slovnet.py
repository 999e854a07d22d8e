"""slovnet's three models (names, morphology, syntax) as one spaCy component that sets ordinary token attributes.

The weights (MIT, numpy only) lie in the natasha wheel; natasha itself is never imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from razdel import sentenize
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.russian.lemmas import lemma_of
from extractors.russian.letters import fold
from extractors.russian.trees import sound_tree, tagged_spans
from models.errors import AkimwatchError

# «Аким» with a capital is taken for a surname or a town (the word is not in the models' news): shown in lower case.
_AKIM = re.compile(r"(?:экс-)?аким(?:а|у|ом|е|ы|ов|ам|ами|ах)?", re.IGNORECASE)
# «врио. Акима», «р-н. Абай», «мкр. Сайрам»: razdel ends a sentence after these few abbreviations of the local press.
_OPEN_END = re.compile(r"(?:^|\W)(?:врио|р-н|мкр)\.$", re.IGNORECASE)
# The syntax model compares each word with each other: 150 words take 0.05 s, 3,000 would take 400 times that. News
# sentences end by 60 words; what is longer is a list or a page without full stops, cut where it loses least.
_LONGEST = 150
_CUTS = frozenset(";:,")
_MODEL_BATCH = 16  # sentences a pass: larger batches pad more than they save


class Models(NamedTuple):
    names: Any
    morphology: Any
    syntax: Any


class _Job(NamedTuple):
    """One sentence: which document of the batch, and the indices of its tokens that are not white space."""

    doc: int
    tokens: list[int]


@lru_cache(maxsize=1)
def load_models() -> Models:
    """The three models over one table of vectors, loaded once a process (1.5 s, 90 MB)."""
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    found = find_spec("natasha")
    if found is None or found.origin is None:
        raise AkimwatchError("the natasha wheel, which carries the model weights, is not installed: run `make install`")
    data = Path(found.origin).parent / "data"
    vectors = Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))

    def load(kind: Any, name: str) -> Any:
        return kind.load(str(data / "model" / f"slovnet_{name}_news_v1.tar"), batch_size=_MODEL_BATCH).navec(vectors)

    return Models(load(NER, "ner"), load(Morph, "morph"), load(Syntax, "syntax"))


def shown(word: str) -> str:
    """The word as the models see it: Kazakh letters folded (they are unknown to the shape model), «Аким» as «аким»."""
    return word.lower() if _AKIM.fullmatch(word) else fold(word)


@Language.factory(
    "slovnet_ru",
    assigns=[
        "doc.ents",
        "doc.sents",
        "token.is_sent_start",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.dep",
        "token.head",
    ],
    default_config={"batch": 32},
)
def make_slovnet(nlp: Language, name: str, batch: int) -> SlovnetRussian:
    return SlovnetRussian(batch)


class SlovnetRussian:
    """Sets sentences, parts of speech, morphology, lemmas, a dependency tree and PER, LOC, ORG entities.

    The sentences of `batch` documents go to the models together, sorted by length, so that little is padding. The
    result for a document does not depend on its neighbours. Nothing is loaded before the first document with a word.
    """

    def __init__(self, batch: int) -> None:
        self.batch = batch

    def __call__(self, doc: Doc) -> Doc:
        return self._read([doc])[0]

    def pipe(self, stream: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        waiting = iter(stream)
        while docs := list(islice(waiting, self.batch)):
            yield from self._read(docs)

    def _read(self, docs: list[Doc]) -> list[Doc]:
        jobs = [_Job(number, tokens) for number, doc in enumerate(docs) for tokens in _sentences(doc)]
        jobs.sort(key=lambda job: len(job.tokens))
        entities: list[list[Span]] = [[] for _ in docs]
        trees = [_Tree(doc) for doc in docs]
        if jobs:
            self._apply(docs, jobs, entities, trees)
        for doc, spans, tree in zip(docs, entities, trees, strict=True):
            tree.plant()
            doc.ents = sorted(spans, key=lambda span: span.start)
        return docs

    def _apply(self, docs: list[Doc], jobs: list[_Job], entities: list[list[Span]], trees: list[_Tree]) -> None:
        models = load_models()
        words = [[shown(docs[job.doc][i].text) for i in job.tokens] for job in jobs]
        tagged = _name_tags(models.names, words)
        parsed = zip(jobs, tagged, models.morphology.map(words), models.syntax.map(words), strict=True)
        for job, tags, morphology, syntax in parsed:
            doc, tokens = docs[job.doc], job.tokens
            entities[job.doc].extend(
                Span(doc, tokens[first], tokens[last - 1] + 1, label=label) for first, last, label in tagged_spans(tags)
            )
            _set_words(doc, tokens, morphology)
            trees[job.doc].graft(tokens, syntax)


def _name_tags(names: Any, words: list[list[str]]) -> list[list[str]]:
    """BIO tags; slovnet's own `map` would join them to strings and lose the tokens."""
    infer = names.infer
    return [list(tags) for tags in infer.decoder(infer.process(infer.encoder(words)))]


def _set_words(doc: Doc, tokens: list[int], morphology: Any) -> None:
    for i, word in zip(tokens, morphology.tokens, strict=True):
        token = doc[i]
        token.pos_ = word.pos if word.pos != "ROOT" else "X"
        token.set_morph("|".join(f"{name}={value}" for name, value in sorted(word.feats.items())) or None)  # type: ignore[attr-defined]
        token.lemma_ = lemma_of(token.text, word.pos, word.feats)


class _Tree:
    """The arcs of one document while its sentences arrive."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.heads = list(range(len(doc)))
        self.relations = ["dep"] * len(doc)
        self.starts: set[int] = {0}

    def graft(self, tokens: list[int], syntax: Any) -> None:
        heads, relations = sound_tree(
            [int(word.head_id) - 1 for word in syntax.tokens], [word.rel for word in syntax.tokens]
        )
        self.starts.add(tokens[0])
        for i, head, relation in zip(tokens, heads, relations, strict=True):
            self.heads[i] = tokens[head]
            self.relations[i] = "ROOT" if relation == "root" else relation

    def plant(self) -> None:
        """Write the arcs; white space hangs on the word before it, within the same sentence."""
        if not len(self.doc):
            return
        word: int | None = None
        for token in self.doc:
            if not token.is_space:
                word = token.i
                continue
            # spaCy's own marks: matchers ask that a document of white space alone is annotated too
            token.pos_, token.lemma_ = "SPACE", token.text
            if word is not None:
                self.heads[token.i] = word
            elif token.i + 1 < len(self.doc):
                self.heads[token.i] = token.i + 1  # white space before the first word
        offsets = np.asarray(self.heads, dtype="int64") - np.arange(len(self.doc))
        arcs = np.zeros((len(self.doc), 2), dtype="uint64")
        arcs[:, 0] = offsets.astype("uint64")
        arcs[:, 1] = [self.doc.vocab.strings.add(relation) for relation in self.relations]
        self.doc.from_array(["HEAD", "DEP"], arcs)  # type: ignore[arg-type]  # the stub knows no numpy


def _sentences(doc: Doc) -> list[list[int]]:
    """The words of each sentence. A line end always ends one; a sentence beyond the bound is cut."""
    starts = sorted(_sentence_starts(doc.text))
    sentences: list[list[int]] = [[] for _ in starts]
    at = 0
    for token in doc:
        while at + 1 < len(starts) and token.idx >= starts[at + 1]:
            at += 1
        if not token.is_space:
            sentences[at].append(token.i)
    return [piece for sentence in sentences if sentence for piece in _bounded(doc, sentence)]


def _sentence_starts(text: str) -> set[int]:
    starts, base = {0}, 0
    for line in text.split("\n"):
        open_end = False
        for sentence in sentenize(line):
            if not open_end:
                starts.add(base + sentence.start)
            open_end = bool(_OPEN_END.search(sentence.text))
        base += len(line) + 1
    return starts


def _bounded(doc: Doc, sentence: list[int]) -> list[list[int]]:
    cuts = [0]
    while len(sentence) - cuts[-1] > _LONGEST:
        last = cuts[-1] + _LONGEST
        # The later half of the piece is searched backwards, so that no piece is shorter than half the bound.
        marks = (at for at in range(last, last - _LONGEST // 2, -1) if doc[sentence[at - 1]].text in _CUTS)
        cuts.append(next(marks, last))
    return [sentence[first:last] for first, last in pairwise([*cuts, len(sentence)])]
