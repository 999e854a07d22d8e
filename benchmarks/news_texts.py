"""The texts of the synthetic press: real articles where they are at hand, else the worked cases and the demo.

Real ones lie in `../shared/corpus/*.jsonl` (or in the folder that PRESS_CORPUS names), are the publishers'
property, and are only ever read at run time. Which texts were taken is told by `where_from`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from extractors import gate

ROOT = Path(__file__).resolve().parent.parent
# A headline cut out of a text that has none: as long as the agencies' own, which end by a hundred characters.
_HEADLINE = 95
_SENTENCE = re.compile(r"(?<=[а-яёa-z0-9»\")][.!?…])\s*(?=[А-ЯЁ«])")
# Crawled texts hold buttons, captions, headlines of others. A line of prose ends as a sentence does, and is in
# Cyrillic: a rule of this benchmark alone, so that the truth leans on no reader's own cleaning.
_PROSE = re.compile(r"^(?!Читайте также).*[.?…»\")]$")
_CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]", re.I)
_LEAST_LINE = 60  # characters
_TOGETHER = 3  # sentences of a paragraph, where the text came without breaks
_SHORTEST = 200  # characters: what is shorter is a caption, no article that a site would print on a page of its own
_ANNOUNCED = 150  # characters of a card's announcement on the portals


@dataclass(frozen=True, kw_only=True)
class Story:
    """One article's words: its headline and paragraphs, and whether gates pass it (as title and text say)."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def announcement(self) -> str:
        return self.paragraphs[0][:_ANNOUNCED].rpartition(" ")[0] or self.paragraphs[0][:_ANNOUNCED]

    @cached_property
    def on_topic(self) -> bool:
        return gate.topic(self.title, self.text)

    @cached_property
    def of_akims(self) -> bool:
        return gate.akim(self.title, self.text)

    @cached_property
    def passes(self) -> bool:
        return self.on_topic or self.of_akims or gate.kazakh_lead(self.title, self.text)

    @cached_property
    def clean_headline(self) -> bool:
        """Whether what other pages print of it, headline and announcement, holds no word of any gate."""
        shown = f"{self.title}\n{self.announcement}"
        return not (gate.topic(None, shown) or gate.akim(None, shown) or gate.kazakh_lead(None, shown))


def _paragraphs(text: str) -> tuple[str, ...]:
    """The text's own paragraphs; a text without breaks is given some, as its page had them."""
    lines = [_plain(line) for line in text.split("\n")]
    if len(lines) == 1:
        sentences = _SENTENCE.split(lines[0])
        lines = [" ".join(sentences[at : at + _TOGETHER]) for at in range(0, len(sentences), _TOGETHER)]
    return tuple(dict.fromkeys(line for line in lines if _is_prose(line)))


def _plain(line: str) -> str:
    return " ".join(line.replace("\ufeff", " ").replace("\u200b", "").split())


def _is_prose(line: str) -> bool:
    return len(line) >= _LEAST_LINE and bool(_PROSE.search(line)) and 2 * len(_CYRILLIC.findall(line)) > len(line)


def _headline(paragraph: str) -> str:
    first = _SENTENCE.split(paragraph, maxsplit=1)[0].rstrip(".")
    return (first if len(first) <= _HEADLINE else first[:_HEADLINE].rpartition(" ")[0]).rstrip(" ,.-–—")


def _stories(path: Path) -> Iterator[Story]:
    for line in path.read_text(encoding="utf-8").strip().split("\n"):  # texts hold other line ends
        row = json.loads(line)
        paragraphs = _paragraphs(row["text"]) if row.get("language") in (None, "ru") else ()
        if sum(map(len, paragraphs)) >= _SHORTEST:
            yield Story(title=_plain(row.get("title") or _headline(paragraphs[0])), paragraphs=paragraphs)


def _real() -> list[Path]:
    folder = os.environ.get("PRESS_CORPUS")
    return sorted((Path(folder) if folder else ROOT.parent / "shared" / "corpus").glob("*.jsonl"))


def _own() -> Iterator[Story]:
    """The worked cases and the demo's articles: mostly of our subject, so no measure of what the press is."""
    from flows.demo.sites import sample_sites

    for name in ("dev", "check", "own", "blind", "unseen"):
        yield from _stories(ROOT / "tests" / "gold" / f"{name}.jsonl")
    for site in sample_sites():
        for piece in site.pieces:
            if piece.lang == "ru" and piece.fault is None and len(piece.text) >= _SHORTEST:
                paragraphs = tuple(_plain(line) for line in piece.paragraphs)
                yield Story(title=_plain(piece.title), paragraphs=paragraphs)


def where_from() -> str:
    files = _real()
    return ", ".join(path.name for path in files) or "worked cases and demo (no real press here: shares mean nothing)"


def mix() -> str:
    """What a figure's texts are to be called: its shares mean something only where they are the press's."""
    return "the real mix" if _real() else "worked cases, NOT the press's mix"


def load_stories(*, real: bool = True) -> tuple[Story, ...]:
    """All texts in a fixed order; of the repository alone where no real ones are here, or not `real`."""
    files = _real() if real else []
    found = [story for path in files for story in _stories(path)] or list(_own())
    return tuple(dict.fromkeys(found))
