"""A small data folder for the tests of the desk: pages in a real archive, a warehouse, a published file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from warehouse_world import NOW, SENTENCE, TEXT, council, reading, whole_run

from extractors.article import Rejected, read_page
from extractors.web.archive import Archive
from flows.settings import Settings
from models.records import Article, Evidence, Meeting, Reading
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE, publish
from warehouse.published import open_published

_PAGE = """<!DOCTYPE html><html lang="ru"><head><title>{title}</title>
<meta property="article:published_time" content="2025-06-19T10:00:00+05:00"></head>
<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"""


def archived(archive: Archive, number: int, text: str = TEXT) -> Article:
    """An article read from a page that lies in the archive."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    page = _PAGE.format(title=f"Заметка номер {number} о заседании Совета", paragraphs=paragraphs).encode()
    url = f"https://paper.example/news/{number}-zasedanie-soveta-assamblei.html"
    ref = archive.write_resource(url, page, "text/html", NOW)
    found = read_page(page, url=url, content_type=None, site=None, page_ref=ref, fetched_at=NOW)
    assert not isinstance(found, Rejected), found.reason
    return replace(found, source="paper")


def told(of: Article, region: str = "KZ-55", day: date = date(2025, 6, 18)) -> Reading:
    """The reading of such an article: the council, at the offsets that its text has."""
    return reading(replace(council(region, day=day), evidence=(evidence(of),)))


def evidence(of: Article) -> Evidence:
    start = of.text.index(SENTENCE)
    return Evidence(sentence=SENTENCE, char_start=start, char_end=start + len(SENTENCE))


def deputy(of: Article) -> Meeting:
    """Abai's council, by deputy."""
    return replace(council("KZ-10", "delegated", date(2025, 6, 10)), evidence=(evidence(of),))


def make_data(folder: Path) -> Settings:
    """Pavlodar's council under its akim, Abai's by deputy, an unread Kazakh article, all published from sample data."""
    shutil.copytree(_made().name, folder, symlinks=True, dirs_exist_ok=True)
    return Settings(data=folder, _env_file=None)  # type: ignore[call-arg]


@cache
def _made() -> TemporaryDirectory[str]:
    """Made once a process: ten files of tests begin with a copy of it."""
    made = TemporaryDirectory(prefix="akimwatch-desk-")
    _fill(Settings(data=Path(made.name), _env_file=None))  # type: ignore[call-arg]
    return made


def _fill(settings: Settings) -> None:
    with Archive(settings.archive) as archive:
        one = archived(archive, 1)
        two = archived(archive, 2, TEXT + " Пишет другая газета, и пишет своё, совсем иными словами.")
        kazakh = archived(archive, 3, "Қостанай облысының әкімі ассамблея отырысын өткізді. " * 6)
    lead = Reading(outcome="other_language", unread_lead=True, regions=("KZ-39",))
    with open_warehouse(settings.warehouse, sample=True) as connection:
        whole_run(
            connection, settings.stage_at, "r1", (one, told(one)), (two, reading(deputy(two))), (kazakh, lead)
        )  # fmt: skip
        publish(connection, settings.published, as_of=NOW.date(), versions={"reader": "1"})


def changed(settings: Settings, folder: Path, *statements: str) -> Settings:
    """A copy of the data folder whose published file was changed by hand."""
    shutil.copytree(settings.data, folder, symlinks=True, dirs_exist_ok=True)
    copy = Settings(data=folder, _env_file=None)  # type: ignore[call-arg]
    database = copy.published / DATABASE
    database.chmod(0o644)
    with duckdb.connect(str(database)) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


def one(settings: Settings, question: str) -> Any:
    """The first value of what the published file answers."""
    with open_published(settings.published / DATABASE) as published:
        return (published.execute(question).fetchone() or (None,))[0]


def review(action: str, reason: str, region: str) -> str:
    """The statement that lays a review of the region's only account into the file."""
    return (
        f"INSERT INTO reviews BY NAME SELECT 'r-0000000000000000000{len(action)}' AS review_id, '{action}' AS action, "
        f"'A. Analyst' AS reviewer, '{reason}' AS reason, TIMESTAMPTZ '2025-06-22 10:00:00+05' AS reviewed_at, "
        "address, article_id, ordinal, meeting_id, run_id, recorded_at "
        "FROM meetings JOIN (SELECT article_id, address FROM articles) USING (article_id) "
        f"WHERE region = '{region}'"
    )
