"""Explanations as one page of HTML, whole in itself: the articles marked up, what was read beside them."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from flows.explain.marked import Layer, MarkedText
from flows.explain.sheet import ArticleSheet, counted, outcome_line
from flows.explain.visible import visible, web_address
from flows.explain.wording import Said
from models.explained import Explained, Mark, Quote

_FOLDED = frozenset({"level", "region", "others named", "confidence", "rule"})  # long, and asked for less often
_LEGEND = (
    ("gathering", "names a gathering"),
    ("akim", "head of a region"),
    ("deputy", "deputy of one"),
    ("local", "akim of a raion or town"),
    ("official", "another office"),
    ("date", "a day"),
    ("place", "a place"),
    ("subject", "accord or the Assembly"),
    ("decides", "a verb or phrase that decided"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One article in the page's list of contents."""

    anchor: str
    where: str
    title: str
    outcome: str
    meetings: int


class PageWriter:
    """Writes a page of any number of articles: `with PageWriter(path) as page: page.add(sheet, explained)`.

    The file at `path` is replaced when all is written; where anything goes wrong before, it stays as it was.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: list[_Entry] = []
        self._special = path.exists() and not path.is_file()  # /dev/stdout: written to, never replaced
        self._part = path if self._special else path.with_name(f".{path.name}.part")

    def __enter__(self) -> PageWriter:
        self._out = self._part.open("w", encoding="utf-8")
        self._articles: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._out.write(_template("head.html").render(entries=self._entries, legend=_LEGEND, **self._counts()))
                self._articles.seek(0)
                shutil.copyfileobj(self._articles, self._out)
                self._out.write(_template("foot.html").render())
        finally:
            self._out.close()
            self._articles.close()
            if kind is not None and not self._special:
                self._part.unlink(missing_ok=True)
        if kind is None and not self._special:
            os.replace(self._part, self._path)

    def add(self, sheet: ArticleSheet, explained: Explained) -> None:
        anchor = f"a{len(self._entries) + 1}"
        where, outcome = visible(sheet.where), outcome_line(sheet)
        title = visible(sheet.title) or "(no title)"
        self._entries.append(
            _Entry(anchor=anchor, where=where, title=title, outcome=outcome, meetings=len(sheet.meetings))
        )
        self._articles.write(article_html(anchor, sheet, explained))

    @property
    def told(self) -> str:
        """What is on the page, in a few words."""
        return ", ".join(str(count) for count in self._counts().values())

    def _counts(self) -> dict[str, str]:
        meetings = sum(entry.meetings for entry in self._entries)
        return {"articles": counted(len(self._entries), "article"), "meetings": counted(meetings, "meeting")}


def article_html(anchor: str, sheet: ArticleSheet, explained: Explained) -> str:
    """One article of the page. `anchor`: its id, and the beginning of all ids in it."""
    quoted = (Mark(where=part, label="quoted") for said in _all_said(sheet) for part in said if isinstance(part, Quote))
    marks = [*explained.marks, *quoted]
    title = MarkedText(sheet.title, [m for m in marks if m.where.in_title], prefix=f"{anchor}-t")
    text = MarkedText(explained.article.text, [m for m in marks if not m.where.in_title], prefix=f"{anchor}-")

    def said(sentence: Said) -> Markup:
        return Markup("").join(
            _part(part, title if isinstance(part, Quote) and part.in_title else text) for part in sentence
        )

    return _template("article.html").render(
        anchor=anchor,
        sheet=sheet,
        outcome=outcome_line(sheet),
        title=title.paragraphs(),
        paragraphs=text.paragraphs(_layers(sheet, explained)),
        link=web_address(sheet.url),
        said=said,
        visible=visible,
        words=_words,
        folded=_FOLDED,
    )


def _all_said(sheet: ArticleSheet) -> Iterator[Said]:
    yield from (line for meeting in sheet.meetings for row in meeting.rows for line in row.lines)
    yield from ((miss.name, *miss.said) for miss in sheet.misses)
    if sheet.whole is not None:
        yield sheet.whole


_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def _words(text: str) -> Markup:
    """Plain words for the page; a day is never broken at its hyphens."""
    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(visible(text)))))


def _part(part: str | Quote, source: MarkedText) -> Markup:
    if isinstance(part, str):
        return _words(part)
    place = f"{'title ' if part.in_title else ''}{part.start}-{part.end}"
    words = '<a class="quote" href="#{}">«{}»</a><span class="at"> {}</span>'
    return Markup(words).format(source.anchor(part), visible(part.text), place)


def _layers(sheet: ArticleSheet, explained: Explained) -> list[Layer]:
    shown = [
        Layer(
            start=quote.start,
            end=quote.end,
            name="shown",
            number=str(meeting.number),
            tip=f"meeting {meeting.number}: shows {shows}",
        )
        for meeting in sheet.meetings
        for quote, shows in meeting.evidence
    ]
    unread = [Layer(start=start, end=end, name="unread", number="", tip="not read") for start, end in explained.unread]
    return shown + unread


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("flows.explain"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("flows.explain").joinpath("templates/page.css").read_text(encoding="utf-8")
    environment.globals["style"] = Markup(style)
    return environment.get_template(name)
