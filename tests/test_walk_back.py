"""A walk for days that were quiet in the archive: told from a list that names nothing, and from a dead one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from test_web_discover import NOW, index, sitemap_way, urlset
from web_loopback import Loopback, client, site, start

from extractors.web.spool import Spool
from extractors.web.walk_back import ListWalk, walk_back
from models.order import Window

TODAY = NOW.date()
FEW, MANY = 0, 10  # articles of a usual day at least: a month of silence is believed, and two days


@pytest.fixture
def web() -> Iterator[Loopback]:
    loopback, stop = start()
    yield loopback
    stop()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def walk(web: Loopback, folder: Path, first: int, last: int, fewest: int = FEW) -> ListWalk:
    """A walk for the days from `first` to `last` days ago."""
    way = sitemap_way(web)
    paper = site(web.base, way, fewest=fewest)
    with client() as asked, Spool(folder / "x.walk", Window(start=ago(first), end=ago(last))) as spool:
        (found,) = walk_back(paper, asked, spool, now=NOW)
    return found


def test_a_quiet_stretch_rests_on_the_articles_before_it(web: Loopback, tmp_path: Path) -> None:
    web.page("/sitemap.xml", index(("/old.xml", 40), ("/new.xml", 5)))
    web.page("/new.xml", urlset(("a", 6), ("b", 9)))
    found = walk(web, tmp_path, 3, 2)
    assert (found.fault, found.days) == (None, {ago(3), ago(2)})
    assert web.asked() == ["/sitemap.xml", "/new.xml"]


def test_a_silence_longer_than_the_site_keeps_is_no_failure_and_claims_nothing(web: Loopback, tmp_path: Path) -> None:
    web.page("/sitemap.xml", index(("/new.xml", 5)))
    web.page("/new.xml", urlset(("a", 6), ("b", 7)))
    found = walk(web, tmp_path, 3, 2, MANY)
    assert (found.fault, found.days) == (None, set())
    assert found.notes == (f"nothing in it is newer than {ago(6)}",)


def test_what_a_file_was_changed_by_is_no_article_of_that_day(web: Loopback, tmp_path: Path) -> None:
    """An index made anew by night dates all files by that night; the site itself may have fallen silent in spring."""
    web.page("/sitemap.xml", index(("/new.xml", 4)))
    web.page("/new.xml", urlset(("a", 90), ("b", 91)))
    found = walk(web, tmp_path, 3, 2)
    assert (found.fault, found.days) == (None, set())


def test_an_archive_that_begins_after_the_days_asked_for_is_no_failure(web: Loopback, tmp_path: Path) -> None:
    web.page("/sitemap.xml", index(("/2024-09.xml", None), ("/2024-10.xml", None)))
    web.page("/2024-09.xml", urlset(("a", 17), ("b", 20)))
    found = walk(web, tmp_path, 100, 90)
    assert (found.fault, found.days) == (None, set())
    assert found.notes == (f"it reaches back to {ago(20)} only",)
    assert web.asked() == ["/sitemap.xml", "/2024-09.xml"]


def test_a_months_file_that_is_empty_yet_is_a_quiet_beginning(web: Loopback, tmp_path: Path) -> None:
    web.page("/sitemap.xml", index(("/2024-09.xml", None), ("/2024-10.xml", None)))
    web.page("/2024-10.xml", urlset())
    web.page("/2024-09.xml", urlset(("a", 18), ("b", 20)))
    assert walk(web, tmp_path, 14, 13).days == {ago(14), ago(13)}


@pytest.mark.parametrize("first", [3, 8], ids=["its days", "other days"])
def test_a_sitemap_that_names_no_article_stays_a_failure(web: Loopback, tmp_path: Path, first: int) -> None:
    web.page("/sitemap.xml", index(("/old.xml", 40), ("/new.xml", 5)))
    web.page("/old.xml", urlset())
    web.page("/new.xml", urlset(("x", 5)).replace("/news/x", "/tag/x"))
    found = walk(web, tmp_path, first, 2)
    assert (found.fault or "").startswith("it names no article")
    assert found.days == frozenset()


@pytest.mark.parametrize("broken", ["/new.xml", "/2024-10.xml"])
def test_where_a_file_of_the_days_fails_nothing_older_makes_it_good(web: Loopback, tmp_path: Path, broken: str) -> None:
    web.page("/sitemap.xml", index(("/old.xml", 10), (broken, 1)))
    web.page("/old.xml", urlset(("a", 10)))
    found = walk(web, tmp_path, 3, 2)
    assert "404" in (found.fault or "")
    assert found.days == frozenset()
