"""What a walk through a site's whole archive names, kept on disk by month: a million addresses never stand in memory.

The file is the walk's own and lives no longer than it: what is settled of a month is in the warehouse.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from extractors.web.listed import Seen
from models.errors import AkimwatchError
from models.order import Window
from models.records import Listed
from models.zone import local_day

# An address is `open` until it is asked for, `settled` where nothing is left to do, `kept` where its page lies in the
# archive and gave no article (a replay reads it again, a back-fill does not fetch it again), `failed` where it was
# asked for in this walk and brought nothing.
State = Literal["open", "settled", "kept", "failed"]

_TABLE = """
CREATE TABLE entries (
    list INTEGER NOT NULL, url TEXT NOT NULL, title TEXT, published TEXT, day TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open', PRIMARY KEY (list, url)
);
CREATE INDEX by_day ON entries (day);
CREATE INDEX by_url ON entries (url);
"""
_CACHE_KIB = 4096  # a page cache for each site of a run: sixty sites take 240 MB at the very most
_AT_ONCE = 5_000  # rows between two breaths: some 3 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One address that a list names. `day`: what the list dates it by, the publication or else the last change."""

    url: str
    title: str | None
    published_at: datetime | None
    day: date
    state: State

    def listed(self) -> Listed:
        return Listed(url=self.url, title=self.title, published_at=self.published_at)


class SpoolError(AkimwatchError):
    """The list of what a walk named cannot be kept: the disk is full, or the file was damaged under the walk."""


class Spool:
    """The entries of one site's lists within `span`, in one file; a context manager, used by one thread at a time.

    SpoolError from all that it does where the file cannot be written or read. Without a journal it is of no more use
    then: what the walk had settled by then is in the stage and the archive.
    """

    def __init__(self, path: Path, span: Window) -> None:
        self.span = span
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._path = path
        with self._kept():
            self._rows = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            # Nothing of it is needed after a crash: no journal, no waiting for the disk.
            self._rows.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE_KIB}; {_TABLE}"
            )

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise SpoolError(
                f"{self._path}: cannot be kept ({error}); make room on its disk and begin the back-fill again: what it "
                "has fetched is not fetched twice"
            ) from error

    def _all(self, statement: str, given: Sequence[object]) -> list[Any]:
        with self._kept():
            return self._rows.execute(statement, given).fetchall()

    def _change(self, statement: str, given: Sequence[Sequence[object]]) -> None:
        with self._kept():
            self._rows.execute("BEGIN")
            self._rows.executemany(statement, given)
            self._rows.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """The file goes with the walk."""
        self._rows.close()
        self._path.unlink(missing_ok=True)

    def add(self, number: int, entries: Iterable[Seen]) -> None:
        """Keep those entries of list `number` that its dates place within the span; a second of one address is none."""
        rows = [
            (number, one.url, one.title, one.published_at.isoformat() if one.published_at else None, day.isoformat())
            for one in entries
            if (day := day_of(one)) is not None and self.span.start <= day <= self.span.end
        ]
        self._change("INSERT OR IGNORE INTO entries (list, url, title, published, day) VALUES (?, ?, ?, ?, ?)", rows)

    def drop_undated(self, number: int, days: Collection[date]) -> int:
        """Forget what a list dates by nothing but a change on one of these days; how many entries that were."""
        statement = "DELETE FROM entries WHERE list = ? AND published IS NULL AND day = ?"
        with self._kept():
            return sum(self._rows.execute(statement, (number, day.isoformat())).rowcount for day in days)

    def open_urls(self, month: Window) -> list[str]:
        """The addresses of a month that nobody has asked for, each once, newest first."""
        rows = self._all(
            "SELECT url FROM entries WHERE state = 'open' AND day BETWEEN ? AND ? "
            "GROUP BY url ORDER BY max(day) DESC, url",
            _ends(month),
        )
        return [url for (url,) in rows]

    def entry(self, url: str) -> Named:
        """An address as the list with the best date names it."""
        (row,) = self._all(
            "SELECT url, title, published, day, state FROM entries WHERE url = ? "
            "ORDER BY published IS NULL, published LIMIT 1",
            (url,),
        )
        return _named(row)

    def mark(self, urls: Sequence[str], state: State) -> None:
        """What has become of these addresses, in whichever list they stand."""
        self._change("UPDATE entries SET state = ? WHERE url = ?", [(state, url) for url in urls])

    def entries(self, number: int, month: Window) -> Iterator[list[Named]]:
        """What a list names for a month, in batches, in the order of address."""
        after = ""
        while True:
            rows = self._all(
                "SELECT url, title, published, day, state FROM entries "
                "WHERE list = ? AND day BETWEEN ? AND ? AND url > ? ORDER BY url LIMIT ?",
                (number, *_ends(month), after, _AT_ONCE),
            )
            if not rows:
                return
            yield [_named(row) for row in rows]
            after = rows[-1][0]

    def counts(self, month: Window) -> Counter[str]:
        """How many addresses of a month are in each state."""
        rows = self._all(
            "SELECT state, count(DISTINCT url) FROM entries WHERE day BETWEEN ? AND ? GROUP BY state", _ends(month)
        )
        return Counter(dict(rows))


def day_of(entry: Seen) -> date | None:
    """What a list dates an entry by: its publication, or else the last day on which it can have been published."""
    moment = entry.published_at or entry.not_after
    return local_day(moment) if moment is not None else None


def _ends(month: Window) -> tuple[str, str]:
    return month.start.isoformat(), month.end.isoformat()


def _named(row: tuple[str, str | None, str | None, str, State]) -> Named:
    url, title, published, day, state = row
    moment = datetime.fromisoformat(published) if published else None
    return Named(url=url, title=title, published_at=moment, day=date.fromisoformat(day), state=state)
