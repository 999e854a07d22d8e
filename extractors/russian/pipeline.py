"""The whole pipeline, component by component."""

from __future__ import annotations

from collections.abc import Mapping

import spacy
from spacy.language import Language

from extractors.russian import dates_component, people, places, slovnet, tokenizer  # noqa: F401  registers the factories
from extractors.russian.document import declare_attributes
from extractors.russian.meetings import component  # noqa: F401  registers the factory
from models.registry import Registry

# spaCy refuses texts above a million characters because its own models need memory by length; ours read sentence by
# sentence. What is no article by its size is the fetcher's and the reader's to refuse.
_LONGEST_TEXT = 1_000_000_000


def build_pipeline(registry: Registry, hosts: Mapping[str, str] | None = None) -> Language:
    """Tokens, grammar and names, places, people, dates, meetings.

    `hosts`: site (host without `www.`, or source key) -> ISO code of the region it writes about. Set `doc._.article`
    on `nlp.make_doc(article.text)` before the document goes through `nlp` or `nlp.pipe`.
    """
    declare_attributes()
    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "akimwatch.razdel.v1"}}})
    nlp.max_length = _LONGEST_TEXT
    nlp.add_pipe("slovnet_ru")
    nlp.add_pipe("places", config={"hosts": dict(hosts or {})})
    people_finder = nlp.add_pipe("people")
    nlp.add_pipe("akimwatch_dates")
    meeting_finder = nlp.add_pipe("meetings")
    for judge in (people_finder, meeting_finder):
        judge.judge_by(registry)  # type: ignore[attr-defined]
    return nlp
