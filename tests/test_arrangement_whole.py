"""The whole way in any arrangement: pages of the sample web, WARC files and JSON lines, read, judged and published.

What is compared are all rows of all tables and views of the published file, but for what `arranged_world` names and

* where in the archive a page lies and what it is called by that (`page_id`, `archive_*`, `pages` itself): bytes that
  come in another order lie elsewhere, and one text that came as a page and as a line has both kinds of bytes;
* of an address asked or given more than once, what each answer said of itself (`fetches`, in the views of sources the
  latest outcomes): a page that is fetched again is `unchanged`;
* of an article told alike by a page and by a line, what is no part of its version: the line has an id (`given_id`),
  the page a lead and a byline; the first that came stays.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from arranged_world import GROWN, BrokenOff, Rows, differences, rows_of

from extractors.russian.reader import Reader
from extractors.sources import Site
from flows import reading
from flows.demo.server import SampleWeb, sample_web
from flows.monitor import run_in
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop
from models.records import Article
from models.registry import load_registry
from warehouse import stage as staging
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.read import articles

pytestmark = pytest.mark.slow
_SITES = ("sample-law", "sample-houses")  # twenty-seven articles, from a sitemap and from lists
_PLACES = {"page_id", "archive_file", "archive_offset", "archive_sha256", "article_sha256"}
_HIDDEN: Mapping[str, set[str]] = {
    "": {*_PLACES, "given_id", "lead", "byline"},
    "source_health": {"last_fetch", "addresses", "fetched", "outcomes"},
}
_NOT_COMPARED = ("pages", "fetches")


@dataclass
class _Press:
    """The sample web, and whatever takes it in."""

    web: SampleWeb
    folder: Path

    @property
    def sites(self) -> dict[str, Site]:
        return {key: self.web.sites[key] for key in _SITES}

    def workshop(self, name: str, **given: Any) -> Workshop:
        settings = Settings(
            data=self.folder / name, allow_private=True, sample=True, pace_seconds=0.0,
            back_days=(self.web.as_of - self.web.back_to).days, **{"workers": 1, **given},
        )  # fmt: skip
        return open_workshop(settings, sites=self.sites, now=self.web.now)

    def run(self, name: str, intake: Intake, **given: Any) -> None:
        report = run_in(self.workshop(name, **given), intake, direct=True)
        assert report.failures == []

    def rows(self, name: str) -> Rows:
        with duckdb.connect(str(self.folder / name / "published" / DATABASE), read_only=True) as published:
            published.execute("SET TimeZone = 'Asia/Almaty'")
            found = rows_of(published, hidden=_HIDDEN)
        return {table: rows for table, rows in found.items() if table not in _NOT_COMPARED}

    def lines(self, name: str) -> list[str]:
        """Every article that credits no agency, as lines of JSON: a line has no place for a credit."""
        with open_warehouse(self.folder / name / "warehouse.duckdb", sample=True, read_only=True) as stored:
            names = [
                name
                for (name,) in stored.execute(
                    "SELECT article_id FROM articles WHERE agency IS NULL ORDER BY address"
                ).fetchall()
            ]
            told = [article for _, article in articles(stored, names)]
        return [_line(number, one) for number, one in enumerate(told)]


def _line(number: int, one: Article) -> str:
    """The article as a line, its moment on the clock that the page told it on: another clock's is another version."""
    published = one.published_at.isoformat() if one.published_at else None
    told = {"id": f"l{number}", "url": one.url, "source": one.source, "published_at": published, "title": one.title}
    return json.dumps({**told, "language": one.language, "text": one.text}, ensure_ascii=False)


@pytest.fixture(scope="module", autouse=True)
def _one_reader() -> Iterator[None]:
    """Runs of this process read with one reader: it takes five seconds to make, and gives every text the same."""
    reader = cache(lambda homes: Reader(load_registry(), home_regions=dict(homes)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_readers", {})  # what another file's runs left in this process
        patch.setattr(reading, "make_reader", lambda _, homes: reader(tuple(sorted(homes.items()))))
        yield


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Press]:
    """The sample web, visited once, in one run that nothing disturbed."""
    with sample_web(first_address=171) as web:
        made = _Press(web, tmp_path_factory.mktemp("press"))
        made.run("visited", Intake())
        yield made


@pytest.fixture(scope="module")
def visited(press: _Press) -> Rows:
    rows = press.rows("visited")
    assert len(rows["articles"]) >= 20
    assert rows["evidence"]
    return rows


def _same(one: Rows, other: Rows, grown: Sequence[str] = ()) -> None:
    found = differences(one, other, grown=grown)
    assert not found, "\n".join(f"{name}: gone {gone}, new {new}" for name, (gone, new) in found.items())


def _breaking(after: int) -> Callable[..., None]:
    """Part files are written as ever, until this many are: then the run ends, whatever it was at."""
    own, left = staging.Stage._write_part, [after]

    def write(self: staging.Stage, *given: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise BrokenOff
        own(self, *given)

    return write


def test_a_visit_broken_off_twice_and_read_in_other_batches_gives_the_same_tables(
    press: _Press, visited: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between pages, and between what is read and what follows from it."""
    for after in (6, 24):
        with monkeypatch.context() as patched:
            patched.setattr(staging.Stage, "_write_part", _breaking(after))
            with pytest.raises(BrokenOff):
                press.run("broken", Intake(), batch=3)
    press.run("broken", Intake(), batch=3)
    _same(visited, press.rows("broken"), GROWN)


def test_site_by_site_and_then_everything_again_as_files_gives_the_same_tables(press: _Press, visited: Rows) -> None:
    for site in reversed(_SITES):
        press.run("apart", Intake(sources=(site,)), batch=5)
    again = press.folder / "again.jsonl"
    lines = press.lines("visited")
    again.write_text("\n".join([*reversed(lines), *lines]) + "\n", encoding="utf-8")
    warcs = tuple(sorted((press.folder / "visited" / "archive").glob("*.warc.gz")))
    press.run("apart", Intake(warcs=warcs, articles=(again, again)))
    _same(visited, press.rows("apart"), GROWN)


def test_lines_in_any_order_over_files_runs_and_processes_give_the_same_tables(press: _Press, visited: Rows) -> None:
    lines = press.lines("visited")
    one, *pieces = (press.folder / f"{name}.jsonl" for name in ("one", "first", "second", "third"))
    one.write_text("\n".join(lines) + "\n", encoding="utf-8")
    press.run("lines", Intake(articles=(one,)))
    chance = random.Random(7)
    told = [*lines, *chance.sample(lines, 12)]
    chance.shuffle(told)
    for path, start in zip(pieces, range(3), strict=True):
        path.write_text("\n".join(told[start::3]) + "\n", encoding="utf-8")
    press.run("pieces", Intake(articles=(pieces[2],)), batch=4)
    press.run("pieces", Intake(articles=(pieces[0], pieces[1])), batch=2, workers=2)
    _same(press.rows("lines"), press.rows("pieces"), GROWN)
    for told in ("articles", "readings", "meetings", "attendance", "evidence_sentences", "appearances"):
        assert press.rows("lines")[told] <= visited[told], f"{told} as read from their pages"
