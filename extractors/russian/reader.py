"""From an article to everything that is read out of it. Gates first; the models load when the first article passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from extractors import gate
from extractors.appearances import find_appearances
from extractors.claims import find_claims
from extractors.kazakh_regions import kazakh_regions_named
from extractors.language import language_of
from extractors.other_heads import find_other_heads
from extractors.regions_named import regions_named
from extractors.russian.attention import attended
from extractors.russian.cleaning import CleanText, clean
from models.explained import Explained
from models.records import Article, Evidence, Meeting, Reading
from models.registry import Registry

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

LONGEST_TEXT = 1_000_000
"""Characters. The real corpora hold a programme of 156,000, published as an article; the models see of it only the
30,000 that `attention` keeps. Gates and cleaning take some five seconds a million; what is longer is no article."""

MOST_READ = 60_000
"""Characters that the models see of one article. They read some 25,000 a second, and one article may take five seconds;
news articles of the real corpora have 20,000 at most. In a longer text no appearances and no claims are looked for: a
law, minutes or a list shows nobody in person, and a control that is missing costs little."""

_KAZAKH = frozenset({"kk", "kk-Latn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An article on its way: its reading is complete, or waits for the pipeline (`clean` is set)."""

    article: Article
    reading: Reading
    clean: CleanText | None
    page_only: bool = False  # the gate's words stand in the page's own lines alone


class Reader:
    """Reads articles: gates, meetings and, unless `light` is false, appearances and claims.

    `home_regions`: host or source key -> ISO code of the region that the site writes about. No neural model is
    loaded before an article passes the topic gate; an article that breaks a rule of ours becomes `unreadable` with
    the reason and never stops the batch.
    """

    def __init__(
        self, registry: Registry, *, light: bool = True, home_regions: Mapping[str, str] | None = None
    ) -> None:
        self._registry = registry
        self._light = light
        self._home_regions = dict(home_regions or {})

    def read(self, article: Article) -> Reading:
        return next(self.read_many([article]))

    def read_many(self, articles: Iterable[Article], *, batch: int = 64) -> Iterator[Reading]:
        """One reading for each article, in order; `batch` articles go through the models together."""
        return (reading for _, reading, _ in self._read(articles, batch))

    def explain_many(self, articles: Iterable[Article], *, batch: int = 64) -> Iterator[Explained]:
        """As `read_many`, each reading with what decided it."""
        from extractors.russian.explained import explained  # it knows spaCy: see `_pipeline`

        for job, reading, doc in self._read(articles, batch):
            yield explained(job.article, reading, doc, job.clean, page_only=job.page_only)

    def _read(self, articles: Iterable[Article], batch: int) -> Iterator[tuple[_Job, Reading, Doc | None]]:
        stream = iter(articles)
        while chunk := list(islice(stream, batch)):
            jobs = [self._prepare(article) for article in chunk]
            waiting = [job for job in jobs if job.clean is not None]
            found = iter(self._meetings_of(waiting))
            for job in jobs:
                reading, doc = next(found) if job.clean is not None else (job.reading, None)
                yield job, reading, doc

    def _prepare(self, article: Article) -> _Job:
        try:
            return self._gated(article)
        except Exception as error:  # noqa: BLE001  the outcome keeps it: counted, shown, never silent
            return _Job(article=article, reading=_unreadable(_reason(error)), clean=None)

    def _gated(self, article: Article) -> _Job:
        if len(article.text) > LONGEST_TEXT:
            reading = _unreadable(f"{len(article.text)} characters, more than {LONGEST_TEXT}: no article is so long")
            return _Job(article=article, reading=reading, clean=None)
        language = language_of(article.text)
        if language != "ru":
            reading = Reading(outcome="other_language", reason=f"the text is {language}", heads_asked=False)
            reading = self._with_regions(article, reading)
            if language in _KAZAKH:
                reading = self._of_kazakh(article, reading)
            return _Job(article=article, reading=reading, clean=None)
        reading = self._light_reading(article)
        if not gate.topic(article.title, article.text):
            return _Job(article=article, reading=reading, clean=None)
        cleaned = clean(article.title, article.text)
        # The page's own words let the article through, not the article («Читайте также: сессия Ассамблеи»).
        if not gate.topic(None, cleaned.text):
            return _Job(article=article, reading=reading, clean=None, page_only=True)
        kept = attended(cleaned)
        if len(kept.text) > MOST_READ:
            reason = f"{len(kept.text)} characters around the subject, more than {MOST_READ}: no article has so many"
            return _Job(article=article, reading=replace(reading, outcome="unreadable", reason=reason), clean=None)
        reading = replace(reading, outcome="read", heads_asked=True)
        return _Job(article=article, reading=reading, clean=kept)

    def _of_kazakh(self, article: Article, reading: Reading) -> Reading:
        """A Kazakh text is not read: it is marked where it may tell of a meeting, with the regions that it names."""
        regions = dict.fromkeys((*kazakh_regions_named(article.title, article.text), *reading.regions))
        return replace(reading, unread_lead=gate.kazakh_lead(article.title, article.text), regions=tuple(regions))

    def _with_regions(self, article: Article, reading: Reading) -> Reading:
        return replace(reading, regions=regions_named(article.title, article.text))

    def _light_reading(self, article: Article) -> Reading:
        reading = Reading(outcome="gated", heads_asked=False)
        if not self._light:
            return reading
        reading = self._with_regions(article, reading)
        if len(article.text) > MOST_READ:
            return reading
        if gate.akim(article.title, article.text):
            seen = find_appearances(article, self._registry)
            others = find_other_heads(article, self._registry)
            reading = replace(reading, appearances=seen, other_heads=others, heads_asked=True)
        if gate.topic(article.title, article.text):
            reading = replace(reading, claims=find_claims(article, self._registry), heads_asked=True)
        return reading

    @cached_property
    def _pipeline(self) -> Pipeline:
        from extractors.russian.pipeline import build_pipeline  # spaCy takes a second to import, gated articles none

        pipeline = build_pipeline(self._registry, self._home_regions)
        pipeline("Готово.")  # the first word loads the models
        return pipeline

    def _meetings_of(self, jobs: list[_Job]) -> Iterator[tuple[Reading, Doc | None]]:
        """The readings of the jobs, in order: the batch at once, or one by one where something in it breaks."""
        if not jobs:
            return
        pipeline = self._pipeline  # a model that cannot be loaded is no fault of an article: it ends the run
        try:
            docs = list(pipeline.pipe([self._document(job) for job in jobs], batch_size=len(jobs)))
        except Exception:  # noqa: BLE001  one of them breaks the batch: each alone shows which, and keeps its reason
            yield from (self._alone(job) for job in jobs)
            return
        for job, doc in zip(jobs, docs, strict=True):
            yield self._finished(job, doc), doc

    def _alone(self, job: _Job) -> tuple[Reading, Doc | None]:
        try:
            doc = self._pipeline(self._document(job))
            return self._finished(job, doc), doc
        except Exception as error:  # noqa: BLE001  the outcome keeps it: counted, shown, never silent
            return replace(job.reading, outcome="unreadable", reason=_reason(error)), None

    def _document(self, job: _Job) -> Doc:
        assert job.clean is not None
        doc = self._pipeline.make_doc(job.clean.text)
        doc._.article = job.article
        doc._.has_title = job.clean.body_start > 0
        return doc

    def _finished(self, job: _Job, doc: Doc) -> Reading:
        assert job.clean is not None
        meetings = tuple(_in_given_text(meeting, job.clean, job.article.text) for meeting in doc._.meetings)
        return replace(job.reading, meetings=meetings)


def _in_given_text(meeting: Meeting, cleaned: CleanText, text: str) -> Meeting:
    """The meeting with its evidence in the text as given; a sentence of the title has no place there and goes."""
    evidence = []
    for each in meeting.evidence:
        span = cleaned.given_span(each.char_start, each.char_end)
        if span is not None:
            start, end = span
            evidence.append(Evidence(sentence=text[start:end], char_start=start, char_end=end))
    return replace(meeting, evidence=tuple(evidence))


def _unreadable(reason: str) -> Reading:
    return Reading(outcome="unreadable", reason=reason)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:200]}"
