"""The stretch of a file that is being taken in: what was met in it, gathered until it is staged whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from models.records import Article, Fetch
from models.warcs import HostSeen, PassedPage, WarcName, WarcPart
from warehouse.stage import Stage

MOST_PAGES = 500
"""Of our sources: some seconds' work, which is all that a kill costs; their texts take a few megabytes."""
MOST_RECORDS = 10_000
"""Of anybody: in a file of strangers' pages this comes first."""


@dataclass(slots=True, kw_only=True)
class Stretch:
    """Gathers from the record at byte `begins` on."""

    begins: int
    ends: int
    records: int = 0
    fetches: list[Fetch] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    passed: list[PassedPage] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    hosts: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    @property
    def is_full(self) -> bool:
        return len(self.fetches) >= MOST_PAGES or self.records >= MOST_RECORDS

    def stage(self, stage: Stage, file: WarcName | None, size: int | None, *, whole: bool) -> None:
        """Write everything down; last, that it is written: the next run of `file` goes on behind it."""
        stage.articles(self.articles)
        stage.passed_over(self.passed)
        stage.fetches(self.fetches)
        if file is not None:
            stage.warc_part(self._part(file, size, whole=whole))

    def _part(self, file: WarcName, size: int | None, *, whole: bool) -> WarcPart:
        seen = sorted(self.hosts.items(), key=lambda item: (-item[1], item[0][0]))
        return WarcPart(
            file=file,
            size=size,
            begins=self.begins,
            ends=self.ends,
            whole=whole,
            records=self.records,
            pages=len(self.fetches),
            broken=tuple(self.broken),
            hosts=tuple(HostSeen(host=host, records=number, source=source) for (host, source), number in seen),
        )
