"""A small world for the tests of the warehouse: one source, a few articles, a council that they tell of."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from flows.judging import Bench, Judged, infer
from models.order import load_order
from models.priors import load_priors
from models.records import (
    Article,
    Attendance,
    Discovery,
    Evidence,
    Fetch,
    FoundMeeting,
    How,
    Listed,
    Meeting,
    PageRef,
    Reading,
    Source,
)
from models.registry import load_registry
from models.reviews import Action, Review, review_id
from models.zone import ALMATY
from warehouse import read
from warehouse.load import Loaded, load_stages
from warehouse.stage import Stage

REGISTRY, ORDER = load_registry(), load_order()
NOW = datetime(2025, 6, 22, 9, tzinfo=ALMATY)
READER = "reader-1"
SENTENCE = "Под председательством акима области прошло заседание Совета Ассамблеи."
# The sign before the sentence is one code point, but two units of UTF-16 and four bytes: offsets count code points.
TEXT = f"Новости 🌾 области.\n\n{SENTENCE}\n\nВ нём участвовали руководители этнокультурных объединений."


def page(number: int) -> PageRef:
    return PageRef(file="20250622-000.warc.gz", offset=1000 * number, sha256=f"{number:064x}")


def article(number: int = 1, text: str = TEXT, url: str | None = None, hours: int = 72) -> Article:
    return Article(
        url=url or f"https://paper.example/{number}",
        source="paper",
        published_at=NOW - timedelta(hours=hours),
        title=f"Заметка {number}",
        lead="Новости области.",
        text=text,
        agency="КазТАГ" if number % 2 else None,
        page_ref=page(number),
    )


def fetch(of: Article) -> Fetch:
    return Fetch(
        source=of.source or "",
        url=of.url or "",
        fetched_at=NOW,
        outcome="fetched",
        status=200,
        etag=f'"{of.title}"',
        page_ref=of.page_ref,
    )


def look(*items: Listed, at: datetime = NOW, address: str = "https://paper.example/rss", ok: bool = True) -> Discovery:
    return Discovery(
        source="paper",
        method="feed",
        address=address,
        checked_at=at,
        ok=ok,
        items=items,
        reached_back_to=min((item.published_at.date() for item in items if item.published_at), default=None),
    )


def council(region: str = "KZ-55", how: How = "chaired", day: date = date(2025, 6, 18)) -> Meeting:
    start = TEXT.index(SENTENCE)
    return Meeting(
        kind="assembly_council",
        status="held",
        level="region",
        region=region,
        interethnic_topic=True,
        assembly_present=True,
        date_start=day,
        date_end=day,
        date_basis="stated",
        attendance=(Attendance(region=region, akim=None, named=False, how=how),),
        evidence=(Evidence(sentence=SENTENCE, char_start=start, char_end=start + len(SENTENCE)),),
        confidence=0.9,
        rule="council v1",
    )


def source(key: str = "paper") -> Source:
    return Source(
        key=key, name=key, base_url=f"https://{key}.example", group="regional", language="ru", expected_per_day=(1, 9)
    )


def stage_collected(stage: Stage, *articles: Article) -> None:
    """What a run stages before it reads: the registry, its sources, a look, the articles and their fetches."""
    stage.registry(REGISTRY, ORDER)
    stage.sources([source()])
    stage.discoveries([look(*(Listed(url=a.url or "", published_at=a.published_at) for a in articles))])
    stage.articles(articles)
    stage.fetches(map(fetch, articles))


def stage_inferred(connection: duckdb.DuckDBPyConnection, stage: Stage) -> Judged:
    """Events and verdicts from everything that stands in the warehouse, staged and loaded as the flow does."""
    judged = infer(
        Bench(
            connection=connection,
            stage=stage,
            registry=REGISTRY,
            order=ORDER,
            priors=load_priors(),
            sources=[source()],
            reader_version=READER,
            today=NOW.date(),
        )
    )
    assert judged is not None
    return judged


def whole_run(
    connection: duckdb.DuckDBPyConnection, folder: Path, run: str, *readings: tuple[Article, Reading]
) -> Loaded:
    """One run from the articles to the verdicts; what the last load brought."""
    stage = Stage(folder, run)
    stage_collected(stage, *(of for of, _ in readings))
    load_stages(connection, folder)
    by_url = {of.url: reading for of, reading in readings}
    for batch in read.unread_articles(connection, READER, 10):
        stage.readings([(name, by_url[of.url]) for name, of in batch], READER)
    load_stages(connection, folder)
    stage_inferred(connection, stage)
    return load_stages(connection, folder)


def review_of(
    found: FoundMeeting, action: Action, account: Meeting | None = None, *, reviewer: str = "Айгуль", hours: int = 1
) -> Review:
    """A decision on an account that was read, `hours` after NOW; what is right is what was read, where not said."""
    at, evidence = NOW + timedelta(hours=hours), found.meeting.evidence
    return Review(
        review_id=review_id(at, reviewer, found.address, found.meeting_id, action, evidence),
        action=action,
        reviewer=reviewer,
        reason="позвонила в акимат",
        at=at,
        address=found.address,
        article_id=found.article_id,
        ordinal=found.ordinal,
        evidence=evidence,
        meeting_id=found.meeting_id,
        follows=found.review,
        read=found.meeting,
        account=None if action == "reject" else account or found.meeting,
    )


def confirm(connection: duckdb.DuckDBPyConnection, folder: Path, url: str) -> Review:
    """A person stands behind the account of one article; it counts at the next judging."""
    (found,) = [one for one in read.found_meetings(connection, READER) if one.url == url]
    review = review_of(found, "confirm")
    Stage(folder, "review").reviews([review])
    load_stages(connection, folder)
    return review


def reading(*meetings: Meeting) -> Reading:
    return Reading(outcome="read", meetings=meetings)


def start_python(code: str) -> subprocess.Popen[str]:
    """Another process on this program's code; what it prints can be waited for."""
    root = Path(__file__).resolve().parents[1]
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=root,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": f"{root}:{root / 'tests'}", "PATH": ""},
    )
