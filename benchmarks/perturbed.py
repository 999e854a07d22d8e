"""Gold cases made harder without changing what they say: the readings on which the stated confidence is judged.

Three ways, each seeded and each leaving the annotation as it is: people who are no heads of regions get another family
name in the same case form; neighbouring sentences of a paragraph change places; one sentence goes. Where the sentence
that goes held what the annotation says, the reading is wrong through no fault of its rules, and ought to be less sure.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.folding import folded
from models.records import Article
from models.registry import load_registry

TESTS = Path(__file__).parent.parent / "tests"
SETS = ("dev", "check", "own", "blind")
_SENTENCE_END = re.compile(r"(?<=[.!?…»])\s+(?=[«А-ЯЁ–—])")
# «Садырбаев», «Садырбаева», «Садырбаевым»: the stem changes, the ending stays
_FAMILY = re.compile(r"\b([А-ЯЁ][а-яё]{3,})((?:ов|ев|ин)(?:а|у|ым|ой|е|ы)?)\b")
_STEMS = ("Жумагал", "Касенгал", "Толеубек", "Сарсен", "Бекмурат", "Омирзак", "Кенжегал", "Турсынбек")

Case = dict[str, Any]


def worked_cases() -> list[Case]:
    """Every annotated case of the project: the gold sets and those of tests/fixtures/meetings."""
    cases: list[Case] = []
    for name in SETS:
        path = TESTS / "gold" / f"{name}.jsonl"
        cases += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return cases + _own_manners()


def _own_manners() -> list[Case]:
    import sys

    sys.path.insert(0, str(TESTS))
    from meeting_cases import own_cases  # type: ignore[import-not-found]

    found: list[Case] = own_cases()
    return found


def article_of(case: Case) -> Article:
    return Article(
        text=case["text"],
        title=case["title"],
        url=case["url"],
        source=case["source"],
        published_at=datetime.fromisoformat(case["published_at"]),
    )


def perturbed(cases: list[Case], seed: int = 7) -> Iterator[tuple[str, Case]]:
    """(way, case): every case as it is, and once in each of the three ways."""
    heads = {folded(tenure.surname) for tenure in load_registry().tenures if tenure.surname}
    ways: tuple[tuple[str, Callable[[str, random.Random], str]], ...] = (
        ("names swapped", lambda text, rng: _with_other_names(text, rng, heads)),
        ("sentences reordered", _reordered),
        ("a sentence dropped", _with_one_less),
        ("two sentences dropped", lambda text, rng: _with_one_less(_with_one_less(text, rng), rng)),
    )
    for number, case in enumerate(cases):
        yield "as written", case
        for way, change in ways:
            text = change(case["text"], random.Random(f"{seed} {number} {way}"))
            if text != case["text"]:
                yield way, {**case, "text": text}


def _with_other_names(text: str, rng: random.Random, heads: set[str]) -> str:
    stems: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        stem, ending = match.groups()
        base = next((e for e in ("ов", "ев", "ин") if ending.startswith(e)), "")
        if folded(stem + base) in heads:
            return match.group()
        return stems.setdefault(stem, rng.choice(_STEMS)) + "ов" + ending[len(base) :]

    return _FAMILY.sub(other, text)


def _sentences(text: str) -> list[list[str]]:
    return [_SENTENCE_END.split(paragraph) for paragraph in text.split("\n\n")]


def _joined(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def _reordered(text: str, rng: random.Random) -> str:
    paragraphs = _sentences(text)
    able = [sentences for sentences in paragraphs if len(sentences) > 1]
    for sentences in able:
        at = rng.randrange(len(sentences) - 1)
        sentences[at], sentences[at + 1] = sentences[at + 1], sentences[at]
    return _joined(paragraphs)


def _with_one_less(text: str, rng: random.Random) -> str:
    paragraphs = _sentences(text)
    able = [(p, s) for p, sentences in enumerate(paragraphs) for s in range(len(sentences))]
    if len(able) < 3:
        return text
    paragraph, sentence = rng.choice(able)
    del paragraphs[paragraph][sentence]
    return _joined(paragraphs)
