"""One article's explanation laid out as rows of words, the same for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.json_articles import Line
from flows.explain.rows import Row, meeting_rows
from flows.explain.wording import Said, Wording
from models.explained import Explained, ExplainedMeeting, NotListed, Quote
from models.records import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSheet:
    """One meeting: what it is in a line, the sentences that show it (and what each shows), and its fields."""

    number: int  # from 1, in the order of the text
    summary: str
    evidence: tuple[tuple[Quote, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissSheet:
    """One naming that came to no meeting: its words, the sentence it stands in, and why."""

    name: Quote
    sentence: Quote
    verdict: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSheet:
    """One article. `whole`: why nothing of it was looked at, or why there was nothing to look at."""

    where: str  # FILE:LINE
    outcome: str
    id: str
    title: str
    facts: str  # when and where it was published, as far as the line said
    url: str
    whole: Said | None
    meetings: tuple[MeetingSheet, ...]
    misses: tuple[MissSheet, ...]
    partly_read: bool


def article_sheet(line: Line, explained: Explained, wording: Wording) -> ArticleSheet:
    """The sheet of one article, with the identity that its line gave it."""
    article = explained.article
    published = article.published_at.isoformat(sep=" ", timespec="minutes") if article.published_at else "day unknown"
    return ArticleSheet(
        where=line.where,
        outcome=explained.reading.outcome,
        id="" if line.id is None else str(line.id),
        title=article.title or "",
        facts=", ".join(filter(None, (article.source, f"published {published}"))),
        url=line.url if isinstance(line.url, str) else "",
        whole=wording.said(explained.whole) if explained.whole is not None else None,
        meetings=tuple(_meeting(n, each, wording) for n, each in enumerate(explained.meetings, start=1)),
        misses=tuple(_miss(each, wording) for each in explained.not_listed),
        partly_read=bool(explained.unread),
    )


def _meeting(number: int, explained: ExplainedMeeting, wording: Wording) -> MeetingSheet:
    meeting = explained.meeting
    quotes = [Quote(text=e.sentence, start=e.char_start, end=e.char_end, in_title=False) for e in meeting.evidence]
    return MeetingSheet(
        number=number,
        summary=_summary(meeting, wording),
        evidence=tuple(zip(quotes, explained.shows, strict=True)),
        rows=meeting_rows(explained, wording),
    )


def _summary(meeting: Meeting, wording: Wording) -> str:
    where = wording.region(meeting.region) if meeting.region else "the republic"
    return f"{meeting.status} {meeting.kind}, {where}, {days(meeting)}"


def days(meeting: Meeting) -> str:
    """The interval as a person writes it."""
    if meeting.date_start is None or meeting.date_end is None:
        return "no day told"
    one = meeting.date_start == meeting.date_end
    return str(meeting.date_start) if one else f"{meeting.date_start} to {meeting.date_end}"


def _miss(miss: NotListed, wording: Wording) -> MissSheet:
    verdict = f"refused, as {miss.kind}" if miss.weighed else "founds no gathering"
    return MissSheet(name=miss.namings[0].name, sentence=miss.sentence, verdict=verdict, said=wording.said(miss.reason))


def counted(number: int, thing: str) -> str:
    """«1 meeting», «2 meetings»."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def outcome_line(sheet: ArticleSheet) -> str:
    """The article in a few words: what became of it, and what was found."""
    if sheet.outcome != "read":
        return sheet.outcome
    return f"read, {counted(len(sheet.meetings), 'meeting')}" + _also(sheet.misses)


def _also(misses: Sequence[MissSheet]) -> str:
    return f", {counted(len(misses), 'naming')} that came to none" if misses else ""
