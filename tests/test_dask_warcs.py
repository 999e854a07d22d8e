"""Files of a crawl taken in by a Dask cluster: the same tables as in one process, also where a worker dies; slow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ccnews_files import ABOUT_AKIM, ABOUT_MEETING, WORDLESS, Crawled, article_page, crawl
from dask_world import Killer, Rows, children, rows_in, until

from flows.collect import collect
from flows.each import each_in_threads
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop

pytestmark = pytest.mark.slow
_FILES, _PAGES = 4, 500  # a file takes some seconds: time to be met in the middle
_CRAWLED = datetime(2025, 6, 3, tzinfo=UTC)
# Where a copied page lies: the file is named after the run that copied it.
_PLACES = {"": {"page_id", "archive_file", "archive_offset"}, "meta": {"created_at"}}
_LONG = "\n".join(
    f"{WORDLESS} Это {number}-й абзац текста, в котором ни о чём таком не говорится." for number in range(60)
)


def _page(file: int, number: int) -> Crawled:
    """Every third page comes again in the next file, told otherwise: of two versions that of the later file stands."""
    text = (ABOUT_AKIM, WORDLESS, ABOUT_MEETING)[number % 3]
    shared = file // 2 if number % 3 == 0 else file
    return Crawled(
        url=f"https://tengrinews.kz/news/{shared}-{number}/",
        body=article_page(f"{text}\n{_LONG}", title=f"Новость {number} файла {file}"),
        at=f"{_CRAWLED + timedelta(minutes=_PAGES * file + number):%Y-%m-%dT%H:%M:%SZ}",
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    folder = tmp_path_factory.mktemp("crawl")
    for file in range(_FILES):
        (folder / f"CC-NEWS-{file}.warc.gz").write_bytes(crawl([_page(file, number) for number in range(_PAGES)]))
    return tuple(map(str, sorted(folder.iterdir())))


def _workshop(folder: Path, **given: object) -> Workshop:
    return open_workshop(Settings(data=folder / "data", **given), now=datetime(2025, 7, 1, tzinfo=UTC))  # type: ignore[arg-type]


def _taken(workshop: Workshop, files: tuple[str, ...]) -> Rows:
    with workshop.runner():
        collect(workshop, Intake(warcs=files), each_in_threads)
    assert workshop.report.failures == []
    rows = rows_in(workshop.settings, _PLACES)
    with workshop.warehouse() as connection:
        rows["standing"] = [
            (str(one),) for one in connection.execute("SELECT title FROM current_articles ORDER BY 1").fetchall()
        ]
        missing = connection.execute("SELECT DISTINCT archive_file FROM pages").fetchall()
    assert all((workshop.settings.archive / name).is_file() for (name,) in missing)
    return rows


@pytest.fixture(scope="module")
def alone(files: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    rows = _taken(_workshop(tmp_path_factory.mktemp("alone"), workers=1), files)
    assert len(rows["passed_over"]) > 500
    assert len(rows["articles"]) > 1000
    return rows


def test_a_worker_killed_in_the_middle_of_a_file_changes_no_row(
    files: tuple[str, ...], alone: Rows, tmp_path: Path
) -> None:
    before = children()
    workshop = _workshop(tmp_path, runner="dask://local", workers=2)
    killer = Killer(workshop)
    killer.start()
    rows = _taken(workshop, files)
    killer.join(60)
    assert killer.killed is not None
    assert killer.suspicious == 1, "the file was lost with its worker, and given to another"
    for table, there in alone.items():
        assert rows[table] == there, table
    until(lambda: children() <= before, "a process is left behind", 20)


def test_two_processes_of_this_machine_come_to_the_same_tables(
    files: tuple[str, ...], alone: Rows, tmp_path: Path
) -> None:
    assert _taken(_workshop(tmp_path, workers=2), files) == alone
