"""One reader for all tests of meetings (its models load once), and readings in one short line each."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from extractors.russian.reader import Reader
from models.records import Article, Meeting, Reading
from models.registry import load_registry

_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)(?![•–—])")


@lru_cache(maxsize=1)
def the_reader() -> Reader:
    return Reader(load_registry(), light=False)


def article(text: str, *, title: str | None = None, published: str | None = "2025-06-18T12:00:00+05:00") -> Article:
    moment = datetime.fromisoformat(published) if published else None
    # Texts are wrapped in the tests' source; a blank line divides paragraphs.
    return Article(text=_WRAPPED.sub(" ", text.strip()), title=title, published_at=moment)


def read(text: str, *, title: str | None = None, published: str | None = "2025-06-18T12:00:00+05:00") -> Reading:
    return the_reader().read(article(text, title=title, published=published))


def shown(meeting: Meeting) -> str:
    """«kind status level region start..end basis topic assembly | region akim named how», as in fixtures/meetings."""
    days = f"{meeting.date_start or 'null'}..{meeting.date_end or 'null'}"
    head = (
        f"{meeting.kind} {meeting.status} {meeting.level} {meeting.region or 'null'} {days} {meeting.date_basis}"
        f" {meeting.interethnic_topic:d} {meeting.assembly_present:d} |"
    )
    people = sorted(f"{a.region} {a.akim} {'named' if a.named else 'unnamed'} {a.how}" for a in meeting.attendance)
    return " ".join([head, "; ".join(people)]).strip()


def lines(text: str, *, title: str | None = None, published: str | None = "2025-06-18T12:00:00+05:00") -> list[str]:
    return [shown(meeting) for meeting in read(text, title=title, published=published).meetings]
